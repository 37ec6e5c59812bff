"""How each pattern is put into a season: one function each; the first line of its docstring says what it does.

Every function takes the season and the week in which the pattern begins, counted from 0.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from runrisk.simulate.session import RPE, Kind, Season, Session, run
from runrisk.simulate.side_habits import SidePolicy

FREE_DAYS = 29
"""Days without any activity in a planted break: a day more than the 28 that the rule asks for."""

STREAK_DAYS = 24
"""Days in a row with a run in a planted streak: beyond the 21 that the rule asks for."""

_JOG_M = 3_000.0
"""Length of a run on a day that was free [m]; our choice: enough for `run-streak` to count it."""

_AFTER_BREAK = (2, 4, 5)
"""Days after the first run of a planted return on which easy runs follow; our choice."""

_SUNDAY = 6

_RESTED = (0.8, 0.0, 1.0, 0.7, 0.9, 1.0, 1.3)
"""Shape of a week with one free day, Monday first."""


def spike(season: Season, week: int) -> Season:
    """Sunday's run is 1.6 times the longest of the 30 days before."""
    sunday = season.monday(week) + timedelta(days=6)
    long = run(season.runner, sunday, Kind.LONG, round(1.6 * season.longest_m(sunday), -1), minute=9 * 60)
    others = [s for s in season.sessions if not (s.is_run and s.day == sunday)]
    return season.with_sessions([*others, _worn(season, long)])


def _worn(season: Season, session: Session) -> Session:
    """The same session in shoes the runner already has."""
    return replace(session, shoe=next((s.shoe for s in season.sessions if s.shoe), None))


def _filled(season: Season, week: int, shape: Sequence[float], total_m: float) -> Season:
    """Put a week's runs in anew: seven days of a given shape [shares], `total_m` together [m].

    No run gets longer than 1.07 times the longest of the 30 days before: a big week is not a long run.
    """
    monday = season.monday(week)
    cap_m = 1.07 * season.longest_m(monday)
    runs = [
        _worn(season, run(season.runner, monday + timedelta(days=day), kind, distance_m))
        for day, share in enumerate(shape)
        if share > 0
        for distance_m in [round(min(total_m * share / sum(shape), cap_m), -1)]
        for kind in [Kind.LONG if share > sorted(shape)[-2] else Kind.EASY]
    ]
    days = {monday + timedelta(days=day) for day in range(7)}
    others = [s for s in season.sessions if not (s.is_run and s.day in days)]
    return season.with_sessions([*others, *runs])


def _mean_week_m(season: Season, week: int, weeks: int) -> float:
    """Mean distance of the weeks before a week [m]."""
    return season.distance_m(season.monday(week - weeks), 7 * weeks) / weeks


def jump(season: Season, week: int) -> Season:
    """One week of 1.8 times the mean of the four before."""
    return _filled(season, week, (0, 1.0, 0.8, 1.1, 0.7, 1.0, 1.4), 1.8 * _mean_week_m(season, week, 4))


def ramp(season: Season, week: int) -> Season:
    """Two weeks of 1.5 times the two before."""
    total_m = 1.5 * _mean_week_m(season, week, 2)
    for number in (week, week + 1):
        season = _filled(season, number, (0, 1.0, 0.7, 1.1, 0, 0.8, 1.5), total_m)
    return season


def streak(season: Season, week: int) -> Season:
    """A short run on every free day of 24; easy runs get shorter, so that the volume stays as it was."""
    first = season.monday(week)
    runs = season.runs(first, STREAK_DAYS)
    free = {first + timedelta(days=day) for day in range(STREAK_DAYS)} - {session.day for session in runs}
    jogs = [_worn(season, run(season.runner, day, Kind.EASY, _JOG_M)) for day in free]
    short_m = sum(session.distance_m for session in runs if session.kind is not Kind.LONG)
    share = max(0.0, short_m - _JOG_M * len(jogs)) / max(short_m, 1.0)

    def shortened(session: Session) -> Session:
        return (
            session if session.kind is Kind.LONG else session.over(round(max(share * session.distance_m, _JOG_M), -1))
        )

    changed = season.changed(first, STREAK_DAYS, shortened)
    return changed.with_sessions([*changed.sessions, *jogs])


def no_rest(season: Season, week: int) -> Season:
    """Six runs a week and strength work on the seventh day, four weeks long: no day off at all."""
    for number in range(week, week + 4):
        season = _filled(season, number, _RESTED, season.distance_m(season.monday(number), 7))
        tuesday = season.monday(number) + timedelta(days=_RESTED.index(0.0))
        season = season.with_sessions([*season.sessions, _strength(tuesday)])
    return season


