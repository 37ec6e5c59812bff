"""Several things changed at once."""

from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from runrisk.analysis.articles import S004
from runrisk.analysis.base import Analyzer, sentence, spoken
from runrisk.analysis.day_charts import day_line, day_plot
from runrisk.charts import Plot, Unit, limit_at, top_of
from runrisk.finding import Evidence, Finding, Grade, Level, Measure, NotEnoughData, Occurrence, confidence_of
from runrisk.measures.changes import NEEDED_DAYS, RECENT_DAYS, THINGS, changes
from runrisk.measures.day_windows import NOTHING, Stretch, judged, log_has_hole, ranks, top_day, weekly_peaks, within
from runrisk.model import Period, TrainingLog
from runrisk.wording import Wording, listed


@dataclass(frozen=True, kw_only=True, eq=False)
class Changes:
    """How much each thing changed up to each day; see `changes.changes`.

    Attributes:
        sizes: one row a day, one column a thing; NaN where it cannot be told.
        known_days: days of the log with nothing missing.
        hole: days without any record lie in or before the period.
        period: the days verdicts speak of.
    """

    sizes: pd.DataFrame
    known_days: int
    hole: bool
    period: Period


@dataclass(frozen=True, kw_only=True)
class ManyChanges(Analyzer[Changes]):
    """Three or more parts of the training that rose or changed within the same two weeks.

    Looks for:
        Two weeks in which several of these changed against the eight weeks before: the longest run, the distance, the
        descent, the hard minutes, the surface, the shoes, the number of runs.

    Why it matters:
        In a survey of 1,035 runners those who were injured had changed more things at once, in their training and around
        it. The articles ask for gradual progression, which is hard to keep where everything moves.

    How it is measured:
        The last 14 days against the 56 days before, taken anew on every day. Counted are: longest run [km] above 1.10
        times the longest before; distance [km], above 1.30 times the usual; descent [m] and hard minutes [min] above
        1.50 times; a surface's share of the distance more than 25 percentage points up; more than 0.30 of the distance in
        a pair of shoes first worn in these days; 2 runs a week more. Flagged from 3 changes on, caution from 4.
        Descent, hard minutes, surface and shoes are taken as downhill-jump, intensity-jump, surface-shift and
        new-shoe-jump take them. What was nothing before has no ratio and is not counted.

    What it cannot see:
        What changed outside of the log: work, sleep, weight, the body. Things that the log does not hold cannot be
        counted; at least four must be measurable. Distance, longest run and number of runs often rise together.

    What to do:
        Change one thing, keep the others steady for two or three weeks, then the next.

    Parameters:
        longest_ratio [ratio]: above it the longest run has changed. Source: frandsen2025.
        distance_ratio [ratio]: above it the distance has changed. Our choice: as weekly-jump.
        descent_ratio [ratio]: above it the descent has changed. Our choice: as downhill-jump.
        hard_ratio [ratio]: above it the hard minutes have changed. Our choice: as intensity-jump.
        surface_shift_pct [%]: above it the surface has changed, in percentage points. Our choice: a quarter of the
            running.
        new_shoe_share [share]: above it the shoes have changed. Our choice: about every third run.
        more_runs [runs per week]: from so many more on the number of runs has changed. Our choice.
        min_changes [things]: from so many changes on it is flagged. Our choice: one or two are ordinary training.
        caution_changes [things]: from so many changes on the level is caution. Our choice.
        min_measurable [things]: so many must be measurable. Our choice: out of fewer three would be nearly all.

    References:
        changes2021, dejong2021, frandsen2025
    """

    id = "many-changes"
    event = True
    nested = (("min_changes", "caution_changes"),)
    title = "Several things changed at once"
    precursor = True
    grade = Grade.LIMITED
    articles = (S004,)
    needs = "70 recorded days in a row, with at least 4 of the 7 things measurable"
    evidence: ClassVar[tuple[Evidence, ...]] = (
        Evidence(
            key="changes2021",
            says="1,035 runners asked during the pandemic: the injured had made more changes in all (p=.031), in training "
            "(p=.042) and in their environment (p=.017).",
            supports=True,
        ),
        Evidence(
            key="dejong2021",
            says="1,147 runners asked: risk ratio of injury in lockdown, when much changed, 1.40 (1.18-1.61).",
            supports=True,
        ),
        Evidence(
            key="changes2021",
            says="Asked in retrospect: who was hurt may have changed more afterwards, and remembers it better.",
            supports=False,
        ),
    )

    longest_ratio: float = 1.10
    distance_ratio: float = 1.30
    descent_ratio: float = 1.50
    hard_ratio: float = 1.50
    surface_shift_pct: float = 25.0
    new_shoe_share: float = 0.30
    more_runs: float = 2.0
    min_changes: int = 3
    caution_changes: int = 4
    min_measurable: int = 4

    def measure(self, log: TrainingLog) -> Changes | NotEnoughData:
        """Compare every two weeks with the eight before."""
        measured = Changes(
            sizes=changes(log),
            known_days=int(log.days["known"].sum()),
            hole=log_has_hole(log, NEEDED_DAYS),
            period=log.period,
        )
        if self._current(measured).empty:
            inside = within(measured.sizes.index, log.period)
            most = int(measured.sizes[inside].notna().sum(axis=1).max()) if inside.any() else 0
            return NotEnoughData(
                has=lambda wording: (
                    f"{wording.counted(measured.known_days, 'day')} of log, {most} of {len(THINGS)} things measurable"
                ),
                missing=lambda wording: (
                    f"No two weeks in the period can be compared: there are {wording.counted(measured.known_days, 'recorded day')}"
                    f" with {most} of {len(THINGS)} things measurable; it takes {self.needs}."
                ),
            )
        return measured

    def _changed(self, measured: Changes) -> pd.DataFrame:
        """Which things changed up to each day."""
        sizes = measured.sizes
        return pd.DataFrame(
            {
                "longest": sizes["longest"] > self.longest_ratio,
                "distance": sizes["distance"] > self.distance_ratio,
                "descent": sizes["descent"] > self.descent_ratio,
                "hard": sizes["hard"] > self.hard_ratio,
                "surface": sizes["surface"] > self.surface_shift_pct,
                "shoe": sizes["shoe"] > self.new_shoe_share,
                "runs": sizes["runs"] >= self.more_runs,
            }
        )

    def _count(self, measured: Changes) -> pd.Series:
        """How many things changed up to each day; NaN where too few can be measured."""
        enough = measured.sizes.notna().sum(axis=1) >= self.min_measurable
        return self._changed(measured).sum(axis=1).astype(float).where(enough)

    def _current(self, measured: Changes) -> pd.Series:
        return judged(self._count(measured), measured.period)

    def _ranks(self, count: pd.Series) -> pd.Series:
        return ranks({Level.INFO: count >= self.min_changes, Level.CAUTION: count >= self.caution_changes}, count.index)

    def judge(self, measured: Changes, wording: Wording) -> Finding:
        """Flag the strongest day of each two weeks with many changes."""
        count, current = self._count(measured), self._current(measured)
        seen = [
            self._occurrence(measured, peak, int(count[peak.peak]))
            for peak in weekly_peaks(self._ranks(count), count, RECENT_DAYS)
        ]
        top, last = top_day(current), pd.Timestamp(str(current.index[-1]))
        measurable = int(measured.sizes.loc[[top]].notna().to_numpy().sum())
        return self.conclude(
            seen,
            summary=sentence(
                seen,
                wording,
                you="changed",
                now=f"Up to {wording.day(last)} {int(current[last])} have changed within {RECENT_DAYS} days; the limit is "
                f"{self.min_changes} of {measurable} that can be measured.",
                clear=self._summary(measured, top, int(current[top]), measurable, wording),
            ),
            confidence=confidence_of(measured.known_days, NEEDED_DAYS, hole=measured.hole),
            measures=(
                Measure(name="most_changes", value=float(current[top]), unit="things", limit=float(self.min_changes)),
                Measure(name="measurable", value=float(measurable), unit="things"),
            ),
            advice=tuple(self._advice(one) for one in [spoken(seen)] if one is not None),
            has=f"{wording.counted(measured.known_days, 'day')} of log, {measurable} of {len(THINGS)} things measurable",
        )

    def _summary(self, measured: Changes, day: pd.Timestamp, changed: int, measurable: int, wording: Wording) -> str:
        names = self._named(measured, day)
        return (
            f"At most {changed} of {measurable} measurable things changed within {RECENT_DAYS} days"
            f"{f' (up to {wording.day(day)}: {names})' if names else ''}; the limit is {self.min_changes}."
        )

    def _advice(self, seen: Occurrence) -> str:
        return (
            f"Several things changed at once ({seen.note}). Runners who changed more at once reported more injuries. Keep "
            "the others steady."
        )

    def _named(self, measured: Changes, day: pd.Timestamp) -> str:
        changed = self._changed(measured).loc[day]
        return listed([words for thing, words in THINGS.items() if changed[thing]])

    def _occurrence(self, measured: Changes, peak: Stretch, number: int) -> Occurrence:
        return peak.up_to_peak(RECENT_DAYS, f"{number} things: {self._named(measured, peak.peak)}", measured.period)

    def draw(self, measured: Changes) -> Plot:
        """How many things changed within the last two weeks."""
        count = self._count(measured)
        flagged, name = self._ranks(count) > NOTHING, f"things changed within {RECENT_DAYS} days"
        series = (
            day_line(count, flagged, measured.period, name=name),
            limit_at(self.min_changes),
            limit_at(self.caution_changes, what="caution from "),
        )
        ends = (0, max(self.caution_changes, top_of(series)) + 1)
        return day_plot(*series, name="changes", unit=Unit(name="things"), ends=ends, key=True)
