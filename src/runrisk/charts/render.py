"""From a plot to a Matplotlib figure: the only way there, and there is none back."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import singledispatch
from itertools import chain
from typing import Any

from matplotlib.axes import Axes
from matplotlib.axis import Axis as Side
from matplotlib.dates import ConciseDateFormatter, MonthLocator
from matplotlib.figure import Figure, SubFigure
from matplotlib.gridspec import SubplotSpec
from matplotlib.ticker import FuncFormatter, ScalarFormatter

from runrisk.charts.artists import Canvas, draw
from runrisk.charts.calendar import draw_calendar
from runrisk.charts.colours import INK, MUTED
from runrisk.charts.forest import draw_forest
from runrisk.charts.marks import date_axis
from runrisk.charts.places import without_formulas
from runrisk.charts.plot import AnyPanel, Axis, Calendar, Forest, Panel, Plot, RoadSection, StreetMap, Words, Years
from runrisk.charts.road_panel import as_panel
from runrisk.charts.shown import axis_title, in_unit
from runrisk.charts.street_map import draw_street_map
from runrisk.charts.style import HEIGHT_IN, new_axes, new_figure
from runrisk.charts.units import sided, text_of
from runrisk.charts.year_squares import draw_years
from runrisk.wording import Decimal, Wording

LINES_OF_WORDS = 0.14
"""From a line of words to the next [share of the height]: six have room. Our choice."""
KEY: dict[str, Any] = {"frameon": False, "fontsize": "small"}
MIDDLE_OF_MONTH = 14
"""The day below whose place a month's name stands: the middle of its bar."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Spot:
    """Where a panel is drawn, and for whom.

    Attributes:
        canvas: into which figure.
        place: of the grid of panels.
        above: axes whose x axis it shares.
        wording: how the reader sees numbers.
    """

    canvas: Figure | SubFigure
    place: SubplotSpec
    above: Axes | None
    wording: Wording


def render(plot: Plot, wording: Wording, figure: Figure | SubFigure | None = None) -> Figure | SubFigure:
    """Draw a plot into a figure of its own or into an empty one; its axes are in the order of the panels."""
    canvas = new_figure(plot.height_in or HEIGHT_IN) if figure is None else figure
    drawn: list[Axes] = []
    for panel, place in zip(plot.panels, _grid(plot, canvas), strict=True):
        above = drawn[0] if drawn and not plot.abreast else None
        drawn.append(_render(panel, Spot(canvas=canvas, place=place, above=above, wording=wording)))
    if len(drawn) > 1 and not plot.abreast:
        canvas.align_ylabels(drawn)
    if plot.key_columns:
        _key_above(canvas, drawn, plot.key_columns)
    return without_formulas(canvas)


def _grid(plot: Plot, canvas: Figure | SubFigure) -> list[SubplotSpec]:
    """A place for each panel, in their order."""
    number = len(plot.panels)
    heights = [panel.height if isinstance(panel, Panel) else 1.0 for panel in plot.panels]
    grid = canvas.add_gridspec(1, number) if plot.abreast else canvas.add_gridspec(number, 1, height_ratios=heights)
    return [grid[at] for at in range(number)]


@singledispatch
def _render(panel: AnyPanel, spot: Spot) -> Axes:
    raise TypeError(f"no panel to draw in {spot.place}: {panel!r}")


@_render.register
def _(panel: Panel, spot: Spot) -> Axes:
    wording = spot.wording
    axes = new_axes(
        spot.canvas,
        ylabel=_label(panel.y, wording, broken=spot.place.get_gridspec().nrows > 1),
        xlabel=_label(panel.x, wording),
        place=(spot.place,),
        above=spot.above,
    )
    if panel.x.days:
        date_axis(axes, panel.x.labels_most)
    draw(Canvas(axes=axes, panel=panel, wording=wording))
    _side(axes.xaxis, panel.x, wording)
    _side(axes.yaxis, panel.y, wording)
    if panel.x.ends:
        axes.set_xlim(*in_unit(panel.x, panel.x.ends, wording))
    if panel.y.ends:
        axes.set_ylim(*in_unit(panel.y, panel.y.ends, wording))
    if panel.across:
        axes.grid(visible=False)
    if panel.title:
        axes.set_title(text_of(panel.title, wording), loc="left", fontsize="medium", color=INK)
    if spot.place.get_gridspec().nrows > 1:
        axes.label_outer()
    if panel.key:
        axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=3, labelcolor=MUTED, borderpad=0, **KEY)
    return axes


