"""The activities around a start that could be of one group with each other, and no others."""

from datetime import datetime

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
        near = [activity for activity in _starting(database, first - LONGEST, last) if closes(activity) >= first]
        reach = (min([first, *(activity.start_utc for activity in near)]), max([last, *map(closes, near)]))
        if reach == (first, last):
            return near
        first, last = reach


def _starting(database: Database, earliest: datetime, latest: datetime) -> list[Activity]:
    found = database.rows(
        f"{rows.SELECT_ACTIVITIES} WHERE a.start_utc BETWEEN ? AND ?",
        (rows.moment(earliest), rows.moment(latest)),
    )
    return [rows.activity_of(row) for row in found]
