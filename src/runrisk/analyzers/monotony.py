"""Weeks whose days are all alike."""

from dataclasses import dataclass
from typing import ClassVar, Literal

import pandas as pd

from runrisk.analysis.articles import S001, S004
from runrisk.analysis.base import Analyzer, sentence
from runrisk.analysis.day_charts import day_line, day_plot
from runrisk.analysis.day_scores import DayScores
from runrisk.analyzers.rest_days import RestDays
from runrisk.charts import Plot, Unit, limit_at
from runrisk.finding import Evidence, Finding, Grade, Level, Measure, NotEnoughData, Occurrence, confidence_of
from runrisk.load import ACUTE_DAYS, monotony, weekly_load
from runrisk.measures.day_windows import NOTHING, Stretch, daily, hole_in, judged, ranks, stretches, top_day
from runrisk.model import Period, TrainingLog
from runrisk.wording import Wording

CAP = 7.0
"""Monotony above this is shown as this: seven equal days have no finite one. Our choice."""
STRAIN_DAYS = 84
"""The twelve weeks whose strain is the runner's own yardstick. Our choice."""
STRAIN_MIN_DAYS = 56
"""The yardstick needs eight weeks. Our choice."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Sameness:
    """Monotony and strain of each seven days.

    Attributes:
        monotony: mean over SD of seven days, at most CAP; NaN where it cannot be told.
        lasting: the smaller of that and of its value seven days before; NaN where one of them is.
        strain: weekly load times monotony [`unit`].
        usual_strain: the runner's own high strain, from the twelve weeks before [`unit`]; NaN below eight weeks.
        unit: what the daily load is counted in.
        sd: which SD: sample or population.
        hole: days without any record lie in or shortly before the period.
        period: the days verdicts speak of.
    """

    monotony: pd.Series
    lasting: pd.Series
    strain: pd.Series
    usual_strain: pd.Series
    unit: str
    sd: str
    hole: bool
    period: Period

    @property
    def current(self) -> pd.Series:
        """`lasting` on the days of the period where it can be told."""
        return judged(self.lasting, self.period)


@dataclass(frozen=True, kw_only=True)
class Monotony(Analyzer[Sameness]):
    """Two weeks in a row in which each day was like the other.

    Looks for:
        Weeks without a mix of easier and harder days.

    Why it matters:
        The articles ask for breaks and recovery. Foster's monotony is high when every day carries the same load. In
        his study of 25 athletes high strain came before banal illness; running injuries were not looked at.

    How it is measured:
        Monotony = mean of the daily load over 7 days / its sample SD (n - 1; `sd` chooses the other one), capped at 7;
        strain = load of the 7 days x monotony. Flagged where monotony is 2.0 or more now and was 7 days ago; caution if
        the strain is also above your own 90th percentile of the 12 weeks before. The load is perceived exertion x
        minutes of all sports if every session around the period is rated, else minutes of all sports, else kilometres
        run; which one is said.

    What it cannot see:
        It mostly counts rest days: six equal days and a free one already give 2.27, five and two free ones 1.46. So it
        keeps quiet where rest-days speaks.

    What to do:
        Mix clearly easy or free days with harder ones.

    Parameters:
        max_monotony [ratio]: from here on a week is monotonous. Our choice: the number usually quoted; it is not in
            the study's abstract.
        sd [word]: the SD that monotony divides by: sample (n - 1) or population (n), which gives values 1.08 times as
            high. Our choice: a week is a sample of days; the study's abstract does not say.
        strain_percentile [%]: strain above this percentile of your own twelve weeks is high. Our choice: the study
            found individual limits.

    References:
        foster1998
    """

    id = "monotony"
    title = "Days that are all alike"
    precursor = True
    said_by = RestDays
    habits = ("ride-for-run",)
    grade = Grade.LIMITED
    articles = (S001, S004)
    load_rule = True
    needs = "14 recorded days in a row; for the strain, 8 weeks"
    evidence: ClassVar[tuple[Evidence, ...]] = (
        Evidence(
            key="foster1998",
            says="25 athletes: most banal illnesses followed days above individual thresholds, mostly of strain (load x "
            "monotony).",
            supports=True,
        ),
        Evidence(key="foster1998", says="The outcome was illness, not running injury.", supports=False),
    )

    max_monotony: float = 2.0
    strain_percentile: float = 90.0
    sd: Literal["sample", "population"] = "sample"

    def measure(self, log: TrainingLog) -> Sameness | NotEnoughData:
        """Take monotony and strain of each seven days."""
        load, unit = daily_load(log)
        same = monotony(load, ddof=1 if self.sd == "sample" else 0).clip(upper=CAP)
        strain = weekly_load(load) * same
        before = strain.shift(1).rolling(STRAIN_DAYS, min_periods=STRAIN_MIN_DAYS)
        measured = Sameness(
            monotony=same,
            lasting=pd.concat([same, same.shift(ACUTE_DAYS)], axis=1).min(axis=1, skipna=False),
            strain=strain,
            usual_strain=before.quantile(self.strain_percentile / 100),
            unit=unit,
            sd=self.sd,
            hole=hole_in(load, log.period, 2 * ACUTE_DAYS),
            period=log.period,
        )
        if measured.current.empty:
            return NotEnoughData(
                has=lambda wording: f"{wording.counted(int(load.notna().sum()), 'day')} of log",
                missing=f"No week in the period can be judged: it takes {self.needs}.",
            )
        return measured

    def _ranks(self, same: Sameness) -> pd.Series:
        lasting = same.lasting >= self.max_monotony
        strained = lasting & (same.strain > same.usual_strain)
        return ranks({Level.INFO: lasting, Level.CAUTION: strained}, lasting.index)

    def day_scores(self, measured: Sameness, log: TrainingLog) -> DayScores:  # noqa: ARG002 (some rules need the log)
        """The monotony that lasted two weeks, of each day."""
        return DayScores(score=measured.lasting, flagged=self._ranks(measured) > NOTHING)

    def judge(self, measured: Sameness, wording: Wording) -> Finding:
        """Flag each stretch of days at which two weeks in a row were monotonous."""
        found = stretches(self._ranks(measured), measured.lasting, measured.period)
        seen = [self._occurrence(measured, stretch, wording) for stretch in found]
        current = measured.current
        top, name = top_day(current), wording.in_unit(1.0, measured.unit)[1]
        load = f"load in {name}, {measured.sd} SD"
        return self.conclude(
            seen,
            summary=sentence(
                seen,
                wording,
                now=f"The latest that lasted two weeks is {wording.ratio(current.iloc[-1], limit=self.max_monotony)}; the limit is "
                f"{wording.exact(self.max_monotony)} ({load}).",
                clear=f"At no time in {wording.counted(len(current), 'day')} monotony was {wording.exact(self.max_monotony)} or more "
                f"in two weeks in a row; the largest that lasted was "
                f"{wording.ratio(current[top], limit=self.max_monotony)} ({load}).",
            ),
            confidence=confidence_of(len(measured.monotony.dropna()), 2 * ACUTE_DAYS, hole=measured.hole),
            measures=(
                Measure(name="largest_monotony", value=float(current[top]), unit="ratio", limit=self.max_monotony),
                Measure(name="latest_monotony", value=float(current.iloc[-1]), unit="ratio", limit=self.max_monotony),
                Measure(name="latest_strain", value=float(measured.strain[current.index[-1]]), unit=measured.unit),
            ),
            advice=("Your days look alike. Mix clearly easy or free days with harder ones.",),
            has=f"{wording.counted(len(current), 'day')} of the period judged, load in {name}",
        )

    def _occurrence(self, same: Sameness, stretch: Stretch, wording: Wording) -> Occurrence:
        strain, usual = (wording.in_unit(part[stretch.peak], same.unit)[0] for part in (same.strain, same.usual_strain))
        strained = (
            f", strain {wording.number(strain, 0, limit=usual)} above your usual high of {wording.number(usual, 0, limit=strain)}"
            if strain > usual
            else ""
        )
        before = same.monotony[stretch.peak - pd.Timedelta(days=ACUTE_DAYS)]
        latest = f"monotony {wording.ratio(same.monotony[stretch.peak], limit=self.max_monotony)} up to {wording.day(stretch.peak)}"
        return stretch.occurrence(
            f"{latest}, and {wording.ratio(before, limit=self.max_monotony)} a week before{strained}", same.period
        )

    def draw(self, measured: Sameness) -> Plot:
        """Monotony of the last seven days, day by day."""
        return day_plot(
            day_line(measured.monotony, self._ranks(measured) > NOTHING, measured.period, name="monotony"),
            limit_at(self.max_monotony, then=", two weeks in a row"),
            name="monotony of 7 days",
            unit=Unit(name="mean / SD"),
        )


def daily_load(log: TrainingLog) -> tuple[pd.Series, str]:
    """The load of each day in one unit for the whole log, and that unit.

    The best unit that every day of the period, and of the twelve weeks and two before it, has.
    """
    lookback = STRAIN_DAYS + 2 * ACUTE_DAYS
    minutes = (daily(log, "moving_s") + log.days["other_s"]) / 60
    kinds = {
        "perceived exertion x minutes of all sports": log.days["effort"].where(log.days["known"]),
        "minutes of all sports": minutes,
    }
    for unit, load in kinds.items():
        if not hole_in(load[log.days["known"]], log.period, lookback):
            return load, unit
    return daily(log, "distance_m") / 1000, "km run"
