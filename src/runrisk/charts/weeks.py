"""The weeks at a glance: how far, how far at once, which weeks are flagged."""

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
from matplotlib.dates import date2num
from matplotlib.figure import Figure, SubFigure
from numpy.typing import ArrayLike

from runrisk.charts.marks import date_axis
from runrisk.charts.style import FLAG, INK, PAPER, SERIES, new_axes

BAR_DAYS = 5.6
"""Width of a week's bar [days]: a gap stays between two of them. Our choice."""


def draw_weeks(
    figure: Figure | SubFigure,
    mondays: Sequence[date],
    distance: ArrayLike,
    longest: ArrayLike,
    flagged: ArrayLike,
    *,
    unit: str,
    span: str = "week",
    bar_days: float = BAR_DAYS,
) -> None:
    """Draw a bar for each week, a dot for its longest run; flagged weeks are hatched and carry a triangle.

    Args:
        figure: an empty figure.
        mondays: first day of each week (or of each `span`).
        distance: distance run in it [unit].
        longest: longest single run in it [unit].
        flagged: whether it is flagged.
        unit: km or mi.
        span: what one bar stands for.
        bar_days: width of a bar [days].
    """
    axes = new_axes(figure, ylabel=f"{unit} a {span}")
    x = date2num([day + timedelta(days=bar_days / 2) for day in mondays])
    height, top, marked = np.asarray(distance, float), np.asarray(longest, float), np.asarray(flagged, bool)
    axes.bar(x[~marked], height[~marked], width=bar_days, color=SERIES, label=f"distance in the {span}")
    if marked.any():
        axes.bar(
            x[marked],
            height[marked],
            width=bar_days,
            label=f"flagged {span}",
            color=FLAG,
            hatch="///",
            edgecolor=PAPER,
            linewidth=0,
        )
        above = height[marked] + 0.04 * height.max()
        axes.plot(x[marked], above, linestyle="none", marker="v", markersize=5, color=FLAG, clip_on=False)
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
    axes.margins(x=0.01)
    date_axis(axes)
    figure.legend(loc="outside upper left", ncols=3, frameon=False, fontsize="small", labelcolor=INK)
