"""Shared looks of all charts."""

from runrisk.charts.marks import bars, date_axis, dots, limit_line
from runrisk.charts.style import FLAG, GRID, INK, LIMIT, MUTED, SECOND, SERIES, new_axes, new_figure

__all__ = [
    "FLAG",
    "GRID",
    "INK",
    "LIMIT",
    "MUTED",
    "SECOND",
    "SERIES",
    "bars",
    "date_axis",
    "dots",
    "limit_line",
    "new_axes",
    "new_figure",
]
