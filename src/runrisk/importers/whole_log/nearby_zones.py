"""The time zone of an activity that names none: that of the runner's nearest activities which know theirs."""

from bisect import bisect
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from runrisk.importers.cleaning.timezones import ASSUMED_UTC, utc_offset_text
from runrisk.model import Activity, TzSource

NEAREST = 3
"""The offset that most of so many activities have is taken: one of them may be odd. Our choice."""
IN_UTC = frozenset({"fit", "tcx", "gpx"})
"""Formats whose times are UTC. A row of a table without a zone is local time already, and keeps its day."""
REACH = timedelta(days=366)
"""Activities further away tell nothing of where the runner was. Our choice."""


def zones_taken(activities: Sequence[Activity]) -> Iterator[Activity]:
    """The activities for which UTC was assumed, at the offset of those around them; `activities` are in order."""
    sure = [activity for activity in activities if activity.tz_source not in {TzSource.ASSUMED, TzSource.NEAREST}]
    starts = [activity.start_utc for activity in sure]
    for activity in activities:
        if activity.tz_source is TzSource.ASSUMED and activity.source.format in IN_UTC:
            at = bisect(starts, activity.start_utc)
            around = sure[max(at - NEAREST, 0) : at + NEAREST]
            around = [one for one in around if abs(one.start_utc - activity.start_utc) <= REACH]
            around.sort(key=lambda one: (abs(one.start_utc - activity.start_utc), one.id))
            if around:
                yield _at_offset(activity, _usual([one.utc_offset_s for one in around[:NEAREST]]))


def _usual(offsets_s: Sequence[int]) -> int:
    """The most frequent offset; of equally frequent ones the nearest, which comes first."""
    return Counter(offsets_s).most_common(1)[0][0]


def _at_offset(activity: Activity, offset_s: int) -> Activity:
    kept = tuple(warning for warning in activity.warnings if warning != ASSUMED_UTC)
    taken = replace(activity, utc_offset_s=offset_s, tz_source=TzSource.NEAREST)
    return replace(taken, warnings=(*kept, *zone_said(taken)))


def zone_said(activity: Activity) -> tuple[str, ...]:
    """The warning of an activity whose zone was taken from others; nothing for any other."""
    if activity.tz_source is not TzSource.NEAREST:
        return ()
    there = utc_offset_text(activity.utc_offset_s)
    return (f"Time zone unknown: {there} was taken from the nearest activities that know theirs (or give --tz).",)