def _strength(day: date) -> Session:
    return Session(
        day=day,
        minute=1200,
        kind=Kind.STRENGTH,
        duration_s=1800.0,
        distance_m=0.0,
        rpe=4,
        sub_sport="strength_training",
    )


def monotony(season: Season, week: int) -> Season:
    """Three weeks of six equal runs and nothing else: a monotony of 2.3 to 2.5."""
    for number in range(week, week + 3):
        season = _filled(season, number, (0, 1, 1, 1, 1, 1, 1), season.distance_m(season.monday(number), 7))
    first, last = season.monday(week), season.monday(week + 3)
    return season.with_sessions([s for s in season.sessions if s.is_run or not first <= s.day < last])


def return_after_break(season: Season, week: int) -> Season:
    """29 days without any activity, then a long run at once and a week as full as the four before."""
    first = season.monday(week)
    back = first + timedelta(days=FREE_DAYS)
    long_m = season.longest_m(first)
    rest_m = round(max(_mean_week_m(season, week, 4) - long_m, 0.0) / len(_AFTER_BREAK), -1)
    runs = [run(season.runner, back, Kind.LONG, round(long_m, -1))]
    runs += [run(season.runner, back + timedelta(days=day), Kind.EASY, rest_m) for day in _AFTER_BREAK if rest_m]
    days = {back + timedelta(days=day) for day in range(7)}
    kept = [s for s in season.sessions if not (first <= s.day < back or (s.is_run and s.day in days))]
    return season.with_sessions([*kept, *(_worn(season, session) for session in runs)])


def low_base(season: Season, _: int) -> Season:
    """One run of 6 km a week all season, two in some weeks."""
    kept = [s for s in season.sessions if not s.is_run or s.day.weekday() == _SUNDAY or s.day.toordinal() % 21 == 0]
    return season.with_sessions([replace(s.over(6_000.0), kind=Kind.EASY) if s.is_run else s for s in kept])


def keep_left(season: Season, _: int) -> Season:
    """Every street on the left, whichever way it is run."""
    return replace(season, policy=SidePolicy.LEFT)


def one_way(season: Season, _: int) -> Season:
    """Every loop anticlockwise."""
    return replace(season, one_way=True)


def track_laps(season: Season, week: int) -> Season:
    """Tuesday's run of five weeks on a 400 m track, all laps anticlockwise."""
    first = season.monday(week)
    return season.changed(
        first, 35, lambda s: replace(s.over(8_000.0), sub_sport="track") if s.day.weekday() == 1 else s
    )


def hills(season: Season, week: int) -> Season:
    """Sunday's run in the hills: eight times the usual descent."""
    sunday = season.monday(week) + timedelta(days=6)
    flat = [s for s in season.sessions if not (s.is_run and s.day == sunday)]
    hilly = replace(
        run(season.runner, sunday, Kind.LONG, season.runner.long_m, minute=540), hill=8.0, sub_sport="trail"
    )
    return season.with_sessions([*flat, _worn(season, hilly)])


def trails(season: Season, week: int) -> Season:
    """Every run on trails from a week on."""
    return season.changed(season.monday(week), 7 * season.weeks, lambda s: replace(s, sub_sport="trail"))


def balance_shift(season: Season, week: int) -> Season:
    """1.8 percentage points more contact on the left foot from a week on."""
    return season.changed(season.monday(week), 7 * season.weeks, lambda s: replace(s, contact_shift_pct=1.8))


def low_cadence(season: Season, _: int) -> Season:
    """157 steps a minute at easy speed, all season."""
    return replace(season, runner=replace(season.runner, cadence_spm=157.0))


def one_pair(season: Season, _: int) -> Season:
    """One pair of shoes for every run."""
    return season.changed(season.first, 7 * season.weeks, lambda s: replace(s, shoe="blue pair"))


def hard_days(season: Season, week: int) -> Season:
    """Tempo runs on Tuesday, Wednesday, Thursday and Friday."""
    return _hard(season, week, (1, 2, 3, 4))


def intensity(season: Season, week: int) -> Season:
    """Three tempo runs in a week, not on neighbouring days."""
    return _hard(season, week, (1, 3, 5))


def _hard(season: Season, week: int, weekdays: Sequence[int]) -> Season:
    days = [season.monday(week) + timedelta(days=day) for day in weekdays]
    others = [s for s in season.sessions if not (s.is_run and s.day in days)]
    hard = [_worn(season, run(season.runner, day, Kind.TEMPO, 1.1 * season.runner.easy_m)) for day in days]
    return season.with_sessions([*others, *(replace(session, rpe=RPE[Kind.TEMPO] + 1) for session in hard)])
