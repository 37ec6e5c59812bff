"""What is taken from a run once, when it is read, and kept: analyzers look at these, not at samples."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

PATH_STEP_M = 10.0
"""Distance between the points of a path [m] (road-side method)."""


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class RunPath:
    """Where a run went: a point every `PATH_STEP_M` along its track. Plain arrays, all of shape (points,).

    Attributes:
        lat_deg: latitude, WGS84 [degrees]; never in a repr, as little as the longitude.
        lon_deg: longitude, WGS84 [degrees].
        piece: counts up (int32) wherever the track is cut: at pauses, gaps and jumps. Points of two pieces are no
            neighbours.
        contact_left_pct: share of ground contact on the left foot while running steadily [%], NaN elsewhere; None where
            it was not recorded at all.
        grade: height gained over way [ratio], NaN where not known; None like `contact_left_pct`.
    """

    lat_deg: NDArray[np.floating[Any]] = field(repr=False)
    lon_deg: NDArray[np.floating[Any]] = field(repr=False)
    piece: NDArray[np.int32]
    contact_left_pct: NDArray[np.float32] | None = None
    grade: NDArray[np.float32] | None = None

    def __len__(self) -> int:
        return len(self.lat_deg)


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class RunMinutes:
    """What a run was like minute by minute of timer time: plain float32 arrays, all of shape (minutes,).

    Pauses are left out, so a minute may hold the end of one stretch and the beginning of the next; nothing is counted
    across the pause between them. The last minute may be shorter than the others. Values are time-weighted means over
    the minute; NaN where less than `importers.minutes.MIN_KNOWN_S` of it are known. `columns.MINUTES` explains them.
    """

    seconds: NDArray[np.float32]
    speed_mps: NDArray[np.float32]
    heart_rate_bpm: NDArray[np.float32]
    cadence_spm: NDArray[np.float32]
    grade: NDArray[np.float32]
    ascent_m: NDArray[np.float32]
    descent_m: NDArray[np.float32]
    contact_ms: NDArray[np.float32]
    contact_left_pct: NDArray[np.float32]
    oscillation_mm: NDArray[np.float32]
    step_length_mm: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.seconds)
