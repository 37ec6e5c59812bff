"""Rows of tables that know a day and no time of it: each stands for the run of that day that it is like.

Time tells nothing of them, so day, sport and distance do. They are the shadow of a recording and never its place.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import timedelta

from runrisk.importers.duplicates import Match, PathOf, agree, find_matches, no_path
from runrisk.importers.recording import NO_TIME_OF_DAY
from runrisk.model import Activity

AROUND = timedelta(hours=14), timedelta(hours=38)
"""A run of that day can start so long before or after the row's midnight, in whatever zones (UTC-12 to UTC+14)."""
_RATIO = 0.9
"""The distances, or else the durations, differ by no more. Our choice: a table rounds and a watch is corrected, while two
runs of one day are seldom so alike."""


def day_only(activity: Activity) -> bool:
    """Whether only the day of an activity is known."""
    return NO_TIME_OF_DAY in activity.warnings


def all_matches(
    activities: Sequence[Activity], kept_apart: Collection[str] = (), path_of: PathOf = no_path
) -> tuple[Match, ...]:
    """Return who stands for whom: those that overlap in time (`find_matches`), then rows of a day.

    The order of `activities` does not matter.

    Args:
        activities: as they were read; ids are distinct.
        kept_apart: ids that are no duplicate of anything.
        path_of: reads the path of an activity.
    """
    timed = [activity for activity in activities if not day_only(activity)]
    found = find_matches(timed, kept_apart, path_of)
    shadows = {match.shadow for match in found} | set(kept_apart)
    rows = [activity for activity in activities if day_only(activity) and activity.id not in kept_apart]
    return (*found, *day_matches(rows, [activity for activity in timed if activity.id not in shadows]))


def day_matches(rows: Iterable[Activity], counted: Iterable[Activity]) -> tuple[Match, ...]:
    """Which run stands for which row; one run for one row of a table."""
    by_day: dict[object, list[Activity]] = {}
    for activity in sorted(counted, key=lambda one: (one.start_utc, one.id)):
        by_day.setdefault(activity.local_day, []).append(activity)
    taken: set[tuple[str, str]] = set()
    found = []
    for row in sorted(rows, key=lambda one: (one.start_utc, one.id)):
        table = row.source.name.partition(",")[0]
        free = [one for one in by_day.get(row.local_day, ()) if (table, one.id) not in taken and _like(row, one)]
        if free:
            best = max(free, key=lambda one: _ratio(row, one))
            taken.add((table, best.id))
            reason = f"the same run as {best.source.name}: of that day, as long"
            found.append(Match(shadow=row.id, counted=best.id, reason=reason))
    return tuple(found)


def _like(row: Activity, other: Activity) -> bool:
    return agree(row.sport, other.sport) and _ratio(row, other) >= _RATIO


def _ratio(row: Activity, other: Activity) -> float:
    """The smaller over the larger: of the distances, where one is not known of the durations; 0 where neither tells."""
    measures: tuple[Callable[[Activity], float | None], ...] = (lambda one: one.distance_m, lambda one: one.spent_s)
    for measure in measures:
        pair = measure(row), measure(other)
        if pair[0] and pair[1]:
            return min(pair[0], pair[1]) / max(pair[0], pair[1])
    return 0.0
