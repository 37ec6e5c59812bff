"""A left/right balance of ground contact that moved away from the runner's own."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from math import isfinite
from statistics import median
from typing import ClassVar

from runrisk.analysis.articles import S002, S003, S004
from runrisk.analysis.base import Analyzer, Side, sentence, spoken
from runrisk.analysis.day_charts import day_plot
from runrisk.charts import OF_HUNDRED, Amount, Dots, Plot, Rule, Steps, days_at, flags, values
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
from runrisk.measures.steady_flat import medians, steady_flat
from runrisk.measures.two_sensors import TwoSensors, newest_of_two
from runrisk.model import Recorder, TrainingLog
from runrisk.wording import Wording

LAST = 5
"""Runs that are compared with the baseline. Source: the evidence table; our choice."""

BASELINE_DAYS = 56
"""How far before them the baseline reaches [days]. The same source; our choice."""

PLAUSIBLE_PCT = (40.0, 60.0)
"""A share of contact outside is a sensor's error [%]. Our choice."""

_UNPROVEN = "Imbalance by itself did not predict injuries in a study of 836 runners; a new shift together with pain deserves a check."


@dataclass(frozen=True, kw_only=True, slots=True)
class RunBalance:
    """The median left share of contact [%] over the steady flat minutes of a run, and what recorded it."""

    activity: str
    day: date
    left_pct: float
    recorder: Recorder | None


@dataclass(frozen=True, kw_only=True, slots=True)
class BalanceStep:
    """Five runs and the baseline before them: medians of left shares of contact [%].

    Attributes:
        runs: the five, oldest first.
        baseline_pct: median of the baseline's runs.
        baseline_runs: how many there are.
        current: whether the last of the five lies in the period.
    """

    runs: tuple[RunBalance, ...]
    baseline_pct: float
    baseline_runs: int
    current: bool

    @property
    def last_pct(self) -> float:
        """Median of the five."""
        return median(run.left_pct for run in self.runs)

    @property
    def shift_pct(self) -> float:
        """By how much the median moved [percentage points]; positive is to the left foot."""
        return self.last_pct - self.baseline_pct

    def shifted(self, least_pct: float) -> int:
        """How many of the five moved the same way as their median by at least so much [percentage points]."""
        way = (self.shift_pct > 0) - (self.shift_pct < 0)
        # Shares are stored in single precision: 51.3 - 50.3 may fall short of 1 by a millionth.
        return sum(way * (run.left_pct - self.baseline_pct) >= least_pct - 1e-4 for run in self.runs)


