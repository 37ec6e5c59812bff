"""An axis of days, and a line at a limit."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter

from runrisk.charts.colours import LIMIT, PAPER


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
