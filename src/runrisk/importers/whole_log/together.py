"""The activities of a log as they stand beside each other; the same for files that are read and for a library."""

from collections.abc import Iterable, Sequence

from runrisk.importers.whole_log.dates import wrongly_dated
from runrisk.importers.whole_log.hours import said_hours
from runrisk.importers.whole_log.nearby_zones import zones_taken
from runrisk.importers.whole_log.unnamed_sports import sport_taken
from runrisk.model import Activity


def told_together(activities: Iterable[Activity]) -> tuple[Activity, ...]:
    """Return the activities, by local day, with what the others tell of each; the order they come in does not matter.

    What does not count (a duplicate, one left out, one with a wrong date) tells nothing of the others.
    """
    known = {activity.id: activity for activity in activities}
    known |= {activity.id: activity for activity in wrongly_dated(_counting(known.values()))}
    for step in (zones_taken, said_hours, _with_sports):
        known |= {activity.id: activity for activity in step(_counting(known.values()))}
    return tuple(sorted(known.values(), key=lambda activity: activity.in_order))


def _with_sports(counting: Sequence[Activity]) -> Iterable[Activity]:
    return [sport_taken(activity) for activity in counting]


def _counting(activities: Iterable[Activity]) -> list[Activity]:
    those = (one for one in activities if one.duplicate_of is None and one.counts and one.dated)
    return sorted(those, key=lambda one: (one.start_utc, one.id))
