"""TCX files: one recording per activity, multisport sessions included.

Segments: a Track that is not the first of its Lap begins a new one, since watches close the Track at each pause. The
first Track of a Lap does so only after a gap of more than PAUSE_GAP_S: a lap key is no pause. A gap inside a Track is
left as it is: the format does not say whether the watch was paused there or recorded sparsely.

Sport: the format has three words. Running and Biking say what they mean. "Other" is what is neither: Sport.OTHER, not
UNKNOWN, since a file with a word for running that does not use it has said something.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from itertools import pairwise

import numpy as np

from runrisk.errors import FileError, NotAnActivityError, UnsafeFileError
from runrisk.geo import Floats
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
from runrisk.importers.formats.xml_times import Times, as_datetime, parse_time
from runrisk.importers.recording import Recording
from runrisk.importers.text import clean_text
from runrisk.model import Recorder, Samples, Sport

PAUSE_GAP_S = 30
"""Between the points of two laps, more than this is a pause. Our choice: sparse recording leaves up to some 13 s."""

STATED_START_S = 3600
"""So long before its first point an activity can begin; an <Id> further away is wrong. Our choice: waiting for GPS."""

BACKWARDS_M = 1
"""Total distances that fall by more than this are broken; less is rounding. Our choice."""

_COLUMNS = {
    "LatitudeDegrees": "lat_deg",
    "LongitudeDegrees": "lon_deg",
    "AltitudeMeters": "altitude_m",
    "DistanceMeters": "distance_m",
    "Value": "heart_rate_bpm",
    "Cadence": "cadence_spm",
    "RunCadence": "cadence_spm",
    "Speed": "speed_mps",
    "Watts": "power_w",
}
"""Elements inside a Trackpoint, by local name; the only Value there is that of HeartRateBpm."""

_TEXTS = {"Id": "Activity", "Notes": "Activity", "Name": "Creator", "UnitId": "Creator"}
"""Elements outside of Trackpoints, and the element each stands in."""

_UNIT_DIGITS = 10
"""Unit numbers have 32 bits."""

_EXPORT = "Export the activity again"


@dataclass(frozen=True, kw_only=True)
class _Activity:
    """What an `<Activity>` says of itself; the row of its first point; starts and totals of its laps, as texts."""

    sport: str
    first: int
    texts: dict[str, str] = field(default_factory=dict)
    lap_starts: list[str] = field(default_factory=list)
    lap_s: list[str] = field(default_factory=list)
    lap_m: list[str] = field(default_factory=list)


def read_tcx(content: bytes, file: str) -> list[Recording]:
    """Return the recordings of a TCX file, one per activity that has timed points or at least a lap's time.

    What is wrong with a point costs that point, and a file that breaks off costs what comes after; each leaves a
    warning.

    Raises:
        NotAnActivityError: a course, or activities without any content.
        UnsafeFileError: entities, references to other files, too deep, too long, too many.
        FileError: not TCX, or nothing in it could be read.
    """
    tcx = _Tcx(file)
    read_points(tcx.xml, tcx.points, content, file)
    recordings = [
        _recording(number, activity, table, tcx.points.offset_s)
        for number, (activity, table) in enumerate(zip(tcx.activities, tcx.tables(), strict=True))
        if table.timed.any() or (total(*activity.lap_s) and _stated_start(activity) is not None)
    ]
    if not recordings:
        raise _refusal(tcx, file)
    warnings = (*recordings[-1].warnings, *file_warnings(tcx.xml, tcx.points))
    recordings[-1] = replace(recordings[-1], warnings=warnings)
    return recordings


class _Tcx:
    """The content of one file, collected while its elements pass by."""

    def __init__(self, file: str) -> None:
        self.activities: list[_Activity] = []
        self.points = TrackPoints("Time", _COLUMNS)
        self.course_row: int | None = None
        self._breaks: list[int] = []
        self._lap_changes: list[int] = []
        self._in_new_lap = False
        on_start: dict[str, OnStart] = {
            "Activity": self._on_activity,
            "Course": self._on_course,
            "Lap": self._on_lap,
            "Track": self._on_track,
        }
        on_end: dict[str, OnEnd] = {name: partial(self._on_text, name) for name in _TEXTS}
        on_end |= {name: partial(self._on_lap_total, name) for name in ("TotalTimeSeconds", "DistanceMeters")}
        keep = {"Time", *_COLUMNS}
        roots = ("TrainingCenterDatabase",)
        self.xml = GuardedXml(file=file, roots=roots, on_start=on_start, on_end=on_end, row="Trackpoint", keep=keep)

    def tables(self) -> list[PointTable]:
        """Return the points of each activity."""
        utc = self.points.utc()
        paused = [row for row in self._lap_changes if _gap_s(utc, row) > PAUSE_GAP_S]
        table = self.points.table(sorted([*self._breaks, *paused]))
        end = len(table) if self.course_row is None else self.course_row
        bounds = [*(activity.first for activity in self.activities), end]
        return [table[first:end] for first, end in pairwise(bounds)]

    def _current(self) -> _Activity | None:
        """Return the activity being read; a course, which comes after the activities, has laps of its own."""
        return self.activities[-1] if self.activities and self.course_row is None else None

    @property
    def _next_row(self) -> int:
        return self.points.count + len(self.xml.rows)

    def _on_activity(self, attributes: dict[str, str]) -> None:
        if len(self.activities) >= MAX_SESSIONS:
            raise UnsafeFileError(f"more than {MAX_SESSIONS:,} activities", cure="Split the file")
        self.activities.append(_Activity(sport=attributes.get("Sport", ""), first=self._next_row))

    def _on_course(self, _attributes: dict[str, str]) -> None:
        self.course_row = self._next_row

    def _on_lap(self, attributes: dict[str, str]) -> None:
        self._in_new_lap = True
        activity = self._current()
        if activity is not None:
            activity.lap_starts.append(attributes.get("StartTime", ""))

    def _on_track(self, _attributes: dict[str, str]) -> None:
        (self._lap_changes if self._in_new_lap else self._breaks).append(self._next_row)
        self._in_new_lap = False

    def _on_text(self, name: str, text: str) -> None:
        activity = self._current()
        if activity is not None and self.xml.parent == _TEXTS[name]:
            activity.texts[name] = text

    def _on_lap_total(self, name: str, text: str) -> None:
        activity = self._current()
        if activity is not None and self.xml.parent == "Lap":
            (activity.lap_s if name == "TotalTimeSeconds" else activity.lap_m).append(text)


def _gap_s(utc: Times, row: int) -> float:
    """Return the time from the point before a row to it [s]; 0 at the ends and where a time is missing."""
    if not 0 < row < len(utc):
        return 0
    gap = (utc[row] - utc[row - 1]) / np.timedelta64(1, "s")
    return 0 if np.isnan(gap) else float(gap)


def _recording(number: int, activity: _Activity, table: PointTable, offset_s: int | None) -> Recording:
    points = table[table.timed].within_ranges()
    start, warnings = _start(_stated_start(activity) or as_datetime(points.utc.min()), points)
    time_s = (points.utc - np.datetime64(start.replace(tzinfo=None), "us")) / np.timedelta64(1, "s")
    sport, sub_sport = sport_of_word(activity.sport)
    columns, distance_warnings = _columns(points, sport)
    timer_s = total(*activity.lap_s)
    untimed = len(table) - len(points)
    if untimed:
        warnings.append(f"{untimed} of {len(table)} points left out: no readable time")
    return Recording(
        format="tcx",
        session=number,
        start_utc=start,
        elapsed_s=max(float(time_s.max(initial=0)), timer_s or 0),
        file_offset_s=offset_s,
        sport=sport,
        sub_sport=sub_sport,
        note=clean_text(activity.texts.get("Notes")),
        device=clean_text(activity.texts.get("Name")),
        recorder=_recorder(activity),
        lap_distance_m=total(*activity.lap_m),
        timer_s=timer_s,
        samples=Samples({**columns, "time_s": time_s, "segment": points.segments}),
        warnings=(*warnings, *points.damage, *distance_warnings, *points.time_warnings()),
    )


def _columns(points: PointTable, sport: Sport) -> tuple[dict[str, Floats], list[str]]:
    """Return the columns with whole positions, steps of both feet and distances that never fall; and warnings."""
    columns = dict(points.columns)
    for name in ("lat_deg", "lon_deg"):
        columns[name] = np.where(points.located, columns[name], np.nan)
    if "cadence_spm" in columns:
        columns["cadence_spm"] = both_feet(columns["cadence_spm"], sport)
    distance_m = columns.get("distance_m", np.zeros(0))
    known_m = distance_m[~np.isnan(distance_m)]
    if (np.diff(known_m) >= -BACKWARDS_M).all():
        return columns, []
    del columns["distance_m"]
    return columns, ["distances of the points left out: they run backwards"]


def _stated_start(activity: _Activity) -> datetime | None:
    return parse_time(activity.texts.get("Id", "")) or parse_time(next(iter(activity.lap_starts), ""))


def _start(stated: datetime, points: PointTable) -> tuple[datetime, list[str]]:
    """Return the start as the activity states it, where its points agree, else the first point's time; and warnings."""
    if not len(points):
        return stated, []
    first = as_datetime(points.utc.min())
    early_s = (first - stated).total_seconds()
    if 0 <= early_s <= STATED_START_S:
        return stated, []
    warnings = [] if -1 < early_s < 0 else ["starts at its first point: the start it states does not fit to it"]
    return first, warnings


def _recorder(activity: _Activity) -> Recorder | None:
    """Return the watch, where a unit number names it: only Garmin's do; others write 0 or nothing."""
    unit = activity.texts.get("UnitId", "")
    if not (unit.isascii() and unit.isdigit() and len(unit) <= _UNIT_DIGITS and int(unit)):
        return None
    return Recorder(
        manufacturer="garmin",
        product=clean_text(activity.texts.get("Name")),
        serial_number=int(unit),
        time_created=parse_time(activity.texts.get("Id", "")),
    )


def _refusal(tcx: _Tcx, file: str) -> FileError:
    """Say why the file holds no activity."""
    if tcx.xml.broken is not None:
        return FileError(
            "the file is damaged before its first usable point", file=file, place=tcx.xml.broken, cure=_EXPORT
        )
    if tcx.points.count and tcx.activities:
        return FileError(f"none of its {tcx.points.count} points has a readable time", file=file, cure=_EXPORT)
    if tcx.course_row is not None:
        return NotAnActivityError("a course, not an activity", file=file)
    problem = "an empty activity: no points, no lap times" if tcx.activities else "no activity in the file"
    return NotAnActivityError(problem, file=file)
