"""The sides' pictures."""

from collections.abc import Callable
from dataclasses import dataclass

from matplotlib.figure import Figure, SubFigure

from runrisk.charts import Chart, new_figure
from runrisk.charts.style import HEIGHT_IN
from runrisk.report.sides.result import Sides
from runrisk.roadside.charts import draw_histogram, draw_map, draw_offset, draw_quarters

MAP_HEIGHT_IN = 4.2
"""A town is about as high as wide [inch]. Our choice."""

TURNED = "Turned and moved: it holds no coordinates and no north."
IN_PLACE = "With places, as you asked: north is up."


@dataclass(frozen=True, kw_only=True, slots=True)
class SidesChart:
    """A picture with its heading and a line below it."""

    heading: str
    chart: Chart
    note: str = ""


def sides_charts(known: Sides, middle_deg: tuple[float, float] | None = None) -> tuple[SidesChart, ...]:
    """The offset, its histogram, the street map and the quarters; nothing but the first without both-way streets.

    With `middle_deg`, from `middle_of`, the street map says where it is.
    """
    side, side_m = known.side, known.rule.side_m
    offset = _chart(
        "Offset from the middle of the street",
        "sides-offset",
        known.finding.summary,
        lambda figure: draw_offset(side, figure, side_m=side_m),
    )
    if not side.offset.km_both_ways:
        return (offset,)
    return (
        offset,
        _chart(
            "Both directions of the same streets",
            "sides-histogram",
            "How much distance was run how far from the learned middle of its street, for the two directions.",
            lambda figure: draw_histogram(side, figure),
            note="Who keeps to one side of travel has both lines on that side; one edge both ways spreads them around the middle.",
        ),
        _chart(
            "Where",
            "sides-map",
            "Blocks of 250 m: triangles to the left or to the right, larger with more evidence; small squares were run "
            "in one direction only.",
            lambda figure: draw_map(side, figure, middle_deg=middle_deg),
            note=IN_PLACE if middle_deg else TURNED,
            height_in=MAP_HEIGHT_IN,
        ),
        _chart(
            "Quarter by quarter",
            "sides-quarters",
            "The offset of each quarter with its interval, and which device was worn.",
            lambda figure: draw_quarters(side, figure, side_m=side_m),
            note="A new habit and a new watch look alike.",
        ),
    )


def _chart(
    heading: str,
    prefix: str,
    alt: str,
    draw: Callable[[Figure | SubFigure], None],
    *,
    note: str = "",
    height_in: float = HEIGHT_IN,
) -> SidesChart:
    figure = new_figure(height_in)
    draw(figure)
    return SidesChart(heading=heading, chart=Chart(figure, alt=alt, prefix=prefix), note=note)
