"""Values to hover for: an invisible field over each place of a chart, whose title says its numbers. It needs no script.

The fields stand in the drawing as `g.hits > rect > title`; a page's script may read them too.
"""

import re
from collections.abc import Sequence
from html import escape
from itertools import groupby, pairwise
from math import ceil
from operator import itemgetter

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from runrisk.charts.numbers import BETWEEN, NOTE, UNIT, Numbers, read_numbers, unit_of

LEAST_FIELD_PT = 4.0
"""Narrower fields cannot be pointed at [points]: neighbours share one. Our choice; each day of a period has its own."""

EXPLANATION = re.compile(r"[,:(]")
"""What begins an explanation within a name."""

Spot = tuple[float, tuple[tuple[str, ...], ...]]
"""A place along the axis [points], and its rows."""


def hit_fields(figure: Figure) -> str:
    """The fields of all axes as SVG; the figure was drawn at 72 dots to the inch, so that a dot is a point."""
    read = ((axes, read_numbers(axes)) for axes in figure.axes)
    return "".join(_fields(axes, numbers, figure.bbox.height) for axes, numbers in read if numbers)


def _fields(axes: Axes, numbers: Numbers, height: float) -> str:
    """From midpoint to midpoint of neighbouring places, over the whole height (or width) of the axes."""
    [[left, low], [right, high]] = axes.bbox.get_points()
    top, bottom = height - high, height - low
    start, stop = (top, bottom) if numbers.across else (left, right)
    fields = _shared(_seen(axes, numbers, height, start, stop), stop - start)
    middles = [(before[-1][0] + after[0][0]) / 2 for before, after in pairwise(fields)]
    rects = []
    for field, (begin, end) in zip(fields, pairwise([start, *middles, stop]), strict=bool(fields)):
        box = (left, begin, right, end) if numbers.across else (begin, top, end, bottom)
        rects.append(f"{_rect(*box)}<title>{escape(_text(numbers, field), quote=False)}</title></rect>")
    return f'<g class="hits" fill="none" pointer-events="all">{"".join(rects)}</g>' if rects else ""


def _seen(axes: Axes, numbers: Numbers, height: float, start: float, stop: float) -> list[Spot]:
    """The rows by their place in the drawing [points], in its order, as far as they are within the axes."""
    beside = np.full(len(numbers.places), (axes.get_xlim() if numbers.across else axes.get_ylim())[0])
    places = np.array(numbers.places)
    points = axes.transData.transform(np.stack([beside, places] if numbers.across else [places, beside], axis=1))
    along = height - points[:, 1] if numbers.across else points[:, 0]
    rows = sorted(zip(along.tolist(), numbers.rows, strict=True), key=itemgetter(0))
    inside = [(at, row) for at, row in rows if start <= at <= stop]
    return [(at, tuple(row for _, row in same)) for at, same in groupby(inside, itemgetter(0))]


def _shared(spots: Sequence[Spot], length: float) -> list[Sequence[Spot]]:
    """Neighbours put together, where each by itself would be too narrow."""
    step = max(1, ceil(len(spots) * LEAST_FIELD_PT / length))
    return [spots[first : first + step] for first in range(0, len(spots), step)]


def _rect(left: float, top: float, right: float, bottom: float) -> str:
    return f'<rect x="{left:.1f}" y="{top:.1f}" width="{right - left:.1f}" height="{bottom - top:.1f}">'


def _text(numbers: Numbers, field: Sequence[Spot]) -> str:
    """What stands at one place, a line each; of several places, from the lowest to the highest."""
    rows = [row for _, rows in field for row in rows]
    if len(field) == 1:
        return "\n".join(_says(numbers, *row) for row in rows)
    firsts, *columns = zip(*rows, strict=True)
    return _says(numbers, f"{firsts[0]} to {firsts[-1]}", *map(_range, columns))


def _says(numbers: Numbers, first: str, *cells: str) -> str:
    """One row in words, such as "2026-03-02: distance of a run 14.2 km, limit 15.0 km"; the axis names a single series."""
    columns = numbers.columns[1:]
    alone = unit_of(numbers.title) if len(set(columns) - {NOTE}) == 1 else ""
    said = [
        cell if column == NOTE else f"{cell} {alone}" if alone else f"{_short(column)} {cell} {unit_of(column)}".strip()
        for column, cell in zip(columns, cells, strict=True)
        if cell
    ]
    return f"{first}: {', '.join(said)}"


def _short(column: str) -> str:
    """What a column is called, up to its explanation: "limit: 1.3 times before [km]" -> "limit"."""
    name = UNIT.sub("", column)
    return EXPLANATION.split(name)[0] or name


def _range(cells: Sequence[str]) -> str:
    """The lowest to the highest of a column's numbers, or its words."""
    said = list(dict.fromkeys(part for cell in cells for part in cell.split(BETWEEN) if part))
    try:
        low, high = min(said, key=float, default=""), max(said, key=float, default="")
    except ValueError:
        return ", ".join(said)
    return low if low == high else f"{low} to {high}"
