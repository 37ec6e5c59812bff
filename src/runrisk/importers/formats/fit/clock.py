"""Compressed time stamps: five bits in a message's header, counted on from the last full time stamp before it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from runrisk.importers.formats.fit.message_layout import Slot
from runrisk.importers.formats.fit.profile import TIMESTAMP
from runrisk.importers.formats.fit.rows import MessageRows, Numbers

Integers = NDArray[np.int64]

_COMPRESSED = 0x80
_LOW_BITS = 0x1F


@dataclass(frozen=True)
class Clock:
    """The times of all messages of one file that carry a compressed time stamp."""

    rows: Sequence[MessageRows]

    def fill(self, positions: Integers, seconds: Numbers) -> Numbers:
        """Return the seconds with the missing ones taken from the headers of the messages at these bytes."""
        if not np.isnan(seconds).any() or not self._times[0].size:
            return seconds
        where, times = self._times
        place = np.minimum(np.searchsorted(where, positions), where.size - 1)
        stated = np.isnan(seconds) & (where[place] == positions)
        return np.where(stated, times[place], seconds)

    @cached_property
    def _times(self) -> tuple[Integers, Integers]:
        """Byte and time [s, FIT's epoch] of each message with a compressed header, in the order of the file."""
        short = [self._compressed(rows) for rows in self.rows]
        short_at = np.concatenate([at for at, _ in short]) if short else np.empty(0, np.int64)
        if not short_at.size:
            return short_at, short_at
        full = [_full(rows, slot) for rows in self.rows for slot in rows.group.definition.slots if _is_time(slot)]
        where = np.concatenate([*(at for at, _ in full), short_at])
        stated = np.concatenate([*(value for _, value in full), *(value for _, value in short)])
        compressed = np.arange(where.size) >= where.size - short_at.size
        order = np.argsort(where, kind="stable")  # within one message its full time stamp comes first
        where, stated, compressed = where[order], stated[order], compressed[order]
        return where[compressed], _counted_on(stated, compressed)[compressed]

    def _compressed(self, rows: MessageRows) -> tuple[Integers, Integers]:
        heads = np.frombuffer(rows.content, np.uint8)[rows.positions]
        marked = heads >= _COMPRESSED
        return rows.positions[marked], (heads[marked] & _LOW_BITS).astype(np.int64)


def _is_time(slot: Slot) -> bool:
    return slot.number == TIMESTAMP and slot.developer is None and slot.base.code == "u4"


def _full(rows: MessageRows, slot: Slot) -> tuple[Integers, Integers]:
    raw = rows.raw(slot)[:, 0].astype(np.int64)
    given = raw != slot.base.missing
    return rows.positions[given], raw[given]


def _counted_on(stated: Integers, compressed: NDArray[np.bool_]) -> Integers:
    """Each time, where the compressed ones tell only their lowest five bits; without a full one before, from 0."""
    low = stated & _LOW_BITS
    since = np.where(compressed, (low - np.concatenate([[0], low[:-1]])) & _LOW_BITS, 0).cumsum()
    last_full = np.maximum.accumulate(np.where(compressed, -1, np.arange(stated.size)))
    counted: Integers = since + np.where(last_full < 0, 0, stated[last_full] - since[last_full])
    return counted
