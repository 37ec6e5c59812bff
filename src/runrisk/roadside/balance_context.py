"""Left/right ground contact by direction of travel, by bend and by slope: does it change with the road, or stay?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import nan, sqrt

import numpy as np

from runrisk.measures.outdoor import in_plane
from runrisk.measures.turns import STEPS, heading_changes
from runrisk.model.features import RunPath
from runrisk.roadside.crossings import block_keys
from runrisk.roadside.offset import ERROR_FACTOR, t_quantile, without_mean
from runrisk.roadside.points import Bools, Floats, Ints, Points, straight_points
from runrisk.roadside.road_runs import RoadRun

FLAT_GRADE = 0.02
"""Flat is a grade within this [ratio]; uphill and downhill begin at twice it. Source: the evidence table; our choice."""

BEND_DEG = 15.0
"""A bend turns by so much within 30 m [degrees]. Our choice: half a corner, so that round bends count too."""

MIN_POINTS = 20
"""A run has a mean in a place of its own from so many path points on: 200 m. Our choice."""

MIN_BLOCK_POINTS = 3
"""The same for one stretch: a street within a block of 250 m. Our choice."""

MIN_RUNS = 5
MIN_BLOCKS = 8
"""So many runs, and stretches run at least twice each way, carry an answer. Our choice, near the gates of road-side."""

ROAD_PCT = 0.5
"""Less than this changing with the road is hardly any [percentage points]. Our choice: half a shift of
gct-balance-shift."""


class Follows(StrEnum):
    """What the balance follows."""

    ROAD = "it changes with the road"
    RUNNER = "it stays with you"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True, kw_only=True, slots=True)
class Estimate:
    """A number with its 95 % interval [percentage points] and how many runs or stretches carry it; NaN where too few do."""

    value: float
    low: float
    high: float
    count: int


@dataclass(frozen=True, kw_only=True, slots=True)
class BalanceContext:
    """Left share of ground contact in steady running [%].

    Attributes:
        own: on the flat, minus 50: how far it is from even; positive is longer on the left foot.
        road: by how much it changes with the direction of travel along the same street, either way (a size, never
            negative); stretches run both ways carry it.
        bends: in bends to the left minus in bends to the right.
        slopes: uphill minus downhill.
        runs: runs with a balance recorded.
    """

    own: Estimate
    road: Estimate
    bends: Estimate
    slopes: Estimate
    runs: int

    @property
    def follows(self) -> Follows:
        """What the direction of travel tells: only streets run both ways do."""
        if self.road.count < MIN_BLOCKS or self.own.count < MIN_RUNS:
            return Follows.CANNOT_TELL
        if self.road.low > 0:
            return Follows.ROAD
        return Follows.RUNNER if self.road.high < ROAD_PCT else Follows.CANNOT_TELL


def balance_context(runs: Sequence[RoadRun]) -> BalanceContext | None:
    """The balance of road runs in its context, or None where none recorded it. Linear in their points."""
    kept = [
        (number, path) for number, run in enumerate(runs) for path in run.paths if path.contact_left_pct is not None
    ]
    if not kept:
        return None
    numbers = np.repeat([number for number, _ in kept], [len(path) for _, path in kept])
    left = np.concatenate([_column(path, "contact_left_pct") for _, path in kept])
    grade = np.concatenate([_column(path, "grade") for _, path in kept])
    turn = np.concatenate([turns_along(path) for _, path in kept])
    flat, straight = np.abs(grade) <= FLAT_GRADE, np.abs(turn) < BEND_DEG
    means = {
        "flat": _run_means(numbers, left, flat & straight),
        "left": _run_means(numbers, left, flat & (turn >= BEND_DEG)),
        "right": _run_means(numbers, left, flat & (turn <= -BEND_DEG)),
        "up": _run_means(numbers, left, grade >= 2 * FLAT_GRADE),
        "down": _run_means(numbers, left, grade <= -2 * FLAT_GRADE),
    }
    return BalanceContext(
        own=_mean(np.array([value - 50 for value in means["flat"].values()])),
        road=_road([path for _, path in kept], [number for number, _ in kept], np.where(flat, left, nan)),
        bends=_difference(means["left"], means["right"]),
        slopes=_difference(means["up"], means["down"]),
        runs=len(set(numbers.tolist())),
    )


def _column(path: RunPath, name: str) -> Floats:
    column = getattr(path, name)
    return np.full(len(path), nan) if column is None else np.asarray(column, float)


def turns_along(path: RunPath) -> Floats:
    """By how much the heading changes around each point [degrees]; 0 near the ends of a path."""
    turn = np.zeros(len(path))
    if len(path) > 2 * STEPS:
        turn[STEPS:-STEPS] = np.degrees(heading_changes(*in_plane([path])))
    return turn


def _run_means(run: Ints, left: Floats, where: Bools) -> Mapping[int, float]:
    """Mean over the points of each run where a condition holds, for the runs with enough of them."""
    kept = where & np.isfinite(left)
    runs, of_point, counts = np.unique(run[kept], return_inverse=True, return_counts=True)
    sums = np.bincount(of_point, left[kept], len(runs))
    return {int(r): float(s / n) for r, s, n in zip(runs, sums, counts, strict=True) if n >= MIN_POINTS}


def _difference(one: Mapping[int, float], other: Mapping[int, float]) -> Estimate:
    """Mean difference within runs."""
    return _mean(np.array([one[run] - other[run] for run in one.keys() & other.keys()]))


def _mean(values: Floats) -> Estimate:
    """A mean with its t interval, one value a run; only the count where there are too few."""
    count = len(values)
    if count < MIN_RUNS:
        return Estimate(value=nan, low=nan, high=nan, count=count)
    mean = float(np.sort(values).mean())
    margin = t_quantile(count - 1) * ERROR_FACTOR * float(values.std(ddof=1)) / sqrt(count)
    return Estimate(value=mean, low=mean - margin, high=mean + margin, count=count)


def _road(paths: Sequence[RunPath], numbers: Sequence[int], left: Floats) -> Estimate:
    """How much the two directions of the same stretch of street differ.

    On each stretch the runs one way have one mean, those the other way another; half their difference is what changes
    with the direction. Its sign says nothing, since stretches have no direction of their own, so its square is taken,
    less what chance alone puts there (the variance within each direction over the number of runs). The mean of these
    squares over the stretches, and its t interval, give the size.
    """
    points = straight_points(paths, numbers)
    value = left[points.of_path]
    kept = np.isfinite(value)
    if not kept.any():
        return Estimate(value=nan, low=nan, high=nan, count=0)
    stretch, forward = _stretches(points)
    run = points.run[kept]
    # Less the mean of its run, how a strap sat that day changes nothing.
    squares = _squares(stretch[kept] * 2 + forward[kept], run, without_mean(run, value[kept]))
    if len(squares) < MIN_BLOCKS:
        return Estimate(value=nan, low=nan, high=nan, count=len(squares))
    known = _mean(squares)
    # What runs out and back share takes a little off the squares; their mean may lie just below 0.
    size, margin = max(known.value, 0.0), known.high - known.value
    return Estimate(value=sqrt(size), low=sqrt(max(known.low, 0.0)), high=sqrt(size + margin), count=len(squares))


def _stretches(points: Points) -> tuple[Ints, Ints]:
    """The stretch of each point, a block of 250 m and one of four axes, and 1 where it is run one way, 0 the other."""
    axis = np.round(points.heading_rad / (np.pi / 4)).astype(np.int64) % 4
    forward = (np.cos(points.heading_rad - axis * np.pi / 4) > 0).astype(np.int64)
    return np.unique((block_keys(points) << 2) + axis, return_inverse=True)[1], forward


def _squares(way: Ints, run: Ints, value: Floats) -> Floats:
    """For each stretch that two runs or more went each way: half the difference squared, less that of chance.

    `way` is twice the number of the stretch, plus 1 for one of its directions.
    """
    runs = int(run.max()) + 1
    keys, of_point, counts = np.unique(way * runs + run, return_inverse=True, return_counts=True)
    enough = counts >= MIN_BLOCK_POINTS
    mean, way = (np.bincount(of_point, value) / counts)[enough], (keys // runs)[enough]
    size = 2 * (int(way.max(initial=0)) // 2 + 1)
    count = np.bincount(way, minlength=size)
    mid = np.bincount(way, mean, size) / np.maximum(count, 1)
    chance = np.bincount(way, (mean - mid[way]) ** 2, size) / np.maximum(count - 1, 1) / np.maximum(count, 1)
    both = np.minimum(count[::2], count[1::2]) >= 2  # noqa: PLR2004 - a spread takes two
    squares = ((mid[::2] - mid[1::2]) / 2) ** 2 - (chance[::2] + chance[1::2]) / 4
    return np.asarray(squares[both])
