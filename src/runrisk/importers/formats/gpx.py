"""GPX files: one recording per track, one segment per trkseg.

A `<trk>` is a session of its own: handhelds and some services put several days into one file, and runs that follow
each other within half an hour are joined by the log, as those of two files are. A `<trkseg>` is what its definition
says, a piece recorded without a break, so it becomes a `segment`. A gap inside one is left as it is: GPX does not say
whether the watch was paused there or recorded sparsely.

A point without a position counts where a sensor says something at its time: bands and treadmills write such files. A
track without points counts where the file says when and the track what it was: its day and kind are known.

Extensions are found by their local name, whatever the namespace or its prefix. `distance` is not read: services write
the way since the start or that since the last point under this name; the positions tell it better.
"""

from dataclasses import dataclass, field, replace
from functools import partial
from itertools import pairwise

import numpy as np

from runrisk.errors import FileError, NotAnActivityError, UnsafeFileError
from runrisk.geo import Floats
from runrisk.importers.clean_text import clean_text
from runrisk.importers.cleaning.cadence import both_feet
from runrisk.importers.formats.sport_words import sport_of_word
from runrisk.importers.formats.xml_guard import GuardedXml, OnEnd, OnStart
from runrisk.importers.formats.xml_points import (
    MAX_POINTS,
    MAX_SESSIONS,
    NO_PULSE_BPM,
    Mask,
    PointTable,
    TrackPoints,
    file_warnings,
    read_points,
    total,
)
from runrisk.importers.formats.xml_repeats import RepeatedRows
from runrisk.importers.formats.xml_times import Times, as_datetime, parse_time, parse_times, stated_offset_s
from runrisk.importers.recording import ONLY_THE_DAY, Recording
from runrisk.model import Samples, Sport

