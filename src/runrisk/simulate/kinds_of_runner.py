"""Four kinds of runner whose training is ordinary: how often does a pattern speak where nothing is planted?

A year is three lists, one number a week: share of the runner's own volume, long run [m], race [m] (0: none). What life
makes of the plan (missed days, illness, noise) is that of the steady season.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from types import MappingProxyType

import numpy as np

from runrisk.model import Answers, TrainingLog
from runrisk.simulate.made import FIRST_DAY
from runrisk.simulate.minutes_of import minutes_of
from runrisk.simulate.runner import draw_runner
from runrisk.simulate.session import Kind, Season, Session, run
from runrisk.simulate.steady_weeks import lived_week, steady_season, without_illness
from runrisk.simulate.without_samples import activities_of

MARATHON_M = 42_195.0
_MARATHON_PACE = 0.85
"""Speed of a marathon against that of a 10 km race. Our choice: about what race tables give."""
_LONG_WEEKDAY = 6


@dataclass(frozen=True, kw_only=True, slots=True)
class PlannedWeek:
    """One week of a plan: `volume` is a share of the runner's usual easy runs."""

    volume: float
    long_m: float
    race_m: float = 0.0


def _beginner() -> tuple[PlannedWeek, ...]:
    """Half a year from 4 km long runs to 10 km, a step of 500 m every other week, then half a year of that."""
    growing = [PlannedWeek(volume=0.4 + 0.02 * week, long_m=4_000.0 + 500.0 * (week // 2)) for week in range(26)]
    return (*growing, *[PlannedWeek(volume=0.9, long_m=10_000.0)] * 26)


def _marathon() -> tuple[PlannedWeek, ...]:
    """Twelve weeks of base, then twice: 16 weeks of three up and one down to 32 km, a taper of two, the race, a rest."""
    base = [PlannedWeek(volume=1.0, long_m=15_000.0)] * 12
    longs = (16, 18, 20, 15, 20, 22, 24, 18, 25, 27, 29, 20, 29, 30, 32, 22)
    build = [
        PlannedWeek(volume=(1.05, 1.12, 1.2, 0.9)[week % 4] + 0.02 * week, long_m=1000.0 * longs[week])
        for week in range(16)
    ]
    taper = [PlannedWeek(volume=0.9, long_m=18_000.0), PlannedWeek(volume=0.5, long_m=0.0, race_m=MARATHON_M)]
    rest = [PlannedWeek(volume=0.3, long_m=6_000.0), PlannedWeek(volume=0.7, long_m=12_000.0)]
    return (*base, *build, *taper, *rest, *build, *taper, *rest)


def _cutbacks() -> tuple[PlannedWeek, ...]:
    """Three ordinary weeks and one at three fifths of them."""
    return (*[PlannedWeek(volume=1.0, long_m=15_000.0)] * 3, PlannedWeek(volume=0.6, long_m=9_000.0))


def steady_runner(rng: np.random.Generator, weeks: int) -> Season:
    """The steady season: about 40 km a week, every fourth week a little lighter, a race of 10 km now and then."""
    return steady_season(rng, weeks=weeks, first=FIRST_DAY)


def beginner(rng: np.random.Generator, weeks: int) -> Season:
    """Three or four runs a week that grow from 4 km to 10 km within half a year."""
    return _lived(_beginner(), rng, weeks)


def marathon_builder(rng: np.random.Generator, weeks: int) -> Season:
    """Long runs up to 32 km with an easier week in four, a taper, a marathon, a rest; twice a year."""
    return _lived(_marathon(), rng, weeks)


def cutback_runner(rng: np.random.Generator, weeks: int) -> Season:
    """Every fourth week only three fifths of the others."""
    return _lived(_cutbacks(), rng, weeks)


KINDS: Mapping[str, Callable[[np.random.Generator, int], Season]] = MappingProxyType(
    {"steady": steady_runner, "beginner": beginner, "marathon": marathon_builder, "cut-back": cutback_runner}
)
"""The four kinds by name."""


def runner_log(kind: str, *, seed: int = 0, weeks: int = 52) -> TrainingLog:
    """A year of one of KINDS as a log of numbers and minutes; the runner told the highest heart rate."""
    season = KINDS[kind](np.random.default_rng([seed, *kind.encode()]), weeks)
    recorded = activities_of(season, seed)
    sessions = {activity.id: session for activity, session in zip(recorded, season.sessions, strict=True)}
    return TrainingLog(
        recorded=recorded,
        read_minutes=lambda activity_id: minutes_of(season.runner, sessions[activity_id]),
        answers=Answers({"hr_max_bpm": season.runner.heart_max_bpm}),
    )


def _lived(plan: Sequence[PlannedWeek], rng: np.random.Generator, weeks: int) -> Season:
    """A plan, begun anew where the year is over, as life let it be run."""
    runner = draw_runner(rng)
    made: list[Session] = []
    for number in range(weeks):
        planned, monday = plan[number % len(plan)], FIRST_DAY + timedelta(weeks=number)
        own = replace(runner, long_m=planned.long_m, easy_m=planned.volume * runner.easy_m)
        week = [s for s in lived_week(own, monday, 1.0, race=False, rng=rng) if s.distance_m or not s.is_run]
        if planned.race_m:
            day = monday + timedelta(days=_LONG_WEEKDAY)
            raced = run(runner, day, Kind.RACE, planned.race_m, minute=9 * 60)
            slower = replace(raced, duration_s=raced.duration_s / _MARATHON_PACE)
            week = [*(s for s in week if s.day != day), slower]
        made += week
    season = Season(runner=runner, first=FIRST_DAY, weeks=weeks)
    return season.with_sessions(without_illness(made, FIRST_DAY, weeks, rng))
