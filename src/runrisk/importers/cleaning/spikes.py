"""Positions that cannot be true, found one by one so that the rest of the track can stay."""

import numpy as np

from runrisk.geo import Floats, distance_m
from runrisk.importers.cleaning.positions import Mask, Positions, positions
from runrisk.model import Samples, Sport

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


def max_speed_mps(sport: Sport) -> float:
    """Speed that the sport cannot exceed [m/s]."""
    return MAX_SPEED_MPS.get(sport, MAX_OTHER_MPS)


def wild_positions(samples: Samples, sport: Sport) -> Mask:
    """Mark positions off the globe, single spikes, wild ends, and those before a cold fix settled; shape (samples,)."""
    lat, lon = samples["lat_deg"], samples["lon_deg"]
    wild = ~((np.abs(lat) <= 90) & (np.abs(lon) <= 180)) | ((lat == 0) & (lon == 0))  # noqa: PLR2004 - the globe's own
    wild &= ~(np.isnan(lat) | np.isnan(lon))
    there = samples
    if wild.any():
        there = samples.replace(lat_deg=np.where(wild, np.nan, lat), lon_deg=np.where(wild, np.nan, lon))
    if len(positions(there)) > 1:
        wild[there.placed] = _jumping(positions(there), max_speed_mps(sport))
    return np.asarray(wild)


def _jumping(along: Positions, limit_mps: float) -> Mask:
    step_m, time_s = along.way_m, along.time_s
    seconds = np.maximum(time_s[1:] - time_s[:-1], 1.0)
    speed_mps = np.where(along.joined, step_m / seconds, 0.0)
    jumping = np.zeros(len(along), bool)
    jumping[1:-1] = _every_other(_there_and_back(along, speed_mps, limit_mps))
    # A position that was held catches up: it had all that time.
    possible_m = limit_mps * np.maximum(seconds, along.held_s)
    fast = np.flatnonzero(along.joined & (step_m > possible_m) & ~jumping[:-1] & ~jumping[1:])
    if len(fast):
        settled = fast[time_s[fast + 1] - time_s[0] <= COLD_FIX_S]
        jumping[: settled[-1] + 1 if len(settled) else 0] = True
        jumping[-1] |= fast[-1] == len(speed_mps) - 1
    return jumping


def _there_and_back(along: Positions, speed_mps: Floats, limit_mps: float) -> Mask:
    """Mark inner points reached and left too fast, while their neighbours lie close together; shape (positions - 2,)."""
    both_mps = np.minimum(speed_mps[:-1], speed_mps[1:])
    at = np.flatnonzero(both_mps > min(limit_mps, SPIKE_MIN_MPS))  # no spike is slower: most tracks have none
    marked = np.zeros(len(both_mps), bool)
    if not len(at):
        return marked
    usual_mps = float(np.median(speed_mps[speed_mps > 0]))
    at = at[both_mps[at] > min(limit_mps, max(SPIKE_RATIO * usual_mps, SPIKE_MIN_MPS))]
    lat, lon, step_m = along.lat_deg, along.lon_deg, along.way_m
    direct_m = distance_m(lat[at], lon[at], lat[at + 2], lon[at + 2])
    marked[at] = direct_m < DETOUR * (step_m[at] + step_m[at + 1])
    return marked


def _every_other(marked: Mask) -> Mask:
    """Keep the first, third ... of marks in a row: where two tracks are mixed point by point, one of them stays."""
    if not marked.any():
        return marked
    numbers = np.arange(len(marked))
    before = np.maximum.accumulate(np.where(marked, -1, numbers))
    return np.asarray(marked & ((numbers - before) % 2 == 1))
