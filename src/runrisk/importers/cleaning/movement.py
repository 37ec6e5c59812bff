"""How far and how long an activity moved, told from its samples; nothing is counted across a pause."""

import numpy as np

from runrisk.geo import Floats, to_metres
from runrisk.importers.cleaning.moments import Mask, Moments, Places, apart_m, moments
from runrisk.importers.cleaning.slow import slow_steps
from runrisk.model import Samples, Sport
from runrisk.model.samples import derived_from

MOVING_MPS = 0.5
"""Slower is standing, if nothing else says more (`slow`) [m/s]. Our choice: half a stroll; a receiver at rest drifts less within WINDOW_S."""
WINDOW_S = 5.0
"""A step counts as moving by the way made in so many seconds before and after it [s]. Our choice: watches add distance
in lumps every few seconds, and single steps of a receiver at rest are fast; a stop is found to some 3 s at each end."""


@derived_from("time_s", "segment")
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
    if not there.any():
        return None
    weights = weights[there]
    return float((values[there] * weights).sum() / weights.sum())


def moving_steps(samples: Samples, sport: Sport = Sport.UNKNOWN) -> Mask | None:
    """Mark the steps in which the activity moved; shape (n - 1,). None where neither distance nor position tell.

    A pool tells nothing: its distance comes a length at a time.
    """
    return None if sport is Sport.SWIMMING and not samples.placed.any() else _moving(samples)


@derived_from("time_s", "segment", "lat_deg", "lon_deg", "distance_m", "cadence_spm", "altitude_m")
def _moving(samples: Samples) -> Mask | None:
    recorded, placed = _recorded(samples), _placed(samples)
    places = recorded or placed
    if places is None:
        return None
    moves = _moves(moments(samples), places)
    still = np.flatnonzero(~moves)
    if len(still):  # where the runner was tells more than a distance that creeps on
        moves[still] = slow_steps(samples, still, placed or places)
    return moves & (step_s(samples) > 0)


def _recorded(samples: Samples) -> Places | None:
    """The recorded distance as a way along a straight line; None where it never grows: it was not measured."""
    along = samples["distance_m"]
    return moments(samples).places(along) if np.nanmax(along, initial=0.0) > 0 else None


@derived_from("time_s", "segment", "lat_deg", "lon_deg")
def _placed(samples: Samples) -> Places | None:
    """The positions in a plane; None where there are not two."""
    lat, lon = samples["lat_deg"], samples["lon_deg"]
    at = np.flatnonzero(np.isfinite(lat))
    return moments(samples).places(*to_metres(lat, lon, lat[at[0]], lon[at[0]])) if len(at) else None


def _moves(on: Moments, places: Places) -> Mask:
    before, after = on.within(on.middle_s - WINDOW_S), on.within(on.middle_s + WINDOW_S)
    there = places.at(on.middle_s)
    back_m, on_m = apart_m(places.at(before), there), apart_m(there, places.at(after))
    return np.asarray(back_m + on_m > MOVING_MPS * (after - before))
