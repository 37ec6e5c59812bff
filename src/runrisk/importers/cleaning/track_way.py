"""How far an activity went by its positions alone, and where a straight line stands for a way nobody recorded."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from runrisk.geo import Floats
from runrisk.importers.cleaning.moments import HELD_S
from runrisk.importers.cleaning.movement import moving_steps
from runrisk.importers.cleaning.positions import Positions, positions
from runrisk.model import Samples

HOLE_S = 120.0
"""From here on a straight line between two positions is said [s]. Our choice: watches write at least once a minute."""
HOLE_M = 200.0
"""A shorter line is not worth a word [m]. Our choice: a pause at a water tap, and some seconds on either side."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TrackWay:
    """A way along positions.

    Attributes:
        distance_m: all of it [m].
        bridged_m: what of it is straight lines over holes [m].
        bridged_s: how long these holes last [s].
    """

    distance_m: float
    bridged_m: float
    bridged_s: float

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the runner should know of the distance."""
        if not self.bridged_m:
            return ()
        line, hole = f"{self.bridged_m / 1000:.1f} km", f"{self.bridged_s / 60:.0f} minutes"
        return (f"{line} of the distance are a straight line over {hole} without positions: a ferry, or run unseen?",)


def track_way(samples: Samples, limit_mps: float) -> TrackWay | None:
    """The way without pauses, drift at rest, and jumps above `limit_mps`; None where fewer than two positions are."""
    placed = samples if samples.placed.all() else samples.take(samples.placed)
    moves = moving_steps(placed.without("distance_m"))
    if moves is None:
        return None
    along = positions(samples)
    seconds, way_m, seen_s = along.step_s, along.way_m, along.held_s
    possible = (seconds > 0) & (way_m <= limit_mps * np.maximum(seconds, 1.0))
    counted_m = np.where(possible & moves, way_m, 0.0)
    fast = np.flatnonzero((seconds > 0) & ~possible)
    if len(fast):
        counted_m[fast] = _caught_up_m(along, counted_m, fast, limit_mps)
    hole = (seen_s >= HOLE_S) & (counted_m >= HOLE_M)
    return TrackWay(
        distance_m=float(counted_m.sum()),
        bridged_m=float(counted_m[hole].sum()),
        bridged_s=float(seen_s[hole].sum()),
    )


def _caught_up_m(along: Positions, counted_m: Floats, fast: NDArray[np.intp], limit_mps: float) -> Floats:
    """What of each step that is too fast makes up for a position held before it [m].

    It counts as far as the chord over HELD_S around it, or since the position last changed, is longer than what was
    counted there: a track that jumps away and back makes no chord, and one that jumps for good makes one too fast.
    """
    time_s, segment = along.time_s, along.segment
    first = np.searchsorted(segment, segment[fast], side="left")
    last = np.searchsorted(segment, segment[fast], side="right") - 1
    begin_s = np.minimum(time_s[fast] - HELD_S / 2, time_s[fast + 1] - along.held_s[fast])
    begin_s, end_s = np.maximum(begin_s, time_s[first]), np.minimum(time_s[fast + 1] + HELD_S / 2, time_s[last])
    summed_m = np.concatenate([[0.0], np.cumsum(counted_m)])
    (east_m, north_m, done_m) = (
        np.interp(end_s, time_s, axis) - np.interp(begin_s, time_s, axis) for axis in (*along.plane, summed_m)
    )
    chord_m = np.hypot(east_m, north_m)
    missing_m = np.clip(chord_m - done_m, 0.0, along.way_m[fast])
    return np.asarray(np.where(chord_m <= limit_mps * (end_s - begin_s), missing_m, 0.0))
