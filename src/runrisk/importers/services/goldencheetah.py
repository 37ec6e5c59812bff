"""GoldenCheetah's JSON: one activity a file, in UTC, a sample at a fixed interval."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from runrisk.errors import NotAnActivityError
from runrisk.geo import Floats
from runrisk.importers.clean_text import clean_text
from runrisk.importers.cleaning.cadence import in_steps
from runrisk.importers.formats.file_format import FileFormat
from runrisk.importers.formats.sample_series import bounded, joined_series, numbers, row_series
from runrisk.importers.formats.sport_words import sport_of_word
from runrisk.importers.formats.xml_times import parse_time
from runrisk.importers.recording import Recording, unknown_sport
from runrisk.importers.services.facts import with_pauses
from runrisk.importers.services.values import above_zero, items, json_head, json_of, mapping, number, text
from runrisk.model import Sport

_NAME = "goldencheetah"
_COLUMNS = {
    "HR": ("heart_rate_bpm", 1.0),
    "KM": ("distance_m", 1000.0),
    "KPH": ("speed_mps", 1 / 3.6),
    "WATTS": ("power_w", 1.0),
    "CAD": ("cadence_spm", 1.0),
    "RCAD": ("cadence_spm", 1.0),
    "RCON": ("contact_ms", 1.0),
    "RVERT": ("oscillation_mm", 10.0),
    "ALT": ("altitude_m", 1.0),
    "LAT": ("lat_deg", 1.0),
    "LON": ("lon_deg", 1.0),
    "TEMP": ("temperature_c", 1.0),
}
_PAUSE_S = 30.0
"""Samples come at a fixed interval: a gap longer than this is a pause [s]. Our choice, as for the laps of a TCX file."""
_HARDEST = 10


def read_goldencheetah(content: bytes, file: str) -> list[Recording]:
    """Return the activity of a file.

    Raises:
        NotAnActivityError: the JSON is something else, or has no start.
        FileError: it is damaged.
    """
    ride = mapping(mapping(json_of(content)).get("RIDE"))
    stated = text(ride.get("STARTTIME"))[:40].strip().removesuffix("UTC").strip().replace("/", "-")
    start = parse_time(f"{stated}+00:00") if stated else None
    if start is None:
        raise NotAnActivityError("JSON, but no activity of GoldenCheetah with a start", file=file)
    tags = {key: text(value).strip() for key, value in mapping(ride.get("TAGS")).items()}
    rows = [mapping(row) for row in bounded(ride.get("SAMPLES"))]
    joined = joined_series(row_series(rows, numbers([row.get("SECS") for row in rows]), _placed(rows)))
    pauses = _gaps(joined["time_s"])
    span_s = float(joined["time_s"].max(initial=0.0))
    paused_s = sum(end - begin for begin, end in pauses)
    sport, sub_sport = sport_of_word(tags.get("SubSport")) if tags.get("SubSport") else (Sport.UNKNOWN, None)
    if sport is Sport.UNKNOWN:
        sport, sub_sport = sport_of_word(tags.get("Sport"))
    rpe = above_zero(tags.get("RPE"))
    stated_km = _override(ride, "total_distance")
    return [
        Recording(
            format=_NAME,
            start_utc=start,
            elapsed_s=span_s or _override(ride, "workout_time") or 0.0,
            name=clean_text(tags.get("Workout Title") or tags.get("Title") or tags.get("Route")),
            note=clean_text(tags.get("Notes")),
            rpe=rpe if rpe is not None and rpe <= _HARDEST else None,
            sport=sport,
            sub_sport=sub_sport,
            session_distance_m=None if stated_km is None else stated_km * 1000,
            timer_s=span_s - paused_s if pauses else None,
            device=clean_text(text(ride.get("DEVICETYPE"))),
            samples=in_steps(with_pauses(joined, pauses), sport),
            warnings=unknown_sport(tags.get("Sport", "")) if sport is Sport.UNKNOWN else (),
        )
    ]


def _placed(rows: list[Mapping[str, Any]]) -> dict[str, tuple[str, float]]:
    """The columns to read: positions only where they are not 0, 0 throughout, which stands for none."""
    if any(number(row.get("LAT")) and number(row.get("LON")) for row in rows):
        return _COLUMNS
    return {name: column for name, column in _COLUMNS.items() if name not in {"LAT", "LON"}}


def _gaps(time_s: Floats) -> list[tuple[float, float]]:
    ends = np.flatnonzero(np.diff(time_s) > _PAUSE_S) + 1
    return [(float(time_s[end - 1]), float(time_s[end])) for end in ends]


def _override(ride: Mapping[str, Any], name: str) -> float | None:
    """A total that the owner corrected, in GoldenCheetah's unit."""
    found = [mapping(mapping(one).get(name)).get("value") for one in items(ride.get("OVERRIDES"))]
    return next((value for value in map(above_zero, found) if value is not None), None)


GOLDENCHEETAH = FileFormat(
    name=_NAME, begins=lambda head: json_head(head.text, "RIDE") and '"STARTTIME"' in head.text, read=read_goldencheetah
)
