"""A week well above the four before it."""

from dataclasses import dataclass, replace
from typing import ClassVar

import pandas as pd
from matplotlib.figure import Figure, SubFigure

from runrisk.analysis.articles import S004
from runrisk.analysis.base import Analyzer
from runrisk.analysis.day_charts import sums_against_limit
from runrisk.analysis.day_scores import DayScores
from runrisk.analysis.studies import NO_WEEKLY_RATIO
from runrisk.finding import Evidence, Finding, Grade, Level, NotEnoughData, Occurrence
from runrisk.measures.baseline import NEEDED_DAYS, AgainstUsual, week_against_usual
from runrisk.measures.day_windows import NOTHING, WEEK, Stretch, daily, ranks, top_day, week_count, weekly_peaks
from runrisk.measures.words import counted, percent
from runrisk.model import TrainingLog


@dataclass(frozen=True, kw_only=True)
class WeeklyJump(Analyzer[AgainstUsual]):
    """Seven days with clearly more running than the mean of the four weeks before them, and than any of them.

    Looks for:
        Weeks in which you ran much more than you were used to.

    Why it matters:
        Running magazines know this as the 10 % rule, and the articles ask for gradual progression. The evidence is
        mixed: some cohorts saw a little more injury after large rises, a trial of the 10 % rule and the largest cohort
        saw none. So this is a nudge, never a warning.

    How it is measured:
        r = km of the last 7 days / mean km of the 4 blocks of 7 days before them, taken anew on every day; b = the same
        km / km of the largest 7 days in a row within these four weeks. Flagged above r = 1.30 and b = 1.10: who comes
        back from an easier week to a known level has not jumped. Caution above r = 1.60 and b = 1.40, if the week is
        also 8 km or more above the mean. The strongest day of each ISO week is reported; of weeks that share days the
        strongest. A week is news for 28 days, then history, unless such weeks are a habit.

    What it cannot see:
        Runs without a watch; days within a hole of the log (14 days or more without any activity) are not judged, so a
        break never looks like a jump. How
        the distance was spread over the week, which matters more (session-spike).

    What to do:
        Keep the single longest run in check, and repeat the new level before adding more.

    Parameters:
        max_ratio [ratio]: above it a week is flagged. Source: nielsen2014 (its highest band, over two weeks).
        caution_ratio [ratio]: above it the level is caution. Our choice: the end of the band in damsted2019.
        beyond_ratio [ratio]: a flagged week is so many times the largest of the four weeks before. Our choice: less is
            the watch's error and a day more or less.
        far_beyond_ratio [ratio]: above it, against the largest week before, the level is caution. Our choice: the
            evidence on weeks is mixed, so caution is for weeks far beyond any recent one.
        margin_m [m]: a week of level caution is at least so much above the mean. Our choice: with little running a
            large ratio is soon reached.
        min_usual_m [m]: the four weeks have at least this mean. Our choice: below it every run doubles the week.

    References:
        nielsen2014, damsted2019, buist2008, frandsen2025, cloosterman2024
    """

    id = "weekly-jump"
    title = "A week well above the four before"
    event = True
    nested = (("max_ratio", "caution_ratio"), ("beyond_ratio", "far_beyond_ratio"))
    grade = Grade.CONFLICTING
    articles = (S004,)
    load_rule = True
    needs = "4 complete weeks before the week that is judged, each with a run, and 5 km a week on average"
    evidence: ClassVar[tuple[Evidence, ...]] = (
        Evidence(
            key="nielsen2014",
            says="874 novices: knee, shin and hip overuse injuries were more frequent after rises above 30 % over two "
            "weeks, not quite certainly: HR 1.59 (0.96-2.66).",
            supports=True,
        ),
        Evidence(
            key="damsted2019",
            says="261 runners: by day 21, 22.6 percentage points (0.9-44.3) more were injured after weekly rises of "
            "20-60 %; no difference at day 56 and 98.",
            supports=True,
        ),
        Evidence(
            key="buist2008",
            says="Trial with 532 novices: 20.8 % injured on a 10 % plan, 20.3 % on a steeper one.",
            supports=False,
        ),
        NO_WEEKLY_RATIO,
        Evidence(
            key="cloosterman2024",
            says="Rises of 30 % and more are ordinary: 33.4 % of 22,839 sessions counted as one.",
            supports=False,
        ),
    )

    max_ratio: float = 1.30
    caution_ratio: float = 1.60
    beyond_ratio: float = 1.10
    far_beyond_ratio: float = 1.40
    margin_m: float = 8000.0
    min_usual_m: float = 5000.0

    def measure(self, log: TrainingLog) -> AgainstUsual | NotEnoughData:
        """Sum up each seven days and the four blocks of seven before them."""
        weeks = week_against_usual(daily(log, "distance_m"), log)
        weeks = replace(weeks, usual=weeks.usual.where(weeks.usual >= self.min_usual_m))
        if weeks.current_ratio.empty:
            return NotEnoughData(
                has=f"{counted(weeks.known_days, 'day')} of log",
                missing=f"No week in the period can be compared: it takes {self.needs}.",
            )
        return weeks

    def _ranks(self, weeks: AgainstUsual) -> pd.Series:
        ratio, beyond = weeks.ratio, weeks.beyond
        jump = (ratio > self.max_ratio) & (beyond > self.beyond_ratio)
        far = (ratio > self.caution_ratio) & (beyond > self.far_beyond_ratio) & (weeks.rise >= self.margin_m)
        return ranks({Level.INFO: jump, Level.CAUTION: far}, ratio.index)

    def day_scores(self, measured: AgainstUsual, log: TrainingLog) -> DayScores:  # noqa: ARG002 (some rules need the log)
        """The ratio of each day."""
        return DayScores(score=measured.ratio, flagged=self._ranks(measured) > NOTHING)

    def judge(self, measured: AgainstUsual) -> Finding:
        """Flag each ISO week whose strongest day exceeds `max_ratio`."""
        peaks = [self._occurrence(measured, peak) for peak in weekly_peaks(self._ranks(measured), measured.ratio, WEEK)]
        flagged = [peak for peak in peaks if peak.in_period]
        current = measured.current_ratio
        weeks = week_count(current)
        top = top_day(current)
        return self.conclude(
            peaks,
            summary=f"{len(flagged) or 'None'} of {counted(weeks, 'week')} exceeded {self.max_ratio:g} times the mean of "
            f"the four before; the largest was {current[top]:.2f} times ({measured.compared(top)}).",
            confidence=measured.confidence(NEEDED_DAYS),
            measures=measured.ratio_measures(self.max_ratio),
            advice=(self._advice(flagged[-1]),) if flagged else (),
            has=f"{counted(measured.known_days, 'day')} of log, {counted(weeks, 'week')} of the period judged",
        )

    def _occurrence(self, weeks: AgainstUsual, peak: Stretch) -> Occurrence:
        above = f"{percent(weeks.ratio[peak.peak] - 1)} above the mean of the four weeks before"
        return peak.up_to_peak(WEEK, f"{above} ({weeks.compared(peak.peak)})", weeks.period)

    def _advice(self, latest: Occurrence) -> str:
        return (
            f"Your week up to {latest.last} was {latest.note}. Evidence for weekly rules is mixed, so treat it as a "
            "nudge: keep the single longest run in check and repeat this level before adding more."
        )

    def draw(self, measured: AgainstUsual, figure: Figure | SubFigure) -> None:
        """Kilometres of the last seven days against their limit."""
        flagged = self._ranks(measured) > NOTHING
        sums_against_limit(
            figure,
            measured,
            flagged,
            measured.limit(self.max_ratio, 0.0, self.beyond_ratio),
            ylabel="distance of 7 days [km]",
            label="distance of 7 days",
            limit_label=f"limit: {self.max_ratio:g} times the mean of the four weeks before, {self.beyond_ratio:g} times the largest",
            per_unit=1000,
        )
