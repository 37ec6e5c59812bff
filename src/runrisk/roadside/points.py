"""Paths laid end to end as points in metres, each with the direction it was run in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from runrisk.geo import EARTH_RADIUS_M
from runrisk.model.features import RunPath

Floats = NDArray[np.floating[Any]]
Ints = NDArray[np.integer[Any]]
Bools = NDArray[np.bool_]

REGION_DEG = 0.5
"""Side of the cells that have metric coordinates of their own [degrees] (road-side method)."""

HEADING_STEPS = 2
"""Heading is taken from this many points before to as many after: +-20 m (road-side method)."""

STRAIGHT_STEPS = 3
"""A street is straight where it turns little from this many points before to as many after: +-30 m (the same)."""

MAX_TURN_DEG = 30.0
"""How much it may turn there [degrees] (the same): bends are no roads seen straight."""

_CHUNK = 100_000
"""About so many points are looked at a time, to bound memory. Our choice."""

_METRES_PER_DEG = np.pi / 180 * EARTH_RADIUS_M


@dataclass(frozen=True, kw_only=True, slots=True)
class Points:
    """The straight points of many paths, all of shape (points,).

    Attributes:
        of_path: where in the paths laid end to end the point stands.
        run: number of its run.
        region: number of its cell of REGION_DEG.
        east_m: from the middle of the region [m].
        north_m: from the middle of the region [m].
        heading_rad: direction of travel, anticlockwise from east [radians].
    """

    of_path: Ints
    run: Ints
    region: Ints
    east_m: Floats
    north_m: Floats
    heading_rad: Floats

    def __len__(self) -> int:
        return len(self.run)


def straight_points(paths: Sequence[RunPath], runs: Sequence[int]) -> Points:
    """The points of `paths` at which the street is straight; `runs` gives the number of each path's run."""
    parts = [_placed(*part) for part in _parts(paths, runs)]
    columns = {name: np.concatenate([getattr(part, name) for part in parts]) for name in Points.__slots__}
    return Points(**columns | {"region": np.unique(columns["region"], return_inverse=True)[1]})


def _parts(paths: Sequence[RunPath], runs: Sequence[int]) -> Iterator[tuple[list[RunPath], list[int], int]]:
    """Some paths at a time, which bounds memory: the paths, their runs, and how many points come before them."""
    first, points, before = 0, 0, 0
    for number, path in enumerate(paths):
        points += len(path)
        if points >= _CHUNK:
            yield list(paths[first : number + 1]), list(runs[first : number + 1]), before
            first, points, before = number + 1, 0, before + points
    yield list(paths[first:]), list(runs[first:]), before


def _placed(paths: Sequence[RunPath], runs: Sequence[int], before: int) -> Points:
    """The straight points of some paths, laid end to end after so many others; their regions are cells by row and column."""
    lengths = np.array([len(path) for path in paths], int)
    lat = np.concatenate([[], *(path.lat_deg for path in paths)])
    lon = np.concatenate([[], *(path.lon_deg for path in paths)])
    piece = np.concatenate([np.zeros(0, np.int64), *(path.piece for path in paths)])
    # Pieces count from 0 in each path; the path's number makes them differ between paths.
    piece = piece + np.repeat(np.arange(len(paths)), lengths) * (piece.max(initial=0) + 1)
    kept, heading = _straight(lat, lon, piece)
    region, east, north = _in_regions(lat[kept], lon[kept])
    return Points(
        of_path=(kept + before).astype(np.int32),
        run=np.repeat(np.array(runs, np.int32), lengths)[kept],
        region=region.astype(np.int32),
        east_m=east,
        north_m=north,
        heading_rad=heading,
    )


def _straight(lat: Floats, lon: Floats, piece: Ints) -> tuple[Ints, Floats]:
    """Indices of the points on straight streets, and the direction of travel there [radians]."""
    wide, narrow = STRAIGHT_STEPS, HEADING_STEPS
    if len(lat) <= 2 * wide:
        return np.zeros(0, np.int64), np.zeros(0)
    ways = _ways(lat, lon, wide)
    whole = piece[: -2 * wide] == piece[2 * wide :]
    turn = np.abs(np.angle(ways[wide:] * ways[:-wide].conj()))
    kept = np.flatnonzero(whole & (turn < np.radians(MAX_TURN_DEG)))
    return kept + wide, np.angle(_ways(lat, lon, 2 * narrow)[kept + wide - narrow])


def _ways(lat: Floats, lon: Floats, steps: int) -> NDArray[np.complexfloating[Any]]:
    """The way from each point to the one so many steps on, as east + i north [degrees of latitude]."""
    east = (lon[steps:] - lon[:-steps] + 180) % 360 - 180
    return np.asarray(east * np.cos(np.radians(lat[:-steps])) + 1j * (lat[steps:] - lat[:-steps]))


def _in_regions(lat: Floats, lon: Floats) -> tuple[Ints, Floats, Floats]:
    """Each point's cell of REGION_DEG, and its place [m] from the middle of it."""
    row, column = (np.floor(degrees / REGION_DEG).astype(np.int64) for degrees in (lat, lon))
    middle_lat, middle_lon = ((cell + 0.5) * REGION_DEG for cell in (row, column))
    east = (lon - middle_lon) * np.cos(np.radians(middle_lat)) * _METRES_PER_DEG
    north = (lat - middle_lat) * _METRES_PER_DEG
    return row * 1_000 + column, east, north
