"""One run much longer than any of the month before."""

from dataclasses import dataclass
from statistics import median
from typing import ClassVar

import pandas as pd

from runrisk.analysis.articles import S004
from runrisk.analysis.base import Analyzer, muted, sentence, spoken
from runrisk.analysis.day_charts import run_plot
from runrisk.analysis.day_scores import DayScores
from runrisk.charts import ROAD, Plot
from runrisk.finding import Evidence, Finding, Grade, Level, Measure, NotEnoughData, Occurrence, confidence_of
from runrisk.measures.day_windows import known_before
from runrisk.measures.largest_before import KNOWN_DAYS, Step, none_compared, steps
from runrisk.model import TrainingLog
from runrisk.wording import Wording

ORDINARY_RATIO = 1.10
"""Runs up to a tenth longer than the longest before were the study's reference. Source: frandsen2025."""


@dataclass(frozen=True, kw_only=True)
class SessionSpike(Analyzer[tuple[Step, ...]]):
    """A single run that is clearly longer than every run of the 30 days before it.

    Looks for:
        Runs whose distance exceeds the longest run of the previous 30 days by more than watches err.

    Why it matters:
        This is the best single signal that a training log holds. In the largest study of runners with watches, one run
        longer than the longest of the month before went with more overuse injuries, while the week-to-week ratio did
        not. It explored, and its runners reported their injuries themselves. The articles only ask for gradual
        progression.

    How it is measured:
        r = distance of the run [km] / longest run of the 30 days before [km]. Flagged from r >= 1.12 on if the run is
        also at least 1.0 km longer; above r = 2.00 a warning. The study's own limit is 1.10; the margin is there
        because both distances carry the watch's error. Runs split by a pause under 30 minutes count as one. Races and
        treadmill runs count like any run. A race is one level lower, because it was meant to be longer and seldom comes
        twice; so is a distance that was run before within 84 days, without a break of 14 days since: after an easy month
        it is nothing new (our choice; the study compared with 30 days only). A spike is news for 28 days, then history,
        unless spikes are a habit: more than nine of ten real runners have in twelve weeks (our base-rate table; there
        4.4 % of runs are spikes).

    What it cannot see:
        Runs without a watch, how hard the run was, hills, heat, and whether you were ready for it. After a break of
        more than 30 days it compares only with the runs since the break; after a shorter one the long run from before
        the break still counts (return-after-break looks at that). Days in a hole of the log (14 days or more without any
        activity) are not known unless you say that the log is complete: after one it takes 30 days again.

    What to do:
        Lengthen the longest run in small steps. One long run is no injury: keep the next ones ordinary.

    Parameters:
        window_days [days]: how far back the longest run is looked for. Source: frandsen2025.
        max_ratio [ratio]: from here on a run is flagged. Our choice: the study's 1.10 plus the error of two distances
            (gilgen2020 found errors of a few per cent, with walking and cycling pooled).
        margin_m [m]: a flagged run is at least so much longer. Our choice: on short runs a few hundred metres are no
            message.
        warning_ratio [ratio]: above it the level is warning. Source: frandsen2025 (its highest band).
        min_runs [runs]: so many runs must lie in the window. Our choice: one or two runs are no habit to compare with.

    References:
        frandsen2025, gilgen2020
    """

    id = "session-spike"
    title = "One run much longer than the month before"
    precursor = True
    event = True
    nested = (("max_ratio", "warning_ratio"),)
    grade = Grade.MODERATE
    articles = (S004,)
    load_rule = True
    needs = (
        "30 days of log before the run, none of them in a hole (14 days or more without any activity), and 3 runs with a "
        "distance in them"
    )
    evidence: ClassVar[tuple[Evidence, ...]] = (
        Evidence(
            key="frandsen2025",
            says="5,205 runners, 588,071 sessions: overuse injuries were more frequent after one run longer than the "
            "longest of the 30 days before: >10-30 % longer HRR 1.64 (1.31-2.05), >30-100 % 1.52 (1.16-2.00), "
            ">100 % 2.28 (1.50-3.48).",
            supports=True,
        ),
        Evidence(
            key="frandsen2025",
            says="Observational, and not a steady rise: >30-100 % longer (HRR 1.52) was no worse than >10-30 % (1.64).",
            supports=False,
        ),
        Evidence(
            key="frandsen2025",
            says="Exploratory; the runners reported their injuries themselves, and were volunteers with watches, 22 % of "
            "them women, on average 45.8 years old.",
            supports=False,
        ),
        Evidence(
            key="gilgen2020",
            says="8 sports watches, walking, running and cycling pooled: distance was off by 3.2-6.1 % on average, mostly "
            "too short, and more so when running. A small step may be the watch's.",
            supports=False,
        ),
    )

    window_days: int = 30
    max_ratio: float = 1.12
    margin_m: float = 1000.0
    warning_ratio: float = 2.0
    min_runs: int = 3

    def measure(self, log: TrainingLog) -> tuple[Step, ...] | NotEnoughData:
        """Compare every run with the longest of the window before it, oldest first."""
        found = steps(log, log.runs["distance_m"], self.window_days, self.min_runs)
        compared = tuple(step for step in found if step.before_m > 0)
        return compared if any(step.current for step in compared) else none_compared(log, self.needs)

    def limit_m(self, before_m: float) -> float:
        """The distance from which a run is flagged after a longest run of `before_m` [m]."""
        return max(self.max_ratio * before_m, before_m + self.margin_m)

    def _flags(self, step: Step) -> bool:
        return step.ratio >= self.max_ratio and step.rise_m >= self.margin_m

    def day_scores(self, measured: tuple[Step, ...], log: TrainingLog) -> DayScores:
        """The largest ratio of each day; 0 on a day without a run, NaN where a run cannot be compared."""
        days = log.days
        steps = pd.Series([step.ratio for step in measured], index=pd.to_datetime([step.day for step in measured]))
        largest = steps.groupby(level=0).max().reindex(days.index).where(days["runs"] > 0, 0.0)
        old_enough = known_before(log) >= self.window_days
        flagged = days.index.isin(pd.to_datetime([step.day for step in measured if self._flags(step)]))
        return DayScores(score=largest.where(old_enough), flagged=pd.Series(flagged, index=days.index))

    def judge(self, measured: tuple[Step, ...], wording: Wording) -> Finding:
        """Flag each run that is longer by `max_ratio` and `margin_m`."""
        current = [step for step in measured if step.current]
        flagged = [step for step in current if self._flags(step)]
        basis = flagged or current
        largest = max(current, key=lambda step: step.ratio)
        seen = [self._occurrence(step, wording) for step in measured if self._flags(step)]
        shown = spoken(seen)
        limit = f"the limits are {self._limits(wording)} more"
        return self.conclude(
            seen,
            summary=sentence(
                seen,
                wording,
                day=current[-1].day,
                limit=limit,
                you="ran",
                now=f"The latest run, on {wording.day(current[-1].day)}, was {self._compared(current[-1], wording)}; "
                f"{limit}.",
                clear=f"None of {wording.counted(len(current), 'run')} exceeded the longest run of the {self.window_days} days "
                f"before by {self._limits(wording)}; the largest step was {self._compared(largest, wording)}.",
            ),
            confidence=confidence_of(median(step.runs_before for step in basis), self.min_runs),
            measures=(
                Measure(name="largest_ratio", value=largest.ratio, unit="ratio", limit=self.max_ratio),
                Measure(name="flagged_runs", value=len(flagged), unit="runs"),
                Measure(name="compared_runs", value=len(current), unit="runs"),
            ),
            advice=tuple(
                text for step in flagged if shown and step.run == shown.activity for text in self._advice(step, wording)
            ),
            has=f"{wording.counted(len(current), 'run')} compared, each with {min(step.runs_before for step in current)} or more",
        )

    def _occurrence(self, step: Step, wording: Wording) -> Occurrence:
        level = Level.WARNING if step.ratio > self.warning_ratio else Level.CAUTION
        known = (
            f"; no longer than the longest of {KNOWN_DAYS} days ({wording.distance(step.known_m)})"
            if step.is_known
            else ""
        )
        return Occurrence(
            first=step.day,
            last=step.day,
            level=muted(level) if step.race or step.is_known else level,
            note=f"{'a race: ' if step.race else ''}{wording.distance(step.amount_m)}, {self._longer(step, wording)} longer "
            f"than the longest run of the {self.window_days} days before ({wording.distance(step.before_m)}){known}",
            activity=step.run,
            in_period=step.current,
        )

    def _longer(self, step: Step, wording: Wording) -> str:
        return wording.percent(step.ratio - 1, limit=self.max_ratio - 1)

    def _limits(self, wording: Wording) -> str:
        return f"{wording.percent(self.max_ratio - 1)} and {wording.distance(self.margin_m)}"

    def _compared(self, step: Step, wording: Wording) -> str:
        times = wording.ratio(step.ratio, limit=self.max_ratio)
        return f"{wording.distance(step.amount_m)} after {wording.distance(step.before_m)} ({times} times)"

    def _advice(self, step: Step, wording: Wording) -> tuple[str, ...]:
        compared = (
            f"The run of {wording.day(step.day)} was {self._longer(step, wording)} longer than your longest in the previous "
            f"{self.window_days} days ({wording.distance(step.before_m)}). In a study of {wording.number(5205, 0)} runners such single long jumps went "
            "with more overuse injuries."
        )
        ordinary = (
            f"Up to {wording.distance_within(ORDINARY_RATIO * step.before_m)} would have stayed within a tenth of what was ordinary "
            "that day. Add in small steps; `runrisk budget` says what is ordinary now."
        )
        return compared, ordinary

    def draw(self, measured: tuple[Step, ...]) -> Plot:
        """Each run of the period and the distance from which it would have been flagged."""
        current = [step for step in measured if step.current]
        return run_plot(
            current,
            [self.limit_m(step.before_m) for step in current],
            [self._flags(step) for step in current],
            name="distance of a run",
            unit=ROAD,
            limit_name=f"limit, from the longest run of the {self.window_days} days before",
        )
