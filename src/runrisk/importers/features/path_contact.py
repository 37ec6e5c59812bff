"""Left/right ground contact along a path: where which foot stood longer, and how steep it was there."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from runrisk.geo import Floats
from runrisk.importers.cleaning.altitude import clean_altitude, timer_s
from runrisk.model import Samples
from runrisk.model.features import PATH_STEP_M

PLAUSIBLE_PCT = (40.0, 60.0)
"""A share of contact outside is a sensor's error [%]. Our choice, as the samples are read."""

RUNNING_SPM = 140.0
"""Running has more steps than this [1/min]. Source: the evidence table; our choice."""

STEADY_SHARE = 0.10
"""Steady is a speed so near to the run's median, as a share of it. The same."""

GRADE_STEPS = 3
"""The grade is taken from so many points before to as many after: +-30 m. Our choice: below it altitude is noise."""

Singles = NDArray[np.float32]


def path_contact(
    samples: Samples, placed: NDArray[Any], along_m: Floats, at_m: Floats, piece: NDArray[Any]
) -> dict[str, Singles]:
    """The optional columns of a path, none where no balance was recorded.

    Args:
        samples: of the activity.
        placed: which of them have a position, shape (samples,).
        along_m: how far along the path each of these lies [m].
        at_m: how far along each point of the path lies [m].
        piece: its piece.
    """
    if "contact_left_pct" not in samples:
        return {}
    left = samples["contact_left_pct"].astype(float)[placed]
    kept = (left >= PLAUSIBLE_PCT[0]) & (left <= PLAUSIBLE_PCT[1]) & _steady(samples)[placed]
    if not kept.any():
        return {}
    return {
        "contact_left_pct": _means(left[kept], along_m[kept], at_m),
        "grade": _grade(samples, placed, along_m, at_m, piece),
    }


def _steady(samples: Samples) -> NDArray[np.bool_]:
    """Which samples are running at a speed near the run's median."""
    speed, cadence = (samples[name].astype(float) for name in ("speed_mps", "cadence_spm"))
    running = cadence > RUNNING_SPM
    usual = np.median(speed[running & np.isfinite(speed)]) if (running & np.isfinite(speed)).any() else np.nan
    return np.asarray(running & (np.abs(speed - usual) <= STEADY_SHARE * usual))


def _means(values: Floats, along_m: Floats, at_m: Floats) -> Singles:
    """The mean of the values within half a step of each point; NaN where there is none."""
    point = np.clip(np.searchsorted(at_m, along_m - PATH_STEP_M / 2), 0, len(at_m) - 1)
    near = np.abs(at_m[point] - along_m) <= PATH_STEP_M / 2
    counts = np.bincount(point[near], minlength=len(at_m))
    sums = np.bincount(point[near], values[near], len(at_m))
    return np.asarray(np.divide(sums, counts, out=np.full(len(at_m), np.nan), where=counts > 0), np.float32)


def _grade(samples: Samples, placed: NDArray[Any], along_m: Floats, at_m: Floats, piece: NDArray[Any]) -> Singles:
    """Height gained over way around each point [ratio]; NaN near the ends of a piece and without altitude."""
    grade = np.full(len(at_m), np.nan, np.float32)
    clean, wide = clean_altitude(samples), GRADE_STEPS
    if clean is None or len(at_m) <= 2 * wide:
        return grade
    clock = np.interp(at_m, along_m, timer_s(samples)[placed])
    height = np.interp(clock, np.arange(len(clean.smooth_m)), clean.smooth_m)
    rise = (height[2 * wide :] - height[: -2 * wide]) / (2 * wide * PATH_STEP_M)
    grade[wide:-wide] = np.where(piece[2 * wide :] == piece[: -2 * wide], rise, np.nan)
    return grade