_COLUMNS = {
    "lat": "lat_deg",
    "lon": "lon_deg",
    "ele": "altitude_m",
    "hr": "heart_rate_bpm",
    "heartrate": "heart_rate_bpm",
    "heart_rate": "heart_rate_bpm",
    "bpm": "heart_rate_bpm",
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

_POINTS = RepeatedRows(row="trkpt", parent="trkseg", root="gpx", time="time", entries=tuple(_COLUMNS))
"""Most of a file."""

_TOTALS = ("Distance", "TimerTime", "MovingTime", "Ascent", "Descent")
"""Garmin's TrackStatsExtension of a track [m, s], as OpenTracks writes it."""

_POSITION = frozenset({"lat_deg", "lon_deg"})

_PULSE_NEAR_S = 30
"""A heart rate kept apart from the points stands for points so near [s]. Our choice: apps note one every few seconds."""

_AGAIN = "Copy or download the file again"

_CURE = "Take the activity as FIT or TCX, or from the service's whole export, whose table knows it"
"""The same service would write the same file again."""


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
    read_points(gpx.xml, gpx.points, _POINTS, content, file)
    tables = gpx.tables()
    recordings = [
        _recording(number, track, table, gpx)
        for number, (track, table) in enumerate(zip(gpx.tracks, tables, strict=True))
        if _held(table).any()
    ] or _only_the_day(gpx)
    if not recordings:
        raise _refusal(gpx, tables, file)
    warnings = _file_warnings(gpx, len(tables) - len(recordings))
    if warnings:
        recordings[-1] = replace(recordings[-1], warnings=(*recordings[-1].warnings, *warnings))
    return recordings


class _Gpx:
    """The content of one file, collected while its elements pass by."""

    def __init__(self, file: str) -> None:
        self.tracks: list[_Track] = []
        self.points = TrackPoints("time", _COLUMNS)
        self.creator = ""
        self.title = ""
        self.written = ""
        self.pulses: list[tuple[str, str]] = []
        self.has_route = False
        self._segment_starts: list[int] = []
        on_start: dict[str, OnStart] = {
            "gpx": self._on_gpx,
            "rte": self._on_route,
            "trk": self._on_track,
            "trkseg": self._on_segment,
            "heartRate": self._on_heart_rate,
        }
        on_end: dict[str, OnEnd] = {
            name: partial(self._on_text, name) for name in ("name", "desc", "type", "activity", "time")
        }
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

    def _on_heart_rate(self, attributes: dict[str, str]) -> None:
        """Note a heart rate with a time of its own, as SportTracks writes them beside the track."""
        if len(self.pulses) >= MAX_POINTS:
            raise UnsafeFileError(f"more than {MAX_POINTS:,} heart rates", cure="Split the file into single activities")
        self.pulses.append((attributes.get("time", ""), attributes.get("bpm", "")))

    def _on_total(self, name: str, text: str) -> None:
        if self.xml.parent == "TrackStatsExtension" and self.tracks:
            self.tracks[-1].texts[name] = text

    def _on_text(self, name: str, text: str) -> None:
        parent = self.xml.parent
        if self.tracks and (parent == "trk" or name == "activity"):
            self.tracks[-1].texts[name] = text
        elif parent in {"metadata", "gpx"} and name == "name":
            self.title = text
        elif parent in {"metadata", "gpx"} and name == "time":
            self.written = text


def _recording(number: int, track: _Track, table: PointTable, gpx: _Gpx) -> Recording:
    points = table[_held(table)].within_ranges()
    start = points.utc.min()
    time_s = (points.utc - start) / np.timedelta64(1, "s")
    sport, sub_sport = _kind(track)
    columns = points.columns | {"time_s": time_s, "segment": points.segments}
    for name in _POSITION:
        columns[name] = np.where(points.located, columns[name], np.nan)
    if gpx.pulses:
        columns["heart_rate_bpm"] = _with_pulses(columns.get("heart_rate_bpm"), points.utc, gpx.pulses)
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
        written_utc=parse_time(gpx.written),
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


def _kind(track: _Track) -> tuple[Sport, str | None]:
    return sport_of_word(track.texts.get("type") or track.texts.get("activity"))


def _held(table: PointTable) -> Mask:
    """Which points say something: a time, and with it a position or what a sensor measured."""
    says = table.located
    for name in table.columns.keys() - _POSITION:
        says = says | np.isfinite(table.columns[name])
    return says & table.timed


def _with_pulses(own: Floats | None, utc: Times, pulses: list[tuple[str, str]]) -> Floats:
    """The points' own heart rates, and where they have none the nearest of those kept apart."""
    own = np.full(len(utc), np.nan) if own is None else own
    moments = parse_times([time for time, _ in pulses]).utc
    bpm = np.array([total(text) or np.nan for _, text in pulses])
    known = ~np.isnat(moments) & (bpm < NO_PULSE_BPM)
    if not known.any():
        return own
    order = np.argsort(moments[known], kind="stable")
    moments, bpm = moments[known][order], bpm[known][order]
    after = np.searchsorted(moments, utc).clip(1, len(moments) - 1) if len(moments) > 1 else np.zeros(len(utc), int)
    before = np.maximum(after - 1, 0)
    nearest = np.where(utc - moments[before] <= moments[after] - utc, before, after)
    near = np.abs(utc - moments[nearest]) <= np.timedelta64(_PULSE_NEAR_S, "s")
    return np.where(np.isnan(own) & near, bpm[nearest], own)


def _only_the_day(gpx: _Gpx) -> list[Recording]:
    """The one track of a file without any points, where the file says when and the track what it was."""
    start_utc = parse_time(gpx.written)
    if start_utc is None or gpx.points.count or len(gpx.tracks) != 1 or gpx.xml.broken is not None:
        return []
    track = gpx.tracks[0]
    sport, sub_sport = _kind(track)
    if sport is Sport.UNKNOWN:
        return []
    return [
        Recording(
            format="gpx",
            start_utc=start_utc,
            elapsed_s=total(track.texts.get("TimerTime", "")) or 0.0,
            file_offset_s=stated_offset_s(gpx.written),
            name=clean_text(track.texts.get("name")) or clean_text(gpx.title),
            note=clean_text(track.texts.get("desc")),
            sport=sport,
            sub_sport=sub_sport,
            device=clean_text(gpx.creator),
            session_distance_m=total(track.texts.get("Distance", "")),
            timer_s=total(track.texts.get("TimerTime", "")),
            warnings=(ONLY_THE_DAY,),
        )
    ]


def _points_left_out(table: PointTable) -> list[str]:
    held = _held(table)
    counts = {
        "no position that can be": np.count_nonzero(~table.located & ~held),
        "no readable time": np.count_nonzero(~table.timed),
    }
    found = [f"{count} of {len(table)} points left out: {why}" for why, count in counts.items() if count]
    lost = np.count_nonzero(held & ~table.located)
    if lost == np.count_nonzero(held):
        return [*found, "no positions in the file: its way is not known"]
    return [*found, f"{lost} of {len(table)} points have no position that can be"] if lost else found


def _file_warnings(gpx: _Gpx, tracks_left_out: int) -> list[str]:
    found = file_warnings(gpx.xml, naive=gpx.points.naive)
    if tracks_left_out and gpx.points.count:
        found.append(f"{tracks_left_out} tracks of the file left out: no points with a time and a position or reading")
    return found


def _refusal(gpx: _Gpx, tables: list[PointTable], file: str) -> FileError:
    """Say why the file holds no activity."""
    points = sum(map(len, tables))
    timed = sum(np.count_nonzero(table.timed) for table in tables)
    if gpx.xml.broken is not None:
        return FileError(
            "the file is damaged before its first usable point", file=file, place=gpx.xml.broken, cure=_AGAIN
        )
    if timed:
        problem = f"none of its {points} points has a position or a reading of a sensor"
        return FileError(problem, file=file, cure=_CURE)
    if points or gpx.has_route:
        return NotAnActivityError("a route, not an activity: its points have no times", file=file)
    if gpx.tracks:
        problem = "an empty track, as services write it for a treadmill run"
        return NotAnActivityError(problem, file=file, cure=_CURE)
    return NotAnActivityError("no track, not an activity", file=file)
