"""FIT messages as NumPy rows: numbers, types, scales and enums come from fitparse's profile."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from fitparse.profile import FIELD_TYPES, MESSAGE_TYPES
from numpy.typing import NDArray

_NUMBER = {kind.name: number for number, kind in MESSAGE_TYPES.items()}

_BASE_TYPES: Mapping[str, tuple[int, str, int]] = {
    "enum": (0x00, "<u1", 0xFF),
    "sint8": (0x01, "<i1", 0x7F),
    "uint8": (0x02, "<u1", 0xFF),
    "uint16": (0x84, "<u2", 0xFFFF),
    "sint32": (0x85, "<i4", 0x7FFFFFFF),
    "uint32": (0x86, "<u4", 0xFFFFFFFF),
    "uint32z": (0x8C, "<u4", 0),
}
"""Base type: its number in a definition, its NumPy type, and the value that says "not known"."""

_YOUNGER: Mapping[tuple[str, str], tuple[int, str]] = {("session", "workout_rpe"): (193, "uint8")}
"""Fields that fitparse's profile (2019) does not know yet."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a message, as the profile has it."""

    name: str
    number: int
    base_type: str
    scale: float = 1.0
    offset: float = 0.0
    enum: Mapping[str, int] | None = None

    def encoded(self, values: Any) -> NDArray[Any]:
        """The values as they stand in the file: NaN, None and what does not fit become "not known"."""
        _, kind, invalid = _BASE_TYPES[self.base_type]
        if self.enum is not None and isinstance(values, str):
            values = self.enum.get(values, invalid)
        raw = np.rint((np.atleast_1d(np.asarray(values, float)) + self.offset) * self.scale)
        limits = np.iinfo(np.dtype(kind))
        fits = (raw >= limits.min) & (raw <= limits.max)
        return np.where(fits, raw, invalid).astype(kind)


@dataclass(frozen=True)
class Message:
    """A message with the fields it is written with, under a local number of the file.

    Attributes:
        name: the message's name in the profile.
        local: local number, 0-15, of this file.
        names: the fields, in the order they are written.
    """

    name: str
    local: int
    names: Sequence[str]

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """The fields, looked up in the profile."""
        return tuple(_field(self.name, name) for name in self.names)

    def definition(self) -> bytes:
        """The definition message that has to stand before the first row; little-endian."""
        number = int(_NUMBER[self.name]).to_bytes(2, "little")
        head = bytes([0x40 | self.local, 0, 0]) + number + bytes([len(self.fields)])
        sizes = [(field.number, _BASE_TYPES[field.base_type]) for field in self.fields]
        return head + b"".join(bytes([number, np.dtype(kind).itemsize, base]) for number, (base, kind, _) in sizes)

    def rows(self, columns: Mapping[str, Any]) -> NDArray[Any]:
        """One row a message, ready to be written with `tobytes`; every column is a number, a name or an array."""
        encoded = [field.encoded(columns[field.name]) for field in self.fields]
        kinds = [(str(field.number), values.dtype) for field, values in zip(self.fields, encoded, strict=True)]
        made = np.empty(max(map(len, encoded)), [("header", "<u1"), *kinds])
        made["header"] = self.local
        for field, values in zip(self.fields, encoded, strict=True):
            made[str(field.number)] = values
        return made


def named(kind: str, name: str | None) -> int | None:
    """The number that the profile's enum `kind` has for a name; digits stand for themselves; None if there is none."""
    if name is not None and name.isdecimal():
        return int(name)
    return next((number for number, text in FIELD_TYPES[kind].values.items() if text == name), None)


def _field(message: str, name: str) -> Field:
    if (message, name) in _YOUNGER:
        number, base_type = _YOUNGER[message, name]
        return Field(name, number, base_type)
    known = MESSAGE_TYPES[_NUMBER[message]].fields
    number, field = next((number, field) for number, field in known.items() if field.name == name)
    values = getattr(field.type, "values", None)
    enum = {text: value for value, text in values.items() if isinstance(text, str)} if values else None
    return Field(name, number, field.base_type.name, field.scale or 1.0, field.offset or 0.0, enum)
