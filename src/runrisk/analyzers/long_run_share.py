"""One run that makes up most of its week."""

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

import pandas as pd

from runrisk.analysis.base import Analyzer, sentence
from runrisk.charts import (
    PERCENT,
    WEEK_AXIS,
    Axis,
    Bars,
    Panel,
    Plot,
    Unit,
    days_at,
    flags,
    from_zero,
    limit_at,
    plot_of,
    values,
)
from runrisk.finding import Evidence, Finding, Grade, Level, Measure, NotEnoughData, Occurrence, confidence_of
from runrisk.measures.day_windows import WEEK, daily, hole_in, top_day
from runrisk.model import Period, TrainingLog
from runrisk.wording import Wording

NEEDED_WEEKS = 4
"""A month shows how the weeks are built. Our choice."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Weeks:
    """Whole ISO weeks with enough runs and known distances (index: the Monday).

    Attributes:
        longest_m: longest run [m].
        distance_m: distance of the week [m].
        hole: days without any record lie in the period or the four weeks before.
        period: the days verdicts speak of.
    """

    longest_m: pd.Series
    distance_m: pd.Series
    hole: bool
    period: Period

    @property
    def share(self) -> pd.Series:
        """The longest run's share of the week."""
        return self.longest_m / self.distance_m

    @property
    def current(self) -> pd.Series:
        """The share in the weeks that end in the period."""
        share = self.share
        return share[[self.period.holds(monday.date() + timedelta(days=WEEK - 1)) for monday in share.index]]


@dataclass(frozen=True, kw_only=True)
class LongRunShare(Analyzer[Weeks]):
    """A longest run of more than half of the week's distance, in weeks of four or more runs.

    Looks for:
        Weeks that hang on one long run. Off unless you turn it on, because nothing but custom speaks for it.

    Why it matters:
        Coaches advise against it. No study was found; in one cohort a longer mean session went with fewer injuries, maybe
        because those who stay healthy get to run longer.

    How it is measured:
        Longest run of an ISO week [km] / distance of that week [km]. Flagged above 0.5 in weeks with at least 4 runs.
        Only whole weeks count.

    What it cannot see:
        Whether the long run was long for you; session-spike looks at that.

    What to do:
        Spread the distance over the week, or leave it: the evidence asks for neither.

    Parameters:
        max_share [share]: above it a week is flagged. Our choice: coaching custom, no study.
        min_runs [runs]: weeks with fewer runs say nothing. Our choice: of three runs one is soon half.

    References:
        malisoux2015shoes
    """

    id = "long-run-share"
    title = "One run most of the week"
    grade = Grade.ARTICLE_ONLY
    needs = "4 whole weeks with at least 4 runs each, one of them in the period"
    evidence: ClassVar[tuple[Evidence, ...]] = (
        Evidence(
            key="malisoux2015shoes",
            says="264 runners: per km of mean session length HR 0.795 (0.725-0.872), that is fewer injuries with longer "
            "runs; it may be the other way round.",
            supports=False,
        ),
    )

    enabled: bool = False
    max_share: float = 0.5
    min_runs: int = 4

    def measure(self, log: TrainingLog) -> Weeks | NotEnoughData:
        """Take the longest run and the distance of every whole week."""
        weeks, distance_m = log.weeks, daily(log, "distance_m")
        # count() leaves out days that are not known
        whole = distance_m.resample("W-MON", closed="left", label="left").count().reindex(weeks.index) == WEEK
        usable = weeks[whole & (weeks["runs"] >= self.min_runs) & (weeks["distance_m"] > 0)]
        measured = Weeks(
            longest_m=usable["longest_m"],
            distance_m=usable["distance_m"],
            hole=hole_in(distance_m, log.period, WEEK * NEEDED_WEEKS),
            period=log.period,
        )
        if len(usable) < NEEDED_WEEKS or measured.current.empty:
            return NotEnoughData(
                has=lambda wording: f"{wording.counted(len(usable), 'week')} with at least {self.min_runs} runs",
                missing=lambda wording: (
                    f"There are {wording.counted(len(usable), 'whole week')} with at least {self.min_runs} runs, "
                    f"{len(measured.current)} in the period; it takes {self.needs}."
                ),
            )
        return measured

    def judge(self, measured: Weeks, wording: Wording) -> Finding:
        """Flag each week whose longest run exceeds `max_share` of it."""
        share, current = measured.share, measured.current
        flagged = int((current > self.max_share).sum())
        top, last = top_day(current), pd.Timestamp(str(current.index[-1]))
        seen = [self._occurrence(measured, monday, wording) for monday in share.index[share > self.max_share]]
        return self.conclude(
            seen,
            summary=sentence(
                seen,
                wording,
                now=f"In the latest whole week, from {wording.day(last)}, it was {wording.percent(current[last], limit=self.max_share)}; "
                f"the limit is {wording.percent(self.max_share)} of the distance.",
                clear=f"In none of {wording.counted(len(current), 'week')} the longest run was more than "
                f"{wording.percent(self.max_share)} of the distance; the largest share was "
                f"{wording.percent(current[top], limit=self.max_share)} ({self._said(measured, top, wording)}).",
            ),
            confidence=confidence_of(len(share), NEEDED_WEEKS, hole=measured.hole),
            measures=(
                Measure(name="largest_share", value=float(current[top]), unit="share", limit=self.max_share),
                Measure(name="flagged_weeks", value=float(flagged), unit="weeks"),
            ),
            advice=("Spread the distance over more runs if you like; this is coaching custom, no study.",),
            has=f"{wording.counted(len(share), 'week')} with at least {self.min_runs} runs",
        )

    def _said(self, measured: Weeks, monday: pd.Timestamp, wording: Wording) -> str:
        return f"{wording.distance(measured.longest_m[monday])} of {wording.distance(measured.distance_m[monday])}"

    def _occurrence(self, measured: Weeks, monday: pd.Timestamp, wording: Wording) -> Occurrence:
        last = monday.date() + timedelta(days=WEEK - 1)
        return Occurrence(
            first=monday.date(),
            last=last,
            level=Level.INFO,
            note=f"the longest run was {self._said(measured, monday, wording)} in the week, "
            f"{wording.percent(measured.share[monday], limit=self.max_share)}",
            in_period=measured.period.holds(last),
        )

    def draw(self, measured: Weeks) -> Plot:
        """The longest run's share of each week."""
        share = measured.current
        series = (
            Bars(at=days_at(share.index), value=values(share), flagged=flags(share > self.max_share)),
            limit_at(self.max_share, PERCENT, decimals=0),
        )
        longest = Axis(name="longest run", unit=Unit(name="% of the week", size=0.01), ends=from_zero(series))
        return plot_of(Panel(x=WEEK_AXIS, y=longest, series=series))
