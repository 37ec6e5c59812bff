"""How far and how long an activity moved, told from its samples; nothing is counted across a pause."""

import numpy as np

from runrisk.geo import Floats, to_metres
from runrisk.importers.cleaning.moments import Mask, Moments, moments
from runrisk.importers.cleaning.slow import slow_steps
from runrisk.model import Samples, Sport

MOVING_MPS = 0.5
"""Slower is standing, if nothing else says more (`slow`) [m/s]. Our choice: half a stroll; a receiver at rest drifts less within WINDOW_S."""
WINDOW_S = 5.0
"""A step counts as moving by the way made in so many seconds before and after it [s]. Our choice: watches add distance
in lumps every few seconds, and single steps of a receiver at rest are fast; a stop is found to some 3 s at each end."""


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


def moving_steps(samples: Samples, sport: Sport = Sport.UNKNOWN) -> Mask | None:
    """Mark the steps in which the activity moved; shape (n - 1,). None where neither distance nor position tell.

    A pool tells nothing: its distance comes a length at a time.
    """
    if sport is Sport.SWIMMING and not samples.placed.any():
        return None
    on = moments(samples)
    for east, north in (_recorded(samples), _placed(samples)):
        if np.count_nonzero(np.isfinite(east)) > 1:
            known = on.known(east, north)
            moves = _moves(on, known, east, north)
            still = np.flatnonzero(~moves)
            if samples.placed.sum() > 1:  # where the runner was tells more than a distance that creeps on
                moves[still] = slow_steps(samples, on, still, *_placed(samples))
            else:
                moves[still] = slow_steps(samples, on, still, east, north)
            return moves & (step_s(samples) > 0)
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


def _moves(on: Moments, known: Mask, east: Floats, north: Floats) -> Mask:
    before, after = on.within(on.middle_s - WINDOW_S), on.within(on.middle_s + WINDOW_S)
    place = [
        np.interp(moment, on.clock_s[known], axis[known])
        for moment in (before, on.middle_s, after)
        for axis in (east, north)
    ]
    back_m = np.hypot(place[2] - place[0], place[3] - place[1])
    on_m = np.hypot(place[4] - place[2], place[5] - place[3])
    return np.asarray(back_m + on_m > MOVING_MPS * (after - before))
