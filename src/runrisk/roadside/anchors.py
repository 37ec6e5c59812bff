"""Anchors: one reference line across each stretch of street, found by thinning where the tracks themselves lie.

Any line will do as an anchor: what it is off by is the same for both directions and cancels.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from runrisk.roadside.points import Bools, Floats, Ints, Points

CELL_M = 8.0
"""Side of the cells in which points are gathered [m] (road-side method)."""

CELL_DEG = 15.0
"""Width of the cells in axis, the heading without its direction [degrees] (the same)."""

ALONG_M = 10.0
ACROSS_M = 18.0
AXIS_DEG = 25.0
"""A point belongs to an anchor within so much along and across its axis [m] and of its axis [degrees] (the same)."""

_SLACK_M = CELL_M
"""A point may lie so far from the mean place of its cell [m]: pairs of cells are sought that much farther."""

_REACH_M = float(np.hypot(ALONG_M, ACROSS_M)) + _SLACK_M

_CHUNK = 50_000
"""So many points are matched with anchors at a time, to bound memory: each with some ten, in a dozen columns. Our choice."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AnchorMatches:
    """Which points belong to which anchors, all of shape (pairs,); a point may belong to several.

    Attributes:
        point: number of the point.
        anchor: number of the anchor.
        left_m: how far the point lies to the left of the anchor's axis [m].
        forward: whether it was run along the axis, not against it.
    """

    point: Ints
    anchor: Ints
    left_m: Floats
    forward: Bools


@dataclass(frozen=True, kw_only=True, slots=True)
class _Cells:
    """Cells of place and axis with points in them, the most visited first."""

    of_point: Ints
    region: Ints
    east_m: Floats
    north_m: Floats
    axis_rad: Floats


def find_anchors(points: Points) -> AnchorMatches:
    """Thin the cells greedily, the most visited first, and match points with the anchors in whose reach they lie.

    Near linear in the points: sorting, and pairs of neighbouring cells.
    """
    cells = _cells(points)
    strong, weak = _neighbour_pairs(cells)
    chosen = _chosen(cells, strong, weak)
    either = np.stack([np.append(strong, weak), np.append(weak, strong)])
    anchor, cell = either[:, chosen[either[0]]]
    itself = np.flatnonzero(chosen)
    anchor, cell = np.append(anchor, itself), np.append(cell, itself)
    order = np.argsort(cell, kind="stable")
    parts = list(_matched(points, cells, anchor[order], cell[order]))
    return AnchorMatches(**{name: np.concatenate([part[name] for part in parts]) for name in AnchorMatches.__slots__})


def _matched(points: Points, cells: _Cells, anchor: Ints, cell: Ints) -> Iterator[dict[str, NDArray[Any]]]:
    """Match points with the anchors near their cells, some points at a time; `cell` ascends."""
    first = np.searchsorted(cell, np.arange(len(cells.region) + 1))
    for start in range(0, max(len(points), 1), _CHUNK):
        here = cells.of_point[start : start + _CHUNK]
        counts = first[here + 1] - first[here]
        point = np.repeat(np.arange(start, start + len(here)), counts)
        place = np.arange(len(point)) - np.repeat(np.cumsum(counts) - counts - first[here], counts)
        near = anchor[place]
        axis, heading = cells.axis_rad[near], points.heading_rad[point]
        east, north = points.east_m[point] - cells.east_m[near], points.north_m[point] - cells.north_m[near]
        along, left = _in_frame(east, north, axis)
        kept = (np.abs(along) <= ALONG_M) & (np.abs(left) <= ACROSS_M) & (_apart(heading, axis) <= np.radians(AXIS_DEG))
        forward = np.cos(heading[kept] - axis[kept]) > 0
        yield {"point": point[kept], "anchor": near[kept], "left_m": left[kept], "forward": forward}


