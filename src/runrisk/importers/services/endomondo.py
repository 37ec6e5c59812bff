"""Endomondo's archive (closed in 2020): one workout a file, as a list of objects with one key each, in UTC."""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

import numpy as np

from runrisk.errors import NotAnActivityError
from runrisk.importers.clean_text import clean_text
from runrisk.importers.cleaning.cadence import in_steps
from runrisk.importers.formats.file_format import FileFormat
from runrisk.importers.formats.lap_pauses import elapsed_and_timer_s, paused_spans
from runrisk.importers.formats.sample_series import bounded, joined_series, row_series
from runrisk.importers.formats.sport_words import sport_of_word
from runrisk.importers.formats.xml_times import parse_time
from runrisk.importers.recording import Recording, unknown_sport
from runrisk.importers.services.facts import with_pauses
from runrisk.importers.services.localised_dates import dates
from runrisk.importers.services.values import above_zero, items, json_of, mapping, text
from runrisk.model import Sport

_NAME = "endomondo"
_COLUMNS = {
    "heart_rate_bpm": ("heart_rate_bpm", 1.0),
    "cadence_rpm": ("cadence_spm", 1.0),
    "speed_kmh": ("speed_mps", 1 / 3.6),
    "distance_km": ("distance_m", 1000.0),
    "altitude": ("altitude_m", 1.0),
    "latitude": ("lat_deg", 1.0),
    "longitude": ("lon_deg", 1.0),
}
_BEGIN = re.compile(r"[\s\ufeff]*\[\s*\{\s*\"\w+\"\s*:")
_WEEKDAY = re.compile(r"^\w{3}\s+|\s+UTC\b")
_WORDS = {"cycling_sport": "cycling", "cycling_transportation": "cycling", "fitness_walking": "walking"}


def read_endomondo(content: bytes, file: str) -> list[Recording]:
    """Return the workout of a file.

    Raises:
        NotAnActivityError: the JSON is something else, or has no start.
        FileError: it is damaged.
    """
    workout = _one(items(json_of(content)))
    start = _utc(text(workout.get("start_time")))
    if start is None:
        raise NotAnActivityError("JSON, but no workout of Endomondo's with a start", file=file)
    points = [_point(point) for point in bounded(workout.get("points"))]
    seconds = _seconds([text(point.get("timestamp")) for point in points], start)
    joined = joined_series(row_series(points, seconds, _COLUMNS))
    word = text(workout.get("sport")).lower()
    sport, sub_sport = sport_of_word(_WORDS.get(word, word))
    span_s = float(joined["time_s"].max(initial=0.0))
    end = _utc(text(workout.get("end_time")))
    whole_s = max(span_s, (end - start).total_seconds() if end is not None else 0.0)
    _, timer_s = elapsed_and_timer_s(above_zero(workout.get("duration_s")), 0.0, whole_s)
    elapsed_s = max(whole_s, timer_s or 0.0)
    pauses = paused_spans(joined["time_s"], elapsed_s - (timer_s or elapsed_s))
    return [
        Recording(
            format=_NAME,
            start_utc=start,
            elapsed_s=elapsed_s,
            name=clean_text(text(workout.get("name"))),
            note=clean_text(text(workout.get("notes")) or text(workout.get("message"))),
            sport=sport,
            sub_sport=sub_sport,
            session_distance_m=above_zero(workout.get("distance_km"), 1000.0),
            timer_s=min(timer_s, elapsed_s) if timer_s else None,
            ascent_m=above_zero(workout.get("ascend_m")),
            descent_m=above_zero(workout.get("descend_m")),
            avg_hr_bpm=above_zero(workout.get("heart_rate_avg_bpm")),
            samples=in_steps(with_pauses(joined, pauses), sport),
            warnings=unknown_sport(word) if sport is Sport.UNKNOWN else (),
        )
    ]


def _one(parts: Iterable[Any]) -> Mapping[str, Any]:
    """The object whose keys stand in objects of their own."""
    return {key: value for part in parts for key, value in mapping(part).items()}


def _point(parts: Any) -> Mapping[str, Any]:
    point = _one(items(parts))
    location = items(point.get("location"))
    return {**point, **_one(items(location[0]))} if location else point


def _utc(stated: str) -> datetime | None:
    """A time such as "2019-05-01 06:00:00.0", in UTC."""
    found = parse_time(stated[:40])
    return None if found is None else found.astimezone(UTC)


def _seconds(stamps: list[str], start: datetime) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Seconds since the start of times such as "Wed May 01 06:00:00 UTC 2019"; NaN where there is none."""
    moments = dates([_WEEKDAY.sub(" ", stamp[:40]) for stamp in stamps])
    return np.array(
        [
            (moment.replace(tzinfo=UTC) - start).total_seconds() if isinstance(moment, datetime) else np.nan
            for moment in moments
        ],
        float,
    )


def _begins(head: str) -> bool:
    return bool(_BEGIN.match(head)) and any(
        f'"{key}"' in head for key in ("duration_s", "distance_km", "speed_avg_kmh")
    )


ENDOMONDO = FileFormat(name=_NAME, begins=lambda head: _begins(head.text), read=read_endomondo)
