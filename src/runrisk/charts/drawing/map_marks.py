"""A map of streets as SVG: triangles left or right, larger with more evidence, grey squares for one direction."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from runrisk.charts.colours import FLAG, INK, MUTED, SERIES
from runrisk.charts.drawing import elements as svg
from runrisk.charts.drawing.keys import KeyEntry
from runrisk.charts.plot import StreetMap
from runrisk.geo import to_degrees

SIDES = ((-1, SERIES, "left"), (1, FLAG, "right"))
"""Left points left, right points right: colour is a second sign."""
KM_M = 1000.0
LEAST_PX, MOST_PX = 4.0, 13.0
"""Sizes of marks from no evidence to a kilometre [px]."""

Floats = NDArray[np.float64]


def map_key() -> Iterator[KeyEntry]:
    """What the marks mean."""
    for side, colour, name in SIDES:
        yield KeyEntry(name=name, sign=svg.path(svg.pointing_aside([(0, 0, 10)], side), fill=colour))
    yield KeyEntry(name="one direction only", sign=svg.path(svg.box(-2, -2, 4, 4), fill=MUTED))


def draw_map(streets: StreetMap, width: float, top: float, height: float) -> str:
    """The places, and how long a kilometre is."""
    if not streets.east_m:
        return ""
    east, north, left_m, km = map(np.array, (streets.east_m, streets.north_m, streets.left_m, streets.km_seen))
    a_metre = min((width - 24) / max(np.ptp(east), KM_M), (height - 72) / max(np.ptp(north), KM_M / 2))
    x = 12 + (east - east.min()) * a_metre
    y = top + 8 + (north.max() - north) * a_metre
    seen = km > 0
    drawn = [
        svg.path("".join(svg.box(a - 1.5, b - 1.5, 3, 3) for a, b in zip(x[~seen], y[~seen], strict=True)), fill=MUTED)
    ]
    sizes = LEAST_PX + (MOST_PX - LEAST_PX) * np.sqrt(np.minimum(km, 1.0))
    for side, colour, _ in SIDES:
        here = seen & ((left_m > 0) if side < 0 else (left_m <= 0))
        drawn.append(svg.path(svg.pointing_aside(zip(x[here], y[here], sizes[here], strict=True), side), fill=colour))
    floor = top + height - 42
    drawn += [
        svg.line((12, floor), (12 + KM_M * a_metre, floor), INK, 2),
        svg.words(12, floor + 15, "1 km", colour=INK),
        *_place(streets, floor + 31),
    ]
    return "".join(drawn)


def _place(streets: StreetMap, y: float) -> Iterator[str]:
    """Where the map is, if it says so."""
    if streets.middle_deg is not None:
        lat, lon = to_degrees(0.0, 0.0, *streets.middle_deg)
        yield svg.words(12, y, f"middle: latitude {float(lat):.3f}, longitude {float(lon):.3f} degrees")
