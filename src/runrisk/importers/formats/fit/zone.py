"""The time zone that a FIT file claims."""

from runrisk.importers.formats.fit.decode import FitPart
from runrisk.importers.formats.fit.device import first_values

MAX_OFFSET_S = 14 * 3600
"""No time zone is further from UTC [s]."""

OFFSET_STEP_S = 15 * 60
"""Time zones differ by whole quarters of an hour [s]."""


def file_offset_s(part: FitPart) -> int | None:
    """Local time minus UTC as the activity message has it [s], where it can be a time zone at all."""
    stated = first_values(part, "activity", "local_timestamp", "timestamp")
    local, utc = stated["local_timestamp"], stated["timestamp"]
    if not isinstance(local, int) or not isinstance(utc, int):
        return None
    offset = local - utc
    return offset if abs(offset) <= MAX_OFFSET_S and offset % OFFSET_STEP_S == 0 else None
