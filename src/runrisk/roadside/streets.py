"""The streets of a map, and where the points of runs lie beside the nearest parallel one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import nan

import numpy as np

from runrisk.geo import to_metres
from runrisk.measures.outdoor import Complexes
from runrisk.roadside.crossings import block_keys
from runrisk.roadside.points import REGION_DEG, Bools, Floats, Ints, straight_points
from runrisk.roadside.road_runs import RoadRun

REACH_M = 20.0
"""A line further away is not the street that was run [m]. Our choice: as anchors reach (road-side method)."""

PARALLEL_DEG = 25.0
"""A line is parallel within this of the direction of travel [degrees] (road-side method)."""

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


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Placed:
    """Straight points and where they lie from the nearest parallel line, all of shape (points,)."""

    run: Ints
    block: Ints
    heading_rad: Floats
    left_m: Floats
    on_carriageway: Bools


def placed_beside(runs: Sequence[RoadRun], streets: Streets) -> Placed:
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
    return Placed(
        run=points.run,
        block=block_keys(points),
        heading_rad=points.heading_rad,
        left_m=left,
        on_carriageway=on_carriageway,
    )


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class _Pieces:
    """Pieces of streets in a region's plane, east + i north [m]."""

    start_m: Complexes
    end_m: Complexes
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


def _in_plane(place_deg: Floats, lat_0: float, lon_0: float) -> Complexes:
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


def _nearest(at: Ints, piece: Ints, place: Complexes, heading: Floats, pieces: _Pieces) -> tuple[Ints, Ints, Floats]:
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
