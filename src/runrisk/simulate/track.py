"""One run along a route, as a watch records it."""

from dataclasses import dataclass

import numpy as np

from runrisk.simulate.gps_error import SD_USUAL_M, position_error_m
from runrisk.simulate.town import Floats
from runrisk.simulate.town_routes import STEP_M, Route

SMART_GAP_S = (1, 13)
"""Shortest and longest time between two samples of a watch that records only changes [s] (road-side method)."""

_CORNER_M = 14.0
"""Over what distance a runner rounds a corner [m]; our choice."""

_PACE_SD = 0.04
"""How much speed varies within a run, as a share; our choice."""

_PACE_MEMORY_S = 60
"""How long a change of speed lasts [s]; our choice."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Track:
    """What the watch recorded, and what was true. All of shape (samples,).

    Attributes:
        time_s: since the start [s].
        east_m: recorded position [m].
        north_m: recorded position [m].
        distance_m: distance run since the start [m].
        speed_mps: speed [m/s].
        true_offset_left_m: metres to the left of the street's middle, the device's own constant included.
        route_m: where along the route's centre line the sample was taken [m].
    """

    time_s: Floats
    east_m: Floats
    north_m: Floats
    distance_m: Floats
    speed_mps: Floats
    true_offset_left_m: Floats
    route_m: Floats


def run_track(
    route: Route,
    offset_left_m: Floats,
    speed_mps: float,
    rng: np.random.Generator,
    *,
    gps_sd_m: float = SD_USUAL_M,
    device_left_m: float = 0.0,
    smart: bool = False,
) -> Track:
    """Run a route once.

    Args:
        route: the centre line.
        offset_left_m: metres to the left of it, at each route point (`Habit.offset_left_m`).
        speed_mps: mean speed [m/s].
        rng: source of chance.
        gps_sd_m: total error of the watch along each axis [m].
        device_left_m: how far the device's positions lie to the left of its wearer [m].
        smart: whether the watch records only changes, 1 to 13 s apart, instead of every second.
    """
    line, left = _line(route)
    offset = offset_left_m + device_left_m
    true = line + left * offset[:, None]
    along = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(true, axis=0).T))])
    speed, distance = _paced(along[-1], speed_mps, rng)
    time_s = np.arange(len(distance), dtype=float)
    error = position_error_m(time_s, gps_sd_m, rng)
    kept = _smart(len(distance), rng) if smart else slice(None)
    route_m = np.arange(len(along)) * STEP_M
    return Track(
        time_s=time_s[kept],
        east_m=(np.interp(distance, along, true[:, 0]) + error[:, 0])[kept],
        north_m=(np.interp(distance, along, true[:, 1]) + error[:, 1])[kept],
        distance_m=distance[kept],
        speed_mps=speed[kept],
        true_offset_left_m=np.interp(distance, along, offset)[kept],
        route_m=np.interp(distance, along, route_m)[kept],
    )


def _line(route: Route) -> tuple[Floats, Floats]:
    """The centre line with its corners rounded [m], and the unit vector to the left of travel at each point."""
    width = round(_CORNER_M / STEP_M)
    padded = np.pad(route.points_m, ((width // 2, width - 1 - width // 2), (0, 0)), mode="edge")
    summed = np.cumsum(np.vstack([np.zeros((1, 2)), padded]), axis=0)
    line = (summed[width:] - summed[:-width]) / width
    ahead = np.gradient(line, axis=0)
    length = np.maximum(np.hypot(*ahead.T), 1e-9)[:, None]
    return line, np.column_stack([-ahead[:, 1], ahead[:, 0]]) / length


def _paced(length_m: float, speed_mps: float, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Speed [m/s] and distance [m] second by second until `length_m` is run."""
    seconds = int(length_m / speed_mps * 1.3) + 2
    knots = np.arange(0, seconds + _PACE_MEMORY_S, _PACE_MEMORY_S)
    drift = np.clip(rng.normal(0, _PACE_SD, len(knots)), -0.15, 0.15)
    speed = speed_mps * (1 + np.interp(np.arange(seconds), knots, drift))
    distance = np.concatenate([[0], np.cumsum(speed[:-1])])
    kept = distance <= length_m
    return speed[kept], distance[kept]


def _smart(count: int, rng: np.random.Generator) -> Floats:
    """Indices of the samples that a watch keeps which records only changes."""
    low, high = SMART_GAP_S
    at = np.cumsum(rng.integers(low, high + 1, count))
    return np.concatenate([[0], at[at < count]])
