"""Routes that come back in a log, and the way round each run of them went.

A route is recognised by the squares it visits. A run is compared only with the few routes that share most of the
smallest of its squares' hashed numbers, so that the work grows with the number of runs and not with its square.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from runrisk.geo import EARTH_RADIUS_M
from runrisk.model.features import PATH_STEP_M, RunPath

CELL_M = 100.0
"""Side of the squares [m]. Our choice: far above the watch's error, about a block."""

SAME_SHARE = 0.7
"""Two runs are of one route if their distance in shared squares is so much of the longer one. Our choice."""

HASHES = 16
"""So many of a run's smallest hashes lead to routes it may belong to. Our choice."""

MIN_SHARED = 3
"""So many of them it shares with a route it is compared with. Our choice: at 70 % in common some eight are expected, and
a common way from home seldom gives three."""

CANDIDATES = 8
"""So many routes at most a run is compared with, those with most hashes in common. Our choice."""

ONE_WAY = 0.5
"""A run has a way round if its headings, added up in each square, keep so much of its distance: a way out and back
keeps little. Our choice."""

_METRES_PER_DEG = np.pi / 180 * EARTH_RADIUS_M
_SCRAMBLE = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Footprint:
    """The squares of a run, ascending, how far it went in each [m], and which way, east + i north [m]."""

    cell: NDArray[np.uint64]
    distance_m: NDArray[np.floating[Any]]
    way_m: NDArray[np.complexfloating[Any]]

    @property
    def length_m(self) -> float:
        """How far it went [m]."""
        return float(self.distance_m.sum())

    @property
    def one_way(self) -> bool:
        """Whether it went most squares in one direction only."""
        return bool(np.abs(self.way_m).sum() >= ONE_WAY * self.length_m)


@dataclass(frozen=True, kw_only=True, slots=True)
class RouteRun:
    """One run of a route.

    Attributes:
        activity: its id.
        day: its local day.
        route: number of the route, in the order in which routes were first run.
        way: +1 the way round of the route's first run, -1 the other way, 0 where it has none (out and back, mixed).
        distance_m: its length [m].
    """

    activity: str
    day: date
    route: int
    way: int
    distance_m: float


def footprint(paths: Iterable[RunPath]) -> Footprint:
    """The squares that paths visit; squares are the same for every run in the world."""
    cells, ways = [], []
    for path in paths:
        row = np.floor(path.lat_deg * _METRES_PER_DEG / CELL_M)
        shrink = np.cos(np.radians(row * CELL_M / _METRES_PER_DEG))
        column = np.floor(path.lon_deg * _METRES_PER_DEG * shrink / CELL_M)
        cells.append(((row + 2.0**20) * 2**22 + (column + 2.0**21)).astype(np.uint64))
        ways.append(_steps(path))
    cell, of_point, counts = np.unique(np.concatenate(cells), return_inverse=True, return_counts=True)
    way = np.concatenate(ways)
    way_m = np.bincount(of_point, way.real, len(cell)) + 1j * np.bincount(of_point, way.imag, len(cell))
    return Footprint(cell=cell, distance_m=counts * PATH_STEP_M, way_m=way_m)


def _steps(path: RunPath) -> NDArray[np.complexfloating[Any]]:
    """The step from each point to the next, as long as a step is [m]; 0 at the end of a piece."""
    east = (np.diff(path.lon_deg) + 180) % 360 - 180
    step = (east * np.cos(np.radians(path.lat_deg[:-1])) + 1j * np.diff(path.lat_deg)) * _METRES_PER_DEG
    return np.append(np.where(np.diff(path.piece) == 0, step, 0), 0)


def recognised(runs: Iterable[tuple[str, date, Footprint]]) -> Iterator[RouteRun]:
    """Put each run, oldest first, to the route it is most alike, or begin a new one with it."""
    firsts: list[Footprint] = []
    of_hash: dict[int, list[int]] = {}
    for activity, day, made in runs:
        keys = _keys(made)
        shared = Counter(route for key in keys for route in of_hash.get(key, ())).most_common(CANDIDATES)
        alike = {route: _alike(firsts[route], made) for route, count in shared if count >= min(MIN_SHARED, len(keys))}
        best = max(alike, key=lambda route: alike[route], default=None)
        if best is None or alike[best] < SAME_SHARE:
            best = len(firsts)
            firsts.append(made)
            for key in keys:
                of_hash.setdefault(key, []).append(best)
        yield RouteRun(activity=activity, day=day, route=best, way=_way(firsts[best], made), distance_m=made.length_m)


def _keys(made: Footprint) -> list[int]:
    """The smallest hashes of a run's squares."""
    mixed = made.cell * _SCRAMBLE
    return [int(key) for key in np.sort(mixed ^ (mixed >> np.uint64(29)))[:HASHES]]


def _alike(one: Footprint, other: Footprint) -> float:
    """Distance in shared squares over the distance of the longer of two runs."""
    _, at, and_at = np.intersect1d(one.cell, other.cell, assume_unique=True, return_indices=True)
    shared = min(one.distance_m[at].sum(), other.distance_m[and_at].sum())
    return float(shared / max(one.length_m, other.length_m))


def _way(first: Footprint, made: Footprint) -> int:
    """The way round of a run compared with the first of its route."""
    if not (first.one_way and made.one_way):
        return 0
    _, at, and_at = np.intersect1d(first.cell, made.cell, assume_unique=True, return_indices=True)
    along = (first.way_m[at].conj() * made.way_m[and_at]).real.sum()
    size = (np.abs(first.way_m[at]) * np.abs(made.way_m[and_at])).sum()
    return int(np.sign(along)) if size and abs(along) >= ONE_WAY * size else 0
