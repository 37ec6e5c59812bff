"""Where axes stand in a chart: one look at what surrounds them, where Matplotlib's own layout measures every text twice."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.figure import Figure, SubFigure
from matplotlib.font_manager import FontProperties
from matplotlib.gridspec import GridSpecBase, SubplotSpec
from matplotlib.layout_engine import LayoutEngine
from matplotlib.text import Annotation
from matplotlib.textpath import text_to_path
from matplotlib.transforms import ScaledTranslation
from numpy.typing import NDArray

from runrisk.charts.places import counts_days

TOP_PT, SIDE_PT = 8.0, 14.0
"""Room beside axes where nothing stands: half a number or a triangle on the frame; half a word [points]. Our choice."""
GAP_PT = 4.0
"""Between the numbers of an axis and its label, and before the figure's edge [points]: Matplotlib's default."""
TICK_PT = 7.0
"""A tick and the gap behind it [points]: Matplotlib's defaults, 3.5 each."""
TITLE_PT = 18.0
"""A title of 10 points and the gap below it [points]."""
LINE = 1.2
"""Height of a line [its size]: a little above the 1.16 of Matplotlib's font."""
LEAST_SHARE = 0.2
"""Axes keep this share of a figure that is too small for what surrounds them. Our choice."""
BEHIND = ("axes fraction", "data")
"""Coordinates of a note behind a row."""
LABEL_PT, SMALL_PT = 10.0, 8.33
"""Sizes of the label of an axis, and of a note: Matplotlib's "medium" and "small"."""
INCH_PT = 72

Canvas = Figure | SubFigure
Cell = tuple[Axes, SubplotSpec]


@dataclass(frozen=True, slots=True)
class Room:
    """The rows (or columns) of a grid that axes take, and what they need before and behind themselves [points]."""

    span: range
    before: float
    behind: float


class Margins(LayoutEngine):
    """Gives axes the room that their numbers, labels, title, legend, and notes behind their rows take.

    Legends of a figure stand above or below all its axes. Whatever else reaches out of the axes is not seen: lay a figure
    that has such things out by "constrained".
    """

    _adjust_compatible = False
    _colorbar_gridspec = True

    def execute(self, fig: Figure) -> None:
        """Place the axes of a figure and of its subfigures."""
        grids: dict[tuple[Canvas, GridSpecBase], list[Cell]] = defaultdict(list)
        for axes in fig.axes:
            figure, spec = axes.get_figure(), axes.get_subplotspec()
            if figure and spec and axes.get_in_layout():
                grids[figure, spec.get_gridspec()].append((axes, spec))
        for (figure, grid), inside in grids.items():
            _place(figure, grid, inside)


def _place(figure: Canvas, grid: GridSpecBase, inside: Sequence[Cell]) -> None:
    """Rows first: from the height of the axes follows which numbers stand along y, and how wide these are."""
    point = figure.dpi / INCH_PT
    width, height = figure.bbox.width / point, figure.bbox.height / point
    keys = [_key(axes, point) for axes, _ in inside]
    rows = [
        Room(spec.rowspan, _above(axes) + upon, _below(axes))
        for (axes, spec), (upon, _) in zip(inside, keys, strict=True)
    ]
    upright = _spread(height, rows, np.ravel(grid.get_height_ratios()), _legends(figure, point))
    for (axes, _), (top, size) in zip(inside, upright, strict=True):
        axes.set_position((0, 1 - (top + size) / height, 1, size / height))
    numbers = max(_numbers(axes) for axes, _ in inside)
    columns = [
        Room(spec.colspan, _left(axes, numbers), max(_right(axes, point), beside))
        for (axes, spec), (_, beside) in zip(inside, keys, strict=True)
    ]
    across = _spread(width, columns, np.ravel(grid.get_width_ratios()), (0, 0))
    for (axes, _), (left, size) in zip(inside, across, strict=True):
        box = axes.get_position(original=True)
        axes.set_position((left / width, box.y0, size / width, box.height))
        axes.set_in_layout(True)  # to be placed by hand takes axes out of every layout, also of one that is set later
        _move(axes.yaxis, figure, -numbers - GAP_PT, 0)
        _move(axes.xaxis, figure, 0, -_to_label(axes))


