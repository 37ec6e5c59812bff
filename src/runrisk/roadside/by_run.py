"""The side of each single run: the anchors' centres and the runs' own offsets, found together."""

from dataclasses import dataclass

import numpy as np

from runrisk.roadside.crossings import Crossings
from runrisk.roadside.offset import ERROR_FACTOR
from runrisk.roadside.points import Floats, Ints

ROUNDS = 20
"""How often centres and offsets are taken in turn; after that they move by less than the watch's error. Our choice."""

PULL_ROWS = 10.0
"""A run's offset is pulled to the mean of all as if so many of its rows lay there: 100 m or so, over which GPS error
hardly changes. Our choice; it keeps runs that share few streets with others from drifting."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RunOffsets:
    """The offsets of the runs that have rows.

    Attributes:
        run: number of each run, ascending, shape (runs,).
        left_m: its offset to the left of travel [m], shape (runs,).
        error_m: its standard error, clustered by block [m], shape (runs,).
        km_both_ways: kilometres it ran on streets that were run in both directions, shape (runs,).
        centre_m: for each row, where the learned centre of its street lies to the left of the anchor's axis [m].
    """

    run: Ints
    left_m: Floats
    error_m: Floats
    km_both_ways: Floats
    centre_m: Floats


def run_offsets(rows: Crossings, left_m: float) -> RunOffsets:
    """Least squares of place on one centre per anchor and one offset per run, in turn; `left_m` is the mean offset [m].

    Linear in the rows.
    """
    runs, run, counts = np.unique(rows.run, return_inverse=True, return_counts=True)
    _, anchor, size = np.unique(rows.anchor, return_inverse=True, return_counts=True)
    offsets = np.full(len(runs), left_m)
    centre = np.zeros(len(rows))
    for _ in range(ROUNDS):
        centre = (np.bincount(anchor, rows.left_m - rows.direction * offsets[run]) / size)[anchor]
        pulled = np.bincount(run, rows.direction * (rows.left_m - centre)) + PULL_ROWS * left_m
        offsets = pulled / (counts + PULL_ROWS)
    return RunOffsets(
        run=runs,
        left_m=offsets,
        error_m=_errors(rows, run, rows.direction * (rows.left_m - centre) - offsets[run]) / (counts + PULL_ROWS),
        km_both_ways=np.bincount(run, rows.distance_m) / 1000,
        centre_m=centre,
    )


def _errors(rows: Crossings, run: Ints, residual_m: Floats) -> Floats:
    """For each run the root of the sum over its blocks of the square of each one's summed residuals [m]."""
    pairs, pair = np.unique(run * (rows.block.max(initial=0) + 1) + rows.block, return_inverse=True)
    summed = np.bincount(pair, residual_m) ** 2
    return np.asarray(ERROR_FACTOR * np.sqrt(np.bincount(pairs // (rows.block.max(initial=0) + 1), summed)))
