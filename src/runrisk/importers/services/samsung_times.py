"""Times and zones as Samsung Health writes them, in both its spellings."""

import re
from datetime import UTC, datetime, timedelta

from runrisk.importers.formats.xml_times import parse_time
from runrisk.importers.services.values import number

_OFFSET = re.compile(r"(?:UTC|GMT)?([+-])(\d{1,2}):?(\d{2})", re.IGNORECASE)
_EPOCH_MS = 1e11
"""A time beyond this is in milliseconds [s]: the year 5138."""
_LAST_MS = 4e12
"""The year 2096 [ms]: a later time is none."""
_FARTHEST_S = 14 * 3600
"""No zone lies farther from UTC [s]."""


def moment(cell: str) -> datetime | None:
    """A time in UTC: "2026-01-01 05:00:00.000", in newer exports milliseconds since 1970."""
    stated = number(cell)
    if stated is not None:
        return datetime.fromtimestamp(stated / 1000, UTC) if _EPOCH_MS < stated < _LAST_MS else None
    return parse_time(cell[:40])


def offset_s(cell: str) -> int | None:
    """Local time minus UTC [s], of "UTC+0100", "+01:00" or milliseconds."""
    stated, found = number(cell), _OFFSET.fullmatch(cell)
    if found:
        seconds = (int(found[2]) * 60 + int(found[3])) * (-60 if found[1] == "-" else 60)
    elif stated is not None and stated % 1000 == 0:
        seconds = int(stated / 1000)
    else:
        return None
    return seconds if abs(seconds) <= _FARTHEST_S else None


def local(at: datetime, zone: str) -> datetime:
    """A moment by the wall clock; UTC where the zone cannot be told."""
    return at + timedelta(seconds=offset_s(zone) or 0)
