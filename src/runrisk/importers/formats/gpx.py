"""GPX files: one recording per track, one segment per trkseg.

A `<trk>` is a session of its own: handhelds and some services put several days into one file, and runs that follow
each other within half an hour are joined by the log, as those of two files are. A `<trkseg>` is what its definition
says, a piece recorded without a break, so it becomes a `segment`. A gap inside one is left as it is: GPX does not say
whether the watch was paused there or recorded sparsely.

Extensions are found by their local name, whatever the namespace or its prefix. `distance` is not read: services write
the way since the start or that since the last point under this name; the positions tell it better.
"""

from dataclasses import dataclass, field, replace
from functools import partial
from itertools import pairwise

import numpy as np

from runrisk.errors import FileError, NotAnActivityError, UnsafeFileError
from runrisk.importers.cleaning.cadence import both_feet
from runrisk.importers.formats.sport_words import sport_of_word
from runrisk.importers.formats.xml_guard import GuardedXml, OnEnd, OnStart
from runrisk.importers.formats.xml_points import (
    MAX_SESSIONS,
    PointTable,
    TrackPoints,
    file_warnings,
    read_points,
    total,
)
from runrisk.importers.formats.xml_times import as_datetime
from runrisk.importers.recording import Recording
from runrisk.importers.text import clean_text
from runrisk.model import Samples

_COLUMNS = {
    "lat": "lat_deg",
    "lon": "lon_deg",
    "ele": "altitude_m",
    "hr": "heart_rate_bpm",
    "heartrate": "heart_rate_bpm",
    "cad": "cadence_spm",
    "cadence": "cadence_spm",
    "atemp": "temperature_c",
    "temp": "temperature_c",
    "power": "power_w",
    "PowerInWatts": "power_w",
    "watts": "power_w",
    "speed": "speed_mps",
    "hAcc": "gps_error_m",
    "accuracy_horizontal": "gps_error_m",
}
"""Attributes of a track point, and elements inside it by local name."""

_TOTALS = ("Distance", "TimerTime", "MovingTime", "Ascent", "Descent")
"""Garmin's TrackStatsExtension of a track [m, s], as OpenTracks writes it."""

_EXPORT = "Export the activity again"


@dataclass(frozen=True, kw_only=True)
class _Track:
    """What a `<trk>` says of itself, and the row of its first point."""

    first: int
    texts: dict[str, str] = field(default_factory=dict)


def read_gpx(content: bytes, file: str) -> list[Recording]:
    """Return the recordings of a GPX file, one per track that holds points with times.

    What is wrong with a point costs that point, and a file that breaks off costs what comes after; each leaves a
    warning.

    Raises:
        NotAnActivityError: a route, a track without times or without points, places only.
        UnsafeFileError: entities, references to other files, too deep, too long, too many.
        FileError: not GPX, or nothing in it could be read.
    """
    gpx = _Gpx(file)
    read_points(gpx.xml, gpx.points, content, file)
    tables = gpx.tables()
    recordings = [
        _recording(number, track, table, gpx)
        for number, (track, table) in enumerate(zip(gpx.tracks, tables, strict=True))
        if (table.located & table.timed).any()
    ]
    if not recordings:
        raise _refusal(gpx, tables, file)
    warnings = (*recordings[-1].warnings, *_file_warnings(gpx, len(tables) - len(recordings)))
    recordings[-1] = replace(recordings[-1], warnings=warnings)
    return recordings


