"""Values to hover for: an invisible field over each place of a chart, whose title says its numbers. It needs no script.

The fields stand in the drawing as `g.hits > rect > title`; a page's script may read them too.
"""

from collections.abc import Callable, Sequence
from html import escape
from itertools import groupby, pairwise
from math import ceil
from operator import itemgetter

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from runrisk.charts.sheet import Sheet
from runrisk.wording import Wording

LEAST_FIELD_PT = 4.0
"""Narrower fields cannot be pointed at [points]: neighbours share one. Our choice; each day of a period has its own."""

Spot = tuple[float, tuple[int, ...]]
"""A place along the axis [points], and its rows."""
Say = Callable[[Sequence[Spot]], str]
"""The words of a field: of one spot, or of neighbours that share it."""


def sheet_fields(axes: Axes, sheet: Sheet, wording: Wording, height: float) -> str:
    """The fields of a sheet's places as SVG, over its axes in a figure of this height [points]."""

    def say(spots: Sequence[Spot]) -> str:
        if len(spots) > 1:
            return sheet.says([row for _, rows in spots for row in rows], wording)
        return "\n".join(sheet.says([row], wording) for row in spots[0][1])

    return fields(axes, np.array(sheet.places), say, height=height, across=sheet.across)


def fields(axes: Axes, places: NDArray[np.float64], say: Say, *, height: float, across: bool) -> str:
    """From midpoint to midpoint of neighbouring places, over the whole height (or width) of the axes.

    The figure was drawn at 72 dots to the inch, so that a dot is a point.
    """
    [[left, low], [right, high]] = axes.bbox.get_points()
    top, bottom = height - high, height - low
    start, stop = (top, bottom) if across else (left, right)
    shared = _shared(_seen(axes, places, height, (start, stop), across=across), stop - start)
    middles = [(before[-1][0] + after[0][0]) / 2 for before, after in pairwise(shared)]
    rects = []
    for spots, (begin, end) in zip(shared, pairwise([start, *middles, stop]), strict=bool(shared)):
        box = (left, begin, right, end) if across else (begin, top, end, bottom)
        rects.append(f"{_rect(*box)}<title>{escape(say(spots), quote=False)}</title></rect>")
    return f'<g class="hits" fill="none" pointer-events="all">{"".join(rects)}</g>' if rects else ""


def _seen(
    axes: Axes, places: NDArray[np.float64], height: float, ends: tuple[float, float], *, across: bool
) -> list[Spot]:
    """The rows by their place in the drawing [points], in its order, as far as they are within the axes."""
    beside = np.full(len(places), (axes.get_xlim() if across else axes.get_ylim())[0])
    points = axes.transData.transform(np.stack([beside, places] if across else [places, beside], axis=1))
    along = height - points[:, 1] if across else points[:, 0]
    rows = sorted(zip(along.tolist(), range(len(places)), strict=True), key=itemgetter(0))
    inside = [(at, row) for at, row in rows if ends[0] <= at <= ends[1]]
    return [(at, tuple(row for _, row in same)) for at, same in groupby(inside, itemgetter(0))]


def _shared(spots: Sequence[Spot], length: float) -> list[Sequence[Spot]]:
    """Neighbours put together, where each by itself would be too narrow."""
    step = max(1, ceil(len(spots) * LEAST_FIELD_PT / length))
    return [spots[first : first + step] for first in range(0, len(spots), step)]


def _rect(left: float, top: float, right: float, bottom: float) -> str:
    return f'<rect x="{left:.1f}" y="{top:.1f}" width="{right - left:.1f}" height="{bottom - top:.1f}">'
