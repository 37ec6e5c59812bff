"""Long series drawn with as few marks as look the same: thirty years of days do not stand apart on a hand's breadth."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Places = NDArray[np.intp]

COLUMNS, ROWS = 480, 160
"""A chart is about so many points wide and high (its figure of 7.2 x 2.7 inches at 72 points): finer is not to be seen."""
MOST = 4 * COLUMNS
"""Shorter series are drawn as they are. Our choice: the lowest, highest, first and last value of every column have room."""
MARK = 3
"""Marks whose middles are nearer than so many points lie upon each other [points]: they are 3 to 9 points wide."""


def thinned_line(places: Floats, values: Floats) -> Places:
    """Which points of a line are to be drawn, in their order: the ends, the lowest and the highest of every column.

    A gap (NaN) stays a gap.
    """
    if len(places) <= MOST:
        return np.arange(len(places))
    starts = np.flatnonzero(np.diff(_cells(places, COLUMNS), prepend=-1))
    kept = [
        _telling(values[first:last]) + first for first, last in zip(starts, [*starts[1:], len(places)], strict=True)
    ]
    return np.concatenate(kept)


def _telling(values: Floats) -> Places:
    """The places of the first and last value, of the lowest and highest, and of the first that is missing."""
    found = [0, len(values) - 1]
    missing = np.isnan(values)
    if missing.any():
        found.append(int(missing.argmax()))
    if not missing.all():
        found += [int(np.nanargmin(values)), int(np.nanargmax(values))]
    return np.unique(found)


def thinned_marks(x: Floats, y: Floats) -> Places:
    """Which of many marks are to be drawn, in their order: one where several lie upon each other."""
    if len(x) <= COLUMNS:
        return np.arange(len(x))
    cells = _cells(x, COLUMNS // MARK) * ROWS + _cells(y, ROWS // MARK)
    return np.sort(np.unique(cells, return_index=True)[1])


def _cells(values: Floats, count: int) -> NDArray[np.int64]:
    """The number of each value's cell of `count` between the lowest and the highest; missing ones lie in the first."""
    low, high = np.nanmin(values), np.nanmax(values)
    share = (values - low) / ((high - low) or 1.0)
    return np.asarray(np.minimum(np.nan_to_num(share) * count, count - 1), np.int64)
