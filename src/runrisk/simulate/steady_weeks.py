"""How a steady runner's weeks go: a plan, and what life makes of it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from runrisk.simulate.runner import Runner, draw_runner
from runrisk.simulate.session import RPE, Kind, Season, Session, run
from runrisk.simulate.town import Floats

_WEEK = (
    (1, 1.0, 1.0),
    (2, 0.8, 0.6),
    (3, 1.05, 1.0),
    (5, 0.8, 0.6),
)
"""Weekday of a run that is not the long one, its distance as a share of the easy run, how often it takes place."""

_QUALITY_DAY, _SATURDAY = 1, 5
_EVENING, _MORNING = 17 * 60 + 40, 9 * 60 + 10
"""Usual start on working days and at weekends [minutes after midnight]."""

_CYCLE, _STEP_BACK = 4, 0.85
"""Every fourth week is lighter, and by how much as a share: a common plan."""

_MISSED = 0.04
"""Share of planned runs that life takes. This and the rest here: our choice, to look like ordinary logs."""

_ILLNESS_A_WEEK = 0.045
_RACE_EVERY = 11
_TREADMILL = 0.03
_HARDER = 0.8
_RIDE, _STRENGTH = 0.4, 0.7
_SHOES = ("blue pair", "grey pair")


def steady_season(rng: np.random.Generator, *, weeks: int, first: date) -> Season:
    """A season without any pattern planted: natural variation only.

    The volume drifts by some percent, every fourth week is lighter, days are missed, the runner is ill for some days
    about twice a year and races now and then.
    """
    runner = draw_runner(rng)
    drift = _drift(weeks, rng)
    race_week = int(rng.integers(6, _RACE_EVERY + 1))
    made: list[Session] = []
    for week in range(weeks):
        monday = first + timedelta(weeks=week)
        volume = drift[week] * (_STEP_BACK if week % _CYCLE == _CYCLE - 1 else 1.0)
        race = week % _RACE_EVERY == race_week % _RACE_EVERY and week >= _CYCLE
        made += lived_week(runner, monday, volume, race=race, rng=rng)
    season = Season(runner=runner, first=first, weeks=weeks)
    return season.with_sessions(without_illness(made, first, weeks, rng))


def _drift(weeks: int, rng: np.random.Generator) -> list[float]:
    """Volume of each week around 1: a slow wave of 8 %."""
    phase = rng.uniform(0, 2 * np.pi)
    wave = 1 + 0.08 * np.sin(2 * np.pi * np.arange(weeks) / 22 + phase)
    return [float(share) for share in wave]


def lived_week(
    runner: Runner, monday: date, volume: float, *, race: bool, rng: np.random.Generator
) -> Iterator[Session]:
    """One week as it was run; `volume` is a share of this runner's usual one."""
    chance, spread = rng.random(12), rng.normal(0, 1, 12)
    for number, (weekday, share, often) in enumerate(_WEEK):
        if chance[number] > often * (1 - _MISSED):
            continue
        kind = _quality(monday) if weekday == _QUALITY_DAY and not race else Kind.EASY
        distance_m = runner.easy_m * share * volume * (1 + 0.08 * spread[number])
        planned = run(runner, monday + timedelta(days=weekday), kind, round(distance_m, -1))
        yield _lived(planned, chance[5 + number], spread[5 + number])
    if race:
        yield _lived(run(runner, monday + timedelta(days=6), Kind.RACE, 10_000.0), 0.5, 0.0)
    elif chance[4] > _MISSED:
        distance_m = runner.long_m * (0.5 + 0.5 * volume) * (1 + 0.05 * float(np.clip(spread[4], -2, 2)))
        yield _lived(run(runner, monday + timedelta(days=6), Kind.LONG, round(distance_m, -1)), 0.5, spread[9])
    yield from _beside(monday, chance[9:], spread[10:])


def _quality(monday: date) -> Kind:
    return Kind.TEMPO if monday.isocalendar().week % 2 else Kind.INTERVALS


def _lived(planned: Session, chance: float, spread: float) -> Session:
    """A run with the day's own speed, start, effort, shoes and, now and then, a treadmill."""
    day, kind = planned.day, planned.kind
    usual = _MORNING if day.weekday() >= _SATURDAY else _EVENING
    return replace(
        planned,
        duration_s=planned.duration_s * (1 - 0.02 * float(np.clip(spread, -2, 2))),
        minute=usual + round(35 * spread),
        rpe=min(RPE[kind] + (chance > _HARDER), 10),
        sub_sport="treadmill" if kind is Kind.EASY and chance < _TREADMILL else "street",
        shoe=_SHOES[day.toordinal() % 2],
    )


def _beside(monday: date, chance: Floats, spread: Floats) -> Iterator[Session]:
    """What else is done: strength after a run or on the free Monday, a ride on some Fridays."""
    if chance[0] < _STRENGTH:
        weekday = 0 if chance[0] < _STRENGTH / 2 else 3
        yield _other(Kind.STRENGTH, monday + timedelta(days=weekday), 20 * 60, 1800 + 240 * spread[0], 0.0)
    if chance[1] < _RIDE:
        duration_s = 4200 + 500 * spread[1]
        yield _other(Kind.RIDE, monday + timedelta(days=4), 17 * 60, duration_s, 6.6 * duration_s)


def _other(kind: Kind, day: date, minute: int, duration_s: float, distance_m: float) -> Session:
    sub_sport = {Kind.STRENGTH: "strength_training", Kind.RIDE: "road"}[kind]
    duration_s = float(round(duration_s))
    return Session(
        day=day,
        minute=minute,
        kind=kind,
        duration_s=duration_s,
        distance_m=distance_m,
        rpe=RPE[kind],
        sub_sport=sub_sport,
    )


def without_illness(sessions: list[Session], first: date, weeks: int, rng: np.random.Generator) -> list[Session]:
    """Take out the days of illness: three to six at a time."""
    begins = np.flatnonzero(rng.random(weeks) < _ILLNESS_A_WEEK) * 7 + rng.integers(0, 7)
    lasts = rng.integers(3, 7, len(begins))
    ill = {int(begin + day) for begin, last in zip(begins, lasts, strict=True) for day in range(last)}
    return [session for session in sessions if (session.day - first).days not in ill]
