"""What life adds: races, ultras, treadmill weeks, swims, a flight across the date line, and one run of long before."""

from dataclasses import replace
from datetime import timedelta

import numpy as np

from runrisk.simulate.lifetime.happened import Happened
from runrisk.simulate.session import PACE, RPE, Kind, Season, Session, run

Told = tuple[Season, list[Happened]]

_FIVE_M, _TEN_M, _HALF_M, _MARATHON_M = 5_000.0, 10_000.0, 21_097.5, 42_195.0

RACES: dict[int, tuple[tuple[str, float], ...]] = {
    10: (("Parkrun Long Meadow", _FIVE_M), ("Corrida do Moinho", _TEN_M)),
    17: (("Volkslauf Dreieichen", _TEN_M), ("10K del Olivar", _TEN_M), ("Course des Trois Ponts", _TEN_M)),
    22: (("Marathon des Hauts Prés", _MARATHON_M), ("Mezza maratona dei Mulini", _HALF_M)),
    33: (("parkrun #12", _FIVE_M), ("Løpet rundt vannet", _TEN_M)),
    42: (
        ("Halbmarathon am Weiher", _HALF_M),
        ("Półmaraton Trzech Wiosek", _HALF_M),
        ("Low Fen Marathon", _MARATHON_M),
        ("Halve marathon van de Polder", _HALF_M),
    ),
}
"""By calendar week: names that people give to races, one year after the other. All are made up."""

_SLOWER = {_FIVE_M: 1.0, _TEN_M: 0.97, _HALF_M: 0.92, _MARATHON_M: 0.84}
"""Speed as a share of that over 5 km: about what Riegel's power law of 1.06 gives."""

_ULTRA_AT, _ULTRA_M, _ULTRA_PACE = (0.55, 0.82), (52_000.0, 74_000.0), 0.8
"""When ultras are run [share of the life], how long they are [m], and their speed as a multiple of easy; our choice."""

_TREADMILL_WEEKS = (2, 3)
"""Calendar weeks on the treadmill."""

_TRAVEL_AT = (0.68, 0.95)
"""When journeys are made [share of the life]; our choice."""

_LONELY = timedelta(days=3 * 365)
"""How long before everything else the lonely run lies; our choice."""


def races(season: Season, _: np.random.Generator) -> Told:
    """Some races a year, in place of Sunday's run; only some files flag them."""
    happened = []
    for week in range(season.weeks):
        sunday = season.monday(week) + timedelta(days=6)
        year, number, _day = sunday.isocalendar()
        if number in RACES and season.runs(sunday, 1):
            name, distance_m = RACES[number][year % len(RACES[number])]
            speed_mps = season.runner.easy_mps * PACE[Kind.RACE] * _SLOWER[distance_m]
            race = replace(
                run(season.runner, sunday, Kind.RACE, distance_m, minute=9 * 60 + 30),
                name=name,
                duration_s=distance_m / speed_mps,
            )
            season = _instead(season, race)
            happened.append(_on("races", race, f"{name}, {distance_m / 1000:.1f} km"))
    return season, happened


def ultras(season: Season, _: np.random.Generator) -> Told:
    """Two ultras, far beyond any other run."""
    happened = []
    for share, distance_m in zip(_ULTRA_AT, _ULTRA_M, strict=True):
        sunday = season.monday(_running_week(season, share)) + timedelta(days=6)
        ultra = replace(
            run(season.runner, sunday, Kind.RACE, distance_m, minute=6 * 60),
            name="Ultra trail",
            sub_sport="trail",
            duration_s=distance_m / (_ULTRA_PACE * season.runner.easy_mps),
        )
        season = _instead(season, ultra)
        happened.append(_on("ultras", ultra, f"{distance_m / 1000:.0f} km"))
    return season, happened


def treadmill_weeks(season: Season, _: np.random.Generator) -> Told:
    """Two weeks each January on the treadmill: no position in any file."""
    happened = []
    for week in range(season.weeks):
        monday = season.monday(week)
        if monday.isocalendar().week in _TREADMILL_WEEKS and season.runs(monday, 7):
            season = season.changed(monday, 7, lambda s: replace(s, sub_sport="treadmill"))
            last = monday + timedelta(days=6)
            happened.append(
                Happened(kind="treadmill-weeks", first=monday, last=last, says="every run on the treadmill")
            )
    return season, happened


def swims(season: Season, rng: np.random.Generator) -> Told:
    """A swim of 1,500 m in the pool on some Wednesdays at noon."""
    days = [season.monday(week) + timedelta(days=2) for week in range(season.weeks) if rng.random() < 0.25]  # noqa: PLR2004 - a quarter
    made = [
        Session(
            day=day,
            minute=12 * 60,
            kind=Kind.SWIM,
            duration_s=2_400.0,
            distance_m=1_500.0,
            rpe=RPE[Kind.SWIM],
            sub_sport="lap_swimming",
        )
        for day in days
    ]
    lived = {session.day for session in season.sessions}
    swum = [swim for swim in made if lived & {swim.day + timedelta(days=day) for day in range(-2, 5)}]
    return season.with_sessions([*season.sessions, *swum]), [_on("swims", session, "1.5 km") for session in swum]


def travel(season: Season, _: np.random.Generator) -> Told:
    """A morning run in Auckland, a flight, and a late one in Los Angeles on the local day before."""
    happened = []
    for share in _TRAVEL_AT:
        day = season.monday(_running_week(season, share)) + timedelta(days=4)
        away = [
            replace(run(season.runner, day - timedelta(days=2), Kind.EASY, 6_000.0, minute=420), place="auckland"),
            replace(run(season.runner, day, Kind.EASY, 5_000.0, minute=330), place="auckland"),
            replace(run(season.runner, day - timedelta(days=1), Kind.EASY, 4_000.0, minute=1405), place="los angeles"),
        ]
        days = {day + timedelta(days=back) for back in range(-3, 2)}
        season = season.with_sessions([*(s for s in season.sessions if s.day not in days), *away])
        says = "three runs away; the last, in Los Angeles, is later and on an earlier local day than the one before"
        happened.append(
            Happened(kind="travel", first=min(s.day for s in away), last=max(s.day for s in away), says=says)
        )
    return season, happened


def lonely(season: Season, _: np.random.Generator) -> Told:
    """One run three years before all others."""
    old = run(season.runner, season.first - _LONELY, Kind.EASY, 5_000.0)
    return season.with_sessions([*season.sessions, old]), [_on("lonely", old, "5 km, three years before all others")]


def _running_week(season: Season, share: float) -> int:
    """The first week from a share of the life on in which there are two runs: nothing is put into a hole or a break."""
    weeks = range(int(share * season.weeks), season.weeks - 1)
    return next((week for week in weeks if len(season.runs(season.monday(week), 7)) > 1), weeks[0])


def _instead(season: Season, one: Session) -> Season:
    """The season with one run in place of all runs of its day."""
    return season.with_sessions([*(s for s in season.sessions if not (s.is_run and s.day == one.day)), one])


def _on(kind: str, one: Session, says: str) -> Happened:
    return Happened(kind=kind, first=one.day, last=one.day, says=says)
