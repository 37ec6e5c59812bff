"""A street in section as axes: for the table of its numbers, and for a Matplotlib figure."""

from runrisk.charts.plot import Axis, Panel, RoadSection
from runrisk.charts.series import Band, Look, Rule, Series, Steps, from_zero
from runrisk.charts.units import METRES, ROAD, Amount

SIDES = ("right", "left")
"""What lies below and above 0."""


def as_panel(road: RoadSection) -> Panel:
    """The tracks of both directions as steps along the offset, the mean and the zone without a side."""
    no_side = ("within ", Amount(value=road.zone_m, unit=METRES), " no side is named")
    series: tuple[Series, ...] = (
        Band(low=-road.zone_m, high=road.zone_m, name=no_side, upright=True),
        Steps(name="one way", at=road.bins_m, value=road.one, look=Look.MEASURED),
        Steps(name="the other way", at=road.bins_m, value=road.other, look=Look.OTHER),
        Rule(value=0.0, upright=True),
    )
    if road.left_m is not None:
        mean = Rule(value=road.left_m, name=road.says, upright=True)
        series = (*series, mean)
    reach_m = max(map(abs, road.bins_m), default=1.0)
    name = "offset from the middle, seen in the direction of travel"
    return Panel(
        y=Axis(name="distance", unit=ROAD, ends=from_zero(series)),
        x=Axis(name=name, unit=METRES, sides=SIDES, ends=(reach_m, -reach_m)),
        series=series,
        key=True,
    )
