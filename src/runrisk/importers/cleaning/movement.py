"""How far and how long an activity moved, told from its samples; nothing is counted across a pause."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from runrisk.geo import Floats, steps_m, to_metres
from runrisk.model import Samples

MOVING_MPS = 0.5
"""Slower is standing [m/s]. Our choice: half a stroll; a receiver at rest drifts less within WINDOW_S."""
WINDOW_S = 5.0
"""A step counts as moving by the way made in so many seconds before and after it [s]. Our choice: watches add distance
in lumps every few seconds, and single steps of a receiver at rest are fast; a stop is found to some 3 s at each end."""

Mask = NDArray[np.bool_]


def step_s(samples: Samples) -> Floats:
    """Seconds from each sample to the next, 0 across a pause: n samples in, n - 1 steps out."""
    same = np.diff(samples["segment"]) == 0
    return np.where(same, np.diff(samples["time_s"]), 0.0)


def sample_weights(steps: Floats) -> Floats:
    """Seconds that each sample stands for [s]: half of the step before and of the step after; shape (n,)."""
    weights = np.zeros(len(steps) + 1)
    weights[:-1] += steps / 2
    weights[1:] += steps / 2
    return weights


def weighted_mean(values: Floats, weights: Floats) -> float | None:
    """Mean of the values that are there by their weights; None where none has a weight."""
    there = np.isfinite(values) & (weights > 0)
    return float(np.average(values[there], weights=weights[there])) if there.any() else None


def moving_steps(samples: Samples) -> Mask | None:
    """Mark the steps in which the activity moved; shape (n - 1,). None where neither distance nor position tell."""
    time_s = samples["time_s"]
    segment = samples["segment"]
    for east, north in (_recorded(samples), _placed(samples)):
        there = np.isfinite(east)
        if np.count_nonzero(there) > 1:
            return _moves(time_s, segment, there, east, north) & (step_s(samples) > 0)
    return None


def _recorded(samples: Samples) -> tuple[Floats, Floats]:
    """The recorded distance as a way along a straight line [m]; one that never grows was not measured."""
    along = samples["distance_m"]
    if not np.nanmax(along, initial=0.0) > 0:
        along = np.full(len(along), np.nan)
    return along, np.zeros(len(along))


def _placed(samples: Samples) -> tuple[Floats, Floats]:
    lat, lon = samples["lat_deg"], samples["lon_deg"]
    at = np.flatnonzero(np.isfinite(lat))
    return to_metres(lat, lon, lat[at[0]], lon[at[0]]) if len(at) else (lat, lon)


def _moves(time_s: Floats, segment: NDArray[Any], there: Mask, east: Floats, north: Floats) -> Mask:
    # A clock in which WINDOW_S never reaches over a pause, however short.
    clock = time_s + 2 * WINDOW_S * segment
    middle = (clock[:-1] + clock[1:]) / 2
    changes = np.flatnonzero(np.diff(segment)) + 1
    firsts, lasts = np.append(0, changes), np.append(changes, len(segment)) - 1
    number = np.searchsorted(firsts, np.arange(len(segment) - 1), side="right") - 1
    before = np.maximum(middle - WINDOW_S, clock[firsts[number]])
    after = np.minimum(middle + WINDOW_S, clock[lasts[number]])
    place = [
        np.interp(moment, clock[there], axis[there]) for moment in (before, middle, after) for axis in (east, north)
    ]
    back_m = np.hypot(place[2] - place[0], place[3] - place[1])
    on_m = np.hypot(place[4] - place[2], place[5] - place[3])
    return np.asarray(back_m + on_m > MOVING_MPS * (after - before))


def position_distance_m(samples: Samples, limit_mps: float) -> float | None:
    """Way along the positions [m] without pauses, standing drift and jumps above `limit_mps`; None without positions."""
    placed = samples.take(samples.placed)
    if len(placed) < 2:  # noqa: PLR2004 - two points make a way
        return None
    seconds = step_s(placed)
    way_m = np.asarray(steps_m(placed["lat_deg"], placed["lon_deg"]), float)
    moves = moving_steps(placed.without("distance_m"))
    counted = (seconds > 0) & (way_m <= limit_mps * np.maximum(seconds, 1.0))
    return float(way_m[counted & moves].sum()) if moves is not None else None
