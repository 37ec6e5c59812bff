"""The weeks at a glance: how far, how far at once, which weeks are flagged."""

from collections.abc import Sequence
from datetime import date

import numpy as np
from matplotlib.axes import Axes
from matplotlib.dates import date2num
from matplotlib.figure import Figure, SubFigure
from numpy.typing import ArrayLike, NDArray

from runrisk.charts.columns import columns
from runrisk.charts.curves import from_zero
from runrisk.charts.marks import date_axis
from runrisk.charts.style import FLAG, INK, MUTED, PAPER, SERIES, new_axes

BAR_DAYS = 5.6
"""Width of a week's bar [days]: a gap stays between two of them. Our choice."""
MONTH_BAR_DAYS = 26.0
"""Width of a month's bar [days]: the same."""
LEAST_BARS = 12
"""Room for so many bars even where there are fewer: a single one does not fill the chart. Our choice."""


def middles(starts: Sequence[date], bar_days: float) -> NDArray[np.float64]:
    """Where bars stand on an axis of days so that each begins at its start."""
    return np.asarray(date2num(list(starts)), float) + bar_days / 2


def along(axes: Axes, x: NDArray[np.float64], bar_days: float) -> None:
    """Let the axes hold bars that stand at these days, at least one, and name the days."""
    axes.set_xlim(min(x[0], x[-1] - LEAST_BARS * bar_days) - bar_days, x[-1] + bar_days)
    from_zero(axes)
    date_axis(axes)


def draw_weeks(
    figure: Figure | SubFigure,
    starts: Sequence[date],
    distance: ArrayLike,
    longest: ArrayLike,
    flagged: ArrayLike,
    *,
    unit: str,
    span: str = "week",
    bar_days: float = BAR_DAYS,
    xlabel: str = "",
) -> None:
    """Draw a bar for each week, a dot for its longest run; flagged weeks are hatched and carry a triangle.

    Args:
        figure: an empty figure.
        starts: first day of each week (or of each `span`).
        distance: distance run in it [unit]; NaN where nothing is known of it.
        longest: longest single run in it [unit].
        flagged: whether it is flagged.
        unit: km or mi.
        span: what one bar stands for.
        bar_days: width of a bar [days].
        xlabel: what is counted to the right.
    """
    axes = new_axes(figure, ylabel=f"distance a {span} [{unit}]", xlabel=xlabel)
    x = middles(starts, bar_days)
    height, top, marked = np.asarray(distance, float), np.asarray(longest, float), np.asarray(flagged, bool)
    columns(
        axes,
        x[~marked],
        height[~marked],
        width=bar_days,
        color=SERIES,
        label=f"distance in the {span}",
        gid=f"{span} from",
    )
    if marked.any():
        _flagged(axes, x[marked], height[marked], span, bar_days, above=0.04 * np.nanmax(height))
    axes.plot(
        x[top > 0],
        top[top > 0],
        linestyle="none",
        label="longest single run",
        marker="o",
        markersize=4.5,
        markerfacecolor=PAPER,
        markeredgecolor=INK,
        markeredgewidth=0.9,
    )
    crosses(axes, x[np.isnan(height)])
    along(axes, x, bar_days)
    figure.legend(loc="outside upper left", ncols=4, frameon=False, fontsize="small", labelcolor=INK)


def _flagged(
    axes: Axes, x: NDArray[np.float64], height: NDArray[np.float64], span: str, bar_days: float, *, above: float
) -> None:
    columns(
        axes,
        x,
        height,
        width=bar_days,
        label=f"flagged {span}",
        gid=f"{span} from",
        color=FLAG,
        hatch="///",
        edgecolor=PAPER,
        linewidth=0,
    )
    axes.plot(x, np.nan_to_num(height) + above, linestyle="none", marker="v", markersize=5, color=FLAG, clip_on=False)


def crosses(axes: Axes, x: NDArray[np.float64]) -> None:
    """Crosses on the ground where nothing is known, if there are any."""
    if len(x):
        axes.plot(
            x, 0 * x, linestyle="none", marker="x", markersize=3, color=MUTED, label="nothing known", clip_on=False
        )
