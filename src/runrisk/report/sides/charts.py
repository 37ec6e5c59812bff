"""The sides' pictures."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from runrisk.charts import Chart
from runrisk.charts.units import PLAIN
from runrisk.report.sides.result import Sides
from runrisk.roadside.answer import Answer
from runrisk.roadside.charts import map_plot, quarters_plot, road_plot
from runrisk.wording import Wording

if TYPE_CHECKING:
    from numpy.random import Generator

DRAWN = "Width and slope of the street are drawn, not measured; where it is hatched it is not known whether edge or pavement."
TURNED = "Turned, moved and blurred, in every report anew: it holds no coordinates and no north."
IN_PLACE = "With places, as you asked: north is up."


@dataclass(frozen=True, kw_only=True, slots=True)
class SidesChart:
    """A picture with its heading and a line below it."""

    heading: str
    chart: Chart
    note: str = ""


def section_note(answer: str | None, side_m: float, wording: Wording) -> str:
    """What the picture of the street cannot say by itself."""
    side = Answer(answer or Answer.CANNOT_TELL).side
    foot = (
        f"On a crowned roadway the {side} foot is the low one, out and back; on a pavement it can be the other. "
        if side
        else ""
    )
    return f"Seen from behind. {foot}Purple: within {wording.metres(side_m, 1)} of the middle no side is named. {DRAWN}"


def sides_charts(
    known: Sides,
    middle_deg: tuple[float, float] | None = None,
    wording: Wording = PLAIN,
    chance: "Generator | None" = None,
) -> tuple[SidesChart, ...]:
    """The street in section, the street map and the quarters; nothing but the first without both-way streets.

    With `middle_deg`, from `middle_of`, the street map says where it is; else `chance` draws its disguise (default: anew).
    """
    side, side_m = known.side, known.rule.side_m
    offset = SidesChart(
        heading="Where on the street",
        chart=Chart(
            road_plot(side, Answer(known.finding.answer or Answer.CANNOT_TELL), side_m=side_m),
            alt=known.finding.summary,
            prefix="sides-road",
            wording=wording,
        ),
        note=section_note(known.finding.answer, side_m, wording),
    )
    if not side.offset.km_both_ways:
        return (offset,)
    return (
        offset,
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
