"""Old path, to be deleted: what draws straight into Matplotlib axes, for those who do not return a plot yet."""

from typing import Any

from runrisk.charts.calendar import WEEKDAYS, draw_calendar
from runrisk.charts.marks import bars, date_axis, dots, limit_line, track_line
from runrisk.charts.panels import draw_panels
from runrisk.charts.stacks import MAX_PARTS, draw_stacks
from runrisk.charts.style import FLAG, GRID, INK, LIMIT, MUTED, PAPER, SECOND, SERIES, SHADES, new_axes, new_figure
from runrisk.charts.weeks import MONTH_BAR_DAYS, draw_weeks

__all__ = [
    "FLAG",
    "GRID",
    "INK",
    "LIMIT",
    "MAX_PARTS",
    "MONTH_BAR_DAYS",
    "MUTED",
    "PAPER",
    "SECOND",
    "SERIES",
    "SHADES",
    "WEEKDAYS",
    "bars",
    "date_axis",
    "dots",
    "draw_calendar",
    "draw_panels",
    "draw_stacks",
    "draw_weeks",
    "limit_line",
    "new_axes",
    "new_figure",
    "track_line",
]


def old(name: str) -> Any:
    """What `runrisk.charts` gives for a name of these.

    Raises:
        AttributeError: there is none.
    """
    if name not in __all__:
        raise AttributeError(f"module 'runrisk.charts' has no attribute {name!r}")
    return globals()[name]
