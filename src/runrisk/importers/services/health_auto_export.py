"""Health Auto Export (an iPhone app): workouts of Apple Health as JSON, many in one file."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import numpy as np

from runrisk.errors import NotAnActivityError, UnsafeFileError
from runrisk.importers.clean_text import clean_text
from runrisk.importers.formats.file_format import FileFormat
from runrisk.importers.formats.lap_pauses import elapsed_and_timer_s, paused_spans
from runrisk.importers.formats.sample_series import Series, bounded, joined_series, row_series
from runrisk.importers.formats.sport_words import sport_of_word
from runrisk.importers.formats.xml_points import MAX_SESSIONS
from runrisk.importers.formats.xml_times import as_datetime, parse_times
from runrisk.importers.recording import Recording, unknown_sport
from runrisk.importers.services.facts import with_pauses
from runrisk.importers.services.values import METRES, above_zero, items, json_head, json_of, mapping, text
from runrisk.model import Sport

_NAME = "health_auto_export"
_ROUTE = {
    "latitude": ("lat_deg", 1.0),
    "lat": ("lat_deg", 1.0),
    "longitude": ("lon_deg", 1.0),
    "lon": ("lon_deg", 1.0),
    "altitude": ("altitude_m", 1.0),
    "speed": ("speed_mps", 1.0),
    "horizontalAccuracy": ("gps_error_m", 1.0),
}
_PULSE = {"qty": ("heart_rate_bpm", 1.0), "Avg": ("heart_rate_bpm", 1.0), "avg": ("heart_rate_bpm", 1.0)}
_STAMP = re.compile(r"(\d{4}-\d\d-\d\d)\s(\d{1,2})(:\d\d:\d\d)\s*(?:([AaPp])\.?[Mm]\.?)?\s*([+-]\d{4})")
_WHERE = {"outdoor": None, "indoor": "indoor_running"}


def read_health_auto_export(content: bytes, file: str) -> list[Recording]:
    """Return the workouts of a file.

    Raises:
        NotAnActivityError: the JSON is something else, or holds no workout.
        FileError: it is damaged.
    """
    workouts = items(mapping(mapping(json_of(content)).get("data")).get("workouts"))
    if len(workouts) > MAX_SESSIONS:
        raise UnsafeFileError(f"more than {MAX_SESSIONS:,} workouts", file=file, cure="Export a shorter time")
    made = [_recording(number, mapping(workout)) for number, workout in enumerate(workouts)]
    found = [recording for recording in made if recording is not None]
    if not found:
        raise NotAnActivityError("JSON, but no workout with a start that can be read", file=file)
    return found


def _recording(place: int, workout: Mapping[str, Any]) -> Recording | None:
    ends = parse_times([_stamp(workout.get("start")), _stamp(workout.get("end"))])
    if np.isnat(ends.utc[0]):
        return None
    start = as_datetime(ends.utc[0])
    joined = joined_series(
        [
            *_series(bounded(workout.get("route")), ("timestamp", "date"), start, _ROUTE),
            *_series(bounded(workout.get("heartRateData")), ("date", "timestamp"), start, _PULSE),
        ]
    )
    span_s = 0.0 if np.isnat(ends.utc[1]) else float((ends.utc[1] - ends.utc[0]) / np.timedelta64(1, "s"))
    whole_s = max(span_s, float(joined["time_s"].max(initial=0.0)))
    elapsed_s, timer_s = _times(above_zero(workout.get("duration")), whole_s)
    sport, sub_sport, warnings = _sport(text(workout.get("name")))
    pauses = paused_spans(joined["time_s"], elapsed_s - (timer_s or elapsed_s))
    return Recording(
        format=_NAME,
        session=place,
        start_utc=start,
        elapsed_s=elapsed_s,
        file_offset_s=ends.offset_s,
        name=clean_text(text(workout.get("name"))),
        note=clean_text(text(workout.get("notes"))),
        sport=sport,
        sub_sport=sub_sport,
        session_distance_m=_metres(workout.get("distance")),
        timer_s=timer_s,
        ascent_m=_metres(workout.get("elevationUp")),
        descent_m=_metres(workout.get("elevationDown")),
        avg_hr_bpm=above_zero(mapping(workout.get("avgHeartRate")).get("qty"))
        or above_zero(mapping(mapping(workout.get("heartRate")).get("avg")).get("qty")),
        samples=with_pauses(joined, pauses),
        warnings=warnings,
    )


def _stamp(given: Any) -> str:
    """A time such as "2026-03-02 07:00:00 +0100" as ISO 8601; phones with a clock of twelve hours write "7:00:00 PM"."""
    found = _STAMP.fullmatch(text(given)[:40].strip())
    if found is None:
        return text(given)[:40]
    day, hour, rest, half, zone = found.groups()
    hours = int(hour) % 12 + 12 * (half.lower() == "p") if half else int(hour)
    return f"{day}T{hours:02}{rest}{zone[:3]}:{zone[3:]}"


def _times(stated: float | None, whole_s: float) -> tuple[float, float | None]:
    """Elapsed and timer time [s]; older exports state minutes, which is seen where they would be the longer."""
    if stated is not None and whole_s and abs(stated * 60 - whole_s) < abs(stated - whole_s):
        stated = stated * 60
    _, timer_s = elapsed_and_timer_s(stated, 0.0, whole_s)
    elapsed_s = max(whole_s, timer_s or 0.0)
    return elapsed_s, timer_s


def _series(
    points: Sequence[Any], clocks: tuple[str, str], start: datetime, columns: Mapping[str, tuple[str, float]]
) -> list[Series]:
    rows = [mapping(point) for point in points]
    stamps = [next((_stamp(row[clock]) for clock in clocks if clock in row), "") for row in rows]
    seconds = (parse_times(stamps).utc - np.datetime64(start.replace(tzinfo=None), "us")) / np.timedelta64(1, "s")
    return row_series(rows, seconds, columns)


def _metres(stated: Any) -> float | None:
    """A length with its unit: {"qty": 5.2, "units": "km"}."""
    factor = METRES.get(text(mapping(stated).get("units")).lower())
    return None if factor is None else above_zero(mapping(stated).get("qty"), factor)


def _sport(name: str) -> tuple[Sport, str | None, tuple[str, ...]]:
    """The sport of a name such as "Outdoor Run" or "Indoor Walk"."""
    where, _, rest = name.strip().partition(" ")
    known = sport_of_word(name)
    if known[0] is Sport.UNKNOWN and where.lower() in _WHERE:
        sport, sub_sport = sport_of_word(rest)
        indoors = _WHERE[where.lower()] if sport is Sport.RUNNING else None
        known = sport, sub_sport or indoors
    if known[0] is Sport.UNKNOWN:
        words = {
            found for word in re.split(r"[\s()/-]+", name) if (found := sport_of_word(word))[0] is not Sport.UNKNOWN
        }
        known = words.pop() if len(words) == 1 else known
    return *known, (unknown_sport(name) if known[0] is Sport.UNKNOWN else ())


HEALTH_AUTO_EXPORT = FileFormat(
    name=_NAME,
    begins=lambda head: json_head(head.text, "data", "workouts") or json_head(head.text, "data", "metrics"),
    read=read_health_auto_export,
)
