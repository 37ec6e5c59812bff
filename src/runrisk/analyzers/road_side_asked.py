"""The side of the road, as the runner tells it."""

from dataclasses import dataclass
from typing import ClassVar

from runrisk.analysis.answers_told import nothing_told, said_today, words_plot
from runrisk.analysis.articles import S000, S002, S003
from runrisk.analysis.base import Analyzer, Side
from runrisk.analysis.studies import GUTTER_LEG, HIGH_FOOT, NORMAL_ROAD
from runrisk.analyzers.road_side import SAFETY, RoadSide
from runrisk.charts import Plot
from runrisk.finding import Confidence, Evidence, Finding, Grade, Measure, NotEnoughData, Occurrence
from runrisk.measures.low_foot import ONE_SIDED, low_foot
from runrisk.model import TrainingLog
from runrisk.wording import Wording

SAID = {
    "facing": "facing the traffic",
    "with": "with the traffic",
    "left": "on the left",
    "right": "on the right",
    "pavement": "on the pavement",
    "mixed": "now here, now there",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class SideTold:
    """The usual side, the foot that is then on the lower edge (None where that is not known), and the occurrence."""

    side: str
    low_foot: str | None
    seen: tuple[Occurrence, ...]


@dataclass(frozen=True, kw_only=True)
class RoadSideAsked(Analyzer[SideTold]):
    """Always the same side of the road, as you answered yourself.

    Looks for:
        Your answer to where on the road you usually run. What your tracks show is another finding, road-side; where
        that one speaks, this one is left to it.

    Why it matters:
        Roads fall off to the edge. Three of the articles say that the same foot is then always the lower one. Small
        studies of mechanics saw changes on slopes that were mostly far steeper than a road's; none counted injuries.

    How it is measured:
        Facing the traffic, or with it, is one side. With the side on which traffic drives it follows which foot is at
        the edge: facing the traffic means left where traffic drives on the right.

    What it cannot see:
        Whether it is so, whether your roads slope, and pavements, which often fall the other way.

    What to do:
        Vary loops and directions, use flat paths. The articles also advise the middle of the road or the other side.
        Only on roads closed to or almost free of traffic and where you can see and be seen; otherwise keep to the side
        local rules require and use a flat path, track or park for balance.

    Parameters:
        none

    References:
        oconnor2002, unfried2013, elmer2024
    """

    id = "road-side-asked"
    title = "The same side of the road, by your own answer"
    said_by = RoadSide
    side = Side.ANSWER
    habits = ("vary-direction",)
    questions = ("driving_side", "usual_side")
    grade = Grade.LIMITED
    drawn = False
    asks = True
    articles = (S000, S002, S003)
    needs = "the answer to one question"
    evidence: ClassVar[tuple[Evidence, ...]] = (HIGH_FOOT, GUTTER_LEG, NORMAL_ROAD)

    def measure(self, log: TrainingLog) -> SideTold | NotEnoughData:
        """Take the answer."""
        side = str(log.answers.get("usual_side") or "").lower()
        if side not in SAID:
            return nothing_told(("usual_side",), "You did not tell on which side of the road you run.")
        seen = (said_today(log, f"your own answer: {SAID[side]}"),) if side in ONE_SIDED else ()
        return SideTold(side=side, low_foot=low_foot(log.answers), seen=seen)

    def judge(self, measured: SideTold, wording: Wording) -> Finding:  # noqa: ARG002 (answers are words)
        """Name the side."""
        foot = measured.low_foot
        lower = f" On a crowned road that puts the {foot} foot on the lower edge." if foot else ""
        return self.conclude(
            measured.seen,
            summary=f"You say that you usually run {SAID[measured.side]}.{lower}",
            confidence=Confidence.LOW,
            measures=(Measure(name="one_sided_answers", value=len(measured.seen), unit="answers"),),
            advice=(
                "Vary loops and directions and use flat paths. Single-leg strength work helps both sides.",
                f"The articles advise flat surfaces, the crown of quiet roads, or alternating sides. {SAFETY}",
            ),
            has="1 answer",
        )

    def draw(self, measured: SideTold) -> Plot:
        """The answer in words."""
        foot = "not known" if measured.low_foot is None else measured.low_foot
        return words_plot([f"You usually run {SAID[measured.side]}.", f"Foot on the lower edge: {foot}"])
