"""Headings of the first screen that say what is seen there, not what kind of picture it is."""

from collections.abc import Sequence

from runrisk.report.glance import GlanceChart, marked_occurrences
from runrisk.report.section import Section
from runrisk.report.sides.result import Sides
from runrisk.roadside.answer import Answer

ROAD_SAYS = {
    Answer.LEFT: "You keep to the left",
    Answer.RIGHT: "You keep to the right",
    Answer.SLIGHT_LEFT: "Slightly to the left",
    Answer.SLIGHT_RIGHT: "Slightly to the right",
    Answer.LEFTWARD: "You keep to the left",
    Answer.RIGHTWARD: "You keep to the right",
    Answer.NO_SIDE: "No side of the road",
    Answer.CANNOT_TELL: "Which side: cannot tell",
}
NO_ROAD = "On the road"


def season_heading(first: GlanceChart, headline: Sequence[Section]) -> str:
    """What stands out first of what the season's picture marks; else the name of the picture."""
    return next((part.finding.title for part in headline if marked_occurrences([part.finding])), first.heading)


def road_heading(sides: Sides) -> str:
    """What the rule about the side of the road answers."""
    answer = sides.finding.answer
    return NO_ROAD if answer is None else ROAD_SAYS[Answer(answer)]