@dataclass(frozen=True, kw_only=True)
class GctBalanceShift(Analyzer[tuple[BalanceStep, ...]]):
    """A left/right ground contact balance that moved away from your own, or lies far from even.

    Looks for:
        The share of ground contact time on the left foot, in steady running on the flat, against your own runs before.

    Why it matters:
        It hardly does by itself: in a study of 836 runners asymmetry did not go with more injuries. The articles suppose
        that a crooked gait loads the hip. A new shift together with pain deserves a check, and a strap that slipped looks
        the same.

    How it is measured:
        Per run the median left share [%] of its steady flat minutes: grade within 2 %, speed within 10 % of the run's
        median, more than 140 steps a minute, at least 10 such minutes. Shift = median of the last 5 runs - median of the
        runs in the 56 days before them, at least 10, recorded by the same watch. Flagged from 1.0 percentage points on
        in at least 3 of the 5, or where the median of the 5 lies outside 47.8-52.2 %. Where two sensors measured the newest
        run and name different sides, a percentage point or more apart, it cannot be told.

    What it cannot see:
        Which strap or pod was worn and how it sat; slopes of the road across; wind. Whether the numbers of straps are
        right: studies of them did not test the balance.

    What to do:
        First rule out strap position, cambered or curved route, wind, one-sided fatigue.

    Parameters:
        shift_pct [%]: from here on the balance has moved [percentage points]. Our choice: far above the change from day
            to day.
        shifted_runs [runs]: so many of the last 5 must have moved. Our choice.
        far_pct [%]: further than this from 50 % lies the maker's outermost band (garmin_gct). Our choice to use it.
        min_runs [runs]: so many runs make a baseline. Our choice.
        min_minutes [minutes]: so many steady flat minutes make a run's median. Our choice.

    References:
        malisoux2024, garmin_gct
    """

    id = "gct-balance-shift"
    title = "Left/right ground contact moved"
    side = Side.FEET
    habits = ("hip-and-core",)
    grade = Grade.AGAINST
    articles = (S003, S002, S004)
    needs = "10 runs with left/right ground contact within 56 days, and 5 more, all by the same watch"
    evidence: ClassVar[tuple[Evidence, ...]] = (
        Evidence(
            key="malisoux2024",
            says="836 runners, 107 of them injured within 6 months: asymmetry was not associated with more injuries; a more "
            "asymmetric flight time even went with fewer (HR 0.80, 0.64-0.99).",
            supports=False,
        ),
        Evidence(
            key="garmin_gct",
            says="The maker's outermost band begins at 52.2 % on one foot and holds 5 % of runners on each side; its team saw "
            "a link with injuries in certain runners, without data.",
            supports=True,
        ),
    )

    shift_pct: float = 1.0
    shifted_runs: int = 3
    far_pct: float = 2.2
    min_runs: int = 10
    min_minutes: int = 10

    def measure(self, log: TrainingLog) -> tuple[BalanceStep, ...] | NotEnoughData | NotApplicable:
        """Compare each five runs with the baseline before them."""
        if log.minutes["contact_left_pct"].isna().all():
            return NotApplicable(reason="No left/right ground contact was recorded; it takes a chest strap or a pod.")
        twice = newest_of_two(log)
        if twice is not None and twice.disagree(self.shift_pct):
            return _two_sides(twice)
        runs = [run for run in run_balances(log, self.min_minutes) if run.day <= log.period.until]
        steps = tuple(self._steps(runs, log))
        if not any(step.current for step in steps):

            def has(wording: Wording) -> str:
                there = wording.counted(len(runs), "run")
                return f"{there} with {self.min_minutes} steady flat minutes of left/right ground contact"

            return NotEnoughData(has=has, missing=lambda wording: f"There are {has(wording)}; it takes {self.needs}.")
        return steps

    def _steps(self, runs: list[RunBalance], log: TrainingLog) -> Iterator[BalanceStep]:
        for recorder in dict.fromkeys(_watch(run) for run in runs):
            own = [run for run in runs if _watch(run) == recorder]
            for end in range(LAST, len(own) + 1):
                last = own[end - LAST : end]
                since = last[0].day - timedelta(days=BASELINE_DAYS)
                before = [run.left_pct for run in own[: end - LAST] if run.day >= since]
                if len(before) >= self.min_runs:
                    yield BalanceStep(
                        runs=tuple(last),
                        baseline_pct=median(before),
                        baseline_runs=len(before),
                        current=log.period.holds(last[-1].day),
                    )

    def _moved(self, step: BalanceStep) -> bool:
        return step.shifted(self.shift_pct) >= self.shifted_runs and abs(step.shift_pct) > 0

    def _far(self, step: BalanceStep) -> bool:
        return abs(step.last_pct - 50) > self.far_pct

    def judge(self, measured: tuple[BalanceStep, ...], wording: Wording) -> Finding:
        """Flag each five runs that moved; one far from even is told once, at its latest."""
        current = [step for step in measured if step.current]
        moved = [step for step in measured if self._moved(step)]
        far = [step for step in measured if self._far(step) and not self._moved(step)]
        last = max(current, key=lambda step: (step.runs[-1].day, step.runs[-1].activity))
        seen = [self._occurrence(step, wording) for step in (*moved, *far[-1:])]
        shown = spoken(seen)
        top = max([step for step in moved if step.current] or [last], key=lambda step: abs(step.shift_pct))
        return self.conclude(
            seen,
            summary=sentence(seen, wording, now=self._summary(last, wording)),
            confidence=confidence_of(top.baseline_runs, self.min_runs),
            measures=(
                Measure(name="shift_pct", value=top.shift_pct, unit="percentage points", limit=self.shift_pct),
                Measure(name="baseline_left_pct", value=top.baseline_pct, unit="%"),
                Measure(name="left_pct", value=top.last_pct, unit="%"),
            ),
            advice=(
                f"Your contact-time balance: {'' if shown is None else shown.note}. {_UNPROVEN}",
                "First rule out: strap position, cambered or curved route, wind, one-sided fatigue.",
            ),
            has=f"{wording.counted(top.baseline_runs, 'run')} in the baseline",
        )

    def _summary(self, step: BalanceStep, wording: Wording) -> str:
        return (
            f"Ground contact was {wording.number(step.last_pct, 1)} % left in the five runs up to {wording.day(step.runs[-1].day)} and "
            f"{wording.number(step.baseline_pct, 1)} % in the {step.baseline_runs} runs of the 56 days before them: a shift of "
            f"{wording.number(step.shift_pct, 1, sign=True)} percentage points, with {wording.exact(self.shift_pct)} or more in "
            f"{step.shifted(self.shift_pct)} of 5 runs; the limits are {self.shifted_runs} of 5, and "
            f"{wording.exact(self.far_pct)} from 50 %."
        )

    def _occurrence(self, step: BalanceStep, wording: Wording) -> Occurrence:
        return Occurrence(
            first=step.runs[0].day,
            last=step.runs[-1].day,
            level=Level.INFO,
            note=f"{wording.number(step.last_pct, 1)} % left in five runs after {wording.number(step.baseline_pct, 1)} % before them",
            activity=step.runs[-1].activity,
            in_period=step.current,
        )

    def draw(self, measured: tuple[BalanceStep, ...]) -> Plot:
        """Each run's left share, and the band around the baseline within which nothing is said."""
        current = sorted((step for step in measured if step.current), key=lambda step: step.runs[-1].day)
        days, last = days_at(step.runs[-1].day for step in current), [step.runs[-1].left_pct for step in current]
        above, below = ([step.baseline_pct + way * self.shift_pct for step in current] for way in (1, -1))
        return day_plot(
            Steps(name=("baseline ± ", Amount(value=self.shift_pct)), at=days, value=values(above)),
            Steps(name=("baseline - ", Amount(value=self.shift_pct)), at=days, value=values(below), keyed=False),
            Dots(at=days, value=values(last), flagged=flags([self._moved(one) or self._far(one) for one in current])),
            Rule(value=50),
            name="ground contact on the left foot",
            unit=OF_HUNDRED,
            zero=False,
            key=True,
        )


