"""Hard sessions begun without warming up."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, NamedTuple

import numpy as np
import pandas as pd

from runrisk.analysis.articles import S004
from runrisk.analysis.base import Analyzer, sentence
from runrisk.analysis.day_charts import day_plot
from runrisk.charts import MINUTES, Dots, Plot, days_at, flags, limit_at, values
from runrisk.finding import (
    Evidence,
    Finding,
    Grade,
    Level,
    Measure,
    NotApplicable,
    NotEnoughData,
    Occurrence,
    confidence_of,
)
from runrisk.measures.races import races
from runrisk.measures.zones import Basis, HardTime, hard_time, has_any, untold
from runrisk.model import TrainingLog
from runrisk.wording import Said, Wording


class HardStart(NamedTuple):
    """A run with a hard part, and after how many minutes it began."""

    run: str
    day: date
    warm_min: float
    current: bool


@dataclass(frozen=True, kw_only=True, eq=False)
class HardStarts:
    """Every run with a hard part that is no race, oldest first; `hard` says what hard is."""

    runs: tuple[HardStart, ...]
    hard: HardTime

    @property
    def current(self) -> tuple[HardStart, ...]:
        """Those of the period."""
        return tuple(one for one in self.runs if one.current)


@dataclass(frozen=True, kw_only=True)
class ColdStartHard(Analyzer[HardStarts]):
    """Hard running within the first eight minutes of a session.

    Looks for:
        Tempo runs and intervals that begin without an easy part.

    Why it matters:
        The articles name an insufficient warm-up as a cause. No study has isolated it; one trial with exercises before
        the run changed strength as well.

    How it is measured:
        Minutes from the start to the first 3 hard minutes in a row; a session is cold below 8 minutes. Flagged where 3 or
        more sessions of the period, and half of those with a hard part, were cold: one of six is no habit. A minute is
        hard from 88 % of the highest heart rate you told on; without that answer, at your threshold pace. A highest heart
        rate guessed from the log is mostly too low and is not used. Races are left out: their warm-up is seldom recorded.

    What it cannot see:
        A warm-up before the watch was started, drills, and the lag of the heart rate: the legs were fast a minute or two
        before the heart was. A strap that is still dry may show a high rate at the start.

    What to do:
        Start hard sessions after 10-15 minutes of easy running and some dynamic drills (our choice of minutes).

    Parameters:
        min_warm_min [min]: below it a session is flagged. Our choice: a little less than the usual advice.
        min_hard_min [min]: so many hard minutes in a row are a hard part. Our choice: less is a hill or a wild value.
        min_sessions [sessions]: sessions with a hard part needed in the period. Our choice: one is no habit.
        min_cold_sessions [sessions]: so many cold sessions make a habit. Our choice: fewer are chance.
        min_cold_share [share]: from this share of the sessions with a hard part on it is a habit. Our choice: half.
        hard_heart_pct [%]: from this share of the highest heart rate on a minute is hard. Our choice: near the threshold
            of most runners.

    References:
        leppanen2024
    """

    id = "cold-start-hard"
    title = "Hard sessions without a warm-up"
    asks = True
    precursor = True
    questions = ("hr_max_bpm", "threshold_pace_s_per_km")
    grade = Grade.ARTICLE_ONLY
    articles = (S004,)
    needs = (
        "heart rate, or a threshold pace and speeds, minute by minute; and 3 sessions with a hard part in the period"
    )
    evidence: ClassVar[tuple[Evidence, ...]] = (
        Evidence(
            key="leppanen2024",
            says="Trial with 325 novices: exercises for hip and core done before running went with fewer injuries (HR "
            "0.66, 0.45-0.97); it did not look at warming up by itself.",
            supports=False,
        ),
    )

    min_warm_min: float = 8.0
    min_hard_min: int = 3
    min_sessions: int = 3
    min_cold_sessions: int = 3
    min_cold_share: float = 0.5
    hard_heart_pct: float = 88.0

    def measure(self, log: TrainingLog) -> HardStarts | NotEnoughData | NotApplicable:
        """Find the first hard part of every run."""
        if log.minutes.empty or not has_any(log):
            return NotApplicable(reason="No run has a heart rate, and no threshold pace was told.")
        hard = hard_time(log, self.hard_heart_pct)
        if hard is None or hard.basis is Basis.RATING:
            return untold(log, "Hard minutes cannot be told")
        starts = HardStarts(runs=tuple(self._starts(log, hard)), hard=hard)
        if len(starts.current) < self.min_sessions:

            def has(wording: Wording) -> str:
                return wording.counted(len(starts.current), "session") + " with a hard part in the period"

            missing: Said = lambda wording: f"It takes {self.min_sessions}; there are {has(wording)}."  # noqa: E731
            return NotEnoughData(has=has, missing=missing)
        return starts

    def _starts(self, log: TrainingLog, hard: HardTime) -> Iterator[HardStart]:
        """The first of `min_hard_min` hard minutes in a row, in each run that has them."""
        run, minute = log.minutes["run"].to_numpy(), log.minutes["minute"].to_numpy()
        in_row = pd.Series(hard.hard).groupby(run).rolling(self.min_hard_min).sum().to_numpy() == self.min_hard_min
        numbers, firsts = np.unique(run[in_row], return_index=True)
        found = log.runs.iloc[numbers].assign(race=races(log).iloc[numbers])
        warm_min = minute[in_row][firsts] - self.min_hard_min + 1.0
        for one, day, race, minutes in zip(found.index, found["day"].dt.date, found["race"], warm_min, strict=True):
            if not race:
                yield HardStart(one, day, float(minutes), log.period.holds(day))

    def judge(self, measured: HardStarts, wording: Wording) -> Finding:
        """Flag each session whose hard part begins within `min_warm_min`."""
        current = measured.current
        cold = [one for one in current if one.warm_min < self.min_warm_min]
        middle = float(np.median([one.warm_min for one in current]))
        habit = len(cold) >= max(self.min_cold_sessions, self.min_cold_share * len(current))
        seen = [self._occurrence(one, habit, wording) for one in measured.runs if one.warm_min < self.min_warm_min]
        sessions = f"{wording.counted(len(current), 'session')} with a hard part"
        return self.conclude(
            seen,
            summary=sentence(
                seen,
                wording,
                now=f"In the median of {sessions} it began after {wording.exact(middle)} minutes; the limit is "
                f"{wording.exact(self.min_warm_min)} minutes. {measured.hard.says(wording)}",
                clear=f"None of {sessions} had it within the first {wording.exact(self.min_warm_min)} minutes; the median was "
                f"{wording.exact(middle)} minutes. {measured.hard.says(wording)}",
            ),
            confidence=confidence_of(len(current), self.min_sessions),
            measures=(
                Measure(name="median_warm_up", value=middle, unit="min", limit=self.min_warm_min),
                Measure(name="cold_sessions", value=float(len(cold)), unit="sessions"),
                Measure(name="hard_sessions", value=float(len(current)), unit="sessions"),
            ),
            advice=("Start hard sessions after 10-15 min easy and some dynamic drills.",),
            has=wording.counted(len(current), "session") + f" with a hard part, by {measured.hard.basis}",
        )

    def _occurrence(self, one: HardStart, habit: bool, wording: Wording) -> Occurrence:  # noqa: FBT001 - the one thing it depends on
        return Occurrence(
            first=one.day,
            last=one.day,
            level=Level.INFO,
            note=f"hard after {wording.exact(one.warm_min)} minutes",
            activity=one.run,
            in_period=one.current and habit,
        )

    def draw(self, measured: HardStarts) -> Plot:
        """Minutes before the first hard part of each session."""
        warm = [one.warm_min for one in measured.current]
        return day_plot(
            Dots(
                at=days_at(one.day for one in measured.current),
                value=values([60 * value for value in warm]),
                flagged=flags([value < self.min_warm_min for value in warm]),
            ),
            limit_at(60 * self.min_warm_min, MINUTES),
            name="easy start",
            unit=MINUTES,
        )
