"""What life takes away: a year with few runs, holidays, injuries with a return, and weeks of which nothing is known."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from runrisk.simulate.lifetime.happened import Happened
from runrisk.simulate.lifetime.years import YEAR_WEEKS
from runrisk.simulate.session import RPE, Kind, Season, Session

_SLUMP_AT, _SLUMP_KEPT = 0.45, 6
"""When the year with few runs begins [share of the life], and that one run in so many is run; our choice."""

_HOLIDAY_WEEK = 30
"""Calendar week in which holidays begin."""

_INJURY_AT = (0.22, 0.78)
"""When injuries begin [share of the life]; our choice."""

_BACK_WEEKS, _BACK_FROM = 6, 0.35
"""How long a return takes, and how long its first runs are [share of the usual]; our choice."""

_HOLE_AT = (0.12, 0.36, 0.9)
"""When holes begin [share of the life]; our choice."""

Told = tuple[Season, list[Happened]]


def few_runs(season: Season, _: np.random.Generator) -> Told:
    """A year in which one planned run in six is run."""
    first = season.monday(int(_SLUMP_AT * season.weeks))
    days = 7 * min(YEAR_WEEKS, season.weeks // 4)
    kept = season.changed(first, days, lambda s: s if s.day.toordinal() % _SLUMP_KEPT == 0 else None)
    return kept, [_over("few-runs", first, days, f"one planned run in {_SLUMP_KEPT}")]


def holidays(season: Season, _: np.random.Generator) -> Told:
    """Two weeks each summer with a walk on most days and no run."""
    happened = []
    for week in range(season.weeks - 2):
        monday = season.monday(week)
        if monday.isocalendar().week == _HOLIDAY_WEEK:
            walks = [_walk(monday + timedelta(days=day)) for day in range(14) if day % 3]
            season = season.with_sessions([*_outside(season, monday, 14), *walks])
            happened.append(_over("holidays", monday, 14, f"no run, {len(walks)} walks"))
    return season, happened


def injuries(season: Season, rng: np.random.Generator) -> Told:
    """No run for five to nine weeks, rides and strength go on; then six weeks of runs that grow from a third."""
    happened = []
    for share in _INJURY_AT:
        first, off = season.monday(int(share * season.weeks)), 7 * int(rng.integers(5, 10))
        back = first + timedelta(days=off)
        season = season.changed(first, off, lambda _: None)
        season = season.changed(back, 7 * _BACK_WEEKS, lambda s, back=back: _careful(s, back))  # type: ignore[misc]
        says = f"no run for {off} days, then {_BACK_WEEKS} weeks that grow from a third; first day back {back}"
        happened.append(_over("injuries", first, off + 7 * _BACK_WEEKS, says))
    return season, happened


def _careful(session: Session, back: date) -> Session:
    share = _BACK_FROM + (1 - _BACK_FROM) * (session.day - back).days / (7 * _BACK_WEEKS)
    easy = session if session.kind is Kind.LONG else replace(session, kind=Kind.EASY, rpe=RPE[Kind.EASY])
    return easy.over(round(max(share * session.distance_m, 2_000.0), -1))


def holes(season: Season, rng: np.random.Generator) -> Told:
    """Three to six weeks of which nothing is left: the runner ran, and no file tells."""
    happened = []
    for share in _HOLE_AT:
        first, days = season.monday(int(share * season.weeks)), 7 * int(rng.integers(3, 7))
        lost = len(season.runs(first, days))
        season = season.with_sessions(list(_outside(season, first, days)))
        happened.append(_over("holes", first, days, f"{lost} runs that no file holds"))
    return season, happened


def _outside(season: Season, first: date, days: int) -> Iterator[Session]:
    """The sessions of all other days."""
    return (s for s in season.sessions if not 0 <= (s.day - first).days < days)


def _over(kind: str, first: date, days: int, says: str) -> Happened:
    return Happened(kind=kind, first=first, last=first + timedelta(days=days - 1), says=says)


def _walk(day: date) -> Session:
    """An hour's walk on a morning."""
    return Session(
        day=day,
        minute=10 * 60,
        kind=Kind.WALK,
        duration_s=3600.0,
        distance_m=5_000.0,
        rpe=RPE[Kind.WALK],
        sub_sport="generic",
    )
