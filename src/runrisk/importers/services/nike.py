"""Nike Run Club's activities as JSON (an answer to a request for one's data, or what the app loads): one or many a file.

Times are milliseconds since 1970, and no zone is named; distances are kilometres. Known from public parsers.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np

from runrisk.errors import NotAnActivityError, UnsafeFileError
from runrisk.geo import Floats
from runrisk.importers.clean_text import clean_text
from runrisk.importers.formats.file_format import FileFormat
from runrisk.importers.formats.lap_pauses import paused_spans
from runrisk.importers.formats.sample_series import Series, bounded, joined_series, numbers
from runrisk.importers.formats.sport_words import sport_of_word
from runrisk.importers.formats.xml_points import MAX_SESSIONS
from runrisk.importers.recording import Recording, unknown_sport
from runrisk.importers.services.facts import with_pauses
from runrisk.importers.services.values import above_zero, items, json_head, json_of, mapping, number, text
from runrisk.model import Sport

_NAME = "nike"
_COLUMNS = {
    "latitude": "lat_deg",
    "longitude": "lon_deg",
    "elevation": "altitude_m",
    "heart_rate": "heart_rate_bpm",
}
_HOW = {"trail": "trail_running", "track": "track_running", "treadmill": "treadmill_running"}
"""Words for the ground that also say how it was run."""
_TRAINING_CLUB = "com.nike.ntc"
"""Begins the name of the app whose workouts are no runs."""
_KM = 1000.0
_MS = 0.001
_LAST_MS = 4e12
"""Later starts are faults [ms since 1970]: the year 2096. Our choice."""
_HARDEST = 10.0
_AGREES = 0.1
"""A series of distances that ends further from the total than this share is not read. Our choice."""
_KEY_SIGNS = 8
"""So many signs of a shoe's number name it: 1 in 4 billion are alike. Our choice."""


def read_nike(content: bytes, file: str) -> list[Recording]:
    """Return the activities of a file.

    Raises:
        NotAnActivityError: the JSON is something else, or holds no activity with a start.
        FileError: it is damaged.
    """
    given = json_of(content)
    told = items(given) or items(mapping(given).get("activities")) or [given]
    if len(told) > MAX_SESSIONS:
        raise UnsafeFileError(f"more than {MAX_SESSIONS:,} activities", file=file, cure="Give fewer in a file")
    made = [_recording(place, mapping(one)) for place, one in enumerate(told)]
    found = [recording for recording in made if recording is not None]
    if not found:
        raise NotAnActivityError("JSON, but no activity of Nike Run Club with a start", file=file)
    return found


def _recording(place: int, told: Mapping[str, Any]) -> Recording | None:
    start_ms = above_zero(told.get("start_epoch_ms"))
    if start_ms is None or start_ms > _LAST_MS:
        return None
    totals, tags = _totals(told), mapping(told.get("tags"))
    metres = above_zero(totals.get("distance total"), _KM)
    joined = joined_series(_series(told, start_ms, metres))
    span_s = ((number(told.get("end_epoch_ms")) or start_ms) - start_ms) * _MS
    timer_s = above_zero(told.get("active_duration_ms"), _MS)
    elapsed_s = max(span_s, float(joined["time_s"].max(initial=0.0)), timer_s or 0.0)
    sport, sub_sport, warnings = _sport(told, tags)
    steps = above_zero(totals.get("steps total"))
    rpe = above_zero(tags.get("rpe"))
    return Recording(
        format=_NAME,
        session=place,
        start_utc=datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=start_ms),
        elapsed_s=elapsed_s,
        timer_s=timer_s,
        name=clean_text(text(tags.get("com.nike.name"))),
        note=clean_text(text(tags.get("note"))),
        sport=sport,
        sub_sport=sub_sport,
        session_distance_m=metres,
        ascent_m=above_zero(totals.get("ascent total")),
        descent_m=above_zero(totals.get("descent total")),
        avg_hr_bpm=above_zero(totals.get("heart_rate mean")),
        avg_cadence_spm=steps / timer_s * 60 if steps and timer_s and sport is Sport.RUNNING else None,
        rpe=rpe if rpe is not None and rpe <= _HARDEST else None,
        shoe=_shoe(text(tags.get("shoe_id"))),
        samples=with_pauses(joined, paused_spans(joined["time_s"], elapsed_s - (timer_s or elapsed_s))),
        warnings=warnings,
    )


def _totals(told: Mapping[str, Any]) -> dict[str, Any]:
    """The summaries by "distance total" or "heart_rate mean"; of two by different programs the first."""
    found = dict[str, Any]()
    for one in map(mapping, items(told.get("summaries"))):
        found.setdefault(f"{text(one.get('metric'))} {text(one.get('summary'))}", one.get("value"))
    return found


def _series(told: Mapping[str, Any], start_ms: float, metres: float | None) -> list[Series]:
    found = []
    for metric in map(mapping, items(told.get("metrics"))):
        kind, rows = text(metric.get("type")), [mapping(row) for row in bounded(metric.get("values"))]
        values = numbers([row.get("value") for row in rows])
        if kind in _COLUMNS:
            found.append((_COLUMNS[kind], _seconds(rows, "start_epoch_ms", start_ms), values))
        elif kind == "distance" and (so_far := _so_far(values * _KM, metres)) is not None:
            found.append(("distance_m", _seconds(rows, "end_epoch_ms", start_ms), so_far))
    return found


def _seconds(rows: Sequence[Mapping[str, Any]], name: str, start_ms: float) -> Floats:
    return (numbers([row.get(name) for row in rows]) - start_ms) * _MS


def _so_far(values: Floats, metres: float | None) -> Floats | None:
    """The distance at the end of each interval [m]: values are what each added, or what it was; the total tells which."""
    if metres is None or not np.isfinite(values).any():
        return None
    sums = np.nancumsum(values)
    added, was = abs(sums[-1] - metres), abs(np.nanmax(values) - metres)
    if min(added, was) > _AGREES * metres:
        return None
    return sums if added <= was else values


def _sport(told: Mapping[str, Any], tags: Mapping[str, Any]) -> tuple[Sport, str | None, tuple[str, ...]]:
    if text(told.get("app_id")).lower().startswith(_TRAINING_CLUB):
        return Sport.OTHER, None, ()
    word = text(told.get("type"))
    sport, sub_sport = sport_of_word(word)
    if sport is Sport.UNKNOWN:
        return sport, None, unknown_sport(word)
    how = _HOW.get(text(tags.get("terrain")).lower(), "")
    if sport is Sport.RUNNING and not how and text(tags.get("location")).lower().startswith("indoor"):
        how = "indoor_running"
    return sport, sport_of_word(how)[1] if how and sport is Sport.RUNNING else sub_sport, ()


def _shoe(key: str) -> str | None:
    """A name for a shoe of which only the number is known."""
    found = clean_text(key[:_KEY_SIGNS])
    return f"Nike shoe {found}" if found else None


NIKE = FileFormat(
    name=_NAME,
    begins=lambda head: json_head(head.text, "start_epoch_ms", "active_duration_ms"),
    read=read_nike,
)
