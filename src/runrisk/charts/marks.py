"""Marks that several charts share. None relies on colour alone."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter, date2num
from numpy.typing import ArrayLike

from runrisk.charts.style import FLAG, LIMIT, SERIES


def date_axis(axes: Axes) -> None:
    """Days along x, labelled as briefly as can be."""
    locator = AutoDateLocator(minticks=3, maxticks=8)
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator))


def bars(axes: Axes, days: Sequence[object], heights: ArrayLike, flagged: ArrayLike, *, width_days: float = 6) -> None:
    """Bars along time; flagged ones are hatched and carry a triangle as well as another colour."""
    x = date2num(list(days))
    values, marked = np.asarray(heights, float), np.asarray(flagged, bool)
    axes.bar(x[~marked], values[~marked], width=width_days, color=SERIES)
    axes.bar(x[marked], values[marked], width=width_days, color=FLAG, hatch="//", edgecolor="white", linewidth=0)
    axes.plot(x[marked], values[marked], linestyle="none", marker="v", markersize=5, color=FLAG, clip_on=False)
    date_axis(axes)


def dots(axes: Axes, days: Sequence[object], values: ArrayLike, flagged: ArrayLike) -> None:
    """Dots along time; flagged ones are larger triangles."""
    x = date2num(list(days))
    y, marked = np.asarray(values, float), np.asarray(flagged, bool)
    axes.plot(x[~marked], y[~marked], linestyle="none", marker="o", markersize=3, color=SERIES)
    axes.plot(x[marked], y[marked], linestyle="none", marker="v", markersize=7, color=FLAG)
    date_axis(axes)


def limit_line(axes: Axes, value: float, label: str) -> None:
    """A dashed line across at a limit, named at its right end."""
    axes.axhline(value, color=LIMIT, linestyle="--", linewidth=1)
    axes.annotate(
        label,
        (1, value),
        xycoords=("axes fraction", "data"),
        xytext=(-2, 2),
        textcoords="offset points",
        ha="right",
        va="bottom",
        fontsize="small",
        color=LIMIT,
        parse_math=False,
    )
