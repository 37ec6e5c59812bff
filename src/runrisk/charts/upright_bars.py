"""Upright bars: Matplotlib's own would look for the turning points in the outline of each, a third of drawing them."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.container import BarContainer
from matplotlib.patches import Rectangle
from numpy.typing import ArrayLike


def columns(
    axes: Axes,
    middles: ArrayLike,
    heights: ArrayLike,
    *,
    width: float,
    color: str,
    foot: ArrayLike = 0.0,
    label: str = "",
    hatch: str = "",
    edgecolor: str | None = None,
    linewidth: float | None = None,
) -> None:
    """What `axes.bar` draws of numbers: bars around their middles, from `foot` up."""
    x, height, low = np.broadcast_arrays(*(np.asarray(values, float) for values in (middles, heights, foot)))
    left = x - width / 2
    bars = [
        Rectangle(
            (at, base),
            width,
            up,
            facecolor=color,
            hatch=hatch,
            edgecolor=edgecolor,
            linewidth=linewidth,
            label="_bar",
        )
        for at, base, up in zip(left.tolist(), low.tolist(), height.tolist(), strict=True)
    ]
    for bar in bars:
        bar.sticky_edges.y.append(bar.get_y())
        axes.add_artist(bar)
    if bars:
        axes.update_datalim(np.column_stack([np.append(left, left + width), np.append(low, low + height)]))
        axes.autoscale_view()
    axes.add_container(BarContainer(bars, label=label, orientation="vertical"))
