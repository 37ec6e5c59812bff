"""The recorded distance as one that begins at the start and never falls."""

import numpy as np

from runrisk.geo import Floats
from runrisk.model import Samples

FALL_M = 10.0
"""A distance that falls by more begins anew [m]; less is rounding, or a receiver's second thought. Our choice."""
LUMP_S = 10.0
"""Distance comes in lumps of so many seconds at most [s]: steps are held against a speed over that much more time.
Our choice: watches write every few seconds what was measured since."""


def rising(samples: Samples, limit_mps: float) -> Floats:
    """Distance at each sample [m]: all rising parts added, without steps that nobody makes; NaN where missing.

    A first value that cannot have been covered since the start is no distance covered: the legs of a brick, and laps,
    count on from what was before them. Where most steps are impossible the unit is wrong, and they stay.
    """
    made = np.array(samples["distance_m"], float)
    at = np.flatnonzero(np.isfinite(made))
    if not len(at):
        return made
    time_s, along = samples["time_s"][at], made[at]
    part = np.append(0, np.cumsum(np.diff(along) < -FALL_M))
    highest = np.concatenate([np.maximum.accumulate(along[part == number]) for number in range(part[-1] + 1)])
    steps = np.where(np.diff(part) == 0, np.diff(highest), 0.0)
    wild = steps > limit_mps * (np.diff(time_s) + LUMP_S)
    steps[wild & (2 * np.count_nonzero(wild) <= len(steps))] = 0.0
    first = along[0] if along[0] <= limit_mps * (max(time_s[0], 0.0) + LUMP_S) else 0.0
    made[at] = first + np.append(0.0, np.cumsum(steps))
    return made
