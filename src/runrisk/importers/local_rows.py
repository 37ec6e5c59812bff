"""Rows of tables that know the wall clock of an unknown zone, or a day and no time: each stands for the run it is like.

Their start stands as if it were UTC, so that overlap in time tells nothing beside recordings, which know UTC: the local
clock does, with sport and distance; of a row without a time of day, the day does. They are the shadow of a recording,
never its place.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import UTC, datetime, timedelta

from runrisk.importers.duplicates import Match, PathOf, agree, find_matches, no_path
from runrisk.importers.recording import CLOCK_OF_SOME_ZONE, NO_TIME_OF_DAY
from runrisk.model import Activity

AROUND = timedelta(hours=14), timedelta(hours=38)
"""A run can start so long before or after a row of its day as it stands, in whatever zones (UTC-12 to UTC+14)."""
_SAME_CLOCK = timedelta(minutes=5)
"""A table's start and a recording's differ by no more. Our choice: services round, and a watch waits for its fix."""
_RATIO = 0.9
"""The distances, or else the durations, differ by no more. Our choice: a table rounds and a watch is corrected, while two
runs of one day are seldom so alike."""


def is_local(activity: Activity) -> bool:
    """Whether only the wall clock of an activity is known, or only its day."""
    return day_only(activity) or CLOCK_OF_SOME_ZONE in activity.warnings


def day_only(activity: Activity) -> bool:
    """Whether only the day of an activity is known."""
    return NO_TIME_OF_DAY in activity.warnings


def all_matches(
    activities: Sequence[Activity], kept_apart: Collection[str] = (), path_of: PathOf = no_path
) -> tuple[Match, ...]:
    """Return who stands for whom: what overlaps in time (`find_matches`), then local rows.

    The order of `activities` does not matter.

    Args:
        activities: as they were read; ids are distinct.
        kept_apart: ids that are no duplicate of anything.
        path_of: reads the path of an activity.
    """
    timed = [activity for activity in activities if not is_local(activity)]
    found = find_matches(timed, kept_apart, path_of)
    shadows = {match.shadow for match in found}
    rows = [activity for activity in activities if is_local(activity)]
    return (*found, *local_matches(rows, [one for one in timed if one.id not in shadows], kept_apart))


def local_matches(
    rows: Sequence[Activity], counted: Iterable[Activity], kept_apart: Collection[str] = ()
) -> tuple[Match, ...]:
    """Which run stands for which local row: rows of one clock among themselves, then recordings; one for one of a table.

    Args:
        rows: local ones only.
        counted: recordings that count.
        kept_apart: ids that are no duplicate of anything.
    """
    among = find_matches([row for row in rows if not day_only(row)], kept_apart)
    shadows = {match.shadow for match in among}
    left = [row for row in rows if row.id not in shadows and row.id not in kept_apart]
    recordings = [one for one in counted if one.id not in kept_apart]
    clocks = [row for row in left if not day_only(row)]
    found = _one_for_one(clocks, recordings)
    taken = {match.shadow for match in found}
    held = {match.shadow: match.counted for match in found}
    days = _one_for_one(
        [row for row in left if day_only(row)], [*recordings, *(row for row in clocks if row.id not in taken)]
    )
    # What stands for a row that a recording stands for is that recording.
    return (
        *(
            Match(shadow=m.shadow, counted=held.get(m.counted, m.counted), reason=m.reason, asked=m.asked)
            for m in among
        ),
        *found,
        *days,
    )


def _one_for_one(rows: Iterable[Activity], counted: Iterable[Activity]) -> tuple[Match, ...]:
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
            how = "of that day, as long" if day_only(row) else "by the clock of that place, as long"
            found.append(Match(shadow=row.id, counted=best.id, reason=f"the same run as {best.source.name}: {how}"))
    return tuple(found)


def _like(row: Activity, other: Activity) -> bool:
    clocks = day_only(row) or abs(_clock(row) - _clock(other)) <= _SAME_CLOCK
    return clocks and agree(row.sport, other.sport) and _ratio(row, other) >= _RATIO


def _clock(activity: Activity) -> datetime:
    return (activity.start_utc + timedelta(seconds=activity.utc_offset_s)).astimezone(UTC)


def _ratio(row: Activity, other: Activity) -> float:
    """The smaller over the larger: of the distances, where one is not known of the durations; 0 where neither tells."""
    measures: tuple[Callable[[Activity], float | None], ...] = (lambda one: one.distance_m, lambda one: one.spent_s)
    for measure in measures:
        pair = measure(row), measure(other)
        if pair[0] and pair[1]:
            return min(pair[0], pair[1]) / max(pair[0], pair[1])
    return 0.0
