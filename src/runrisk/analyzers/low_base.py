"""Very little regular running."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

import numpy as np
import pandas as pd

from runrisk.analysis.base import Analyzer, days_judged, sentence
from runrisk.analysis.day_charts import HOURS_AND_RUNS, day_line, day_plot
from runrisk.charts import Limit, Look, Plot, limit_at
from runrisk.finding import Evidence, Finding, Grade, Level, Measure, NotEnoughData, Occurrence, confidence_of
from runrisk.load import window_load
from runrisk.measures.answers import told_day, told_number
from runrisk.measures.day_windows import NOTHING, Stretch, daily, judged, log_has_hole, ranks, stretches
from runrisk.measures.other_training import DAYS, SECONDS_PER_HOUR, WEEKS
from runrisk.model import Answers, Period, TrainingLog
from runrisk.wording import Wording

RACE_AHEAD = timedelta(weeks=8)
"""A race further off leaves time to build up. Our choice."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Base:
    """Means per week over eight weeks, for each day; NaN where the eight weeks are not fully known.

    Attributes:
        hours: hours of running a week.
        runs: runs a week.
        distance_km: kilometres a week.
        race: day of a long race within the next eight weeks, where the runner told of one.
        known_days: days of the log with nothing missing.
        hole: days without any record lie in or before the period.
        period: the days verdicts speak of.
    """

    hours: pd.Series
    runs: pd.Series
    distance_km: pd.Series
    race: date | None
    known_days: int
    hole: bool
    period: Period

    @property
    def current(self) -> pd.Series:
        """Runs a week on the days of the period that can be judged."""
        return judged(self.runs, self.period)

    def on(self, day: pd.Timestamp, wording: Wording, *, hours: float, runs: float) -> str:
        """The means up to a day, in words, beside the limits of both."""
        known = "" if np.isnan(self.hours[day]) else f"{wording.number(self.hours[day], 1, limit=hours)} hours in "
        return f"{known}{wording.number(self.runs[day], 1, limit=runs)} runs a week over the {WEEKS} weeks up to {wording.day(day)}"


