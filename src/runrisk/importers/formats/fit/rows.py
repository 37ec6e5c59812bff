"""The messages of one definition as columns: bytes are turned into numbers a whole field at a time."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from runrisk.importers.formats.fit import profile
from runrisk.importers.formats.fit.message_layout import BYTE, TEXT, Slot
from runrisk.importers.formats.fit.message_walk import Group
from runrisk.importers.formats.fit.sources import FieldSource, Reference

Numbers = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class MessageRows:
    """The messages of one group.

    Attributes:
        content: the file's bytes.
        group: which messages.
    """

    content: bytes
    group: Group

    @cached_property
    def count(self) -> int:
        """Messages."""
        return len(self.group)

    @cached_property
    def positions(self) -> NDArray[np.int64]:
        """Byte of each message's header; shape (messages,)."""
        return self.group.positions()

    @cached_property
    def _block(self) -> tuple[Any, int]:
        """Memory that holds the messages one behind the other, and where in it they begin."""
        width = self.group.definition.size
        if len(self.group.starts) == 1:
            return self.content, self.group.starts[0]
        windows: NDArray[Any] = np.ndarray(len(self.content) - width + 1, f"V{width}", self.content, strides=(1,))
        return windows[self.positions], 0

    def raw(self, slot: Slot) -> NDArray[Any]:
        """The stored numbers of a field; shape (messages, elements), a view wherever it can be one."""
        buffer, first = self._block
        kind = np.dtype(self.group.definition.order + slot.base.code)
        shape = (self.count, slot.count)
        strides = (self.group.definition.size, kind.itemsize)
        return np.ndarray(shape, kind, buffer, first + slot.offset, strides)

    def numbers(self, source: FieldSource) -> Numbers:
        """The values as numbers in their unit, NaN where missing or no number; an array's first element.

        Accumulating components come raw and unscaled: they need the messages of other groups too.
        """
        values = self._cut(source) if source.bits else self._first(source.slot)
        if not source.accumulate:
            scale(values, source)
        if source.when:
            values[~self.applies(source)] = np.nan
        return values

    def applies(self, source: FieldSource) -> Mask:
        """Where a source with a condition is meant; shape (messages,)."""
        return self._any(source.when) & ~self._any(source.unless)

    def _any(self, references: tuple[Reference, ...]) -> Mask:
        met = np.zeros(self.count, np.bool_)
        for number, wanted in references:
            for slot in self.group.definition.slots:
                if slot.number == number and slot.developer is None and slot.count == 1:
                    met |= self.raw(slot)[:, 0] == wanted
        return met

    def _first(self, slot: Slot) -> Numbers:
        raw = self.raw(slot)[:, 0]
        if slot.torn or slot.base is TEXT or (slot.base is BYTE and slot.count > 1):
            return np.full(len(raw), np.nan)
        values = raw.astype(np.float64)
        if slot.base.missing is not None:
            np.putmask(values, raw == slot.base.missing, np.nan)
        return values

    def _cut(self, source: FieldSource) -> Numbers:
        """The bits of a component, NaN where the whole field is missing or too short for it."""
        slot, (low, width) = source.slot, source.bits or (0, 0)
        raw = self.raw(slot)
        whole = raw.shape[1] == 1 or slot.base is BYTE
        if not whole or raw.dtype.kind not in "iu" or low >= 8 * slot.size or slot.torn:
            return np.full(len(raw), np.nan)
        packed = np.zeros(len(raw), np.uint64)
        for number, column in enumerate(raw.T[:8]):  # one element, or the bytes of one number, the lowest first
            packed |= column.astype(np.int64).astype(np.uint64) << np.uint64(8 * number)
        values = ((packed >> np.uint64(low)) & np.uint64((1 << width) - 1)).astype(np.float64)
        values[(raw == slot.base.missing).all(axis=1)] = np.nan
        return values

    def values(self, source: FieldSource) -> list[Any]:
        """The values as Python has them: named where FIT names them, arrays as tuples, None where missing."""
        found: list[Any]
        if source.bits:
            found = [None if np.isnan(value) else _plain(value) for value in self.numbers(source).tolist()]
        elif source.slot.base is TEXT:
            found = [_text(bytes(row)) for row in self.raw(source.slot)]
        elif source.slot.base is BYTE:
            found = [None if set(row) == {BYTE.missing} else tuple(row) for row in self.raw(source.slot).tolist()]
        else:
            found = _elements(self.raw(source.slot).tolist(), source)
        names = profile.labels(source.kind) if source.kind else {}
        meant = self.applies(source) if source.when else [True] * len(found)
        return [_named(value, names) if here else None for value, here in zip(found, meant, strict=True)]


def scale(values: Numbers, source: FieldSource) -> None:
    """Turn raw numbers into their unit, in place: the scale first, then the offset."""
    if source.scale:
        values /= source.scale
    if source.offset:
        values -= source.offset


def _elements(raw: list[list[Any]], source: FieldSource) -> list[Any]:
    def element(value: Any) -> Any:
        if value == source.slot.base.missing or value != value:  # noqa: PLR0124 - only NaN differs from itself
            return None
        if source.scale:
            value = float(value) / source.scale
        return value - source.offset if source.offset else value

    if source.slot.count == 1:
        return [element(row[0]) for row in raw]
    return [tuple(element(value) for value in row) for row in raw]


def _plain(value: float) -> float:
    return int(value) if value.is_integer() else value


def _named(value: Any, names: Any) -> Any:
    return names.get(value, value) if names and not isinstance(value, tuple) else value


def _text(stored: bytes) -> str | None:
    return stored.split(b"\0", 1)[0].decode("utf-8", "replace") or None
