"""Crossings: where each run lay across each anchor, once for each direction."""

from dataclasses import dataclass, replace

import numpy as np

from runrisk.model.features import PATH_STEP_M
from runrisk.roadside.anchors import AnchorMatches, find_anchors
from runrisk.roadside.points import Floats, Ints, Points

BLOCK_M = 250.0
"""Side of the places by which errors are clustered [m] (road-side method)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Crossings:
    """One row per anchor, run and direction, for the anchors that were run in both; all of shape (rows,).

    Attributes:
        anchor: number of the anchor.
        run: number of the run.
        block: number of the 250 m block the anchor lies in.
        direction: +1 along the anchor's axis, -1 against it.
        left_m: mean place of the run to the left of the anchor's axis [m].
        distance_m: distance that the row stands for [m]; a path point in reach of several anchors is shared among them.
    """

    anchor: Ints
    run: Ints
    block: Ints
    direction: Floats
    left_m: Floats
    distance_m: Floats

    def __len__(self) -> int:
        return len(self.run)

    def take(self, kept: Ints) -> "Crossings":
        """The rows numbered `kept`; anchors that are then run in one direction only simply weigh nothing."""
        return Crossings(**{name: getattr(self, name)[kept] for name in self.__dataclass_fields__})

    def apart(self, group: Ints) -> "Crossings":
        """The same rows, each anchor standing once for each group of rows: groups are not held against each other."""
        return replace(self, anchor=self.anchor * (int(group.max(initial=0)) + 1) + group)


@dataclass(frozen=True, kw_only=True, slots=True)
class Blocks:
    """Where the blocks lie.

    Attributes:
        region: region of each block, shape (blocks,).
        middle_m: its middle, east and north in its region [m], shape (blocks, 2).
        points: path points in it, whichever way they were run, shape (blocks,).
    """

    region: Ints
    middle_m: Floats
    points: Ints


@dataclass(frozen=True, kw_only=True, slots=True)
class Matched:
    """Points turned into rows.

    Attributes:
        rows: the rows.
        blocks: the blocks that `rows.block` numbers.
        point: numbers of the points that are in rows; one in several rows stands here several times.
        row: the row of each of them.
    """

    rows: Crossings
    blocks: Blocks
    point: Ints
    row: Ints


def match(points: Points) -> Matched:
    """Lay anchors through the points and gather the points by anchor, run and direction."""
    square, blocks = _blocks(points)
    near = _both_ways(find_anchors(points))
    runs = int(points.run.max(initial=0)) + 1
    key = (near.anchor * 2 + near.forward) * runs + points.run[near.point]
    keys, row, counts = np.unique(key, return_inverse=True, return_counts=True)
    shared: Floats = np.bincount(near.point, minlength=len(points)).astype(float)[near.point]
    anchor = keys // (2 * runs)
    block = np.zeros(int(anchor.max(initial=0)) + 1, np.int64)
    block[near.anchor] = square[near.point]
    rows = Crossings(
        anchor=anchor,
        run=keys % runs,
        block=block[anchor],
        direction=np.where(keys // runs % 2, 1.0, -1.0),
        left_m=np.bincount(row, near.left_m, len(keys)) / counts,
        distance_m=np.bincount(row, 1 / shared, len(keys)) * PATH_STEP_M,
    )
    return Matched(rows=rows, blocks=blocks, point=near.point, row=row)


def _both_ways(near: AnchorMatches) -> AnchorMatches:
    """The pairs whose anchor was run in both directions."""
    count = int(near.anchor.max(initial=-1)) + 1
    forward, backward = (np.bincount(near.anchor[way], minlength=count) for way in (near.forward, ~near.forward))
    kept = np.minimum(forward, backward)[near.anchor] > 0
    return AnchorMatches(**{name: getattr(near, name)[kept] for name in AnchorMatches.__slots__})


def block_keys(points: Points) -> Ints:
    """The block of each point: the bits of its region, then 12 of its row and 12 of its column in the region."""
    column, row = (np.floor(place / BLOCK_M).astype(np.int64) for place in (points.east_m, points.north_m))
    return np.asarray(((points.region << 12) + row + 2**11 << 12) + column + 2**11)


def _blocks(points: Points) -> tuple[Ints, Blocks]:
    """Each point's block, and the blocks."""
    keys, of_point, counts = np.unique(block_keys(points), return_inverse=True, return_counts=True)
    cell = np.stack([keys & 4095, keys >> 12 & 4095], axis=1) - 2**11
    return of_point, Blocks(region=keys >> 24, middle_m=(cell + 0.5) * BLOCK_M, points=counts)
