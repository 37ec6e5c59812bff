"""A whole log in a Matplotlib figure: a row for each year, a square for each day with a run."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes

from runrisk.charts.colours import FLAG, GRID, INK, MUTED, SHADES
from runrisk.charts.day_marks import DAYS_IN_WEEK, FLAGGED_RUN, HOLE, PAIN
from runrisk.charts.plot import Years
from runrisk.charts.shades import shade_bounds, shade_labels
from runrisk.charts.year_rows import WEEKS_IN_ROW, spots_of
from runrisk.wording import Wording

ROW = DAYS_IN_WEEK + 1.5


def draw_years(axes: Axes, years: Years, wording: Wording) -> None:
    """Draw a row for each year."""
    days, spots = years.days, spots_of(years.days)
    at = np.array([(spot.week, spot.row * ROW + spot.weekday) for spot in spots], float)
    far = np.array([wording.units.of(one) for one in days.distance_m])
    bounds = shade_bounds(far)
    shade, ran = np.searchsorted(bounds, np.nan_to_num(far), side="left"), far != 0
    shades = SHADES[len(SHADES) - 1 - len(bounds) :]
    for number, (colour, label) in enumerate(zip(shades, shade_labels(bounds, wording.units), strict=True)):
        _dots(axes, at[ran & (shade == number)], "s", label, markerfacecolor=colour, markeredgecolor="none")
    _dots(axes, at[~np.array(days.known, bool)], "x", HOLE, markeredgecolor=GRID)
    _dots(axes, at[np.array(years.race, bool)], "s", "race", markerfacecolor="none", markeredgecolor=INK)
    _dots(axes, at[np.array(days.pain, bool)], ".", PAIN, markerfacecolor=INK, markeredgecolor=INK)
    _dots(axes, at[np.array(days.flagged, bool)], "v", FLAGGED_RUN, markerfacecolor=FLAG, markeredgecolor=FLAG)
    rows = range(spots[-1].row + 1)
    axes.set_yticks([row * ROW + DAYS_IN_WEEK / 2 for row in rows], [str(days.first.year + row) for row in rows])
    axes.set_xlim(-1, WEEKS_IN_ROW)
    axes.set_ylim(len(rows) * ROW, -1)
    axes.set_xticks([])
    axes.set_xlabel("weeks of the year", color=INK, loc="left")
    axes.tick_params(length=0, colors=MUTED, labelsize="small")
    axes.spines[:].set_visible(False)
    axes.figure.legend(loc="outside lower left", ncols=4, frameon=False, fontsize="small", labelcolor=INK)


def _dots(axes: Axes, at: np.ndarray, marker: str, label: str, **looks: Any) -> None:
    if len(at):
        axes.plot(*at.T, linestyle="none", marker=marker, markersize=3, label=label, **looks)
