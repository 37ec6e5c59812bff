"""The activities around a start that could be of one group with each other, and no others."""

from datetime import datetime

from runrisk.importers.day_rows import AROUND, day_only
from runrisk.importers.duplicates import LONGEST, closes
from runrisk.model import Activity
from runrisk.store import activity_table as rows
from runrisk.store.database import Database


def overlapping(database: Database, start_utc: datetime) -> list[Activity]:
    """Return the activities that overlap a start, directly or through others.

    Duplicates overlap, so drawing links among these gives what drawing them among all would.
    """
    first = last = start_utc
    while True:
        near = [
            activity
            for activity in _starting(database, first - LONGEST, last)
            if closes(activity) >= first and not day_only(activity)
        ]
        reach = (min([first, *(activity.start_utc for activity in near)]), max([last, *map(closes, near)]))
        if reach == (first, last):
            return near
        first, last = reach


def around_the_day(database: Database, start_utc: datetime) -> tuple[list[Activity], list[Activity]]:
    """Return the rows without a time of day around a start, and the recordings around them."""
    before, after = AROUND
    rows = [one for one in _starting(database, start_utc - after, start_utc + before) if day_only(one)]
    if not rows:
        return [], []
    first, last = min(row.start_utc for row in rows), max(row.start_utc for row in rows)
    near = _starting(database, first - before, last + after)
    return rows, [one for one in near if not day_only(one)]


def _starting(database: Database, earliest: datetime, latest: datetime) -> list[Activity]:
    found = database.rows(
        f"{rows.SELECT_ACTIVITIES} WHERE a.start_utc BETWEEN ? AND ?",
        (rows.moment(earliest), rows.moment(latest)),
    )
    return [rows.activity_of(row) for row in found]
