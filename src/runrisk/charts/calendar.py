"""The calendar: one cell a day. Runs are shaded squares; rest, other sport and gaps differ in shape, not in colour."""

from collections.abc import Sequence
from datetime import date

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure, SubFigure
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from numpy.typing import ArrayLike, NDArray

from runrisk.charts.style import FLAG, INK, MUTED, PAPER, SERIES, SHADES

CELL = 0.84
"""Side of a day's square; a day's place is 1 by 1. Our choice."""
DAYS_IN_WEEK = 7


def draw_calendar(
    figure: Figure | SubFigure,
    first: date,
    distance: ArrayLike,
    *,
    other: ArrayLike,
    known: ArrayLike,
    flagged: ArrayLike,
    unit: str,
) -> None:
    """Draw a column for each week, Monday on top.

    Args:
        figure: an empty figure.
        first: the first day; the arrays hold one value for each day from there on.
        distance: distance run [unit]; 0 on a day without a run, NaN where a run's distance is not known.
        other: whether another sport was done.
        known: False inside a hole of the log.
        flagged: whether a flagged run was on this day.
        unit: km or mi.
    """
    far = np.asarray(distance, float)
    place = np.arange(len(far)) + first.weekday()
    spots = np.stack([place // DAYS_IN_WEEK, place % DAYS_IN_WEEK], axis=1)
    ran, filled, moved = far != 0, np.asarray(known, bool), np.asarray(other, bool)
    axes = figure.add_subplot()
    _shaded(axes, spots[ran], far[ran], unit)
    _marks(axes, spots[~ran & filled & moved], "D", "other sport only")
    _marks(axes, spots[~ran & filled & ~moved], "o", "rest day")
    _marks(axes, spots[~ran & ~filled], "x", "nothing recorded for 14 days or more")
    _marks(axes, spots[np.asarray(flagged, bool)], "v", "flagged run")
    _frame(axes, first, int(spots[-1, 0]) + 1)
    figure.legend(loc="outside lower left", ncols=4, frameon=False, fontsize="small", labelcolor=INK, handlelength=1.2)


def _shaded(axes: Axes, spots: NDArray[np.int_], far: NDArray[np.float64], unit: str) -> None:
    """Squares, one path a shade: a year stays small as SVG."""
    bounds = shade_bounds(far)
    shade = np.searchsorted(bounds, np.nan_to_num(far), side="left")
    shades = SHADES[len(SHADES) - 1 - len(bounds) :]
    corners = np.array([[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]) * CELL - CELL / 2
    for number, (colour, label) in enumerate(zip(shades, shade_labels(bounds, unit), strict=True)):
        squares = spots[shade == number][:, None, :] + corners
        if len(squares):
            path = Path.make_compound_path(*(Path(square, closed=True) for square in squares))
            axes.add_patch(PathPatch(path, facecolor=colour, edgecolor="none", label=label))


def shade_bounds(far: NDArray[np.float64]) -> list[float]:
    """Whole numbers near the quartiles of the days with a run, each once: at most three."""
    ran = far[np.isfinite(far) & (far > 0)]
    return sorted({float(round(bound)) for bound in np.quantile(ran, [0.25, 0.5, 0.75])} - {0.0}) if ran.size else []


def shade_labels(bounds: Sequence[float], unit: str) -> list[str]:
    """What each shade means, the lightest first."""
    if not bounds:
        return ["run"]
    between = [f"to {high:g} {unit}" for high in bounds[1:]]
    return [f"run up to {bounds[0]:g} {unit}", *between, f"over {bounds[-1]:g} {unit}"]


def _marks(axes: Axes, spots: NDArray[np.int_], marker: str, label: str) -> None:
    if not len(spots):
        return
    axes.plot(
        *spots.T,
        linestyle="none",
        marker=marker,
        label=label,
        markersize={"v": 6, "x": 3}.get(marker, 4),
        markerfacecolor=FLAG if marker == "v" else PAPER,
        markeredgecolor={"v": PAPER, "D": SERIES}.get(marker, MUTED),
        markeredgewidth=0.8,
    )


def _frame(axes: Axes, first: date, columns: int) -> None:
    """Name each month above its first whole week, January by its year; without a January the last month has the year."""
    monday = first.toordinal() - first.weekday()
    starts = [date.fromordinal(monday + DAYS_IN_WEEK * column) for column in range(columns)]
    kept = [column for column, start in enumerate(starts) if start.day <= DAYS_IN_WEEK] or [0]
    names = [f"{starts[column]:%Y}" if starts[column].month == 1 else f"{starts[column]:%b}" for column in kept]
    if all(starts[column].month > 1 for column in kept):
        names[-1] = f"{starts[kept[-1]]:%b %Y}"
    axes.set_xticks(kept, names, ha="left")
    axes.set_yticks([0, 2, 4, 6], ["Mon", "Wed", "Fri", "Sun"])
    axes.set_xlim(-0.6, columns - 0.4)
    axes.set_ylim(6.6, -0.6)
    axes.set_aspect("equal", anchor="W")
    axes.xaxis.tick_top()
    axes.tick_params(length=0, colors=MUTED, labelsize="small")
    axes.spines[:].set_visible(False)
