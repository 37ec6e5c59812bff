"""Sleep, resting heart rate and variability of Fitbit and Google Health, in the older JSON tables and the newer CSV ones.

The tables' names and columns are from public parsers and a written survey of one export. A value of 0 is "not measured".
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from runrisk.importers.containers.entries import Entry
from runrisk.importers.formats.xml_times import parse_time
from runrisk.importers.services.json_tables import json_in
from runrisk.importers.services.named_rows import named_rows
from runrisk.importers.services.samsung_times import local
from runrisk.importers.services.values import above_zero, items, mapping, text
from runrisk.model import Day

SOURCE = "Fitbit"
_MINUTE_S = 60.0


def fitbit_days(tables: Mapping[str, Entry]) -> Iterator[Day]:
    """Give what the tables tell; of several sleeps that end on a day the longest last, so that it counts and naps do not.

    Raises:
        FileError: a table cannot be read.
    """
    nights: list[tuple[float, date]] = []
    for path, entry in sorted(tables.items()):
        for kind, (mark, read) in _TABLES.items():
            if mark.search(path):
                values = [(value, day) for day, value in read(entry) if day is not None and value]
                if kind == "sleep_s":
                    nights += values
                else:
                    yield from (Day(day=day, source=SOURCE, **{kind.rstrip("+"): value}) for value, day in values)
    yield from (Day(day=day, source=SOURCE, sleep_s=seconds) for seconds, day in sorted(nights))


def is_day_table(path: str) -> bool:
    """Whether a file is one of these tables, by its path."""
    return any(mark.search(path) for mark, _ in _TABLES.values())


_Values = Iterator[tuple[date | None, float | None]]


def _nights(entry: Entry) -> _Values:
    """Sleeps of either layout."""
    if entry.inner.lower().endswith(".json"):
        for one in map(mapping, items(json_in(entry))):
            yield _day(one.get("dateOfSleep")), above_zero(one.get("minutesAsleep"), _MINUTE_S)
        return
    for _, row in named_rows(entry, ("sleep_end", "minutes_asleep")):
        end = parse_time(row.get("sleep_end", "")[:40])
        day = None if end is None else local(end, row.get("end_utc_offset", "")).date()
        yield day, above_zero(row.get("minutes_asleep"), _MINUTE_S)


def _resting(entry: Entry) -> _Values:
    for one in map(mapping, items(json_in(entry))):
        stated = mapping(one.get("value"))
        yield _american(stated.get("date")), above_zero(stated.get("value"))


def _resting_rows(entry: Entry) -> _Values:
    for _, row in named_rows(entry, ("timestamp", "beats per minute")):
        yield _nearest_day(row.get("timestamp", "")), above_zero(row.get("beats per minute"))


def _variability(entry: Entry) -> _Values:
    for _, row in named_rows(entry, ("timestamp", "rmssd")):
        yield _day(row.get("timestamp")), above_zero(row.get("rmssd"))


def _day(given: Any) -> date | None:
    try:
        return date.fromisoformat(text(given)[:10])
    except ValueError:
        return None


def _american(given: Any) -> date | None:
    try:
        return datetime.strptime(text(given)[:8], "%m/%d/%y").date()  # noqa: DTZ007 - a day
    except ValueError:
        return None


def _nearest_day(given: str) -> date | None:
    """The local day: some exports write it as midnight in UTC, others local midnight as UTC; the nearest midnight is both."""
    at = parse_time(given[:40])
    return None if at is None else (at + timedelta(hours=12)).date()


_TABLES: Mapping[str, tuple[re.Pattern[str], Callable[[Entry], _Values]]] = {
    "sleep_s": (re.compile(r"(^|/)(sleep-[\d-]+\.json|UserSleeps_[\d-]+\.csv)$", re.IGNORECASE), _nights),
    "resting_hr_bpm": (re.compile(r"(^|/)resting_heart_rate-[\d-]+\.json$", re.IGNORECASE), _resting),
    "resting_hr_bpm+": (re.compile(r"(^|/)daily_resting_heart_rate[^/]*\.csv$", re.IGNORECASE), _resting_rows),
    "hrv_rmssd_ms": (
        re.compile(r"(^|/)Daily Heart Rate Variability Summary[^/]*\.csv$", re.IGNORECASE),
        _variability,
    ),
}
"""By what they tell ("+" behind a second table of the same): the names of the tables and who reads one."""
