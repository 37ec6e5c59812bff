"""A forest plot: ratios with their intervals, one line each, on a logarithmic axis."""

from collections.abc import Sequence

from matplotlib.axes import Axes

from runrisk.charts.plot import Forest, Ratio
from runrisk.charts.style import FLAG, GRID, INK, LIMIT, MUTED, SERIES

TICKS = (0.1, 0.2, 0.33, 0.5, 0.67, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0)
LEAST_SPAN = (0.5, 2.0)
"""The axis shows at least this, so that small differences look small. Our choice."""
MARGIN = 1.1
"""Room beyond the longest interval [ratio]. Our choice."""
WIDEST = (0.1, 10.0)
"""Longer intervals are cut, and end in an arrow. Our choice."""


def draw_forest(axes: Axes, forest: Forest) -> None:
    """Draw the rows from top to bottom; a row without an interval keeps its place and its note."""
    rows = forest.rows
    low, high = _span(rows)
    axes.axvspan(*forest.near, color=GRID, alpha=0.45, linewidth=0)
    axes.axvline(1.0, color=LIMIT, linestyle="--", linewidth=1)
    for place, row in enumerate(rows):
        _row(axes, place, row, (low, high))
    axes.set_xscale("log")
    axes.set_xlim(low, high)
    ticks = [tick for tick in TICKS if low <= tick <= high]
    axes.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
    axes.set_xticks([], minor=True)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set_yticks(range(len(rows)), [row.label for row in rows])
    axes.tick_params(axis="y", length=0, labelcolor=INK)
    axes.grid(visible=False)
    axes.spines["left"].set_visible(False)


def _span(rows: Sequence[Ratio]) -> tuple[float, float]:
    ends = [end for row in rows if row.interval for end in row.interval if end > 0]
    low, high = min([*ends, LEAST_SPAN[0]]) / MARGIN, max([*ends, LEAST_SPAN[1]]) * MARGIN
    return max(low, WIDEST[0]), min(high, WIDEST[1])


def _row(axes: Axes, place: int, row: Ratio, span: tuple[float, float]) -> None:
    colour = FLAG if row.marked else SERIES
    if row.interval and row.ratio:
        ends = [min(max(end, span[0]), span[1]) for end in row.interval]
        axes.plot(ends, [place, place], color=colour, linewidth=2 if row.marked else 1.5, solid_capstyle="butt")
        for end, cut, sign in zip(ends, row.interval, "<>", strict=True):
            axes.plot(
                [end],
                [place],
                marker="|" if end == cut else sign,
                markersize=6,
                color=colour,
                linestyle="none",
                clip_on=False,
            )
        filled = colour if row.marked else "none"
        axes.plot(
            [row.ratio], [place], marker="s", markersize=7, color=colour, markerfacecolor=filled, linestyle="none"
        )
    axes.annotate(
        row.note,
        (1.02, place),
        xycoords=("axes fraction", "data"),
        va="center",
        fontsize="small",
        color=INK if row.marked else MUTED,
        annotation_clip=False,
    )
