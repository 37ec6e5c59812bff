"""Shared looks of all charts."""

from runrisk.charts.calendar import draw_calendar
from runrisk.charts.chart import Chart
from runrisk.charts.marks import bars, date_axis, dots, limit_line, track_line
from runrisk.charts.style import FLAG, GRID, INK, LIMIT, MUTED, PAPER, SECOND, SERIES, SHADES, new_axes, new_figure
from runrisk.charts.weeks import draw_weeks

__all__ = [
    "FLAG",
    "GRID",
    "INK",
    "LIMIT",
    "MUTED",
    "PAPER",
    "SECOND",
    "SERIES",
    "SHADES",
    "Chart",
    "bars",
    "date_axis",
    "dots",
    "draw_calendar",
    "draw_weeks",
    "limit_line",
    "new_axes",
    "new_figure",
    "track_line",
]
