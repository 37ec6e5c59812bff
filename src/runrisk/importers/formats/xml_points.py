"""Track points of a GPX or TCX file: texts in, columns of numbers out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import inf

import numpy as np
from numpy.typing import NDArray

from runrisk.errors import UnsafeFileError
from runrisk.geo import Floats
from runrisk.importers.formats.xml_encoding import HEAD_BYTES
from runrisk.importers.formats.xml_guard import CHUNK_BYTES, GuardedXml
from runrisk.importers.formats.xml_repeats import RepeatedRows, Repeats
from runrisk.importers.formats.xml_times import Times, parse_times

MAX_POINTS = 2_000_000
"""TrackPoints in one file. Our choice: 23 days at one point a second."""

MAX_SESSIONS = 1_000
"""Tracks or activities in one file. Our choice: years of a handheld's tracks."""

MAX_TOTAL = 1e8
"""A stated total beyond this is wrong, in seconds (three years) as in metres. Our choice."""

NO_PULSE_BPM = 255
"""Heart rates are unsigned bytes; this one says "not known" (TCX schema)."""

Mask = NDArray[np.bool_]

RANGES: dict[str, tuple[float, float]] = {
    "lat_deg": (-90, 90),
    "lon_deg": (-180, 180),
    "altitude_m": (-12_000, 100_000),
    "distance_m": (0, 1e8),
    "speed_mps": (0, 1_000),
    "heart_rate_bpm": (1, 254),
    "cadence_spm": (0, 254),
    "power_w": (0, 10_000),
    "temperature_c": (-100, 100),
    "gps_error_m": (0, 1e6),
}
"""What a column can hold at all; wide on purpose, cleaning comes later. 255 is "not known" of an unsigned byte."""

_NOT_KNOWN: dict[str, float] = {"heart_rate_bpm": 0, "cadence_spm": 255, "speed_mps": -1, "gps_error_m": -1}
"""What devices write for "not known" (Apple -1, chest straps without contact 0): missing, and no damage."""


class TrackPoints:
    """The points of one file, taken over some rows at a time (see `GuardedXml.rows`) and kept as numbers.

    Attributes:
        count: points so far.
        naive: some times state no zone.
        offset_s: local time minus UTC as the first time states it [s]; None where it states UTC or nothing.
    """

    def __init__(self, time: str, columns: Mapping[str, str]) -> None:
        """Read the time from the row's entry `time`, and other entries into the `columns` they are mapped to.

        Of several entries for one column the last that a point has counts.
        """
        self.count = 0
        self.naive = False
        self.offset_s: int | None = None
        self._dated = False
        self._time = time
        self._columns = columns
        self._times: list[Times] = []
        self._blocks: list[tuple[int, str, Floats]] = []

    def take(self, rows: list[dict[str, str]]) -> None:
        """Take over the rows and clear the list.

        Raises:
            UnsafeFileError: more than MAX_POINTS.
        """
        if not rows:
            return
        times = parse_times([row.get(self._time, "") for row in rows])
        self.naive = self.naive or times.naive
        present = set().union(*rows)
        numbers = {
            entry: _numbers([row.get(entry, "nan") for row in rows]) for entry in self._columns if entry in present
        }
        self._add(times.utc, times.offset_s, numbers)
        rows.clear()

    def take_over(self, rows: Repeats) -> None:
        """Take over rows that are numbers already; their times are UTC.

        Raises:
            UnsafeFileError: more than MAX_POINTS.
        """
        self._add(rows.utc, None, rows.numbers)

    def _add(self, utc: Times, offset_s: int | None, numbers: Mapping[str, Floats]) -> None:
        if self.count + len(utc) > MAX_POINTS:
            raise UnsafeFileError(f"more than {MAX_POINTS:,} points", cure="Split the file into single activities")
        if not self._dated:
            self.offset_s, self._dated = offset_s, not np.isnat(utc).all()
        self._times.append(utc)
        self._blocks += [
            (self.count, self._columns[entry], numbers[entry]) for entry in self._columns if entry in numbers
        ]
        self.count += len(utc)

    def utc(self) -> Times:
        """Return the times of all points, NaT where missing or unreadable."""
        return np.concatenate([np.zeros(0, "datetime64[us]"), *self._times])

    def table(self, segment_starts: Sequence[int]) -> "PointTable":
        """Return all points as columns; a new segment begins at each of the (ascending) rows `segment_starts`."""
        columns = {name: np.full(self.count, np.nan) for name in ("lat_deg", "lon_deg")}
        for at, name, numbers in self._blocks:
            column = columns.setdefault(name, np.full(self.count, np.nan))
            known = ~np.isnan(numbers)
            column[at : at + len(numbers)][known] = numbers[known]
        return PointTable(
            groups=np.searchsorted(np.array(segment_starts, np.int64), np.arange(self.count), side="right"),
            utc=self.utc(),
            columns=columns,
        )


