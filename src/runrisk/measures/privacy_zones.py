"""Where a runner starts and ends, and what of a path may be shown so that nobody finds the door.

A hole in the shape of a circle gives its centre away, so a hole has a wavy edge and its centre lies beside the door.
Both come from a hash of whole tracks: the same with every report, and not to be worked out from what is shown.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from runrisk.geo import to_degrees, to_metres
from runrisk.model.features import RunPath

CLUSTER_M = 150.0
"""Starts and ends this near to each other are of one place [m]. Our choice: around the block, and the watch's error."""

MIN_RUNS = 3
"""A place where so many runs start or end is frequent. Our choice: one more visit than a race and its rehearsal."""

MEAN_M, WAVE_M, BESIDE_M = 300.0, 50.0, 50.0
"""Mean radius of a hole, its waves and how far its centre lies beside the place [m]: together the edge is 200 to 400 m
away. Our choice, as services hide 200 m to 1 km."""

_WAVES = (2, 3, 5)
"""So many waves of each kind go round the edge. Our choice: no two holes are alike, none is far from round."""

Floats = NDArray[np.floating[Any]]


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class PrivacyZone:
    """A hole with a wavy edge. It never shows where it is, not even in its repr.

    Attributes:
        lat_deg: latitude of its centre, which is not the place it hides [degrees].
        lon_deg: longitude [degrees].
        wave_m: height of each kind of wave [m].
        phase_rad: where each begins [radians].
    """

    lat_deg: float = field(repr=False)
    lon_deg: float = field(repr=False)
    wave_m: Floats = field(repr=False)
    phase_rad: Floats = field(repr=False)

    @classmethod
    def around(cls, lat_deg: float, lon_deg: float, seed: bytes) -> Self:
        """Return the hole that hides a place; the same seed gives the same hole."""
        random = np.random.default_rng(int.from_bytes(hashlib.sha256(seed).digest()))
        bearing, apart_m = random.uniform(0, 2 * np.pi), BESIDE_M * np.sqrt(random.uniform())
        shares = random.uniform(0.2, 1, len(_WAVES))
        lat, lon = to_degrees(apart_m * np.sin(bearing), apart_m * np.cos(bearing), lat_deg, lon_deg)
        phase = random.uniform(0, 2 * np.pi, len(_WAVES))
        return cls(lat_deg=float(lat), lon_deg=float(lon), wave_m=WAVE_M * shares / shares.sum(), phase_rad=phase)

    def hides(self, lat_deg: Floats, lon_deg: Floats) -> NDArray[np.bool_]:
        """Whether points [degrees] lie in the hole."""
        east_m, north_m = _metres(lat_deg, lon_deg, self.lat_deg, self.lon_deg)
        bearing = np.arctan2(east_m, north_m)
        waves = (h * np.cos(k * bearing + p) for k, h, p in zip(_WAVES, self.wave_m, self.phase_rad, strict=True))
        return np.asarray(np.hypot(east_m, north_m) < MEAN_M + sum(waves))


def privacy_zones(paths: Iterable[RunPath]) -> tuple[PrivacyZone, ...]:
    """Return a hole for each place where at least MIN_RUNS runs start or end, oldest run first.

    The earliest run of a place shapes its hole, so that a log that grows keeps its holes. Linear in runs and places.
    """
    runs = [path for path in paths if len(path)]
    if not runs:
        return ()
    ends = np.array([(path.lat_deg[at], path.lon_deg[at]) for path in runs for at in (0, -1)])
    places = (np.flatnonzero(near) for near in _clusters(ends))
    frequent = (at for at in places if len(np.unique(at // 2)) >= MIN_RUNS)
    return tuple(PrivacyZone.around(*_middle(ends[at]), _seed(runs[at[0] // 2])) for at in frequent)


def hidden(zones: Iterable[PrivacyZone], lat_deg: Floats, lon_deg: Floats) -> NDArray[np.bool_]:
    """Whether points [degrees] lie in any hole."""
    found = np.zeros(len(lat_deg), bool)
    for zone in zones:
        found |= zone.hides(lat_deg, lon_deg)
    return found


def outside_zones(path: RunPath, zones: Sequence[PrivacyZone]) -> RunPath:
    """Return the path without the points in `zones` and around its own start and end; cuts begin new pieces."""
    if not len(path):
        return path
    own = [PrivacyZone.around(path.lat_deg[at], path.lon_deg[at], _seed(path) + bytes([at % 2])) for at in (0, -1)]
    kept = np.flatnonzero(~hidden([*zones, *own], path.lat_deg, path.lon_deg))
    cut = (np.diff(kept, prepend=kept[:1]) > 1) | (np.diff(path.piece[kept], prepend=path.piece[kept][:1]) != 0)
    columns = {one.name: getattr(path, one.name) for one in fields(path)}
    shown = {name: column[kept] for name, column in columns.items() if column is not None}
    return replace(path, **shown | {"piece": np.cumsum(cut, dtype=np.int32)})


def _clusters(ends: Floats) -> Iterator[NDArray[np.bool_]]:
    """Which ends are of each place, the densest place first; every end is of one place."""
    cells = np.round(ends, 3)  # some 100 m
    _, cell, counts = np.unique(cells, axis=0, return_inverse=True, return_counts=True)
    crowd = counts[cell.ravel()]
    free = np.ones(len(ends), bool)
    for at in np.argsort(-crowd, kind="stable"):
        if free[at]:
            near = free & (np.hypot(*_metres(*ends.T, *ends[at])) <= CLUSTER_M)
            free &= ~near
            yield near


def _middle(ends: Floats) -> tuple[float, float]:
    east_m, north_m = _metres(*ends.T, *ends[0])
    lat, lon = to_degrees(east_m.mean(), north_m.mean(), *ends[0])
    return float(lat), float(lon)


def _metres(lat: Floats, lon: Floats, lat_0: float, lon_0: float) -> tuple[Floats, Floats]:
    """East and north of a place [m], also across the date line."""
    return to_metres(lat, lon_0 + (np.subtract(lon, lon_0) + 180) % 360 - 180, lat_0, lon_0)


def _seed(path: RunPath) -> bytes:
    return path.lat_deg.tobytes() + path.lon_deg.tobytes()
