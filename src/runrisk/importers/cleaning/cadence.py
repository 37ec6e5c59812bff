"""Whether a cadence counts one foot or both."""

from collections.abc import Mapping

import numpy as np

from runrisk.geo import Floats
from runrisk.model import Samples, Sport

BOTH_FEET_FROM: Mapping[Sport, float] = {Sport.RUNNING: 120, Sport.WALKING: 80, Sport.HIKING: 80}
"""A cadence with a median from here on [1/min] counts the steps of both feet, below it the strides of one leg.
Our choice: nobody runs with 119 steps or with 120 strides a minute; a walk has some 55 strides or 110 steps."""


def both_feet(cadence: Floats, sport: Sport) -> Floats:
    """Return a cadence on foot in steps of both feet [1/min]; that of another or unknown sport as it is.

    No format says which it counts, and writers differ. A ride's cadence is the crank's. Standing (0) does not count
    for the median.
    """
    moving = cadence[cadence > 0]
    if sport in BOTH_FEET_FROM and len(moving) and np.median(moving) < BOTH_FEET_FROM[sport]:
        return cadence * 2
    return cadence


def in_steps(samples: Samples, sport: Sport) -> Samples:
    """The samples with their cadence in steps of both feet, now that the sport is known."""
    if "cadence_spm" not in samples:
        return samples
    return samples.replace(cadence_spm=both_feet(samples["cadence_spm"], sport))
