"""Values to hover for: an invisible field over each place of a picture, whose title says its numbers. It needs no script.

The fields stand in the drawing as `g.hits > rect > title`; a page's script may read them too.
"""

from collections.abc import Sequence
from html import escape
from itertools import groupby, pairwise
from math import ceil
from operator import itemgetter

from runrisk.charts.drawing.elements import px
from runrisk.charts.sheet import Sheet
from runrisk.wording import Wording

LEAST_FIELD_PX = 5.0
"""Narrower fields cannot be pointed at [px]: neighbours share one. Our choice; each day of a period has its own."""

PixelBox = tuple[float, float, float, float]
"""Left, top, right and bottom [px]."""
Spot = tuple[float, tuple[int, ...]]
"""A place along the axis [px], and its rows."""


def hits(sheet: Sheet, places: Sequence[float], box: PixelBox, wording: Wording) -> str:
    """The fields of a sheet's rows, which stand at these places [px], over the axes' box."""
    start, stop = (box[1], box[3]) if sheet.across else (box[0], box[2])
    shared = _shared(_seen(places, (start, stop)), stop - start)
    middles = [(before[-1][0] + after[0][0]) / 2 for before, after in pairwise(shared)]
    rects = []
    for spots, (begin, end) in zip(shared, pairwise([start, *middles, stop]), strict=bool(shared)):
        left, top, right, bottom = (box[0], begin, box[2], end) if sheet.across else (begin, box[1], end, box[3])
        rects.append(field(left, top, right - left, bottom - top, _says(sheet, spots, wording)))
    return group(rects)


def field(left: float, top: float, width: float, height: float, says: str) -> str:
    """One field."""
    size = f'x="{px(left)}" y="{px(top)}" width="{px(width)}" height="{px(height)}"'
    return f"<rect {size}><title>{escape(says, quote=False)}</title></rect>"


def group(fields: Sequence[str]) -> str:
    """The fields of one set of axes."""
    return f'<g class="hits" fill="none" pointer-events="all">{"".join(fields)}</g>' if fields else ""


def _says(sheet: Sheet, spots: Sequence[Spot], wording: Wording) -> str:
    if len(spots) > 1:
        return sheet.says([row for _, rows in spots for row in rows], wording)
    return "\n".join(sheet.says([row], wording) for row in spots[0][1])


def _seen(places: Sequence[float], ends: tuple[float, float]) -> list[Spot]:
    """The rows by their place, in the order of the drawing, as far as they are within the axes."""
    rows = sorted(((round(at, 3), row) for row, at in enumerate(places)), key=itemgetter(0))
    inside = [(at, row) for at, row in rows if ends[0] <= at <= ends[1]]
    return [(at, tuple(row for _, row in same)) for at, same in groupby(inside, itemgetter(0))]


def _shared(spots: Sequence[Spot], length: float) -> list[Sequence[Spot]]:
    """Neighbours put together, where each by itself would be too narrow."""
    step = max(1, ceil(len(spots) * LEAST_FIELD_PX / length))
    return [spots[first : first + step] for first in range(0, len(spots), step)]
