"""The samples of a Polar exercise, from either dialect, on one clock of whole seconds."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import numpy as np

from runrisk.errors import UnsafeFileError
from runrisk.geo import Floats
from runrisk.importers.services.values import items, mapping, number, text
from runrisk.model import Samples

MAX_SAMPLES = 2_000_000
"""Values in one channel. Our choice: 23 days at one a second."""
MAX_SECONDS = 48 * 3600.0
"""Later samples belong to no session [s]. Our choice: as the longest activity that counts."""

_COLUMNS = {
    "heartrate": ("heart_rate_bpm", 1.0),
    "altitude": ("altitude_m", 1.0),
    "distance": ("distance_m", 1.0),
    "speed": ("speed_mps", 1 / 3.6),
    "cadence": ("cadence_spm", 1.0),
    "runningcadence": ("cadence_spm", 1.0),
    "temperature": ("temperature_c", 1.0),
    "power": ("power_w", 1.0),
}
"""Channels by their names in lower case without strokes, with the factor to our unit: speeds are km/h."""
_ROUTE = {"latitude": "lat_deg", "longitude": "lon_deg", "altitude": "altitude_m"}
_ABOVE_ZERO = frozenset({"heart_rate_bpm", "altitude_m"})
"""Columns in which zeros at the beginning mean "not known yet"."""

Channel = tuple[str, Floats, Floats]
"""Column, seconds since the start, values."""


def polar_samples(exercise: Mapping[str, Any], start: datetime) -> Samples:
    """Return the samples of an exercise that starts at `start` (local, naive); empty where it has none."""
    given = exercise.get("samples")
    channels = [*_timed(mapping(given), start), *_counted(given), *_waypoints(exercise, start)]
    usable = [(name, *_within(seconds, values)) for name, seconds, values in channels]
    if not usable:
        return Samples()
    clock = np.unique(np.concatenate([seconds for _, seconds, _ in usable]))
    columns: dict[str, Any] = {"time_s": clock.astype(float)}
    for name, seconds, values in usable:
        column = columns.setdefault(name, np.full(len(clock), np.nan))
        known = np.isfinite(values)
        column[np.searchsorted(clock, seconds[known])] = values[known]
    for name in _ABOVE_ZERO & columns.keys():
        columns[name] = _from_first(columns[name])
    return Samples(columns)


def _timed(given: Mapping[str, Any], start: datetime) -> Iterator[Channel]:
    """Channels of the older dialect: each sample has its time."""
    for name, points in given.items():
        found = list(map(mapping, _bounded(points)))
        seconds = np.array([_seconds(point.get("dateTime"), start) for point in found], float)
        if name == "recordedRoute":
            for part, column in _ROUTE.items():
                yield column, seconds, _numbers([point.get(part) for point in found])
        elif name.lower() in _COLUMNS:
            column, factor = _COLUMNS[name.lower()]
            yield column, seconds, _numbers([point.get("value") for point in found]) * factor


def _counted(given: Any) -> Iterator[Channel]:
    """Channels of the newer dialect: values at equal intervals from the start."""
    for channel in map(mapping, items(given) or items(mapping(given).get("samples"))):
        key = text(channel.get("type")).lower().replace("_", "")
        interval_s = (number(channel.get("intervalMillis")) or 0.0) / 1000
        if key in _COLUMNS and interval_s > 0:
            column, factor = _COLUMNS[key]
            values = _numbers(_bounded(channel.get("values"))) * factor
            yield column, np.arange(len(values)) * interval_s, values


def _waypoints(exercise: Mapping[str, Any], start: datetime) -> Iterator[Channel]:
    """The route of the newer dialect, which has a start of its own."""
    routes = exercise.get("routes")
    route = mapping(mapping(routes).get("route")) or mapping(next(iter(items(routes)), None)) or mapping(routes)
    points = list(map(mapping, _bounded(route.get("wayPoints"))))
    lead_s = _seconds(route.get("startTime"), start)
    elapsed = _numbers([point.get("elapsedMillis") for point in points]) / 1000
    seconds = elapsed + (lead_s if np.isfinite(lead_s) else 0.0)
    for part, column in _ROUTE.items():
        yield column, seconds, _numbers([point.get(part) for point in points])


def _bounded(values: Any) -> Sequence[Any]:
    found = items(values)
    if len(found) > MAX_SAMPLES:
        raise UnsafeFileError(f"more than {MAX_SAMPLES:,} samples")
    return found


def _numbers(values: Sequence[Any]) -> Floats:
    return np.array([np.nan if (found := number(value)) is None else found for value in values], float)


def _seconds(given: Any, start: datetime) -> float:
    try:
        return (datetime.fromisoformat(text(given)[:40]).replace(tzinfo=None) - start).total_seconds()
    except ValueError:
        return np.nan


def _within(seconds: Floats, values: Floats) -> tuple[Floats, Floats]:
    """Whole seconds within the session; what lies outside or has no time is left out."""
    inside = (seconds > -0.5) & (seconds <= MAX_SECONDS)  # noqa: PLR2004 - rounds to 0
    return np.rint(seconds[inside]) + 0.0, values[inside]


def _from_first(column: Floats) -> Floats:
    """The column without the zeros before its first value that is not 0."""
    known = np.flatnonzero(np.nan_to_num(column) != 0)
    first = known[0] if len(known) else len(column)
    return np.where(np.arange(len(column)) < first, np.nan, column)
