"""Where it hurts, beside what one article lists for each leg."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar, Literal

from runrisk.analysis.answers_told import ASK, words_plot
from runrisk.analysis.articles import S003
from runrisk.analysis.base import Analyzer, Side
from runrisk.charts import Plot
from runrisk.finding import Confidence, Evidence, Finding, Grade, Level, Measure, NotEnoughData, Occurrence
from runrisk.measures.low_foot import low_foot
from runrisk.measures.pain import Pain, days_with_pain, pain_is_known, told_pain
from runrisk.model import TrainingLog
from runrisk.wording import Wording, listed

LONGER, SHORTER = "longer leg", "shorter leg"
LISTS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        LONGER: frozenset({"hip", "groin", "hamstring", "buttock", "outer knee", "outer thigh", "front knee", "knee"}),
        SHORTER: frozenset({"Achilles", "heel", "sole"}),
    }
)
"""List of the article -> body parts on it. A knee without a word for where is counted as the article's knee."""
IN_WORDS: Mapping[str, str] = MappingProxyType(
    {
        LONGER: "hip, hamstring and piriformis, IT band, runner's knee",
        SHORTER: "Achilles tendon or the sole of the foot",
    }
)
GROIN = "Pain deep in the groin belongs before a medical professional."


@dataclass(frozen=True, kw_only=True, slots=True)
class SitesTold:
    """The pain told of, and the foot at the edge of the road by the runner's own answer."""

    pains: tuple[Pain, ...]
    low_foot: str | None


@dataclass(frozen=True, kw_only=True)
class PainSiteList(Analyzer[SitesTold]):
    """The place of your pain, beside the places that one article lists for a longer and a shorter leg.

    Looks for:
        Body parts you told of that stand on one of the article's two lists.

    Why it matters:
        One article says that a tilted pelvis acts like a leg-length difference, and lists what may hurt on the "longer"
        and on the "shorter" leg. It stops before it says which leg a sloping road makes longer; measurements and
        clinic lore point in opposite directions. No study was found that links side, slope and place.

    How it is measured:
        Each body part of the period's pain is looked up in both lists. No side is assigned unless you choose a model.

    What it cannot see:
        What is behind the pain. This log cannot tell cause from coincidence, and a match is no diagnosis.

    What to do:
        Show the list to whoever examines you.

    Parameters:
        leg_model [name]: none assigns no side; low_short reads the lower foot's leg as the shorter one (geometry, small
            laboratory studies), low_long as the longer one (clinic lore). Our choice: none.

    References:
        rauh2018, desai2021, hollander2021
    """

    id = "pain-site-list"
    title = "Where it hurts, and what one article lists"
    side = Side.PAIN
    questions = ("pain_place", "driving_side")
    grade = Grade.ARTICLE_ONLY
    drawn = False
    asks = True
    articles = (S003,)
    needs = "one journal entry, or the question about pain answered"
    evidence: ClassVar[tuple[Evidence, ...]] = (
        Evidence(
            key="rauh2018",
            says="393 high-school runners: the side of the injury was not associated with that of the longer leg.",
            supports=False,
        ),
        Evidence(
            key="desai2021",
            says="224 runners, 1 year, 75 injuries: 27 % at the knee, 25 % at Achilles tendon or calf: places on the "
            "lists are common anyway.",
            supports=False,
        ),
        Evidence(
            key="hollander2021",
            says="Review of 38 studies: men had more injuries of the Achilles tendon than women, RR 1.86 (1.25-2.79): "
            "where it hurts differs by sex too.",
            supports=False,
        ),
    )

    leg_model: Literal["none", "low_short", "low_long"] = "none"

    def measure(self, log: TrainingLog) -> SitesTold | NotEnoughData:
        """Take the pain told of."""
        if not pain_is_known(log):
            return NotEnoughData(has="0 journal entries", missing=f"You told nothing about pain. {ASK}")
        return SitesTold(pains=told_pain(log), low_foot=low_foot(log.answers))

    def judge(self, measured: SitesTold, wording: Wording) -> Finding:
        """Name the lists on which the places stand."""
        current = [pain for pain in measured.pains if pain.current]
        named = {list_of(pain): None for pain in current}
        return self.conclude(
            [self._occurrence(pain, wording) for pain in measured.pains if list_of(pain)],
            summary=_summary(current),
            confidence=Confidence.LOW,
            measures=(
                Measure(
                    name="places_on_a_list",
                    value=days_with_pain(pain for pain in current if list_of(pain)),
                    unit="days",
                ),
            ),
            advice=(*self._lists(measured, [name for name in named if name]), *_groin(current)),
            has=f"{wording.counted(days_with_pain(measured.pains), 'day')} of pain told of",
        )

    def _occurrence(self, pain: Pain, wording: Wording) -> Occurrence:
        return Occurrence(
            first=pain.day,
            last=pain.last,
            level=Level.INFO,
            note=f'{pain.said(wording)}: on the list of the "{list_of(pain)}"',
            in_period=pain.current,
        )

    def _lists(self, measured: SitesTold, named: list[str]) -> tuple[str, ...]:
        """Both lists always, the side only where a model was chosen and the foot at the edge is known."""
        both = listed([f'for the "{name}" {places}' for name, places in IN_WORDS.items()])
        foot, other = measured.low_foot, {"left": "right", "right": "left"}.get(measured.low_foot or "")
        lists = (
            f"The article lists {both}. Which leg a sloping road makes longer is not settled, so no side is named.",
        )
        if self.leg_model == "none" or foot is None or not named:
            return lists
        shorter = foot if self.leg_model == "low_short" else other
        longer = other if self.leg_model == "low_short" else foot
        return (
            (
                f"The article lists {both}. By your own answer the {foot} foot is at the edge of the road; the model you chose "
                f"reads the {shorter} leg as the shorter and the {longer} as the longer one: this log cannot tell cause from coincidence."
            ),
        )

    def draw(self, measured: SitesTold) -> Plot:
        """The places, a line each."""
        current = [pain for pain in measured.pains if pain.current]
        return words_plot(
            [(pain.day, f"  {pain.said(Wording())}: {list_of(pain) or 'on no list'}") for pain in current[-6:]]
        )


def list_of(pain: Pain) -> str | None:
    """The article's list on which the place of the pain stands, or None."""
    return next((name for name, sites in LISTS.items() if pain.place.site in sites), None)


def _summary(current: list[Pain]) -> str:
    if not current:
        return "You told of no pain in this period."
    places = {str(pain.place): list_of(pain) for pain in current}
    on = [f'{place} (list of the "{name}")' for place, name in places.items() if name]
    off = [place for place, name in places.items() if not name]
    said = [f"{listed(on)} on the article's lists"] if on else []
    said += [f"{listed(off)} on none of them"] if off else []
    return f"You told of pain: {'; '.join(said)}."


def _groin(current: list[Pain]) -> tuple[str, ...]:
    return (GROIN,) if any(pain.place.site == "groin" for pain in current) else ()