@dataclass(frozen=True, kw_only=True)
class LowBase(Analyzer[Base]):
    """Less than two hours or two runs a week over eight weeks.

    Looks for:
        Running so little and so seldom that each run is a strain, and long races entered on such a base.

    Why it matters:
        The articles warn of too much. In one cohort those who ran less than two hours or twice a week were injured
        more often, and those with an earlier injury on top more than both add up to; in a survey of marathon runners
        so were those with less than 30 km a week. The analyses are crude, and part of it may be the other way round:
        who hurts runs less. In another cohort the weekly distance made no difference.

    How it is measured:
        Mean hours and mean runs a week over the last 8 weeks, taken anew on every day. Flagged below 2 hours or below
        2 runs. Caution if you say that you have entered a race of 21 km or more within the next 8 weeks and ran less
        than 30 km a week.

    What it cannot see:
        Runs without a watch; what you did before the log began; other sports, which build endurance too. Days within a
        hole of the log are not judged.

    What to do:
        Steady moderate running builds capacity: two or three short runs a week, every week.

    Parameters:
        min_hours [hours per week]: below it the base is low. Source: malisoux2015jsams.
        min_runs [runs per week]: below it the base is low. Source: malisoux2015jsams.
        race_distance_km [km]: a race from this distance on counts as long. Our choice: a half marathon.
        min_race_base_km [km per week]: below it the base is low for a long race. Source: rasmussen2013 (marathon).

    References:
        malisoux2015jsams, rasmussen2013, theisen2014, vangent2007, desai2021
    """

    id = "low-base"
    title = "Very little regular running"
    raised_by_injury = True
    questions = ("race_date", "race_distance_km")
    grade = Grade.LIMITED
    needs = "8 recorded weeks in a row"
    evidence: ClassVar[tuple[Evidence, ...]] = (
        Evidence(
            key="malisoux2015jsams",
            says="517 runners, 9 months: less than 2 h a week HR 3.29 (2.27-4.79), fewer than 2 sessions a week HR 2.41 "
            "(1.71-3.42).",
            supports=True,
        ),
        Evidence(
            key="malisoux2015jsams",
            says="Earlier injury and little running together went beyond their sum: RERI 4.69 (1.42-7.95). So an injury "
            "you told of raises this pattern.",
            supports=True,
        ),
        Evidence(
            key="rasmussen2013",
            says="662 marathon runners, in retrospect: below 30 km a week RR 2.02 (1.26-3.24) against 30-60 km.",
            supports=True,
        ),
        Evidence(
            key="theisen2014",
            says="247 runners: regular running before the study HR 0.422 (0.228-0.779).",
            supports=True,
        ),
        Evidence(
            key="malisoux2015jsams",
            says="Crude analyses: that those who hurt run less is not taken out of them.",
            supports=False,
        ),
        Evidence(
            key="desai2021",
            says="224 runners, 1 year, crude analyses too: weekly distance was not associated with injury.",
            supports=False,
        ),
        Evidence(
            key="vangent2007",
            says="Review: long weekly distance went with more injuries in men; for the knee more distance was protective.",
            supports=False,
        ),
    )

    min_hours: float = 2.0
    min_runs: float = 2.0
    race_distance_km: float = 21.0
    min_race_base_km: float = 30.0

    def measure(self, log: TrainingLog) -> Base | NotEnoughData:
        """Take the means of each eight weeks."""
        runs = log.days["runs"].where(log.days["known"])
        base = Base(
            hours=window_load(daily(log, "moving_s"), DAYS) / SECONDS_PER_HOUR / WEEKS,
            runs=window_load(runs, DAYS) / WEEKS,
            distance_km=window_load(daily(log, "distance_m"), DAYS) / 1000 / WEEKS,
            race=self._race(log.answers, log.as_of),
            known_days=int(runs.notna().sum()),
            hole=log_has_hole(log, DAYS),
            period=log.period,
        )
        if base.current.empty:
            return NotEnoughData(
                has=lambda wording: f"{wording.counted(base.known_days, 'day')} of log",
                missing=lambda wording: (
                    f"No day in the period can be judged: it takes {self.needs}; there are "
                    f"{wording.counted(base.known_days, 'recorded day')} in all."
                ),
            )
        return base

    def _race(self, answers: Answers, as_of: date) -> date | None:
        day, distance_km = told_day(answers, "race_date"), told_number(answers, "race_distance_km")
        if day is None or distance_km is None or distance_km < self.race_distance_km:
            return None
        return day if as_of <= day <= as_of + RACE_AHEAD else None

    def _ranks(self, base: Base) -> pd.Series:
        low = (base.hours < self.min_hours) | (base.runs < self.min_runs)
        last = base.runs.index == base.current.index[-1]
        risky = last & (base.race is not None) & (base.distance_km < self.min_race_base_km)
        return ranks({Level.INFO: low, Level.CAUTION: risky}, base.runs.index)

    def judge(self, measured: Base, wording: Wording) -> Finding:
        """Flag each stretch of days with a low base, and a low base before a long race."""
        found = stretches(self._ranks(measured), -measured.runs, measured.period)
        last = measured.current.index[-1]
        seen = [self._occurrence(measured, stretch, wording) for stretch in found]
        return self.conclude(
            seen,
            summary=sentence(
                seen,
                wording,
                now=f"You ran {self._on(measured, pd.Timestamp(last), wording)}; the limits are "
                f"{wording.exact(self.min_hours)} hours and {wording.exact(self.min_runs)} runs.",
            ),
            confidence=confidence_of(measured.known_days, DAYS, hole=measured.hole),
            measures=(
                Measure(
                    name="latest_hours", value=float(measured.hours[last]), unit="hours per week", limit=self.min_hours
                ),
                Measure(
                    name="latest_runs", value=float(measured.runs[last]), unit="runs per week", limit=self.min_runs
                ),
                Measure(name="latest_distance_km", value=float(measured.distance_km[last]), unit="km per week"),
            ),
            advice=(
                "Very little regular running also goes with more injuries. Steady moderate running builds capacity.",
            ),
            has=days_judged(measured.known_days, len(measured.current), wording),
        )

    def _on(self, base: Base, day: pd.Timestamp, wording: Wording) -> str:
        return base.on(day, wording, hours=self.min_hours, runs=self.min_runs)

    def _occurrence(self, base: Base, stretch: Stretch, wording: Wording) -> Occurrence:
        note = self._on(base, stretch.peak, wording)
        if stretch.level is Level.CAUTION and base.race is not None:
            week = wording.distance(1000 * base.distance_km[stretch.peak], 0, limit_m=1000 * self.min_race_base_km)
            note += f", {week} a week where {wording.distance(1000 * self.min_race_base_km, 0)} are the limit before the long race of {wording.day(base.race)}"
        return stretch.occurrence(note, base.period)

    def draw(self, measured: Base) -> Plot:
        """Hours and runs a week, as means over eight weeks."""
        hours, runs = "hours a week, mean of 8 weeks", "runs a week, mean of 8 weeks"
        flagged, period = self._ranks(measured) > NOTHING, measured.period
        return day_plot(
            day_line(measured.runs, None, period, name=runs, look=Look.BESIDE),
            day_line(measured.hours, flagged, period, name=hours),
            *self._limits(),
            name="a week",
            unit=HOURS_AND_RUNS,
            key=True,
        )

    def _limits(self) -> tuple[Limit, ...]:
        """One line where both limits are the same number."""
        if self.min_runs == self.min_hours:
            return (limit_at(self.min_hours, then=f" hours, {self.min_runs:g} runs"),)
        return limit_at(self.min_hours, then=" hours"), limit_at(self.min_runs, then=" runs")
