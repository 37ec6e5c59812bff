"""Tables that are one recording, a sample a row: Stryd's and OpenTracks' CSV. Neither names its sport or states totals."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from runrisk.errors import NotAnActivityError, UnsafeFileError
from runrisk.geo import Floats
from runrisk.importers.cleaning.cadence import in_steps
from runrisk.importers.formats.file_format import FileFormat
from runrisk.importers.formats.head import Head
from runrisk.importers.formats.sample_series import MAX_SAMPLES, joined_series, numbers, row_series
from runrisk.importers.formats.xml_times import Times, as_datetime, parse_times
from runrisk.importers.recording import Recording
from runrisk.importers.services.facts import with_pauses
from runrisk.importers.services.text_tables import Row, csv_rows
from runrisk.importers.services.values import METRES
from runrisk.model import Sport

_PAUSE_S = 30.0
"""A gap longer than this is a pause [s], where nothing else marks one. Our choice, as for the laps of a TCX file."""
_EPOCH_MS = 1e11
"""A number of seconds since 1970 beyond this [s] is in milliseconds: the year 5138."""
_UNITS = {**METRES, "meters": 1.0, "m/s": 1.0, "km/h": 1 / 3.6, "mph": 0.44704, "ms": 1.0, "spm": 1.0, "bpm": 1.0}
"""Factors of units in headers to ours; a unit that is not here leaves its column out."""
_WITH_UNIT = re.compile(r"\s*([^()]+?)\s*(?:\(([^()]*)\))?\s*")


@dataclass(frozen=True, kw_only=True)
class SampleTable:
    """One kind of table.

    Attributes:
        name: of the format.
        columns: our column and a further factor by the header without its unit, in lower case; later ones go before.
        utc: times of the rows.
        time: header of the column with the time.
        sport: of every recording; UNKNOWN where it may be anything.
        mark: header of the column that says where a segment begins; empty where none does.
    """

    name: str
    columns: Mapping[str, tuple[str, float]]
    utc: Callable[[Sequence[str]], Times]
    time: str
    sport: Sport = Sport.UNKNOWN
    mark: str = ""


def _epoch(cells: Sequence[str]) -> Times:
    seconds = numbers(cells)
    seconds = np.where(seconds > _EPOCH_MS, seconds / 1000, seconds)
    return _moments(seconds)


def _moments(seconds: Floats) -> Times:
    known = (seconds > 0) & (seconds < _EPOCH_MS)
    utc = np.full(len(seconds), np.datetime64("NaT", "us"))
    utc[known] = np.rint(seconds[known] * 1e6).astype(np.int64).astype("datetime64[us]")
    return utc


STRYD_TABLE = SampleTable(
    name="stryd",
    columns={
        "watch speed": ("speed_mps", 1.0),
        "stryd speed": ("speed_mps", 1.0),
        "watch distance": ("distance_m", 1.0),
        "stryd distance": ("distance_m", 1.0),
        "watch elevation": ("altitude_m", 1.0),
        "heart rate": ("heart_rate_bpm", 1.0),
        "cadence": ("cadence_spm", 1.0),
        "ground time": ("contact_ms", 1.0),
        "vertical oscillation": ("oscillation_mm", 1000.0),
        "latitude": ("lat_deg", 1.0),
        "longitude": ("lon_deg", 1.0),
    },
    utc=_epoch,
    time="timestamp",
    sport=Sport.RUNNING,
)
"""From PowerCenter (from memory, not seen). Its power is per kilogram of a weight that the table does not state."""

OPENTRACKS_TABLE = SampleTable(
    name="opentracks",
    columns={
        "latitude": ("lat_deg", 1.0),
        "longitude": ("lon_deg", 1.0),
        "altitude": ("altitude_m", 1.0),
        "accuracy_horizontal": ("gps_error_m", 1.0),
        "speed": ("speed_mps", 1.0),
        "heartrate": ("heart_rate_bpm", 1.0),
        "cadence": ("cadence_spm", 1.0),
        "power": ("power_w", 1.0),
    },
    utc=lambda cells: parse_times(cells).utc,
    time="#time",
    mark="trackpoint_type",
)
"""OpenTracks' CSV (seen in a public file); sensor_distance is left out: the positions tell the distance."""


