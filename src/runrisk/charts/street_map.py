"""A map of streets, as Matplotlib draws it: triangles left or right, larger with more evidence, grey for one direction."""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator
from numpy.typing import NDArray

from runrisk.charts.colours import FLAG, INK, MUTED, SERIES
from runrisk.charts.plot import StreetMap
from runrisk.geo import to_degrees

Floats = NDArray[np.float64]
LEFT, RIGHT = ("<", SERIES, "left"), (">", FLAG, "right")
"""Left is always a triangle pointing left, right one pointing right: colour is a second sign."""


def draw_street_map(axes: Axes, streets: StreetMap) -> None:
    """Draw the places of a map, and how long a kilometre is on it."""
    if streets.middle_deg is None:
        axes.set_aspect("equal")
        axes.set_axis_off()
    else:
        axes.set_aspect("equal", adjustable="datalim")  # around a single street there is room for numbers too
        _coordinates(axes, streets.middle_deg)
    if not streets.east_m:
        return
    east, north, left_m, km_seen = map(np.array, (streets.east_m, streets.north_m, streets.left_m, streets.km_seen))
    seen = km_seen > 0
    axes.scatter(
        east[~seen], north[~seen], s=12, color=MUTED, alpha=0.5, marker="s", linewidth=0, label="one direction only"
    )
    for side, (marker, color, label) in ((left_m > 0, LEFT), (left_m <= 0, RIGHT)):
        kept = seen & side
        if kept.any():
            looks: dict[str, Any] = {"color": color, "marker": marker, "label": label, "linewidth": 0, "alpha": 0.85}
            axes.scatter(east[kept], north[kept], s=_size(km_seen[kept]), **looks)
    _scale_bar(axes, float(east.min()), float(north.min()) - 400)
    axes.legend(frameon=False, fontsize="small", loc="upper left", bbox_to_anchor=(1, 1), markerscale=0.9)


def _size(km_seen: Floats) -> Floats:
    """Area of a mark [points squared]: 10 to 120, as evidence grows to a kilometre."""
    return np.asarray(10 + 110 * np.minimum(km_seen, 1.0))


def _coordinates(axes: Axes, middle_deg: tuple[float, float]) -> None:
    """Label the axes of a map in metres with latitude and longitude."""
    axes.xaxis.set_major_formatter(FuncFormatter(lambda east, _: f"{to_degrees(east, 0, *middle_deg)[1]:.3f}"))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda north, _: f"{to_degrees(0, north, *middle_deg)[0]:.3f}"))
    axes.xaxis.set_major_locator(MaxNLocator(4))
    axes.set_xlabel("longitude [degrees]", color=INK)
    axes.set_ylabel("latitude [degrees]", color=INK)
    axes.tick_params(colors=MUTED, labelsize="small")


def _scale_bar(axes: Axes, left: float, bottom: float) -> None:
    axes.plot([left, left + 1000], [bottom, bottom], color=INK, linewidth=2)
    axes.text(left + 500, bottom + 60, "1 km", ha="center", fontsize="small", color=INK)