def _two_sides(twice: TwoSensors) -> NotEnoughData:
    """That two sensors say two sides, with both numbers."""

    def has(wording: Wording) -> str:
        return (
            f"{wording.number(twice.first_pct, 1)} % on the left foot by one sensor and {wording.number(twice.second_pct, 1)} % by "
            f"another, both in the run of {wording.day(twice.day)}"
        )

    return NotEnoughData(
        has=has,
        missing=lambda wording: (
            f"Two sensors disagree about the side: {has(wording)}. Which of them is right cannot be told."
        ),
    )


def run_balances(log: TrainingLog, min_minutes: int) -> Iterator[RunBalance]:
    """Each run's median over its steady flat minutes, oldest first; runs with too few are left out."""
    minutes, recorders = log.minutes, {activity.id: activity.source.recorder for activity in log.counted}
    kept = steady_flat(minutes) & minutes["contact_left_pct"].between(*PLAUSIBLE_PCT).to_numpy()
    left = medians(log, "contact_left_pct", kept, min_minutes)
    for run, day, left_pct in zip(log.runs.index, log.runs["day"].dt.date, left, strict=True):
        if isfinite(left_pct):
            yield RunBalance(activity=run, day=day, left_pct=float(left_pct), recorder=recorders[run])


def _watch(run: RunBalance) -> tuple[str | None, str | None, int | None]:
    recorder = run.recorder or Recorder()
    return recorder.manufacturer, recorder.product, recorder.serial_number
