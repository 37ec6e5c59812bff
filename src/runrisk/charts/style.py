"""The looks that all charts share. Matplotlib without pyplot: a Figure knows no global state."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure, SubFigure
from matplotlib.gridspec import SubplotSpec
from matplotlib.ticker import MaxNLocator

from runrisk.charts.colours import GRID, INK, MUTED

WIDTH_IN = 7.2
HEIGHT_IN = 2.7


ROUNDING = 1e-9
"""A number that a sum of steps misses by so little is the end of the axis [share of it]."""
MOST_STEPS = 5
"""So many steps along y at most: each number is five things to draw. Our choice."""


class _Numbers(MaxNLocator):
    """Round numbers within the axes; Matplotlib would make the next ones on both sides too."""

    def __init__(self) -> None:
        MaxNLocator.__init__(self, nbins=MOST_STEPS, steps=[1, 2, 2.5, 5, 10])

    def tick_values(self, vmin: float, vmax: float) -> Sequence[float]:
        """The numbers from one to another."""
        low, high = sorted((vmin, vmax))
        reach = ROUNDING * (high - low)
        return [at for at in MaxNLocator.tick_values(self, vmin, vmax) if low - reach <= at <= high + reach]


def new_figure(height_in: float = HEIGHT_IN) -> Figure:
    """An empty figure of the report's width [inch]."""
    return Figure(figsize=(WIDTH_IN, height_in), layout="constrained")


def new_axes(
    figure: Figure | SubFigure,
    *,
    ylabel: str,
    xlabel: str = "",
    place: tuple[int, int, int] | tuple[SubplotSpec] = (1, 1, 1),
    above: Axes | None = None,
) -> Axes:
    """One set of axes in the house style; labels carry their units.

    Args:
        figure: what is drawn into.
        ylabel: what is counted upwards, with its unit.
        xlabel: what is counted to the right, where it does not say so itself.
        place: rows and columns of axes in the figure, and the number of these among them; or a place in a grid.
        above: axes of the same figure whose x axis these share.
    """
    axes = figure.add_subplot(*place, sharex=above)
    axes.set_ylabel(ylabel, color=INK, parse_math=False)
    if xlabel:
        axes.set_xlabel(xlabel, color=INK, parse_math=False)
    for spine in axes.spines.values():
        spine.axis = None  # with one, it lays out all ticks anew whenever it is asked how large it is
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["left", "bottom"]].set_color(MUTED)
    axes.tick_params(colors=MUTED, labelsize="small")
    axes.grid(axis="y", color=GRID, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.yaxis.set_major_locator(_Numbers())
    return axes
