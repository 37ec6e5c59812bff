"""The ordinary course of years: base, build, taper, rest, and again; every fourth week is lighter."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from runrisk.simulate.runner import draw_runner
from runrisk.simulate.session import RPE, Kind, Season, Session
from runrisk.simulate.steady_weeks import lived_week

YEAR_WEEKS = 52

LAST_DAY = date(2026, 3, 29)
"""Every life ends on this Sunday, unless told otherwise."""


@dataclass(frozen=True, slots=True)
class _Phase:
    """A part of the year: its last week of the calendar, volume from its first to its last week [share], hard or not."""

    last: int
    volume: tuple[float, float]
    hard: bool


_PHASES = (
    _Phase(10, (0.75, 0.95), hard=False),
    _Phase(20, (0.95, 1.25), hard=True),
    _Phase(22, (0.75, 0.65), hard=True),
    _Phase(25, (0.45, 0.6), hard=False),
    _Phase(33, (0.75, 0.9), hard=False),
    _Phase(40, (0.95, 1.2), hard=True),
    _Phase(42, (0.75, 0.65), hard=True),
    _Phase(46, (0.45, 0.6), hard=False),
    _Phase(53, (0.65, 0.75), hard=False),
)
"""A year with races in weeks 22 and 42: twice base, build, taper and rest, as training plans have them."""

_CYCLE, _STEP_BACK = 4, 0.72
"""Every fourth week is lighter, and by how much as a share; tapers and rests are light as they are. Our choice."""

_FULL = 0.7
"""From this volume on a week can be a lighter one [share]."""

_YEAR_SD = 0.1
"""How much the volume of one year differs from another's, as a share; our choice."""


def ordinary_years(seed: int, *, years: int, last: date = LAST_DAY) -> Season:
    """A runner's years without anything out of the ordinary; each week draws from its own stream of chance."""
    runner, weeks = draw_runner(np.random.default_rng([seed, 0])), YEAR_WEEKS * years
    first = last + timedelta(days=1) - timedelta(weeks=weeks)
    sessions = [
        session
        for week in range(weeks)
        for session in _softened(
            lived_week(
                runner,
                first + timedelta(weeks=week),
                _volume(first + timedelta(weeks=week), week, seed),
                race=False,
                rng=np.random.default_rng([seed, 1, week]),
            )
        )
    ]
    return Season(runner=runner, first=first, weeks=weeks).with_sessions(sessions)


def _phase(monday: date) -> tuple[_Phase, float]:
    """The phase of a week, and how far into it the week lies [share]."""
    week = monday.isocalendar().week
    number = next(number for number, phase in enumerate(_PHASES) if week <= phase.last)
    before = _PHASES[number - 1].last if number else 0
    return _PHASES[number], (week - before - 1) / max(_PHASES[number].last - before - 1, 1)


def _volume(monday: date, week: int, seed: int) -> float:
    phase, share = _phase(monday)
    low, high = phase.volume
    volume = low + share * (high - low)
    if week % _CYCLE == _CYCLE - 1 and volume >= _FULL:
        volume *= _STEP_BACK
    year = np.random.default_rng([seed, 2, monday.isocalendar().year])
    return volume * (1 + _YEAR_SD * float(np.clip(year.normal(), -2, 2)))


def _softened(sessions: Iterator[Session]) -> Iterator[Session]:
    """Nothing hard is run in base and rest."""
    for session in sessions:
        hard = session.kind in {Kind.TEMPO, Kind.INTERVALS}
        if not hard or _phase(session.day - timedelta(days=session.day.weekday()))[0].hard:
            yield session
        else:
            yield replace(session, kind=Kind.EASY, rpe=RPE[Kind.EASY], duration_s=1.1 * session.duration_s)