def read_points(xml: GuardedXml, points: TrackPoints, repeats: RepeatedRows, content: bytes, file: str) -> None:
    """Read a file through to its end, turning rows into numbers piece by piece: their texts would fill the memory."""
    at = 0
    try:
        while at < len(content):
            first, last = repeats.batch(content, max(at, HEAD_BYTES))
            _feed(xml, points, content[at:first])
            batch = content[first:last]
            alike = repeats.read(batch) if batch and xml.is_between_rows(repeats.parent) else None
            if alike is None:
                _feed(xml, points, batch)
            else:
                points.take_over(alike)
                xml.pass_over(batch.count(b"\n"))
            at = last
        xml.close()
        points.take(xml.rows)
    except UnsafeFileError as error:
        raise error.in_file(file) from None


def _feed(xml: GuardedXml, points: TrackPoints, content: bytes) -> None:
    for at in range(0, len(content), CHUNK_BYTES):
        xml.feed(content[at : at + CHUNK_BYTES])
        points.take(xml.rows)


def file_warnings(xml: GuardedXml, *, naive: bool) -> list[str]:
    """Return what is wrong with the file as a whole; `naive`: some of its times state no zone."""
    found = []
    if naive:
        found.append("times without a zone, taken as UTC")
    if xml.damaged_text:
        found.append("some characters are not readable in the file's encoding")
    if xml.broken is not None:
        found.append(f"the file breaks off at {xml.broken}; what came before was read")
    return found


def _numbers(texts: list[str]) -> Floats:
    """Return numbers; NaN where a text is empty, infinite where it is no number."""
    try:
        return np.array(list(map(float, texts)))
    except ValueError:
        return np.array([_number(text) for text in texts])


def _number(text: str) -> float:
    try:
        return float(text.strip() or "nan")
    except ValueError:
        return inf


def total(*texts: str) -> float | None:
    """Return the sum of stated totals [s or m]; None where they say nothing (0 is "not measured") or cannot be."""
    summed = sum(number for number in map(_number, texts) if number > 0)
    return summed if 0 < summed < MAX_TOTAL else None


@dataclass(frozen=True, kw_only=True)
class PointTable:
    """TrackPoints as columns of equal length.

    Attributes:
        groups: number of the segment or track of each point.
        utc: its time, NaT where missing or unreadable.
        columns: NaN where missing; infinite where unreadable, until `within_ranges`.
        damage: one warning per kind of value left out.
    """

    groups: NDArray[np.int64]
    utc: Times
    columns: dict[str, Floats]
    damage: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.utc)

    def __getitem__(self, rows: slice | Mask) -> "PointTable":
        columns = {name: column[rows] for name, column in self.columns.items()}
        return replace(self, groups=self.groups[rows], utc=self.utc[rows], columns=columns)

    def within_ranges(self) -> "PointTable":
        """Return the table without the values that cannot be, and with a warning per column that held some."""
        columns: dict[str, Floats] = {}
        damage = list(self.damage)
        for name, column in self.columns.items():
            low, high = RANGES[name]
            out = ~((column >= low) & (column <= high))
            if not out.any():
                columns[name] = column
                continue
            columns[name] = np.where(out, np.nan, column)
            count = np.count_nonzero(out & ~np.isnan(column) & (column != _NOT_KNOWN.get(name, np.nan)))
            if count:
                what = name.rpartition("_")[0].replace("_", " ")
                damage.append(f"{count} {what} values left out: unreadable or impossible")
        return replace(self, columns=columns, damage=tuple(damage))

    @cached_property
    def located(self) -> Mask:
        """Which points have a position that can be."""
        lat, lon = np.abs(self.columns["lat_deg"]), np.abs(self.columns["lon_deg"])
        return (lat <= RANGES["lat_deg"][1]) & (lon <= RANGES["lon_deg"][1])

    @cached_property
    def timed(self) -> Mask:
        """Which points have a readable time."""
        return ~np.isnat(self.utc)

    @property
    def segments(self) -> NDArray[np.int64]:
        """The groups numbered from 0 without gaps."""
        return np.cumsum(np.diff(self.groups, prepend=self.groups[:1]) != 0)

    def time_warnings(self) -> list[str]:
        """Return a warning where the clock runs backwards."""
        back = np.count_nonzero(np.diff(self.utc) < np.timedelta64(0, "us"))
        return [f"times run backwards at {back} points"] if back else []
