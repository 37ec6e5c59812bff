"""The points of one exercise of Samsung Health: heart rate, cadence and distance in one file, places in another."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from runrisk.geo import Floats
from runrisk.importers.formats.file_format import FileFormat
from runrisk.importers.formats.piece_parts import parts_of, piece_of
from runrisk.importers.formats.sample_series import Series, bounded, joined_series, numbers, row_series
from runrisk.importers.recording import Recording
from runrisk.importers.services.piece_facts import known_in, recording_of
from runrisk.importers.services.values import json_of, mapping

NAME = "samsung"
LIVE, PLACES = "live", "location"
"""The parts that hold points."""
_COLUMNS = {
    "heart_rate": ("heart_rate_bpm", 1.0),
    "cadence": ("cadence_spm", 1.0),
    "speed": ("speed_mps", 1.0),
    "power": ("power_w", 1.0),
    "latitude": ("lat_deg", 1.0),
    "longitude": ("lon_deg", 1.0),
    "altitude": ("altitude_m", 1.0),
}
_RISING = 0.5
"""A distance that never falls and rises in more than this share of steps is a running sum: pieces of a run go up and
down. Our choice."""

DISTANCE_TAKEN = (
    "The export does not say whether a point's distance counts from the start or from the point before: "
    "taken as {what}, which suits its numbers."
)


def read_samsung_track(content: bytes, file: str) -> list[Recording]:
    """Return the recording of a piece.

    Raises:
        NotAnActivityError: it is something else, or has no start.
        FileError: it is damaged.
    """
    parts = parts_of(content, file, NAME)
    known, start_s = known_in(parts, file)
    series, warnings = list[Series](), list[str]()
    for part in (LIVE, PLACES):
        points = [mapping(point) for point in bounded(json_of(parts.get(part, b"[]")))]
        seconds = numbers([point.get("start_time") for point in points]) / 1000 - start_s
        series += row_series(points, seconds, _COLUMNS)
        distance, said = _distance(points, seconds)
        series += distance
        warnings += said
    return [recording_of(known, joined_series(series), format_name=NAME, warnings=tuple(warnings))]


def _distance(points: Sequence[Mapping[str, Any]], seconds: Floats) -> tuple[list[Series], list[str]]:
    """The distance since the start, from pieces or a running sum, and how it was taken."""
    stated = numbers([point.get("distance") for point in points])
    known = np.flatnonzero(np.isfinite(stated) & np.isfinite(seconds) & (stated >= 0))
    order = known[np.argsort(seconds[known], kind="stable")]
    metres = stated[order]
    if len(metres) < 2 or not metres.any():  # noqa: PLR2004 - one point has no step
        return [], []
    steps = np.diff(metres)
    rising = bool((steps >= 0).all() and (steps > 0).mean() > _RISING)
    what = "counted from the start" if rising else "pieces"
    total = metres if rising else np.cumsum(metres)
    return [("distance_m", seconds[order], total)], [DISTANCE_TAKEN.format(what=what)]


SAMSUNG_TRACK = FileFormat(name=NAME, begins=piece_of(NAME), read=read_samsung_track)
