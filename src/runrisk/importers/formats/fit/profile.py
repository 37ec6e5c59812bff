"""FIT's profile: what messages and fields are called and mean. Read from fitparse's tables, plus `later_profile`.

fitparse's profile is of 2019 (SDK 20.8). It is loaded when the first name is asked for, not at import.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from runrisk.importers.formats.fit import later_profile

TIMESTAMP = 253
"""Field number of the time stamp, the same in every message."""

_LATER_LABELS: Mapping[str, Mapping[int, str]] = {
    "sport": later_profile.SPORTS,
    "sub_sport": later_profile.SUB_SPORTS,
    "intensity": later_profile.INTENSITIES,
    "manufacturer": later_profile.MAKERS,
}
"""Names of numbers that came after 2019, by type."""


@cache
def message_name(message: int) -> str:
    """FIT's name of a message, "unknown_" and its number where it has none."""
    known = _messages().get(message)
    return str(known.name) if known else later_profile.MESSAGES.get(message, f"unknown_{message}")


@cache
def field(message: int, number: int) -> Any | None:
    """Fitparse's description of a field (name, type, scale, offset, components, subfields), None where unknown."""
    known = _messages().get(message)
    found = known.fields.get(number) if known else None
    if found is None and number == TIMESTAMP:
        found = _timestamp()
    if found is None and (message, number) in later_profile.FIELDS:
        found = _later_field(number, later_profile.FIELDS[message, number])
    return found


@cache
def labels(kind: str) -> Mapping[int, str]:
    """The names of a type's numbers; empty where it is a plain number."""
    from fitparse.profile import FIELD_TYPES  # noqa: PLC0415 - thousands of names: only when a file is read

    known = FIELD_TYPES.get(kind)
    return {**((known.values if known else None) or {}), **_LATER_LABELS.get(kind, {})}


def _messages() -> Mapping[int, Any]:
    from fitparse.profile import MESSAGE_TYPES  # noqa: PLC0415 - as above

    types: Mapping[int, Any] = MESSAGE_TYPES
    return types


def _timestamp() -> Any:
    from fitparse.profile import FIELD_TYPE_TIMESTAMP  # noqa: PLC0415 - as above

    return FIELD_TYPE_TIMESTAMP


def _later_field(number: int, later: later_profile.LaterField) -> Any:
    from fitparse.records import BASE_TYPES, Field  # noqa: PLC0415 - as above

    return Field(name=later.name, type=BASE_TYPES[0x02], def_num=number, scale=later.scale)
