"""How far a day was, in at most four shades."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def shade_bounds(far: NDArray[np.float64]) -> list[float]:
    """Whole numbers near the quartiles of the days with a run, each once: at most three."""
    ran = far[np.isfinite(far) & (far > 0)]
    return sorted({float(round(bound)) for bound in np.quantile(ran, [0.25, 0.5, 0.75])} - {0.0}) if ran.size else []


def shade_labels(bounds: Sequence[float], unit: str) -> list[str]:
    """What each shade means, the lightest first."""
    if not bounds:
        return ["run"]
    between = [f"to {high:g} {unit}" for high in bounds[1:]]
    return [f"run up to {bounds[0]:g} {unit}", *between, f"over {bounds[-1]:g} {unit}"]
