"""The side of the road by a map of streets: where runs lay from the middle of the nearest parallel carriageway.

With a map one-way loops can speak too. What it needs beyond the method without a map is that map and tracks lie in the
same frame: that is checked first, and a shifted frame is refused. On real logs this is not proven yet.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import nan, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from runrisk.analyzers.road_side.answer import Answer, Limits, answer_of, gaps, metres_left
from runrisk.analyzers.road_side.offset import ERROR_FACTOR, Offset
from runrisk.analyzers.road_side.points import REGION_DEG, Bools, Floats, Ints, straight_points
from runrisk.analyzers.road_side.road_runs import RoadRun
from runrisk.analyzers.road_side.rows import BLOCK_M
from runrisk.geo import to_metres
from runrisk.model.features import PATH_STEP_M

REACH_M = 20.0
"""A line further away is not the street that was run [m]. Our choice: as anchors reach (road-side method)."""

PARALLEL_DEG = 25.0
"""A line is parallel within this of the direction of travel [degrees] (road-side method)."""

MIN_ON_STREETS = 0.3
"""With a smaller share of points near a parallel line, runs and map do not belong together. Our choice: in a town moved
by some hundred metres a fifth lies near one by chance."""

MAX_SHIFT_M = 4.0
"""Tracks that lie further to one side of the compass from all streets are in another frame [m]. Our choice: maps drawn
from aerial pictures are within a few metres."""

MAX_MEDIAN_M = 6.0
"""So far from the middle half of the points may lie [m]. Our choice: by chance it would be 10."""

MIN_POINTS = 100
"""Fewer points on carriageways tell nothing of the frame: a kilometre. Our choice."""

UNPROVEN = "This way is tested on made-up towns only."

_CHUNK = 200_000
"""So many points are looked up at a time, to bound memory. Our choice."""


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Streets:
    """The straight pieces of a map's lines, shape (pieces,) or (pieces, 2).

    Attributes:
        start_deg: latitude and longitude of one end [degrees].
        end_deg: of the other.
        carriageway: whether it is the middle of a road for both directions; False for footways, one-way roads,
            tunnels and bridges, which are lines of their own and tell no side.
    """

    start_deg: Floats
    end_deg: Floats
    carriageway: Bools

    def __len__(self) -> int:
        return len(self.carriageway)


@dataclass(frozen=True, kw_only=True, slots=True)
class MapSide:
    """What a map tells.

    Attributes:
        answer: as without a map.
        offset: the offset to the left of travel; its `km_both_ways` are the kilometres on carriageways. None where map
            and tracks do not belong together.
        shift_m: how far the tracks lie to one side of the compass [m]; NaN where that cannot be told.
        summary: one sentence or two.
    """

    answer: Answer
    offset: Offset | None
    shift_m: float
    summary: str


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class _Placed:
    """Straight points and where they lie from the nearest parallel line, all of shape (points,)."""

    run: Ints
    block: Ints
    heading_rad: Floats
    left_m: Floats
    on_carriageway: Bools


def side_on_map(runs: Sequence[RoadRun], streets: Streets, limits: Limits) -> MapSide:
    """The side of road runs by a map; the gates and answers are those of the method without one."""
    placed = _placed(runs, streets)
    near, scored = np.isfinite(placed.left_m), placed.on_carriageway
    share = float(near.mean()) if len(near) else 0.0
    if share < MIN_ON_STREETS:
        return _refused(
            f"Only {100 * share:.0f} % of your running lies on streets of this map: another place, or another frame."
        )
    if scored.sum() < MIN_POINTS:
        return _refused(f"Only {scored.sum() * PATH_STEP_M / 1000:.1f} km lie on two-way carriageways of this map.")
    shift_m, median_m = _shift_m(placed), float(np.median(np.abs(placed.left_m[scored])))
    if shift_m > MAX_SHIFT_M or median_m > MAX_MEDIAN_M:
        said = f"Your tracks lie {shift_m:.0f} m to one side of this map's streets, half of them more than {median_m:.0f} m off: "
        return _refused(f"{said}the map is drawn in another frame. It is not used.", shift_m)
    known = _offset(placed)
    return MapSide(
        answer=answer_of(known, limits), offset=known, shift_m=shift_m, summary=_summary(known, limits, len(near))
    )


def _refused(why: str, shift_m: float = nan) -> MapSide:
    return MapSide(answer=Answer.CANNOT_TELL, offset=None, shift_m=shift_m, summary=f"Cannot tell. {why}")


def _summary(known: Offset, limits: Limits, points: int) -> str:
    answer = answer_of(known, limits)
    where = f"{known.km_both_ways:.0f} km on two-way carriageways of {points * PATH_STEP_M / 1000:.0f} km on straight streets"
    if thin := gaps(known, limits):
        return f"Cannot tell: {', '.join(thin)}; {where}. {UNPROVEN}"
    between = f"{metres_left(known.left_m)} of the middle ({metres_left(known.low_m)} to {metres_left(known.high_m)})"
    return f"{answer.value.capitalize()}: {between}, {where}. {UNPROVEN}"


def _placed(runs: Sequence[RoadRun], streets: Streets) -> _Placed:
    """Lay the points of all runs beside the map, region by region."""
    paths = [path for run in runs for path in run.paths]
    points = straight_points(paths, [number for number, run in enumerate(runs) for _ in run.paths])
    lat = np.concatenate([[], *(path.lat_deg for path in paths)])[points.of_path]
    lon = np.concatenate([[], *(path.lon_deg for path in paths)])[points.of_path]
    left, on_carriageway = np.full(len(points), nan), np.zeros(len(points), bool)
    for here, pieces in _by_region(points.region, lat, lon, streets):
        east, north = points.east_m[here], points.north_m[here]
        at, nearest, left_m = _beside(east, north, points.heading_rad[here], pieces)
        left[here[at]] = left_m
        on_carriageway[here[at]] = pieces.carriageway[nearest]
    column, row = (np.floor(place / BLOCK_M).astype(np.int64) for place in (points.east_m, points.north_m))
    return _Placed(
        run=points.run,
        block=((points.region << 12) + row + 2**11 << 12) + column + 2**11,
        heading_rad=points.heading_rad,
        left_m=left,
        on_carriageway=on_carriageway,
    )


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class _Pieces:
    """Pieces of streets in a region's plane, east + i north [m]."""

    start_m: NDArray[np.complexfloating[Any]]
    end_m: NDArray[np.complexfloating[Any]]
    carriageway: Bools


