"""Curves against a limit that moves with the days."""

from collections.abc import Iterable

import numpy as np
from matplotlib.axes import Axes
from matplotlib.dates import date2num
from numpy.typing import ArrayLike

from runrisk.charts.marks import date_axis
from runrisk.charts.style import FLAG, LIMIT, MUTED, SERIES

HEADROOM = 1.12
"""Room for a triangle and a label above the highest value. Our choice."""


def curve(axes: Axes, days: Iterable[object], values: ArrayLike, flagged: ArrayLike, label: str) -> None:
    """A line along the days; flagged days carry triangles. Missing values leave a gap."""
    x, y, marked = date2num(list(days)), np.asarray(values, float), np.asarray(flagged, bool)
    axes.plot(x, y, color=SERIES, linewidth=1.5, label=label)
    axes.plot(x[marked], y[marked], linestyle="none", marker="v", markersize=5, color=FLAG)
    if len(x):
        axes.set_xlim(x[0] - 1, x[-1] + 1)
    date_axis(axes)


def limit_curve(axes: Axes, days: Iterable[object], values: ArrayLike, label: str) -> None:
    """A dashed line for a limit that has another value each day."""
    axes.plot(date2num(list(days)), np.asarray(values, float), color=LIMIT, linestyle="--", linewidth=1, label=label)


def key(axes: Axes) -> None:
    """Name what carries a label, above the axes."""
    axes.legend(
        loc="lower left", bbox_to_anchor=(0, 1), ncols=3, frameon=False, fontsize="small", labelcolor=MUTED, borderpad=0
    )


def from_zero(axes: Axes) -> None:
    """Let the y axis begin at 0 and end a little above what is drawn; at 1 where nothing is."""
    top = axes.dataLim.y1
    axes.set_ylim(0, HEADROOM * top if np.isfinite(top) and top > 0 else 1)
