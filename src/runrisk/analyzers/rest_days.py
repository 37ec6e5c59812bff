"""Weeks without run-free days."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from runrisk.analysis.articles import S001, S004
from runrisk.analysis.base import Analyzer, sentence
from runrisk.analysis.day_charts import day_line, day_plot
from runrisk.analysis.day_scores import DayScores
from runrisk.analysis.studies import FEW_REST_DAYS
from runrisk.charts import Plot, Unit, limit_at
from runrisk.finding import Evidence, Finding, Grade, Level, Measure, NotEnoughData, Occurrence, confidence_of
from runrisk.load import window_load
from runrisk.measures.answers import said_yes
from runrisk.measures.day_windows import NOTHING, WEEK, Stretch, hole_in, judged, ranks, stretches, top_day
from runrisk.model import Period, TrainingLog
from runrisk.wording import Wording

MEAN_DAYS = 28
"""Days that the mean is taken over: single busy weeks even out. Our choice."""
COVERED_WEEKS = 13
"""A quarter of a year tells whether this watch is worn. Our choice."""


@dataclass(frozen=True, kw_only=True, eq=False)
class FreeDays:
    """Run-free and training-free days a week, as means over 28 days; NaN on days that cannot be judged."""

    run_free: pd.Series
    training_free: pd.Series
    covered_weeks: int
    needed_weeks: int
    hole: bool
    period: Period

    @property
    def current(self) -> pd.Series:
        """Run-free days a week, on the days of the period that can be judged."""
        return judged(self.run_free, self.period)


@dataclass(frozen=True, kw_only=True)
class RestDays(Analyzer[FreeDays]):
    """Fewer than two days a week without running.

    Looks for:
        Months in which there was hardly a day without running.

    Why it matters:
        The articles ask for regular breaks between runs. In a survey of young elite endurance athletes fewer than two
        rest days a week went with far more overuse injuries; a survey cannot tell which came first.

    How it is measured:
        Run-free days = days without a run, whatever else was done; mean per week over the last 28 days, taken anew on
        every day. Flagged below 2.0 a week, caution below 1.0. Training-free days (nothing recorded at all) are shown
        beside them. It judges as soon as 28 days of log are there.

    What it cannot see:
        Whether a day without a record was a free day or an unworn watch: so at least 90 % of the last 13 weeks must
        (of all weeks of a shorter log) have records, unless you say that your log is complete, and a hole in the log (14
        days or more without any activity) is never rest. Ball games and
        other jumping sports count as run-free, because the log does not tell them from the rest.

    What to do:
        One or two run-free days a week are a usual choice; easy cycling or swimming counts as run-free here.

    Parameters:
        min_days [days per week]: below it the mean is flagged. Source: ristolainen2014 (for days without any training).
        caution_days [days per week]: below it the level is caution. Our choice: half of it.
        min_coverage [share]: so many of the last 13 weeks have records. Our choice: one missing week is tolerated.

    References:
        ristolainen2014
    """

    id = "rest-days"
    nested = (("caution_days", "min_days"),)
    title = "Hardly a day without running"
    precursor = True
    habits = ("rest-day",)
    questions = ("log_complete",)
    grade = Grade.LIMITED
    articles = (S001, S004)
    load_rule = True
    needs = "28 days of log, and records in 90 % of its last 13 weeks or your word that the log is complete"
    evidence: ClassVar[tuple[Evidence, ...]] = (
        FEW_REST_DAYS,
        Evidence(
            key="ristolainen2014",
            says="Asked in retrospect and of elite athletes; rest days there were days without any training.",
            supports=False,
        ),
    )

    min_days: float = 2.0
    caution_days: float = 1.0
    min_coverage: float = 0.9

    def measure(self, log: TrainingLog) -> FreeDays | NotEnoughData:
        """Count the free days of each 28."""
        days, complete = log.days, said_yes(log.answers, "log_complete")
        known = days["known"] | complete
        ran, trained = days["runs"] > 0, (days["runs"] > 0) | (days["other_s"] > 0)
        covered = _covered_weeks(trained)
        weeks = np.minimum(np.arange(1, len(days) + 1) // WEEK, COVERED_WEEKS)
        usable = complete | (covered >= self.min_coverage * weeks)
        measured = FreeDays(
            run_free=_per_week((~ran).where(known)).where(usable),
            training_free=_per_week((~trained).where(known)).where(usable),
            covered_weeks=int(window_load(trained, WEEK)[::-WEEK].gt(0).sum()),
            needed_weeks=MEAN_DAYS // WEEK if complete else COVERED_WEEKS,
            hole=hole_in(days["known"].where(known), log.period, MEAN_DAYS),
            period=log.period,
        )
        if measured.current.empty:
            recent = int(covered.iloc[-1]) if len(covered) else 0
            return NotEnoughData(
                has=lambda wording: (
                    f"{wording.counted(len(days), 'day')} of log, records in {recent} of the last {COVERED_WEEKS} weeks"
                ),
                missing=f"Days without a record cannot be told from days off: there are records in {recent} of the last "
                f"{COVERED_WEEKS} weeks; it takes {self.needs}.",
            )
        return measured

    def _ranks(self, free: FreeDays) -> pd.Series:
        few, hardly = free.run_free < self.min_days, free.run_free < self.caution_days
        return ranks({Level.INFO: few, Level.CAUTION: hardly}, free.run_free.index)

    def day_scores(self, measured: FreeDays, log: TrainingLog) -> DayScores:  # noqa: ARG002 (some rules need the log)
        """Days a week with a run: more of them are nearer to the limit."""
        return DayScores(score=WEEK - measured.run_free, flagged=self._ranks(measured) > NOTHING)

    def judge(self, measured: FreeDays, wording: Wording) -> Finding:
        """Flag each stretch of days whose mean lies below `min_days`."""
        found = stretches(self._ranks(measured), -measured.run_free, measured.period)
        current = measured.current
        last = current.index[-1]
        least = top_day(-current)
        seen = [self._occurrence(measured, stretch, wording) for stretch in found]
        return self.conclude(
            seen,
            summary=sentence(
                seen,
                wording,
                now=f"In the 28 days up to {wording.day(last)} you had "
                f"{wording.number(current.iloc[-1], 1, limit=self.min_days)} run-free days a week, "
                f"{wording.number(measured.training_free[last], 1)} of them without any training; the limit is "
                f"{wording.exact(self.min_days)}.",
            ),
            confidence=confidence_of(measured.covered_weeks, measured.needed_weeks, hole=measured.hole),
            measures=(
                Measure(name="fewest_run_free", value=float(current[least]), unit="days per week", limit=self.min_days),
                Measure(
                    name="latest_run_free", value=float(current.iloc[-1]), unit="days per week", limit=self.min_days
                ),
                Measure(name="latest_training_free", value=float(measured.training_free[last]), unit="days per week"),
            ),
            advice=(self._advice(current[least], wording),),
            has=f"records in {wording.counted(measured.covered_weeks, 'week')}, {wording.counted(len(current), 'day')} of the period judged",
        )

    def _occurrence(self, free: FreeDays, stretch: Stretch, wording: Wording) -> Occurrence:
        limit = self.caution_days if stretch.level is Level.CAUTION else self.min_days
        fewest = f"{wording.number(free.run_free[stretch.peak], 1, limit=limit)} run-free days a week"
        return stretch.occurrence(f"{fewest} in the 28 days up to {wording.day(stretch.peak)}", free.period)

    def _advice(self, fewest: float, wording: Wording) -> str:
        return (
            f"You had as few as {wording.number(fewest, 1, limit=self.min_days)} run-free days a week. The articles ask for regular breaks; in a survey of "
            "elite endurance athletes fewer than two rest days a week went with far more overuse injuries (rest days, "
            "not just run-free ones). One or two run-free days a week are a usual choice; easy cycling or swimming "
            "counts as run-free here."
        )

    def draw(self, measured: FreeDays) -> Plot:
        """Run-free days a week, as the mean over 28 days."""
        name, flagged = "run-free days a week, mean of 28 days", self._ranks(measured) > NOTHING
        return day_plot(
            day_line(measured.run_free, flagged, measured.period, name=name),
            limit_at(self.min_days, then=" a week"),
            limit_at(self.caution_days, what="caution below "),
            name="run-free",
            unit=Unit(name="days a week"),
            ends=(0, WEEK),
            key=True,
        )


def _per_week(free: pd.Series) -> pd.Series:
    return window_load(free.astype(float), MEAN_DAYS) / (MEAN_DAYS // WEEK)


def _covered_weeks(trained: pd.Series) -> pd.Series:
    """How many of the 13 weeks up to each day have a record; weeks before the log have none."""
    week = window_load(trained, WEEK) > 0
    return sum(
        (week.shift(WEEK * number, fill_value=False).astype(int) for number in range(COVERED_WEEKS)), start=0 * week
    )
