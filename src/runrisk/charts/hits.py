"""Old path, to be deleted with `drawn.py`: the words of hover fields from numbers that were read back from a figure."""

import re
from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from runrisk.charts.hover import LEAST_FIELD_PT, Spot, fields
from runrisk.charts.numbers import BETWEEN, NOTE, UNIT, Numbers, read_numbers, unit_of

__all__ = ["LEAST_FIELD_PT", "hit_fields"]

EXPLANATION = re.compile(r"[,:(]")
"""What begins an explanation within a name."""


def hit_fields(figure: Figure) -> str:
    """The fields of all axes as SVG; the figure was drawn at 72 dots to the inch, so that a dot is a point."""
    read = ((axes, read_numbers(axes)) for axes in figure.axes)
    return "".join(_fields(axes, numbers, figure.bbox.height) for axes, numbers in read if numbers)


def _fields(axes: Axes, numbers: Numbers, height: float) -> str:
    def say(spots: Sequence[Spot]) -> str:
        return _text(numbers, [(at, tuple(numbers.rows[row] for row in rows)) for at, rows in spots])

    return fields(axes, np.array(numbers.places), say, height=height, across=numbers.across)


def _text(numbers: Numbers, field: Sequence[tuple[float, tuple[tuple[str, ...], ...]]]) -> str:
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