@_render.register
def _(panel: Words, spot: Spot) -> Axes:
    axes, wording = spot.canvas.add_subplot(spot.place), spot.wording
    axes.set_axis_off()
    if panel.quiet:
        text = " ".join(text_of(line, wording) for line in panel.lines)
        axes.text(0.5, 0.5, text, ha="center", va="center", wrap=True, color=MUTED)
        return axes
    for row, line in enumerate(panel.lines):
        axes.text(0.01, 0.95 - LINES_OF_WORDS * row, text_of(line, wording), va="top", color=INK)
    return axes


@_render.register
def _(panel: Forest, spot: Spot) -> Axes:
    axes = new_axes(spot.canvas, ylabel="", xlabel=panel.name, place=(spot.place,))
    draw_forest(axes, panel)
    return axes


@_render.register
def _(panel: Calendar, spot: Spot) -> Axes:
    axes = spot.canvas.add_subplot(spot.place)
    draw_calendar(axes, panel, spot.wording)
    return axes


@_render.register
def _(panel: Years, spot: Spot) -> Axes:
    axes = spot.canvas.add_subplot(spot.place)
    draw_years(axes, panel, spot.wording)
    return axes


@_render.register
def _(panel: StreetMap, spot: Spot) -> Axes:
    axes = spot.canvas.add_subplot(spot.place)
    draw_street_map(axes, panel)
    return axes


@_render.register
def _(panel: RoadSection, spot: Spot) -> Axes:
    return _render(as_panel(panel), spot)


def _label(axis: Axis, wording: Wording, *, broken: bool = False) -> str:
    title = "" if axis.hidden else axis_title(axis, wording)
    return title.replace(" [", "\n[") if broken else title


def _side(side: Side, axis: Axis, wording: Wording) -> None:
    """What stands along one side: names, chosen numbers, sides in place of signs, the reader's decimal mark."""
    if axis.hidden:
        side.set_ticks([])
    elif axis.names:
        side.set_ticks(range(len(axis.names)), list(axis.names))
    elif axis.each_month:
        middle = MonthLocator(bymonthday=MIDDLE_OF_MONTH)
        side.set_major_locator(middle)
        side.set_major_formatter(ConciseDateFormatter(middle))
    elif not axis.days:
        if axis.ticks:
            side.set_ticks(in_unit(axis, axis.ticks, wording))
        if axis.sides:
            side.set_major_formatter(FuncFormatter(lambda value, _: sided(value, None, axis.sides, wording)))
        elif wording.decimal is Decimal.COMMA:
            side.set_major_formatter(_Commas())


class _Commas(ScalarFormatter):
    """Matplotlib's numbers with a decimal comma."""

    def __call__(self, x: float, pos: int | None = None) -> str:
        """The number at one place."""
        return super().__call__(x, pos).replace(".", ",")


def _key_above(canvas: Figure | SubFigure, drawn: Sequence[Axes], columns: int) -> None:
    """Name each series once, above all panels."""
    named = dict(
        chain.from_iterable(
            zip(*reversed(axes.get_legend_handles_labels()), strict=True)
            for axes in drawn
            if axes.get_legend_handles_labels()[0]
        )
    )
    if named:
        canvas.legend(
            list(named.values()),
            list(named),
            loc="outside upper left",
            ncols=columns,
            labelcolor=INK,
            **KEY,
        )
