"""Local time of an activity, offline: from the export, the position, the file, the caller, or else UTC."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo, available_timezones

import tzfpy

from runrisk.did_you_mean import nearest
from runrisk.errors import SettingsError
from runrisk.model import TzSource

ASSUMED_UTC = "Time zone unknown, UTC taken: runs near midnight may count for the wrong day (give --tz)."

_MAX_OFFSET_S = 14 * 3600
"""Largest offset in use on earth [s]: Kiribati, UTC+14 (IANA tz database)."""
_STEP_S = 15 * 60
"""All offsets in use are multiples of this [s] (IANA tz database)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LocalTime:
    """Local time minus UTC at the start [s], where it comes from, and what is odd about it."""

    offset_s: int
    source: TzSource
    warnings: tuple[str, ...] = ()


def zone_named(name: str | None) -> ZoneInfo | None:
    """The zone of a name such as Europe/Berlin; None for None.

    Raises:
        SettingsError: there is no zone of this name.
    """
    if name is None:
        return None
    try:
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError) as error:
        raise SettingsError(_no_zone(name)) from error


def _no_zone(name: str) -> str:
    near = nearest(name, sorted(available_timezones()))
    cure = f"Did you mean {near!r}?" if near else "Give a name such as Europe/Berlin or UTC"
    return f"{name!r} is no time zone. {cure}"


def local_time(
    start_utc: datetime,
    *,
    summary_offset_s: int | None = None,
    position: tuple[float, float] | None = None,
    file_offset_s: int | None = None,
    tz: ZoneInfo | None = None,
) -> LocalTime:
    """Decide on the local time at the start.

    Args:
        start_utc: aware.
        summary_offset_s: stated by a service's export beside its own UTC time: the surest [s].
        position: a real one, latitude and longitude [degrees].
        file_offset_s: claimed by the file [s]; one watch in five of the corpus is wrong, so it comes after the position.
        tz: what the caller says.
    """
    claimed = file_offset_s if _is_plausible(file_offset_s) else None
    if summary_offset_s is not None and _is_plausible(summary_offset_s):
        return LocalTime(offset_s=summary_offset_s, source=TzSource.SUMMARY)
    there = None if position is None else _offset_at(position, start_utc)
    if there is not None:
        return LocalTime(offset_s=there, source=TzSource.POSITION, warnings=_disagreement(there, claimed))
    if claimed is not None:
        return LocalTime(offset_s=claimed, source=TzSource.FILE)
    if tz is not None:
        return LocalTime(offset_s=_offset_in(tz, start_utc), source=TzSource.CONFIG)
    return LocalTime(offset_s=0, source=TzSource.ASSUMED, warnings=(ASSUMED_UTC,))


def _is_plausible(offset_s: int | None) -> bool:
    return offset_s is not None and abs(offset_s) <= _MAX_OFFSET_S and offset_s % _STEP_S == 0


def _offset_at(position: tuple[float, float], start_utc: datetime) -> int | None:
    lat_deg, lon_deg = position
    name = tzfpy.get_tz(lon_deg, lat_deg)
    try:
        return _offset_in(ZoneInfo(name), start_utc)
    except (KeyError, OSError, ValueError):
        return None


def _offset_in(zone: ZoneInfo, start_utc: datetime) -> int:
    """Offset of a zone [s], to the quarter hour: before 1972 zones had odd seconds."""
    offset = start_utc.astimezone(zone).utcoffset()
    return 0 if offset is None else round(offset.total_seconds() / _STEP_S) * _STEP_S


def _disagreement(there: int, claimed: int | None) -> tuple[str, ...]:
    if claimed is None or claimed == there:
        return ()
    return (f"The watch says UTC{_hours(claimed)}, the place says UTC{_hours(there)}: the place was taken.",)


def utc_offset_text(offset_s: int) -> str:
    """An offset such as UTC+02:00."""
    return f"UTC{_hours(offset_s)}"


def _hours(offset_s: int) -> str:
    minutes = abs(offset_s) // 60
    return f"{'-' if offset_s < 0 else '+'}{minutes // 60:02d}:{minutes % 60:02d}"
