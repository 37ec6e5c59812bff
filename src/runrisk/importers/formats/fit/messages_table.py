"""All messages of one name in one file, as columns in the order of the file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from runrisk.importers.formats.fit.clock import Clock
from runrisk.importers.formats.fit.developer import Developers
from runrisk.importers.formats.fit.moment import FIRST_DATE_S
from runrisk.importers.formats.fit.rows import MessageRows, Numbers, scale
from runrisk.importers.formats.fit.sources import FieldSource, sources

Key = str | tuple[int, int]
"""FIT's field name; for a developer field its developer data index and its field number."""

_TIMES = frozenset({"timestamp", "start_time"})
"""Fields that hold a date, or seconds since the device was switched on."""


@dataclass(frozen=True, kw_only=True)
class Table:
    """The messages of one name. A column is made when it is asked for, and once.

    Attributes:
        name: FIT's name of the message.
        rows: the messages, by definition.
        clock: times of messages with compressed time stamps.
        developers: what the file says about its developer fields.
        since_s: when the device was switched on, where its times count from there [s, FIT's epoch].
    """

    name: str
    rows: tuple[MessageRows, ...]
    clock: Clock
    developers: Developers
    since_s: float = 0.0
    _columns: dict[Key, Numbers] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __len__(self) -> int:
        return sum(rows.count for rows in self.rows)

    @property
    def fields(self) -> tuple[Key, ...]:
        """What can be asked for."""
        return tuple(dict.fromkeys(key for known in self._sources for key in known))

    @cached_property
    def positions(self) -> NDArray[np.int64]:
        """Byte at which each message starts, ascending: it orders the messages of several tables too."""
        return self._ordered(np.concatenate([rows.positions for rows in self.rows]))

    def numbers(self, key: Key) -> Numbers:
        """A field as numbers in its unit, NaN where missing; times are seconds of FIT's epoch; shape (messages,).

        Of an array the first element; where a message tells a value twice, the first that is there. Not to be written to.
        """
        column = self._columns.get(key)
        if column is None:
            column = self._columns[key] = self._made(key)
            column.flags.writeable = False
        return column

    def _made(self, key: Key) -> Numbers:
        column = self._joined(self._found(key, accumulate=False))
        if key == "timestamp":
            column = self.clock.fill(self.positions, column)
        if key in _TIMES:
            return np.where(column < FIRST_DATE_S, column + self.since_s, column) if self.since_s else column
        counted = self._accumulated(key)
        return column if counted is None else np.where(np.isnan(column), counted, column)

    def values(self, key: Key) -> list[Any]:
        """A field as Python values: named where FIT names them, arrays as tuples, None where missing."""
        found: list[Any] = []
        for rows, known in zip(self.rows, self._sources, strict=True):
            column: list[Any] = [None] * rows.count
            for source in known.get(key, ()):
                if not source.accumulate:
                    column = [new if old is None else old for old, new in zip(column, rows.values(source), strict=True)]
            found += column
        ordered = found if self._order is None else [found[place] for place in self._order.tolist()]
        numbers = self._late_numbers(key)
        return [new if old is None else old for old, new in zip(ordered, numbers, strict=True)] if numbers else ordered

    def _found(self, key: Key, *, accumulate: bool) -> list[list[FieldSource]]:
        """The sources of a name, by group: those that count on from message to message, or all others."""
        return [[source for source in known.get(key, ()) if source.accumulate is accumulate] for known in self._sources]

    def _joined(self, found: list[list[FieldSource]]) -> Numbers:
        """One column of all groups' messages; where a message tells a value twice, the first that is there."""
        if not any(found):
            return np.full(len(self), np.nan)
        columns = [_first_given(rows, places) for rows, places in zip(self.rows, found, strict=True)]
        return columns[0] if self._order is None else np.concatenate(columns)[self._order]

    def _late_numbers(self, key: Key) -> list[float | None]:
        """What only the order of all messages tells: accumulated components, compressed time stamps."""
        late = self.numbers(key) if key == "timestamp" else self._accumulated(key)
        return [] if late is None else [None if value != value else value for value in late.tolist()]  # noqa: PLR0124

    @cached_property
    def _sources(self) -> tuple[Mapping[Key, list[FieldSource]], ...]:
        layouts = [rows.group.definition for rows in self.rows]
        return tuple(_both(sources(layout.message, layout.body), self.developers.sources(layout)) for layout in layouts)

    @cached_property
    def _counting(self) -> frozenset[Key]:
        """The fields that count on from message to message."""
        told = (item for known in self._sources for item in known.items())
        return frozenset(key for key, found in told if any(source.accumulate for source in found))

    @cached_property
    def _order(self) -> NDArray[np.intp] | None:
        """Puts the rows of several groups into the order of the file; None where they are."""
        if len(self.rows) == 1:
            return None
        return np.argsort(np.concatenate([rows.positions for rows in self.rows]))

    def _ordered(self, column: NDArray[Any]) -> NDArray[Any]:
        return column if self._order is None else column[self._order]

    def _accumulated(self, key: Key) -> Numbers | None:
        """A component that counts modulo a power of two, carried on; None where there is none of that name."""
        if key not in self._counting:
            return None
        counting = self._found(key, accumulate=True)
        first = next((found[0] for found in counting if found), None)
        if first is None or first.bits is None:
            return None
        column = self._joined(counting)
        given = ~np.isnan(column)
        wraps = np.diff(column[given], prepend=0) < 0
        column[given] += np.cumsum(wraps) * float(1 << first.bits[1])
        scale(column, first)
        return column


def _both(
    own: Mapping[str, list[FieldSource]], added: Mapping[tuple[int, int], list[FieldSource]]
) -> Mapping[Key, list[FieldSource]]:
    joined: dict[Key, list[FieldSource]] = {}
    joined.update(own.items())
    joined.update(added.items())
    return joined


def _first_given(rows: MessageRows, found: list[FieldSource]) -> Numbers:
    if not found:
        return np.full(rows.count, np.nan)
    first = rows.numbers(found[0])
    for source in found[1:]:
        missing = np.isnan(first)
        if not missing.any():
            break
        first = np.where(missing, rows.numbers(source), first)
    return first
