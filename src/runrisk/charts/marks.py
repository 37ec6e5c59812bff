"""Marks that several charts share. None relies on colour alone."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter, date2num
from numpy.typing import ArrayLike

from runrisk.charts.columns import columns
from runrisk.charts.style import FLAG, INK, LIMIT, PAPER, SERIES


class _Days(AutoDateLocator):
    """Places of days, remembered: Matplotlib asks for the same ones a dozen times while it draws."""

    asked: tuple[datetime, datetime] | None = None
    answer: Sequence[float] = ()

    def __init__(self, most: int) -> None:
        AutoDateLocator.__init__(self, minticks=3, maxticks=most)

    def tick_values(self, vmin: Any, vmax: Any) -> Sequence[float]:
        """The places between two days."""
        if self.asked != (vmin, vmax):
            self.asked, self.answer = (vmin, vmax), AutoDateLocator.tick_values(self, vmin, vmax)
        return self.answer


def date_axis(axes: Axes, most: int = 8) -> None:
    """Days along x, labelled as briefly as can be, at `most` so many of them."""
    locator = _Days(most)
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator))


def bars(
    axes: Axes,
    days: Sequence[object],
    heights: ArrayLike,
    flagged: ArrayLike,
    *,
    width_days: float = 6,
    begins: str | None = None,
) -> None:
    """Bars along time; flagged ones are hatched and carry a triangle as well as another colour.

    `begins` names what begins at their left edge, such as "week from"; without it a bar stands for its middle.
    """
    x = date2num(list(days))
    values, marked = np.asarray(heights, float), np.asarray(flagged, bool)
    columns(axes, x[~marked], values[~marked], width=width_days, color=SERIES, gid=begins)
    columns(
        axes,
        x[marked],
        values[marked],
        width=width_days,
        color=FLAG,
        hatch="//",
        edgecolor=PAPER,
        linewidth=0,
        gid=begins,
    )
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
    axes.axhline(value, color=LIMIT, linestyle="--", linewidth=1, label=f"_{label}")
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
        bbox={"facecolor": PAPER, "edgecolor": "none", "alpha": 0.8, "pad": 1},
        parse_math=False,
    )


def track_line(axes: Axes, east_m: ArrayLike, north_m: ArrayLike, segment: ArrayLike) -> None:
    """A run seen from above [m], broken at pauses; ring = start, square = end. Neither place nor scale is named."""
    x, y, part = np.asarray(east_m, float), np.asarray(north_m, float), np.asarray(segment)
    pauses = np.flatnonzero(np.diff(part)) + 1
    axes.plot(np.insert(x, pauses, np.nan), np.insert(y, pauses, np.nan), color=SERIES, linewidth=1.5)
    axes.plot(x[:1], y[:1], linestyle="none", marker="o", markerfacecolor=PAPER, color=INK)
    axes.plot(x[-1:], y[-1:], linestyle="none", marker="s", color=INK)
    axes.set_aspect("equal")
    axes.set_axis_off()
