"""Quantities of the same weeks, each in a panel of its own: two units never share an axis."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure, SubFigure
from numpy.typing import NDArray

from runrisk.charts.columns import columns
from runrisk.charts.style import INK, PAPER, SECOND, SERIES, new_axes
from runrisk.charts.weeks import BAR_DAYS, along, crosses, middles


@dataclass(frozen=True, kw_only=True, eq=False)
class Panel:
    """One quantity.

    Attributes:
        name: what it is.
        unit: of its values.
        by_week: a value for each week, in their order; NaN where nothing is known.
        partly: whether only some days of a week are known.
    """

    name: str
    unit: str
    by_week: pd.Series
    partly: pd.Series


def draw_panels(figure: Figure | SubFigure, starts: Sequence[date], panels: Sequence[Panel], *, xlabel: str) -> None:
    """Draw the panels above each other; a week that is known in part is paler and hatched.

    Args:
        figure: an empty figure.
        starts: first day of each week.
        panels: the quantities, the topmost first.
        xlabel: what is counted to the right.
    """
    drawn: list[Axes] = []
    x = middles(starts, BAR_DAYS)
    for number, panel in enumerate(panels, 1):
        place, above = (len(panels), 1, number), drawn[0] if drawn else None
        axes = new_axes(figure, ylabel=f"{panel.name}\n[{panel.unit}]", place=place, above=above)
        _bars(axes, x, panel)
        along(axes, x, BAR_DAYS)
        axes.set_xlabel(xlabel, color=INK)
        axes.label_outer()
        drawn.append(axes)
    figure.align_ylabels(drawn)
    _key(figure, drawn)


def _bars(axes: Axes, x: NDArray[np.float64], panel: Panel) -> None:
    height, partly = panel.by_week.to_numpy(float), panel.partly.to_numpy(bool)
    columns(axes, x[~partly], height[~partly], width=BAR_DAYS, color=SERIES, label=panel.name, gid="week from")
    if partly.any():
        columns(
            axes,
            x[partly],
            height[partly],
            width=BAR_DAYS,
            label="only some days of the week known",
            gid="week from",
            color=SECOND,
            hatch="///",
            edgecolor=PAPER,
            linewidth=0,
        )
    crosses(axes, x[np.isnan(height)])


def _key(figure: Figure | SubFigure, drawn: Sequence[Axes]) -> None:
    """Name what no panel's own axis names, if there is any."""
    named = {
        label: handle
        for axes in drawn
        for handle, label in zip(*axes.get_legend_handles_labels(), strict=True)
        if label != axes.containers[0].get_label()
    }
    if named:
        figure.legend(
            named.values(), named, loc="outside upper left", ncols=2, frameon=False, fontsize="small", labelcolor=INK
        )
