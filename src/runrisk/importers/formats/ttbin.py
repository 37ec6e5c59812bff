"""TomTom's .ttbin: a header that gives the length of each kind of record, then records by their kind.

Times are local but for those of positions, which are UTC; the header states the offset.
"""

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

import numpy as np

from runrisk.errors import FileError, NotAnActivityError, UnsafeFileError
from runrisk.importers.cleaning.cadence import in_steps
from runrisk.importers.formats.file_format import FileFormat
from runrisk.importers.formats.head import Head
from runrisk.importers.formats.sample_series import MAX_SAMPLES, Series, joined_series, numbers
from runrisk.importers.recording import Recording, unknown_sport
from runrisk.importers.services.facts import with_pauses
from runrisk.importers.services.values import above_zero
from runrisk.model import Sport

_NAME = "ttbin"
_HEADER = struct.Struct("<BH3sHI16s80sIiBB")
"""Mark, file version, firmware, product, start (local), software, GPS firmware, watch time, offset, reserved, kinds."""
_LENGTH = struct.Struct("<BH")
_MARK = 0x20
_STATUS, _GPS, _PULSE, _SUMMARY, _TREADMILL = 0x21, 0x22, 0x25, 0x27, 0x32
_RECORDS: Mapping[int, struct.Struct] = {
    _STATUS: struct.Struct("<BBI"),
    _GPS: struct.Struct("<iiHHIHffB"),
    _PULSE: struct.Struct("<BBI"),
    _SUMMARY: struct.Struct("<BfIH"),
    _TREADMILL: struct.Struct("<IfHI"),
}
"""Fields of the kinds that are read (as public readers of the format have them)."""
_MAX_OFFSET_S = 14 * 3600
"""Largest offset in use on earth [s]: Kiribati, UTC+14 (IANA tz database)."""
_KINDS = 64
"""Most kinds of records. Our choice: watches write some thirty."""
_NO_FIX = 0xFFFFFFFF
_ACTIVE, _PAUSED = 1, 2
_SPORTS = {
    0: (Sport.RUNNING, None),
    1: (Sport.CYCLING, None),
    2: (Sport.SWIMMING, None),
    7: (Sport.RUNNING, "treadmill"),
    8: (Sport.OTHER, None),
}
_NO_SPORT = 0xFF
"""An unsigned byte that is not known, as elsewhere. Our choice: no file with it was seen."""


@dataclass
class _Found:
    """Records by kind, as tuples of their fields, and where the file breaks off."""

    records: dict[int, list[tuple[float, ...]]] = field(default_factory=dict)
    broken: str = ""


def read_ttbin(content: bytes, file: str) -> list[Recording]:
    """Return the activity of a file; what breaks off keeps what came before.

    Raises:
        NotAnActivityError: it is something else, or nothing was recorded.
        UnsafeFileError: more than MAX_SAMPLES records.
        FileError: it is damaged before its first record.
    """
    if not _begins(Head(content[: _HEADER.size])):
        raise NotAnActivityError("no file of a TomTom watch", file=file)
    if len(content) < _HEADER.size:
        raise FileError("breaks off in its header", file=file, place=f"byte {len(content)}", cure="Copy it again")
    header = _HEADER.unpack_from(content)
    start_local, offset_s, kinds = header[4], header[8], header[10]
    found = _records(content, kinds, file)
    if not any(found.records.get(kind) for kind in (_GPS, _PULSE, _TREADMILL, _SUMMARY)):
        raise NotAnActivityError("nothing was recorded", file=file)
    offset_s = offset_s if abs(offset_s) <= _MAX_OFFSET_S else 0
    start_s = max(start_local - offset_s, 0)
    joined = joined_series(_series(found, start_s, offset_s))
    span_s = float(joined["time_s"].max(initial=0.0))
    pauses = [(begin, end) for begin, end in _pauses(found, start_local) if end <= span_s]
    paused_s = sum(end - begin for begin, end in pauses)
    number, metres, timer_s = next(((a, b, c) for a, b, c, *_ in found.records.get(_SUMMARY, ())), (None, None, None))
    kind = number if number is not None else next((s[1] for s in found.records.get(_STATUS, ())), None)
    sport, sub_sport = _SPORTS.get(int(kind), (Sport.UNKNOWN, None)) if kind is not None else (Sport.UNKNOWN, None)
    said = unknown_sport(f"number {kind:g}") if kind not in {*_SPORTS, None, _NO_SPORT} else ()
    timer = above_zero(timer_s) or (span_s - paused_s if pauses else None)
    return [
        Recording(
            format=_NAME,
            start_utc=datetime.fromtimestamp(start_s, UTC),
            elapsed_s=max(span_s, (timer or 0.0) + paused_s),
            file_offset_s=offset_s,
            sport=sport,
            sub_sport=sub_sport,
            session_distance_m=above_zero(metres),
            timer_s=timer,
            device="TomTom",
            samples=in_steps(with_pauses(joined, pauses), sport),
            warnings=(*said, *_broken_off(found)),
        )
    ]


