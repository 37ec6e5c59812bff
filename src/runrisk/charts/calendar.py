"""The calendar: one cell a day. Runs are shaded squares; all else differs in shape, not in colour."""

from datetime import date

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from numpy.typing import NDArray

from runrisk.charts.colours import FLAG, INK, MUTED, PAPER, SERIES, SHADES
from runrisk.charts.day_marks import DAYS_IN_WEEK, FLAGGED_RUN, HOLE, OTHER_SPORT, PAIN, REST, WEEKDAYS
from runrisk.charts.plot import Calendar
from runrisk.charts.shades import shade_bounds, shade_labels
from runrisk.wording import Wording

CELL = 0.84
"""Side of a day's square; a day's place is 1 by 1. Our choice."""


def draw_calendar(axes: Axes, days: Calendar, wording: Wording) -> None:
    """Draw a column for each week."""
    far = np.array([wording.units.of(far_m) for far_m in days.distance_m])
    offset = (days.first.weekday() - days.first_weekday) % DAYS_IN_WEEK
    place = np.arange(len(far)) + offset
    spots = np.stack([place // DAYS_IN_WEEK, place % DAYS_IN_WEEK], axis=1)
    ran, filled, moved = far != 0, np.array(days.known, bool), np.array(days.other, bool)
    _shaded(axes, spots[ran], far[ran], wording.units)
    _marks(axes, spots[~ran & filled & moved], "D", OTHER_SPORT)
    _marks(axes, spots[~ran & filled & ~moved], "o", REST)
    _marks(axes, spots[~ran & ~filled], "x", HOLE)
    _marks(axes, spots[np.array(days.flagged, bool)], "v", FLAGGED_RUN)
    _frames(axes, spots[np.array(days.pain, bool)])
    _name_rows(axes, days.first_weekday)
    _name_columns(axes, days.first.toordinal() - offset, int(spots[-1, 0]) + 1)
    axes.figure.legend(
        loc="outside lower left", ncols=4, frameon=False, fontsize="small", labelcolor=INK, handlelength=1.2
    )


def _shaded(axes: Axes, spots: NDArray[np.int_], far: NDArray[np.float64], unit: str) -> None:
    """Squares, one path a shade: a year stays small as SVG."""
    bounds = shade_bounds(far)
    shade = np.searchsorted(bounds, np.nan_to_num(far), side="left")
    shades = SHADES[len(SHADES) - 1 - len(bounds) :]
    for number, (colour, label) in enumerate(zip(shades, shade_labels(bounds, unit), strict=True)):
        if (shade == number).any():
            squares = _squares(spots[shade == number], CELL)
            axes.add_patch(PathPatch(squares, facecolor=colour, edgecolor="none", label=label))


def _frames(axes: Axes, spots: NDArray[np.int_]) -> None:
    """Frames around whole cells: what lies in a cell stays to be seen."""
    if len(spots):
        squares = _squares(spots, 1)
        axes.add_patch(PathPatch(squares, facecolor="none", edgecolor=INK, linewidth=1.4, zorder=3, label=PAIN))


def _squares(spots: NDArray[np.int_], side: float) -> Path:
    """All squares around these places as one path."""
    corners = np.array([[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]) * side - side / 2
    return Path.make_compound_path(*(Path(square, closed=True) for square in spots[:, None, :] + corners))


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


def _name_rows(axes: Axes, first_weekday: int) -> None:
    rows = range(0, DAYS_IN_WEEK, 2)
    axes.set_yticks(rows, [WEEKDAYS[(first_weekday + row) % DAYS_IN_WEEK][:3] for row in rows])
    axes.set_ylim(6.6, -0.6)
    axes.set_xlabel(f"week, from {WEEKDAYS[first_weekday]} on", color=INK, loc="left")


def _name_columns(axes: Axes, first_ordinal: int, columns: int) -> None:
    """Name each month above its first whole week, January by its year; without a January the last month has the year."""
    starts = [date.fromordinal(first_ordinal + DAYS_IN_WEEK * column) for column in range(columns)]
    kept = [column for column, start in enumerate(starts) if start.day <= DAYS_IN_WEEK] or [0]
    names = [f"{starts[column]:%Y}" if starts[column].month == 1 else f"{starts[column]:%b}" for column in kept]
    if all(starts[column].month > 1 for column in kept):
        names[-1] = f"{starts[kept[-1]]:%b %Y}"
    axes.set_xticks(kept, names, ha="left")
    axes.set_xlim(-0.6, columns - 0.4)
    axes.set_aspect("equal", anchor="W")
    axes.xaxis.tick_top()
    axes.tick_params(length=0, colors=MUTED, labelsize="small")
    axes.spines[:].set_visible(False)
