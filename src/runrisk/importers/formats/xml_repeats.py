"""Rows that repeat: the same text over and over, but for its numbers.

Watches write thousands of points alike. Of each kind of row one is read by the careful parser, with marks in place of its
numbers: that tells which number is what, and that the text around them is sound. Of the others only the numbers are
looked at, all at once. What is not exactly alike is left to the careful parser, so the answer is the same either way.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
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
        fixed: those in names, and their texts.
        time: date, hour, minute and second.
        numbers: which number an entry is.
    """

    fixed: tuple[tuple[int, bytes], ...]
    time: tuple[int, ...]
    numbers: Mapping[str, int]


@dataclass(frozen=True, kw_only=True)
class RepeatedRows:
    """What rows may repeat in a format.

    Attributes:
        row: name of their element.
        parent: name of the element around them.
        root: name of the file's.
        time: the entry that is a time.
        entries: the others that are numbers, elements or attributes.
    """

    row: str
    parent: str
    root: str
    time: str
    entries: tuple[str, ...]

    def batch(self, content: bytes, at: int) -> tuple[int, int]:
        """Where the next batch begins and ends, from `at` on; one without any bytes where none is worth it."""
        begins, ends = f"<{self.row}".encode(), f"</{self.row}>".encode()
        while (first := content.find(begins, at)) >= 0:
            window = min(first + BATCH_BYTES, len(content))
            within = content.find(f"</{self.parent}".encode(), first, window)
            if within < 0 and window < len(content):
                within = content.rfind(begins, first + 1, window)
            last = content.rfind(ends, first, within if within > 0 else window) + len(ends)
            if last - first >= LEAST_BYTES:
                return first, last
            at = max(last, first + len(begins))
        return len(content), len(content)

    def read(self, batch: bytes) -> Repeats | None:
        """The rows of a batch, from the first byte of its first row; None where they are not alike."""
        if not batch.isascii():
            return None
        texts = batch.translate(_SPACED).split()
        shapes = _shapes(batch, f"<{self.row}".encode())
        try:
            counts = {shape: shape.count(b"0") for shape in set(shapes)}
            starts = np.cumsum([0, *map(counts.__getitem__, shapes[:-1])])
            return self._rows(shapes, starts, texts)
        except (_UnlikeError, ValueError):
            return None

    def _rows(self, shapes: Sequence[bytes], starts: Places, texts: Sequence[bytes]) -> Repeats:
        order = {shape: number for number, shape in enumerate(dict.fromkeys(shapes))}
        kind_of = np.fromiter(map(order.__getitem__, shapes), np.intp, len(shapes))
        kinds = [_kind(self, *_marked(shape, texts, starts[shapes.index(shape)])) for shape in order]
        for number, kind in enumerate(kinds):
            own = starts[kind_of == number] if kind.fixed else starts
            if any(set(_taken(texts, own + place)) != {text} for place, text in kind.fixed):
                raise _UnlikeError
        found: dict[str, Floats] = {}
        for entry in dict.fromkeys(entry for kind in kinds for entry in kind.numbers):
            places = np.array([kind.numbers.get(entry, -1) for kind in kinds])[kind_of]
            rows = np.flatnonzero(places >= 0)
            column = found[entry] = np.full(len(shapes), np.nan)
            column[rows] = np.fromiter(map(float, _taken(texts, (starts + places)[rows])), float, len(rows))
        times = np.array([kind.time for kind in kinds])[kind_of].T
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


@lru_cache(maxsize=256)  # an app writes the same few kinds into each of its files
def _kind(wanted: RepeatedRows, marked: str, fixed: tuple[tuple[int, bytes], ...]) -> _Kind:
    """What the careful parser makes of one row.

    Raises:
        _UnlikeError: nothing that can be read here.
    """
    keep = {wanted.time, *wanted.entries}
    xml = GuardedXml(file="", roots=(wanted.root,), on_start={}, on_end={}, row=wanted.row, keep=keep)
    try:
        xml.feed(f"<{wanted.root}><{wanted.row}{marked}</{wanted.root}>".encode())
        xml.close()
    except FileError:
        raise _UnlikeError from None
    if xml.broken is not None or len(xml.rows) != 1:
        raise _UnlikeError
    row = xml.rows[0]
    time = _TIME.fullmatch(row.get(wanted.time, ""))
    if time is None:
        raise _UnlikeError
    numbers = {entry: _number(row[entry]) for entry in wanted.entries if entry in row}
    return _Kind(fixed=fixed, time=tuple(map(_number, time.groups())), numbers=numbers)


def _marked(shape: bytes, texts: Sequence[bytes], start: int) -> tuple[str, tuple[tuple[int, bytes], ...]]:
    """A row with a mark for each of its numbers but those that stand in names, and these; its first is `texts[start]`.

    Raises:
        _UnlikeError: what only the parser can tell apart.
    """
    if b"'" in shape:  # with two kinds of quotes it takes the parser to tell what is inside them
        raise _UnlikeError
    made, fixed = "", []
    for place, text in enumerate(shape.decode().split("0")):
        if place:
            in_name = made.rfind("<") >= made.rfind(">") and made.count('"', made.rfind("<") + 1) % 2 == 0
            if in_name:
                fixed.append((place - 1, texts[start + place - 1]))
            made += texts[start + place - 1].decode() if in_name else chr(_MARK + place - 1)
        made += text
    return made, tuple(fixed)


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
    begin = {second[:3] for second in seconds}  # what follows the point is a number's end already
    _two_digits([text[:2] for text in begin], 60)
    if not {text[2:] for text in begin} <= {b"", b"."} or not set(map(len, seconds)) <= {2, *range(4, 10)}:
        raise ValueError
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