def read_sample_table(table: SampleTable, content: bytes, file: str) -> list[Recording]:
    """Return the recording of a table.

    Raises:
        NotAnActivityError: another table, or one without a time that can be read.
        UnsafeFileError: more than MAX_SAMPLES rows.
        FileError: it is no table.
    """
    (_, header), *body = [*csv_rows(content, ",")] or [(1, [])]
    if len(body) > MAX_SAMPLES:
        raise UnsafeFileError(f"more than {MAX_SAMPLES:,} samples", file=file)
    named = [_WITH_UNIT.fullmatch(cell.strip().lower()) for cell in header]
    names = ["" if found is None else found[1] for found in named]
    if table.time not in names:
        raise NotAnActivityError("a table of another kind", file=file)
    whole = body if content.endswith((b"\n", b"\r")) else body[:-1]  # the last row may be cut in the middle of a number
    rows = [dict(zip(names, cells, strict=False)) for _, cells in whole]
    stamps = [row.get(table.time, "").strip()[:40] for row in rows]
    utc = table.utc(stamps)
    known = utc[~np.isnat(utc)]
    if not len(known):
        raise NotAnActivityError("a table without a time that can be read", file=file)
    seconds = (utc - known.min()) / np.timedelta64(1, "s")
    units = {found[1]: found[2] for found in named if found is not None and found[2] is not None}
    columns = {
        name: (column, factor * _UNITS[units.get(name, "m")])
        for name, (column, factor) in table.columns.items()
        if units.get(name, "m") in _UNITS
    }
    joined = joined_series(row_series(rows, seconds, columns))
    pauses = _pauses(joined["time_s"], [row.get(table.mark, "") for row in rows], seconds)
    span_s = float(joined["time_s"].max(initial=0.0))
    unread = np.count_nonzero(np.isnat(utc))
    return [
        Recording(
            format=table.name,
            start_utc=as_datetime(known.min()),
            elapsed_s=span_s,
            file_offset_s=parse_times(stamps[:1]).offset_s,
            timer_s=span_s - sum(end - begin for begin, end in pauses) if pauses else None,
            sport=table.sport,
            samples=in_steps(with_pauses(joined, pauses), table.sport),
            warnings=(
                *_cut(body, whole, header),
                *([f"{unread} samples left out: no readable time"] if unread else []),
            ),
        )
    ]


def _cut(body: Sequence[Row], whole: Sequence[Row], header: Sequence[str]) -> tuple[str, ...]:
    """What is said of a table whose last row is shorter than its header."""
    cut = len(whole) < len(body) and len(body[-1][1]) < len(header)
    return ("the table breaks off in its last row; what came before was read",) if cut else ()


def _pauses(time_s: Floats, marks: Sequence[str], seconds: Floats) -> list[tuple[float, float]]:
    """Begin and end of each pause [s]: before a row that begins a segment, or where the clock leaps."""
    begins = {round(float(at)) for at, mark in zip(seconds, marks, strict=True) if "START" in mark and at > 0}
    ends = [
        place
        for place in range(1, len(time_s))
        if float(time_s[place]) in begins or time_s[place] - time_s[place - 1] > _PAUSE_S
    ]
    return [(float(time_s[end - 1]), float(time_s[end])) for end in ends]


def _is_stryd(head: Head) -> bool:
    first = head.text.lstrip("\ufeff").partition("\n")[0].lower()
    return first.startswith("timestamp,") and "stryd" in first


STRYD = FileFormat(
    name=STRYD_TABLE.name, begins=_is_stryd, read=lambda content, file: read_sample_table(STRYD_TABLE, content, file)
)
OPENTRACKS = FileFormat(
    name=OPENTRACKS_TABLE.name,
    begins=lambda head: head.text.lstrip("\ufeff").startswith("#time,trackpoint_type"),
    read=lambda content, file: read_sample_table(OPENTRACKS_TABLE, content, file),
)
