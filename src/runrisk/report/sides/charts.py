"""The sides' pictures."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from runrisk.charts import Chart
from runrisk.charts.units import PLAIN
from runrisk.report.sides.result import Sides
from runrisk.roadside.charts import histogram_plot, map_plot, offset_plot, quarters_plot
from runrisk.wording import Wording

if TYPE_CHECKING:
    from numpy.random import Generator

TURNED = "Turned, moved and blurred, in every report anew: it holds no coordinates and no north."
IN_PLACE = "With places, as you asked: north is up."


@dataclass(frozen=True, kw_only=True, slots=True)
class SidesChart:
    """A picture with its heading and a line below it."""

    heading: str
    chart: Chart
    note: str = ""


def sides_charts(
    known: Sides,
    middle_deg: tuple[float, float] | None = None,
    wording: Wording = PLAIN,
    chance: "Generator | None" = None,
) -> tuple[SidesChart, ...]:
    """The offset, its histogram, the street map and the quarters; nothing but the first without both-way streets.

    With `middle_deg`, from `middle_of`, the street map says where it is; else `chance` draws its disguise (default: anew).
    """
    side, side_m = known.side, known.rule.side_m
    offset = SidesChart(
        heading="Offset from the middle of the street",
        chart=Chart(
            offset_plot(side, side_m=side_m),
            alt=known.finding.summary,
            prefix="sides-offset",
            wording=wording,
        ),
    )
    if not side.offset.km_both_ways:
        return (offset,)
    return (
        offset,
        SidesChart(
            heading="Both directions of the same streets",
            chart=Chart(
                histogram_plot(side),
                alt="How much distance was run how far from the learned middle of its street, for the two directions.",
                prefix="sides-histogram",
                wording=wording,
            ),
            note="Who keeps to one side of travel has both lines on that side; one edge both ways spreads them around the middle.",
        ),
        SidesChart(
            heading="Where",
            chart=Chart(
                map_plot(side, middle_deg=middle_deg, chance=chance),
                alt="Blocks of 250 m: triangles to the left or to the right, larger with more evidence; small squares were run "
                "in one direction only.",
                prefix="sides-map",
                wording=wording,
            ),
            note=IN_PLACE if middle_deg else TURNED,
        ),
        SidesChart(
            heading="Quarter by quarter",
            chart=Chart(
                quarters_plot(side, side_m=side_m),
                alt="The offset of each quarter with its interval, and which device was worn.",
                prefix="sides-quarters",
                wording=wording,
            ),
            note="A new habit and a new watch look alike.",
        ),
    )
