"""A forest plot: ratios with their intervals, one line each, on a logarithmic axis."""

from matplotlib.axes import Axes

from runrisk.charts.colours import FLAG, GRID, INK, LIMIT, MUTED, SERIES
from runrisk.charts.plot import Forest, Ratio
from runrisk.charts.ratio_axis import TICKS, forest_span


def draw_forest(axes: Axes, forest: Forest) -> None:
    """Draw the rows from top to bottom; a row without an interval keeps its place and its note."""
    rows = forest.rows
    low, high = forest_span(rows)
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
