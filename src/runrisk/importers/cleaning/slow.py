"""Slow is not standing: steep ground, hikes and open water, told from a receiver that wavers at rest.

A receiver at rest wanders some metres, but not three times on end in one direction. So a slow step counts as moving
where its minute goes on in each of its thirds, neither much faster nor slower, and something says that it was no noise:
the course is straight, feet were counted, or the height goes one way.
"""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from runrisk.geo import Floats
from runrisk.importers.cleaning.moments import HELD_S, Mask, Moments, Places, apart_m, moments
from runrisk.model import Samples

THIRDS_S = (-30.0, -10.0, 10.0, 30.0)
"""The thirds of the minute around a step [s]. Our choice: at 0.3 m/s each makes 6 m, more than a receiver's waver."""
SLOW_MPS = 0.25
"""Slower is standing, whatever else is said [m/s]. Our choice: 5 m in 20 s, the waver of a good receiver."""
WALK_MPS = 1.0
"""A third that is faster belongs to a stop in a run or walk, not to a slow stretch [m/s]. Our choice: an amble."""
STRAIGHT = 0.8
"""A course is steady if its ends lie apart by this share of its thirds' length. Our choice: a bend of 70 degrees."""
STEPS_SPM = 40.0
"""So many steps a minute, or strokes, are not made standing [1/min]. Our choice: a third of a slow walk's."""
CLIMB_M = 2.0
"""Height that each third gains, or loses [m]. Our choice: 360 m in an hour, a hiker's climb; heights of satellites
seldom waver by it three times on end."""


def slow_steps(samples: Samples, steps: NDArray[np.intp], places: Places) -> Mask:
    """Which of these steps lie inside a minute that went on slowly but surely, by these places; shape (steps,)."""
    on = moments(samples)
    first_s, last_s = (bound[steps] for bound in on.bounds_s)
    whole = last_s - first_s >= THIRDS_S[-1] - THIRDS_S[0]
    middle_s = np.clip(on.middle_s[steps], first_s - THIRDS_S[0], np.maximum(last_s, first_s) - THIRDS_S[-1])
    looks = [middle_s + look_s for look_s in THIRDS_S]
    seen = [places.at(look) for look in looks]
    parts_m = np.array([apart_m(*ends) for ends in pairwise(seen)])
    third_s = np.diff(THIRDS_S)[:, None]
    even = whole & ((parts_m >= SLOW_MPS * third_s) & (parts_m <= WALK_MPS * third_s)).all(axis=0)
    if not even.any():
        return np.asarray(even)
    straight = apart_m(seen[0], seen[-1]) >= STRAIGHT * parts_m.sum(axis=0)
    # A distance is always straight, and so is what is drawn between two positions; and a watch that measures its own
    # distance adds none for its receiver's drift at rest, which can be as steady as a course.
    straight &= np.isnan(samples["distance_m"]).all() & (_between_s(places.clock_s, on.middle_s[steps]) <= HELD_S)
    return np.asarray(even & (straight | _steps(samples, on, looks) | _climbs(samples, on, looks)))


def _between_s(known_s: Floats, middle_s: Floats) -> Floats:
    """Seconds from the last known place before each moment to the first one after it."""
    after = np.clip(np.searchsorted(known_s, middle_s), 1, len(known_s) - 1)
    return np.asarray(known_s[after] - known_s[after - 1])


def _steps(samples: Samples, on: Moments, looks: list[Floats]) -> Mask:
    """Whether the mean cadence of the minute is that of somebody who walks or swims; what is missing counts as 0."""
    if "cadence_spm" not in samples:
        return np.zeros(len(looks[0]), bool)
    cadence = np.nan_to_num(samples["cadence_spm"].astype(float))
    summed = np.concatenate([[0.0], np.cumsum((cadence[:-1] + cadence[1:]) / 2 * np.diff(on.clock_s))])
    first, last = (np.interp(look, on.clock_s, summed) for look in (looks[0], looks[-1]))
    return np.asarray(last - first >= STEPS_SPM * (THIRDS_S[-1] - THIRDS_S[0]))


def _climbs(samples: Samples, on: Moments, looks: list[Floats]) -> Mask:
    """Whether each third of the minute gains height, or each loses it."""
    height_m = samples["altitude_m"].astype(float)
    there = np.isfinite(height_m)
    if not there.any():
        return np.zeros(len(looks[0]), bool)
    rises = np.diff([np.interp(look, on.clock_s[there], height_m[there]) for look in looks], axis=0)
    return np.asarray((rises >= CLIMB_M).all(axis=0) | (rises <= -CLIMB_M).all(axis=0))
