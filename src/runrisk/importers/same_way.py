"""Whether two recordings went the same way: told by squares of the map, so that drift and missing points do not matter."""

import numpy as np
from numpy.typing import NDArray

from runrisk.geo import to_metres
from runrisk.model.features import RunPath

SQUARE_M = 100.0
"""Side of the squares [m]. Our choice: two watches drift apart by less, even between houses."""
SHARED = 0.8
"""So much of the shorter path lies in the squares of the other, or in their neighbours. Our choice, as for the time."""
_ROW = 1 << 20
"""Numbers of squares in a row: 100,000 km of them."""


def goes_along(one: RunPath, other: RunPath) -> bool:
    """Whether the shorter of two paths lies along the other; linear in their points."""
    shorter, longer = sorted((one, other), key=len)
    around = np.concatenate([_squares(longer, shorter) + step for step in _STEPS])
    return float(np.isin(_squares(shorter, shorter), around).mean()) >= SHARED


_STEPS = tuple(north * _ROW + east for north in (-1, 0, 1) for east in (-1, 0, 1))


def _squares(path: RunPath, origin: RunPath) -> NDArray[np.int64]:
    """The number of the square of each point, counted from the first point of `origin`."""
    east, north = to_metres(path.lat_deg, path.lon_deg, float(origin.lat_deg[0]), float(origin.lon_deg[0]))
    rows, columns = np.floor(north / SQUARE_M), np.floor(east / SQUARE_M)
    return np.asarray(rows * _ROW + columns, np.int64)
