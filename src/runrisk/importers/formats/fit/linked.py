"""Fields that apps add to records (Stryd and others), linked to the sample column they measure."""

import re
from collections.abc import Mapping

import numpy as np

from runrisk.importers.formats.fit.decode import FitPart
from runrisk.importers.formats.fit.developer import DeveloperField
from runrisk.importers.formats.fit.messages_table import Table
from runrisk.importers.formats.fit.rows import Numbers

_RECORD = 20
"""Global number of the record message."""

_BY_NATIVE_FIELD: Mapping[int, str] = {
    3: "heart_rate_bpm",
    4: "cadence_spm",
    5: "distance_m",
    6: "speed_mps",
    7: "power_w",
    39: "oscillation_mm",
    41: "contact_ms",
    73: "speed_mps",
    83: "vertical_ratio_pct",
    84: "contact_left_pct",
    85: "step_length_mm",
}
"""Record field number -> sample column. FieldSource: FIT profile."""

_BY_NAME: Mapping[str, str] = {
    "power": "power_w",
    "cadence": "cadence_spm",
    "ground time": "contact_ms",
    "vertical oscillation": "oscillation_mm",
}
"""Names Stryd gives to fields that it does not link itself, or to another field than the profile's (ground time to 40,
which is a share of the step)."""

_FACTORS: Mapping[str, Mapping[str, float]] = {
    "heart_rate_bpm": {"bpm": 1},
    "cadence_spm": {"rpm": 1, "spm": 1, "strides/min": 1, "steps/min": 1},
    "distance_m": {"m": 1, "meters": 1, "km": 1000},
    "speed_mps": {"m/s": 1, "km/h": 1 / 3.6},
    "power_w": {"w": 1, "watts": 1},
    "contact_ms": {"ms": 1, "milliseconds": 1, "s": 1000},
    "oscillation_mm": {"mm": 1, "millimeters": 1, "cm": 10, "centimeters": 10, "m": 1000},
    "vertical_ratio_pct": {"%": 1, "percent": 1},
    "contact_left_pct": {"%": 1, "percent": 1},
    "step_length_mm": {"mm": 1, "millimeters": 1, "cm": 10, "centimeters": 10, "m": 1000, "meters": 1000},
}
"""Unit as apps write it (in lower case) -> factor to the column's own unit. Other units are not understood."""


_ONE_FOOT = re.compile(r"(?:.*[ _])?(?:contact|ground|stance)[ _]?time[ _-]*(?P<foot>l|r|left|right)")
"""How an app names the contact time of one foot: RunScribe has RS_ContactTime_L and RS_ContactTime_R [ms]."""


def linked_fields(part: FitPart) -> dict[str, Numbers]:
    """Return the record columns that developer fields measure, in the columns' own units, by sample column."""
    records = part.tables.get("record")
    found: dict[str, Numbers] = {}
    for field in part.developer_fields:
        key = (field.index, field.number)
        column, factor = _meaning(field) or ("", 0.0)
        if records is None or not column or column in found or key not in records.fields:
            continue
        values = records.numbers(key) * factor
        if (np.nan_to_num(values) != 0).any():
            found[column] = values
    return found if records is None else {**_both_feet(part, records), **found}


def _both_feet(part: FitPart, records: Table) -> dict[str, Numbers]:
    """Contact time and its left share where an app tells each foot's contact time in a field of its own (RunScribe)."""
    feet: dict[str, Numbers] = {}
    for field in part.developer_fields:
        named = _ONE_FOOT.fullmatch((field.name or "").strip().lower())
        factor = _FACTORS["contact_ms"].get((field.units or "").strip().lower())
        if named and factor and (field.index, field.number) in records.fields:
            values = records.numbers((field.index, field.number)) * factor
            feet.setdefault(named["foot"][0], np.where(values > 0, values, np.nan))
    if feet.keys() != {"l", "r"}:
        return {}
    left, right = feet["l"], feet["r"]
    return {"contact_ms": (left + right) / 2, "contact_left_pct": 100 * left / (left + right)}


def _meaning(field: DeveloperField) -> tuple[str, float] | None:
    """The sample column and the factor to its unit: by the linked field, else by the name, where the unit fits."""
    if field.native_message not in (None, _RECORD):
        return None
    unit = (field.units or "").strip().lower()
    by_number = _BY_NATIVE_FIELD.get(field.native_field) if field.native_field is not None else None
    by_name = _BY_NAME.get((field.name or "").strip().lower())
    fitting = (column for column in (by_number, by_name) if column is not None and unit in _FACTORS[column])
    column = next(fitting, None)
    return None if column is None else (column, _FACTORS[column][unit])
