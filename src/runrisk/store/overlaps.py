"""The activities around a start that could be of one group with each other, and no others."""

from datetime import datetime

from runrisk.importers.duplicates import LONGEST, closes
from runrisk.importers.local_rows import AROUND, is_local
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
            if closes(activity) >= first and not is_local(activity)
        ]
        reach = (min([first, *(activity.start_utc for activity in near)]), max([last, *map(closes, near)]))
        if reach == (first, last):
            return near
        first, last = reach


def near_enough(row: Activity, start_utc: datetime) -> bool:
    """Whether a local row can be of the run that starts then."""
    before, after = AROUND
    return -after <= row.start_utc - start_utc <= before


def local_rows_around(database: Database, start_utc: datetime) -> tuple[list[Activity], list[Activity]]:
    """Return the local rows around a start and those around them, and the recordings around all of these."""
    before, after = AROUND
    first, last = start_utc - after - after, start_utc + before + before
    rows = [one for one in _starting(database, first, last) if is_local(one)]
    if not any(near_enough(row, start_utc) for row in rows):
        return [], []
    return rows, [one for one in _starting(database, first - before, last + after) if not is_local(one)]


def _starting(database: Database, earliest: datetime, latest: datetime) -> list[Activity]:
    found = database.rows(
        f"{rows.SELECT_ACTIVITIES} WHERE a.start_utc BETWEEN ? AND ?",
        (rows.moment(earliest), rows.moment(latest)),
    )
    return [rows.activity_of(row) for row in found]
