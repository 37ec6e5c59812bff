"""Rows that repeat: the same text over and over, but for its numbers.

Watches write thousands of points alike. Of each kind of row one is read by the careful parser, with marks in place of its
numbers: that tells which number is what, and that the text around them is sound. Of the others only the numbers are
looked at, all at once. What is not exactly alike is left to the careful parser, so the answer is the same either way.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from runrisk.errors import FileError
from runrisk.geo import Floats
from runrisk.importers.formats.xml_guard import GuardedXml
from runrisk.importers.formats.xml_times import Times

BATCH_BYTES = 262_144
"""So much is looked at together: it takes some twenty times its size while it is read. Our choice."""
LEAST_BYTES = 4_096
"""Less is not worth it: the first row of a kind costs as much as forty read by the parser [bytes]. Our choice."""
YEARS = (1970, 2099)
"""Times of other years are left to the parser: microseconds since 1970 are exact in between."""

_NUMBER = b"0123456789.-"
_ZEROED = bytes(ord("0") if code in _NUMBER else code for code in range(256))
_SPACED = bytes(code if code in _NUMBER else ord(" ") for code in range(256))
_MARK = 0x4E00
"""The first of the letters that stand for numbers; none of them is in a batch, which is ASCII."""
_TIME = re.compile("(.)T(.):(.):(.)Z")
_RUN = re.compile(b"0")


Places = NDArray[np.integer]


class _UnlikeError(Exception):
    """The batch is not what is read here."""


@dataclass(frozen=True, kw_only=True)
class Repeats:
    """The rows of a batch.

    Attributes:
        utc: time of each, to the microsecond.
        numbers: by entry, NaN where a row has none; each of shape (rows,).
    """

    utc: Times
    numbers: Mapping[str, Floats]

    def __len__(self) -> int:
        return len(self.utc)


@dataclass(frozen=True, kw_only=True)
class _Kind:
    """One kind of row. Its numbers are counted from 0, those in names of elements too.

    Attributes:
        fixed: the texts of those in names.
        time: date, hour, minute and second.
        numbers: which number an entry is.
    """

    fixed: Mapping[int, bytes]
    time: tuple[int, ...]
    numbers: Mapping[str, int]


class RepeatedRows:
    """Reads the rows of one file that repeat."""

    def __init__(self, *, row: str, parent: str, root: str, time: str, entries: Collection[str]) -> None:
        """Read elements named `row` inside `parent` for their `time` and other `entries` (attributes and elements)."""
        self._row, self._root, self.parent = row, root, parent
        self._time, self._entries = time, tuple(entries)
        self._kinds: dict[bytes, _Kind] = {}

    def batch(self, content: bytes, at: int) -> tuple[int, int]:
        """Where the next batch begins and ends, from `at` on; one without any bytes where none is worth it."""
        begins, ends = f"<{self._row}".encode(), f"</{self._row}>".encode()
        first = content.find(begins, at)
        if first < 0:
            return len(content), len(content)
        window = min(first + BATCH_BYTES, len(content))
        within = content.find(f"</{self.parent}".encode(), first, window)
        if within < 0 and window < len(content):
            within = content.rfind(begins, first + 1, window)
        last = content.rfind(ends, first, within if within > 0 else window) + len(ends)
        if last - first < LEAST_BYTES:
            last = first = max(last, first + len(begins))
        return first, last

    def read(self, batch: bytes) -> Repeats | None:
        """The rows of a batch, from the first byte of its first row; None where they are not alike."""
        if not batch.isascii() or b"&" in batch:
            return None
        texts = batch.translate(_SPACED).split()
        shapes = _shapes(batch, f"<{self._row}".encode())
        try:
            counts = {shape: shape.count(b"0") for shape in set(shapes)}
            starts = np.cumsum([0, *map(counts.__getitem__, shapes[:-1])])
            self._learn(shapes, starts, texts)
            return self._rows(shapes, starts, texts)
        except (_UnlikeError, ValueError):
            return None

    def _learn(self, shapes: Sequence[bytes], starts: Places, texts: Sequence[bytes]) -> None:
        """Read one row of each new kind."""
        rows = {shape: row for row, shape in enumerate(shapes)}
        fixed = {shape: _fixed(shape, texts, starts[row]) for shape, row in rows.items() if shape not in self._kinds}
        parsed = self._parsed([_marked(shape, own) for shape, own in fixed.items()]) if fixed else []
        for (shape, own), row in zip(fixed.items(), parsed, strict=True):
            self._kinds[shape] = self._kind(own, row)

    def _parsed(self, rows: Sequence[str]) -> list[dict[str, str]]:
        """What the careful parser makes of some rows."""
        keep = {self._time, *self._entries}
        xml = GuardedXml(file="", roots=(self._root,), on_start={}, on_end={}, row=self._row, keep=keep)
        try:
            for text in (f"<{self._root}>", *(f"<{self._row}{row}" for row in rows), f"</{self._root}>"):
                xml.feed(text.encode())
            xml.close()
        except FileError:
            raise _UnlikeError from None
        if xml.broken is not None or len(xml.rows) != len(rows):
            raise _UnlikeError
        return xml.rows

    def _kind(self, fixed: Mapping[int, bytes], row: Mapping[str, str]) -> _Kind:
        time = _TIME.fullmatch(row.get(self._time, ""))
        if time is None:
            raise _UnlikeError
        numbers = {entry: _number(row[entry]) for entry in self._entries if entry in row}
        return _Kind(fixed=fixed, time=tuple(map(_number, time.groups())), numbers=numbers)

    def _rows(self, shapes: Sequence[bytes], starts: Places, texts: Sequence[bytes]) -> Repeats:
        order = {shape: number for number, shape in enumerate(dict.fromkeys(shapes))}
        kind_of = np.fromiter(map(order.__getitem__, shapes), np.intp, len(shapes))
        times = np.array([self._kinds[shape].time for shape in order])[kind_of].T
        found: dict[str, Floats] = {}
        for shape, number in order.items():
            kind, rows = self._kinds[shape], np.flatnonzero(kind_of == number)
            if any(set(_taken(texts, starts[rows] + place)) != {text} for place, text in kind.fixed.items()):
                raise _UnlikeError
            for entry, place in kind.numbers.items():
                column = found.setdefault(entry, np.full(len(shapes), np.nan))
                column[rows] = np.fromiter(map(float, _taken(texts, starts[rows] + place)), float, len(rows))
        return Repeats(utc=_utc(*(_taken(texts, starts + places) for places in times)), numbers=found)


def _taken(texts: Sequence[bytes], places: Places) -> list[bytes]:
    """The texts at some places, of which there are one or more."""
    taken = itemgetter(*places.tolist())(texts)
    return [taken] if len(places) == 1 else list(taken)


def _shapes(batch: bytes, begins: bytes) -> list[bytes]:
    """The text of each row behind its name, with a single 0 for each of its numbers."""
    zeroed = np.frombuffer(batch.translate(_ZEROED), np.uint8)
    digit = zeroed == ord("0")
    kept = np.ones(len(digit), bool)
    np.logical_not(digit[1:] & digit[:-1], out=kept[1:])
    return zeroed[kept].tobytes().split(begins)[1:]


def _fixed(shape: bytes, texts: Sequence[bytes], start: int) -> dict[int, bytes]:
    """The numbers of a row that stand in names: inside a tag, outside quotes; its first is `texts[start]`.

    Raises:
        _UnlikeError: what only the parser can tell apart.
    """
    if b"'" in shape or b"<!" in shape or b"<?" in shape:
        raise _UnlikeError
    text = b"<" + shape  # its own tag is open where the text begins
    found = {}
    for place, run in enumerate(_RUN.finditer(text)):
        opened = text.rfind(b"<", 0, run.start())
        if opened > text.rfind(b">", 0, run.start()) and text.count(b'"', opened, run.start()) % 2 == 0:
            found[place] = texts[start + place]
    return found


def _marked(shape: bytes, fixed: Mapping[int, bytes]) -> str:
    """A row with a mark for each number that is not fixed."""
    between = shape.decode().split("0")
    numbers = [fixed[place].decode() if place in fixed else chr(_MARK + place) for place in range(len(between) - 1)]
    return "".join(text + number for text, number in zip(between, [*numbers, ""], strict=True))


def _number(text: str) -> int:
    """Which number a mark stands for."""
    if len(text) != 1 or ord(text) < _MARK:
        raise _UnlikeError
    return ord(text) - _MARK


def _utc(dates: Sequence[bytes], hours: Sequence[bytes], minutes: Sequence[bytes], seconds: Sequence[bytes]) -> Times:
    """Times written as 2020-12-26T09:03:58Z, with up to six places after the second.

    Raises:
        ValueError: anything else.
    """
    if not {second[2:3] for second in seconds} <= {b"", b"."} or not set(map(len, seconds)) <= {2, *range(4, 10)}:
        raise ValueError
    _two_digits([second[:2] for second in seconds], 60)
    days = {text: _day(text) for text in set(dates)}
    day = np.fromiter(map(days.__getitem__, dates), np.int64, len(dates))
    minute = (24 * day + _two_digits(hours, 24)) * 60 + _two_digits(minutes, 60)
    micros = np.rint(np.fromiter(map(float, seconds), float, len(seconds)) * 1e6).astype(np.int64)
    return np.asarray((60_000_000 * minute + micros).astype("datetime64[us]"))


def _two_digits(texts: Sequence[bytes], below: int) -> NDArray[np.int64]:
    joined = b"".join(texts)
    if set(map(len, texts)) != {2} or not joined.isdigit():
        raise ValueError
    tens, ones = np.frombuffer(joined, np.uint8).reshape(-1, 2).T - ord("0")
    values = 10 * tens.astype(np.int64) + ones
    if values.max() >= below:
        raise ValueError
    return np.asarray(values)


def _day(text: bytes) -> int:
    """Days since 1970."""
    day = date.fromisoformat(text.decode())
    if len(text) != len("2020-12-26") or not YEARS[0] <= day.year <= YEARS[1]:
        raise ValueError
    return (day - date(1970, 1, 1)).days
