"""One walk over the message headers: which messages there are, and where. No value is decoded here."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from runrisk.importers.formats.fit.message_layout import Definition

FIELD_DESCRIPTION = 206
"""Global number of the message that describes a developer field."""

MAX_RUNS = 2_000_000
"""Runs of messages and definitions read of one file. Our choice: ten times a day's recording; more is an attack."""

MAX_LAYOUTS = 1_000
"""Different definitions used in one file. Our choice: real files have up to about 60; each costs time per column."""

_DEFINITION = 0x40
_HAS_DEVELOPER_FIELDS = 0x20
_COMPRESSED = 0x80
_FIXED_BYTES = 6
"""Header, reserved, byte order, message number (2), field count."""

_COMPRESSED_TYPE = 0xE0
"""The bits of a compressed header that are not its time."""

_COMPRESSED_LOCALS = range(4)
"""A compressed header has two bits for the local type."""

_HEADERS = [
    (
        *range(local, 0x40, 0x10),
        *(range(_COMPRESSED + 32 * local, _COMPRESSED + 32 * local + 32) if local in _COMPRESSED_LOCALS else ()),
    )
    for local in range(16)
]
"""The headers of data messages by local type: two bits of a plain one are free."""

_SHORT_RUN = 128
"""Messages looked at one by one before numpy looks at many at once: about where that pays (measured)."""

_FIRST_LOOK = 1024
"""Headers numpy looks at first; eight times as many each time all were equal. Our choice."""


@dataclass(slots=True)
class Group:
    """All messages of one definition, as runs of messages that follow each other directly.

    Attributes:
        definition: the layout they share.
        size: bytes of one message.
        is_description: whether the messages describe developer fields.
        starts: first byte of each run.
        stops: first byte behind each run.
    """

    definition: Definition
    size: int
    is_description: bool
    starts: list[int] = field(default_factory=list)
    stops: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        return (sum(self.stops) - sum(self.starts)) // self.size

    def positions(self) -> NDArray[np.int64]:
        """The byte at which each message starts, in the order of the file; shape (messages,)."""
        starts = np.array(self.starts, np.int64)
        counts = (np.array(self.stops, np.int64) - starts) // self.size
        before = np.cumsum(counts) - counts
        positions: NDArray[np.int64] = np.repeat(starts - before * self.size, counts)
        positions += np.arange(positions.size) * self.size
        return positions


class Walk:
    """The messages between two bytes.

    Attributes:
        groups: the messages by definition, in order of first appearance; a group may be empty.
        damage: why the walk ended before the last byte, else None.
    """

    def __init__(self, content: bytes, start: int, end: int) -> None:
        self.groups: list[Group] = []
        self.damage: str | None = None
        self._content = content
        self._end = end
        self._octets = np.frombuffer(content, np.uint8)
        self._known: dict[tuple[bytes, int], Group] = {}
        self._by_header: list[Group | None] = [None] * 256
        self._described = 0
        self._walk(start)

    def _walk(self, at: int) -> None:
        content, end, by_header = self._content, self._end, self._by_header
        for _ in range(MAX_RUNS):
            if at >= end:
                return
            group = by_header[content[at]]
            if group is None:
                at = self._define(at)
                continue
            step = group.size
            last = end - step
            if at > last:
                self._stop(f"the message at byte {at} is cut off")
                return
            stop = at + step
            while stop <= last and by_header[content[stop]] is group:
                stop += step
                if stop - at == _SHORT_RUN * step:
                    stop += step * self._run(stop, step, content[at])
                    break
            group.starts.append(at)
            group.stops.append(stop)
            if group.is_description:
                self._described += 1
            at = stop
        self._stop(f"too many single messages before byte {at}: nothing behind it was read")

    def _run(self, at: int, step: int, header: int) -> int:
        """How many whole messages with this header (but for a compressed time) stand here, step by step."""
        mask = _COMPRESSED_TYPE if header & _COMPRESSED else 0xFF
        room, found, look = (self._end - at) // step, 0, _FIRST_LOOK
        while found < room:
            first = at + found * step
            heads = self._octets[first : first + step * min(look, room - found) : step]
            same = (heads & np.uint8(mask)) == (header & mask)
            if not same.all():
                return found + int(same.argmin())
            found += len(heads)
            look *= 8
        return found

    def _define(self, at: int) -> int:
        """Read the definition at this byte and return the byte behind it (the end where there is none)."""
        header = self._content[at]
        if header & _COMPRESSED or not header & _DEFINITION:
            return self._stop(f"the message at byte {at} has no definition: nothing behind it can be read")
        fields = at + _FIXED_BYTES
        body_end = fields + 3 * self._content[fields - 1] if fields <= self._end else fields
        stop = body_end
        if header & _HAS_DEVELOPER_FIELDS:
            stop += 1 + (3 * self._content[body_end] if body_end < self._end else 0)
        if stop > self._end:
            return self._stop(f"the definition at byte {at} is cut off")
        group = self._group(at, body_end, stop)
        if group is None:
            return self._stop(f"too many different definitions before byte {at}: nothing behind it was read")
        for used in _HEADERS[header & 0x0F]:
            self._by_header[used] = group
        return stop

    def _group(self, at: int, body_end: int, stop: int) -> Group | None:
        """The group of this layout: one that is defined again, equally, goes on where it was; None for one too many."""
        content = self._content
        key = (content[at + 2 : stop], self._described if body_end < stop else 0)
        group = self._known.get(key)
        if group is None and len(self.groups) < MAX_LAYOUTS:
            order = ">" if content[at + 2] else "<"
            message = int.from_bytes(content[at + 3 : at + 5], "big" if content[at + 2] else "little")
            body, developer = content[at + _FIXED_BYTES : body_end], content[body_end + 1 : stop]
            layout = Definition(message, order, body, developer, at)
            group = Group(layout, layout.size, message == FIELD_DESCRIPTION)
            self._known[key] = group
            self.groups.append(group)
        return group

    def _stop(self, damage: str) -> int:
        self.damage = damage
        return self._end
