"""Charts: a plot of values, and what is made from it. To import this, or to make a plot, loads no Matplotlib."""

from typing import Any

from runrisk.charts.chart import Chart
from runrisk.charts.plot import DAY_AXIS, WEEK_AXIS, Axis, Panel, Plot, Words, plot_of
from runrisk.charts.series import (
    Band,
    Bars,
    Dots,
    Intervals,
    Limit,
    Line,
    Look,
    Note,
    Rule,
    Series,
    Stay,
    Steps,
    Unknown,
    days_at,
    flags,
    from_zero,
    limit_at,
    top_of,
    values,
)
from runrisk.charts.units import DAYS, HOURS, METRES, MINUTES, OF_HUNDRED, PERCENT, RATIO, ROAD, Amount, Label, Unit

__all__ = [
    "DAYS",
    "DAY_AXIS",
    "HOURS",
    "METRES",
    "MINUTES",
    "OF_HUNDRED",
    "PERCENT",
    "RATIO",
    "ROAD",
    "WEEK_AXIS",
    "Amount",
    "Axis",
    "Band",
    "Bars",
    "Chart",
    "Dots",
    "Intervals",
    "Label",
    "Limit",
    "Line",
    "Look",
    "Note",
    "Panel",
    "Plot",
    "Rule",
    "Series",
    "Stay",
    "Steps",
    "Unit",
    "Unknown",
    "Words",
    "days_at",
    "flags",
    "from_zero",
    "limit_at",
    "plot_of",
    "top_of",
    "values",
]


def __getattr__(name: str) -> Any:
    """Old path, to be deleted with `drawing.py`: names that draw into Matplotlib axes."""
    from runrisk.charts.drawing import old  # noqa: PLC0415 (loads Matplotlib)

    return old(name)
