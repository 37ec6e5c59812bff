"""What is taken from a run once, when it is read, and kept: analyzers look at these, not at samples."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

PATH_STEP_M = 10.0
"""Distance between the points of a path [m] (road-side method)."""


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class RunPath:
    """Where a run went: a point every `PATH_STEP_M` along its track. Plain arrays, all of shape (points,).

    Attributes:
        lat_deg: latitude, WGS84 [degrees].
        lon_deg: longitude, WGS84 [degrees].
        piece: counts up (int32) wherever the track is cut: at pauses, gaps and jumps. Points of two pieces are no
            neighbours.
    """

    lat_deg: NDArray[np.floating[Any]]
    lon_deg: NDArray[np.floating[Any]]
    piece: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.lat_deg)
