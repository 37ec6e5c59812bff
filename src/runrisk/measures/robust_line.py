"""A straight line through points that outliers hardly move."""

import numpy as np
import numpy.typing as npt

HUBER = 1.345
"""Residuals above so many robust SDs lose weight: the usual choice, 95 % efficient where errors are normal (Huber)."""
TO_SD = 1.4826
"""From the median absolute deviation to the SD of a normal distribution."""
ROUNDS = 20
"""The fit settles within a few rounds; our choice."""


def robust_line(x: npt.NDArray[np.float64], y: npt.NDArray[np.float64]) -> tuple[float, float]:
    """Height at 0 and slope of a straight line through points, by Huber's weights; a level line through equal x."""
    weights = np.ones(len(x))
    for _ in range(ROUNDS):
        x_mean, y_mean = np.average(x, weights=weights), np.average(y, weights=weights)
        spread = (weights * (x - x_mean) ** 2).sum()
        slope = (weights * (x - x_mean) * (y - y_mean)).sum() / spread if spread > 0 else 0.0
        off = np.abs(y - y_mean - slope * (x - x_mean))
        scale = TO_SD * np.median(off)
        if scale == 0:
            break
        weights = np.minimum(1.0, HUBER * scale / np.maximum(off, 1e-9))
    return float(y_mean - slope * x_mean), float(slope)