def _cells(points: Points) -> _Cells:
    axis = points.heading_rad % np.pi
    bins = np.floor(axis / np.radians(CELL_DEG)).astype(np.int64) % round(180 / CELL_DEG)
    column, row = (np.floor(place / CELL_M).astype(np.int64) for place in (points.east_m, points.north_m))
    # 2^15 cells of 8 m span 262 km, more than any region; 16 bins hold the 12 of axis.
    key = (((points.region << 15) + row + 2**14 << 15) + column + 2**14 << 4) + bins
    _, of_point, counts = np.unique(key, return_inverse=True, return_counts=True)
    order = np.argsort(-counts, kind="stable")
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    of_point, visits = rank[of_point], counts[order]
    region = np.empty(len(visits), np.int64)
    region[of_point] = points.region

    def mean(values: Floats) -> Floats:
        return np.bincount(of_point, values, len(visits)) / visits

    doubled = np.arctan2(mean(np.sin(2 * axis)), mean(np.cos(2 * axis)))
    return _Cells(
        of_point=of_point,
        region=region,
        east_m=mean(points.east_m),
        north_m=mean(points.north_m),
        axis_rad=doubled / 2 % np.pi,
    )


def _chosen(cells: _Cells, strong: Ints, weak: Ints) -> Bools:
    """Which cells are anchors.

    Greedy thinning in rounds: a cell with no more visited, still free cell that reaches it is an anchor and claims the
    free cells in its own reach. This gives exactly what going through the cells one by one would give.
    """
    along, left = _in_frame(
        cells.east_m[weak] - cells.east_m[strong], cells.north_m[weak] - cells.north_m[strong], cells.axis_rad[strong]
    )
    reached = (np.abs(along) <= ALONG_M) & (np.abs(left) <= ACROSS_M)
    strong, weak = strong[reached], weak[reached]
    chosen, free = np.zeros(len(cells.region), bool), np.ones(len(cells.region), bool)
    while len(strong):
        blocked = np.zeros(len(free), bool)
        blocked[weak] = True
        wins = ~blocked[strong]
        chosen[strong[wins]] = True
        free[strong[wins]] = False
        free[weak[wins]] = False
        open_pairs = free[strong] & free[weak]
        strong, weak = strong[open_pairs], weak[open_pairs]
    return np.asarray(chosen | free)


def _neighbour_pairs(cells: _Cells) -> tuple[Ints, Ints]:
    """Pairs of cells near each other and alike in axis; the first of a pair is the more visited."""
    found = [np.zeros((2, 0), np.int64)]
    for one, other in _neighbours(cells):
        near = np.hypot(cells.east_m[one] - cells.east_m[other], cells.north_m[one] - cells.north_m[other]) <= _REACH_M
        kept = near & (_apart(cells.axis_rad[one], cells.axis_rad[other]) <= np.radians(AXIS_DEG))
        found.append(np.stack([np.minimum(one, other)[kept], np.maximum(one, other)[kept]]))
    strong, weak = np.concatenate(found, axis=1)
    return strong, weak


def _neighbours(cells: _Cells) -> Iterator[tuple[Ints, Ints]]:
    """All pairs of cells in the same or in touching squares of `_REACH_M`, each pair once."""
    column, row = (np.floor(place / _REACH_M).astype(np.int64) + 2**14 for place in (cells.east_m, cells.north_m))
    square = ((cells.region << 16) + row << 16) + column
    order = np.argsort(square, kind="stable")
    sorted_squares = square[order]
    for step in (0, 1, (1 << 16) - 1, 1 << 16, (1 << 16) + 1):
        first = np.searchsorted(sorted_squares, square + step, side="left")
        last = np.searchsorted(sorted_squares, square + step, side="right")
        counts = last - first
        one = np.repeat(np.arange(len(square)), counts)
        place = np.arange(len(one)) - np.repeat(np.cumsum(counts) - counts - first, counts)
        other = order[place]
        once = one < other if step == 0 else slice(None)
        yield one[once], other[once]


def _in_frame(east: Floats, north: Floats, axis: Floats) -> tuple[Floats, Floats]:
    """How far along an axis and to the left of it a place lies [m]."""
    cos, sin = np.cos(axis), np.sin(axis)
    return np.asarray(east * cos + north * sin), np.asarray(north * cos - east * sin)


def _apart(one: Floats, other: Floats) -> Floats:
    """The angle between two axes, 0 to pi / 2 [radians]."""
    return np.asarray(np.abs((one - other + np.pi / 2) % np.pi - np.pi / 2))
