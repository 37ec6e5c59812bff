"""Positions that cannot be true, found one by one so that the rest of the track can stay."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from runrisk.geo import Floats, distance_m
from runrisk.importers.cleaning.moments import held_s
from runrisk.model import Sport

MAX_SPEED_MPS = {Sport.RUNNING: 12.5, Sport.WALKING: 12.5, Sport.HIKING: 12.5}
"""No runner is faster [m/s]: the top speed in the men's 100 m world record is 12.4 (Berlin 2009)."""
MAX_OTHER_MPS = 50.0
"""The same for other and unknown sports [m/s]. Our choice: downhill skiers and racing cyclists stay below."""
SPIKE_RATIO = 3.0
"""A spike is also a there-and-back at this many times the track's median speed. Our choice: intervals stay below,
and the way there and back is asked for besides."""
SPIKE_MIN_MPS = 6.0
"""Slower steps are never a spike [m/s]. Our choice: a fast runner's turn on the spot is slower."""
DETOUR = 0.5
"""There-and-back: the neighbours are closer than this share of the way over the point. Our choice."""
COLD_FIX_S = 30.0
"""A jump so soon after the first fix [s] leaves out what came before it. Our choice: receivers settle in this time."""

Mask = NDArray[np.bool_]


def max_speed_mps(sport: Sport) -> float:
    """Speed that the sport cannot exceed [m/s]."""
    return MAX_SPEED_MPS.get(sport, MAX_OTHER_MPS)


def wild_positions(lat: Floats, lon: Floats, time_s: Floats, segment: NDArray[Any], sport: Sport) -> Mask:
    """Mark positions off the globe, single spikes, wild ends, and those before a cold fix settled; shape (n,)."""
    wild = ~((np.abs(lat) <= 90) & (np.abs(lon) <= 180)) | ((lat == 0) & (lon == 0))  # noqa: PLR2004 - the globe's own
    at = np.flatnonzero(~wild)
    if len(at) > 1:
        wild[at] = _jumping(lat[at], lon[at], time_s[at], segment[at], max_speed_mps(sport))
    return np.asarray(wild & ~(np.isnan(lat) | np.isnan(lon)))


def _jumping(lat: Floats, lon: Floats, time_s: Floats, segment: NDArray[Any], limit_mps: float) -> Mask:
    joined = np.diff(segment) == 0
    step_m = distance_m(lat[:-1], lon[:-1], lat[1:], lon[1:])
    seconds = np.maximum(np.diff(time_s), 1.0)
    speed_mps = np.where(joined, step_m / seconds, 0.0)
    jumping = np.zeros(len(lat), bool)
    jumping[1:-1] = _every_other(_there_and_back(lat, lon, step_m, speed_mps, limit_mps))
    # A position that was held catches up: it had all that time.
    possible_m = limit_mps * np.maximum(seconds, held_s(lat, lon, time_s, segment))
    fast = np.flatnonzero(joined & (step_m > possible_m) & ~jumping[:-1] & ~jumping[1:])
    if len(fast):
        settled = fast[time_s[fast + 1] - time_s[0] <= COLD_FIX_S]
        jumping[: settled[-1] + 1 if len(settled) else 0] = True
        jumping[-1] |= fast[-1] == len(speed_mps) - 1
    return jumping


def _there_and_back(lat: Floats, lon: Floats, step_m: Floats, speed_mps: Floats, limit_mps: float) -> Mask:
    """Mark inner points reached and left too fast, while their neighbours lie close together; shape (n - 2,)."""
    moving = speed_mps[speed_mps > 0]
    usual_mps = float(np.median(moving)) if len(moving) else 0.0
    spike_mps = min(limit_mps, max(SPIKE_RATIO * usual_mps, SPIKE_MIN_MPS))
    direct_m = distance_m(lat[:-2], lon[:-2], lat[2:], lon[2:])
    both_fast = np.minimum(speed_mps[:-1], speed_mps[1:]) > spike_mps
    return np.asarray(both_fast & (direct_m < DETOUR * (step_m[:-1] + step_m[1:])))


def _every_other(marked: Mask) -> Mask:
    """Keep the first, third ... of marks in a row: where two tracks are mixed point by point, one of them stays."""
    numbers = np.arange(len(marked))
    before = np.maximum.accumulate(np.where(marked, -1, numbers))
    return np.asarray(marked & ((numbers - before) % 2 == 1))