class _Gpx:
    """The content of one file, collected while its elements pass by."""

    def __init__(self, file: str) -> None:
        self.tracks: list[_Track] = []
        self.points = TrackPoints("time", _COLUMNS)
        self.creator = ""
        self.title = ""
        self.has_route = False
        self._segment_starts: list[int] = []
        on_start: dict[str, OnStart] = {
            "gpx": self._on_gpx,
            "rte": self._on_route,
            "trk": self._on_track,
            "trkseg": self._on_segment,
        }
        on_end: dict[str, OnEnd] = {name: partial(self._on_text, name) for name in ("name", "desc", "type", "activity")}
        on_end |= {name: partial(self._on_total, name) for name in _TOTALS}
        keep = {"time", *_COLUMNS}
        self.xml = GuardedXml(file=file, roots=("gpx",), on_start=on_start, on_end=on_end, row="trkpt", keep=keep)

    def tables(self) -> list[PointTable]:
        """Return the points of each track."""
        table = self.points.table(self._segment_starts)
        bounds = [*(track.first for track in self.tracks), len(table)]
        return [table[first:end] for first, end in pairwise(bounds)]

    @property
    def _next_row(self) -> int:
        return self.points.count + len(self.xml.rows)

    def _on_gpx(self, attributes: dict[str, str]) -> None:
        self.creator = attributes.get("creator", "")

    def _on_route(self, _attributes: dict[str, str]) -> None:
        self.has_route = True

    def _on_track(self, _attributes: dict[str, str]) -> None:
        if len(self.tracks) >= MAX_SESSIONS:
            raise UnsafeFileError(f"more than {MAX_SESSIONS:,} tracks", cure="Split the file into single activities")
        self.tracks.append(_Track(first=self._next_row))

    def _on_segment(self, _attributes: dict[str, str]) -> None:
        self._segment_starts.append(self._next_row)

    def _on_total(self, name: str, text: str) -> None:
        if self.xml.parent == "TrackStatsExtension" and self.tracks:
            self.tracks[-1].texts[name] = text

    def _on_text(self, name: str, text: str) -> None:
        parent = self.xml.parent
        if self.tracks and (parent == "trk" or name == "activity"):
            self.tracks[-1].texts[name] = text
        elif parent in {"metadata", "gpx"} and name == "name":
            self.title = text


def _recording(number: int, track: _Track, table: PointTable, gpx: _Gpx) -> Recording:
    points = table[table.located & table.timed].within_ranges()
    start = points.utc.min()
    time_s = (points.utc - start) / np.timedelta64(1, "s")
    sport, sub_sport = sport_of_word(track.texts.get("type") or track.texts.get("activity"))
    columns = points.columns | {"time_s": time_s, "segment": points.segments}
    if "cadence_spm" in columns:
        columns["cadence_spm"] = both_feet(columns["cadence_spm"], sport)
    return Recording(
        format="gpx",
        session=number,
        start_utc=as_datetime(start),
        elapsed_s=float(time_s.max()),
        file_offset_s=gpx.points.offset_s,
        name=clean_text(track.texts.get("name")) or clean_text(gpx.title),
        note=clean_text(track.texts.get("desc")),
        sport=sport,
        sub_sport=sub_sport,
        virtual=sub_sport == "virtual_activity",
        device=clean_text(gpx.creator),
        session_distance_m=total(track.texts.get("Distance", "")),
        timer_s=total(track.texts.get("TimerTime", "")),
        moving_s=total(track.texts.get("MovingTime", "")),
        ascent_m=total(track.texts.get("Ascent", "")),
        descent_m=total(track.texts.get("Descent", "")),
        samples=Samples(columns),
        warnings=(*_points_left_out(table), *points.damage, *points.time_warnings()),
    )


def _points_left_out(table: PointTable) -> list[str]:
    counts = {
        "no position that can be": np.count_nonzero(~table.located),
        "no readable time": np.count_nonzero(~table.timed),
    }
    return [f"{count} of {len(table)} points left out: {why}" for why, count in counts.items() if count]


def _file_warnings(gpx: _Gpx, tracks_left_out: int) -> list[str]:
    found = file_warnings(gpx.xml, gpx.points)
    if tracks_left_out:
        found.append(f"{tracks_left_out} tracks of the file left out: no points with position and time")
    return found


def _refusal(gpx: _Gpx, tables: list[PointTable], file: str) -> FileError:
    """Say why the file holds no activity."""
    points = sum(map(len, tables))
    timed = sum(np.count_nonzero(table.timed) for table in tables)
    if gpx.xml.broken is not None:
        return FileError(
            "the file is damaged before its first usable point", file=file, place=gpx.xml.broken, cure=_EXPORT
        )
    if timed:
        return FileError(f"none of its {points} points has a position and a time", file=file, cure=_EXPORT)
    if points or gpx.has_route:
        return NotAnActivityError("a route, not an activity: its points have no times", file=file)
    if gpx.tracks:
        problem = "an empty track, as services write it for a treadmill run"
        return NotAnActivityError(problem, file=file, cure="Export the run as FIT or TCX")
    return NotAnActivityError("no track, not an activity", file=file)
