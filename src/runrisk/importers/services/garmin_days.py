"""Sleep, resting heart rate and its variability in Garmin Connect's whole export, each in tables of about a hundred days.

The date of a night in them is the day it ends on.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from runrisk.importers.services.values import above_zero, items, mapping, number, text
from runrisk.model import Day

DAY_TABLE = re.compile(
    r"(?:^|/)(?:[^/]*_(?P<sleep>sleepData)|(?P<daily>UDSFile)_[^/]*|[^/]*_(?P<status>healthStatusData))(?: ?\(\d+\))?\.json$",
    re.IGNORECASE,
)
"""Names of these tables; "(1)" is what a browser puts behind a second download."""

_PHASES = ("deepSleepSeconds", "lightSleepSeconds", "remSleepSeconds")
"""What sleep is the sum of; older watches tell no dreams. Time awake and time without a reading are left out."""


def garmin_days(path: str, content: Any) -> Iterator[Day]:
    """Give what a table whose path DAY_TABLE matches tells of each day; an empty night tells nothing."""
    found = DAY_TABLE.search(path)
    kind = found.lastgroup if found else None
    for one in map(mapping, items(content)):
        day = day_named(one.get("calendarDate"))
        values = _VALUES[kind](one) if kind else {}
        if day is not None and any(values.values()):
            yield Day(day=day, source="Garmin", **values)


def day_named(given: Any) -> date | None:
    """The day of "2026-03-01", with or without a time behind it."""
    try:
        return date.fromisoformat(text(given)[:10])
    except ValueError:
        return None


def _sleep(night: Mapping[str, Any]) -> dict[str, float | None]:
    return {"sleep_s": sum(number(night.get(phase)) or 0.0 for phase in _PHASES) or None}


def _daily(day: Mapping[str, Any]) -> dict[str, float | None]:
    return {"resting_hr_bpm": above_zero(day.get("restingHeartRate"))}


def _status(night: Mapping[str, Any]) -> dict[str, float | None]:
    metrics = map(mapping, items(night.get("metrics")))
    return {"hrv_rmssd_ms": next((above_zero(one.get("value")) for one in metrics if one.get("type") == "HRV"), None)}


_VALUES: Mapping[str, Callable[[Mapping[str, Any]], dict[str, float | None]]] = {
    "sleep": _sleep,
    "daily": _daily,
    "status": _status,
}
