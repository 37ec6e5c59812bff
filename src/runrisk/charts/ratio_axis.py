"""The logarithmic axis of a forest of ratios."""

from collections.abc import Sequence

from runrisk.charts.plot import Ratio

TICKS = (0.1, 0.2, 0.33, 0.5, 0.67, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0)
LEAST_SPAN = (0.5, 2.0)
"""The axis shows at least this, so that small differences look small. Our choice."""
MARGIN = 1.1
"""Room beyond the longest interval [ratio]. Our choice."""
WIDEST = (0.1, 10.0)
"""Longer intervals are cut, and end in an arrow. Our choice."""


def forest_span(rows: Sequence[Ratio]) -> tuple[float, float]:
    """The ends of the axis."""
    ends = [end for row in rows if row.interval for end in row.interval if end > 0]
    low, high = min([*ends, LEAST_SPAN[0]]) / MARGIN, max([*ends, LEAST_SPAN[1]]) * MARGIN
    return max(low, WIDEST[0]), min(high, WIDEST[1])
