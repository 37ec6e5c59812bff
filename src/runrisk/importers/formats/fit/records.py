"""The record messages of a session as the log's samples."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from runrisk.importers.cleaning.cadence import both_feet
from runrisk.importers.formats.fit.decode import FitPart
from runrisk.importers.formats.fit.linked import linked_fields
from runrisk.importers.formats.fit.messages_table import Table
from runrisk.importers.formats.fit.pauses import segments
from runrisk.importers.formats.fit.rows import Numbers
from runrisk.model import Samples, Sport

DEGREES_PER_SEMICIRCLE = 180 / 2**31
"""FIT profile: positions are fractions of half a turn."""

BALANCE_PCT = (40.0, 60.0)
"""Shares of contact time outside are sensor faults [%]: watches write 0 and 37.5 (formats seen in real files)."""

_FIELDS: Mapping[str, tuple[str, ...]] = {
    "altitude_m": ("enhanced_altitude", "altitude"),
    "distance_m": ("distance",),
    "speed_mps": ("enhanced_speed", "speed"),
    "heart_rate_bpm": ("heart_rate",),
    "power_w": ("power",),
    "contact_ms": ("stance_time",),
    "oscillation_mm": ("vertical_oscillation",),
    "vertical_ratio_pct": ("vertical_ratio",),
    "step_length_mm": ("step_length",),
    "temperature_c": ("temperature",),
    "gps_error_m": ("gps_accuracy",),
}
"""Sample column -> FIT fields, the better one first."""

_NEVER_ZERO = frozenset({"heart_rate_bpm", "contact_ms", "oscillation_mm", "vertical_ratio_pct", "step_length_mm"})
"""A 0 of these is what a sensor without contact or a standing runner leaves: no reading."""

_POSITION = ("position_lat", "position_long")
_CADENCE = ("cadence256", "cadence")


def samples(part: FitPart, kept: NDArray[np.intp], times: Numbers, start_s: float, sport: Sport) -> Samples:
    """Return the samples of the kept records (row numbers and their times, ascending), as the file has them."""
    records = part.tables.get("record")
    if records is None or not kept.size:
        return Samples()
    columns: dict[str, Any] = {"time_s": times - start_s, "segment": segments(times, part.tables.get("event"))}
    rows = slice(kept[0], kept[-1] + 1) if (np.diff(kept) == 1).all() else kept  # a slice copies nothing
    for name, column in record_columns(records, linked_fields(part), sport).items():
        columns[name] = column[rows]
    return Samples(columns)


def record_columns(records: Table, linked: Mapping[str, Numbers], sport: Sport) -> dict[str, Numbers]:
    """Return the sample columns of all records, but for time and segment; what the watch measured wins over apps.

    A column that the file does not have is not there.
    """
    there = frozenset(records.fields)
    columns = {name: _first_used(records, fields) for name, fields in _FIELDS.items() if there.intersection(fields)}
    if there.issuperset(_POSITION):
        columns["lat_deg"], columns["lon_deg"] = _positions(records)
    if "stance_time_balance" in there:
        columns["contact_left_pct"] = kept_balance(records.numbers("stance_time_balance"))
    if there.intersection(_CADENCE):
        columns["cadence_spm"] = _steps(_cadence(records), sport)
    for name, column in linked.items():
        if name not in columns or not _is_used(columns[name]):
            columns[name] = _steps(column, sport) if name == "cadence_spm" else column
    if "contact_left_pct" in columns:
        columns["contact_left_pct"] = kept_balance(columns["contact_left_pct"])
    return {name: _without_zeros(column) if name in _NEVER_ZERO else column for name, column in columns.items()}


def kept_balance(percent: Numbers) -> Numbers:
    """The left share of ground contact, NaN where it cannot be true."""
    low, high = BALANCE_PCT
    return np.where((percent >= low) & (percent <= high), percent, np.nan)


def second_balance(part: FitPart, kept: NDArray[np.intp]) -> float | None:
    """The mean left share of contact [%] that an app's sensor measured beside the watch's own; None where only one did."""
    records = part.tables.get("record")
    if records is None or not kept.size or "stance_time_balance" not in records.fields:
        return None
    second = linked_fields(part).get("contact_left_pct")
    own = kept_balance(records.numbers("stance_time_balance")[kept])
    if second is None or np.isnan(own).all():
        return None
    shares = kept_balance(second[kept])
    return None if np.isnan(shares).all() else float(np.nanmean(shares))


def _steps(cadence: Numbers, sport: Sport) -> Numbers:
    return both_feet(cadence, sport).astype(np.float64, copy=False)


def _cadence(records: Table) -> Numbers:
    fine = records.numbers("cadence256")
    whole = records.numbers("cadence") + np.nan_to_num(records.numbers("fractional_cadence"))
    return np.where(np.isnan(fine), whole, fine)


def _positions(records: Table) -> tuple[Numbers, Numbers]:
    """Latitude and longitude [degrees]; both or neither."""
    lat, lon = (records.numbers(field) * DEGREES_PER_SEMICIRCLE for field in _POSITION)
    nowhere = np.isnan(lat) | np.isnan(lon)
    lat[nowhere] = lon[nowhere] = np.nan
    return lat, lon


def _first_used(records: Table, fields: tuple[str, ...]) -> Numbers:
    first = records.numbers(fields[0])
    for field in fields[1:]:
        missing = np.isnan(first)
        if not missing.any():
            break
        first = np.where(missing, records.numbers(field), first)
    return first


def _without_zeros(column: Numbers) -> Numbers:
    return np.where(column == 0, np.nan, column)


def _is_used(column: Numbers) -> bool:
    """Whether the watch itself measured this: a column of zeros comes from a sensor that was not there."""
    return bool((np.nan_to_num(column) != 0).any())
