"""Many days of running in a row."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

import pandas as pd

from runrisk.analysis.articles import S001, S004
from runrisk.analysis.base import Analyzer, sentence, spoken
from runrisk.analysis.day_charts import day_line, day_plot
from runrisk.analysis.day_scores import DayScores
from runrisk.analysis.studies import FEW_REST_DAYS
from runrisk.charts import DAYS, Plot, limit_at
from runrisk.finding import Confidence, Evidence, Finding, Grade, Level, Measure, NotEnoughData, Occurrence
from runrisk.measures.day_windows import in_a_row, log_has_hole, rows, within
from runrisk.model import Period, TrainingLog
from runrisk.wording import Wording


@dataclass(frozen=True, kw_only=True, slots=True)
class Streak:
    """Days in a row with a run."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, kw_only=True, eq=False)
class Streaks:
    """All streaks of the log, oldest first; `so_far` is the length reached on each day; `hole`: days lack in the period."""

    streaks: tuple[Streak, ...]
    so_far: pd.Series
    hole: bool
    period: Period

    @property
    def current(self) -> tuple[Streak, ...]:
        """The streaks that reach into the period."""
        return tuple(streak for streak in self.streaks if self.period.holds(streak.first, streak.last))


@dataclass(frozen=True, kw_only=True)
class RunStreak(Analyzer[Streaks]):
    """Ten days or more in a row with a run.

    Looks for:
        Long streaks of days without a single one free of running.

    Why it matters:
        The articles ask for breaks between runs. Streaks themselves have not been studied; the nearest is a survey of
        elite athletes with few rest days.

    How it is measured:
        Consecutive local days with at least one run of 1.6 km or more. Flagged from 10 days on. A streak that began
        before the period counts with its whole length.

    What it cannot see:
        Runs without a watch, and how easy the short ones were.

    What to do:
        Put a run-free day into the streak; easy cycling or swimming keeps the habit.

    Parameters:
        min_distance_m [m]: a run shorter than this does not carry a streak. Our choice: about a mile, as streak runners
            count.
        max_days [days]: from here on a streak is flagged. Our choice: a week and a half without a break is more than
            most plans ask for.

    References:
        ristolainen2014
    """

    id = "run-streak"
    title = "Many days of running in a row"
    precursor = True
    habits = ("rest-day",)
    grade = Grade.ARTICLE_ONLY
    articles = (S001, S004)
    load_rule = True
    needs = "a run with a known distance in the period"
    evidence: ClassVar[tuple[Evidence, ...]] = (
        FEW_REST_DAYS,
        Evidence(
            key="ristolainen2014",
            says="A survey in retrospect; it did not ask for streaks.",
            supports=False,
        ),
    )

    min_distance_m: float = 1600.0
    max_days: int = 10

    def measure(self, log: TrainingLog) -> Streaks | NotEnoughData:
        """Find all streaks."""
        days = log.days
        ran = days["longest_m"] >= self.min_distance_m
        inside = within(days.index, log.period)
        if not ran[inside].any():
            return NotEnoughData(
                has=lambda wording: f"{wording.counted(int(days['runs'][inside].sum()), 'run')} in the period",
                missing=lambda wording: (
                    f"The period holds no run of {wording.distance(self.min_distance_m)} or more with a known distance."
                ),
            )
        so_far = in_a_row(ran)
        return Streaks(
            streaks=tuple(Streak(first=first, last=last) for first, last in rows(so_far)),
            so_far=so_far,
            hole=log_has_hole(log),
            period=log.period,
        )

    def day_scores(self, measured: Streaks, log: TrainingLog) -> DayScores:  # noqa: ARG002 (some rules need the log)
        """The length of the streak so far."""
        return DayScores(score=measured.so_far.astype(float), flagged=measured.so_far >= self.max_days)

    def judge(self, measured: Streaks, wording: Wording) -> Finding:
        """Flag each streak of `max_days` or more."""
        seen = [
            self._occurrence(streak, measured, wording) for streak in measured.streaks if streak.days >= self.max_days
        ]
        longest = max(measured.current, key=lambda streak: streak.days)
        latest = int(measured.so_far[within(measured.so_far.index, measured.period)].iloc[-1])
        return self.conclude(
            seen,
            summary=sentence(
                seen,
                wording,
                now=f"The streak up to the last day of the period is {wording.counted(latest, 'day')}; the limit is "
                f"{self.max_days} days.",
                clear=f"No streak of {self.max_days} days or more with a run each day; the longest was "
                f"{wording.counted(longest.days, 'day')} ({wording.days(longest.first, longest.last)}).",
            ),
            confidence=Confidence.LOW if measured.hole and spoken(seen) is None else Confidence.HIGH,
            measures=(
                Measure(name="longest_streak", value=float(longest.days), unit="days", limit=float(self.max_days)),
            ),
            advice=(self._advice(longest),),
            has=wording.counted(len(measured.current), "streak") + " in the period",
        )

    def _occurrence(self, streak: Streak, streaks: Streaks, wording: Wording) -> Occurrence:
        return Occurrence(
            first=streak.first,
            last=streak.last,
            level=Level.INFO,
            note=f"{wording.counted(streak.days, 'day')} in a row with a run",
            in_period=streaks.period.holds(streak.first, streak.last),
        )

    def _advice(self, longest: Streak) -> str:
        return (
            f"You ran on {longest.days} days in a row. The articles ask for regular breaks; in a survey of elite endurance "
            "athletes fewer than two rest days a week went with far more overuse injuries. One or two run-free days a "
            "week are a usual choice; easy cycling or swimming counts as run-free here."
        )

    def draw(self, measured: Streaks) -> Plot:
        """How long the streak was on each day."""
        so_far = measured.so_far
        return day_plot(
            day_line(so_far, so_far >= self.max_days, measured.period, name="streak so far"),
            limit_at(self.max_days, DAYS),
            name="days in a row with a run",
            unit=DAYS,
        )
