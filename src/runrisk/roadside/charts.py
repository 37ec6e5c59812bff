"""The rule's five pictures. Left is always a triangle pointing left, right one pointing right: colour is a second sign."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.dates import date2num
from matplotlib.figure import Figure, SubFigure
from matplotlib.ticker import MaxNLocator

from runrisk.charts.marks import date_axis
from runrisk.charts.numbers import Numbers, tell_numbers
from runrisk.charts.style import FLAG, GRID, INK, LIMIT, MUTED, SECOND, SERIES, new_axes
from runrisk.geo import to_degrees
from runrisk.roadside.measured import BIN_M, RANGE_M, LogPart, SideMeasured
from runrisk.roadside.offset import Offset
from runrisk.roadside.points import Floats

LEFT, RIGHT = SERIES, FLAG
"""Blue is left, vermilion right."""

MAX_REACH_M = 6.0
"""Intervals of quarters are drawn up to here [m]; one that goes on says nothing. Our choice."""

_AXIS = "offset from the middle, seen in the direction of travel [m]"


def both_ways_line(measured: SideMeasured) -> str:
    """How much of all distance can speak at all."""
    return f"{measured.offset.km_both_ways:.0f} km seen both ways of {measured.km_scored:.0f} km"


def draw_offset(measured: SideMeasured, figure: Figure | SubFigure, *, side_m: float) -> None:
    """The offset with its interval, the zone within `side_m` [m] in which no side is named, and what could be seen."""
    axes = new_axes(figure, ylabel="", xlabel=_AXIS)
    known = measured.offset
    reach = 1.0 + (np.nanmax([abs(known.low_m), abs(known.high_m), 2.0]) if known.km_both_ways else 2.0)
    axes.axvspan(-side_m, side_m, color=GRID, linewidth=0)
    axes.axvline(0, color=MUTED, linewidth=1)
    _note(axes, f"grey: {_no_side(side_m)}", -side_m, 0.9)
    if known.km_both_ways:
        axes.plot([known.low_m, known.high_m], [0, 0], color=INK, linewidth=2.5, marker="|", markersize=14)
        tell_numbers(axes, _numbers(known, side_m))
        _mark(axes, known.left_m, 0, left_m=known.left_m, size=11)
    else:
        axes.annotate("no street was run in both directions", (0, 0), ha="center", color=INK)
    axes.set_title(both_ways_line(measured), loc="left", fontsize="medium", color=INK, parse_math=False)
    axes.set_ylim(-1, 1)
    axes.set_yticks([])
    axes.grid(visible=False)
    _left_to_the_left(axes, float(reach))


def _numbers(known: Offset, side_m: float) -> Numbers:
    """The offset and its interval, which stand side by side on one axis."""
    mean, low, high = (_sided(f"{abs(at_m):.2f} m", at_m) for at_m in (known.left_m, known.low_m, known.high_m))
    return Numbers(
        title=_AXIS,
        columns=("streets", "mean", "interval"),
        rows=(("run both ways", mean, f"{low} to {high}"),),
        limits=(_no_side(side_m),),
        places=(known.left_m,),
    )


def draw_histogram(measured: SideMeasured, figure: Figure | SubFigure) -> None:
    """How much distance was run how far from the learned middle, for the two directions of each street."""
    axes = new_axes(figure, ylabel="distance [km]", xlabel=_AXIS)
    edges = np.arange(-RANGE_M, RANGE_M + BIN_M, BIN_M)
    for km, style, label in zip(measured.map.histogram / 1000, ("-", "--"), ("one way", "the other way"), strict=True):
        axes.stairs(km, edges, color=SERIES if style == "-" else LIMIT, linestyle=style, linewidth=1.6, label=label)
    axes.axvline(0, color=MUTED, linewidth=1)
    if measured.offset.km_both_ways:
        axes.axvline(measured.offset.left_m, color=INK, linewidth=1, linestyle=":", label="mean")
    axes.legend(frameon=False, fontsize="small")
    _left_to_the_left(axes, RANGE_M)


def draw_map(
    measured: SideMeasured, figure: Figure | SubFigure, *, middle_deg: tuple[float, float] | None = None
) -> None:
    """The 250 m blocks of the place run most: triangles left or right, size the evidence, grey one direction only.

    The map is turned by its own main axis and shifted to its own middle: it holds no coordinates and no north, unless
    `middle_deg` gives the latitude and longitude of the middle of that region [degrees].
    """
    axes = figure.add_subplot()
    if middle_deg is None:
        axes.set_aspect("equal")
        axes.set_axis_off()
    else:
        axes.set_aspect("equal", adjustable="datalim")  # around a single street there is room for numbers too
        _coordinates(axes, middle_deg)
    blocks = measured.map.blocks
    if not len(blocks.points):
        return
    here = blocks.region == np.argmax(np.bincount(blocks.region, blocks.points))
    place = blocks.middle_m[here] if middle_deg else _turned(blocks.middle_m[here])
    left_m, km = measured.map.left_m[here], measured.map.km_eff[here]
    seen = km > 0
    east, north = place.T
    axes.scatter(
        east[~seen], north[~seen], s=12, color=MUTED, alpha=0.5, marker="s", linewidth=0, label="one direction only"
    )
    for side, marker, color, label in ((left_m > 0, "<", LEFT, "left"), (left_m <= 0, ">", RIGHT, "right")):
        kept = seen & side
        if not kept.any():
            continue
        axes.scatter(
            east[kept], north[kept], s=_size(km[kept]), color=color, marker=marker, linewidth=0, alpha=0.85, label=label
        )
    _scale_bar(axes, place)
    axes.legend(frameon=False, fontsize="small", loc="upper left", bbox_to_anchor=(1, 1), markerscale=0.9)


def draw_quarters(measured: SideMeasured, figure: Figure | SubFigure, *, side_m: float) -> None:
    """The offset of each quarter with its interval; bands show which device was worn."""
    axes = new_axes(figure, ylabel="offset to the left of travel [m]")
    axes.axhspan(-side_m, side_m, color=GRID, linewidth=0)
    _device_bands(axes, measured.by_device)
    for part in measured.by_quarter:
        if part.offset.km_both_ways:
            middle = float(np.mean(date2num([part.first, part.last])))
            ends = [part.offset.low_m, part.offset.high_m]
            axes.plot([middle] * 2, ends, color=INK, linewidth=1.5, label="_ends of the interval")
            _mark(axes, middle, part.offset.left_m, left_m=part.offset.left_m, size=8)
    axes.axhline(0, color=MUTED, linewidth=1)
    ends = [max(-part.offset.low_m, part.offset.high_m) for part in measured.by_quarter if part.offset.km_both_ways]
    reach = min(max([2.0, *ends]), MAX_REACH_M)
    axes.set_ylim(-1.5 * reach, 1.1 * reach)  # room for the devices below
    date_axis(axes)


def _device_bands(axes: Axes, devices: Sequence[LogPart]) -> None:
    """A bar along the bottom for each device, named; several rows where their days overlap."""
    for row, part in enumerate(devices):
        first, last = date2num([part.first, part.last])
        height = 0.02 + 0.06 * (row % 3)
        band = axes.get_xaxis_transform()
        axes.plot([first, last], [height] * 2, transform=band, color=(SECOND, LIMIT)[row % 2], linewidth=3)
        _note(axes, part.name, first, height + 0.02)


def _mark(axes: Axes, x: float, y: float, *, left_m: float, size: float) -> None:
    marker, color = ("<", LEFT) if left_m > 0 else (">", RIGHT)
    axes.plot([x], [y], marker=marker, color=color, linestyle="none", markersize=size, label="_offset")


def _left_to_the_left(axes: Axes, reach_m: float) -> None:
    """Left of travel is drawn on the left: offsets run from plus to minus, labelled without a sign."""
    axes.set_xlim(reach_m, -reach_m)
    axes.xaxis.set_major_formatter(lambda value, _: _sided(f"{abs(value):g}", value))


def _no_side(side_m: float) -> str:
    return f"within {side_m:g} m no side is named"


def _sided(amount: str, left_m: float) -> str:
    return f"{amount} {'left' if left_m > 0 else 'right'}" if left_m else "0"


def _size(km_eff: Floats) -> Floats:
    """Area of a mark [points squared]: 10 to 120, as evidence grows to a kilometre."""
    return np.asarray(10 + 110 * np.minimum(km_eff, 1.0))


def _turned(middle_m: Floats) -> Floats:
    """Places around their own middle, turned so that the longest way lies across the page [m]."""
    centred = middle_m - middle_m.mean(axis=0)
    _, axes = np.linalg.eigh(centred.T @ centred)
    across = axes[:, ::-1]
    across[:, 1] *= np.linalg.det(across)  # a turn, never a mirror: left must stay left
    return np.asarray(centred @ across)


def _coordinates(axes: Axes, middle_deg: tuple[float, float]) -> None:
    """Label the axes of a map in metres with latitude and longitude."""
    axes.xaxis.set_major_formatter(lambda east, _: f"{to_degrees(east, 0, *middle_deg)[1]:.3f}")
    axes.yaxis.set_major_formatter(lambda north, _: f"{to_degrees(0, north, *middle_deg)[0]:.3f}")
    axes.xaxis.set_major_locator(MaxNLocator(4))
    axes.set_xlabel("longitude [degrees]", color=INK)
    axes.set_ylabel("latitude [degrees]", color=INK)
    axes.tick_params(colors=MUTED, labelsize="small")


def _scale_bar(axes: Axes, place: Floats) -> None:
    left, bottom = place.min(axis=0) - (0.0, 400.0)
    axes.plot([left, left + 1000], [bottom, bottom], color=INK, linewidth=2)
    axes.text(left + 500, bottom + 60, "1 km", ha="center", fontsize="small", color=INK)


def _note(axes: Axes, text: str, x: float, height: float) -> None:
    """Small words at an x of the axis, at a share of its height."""
    across = axes.get_xaxis_transform()
    axes.text(x, height, f" {text}", transform=across, fontsize="x-small", color=MUTED, parse_math=False)
