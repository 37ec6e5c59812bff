"""Long series drawn with as few marks as look the same: thirty years of days do not stand apart on a hand's breadth."""

from collections.abc import Sequence
from itertools import groupby

from runrisk.charts.drawing.elements import Point

COLUMN_PX = 1.0
"""Values of a line that fall into one column so wide are not seen apart [px]."""
MARK_PX = 3.0
"""Nor are marks whose middles fall into one square so wide: they are 4 to 9 px wide themselves [px]."""
FEW = 500
"""Fewer marks are all drawn. Our choice: a year and more of runs."""


def thinned_line(part: Sequence[Point]) -> list[Point]:
    """The points of a line that are to be drawn, in their order: the ends, the lowest and the highest of every column."""
    kept: list[Point] = []
    for _, column in groupby(part, lambda point: point[0] // COLUMN_PX):
        points = list(column)
        heights = [y for _, y in points]
        telling = {0, heights.index(min(heights)), heights.index(max(heights)), len(points) - 1}
        kept += [points[at] for at in sorted(telling)]
    return kept


def thinned_marks(points: Sequence[Point]) -> Sequence[Point]:
    """The marks that are to be drawn, in their order: one where several of many lie upon each other."""
    if len(points) <= FEW:
        return points
    seen = {(x // MARK_PX, y // MARK_PX): (x, y) for x, y in reversed(points)}
    return list(reversed(seen.values()))
