"""The plots of the side of the road: offset, histogram, street map and quarters. Left of travel stands on the left."""

from collections.abc import Iterator

import numpy as np

from runrisk.charts import (
    METRES,
    ROAD,
    Amount,
    Axis,
    Band,
    Intervals,
    Label,
    Look,
    Note,
    Panel,
    Plot,
    Rule,
    Series,
    Stay,
    Steps,
    days_at,
    from_zero,
    plot_of,
    values,
)
from runrisk.charts.plot import StreetMap
from runrisk.roadside.disguise import disguised
from runrisk.roadside.measured import BIN_M, RANGE_M, LogPart, SideMeasured

MAX_REACH_M = 6.0
"""Intervals of quarters are shown up to here [m]; one that goes on says nothing. Our choice."""
LEAST_REACH_M = 2.0
"""An axis of offsets shows at least this [m], so that a small one looks small. Our choice."""
MAP_HEIGHT_IN = 4.2
"""A town is about as high as wide [inch]. Our choice."""
SIDES = ("right", "left")
"""What lies below and above 0."""


def both_ways_line(measured: SideMeasured) -> str:
    """How much of all distance can speak at all."""
    return f"{measured.offset.km_both_ways:.0f} km seen both ways of {measured.km_scored:.0f} km"


def offset_plot(measured: SideMeasured, *, side_m: float) -> Plot:
    """The offset with its interval, the zone within `side_m` [m] in which no side is named, and what could be seen."""
    known = measured.offset
    no_side: Label = ("within ", Amount(value=side_m, unit=METRES), " no side is named")
    reach_m = 1.0 + LEAST_REACH_M
    if known.km_both_ways:
        reach_m = 1.0 + float(np.nanmax([abs(known.low_m), abs(known.high_m), LEAST_REACH_M]))
        interval: Series = Intervals(
            name="mean",
            ends_name="interval",
            at=(0.0,),
            value=(known.left_m,),
            low=(known.low_m,),
            high=(known.high_m,),
            sided=True,
        )
    else:
        interval = Note(at=0.0, text="no street was run in both directions", value=0.0)
    panel = Panel(
        y=Axis(name="streets", names=("run both ways",), ends=(-1, 1), hidden=True),
        x=_offset_axis(reach_m),
        series=(
            Band(low=-side_m, high=side_m, name=no_side, upright=True),
            Rule(value=0.0, upright=True),
            Note(at=-side_m, text=("grey: ", *no_side), share=0.9),
            interval,
        ),
        title=_seen(measured),
        across=True,
    )
    return plot_of(panel)


def histogram_plot(measured: SideMeasured) -> Plot:
    """How much distance was run how far from the learned middle, for the two directions of each street."""
    middles = values(np.arange(-RANGE_M, RANGE_M, BIN_M) + BIN_M / 2)
    one, other = (values(metres) for metres in measured.map.histogram)
    mean = (Rule(value=measured.offset.left_m, name="mean", upright=True),) if measured.offset.km_both_ways else ()
    series = (
        Steps(name="one way", at=middles, value=one, look=Look.MEASURED),
        Steps(name="the other way", at=middles, value=other, look=Look.OTHER),
        Rule(value=0.0, upright=True),
        *mean,
    )
    return plot_of(
        Panel(
            y=Axis(name="distance", unit=ROAD, ends=from_zero(series)), x=_offset_axis(RANGE_M), series=series, key=True
        )
    )


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


def _offset_axis(reach_m: float) -> Axis:
    name = "offset from the middle, seen in the direction of travel"
    return Axis(name=name, unit=METRES, sides=SIDES, ends=(reach_m, -reach_m))


def _seen(measured: SideMeasured) -> Label:
    both, scored = 1000 * measured.offset.km_both_ways, 1000 * measured.km_scored
    return (
        Amount(value=both, unit=ROAD, decimals=0),
        " seen both ways of ",
        Amount(value=scored, unit=ROAD, decimals=0),
    )