def _spread(
    total: float, rooms: Sequence[Room], ratios: NDArray[np.float64], ends: tuple[float, float]
) -> Iterator[tuple[float, float]]:
    """Where each set of axes begins, from the top or the left, and how long it is [points]; `ends` stays free."""
    before = [max((room.before for room in rooms if room.span[0] == at), default=0.0) for at in range(len(ratios))]
    behind = [max((room.behind for room in rooms if room.span[-1] == at), default=0.0) for at in range(len(ratios))]
    free = max(total - sum(before) - sum(behind) - sum(ends), LEAST_SHARE * total)
    sizes = [free * ratio / sum(ratios) for ratio in ratios]
    for room in rooms:
        first, last = room.span[0], room.span[-1]
        start = ends[0] + sum(before[: first + 1]) + sum(sizes[:first]) + sum(behind[:first])
        yield start, sum(sizes[first : last + 1]) + sum(behind[first:last]) + sum(before[first + 1 : last + 1])


def _above(axes: Axes) -> float:
    """A title, and places named at the top."""
    title = TITLE_PT * any(axes.get_title(side) for side in ("left", "center", "right"))
    named = TICK_PT + _line(axes.xaxis) if axes.axison and axes.xaxis.get_tick_params().get("labeltop") else 0.0
    return max(TOP_PT, title + named)


def _right(axes: Axes, point: float) -> float:
    """The notes behind the rows."""
    notes = (note for note in axes.texts if isinstance(note, Annotation) and note.xycoords == BEHIND and note.xy[0] > 1)
    ends = (_width(note.get_text(), SMALL_PT) + (note.xy[0] - 1) * axes.bbox.width / point for note in notes)
    return max(SIDE_PT, *ends, 0) + GAP_PT


def _key(axes: Axes, point: float) -> tuple[float, float]:
    """How far a legend reaches that stands upon the axes, and one beside them."""
    legend, frame = axes.get_legend(), axes.bbox
    if legend is None:
        return 0.0, 0.0
    box = legend.get_window_extent()
    upon, beside = box.y0 >= frame.y1, box.x0 >= frame.x1
    return upon * (box.y1 - frame.y1) / point, beside * (box.x1 - frame.x1) / point


def _below(axes: Axes) -> float:
    """The numbers along x, and a line for what they count or for the year of the days."""
    numbered = axes.xaxis.get_tick_params().get("labelbottom")
    lines = bool(axes.get_xlabel() or (numbered and counts_days(axes.xaxis)))
    return max(TOP_PT, _to_label(axes) + lines * LINE * LABEL_PT) if axes.axison else TOP_PT


def _to_label(axes: Axes) -> float:
    """From the axes down to where the label of x begins."""
    return GAP_PT + (TICK_PT + _line(axes.xaxis) if axes.xaxis.get_tick_params().get("labelbottom") else 0.0)


def _left(axes: Axes, numbers: float) -> float:
    """The numbers along y, and what they count."""
    lines = axes.get_ylabel().count("\n") + 1 if axes.get_ylabel() else 0
    return max(SIDE_PT, numbers + lines * LINE * LABEL_PT + 2 * GAP_PT)


def _numbers(axes: Axes) -> float:
    """The longest of the numbers, or names, along y with its tick."""
    axis = axes.yaxis
    if not (axes.axison and axis.get_tick_params().get("labelleft")):
        return 0.0
    low, high = sorted(axis.get_view_interval())
    places = list(axis.get_majorticklocs())
    named = zip(places, axis.get_major_formatter().format_ticks(places), strict=True)
    return TICK_PT + max((_width(name, _size(axis)) for at, name in named if low <= at <= high), default=-TICK_PT)


def _legends(figure: Canvas, point: float) -> tuple[float, float]:
    """What the legends of a figure take at its top and at its bottom."""
    middle, top, bottom = figure.bbox.y0 + figure.bbox.y1, 0.0, 0.0
    for legend in figure.legends:
        box = legend.get_window_extent()
        room = box.height / point + GAP_PT
        top, bottom = (top + room, bottom) if box.y0 + box.y1 > middle else (top, bottom + room)
    return top, bottom


def _move(axis: Axis, figure: Canvas, right: float, up: float) -> None:
    """Put the label of an axis so far from the corner of its axes, and leave it where it is along them [points]."""
    apart = ScaledTranslation(right / INCH_PT, up / INCH_PT, figure.dpi_scale_trans)
    x, y = axis.label.get_position()
    axis.set_label_coords(0 if right else x, 0 if up else y, transform=axis.axes.transAxes + apart)


def _size(axis: Axis) -> float:
    """Size of the numbers of an axis [points]."""
    return FontProperties(size=axis.get_tick_params().get("labelsize")).get_size_in_points()


def _line(axis: Axis) -> float:
    return LINE * _size(axis)


@lru_cache(maxsize=1024)
def _width(text: str, size: float) -> float:
    """Width of a text [points]."""
    return max(
        (
            text_to_path.get_text_width_height_descent(line, FontProperties(size=size), False)[0]
            for line in text.split("\n")
        ),
        default=0.0,
    )