def _records(content: bytes, kinds: int, file: str) -> _Found:
    at = _HEADER.size
    if kinds > _KINDS or len(content) < at + kinds * _LENGTH.size:
        raise FileError("is damaged in its header", file=file, place=f"byte {at}", cure="Copy it again")
    lengths = dict(_LENGTH.unpack_from(content, at + place * _LENGTH.size) for place in range(kinds))
    found = _Found()
    for kind, fields in _walk(content, at + kinds * _LENGTH.size, lengths, found):
        rows = found.records.setdefault(kind, [])
        if len(rows) >= MAX_SAMPLES:
            raise UnsafeFileError(f"more than {MAX_SAMPLES:,} records", file=file)
        rows.append(fields)
    return found


def _walk(
    content: bytes, at: int, lengths: Mapping[int, int], found: _Found
) -> Iterator[tuple[int, tuple[float, ...]]]:
    """The records that are read; those of other kinds are passed over by their length."""
    while at < len(content):
        kind = content[at]
        length = lengths.get(kind, 0)
        if length < 1 or at + length > len(content):
            found.broken = f"byte {at}"
            return
        layout = _RECORDS.get(kind)
        if layout is not None and layout.size < length:
            yield kind, layout.unpack_from(content, at + 1)
        at += length


def _broken_off(found: _Found) -> tuple[str, ...]:
    """What is said of a file that ends before its last record, which is the summary."""
    if found.broken:
        return (f"the file breaks off at {found.broken}; what came before was read",)
    return () if _SUMMARY in found.records else ("the file ends without its summary; what came before was read",)


def _series(found: _Found, start_s: float, offset_s: float) -> list[Series]:
    fixes = [row for row in found.records.get(_GPS, ()) if row[4] != _NO_FIX]
    pulses, steps = found.records.get(_PULSE, []), found.records.get(_TREADMILL, [])
    fixed = numbers([row[4] - start_s for row in fixes])
    beaten = numbers([row[2] - offset_s - start_s for row in pulses])
    stepped = numbers([row[0] - offset_s - start_s for row in steps])
    made: list[Series] = []
    if fixes:
        made += [
            ("lat_deg", fixed, numbers([row[0] * 1e-7 for row in fixes])),
            ("lon_deg", fixed, numbers([row[1] * 1e-7 for row in fixes])),
            ("speed_mps", fixed, numbers([row[6] for row in fixes])),
            ("distance_m", fixed, numbers([row[7] for row in fixes])),
        ]
    if pulses:
        made.append(("heart_rate_bpm", beaten, numbers([row[0] or np.nan for row in pulses])))
    if steps:
        made.append(("distance_m", stepped, numbers([row[1] for row in steps])))
    return made


def _pauses(found: _Found, start_local: float) -> list[tuple[float, float]]:
    """Begin and end of each pause [s since the start]."""
    pauses: list[tuple[float, float]] = []
    begin: float | None = None
    for status, _, stamp in found.records.get(_STATUS, ()):
        at = float(stamp - start_local)
        if status == _PAUSED:
            begin = at
        elif status == _ACTIVE and begin is not None:
            pauses += [(begin, at)] if 0 <= begin < at else []
            begin = None
    return pauses


def _begins(head: Head) -> bool:
    """The mark, a version below 100, and nothing that is text: the header is full of zeros."""
    content = head.content
    return content[:1] == bytes([_MARK]) and len(content) > 2 and 0 < content[1] < 100 and content[2] == 0  # noqa: PLR2004


TTBIN = FileFormat(name=_NAME, begins=_begins, read=read_ttbin)
