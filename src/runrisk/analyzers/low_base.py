"""Very little regular running."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

import numpy as np
import pandas as pd
from matplotlib.figure import Figure, SubFigure

from runrisk.analysis.base import Analyzer
from runrisk.analysis.day_charts import day_curve
from runrisk.charts.curves import from_zero, key
from runrisk.charts.marks import limit_line
from runrisk.finding import Evidence, Finding, Grade, Level, Measure, NotEnoughData, Occurrence, confidence_of
from runrisk.load import window_load
from runrisk.measures.answers import told_day, told_number
from runrisk.measures.day_windows import NOTHING, Stretch, daily, judged, log_has_hole, ranks, stretches
from runrisk.measures.other_training import DAYS, SECONDS_PER_HOUR, WEEKS
from runrisk.measures.words import counted, days_judged
from runrisk.model import Answers, Period, TrainingLog

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

    def on(self, day: pd.Timestamp) -> str:
        """The means up to a day, in words."""
        hours = "" if np.isnan(self.hours[day]) else f"{self.hours[day]:.1f} hours in "
        return f"{hours}{self.runs[day]:.1f} runs a week over the {WEEKS} weeks up to {day:%Y-%m-%d}"


@dataclass(frozen=True, kw_only=True)
class LowBase(Analyzer[Base]):
    """Less than two hours or two runs a week over eight weeks.

    Looks for:
        Running so little and so seldom that each run is a strain, and long races entered on such a base.

    Why it matters:
        The articles warn of too much. In one cohort those who ran less than two hours or twice a week were injured
        more often; in a survey of marathon runners so were those with less than 30 km a week. Part of it may be the
        other way round: who hurts runs less.

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
        malisoux2015jsams, rasmussen2013, theisen2014, vangent2007
    """

    id = "low-base"
    title = "Very little regular running"
    raised_by_injury = True
    grade = Grade.MODERATE
    needs = "8 recorded weeks in a row"
    evidence: ClassVar[tuple[Evidence, ...]] = (
        Evidence(
            key="malisoux2015jsams",
            says="517 runners, 9 months: less than 2 h a week HR 3.29 (2.27-4.79), fewer than 2 sessions a week HR 2.41 "
            "(1.71-3.42).",
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
                has=f"{counted(base.known_days, 'day')} of log",
                missing=f"No day in the period can be judged: it takes {self.needs}; there are "
                f"{counted(base.known_days, 'recorded day')} in all.",
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

    def judge(self, measured: Base) -> Finding:
        """Flag each stretch of days with a low base, and a low base before a long race."""
        found = stretches(self._ranks(measured), -measured.runs, measured.period)
        last = measured.current.index[-1]
        return self.conclude(
            [self._occurrence(measured, stretch) for stretch in found],
            summary=f"You ran {measured.on(pd.Timestamp(last))}; the limits are {self.min_hours:g} hours and "
            f"{self.min_runs:g} runs.",
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
            has=days_judged(measured.known_days, len(measured.current)),
        )

    def _occurrence(self, base: Base, stretch: Stretch) -> Occurrence:
        distance = f", {base.distance_km[stretch.peak]:.0f} km a week with a race on {base.race}"
        note = f"{base.on(stretch.peak)}{distance if stretch.level is Level.CAUTION else ''}"
        return stretch.occurrence(note, base.period)

    def draw(self, measured: Base, figure: Figure | SubFigure) -> None:
        """Hours and runs a week, as means over eight weeks."""
        axes = day_curve(
            figure,
            measured.hours,
            self._ranks(measured) > NOTHING,
            measured.period,
            ylabel="a week [hours, runs]",
            label="hours a week, mean of 8 weeks",
            beside=("runs a week, mean of 8 weeks", measured.runs),
        )
        if self.min_runs == self.min_hours:
            limit_line(axes, self.min_hours, f"limit {self.min_hours:g} hours, {self.min_runs:g} runs")
        else:
            limit_line(axes, self.min_hours, f"limit {self.min_hours:g} hours")
            limit_line(axes, self.min_runs, f"limit {self.min_runs:g} runs")
        from_zero(axes)
        key(axes)
