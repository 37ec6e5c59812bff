"""TCX files: one recording per activity, multisport sessions included.

Segments: a Track that is not the first of its Lap begins a new one, since watches close the Track at each pause. The
first Track of a Lap does so only after a gap of more than PAUSE_GAP_S: a lap key is no pause. A gap inside a Track is a
pause where the lap's timer says so (`lap_pauses`).

Sport: the format has three words. Running and Biking say what they mean. "Other" is what is neither: Sport.OTHER, not
UNKNOWN, since a file with a word for running that does not use it has said something.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from itertools import pairwise

import numpy as np

from runrisk.errors import FileError, NotAnActivityError, UnsafeFileError
from runrisk.geo import Floats
from runrisk.importers.clean_text import clean_text
from runrisk.importers.cleaning.cadence import both_feet
from runrisk.importers.formats.lap_pauses import pauses_within
from runrisk.importers.formats.sport_words import sport_of_word
from runrisk.importers.formats.xml_guard import GuardedXml, OnEnd, OnStart
from runrisk.importers.formats.xml_points import (
    MAX_SESSIONS,
    NO_PULSE_BPM,
    PointTable,
    TrackPoints,
    file_warnings,
    read_points,
    total,
)
from runrisk.importers.formats.xml_repeats import RepeatedRows
from runrisk.importers.formats.xml_times import Times, as_datetime, parse_time, stated_offset_s
from runrisk.importers.recording import Recording
from runrisk.model import Recorder, Samples, Sport

PAUSE_GAP_S = 30
"""Between the points of two laps, more than this is a pause. Our choice: sparse recording leaves up to some 13 s."""

STATED_START_S = 3600
"""So long before its first point an activity can begin; a stated start further away is wrong. Our choice: waiting for GPS."""

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

_POINTS = RepeatedRows(
    row="Trackpoint", parent="Track", root="TrainingCenterDatabase", time="Time", entries=tuple(_COLUMNS)
)
"""Most of a file."""

_TEXTS = {"Id": "Activity", "Notes": "Activity", "Name": "Creator", "UnitId": "Creator"}
"""Elements outside of Trackpoints, and the element each stands in."""

_TIME, _WAY, _PULSE = "TotalTimeSeconds", "DistanceMeters", "AverageHeartRateBpm"

_UNIT_DIGITS = 10
"""Unit numbers have 32 bits."""

_AGAIN = "Copy or download the file again"

_CURE = "Take the activity as FIT, or from the service's whole export, whose table knows it"
"""The same service would write the same file again."""


@dataclass(frozen=True, kw_only=True)
class _Lap:
    """What a `<Lap>` says of itself, and the row of its first point."""

    start: str
    first: int
    texts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class _Activity:
    """What an `<Activity>` says of itself, its laps, and the row of its first point."""

    sport: str
    first: int
    texts: dict[str, str] = field(default_factory=dict)
    laps: list[_Lap] = field(default_factory=list)

    def total(self, name: str) -> float | None:
        """Sum of what the laps state [s or m]; None where they say nothing."""
        return total(*(lap.texts.get(name, "") for lap in self.laps))


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
    read_points(tcx.xml, tcx.points, _POINTS, content, file)
    recordings = [
        _recording(number, activity, table, tcx.points.offset_s)
        for number, (activity, table) in enumerate(zip(tcx.activities, tcx.tables(), strict=True))
        if table.timed.any() or (activity.total(_TIME) and _stated_start(activity) is not None)
    ]
    if not recordings:
        raise _refusal(tcx, file)
    warnings = (*recordings[-1].warnings, *file_warnings(tcx.xml, naive=tcx.points.naive))
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
        on_end |= {name: partial(self._on_lap_total, name, "Lap") for name in (_TIME, _WAY)}
        on_end["Value"] = partial(self._on_lap_total, _PULSE, _PULSE)
        keep = {"Time", *_COLUMNS}
        roots = ("TrainingCenterDatabase",)
        self.xml = GuardedXml(file=file, roots=roots, on_start=on_start, on_end=on_end, row="Trackpoint", keep=keep)

    def tables(self) -> list[PointTable]:
        """Return the points of each activity."""
        utc = self.points.utc()
        paused = [row for row in self._lap_changes if _gap_s(utc, row) > PAUSE_GAP_S]
        within = [row for lap in self._ended_laps() for row in _pauses(utc, *lap)]
        table = self.points.table(sorted([*self._breaks, *paused, *within]))
        return [table[first:end] for first, end in pairwise(self._bounds())]

    def _bounds(self) -> list[int]:
        """The first row of each activity, and the row behind the last one's last."""
        end = self.points.count if self.course_row is None else self.course_row
        return [*(activity.first for activity in self.activities), end]

    def _ended_laps(self) -> Iterator[tuple[_Lap, _Lap | None, int]]:
        """Each lap, the next one of its activity, and the row behind its last point."""
        for activity, end in zip(self.activities, self._bounds()[1:], strict=True):
            for lap, later in zip(activity.laps, [*activity.laps[1:], None], strict=False):
                yield lap, later, end if later is None else later.first

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
            activity.laps.append(_Lap(start=attributes.get("StartTime", ""), first=self._next_row))

    def _on_track(self, _attributes: dict[str, str]) -> None:
        (self._lap_changes if self._in_new_lap else self._breaks).append(self._next_row)
        self._in_new_lap = False

    def _on_text(self, name: str, text: str) -> None:
        activity = self._current()
        if activity is not None and self.xml.parent == _TEXTS[name]:
            activity.texts[name] = text

    def _on_lap_total(self, name: str, parent: str, text: str) -> None:
        activity = self._current()
        if activity is not None and activity.laps and self.xml.parent == parent:
            activity.laps[-1].texts[name] = text


