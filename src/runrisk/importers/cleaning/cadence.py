"""Whether a cadence counts one foot or both."""

import numpy as np

from runrisk.geo import Floats
from runrisk.model import Samples, Sport

BOTH_FEET_FROM = 120
"""A running cadence with a median from here on [1/min] counts the steps of both feet, below it the strides of one leg.
Our choice: nobody runs with 119 steps or with 120 strides a minute."""


def both_feet(cadence: Floats, sport: Sport) -> Floats:
    """Return a running cadence in steps of both feet [1/min]; that of another or unknown sport as it is.

    GPX and TCX do not say which they count, and writers differ. Standing (0) does not count for the median.
    """
    moving = cadence[cadence > 0]
    if sport is Sport.RUNNING and len(moving) and np.median(moving) < BOTH_FEET_FROM:
        return cadence * 2
    return cadence


def in_steps(samples: Samples, sport: Sport) -> Samples:
    """The samples with their cadence in steps of both feet, now that the sport is known."""
    if "cadence_spm" not in samples:
        return samples
    return samples.replace(cadence_spm=both_feet(samples["cadence_spm"], sport))