def _by_region(region: Ints, lat: Floats, lon: Floats, streets: Streets) -> Iterator[tuple[Ints, _Pieces]]:
    """The points of each region and the streets there, in the plane that `straight_points` laid the points in."""
    for number in np.unique(region):
        here = np.flatnonzero(region == number)
        lat_0, lon_0 = ((np.floor(degrees[here[0]] / REGION_DEG) + 0.5) * REGION_DEG for degrees in (lat, lon))
        near = (np.abs(streets.start_deg - (lat_0, lon_0)) <= REGION_DEG).all(axis=1)
        if near.any():
            pieces = _Pieces(
                start_m=_in_plane(streets.start_deg[near], lat_0, lon_0),
                end_m=_in_plane(streets.end_deg[near], lat_0, lon_0),
                carriageway=streets.carriageway[near],
            )
            yield here, pieces


def _in_plane(place_deg: Floats, lat_0: float, lon_0: float) -> NDArray[np.complexfloating[Any]]:
    """Latitudes and longitudes as east + i north [m]."""
    east, north = to_metres(place_deg[:, 0], place_deg[:, 1], lat_0, lon_0)
    return east + 1j * north


def _beside(east: Floats, north: Floats, heading: Floats, pieces: _Pieces) -> tuple[Ints, Ints, Floats]:
    """The points with a parallel piece in reach, the nearest such piece, and how far left of it each lies [m]."""
    import shapely  # noqa: PLC0415 - an extra; whoever brings streets has it

    lines = np.stack([pieces.start_m, pieces.end_m], axis=1)
    tree = shapely.STRtree(shapely.linestrings(np.stack([lines.real, lines.imag], axis=-1)))
    found = []
    for first in range(0, len(east), _CHUNK):
        part = slice(first, first + _CHUNK)
        at, piece = tree.query(shapely.points(east[part], north[part]), predicate="dwithin", distance=REACH_M)
        found.append(_nearest(at + first, piece, east + 1j * north, heading, pieces))
    at, piece, left = (np.concatenate(column) for column in zip(*found, strict=True))
    return at, piece, left


def _nearest(
    at: Ints, piece: Ints, place: NDArray[np.complexfloating[Any]], heading: Floats, pieces: _Pieces
) -> tuple[Ints, Ints, Floats]:
    """Of pairs of point and piece the nearest parallel one of each point."""
    start, along = pieces.start_m[piece], pieces.end_m[piece] - pieces.start_m[piece]
    length = np.maximum(np.abs(along), 1e-6)
    travel = np.exp(1j * heading[at])
    ahead = (along / length * travel.conj()).real
    local = (place[at] - start) * (along / length).conj()
    beyond = np.maximum(np.maximum(-local.real, local.real - length), 0.0)
    parallel = np.flatnonzero(np.abs(ahead) >= np.cos(np.radians(PARALLEL_DEG)))
    order = parallel[np.lexsort((piece[parallel], np.hypot(beyond, local.imag)[parallel], at[parallel]))]
    first = order[np.flatnonzero(np.diff(at[order], prepend=-1))]
    return at[first], piece[first], np.asarray(local.imag * np.sign(ahead))[first]


def _shift_m(placed: _Placed) -> float:
    """How far all tracks lie to one side of the compass [m]: least squares beside a side of their own.

    Who keeps left lies to the left whichever way he runs; a shifted map lies to the left one way, to the right the other.
    """
    heading, left = placed.heading_rad[placed.on_carriageway], placed.left_m[placed.on_carriageway]
    design = np.column_stack([np.ones(len(left)), -np.sin(heading), np.cos(heading)])
    fitted, *_ = np.linalg.lstsq(design, left, rcond=1e-6)
    return float(np.hypot(fitted[1], fitted[2]))


def _offset(placed: _Placed) -> Offset:
    """The mean offset on carriageways, its error clustered by run and by block as without a map."""
    kept = placed.on_carriageway
    left, count = placed.left_m[kept], int(kept.sum())
    _, run = np.unique(placed.run[kept], return_inverse=True)
    _, block = np.unique(placed.block[kept], return_inverse=True)
    mean = float(left.mean())
    score, ones = left - mean, np.ones(count)
    of_run, of_block, of_both = (_squares(of, score) for of in (run, block, run * (block.max() + 1) + block))
    return Offset(
        left_m=mean,
        error_m=ERROR_FACTOR * sqrt(max(of_run + of_block - of_both, of_run, of_block)) / count,
        runs_eff=count**2 / _squares(run, ones),
        blocks_eff=count**2 / _squares(block, ones),
        km_eff=count * PATH_STEP_M / 1000,
        residual_m=float(score.std()),
        km_both_ways=count * PATH_STEP_M / 1000,
    )


def _squares(cluster: Ints, values: Floats) -> float:
    """Sum over the clusters of the square of each one's sum."""
    _, of = np.unique(cluster, return_inverse=True)
    return float((np.bincount(of, values) ** 2).sum())
