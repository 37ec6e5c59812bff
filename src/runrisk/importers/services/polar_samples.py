"""The samples of a Polar exercise, from either dialect, on one clock of whole seconds."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import numpy as np

from runrisk.importers.formats.sample_series import Series, bounded, joined_series, numbers
from runrisk.importers.services.values import items, mapping, number, text
from runrisk.model import Samples

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


def polar_samples(exercise: Mapping[str, Any], start: datetime) -> Samples:
    """Return the samples of an exercise that starts at `start` (local, naive); empty where it has none."""
    given = exercise.get("samples")
    channels = [*_timed(mapping(given), start), *_counted(given), *_waypoints(exercise, start)]
    return joined_series(channels)


def _timed(given: Mapping[str, Any], start: datetime) -> Iterator[Series]:
    """Channels of the older dialect: each sample has its time."""
    for name, points in given.items():
        found = list(map(mapping, bounded(points)))
        seconds = np.array([_seconds(point.get("dateTime"), start) for point in found], float)
        if name == "recordedRoute":
            for part, column in _ROUTE.items():
                yield column, seconds, numbers([point.get(part) for point in found])
        elif name.lower() in _COLUMNS:
            column, factor = _COLUMNS[name.lower()]
            yield column, seconds, numbers([point.get("value") for point in found]) * factor


def _counted(given: Any) -> Iterator[Series]:
    """Channels of the newer dialect: values at equal intervals from the start."""
    for channel in map(mapping, items(given) or items(mapping(given).get("samples"))):
        key = text(channel.get("type")).lower().replace("_", "")
        interval_s = (number(channel.get("intervalMillis")) or 0.0) / 1000
        if key in _COLUMNS and interval_s > 0:
            column, factor = _COLUMNS[key]
            values = numbers(bounded(channel.get("values"))) * factor
            yield column, np.arange(len(values)) * interval_s, values


def _waypoints(exercise: Mapping[str, Any], start: datetime) -> Iterator[Series]:
    """The route of the newer dialect, which has a start of its own."""
    routes = exercise.get("routes")
    route = mapping(mapping(routes).get("route")) or mapping(next(iter(items(routes)), None)) or mapping(routes)
    points = list(map(mapping, bounded(route.get("wayPoints"))))
    lead_s = _seconds(route.get("startTime"), start)
    elapsed = numbers([point.get("elapsedMillis") for point in points]) / 1000
    seconds = elapsed + (lead_s if np.isfinite(lead_s) else 0.0)
    for part, column in _ROUTE.items():
        yield column, seconds, numbers([point.get(part) for point in points])


def _seconds(given: Any, start: datetime) -> float:
    try:
        return (datetime.fromisoformat(text(given)[:40]).replace(tzinfo=None) - start).total_seconds()
    except ValueError:
        return np.nan
