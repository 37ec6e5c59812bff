"""Nights in Samsung Health: the time asleep by the stages of a sleep, or as its own table states it.

The tables' names and columns are from public parsers; that `sleep_duration` counts minutes is from memory.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime

from runrisk.importers.containers.entries import Entry
from runrisk.importers.services.named_rows import named_rows
from runrisk.importers.services.samsung_times import local, moment
from runrisk.importers.services.values import above_zero
from runrisk.model import Day

SLEEP = re.compile(r"(^|/)com\.samsung\.s?health\.sleep\.[^/]*csv$", re.IGNORECASE)
STAGES = re.compile(r"(^|/)com\.samsung\.s?health\.sleep_stage\.[^/]*csv$", re.IGNORECASE)
_ASLEEP = frozenset({"40002", "40003", "40004"})
"""Stages: light, deep, REM; 40001 is awake."""
_MINUTE_S = 60.0
_LONGEST_S = 86_400.0


def samsung_days(tables: Mapping[str, Entry]) -> Iterator[Day]:
    """Give the longest sleep of each day it ends on last, so that it counts and naps do not.

    Raises:
        FileError: a table cannot be read.
    """
    asleep_s = _by_stages(entry for path, entry in tables.items() if STAGES.search(path))
    nights = []
    for entry in (entry for path, entry in tables.items() if SLEEP.search(path)):
        for _, row in named_rows(entry, ("start_time", "end_time", "datauuid")):
            begin, end = moment(row.get("start_time", "")), moment(row.get("end_time", ""))
            seconds = asleep_s.get(row.get("datauuid", "")) or _stated_s(row, begin, end)
            if end is not None and seconds:
                nights.append((seconds, local(end, row.get("time_offset", "")).date()))
    for seconds, day in sorted(nights):
        yield Day(day=day, source="Samsung Health", sleep_s=seconds)


def _by_stages(entries: Iterator[Entry]) -> dict[str, float]:
    """Seconds asleep, by the sleep's number."""
    found: dict[str, float] = {}
    for entry in entries:
        for _, row in named_rows(entry, ("start_time", "end_time", "sleep_id", "stage")):
            begin, end = moment(row.get("start_time", "")), moment(row.get("end_time", ""))
            if row.get("stage") in _ASLEEP and begin and end and begin < end:
                key = row.get("sleep_id", "")
                found[key] = found.get(key, 0.0) + (end - begin).total_seconds()
    return found


def _stated_s(row: Mapping[str, str], begin: datetime | None, end: datetime | None) -> float | None:
    """What the table itself states, where that fits between begin and end; None otherwise: in bed is not asleep."""
    seconds = above_zero(row.get("sleep_duration"), _MINUTE_S)
    if seconds is None or begin is None or end is None:
        return None
    return seconds if seconds <= min((end - begin).total_seconds() + _MINUTE_S, _LONGEST_S) else None
