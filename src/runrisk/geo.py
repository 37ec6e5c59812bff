"""WGS84 geometry on NumPy arrays."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.floating[Any]]

EARTH_RADIUS_M = 6_371_008.8
"""Mean earth radius [m] (IUGG: (2a + b) / 3 of WGS84)."""


def distance_m(lat_a: ArrayLike, lon_a: ArrayLike, lat_b: ArrayLike, lon_b: ArrayLike) -> Floats:
    """Great-circle distance between points [m] (haversine on the mean sphere), elementwise; degrees in."""
    phi_a, phi_b = np.radians(lat_a), np.radians(lat_b)
    return _haversine_m(phi_b - phi_a, np.radians(np.subtract(lon_b, lon_a)), np.cos(phi_a) * np.cos(phi_b))


def steps_m(lat: Floats, lon: Floats) -> Floats:
    """Distance from each point to the next [m]: n points in, n - 1 steps out; NaN where a point is missing."""
    phi = np.radians(lat)
    cosine = np.cos(phi)  # each serves two steps
    return _haversine_m(phi[1:] - phi[:-1], np.radians(lon[1:] - lon[:-1]), cosine[:-1] * cosine[1:])


def _haversine_m(phi: Floats, lambda_: Floats, cosines: Floats) -> Floats:
    """Distance [m] by the differences of latitude and longitude [radians] and the product of the latitudes' cosines."""
    chord = np.sin(phi / 2) ** 2 + cosines * np.sin(lambda_ / 2) ** 2
    return np.asarray(2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(np.clip(chord, 0, 1))))


def to_metres(lat: ArrayLike, lon: ArrayLike, lat_0: float, lon_0: float) -> tuple[Floats, Floats]:
    """East and north [m] of points in a plane tangent at (lat_0, lon_0); good to 0.1 % within 50 km."""
    scale = np.pi / 180 * EARTH_RADIUS_M
    east = np.subtract(lon, lon_0) * np.cos(np.radians(lat_0)) * scale
    return np.asarray(east), np.asarray(np.subtract(lat, lat_0) * scale)


def to_degrees(east_m: ArrayLike, north_m: ArrayLike, lat_0: float, lon_0: float) -> tuple[Floats, Floats]:
    """Latitude and longitude of points given by `to_metres`; its inverse."""
    scale = np.pi / 180 * EARTH_RADIUS_M
    lat = lat_0 + np.asarray(north_m) / scale
    return lat, lon_0 + np.asarray(east_m) / (scale * np.cos(np.radians(lat_0)))