def _gap_s(utc: Times, row: int) -> float:
    """Return the time from the point before a row to it [s]; 0 at the ends and where a time is missing."""
    if not 0 < row < len(utc):
        return 0
    gap = (utc[row] - utc[row - 1]) / np.timedelta64(1, "s")
    return 0 if np.isnan(gap) else float(gap)


def _pauses(utc: Times, lap: _Lap, later: _Lap | None, end: int) -> list[int]:
    """Return the rows that begin anew after a pause which the lap does not mark."""
    timer_s = total(lap.texts.get(_TIME, ""))
    rows = lap.first + np.flatnonzero(~np.isnat(utc[lap.first : end]))
    begin, last = parse_time(lap.start), parse_time(later.start) if later else None
    if timer_s is None or len(rows) < 2 or (np.diff(utc[rows]) < np.timedelta64(0, "us")).any():  # noqa: PLR2004 - a gap
        return []
    begin, last = begin or as_datetime(utc[rows[0]]), last or as_datetime(utc[rows[-1]])
    moments_s = (utc[rows] - utc[rows[0]]) / np.timedelta64(1, "s")
    return [int(rows[place]) for place in pauses_within(moments_s, (last - begin).total_seconds() - timer_s)]


def _heart_rate_bpm(activity: _Activity) -> float | None:
    """Mean of the laps' means by their times [1/min]; None where no lap states one."""
    stated = [(total(lap.texts.get(_PULSE, "")), total(lap.texts.get(_TIME, ""))) for lap in activity.laps]
    known = [
        (bpm, seconds) for bpm, seconds in stated if bpm is not None and bpm < NO_PULSE_BPM and seconds is not None
    ]
    return sum(bpm * seconds for bpm, seconds in known) / sum(seconds for _, seconds in known) if known else None


def _recording(number: int, activity: _Activity, table: PointTable, offset_s: int | None) -> Recording:
    points = table[table.timed].within_ranges()
    start, warnings = _start(_stated_start(activity) or as_datetime(points.utc.min()), points)
    time_s = (points.utc - np.datetime64(start.replace(tzinfo=None), "us")) / np.timedelta64(1, "s")
    sport, sub_sport = sport_of_word(activity.sport)
    columns, distance_warnings = _columns(points, sport)
    timer_s = activity.total(_TIME)
    untimed = len(table) - len(points)
    if untimed:
        warnings.append(f"{untimed} of {len(table)} points left out: no readable time")
    return Recording(
        format="tcx",
        session=number,
        start_utc=start,
        elapsed_s=max(float(time_s.max(initial=0)), timer_s or 0),
        file_offset_s=stated_offset_s(*_stated_starts(activity)) if offset_s is None else offset_s,
        sport=sport,
        sub_sport=sub_sport,
        note=clean_text(activity.texts.get("Notes")),
        device=clean_text(activity.texts.get("Name")),
        recorder=_recorder(activity),
        lap_distance_m=activity.total(_WAY),
        timer_s=timer_s,
        avg_hr_bpm=_heart_rate_bpm(activity),
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
    return next((start for start in map(parse_time, _stated_starts(activity)) if start is not None), None)


def _stated_starts(activity: _Activity) -> list[str]:
    """The start of the first lap, then the activity's name, which some services round to the minute."""
    return [*(lap.start for lap in activity.laps[:1]), activity.texts.get("Id", "")]


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
            "the file is damaged before its first usable point", file=file, place=tcx.xml.broken, cure=_AGAIN
        )
    if tcx.points.count and tcx.activities:
        return FileError(f"none of its {tcx.points.count} points has a readable time", file=file, cure=_CURE)
    if tcx.course_row is not None:
        return NotAnActivityError("a course, not an activity", file=file)
    problem = "an empty activity: no points, no lap times" if tcx.activities else "no activity in the file"
    return NotAnActivityError(problem, file=file)
