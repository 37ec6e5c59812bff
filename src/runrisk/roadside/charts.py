"""The plots of the side of the road: offset, histogram, street map and quarters. Left of travel stands on the left."""

from collections.abc import Iterator

import numpy as np

from runrisk.charts import (
    METRES,
    Amount,
    Axis,
    Band,
    Intervals,
    Label,
    Panel,
    Plot,
    Rule,
    Stay,
    days_at,
    plot_of,
    values,
)
from runrisk.charts.plot import RoadSection, StreetMap
from runrisk.roadside.answer import Answer
from runrisk.roadside.disguise import disguised
from runrisk.roadside.measured import BIN_M, RANGE_M, SideMeasured
from runrisk.roadside.now import LogPart

MAX_REACH_M = 6.0
"""Intervals of quarters are shown up to here [m]; one that goes on says nothing. Our choice."""
LEAST_REACH_M = 2.0
"""An axis of offsets shows at least this [m], so that a small one looks small. Our choice."""
MAP_HEIGHT_IN = 4.2
"""A town is about as high as wide [inch]. Our choice."""
SIDES = ("right", "left")
"""What lies below and above 0."""


def road_plot(measured: SideMeasured, answer: Answer, *, side_m: float) -> Plot:
    """The street in section with the tracks of both directions, the estimate with its interval, and the zone without a side.

    Args:
        measured: of the log.
        answer: what is said of it; without one no runner is drawn.
        side_m: so far from the middle no side is named [m].
    """
    known = measured.offset
    one, other = (values(metres) for metres in measured.map.histogram)
    road = RoadSection(
        left_m=None if answer is Answer.CANNOT_TELL else known.left_m,
        low_m=known.low_m,
        high_m=known.high_m,
        zone_m=side_m,
        side=answer.side or "",
        bins_m=values(np.arange(-RANGE_M, RANGE_M, BIN_M) + BIN_M / 2),
        one=one,
        other=other,
        says=_says(measured, answer),
    )
    return plot_of(road)


def _says(measured: SideMeasured, answer: Answer) -> Label:
    """The estimate in words: "1.6 m left, between 1.2 m left and 2.0 m left"."""
    known = measured.offset
    if answer is Answer.CANNOT_TELL:
        return "no street was run in both directions" if not known.km_both_ways else answer.value
    if answer in {Answer.LEFTWARD, Answer.RIGHTWARD}:
        return answer.value
    mean, low, high = (
        (Amount(value=abs(end), unit=METRES, decimals=1), " left" if end >= 0 else " right")
        for end in (known.left_m, known.low_m, known.high_m)
    )
    return (*mean, ", between ", *low, " and ", *high)


def map_plot(
    measured: SideMeasured,
    *,
    middle_deg: tuple[float, float] | None = None,
    chance: np.random.Generator | None = None,
) -> Plot:
    """The 250 m blocks of the place run most.

    The map is turned, moved and blurred, each time anew: it holds no coordinates and no north, unless `middle_deg` gives
    the latitude and longitude of the middle of that region [degrees].

    Args:
        measured: what was measured.
        middle_deg: where the map is to say that it is [degrees].
        chance: draws the disguise; a fresh one unless given.
    """
    blocks = measured.map.blocks
    here = np.zeros(0, bool)
    if len(blocks.points):
        here = blocks.region == np.argmax(np.bincount(blocks.region, blocks.points))
    middle_m, left_m, km_seen = blocks.middle_m[here], measured.map.left_m[here], measured.map.km_eff[here]
    if middle_deg is None and here.any():
        middle_m, left_m, km_seen = disguised(middle_m, left_m, km_seen, chance or np.random.default_rng())
    east_m, north_m = middle_m.reshape(-1, 2).T
    streets = StreetMap(
        east_m=values(east_m),
        north_m=values(north_m),
        left_m=values(left_m),
        km_seen=values(km_seen),
        middle_deg=middle_deg,
    )
    return plot_of(streets, height_in=MAP_HEIGHT_IN)


def quarters_plot(measured: SideMeasured, *, side_m: float) -> Plot:
    """The offset of each quarter with its interval; bars along the bottom show which device was worn."""
    parts = [part for part in measured.by_quarter if part.offset.km_both_ways]
    reach_m = max([LEAST_REACH_M, *(max(-part.offset.low_m, part.offset.high_m) for part in parts)])
    reach_m = min(reach_m, MAX_REACH_M)
    offsets = Intervals(
        name="offset",
        at=tuple(float(np.mean(days_at([part.first, part.last]))) for part in parts),
        value=values([part.offset.left_m for part in parts]),
        low=values([part.offset.low_m for part in parts]),
        high=values([part.offset.high_m for part in parts]),
        sided=True,
    )
    # room for the devices below
    y = Axis(name="offset to the left of travel", unit=METRES, ends=(-1.5 * reach_m, 1.1 * reach_m))
    zone = Band(low=-side_m, high=side_m)
    return plot_of(Panel(y=y, series=(zone, *_devices(measured.by_device), offsets, Rule(value=0.0))))


def _devices(devices: tuple[LogPart, ...]) -> Iterator[Stay]:
    for row, part in enumerate(devices):
        first, last = days_at([part.first, part.last])
        yield Stay(first=first, last=last, name=part.name, row=row)
