"""What is known of left and right, and its words: a table of what was seen, and what belongs beside it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from html import escape
from math import isfinite

from runrisk.analysis.base import Side
from runrisk.analysis.outcome import Outcome, reworded
from runrisk.analyzers.pain_site_list import IN_WORDS
from runrisk.analyzers.road_side import SAFETY, RoadSide
from runrisk.finding import Finding, Verdict
from runrisk.measures.pain import Pain
from runrisk.model import TrainingLog
from runrisk.report import words
from runrisk.report.sides.as_text import SidesWords, sides_text
from runrisk.roadside.answer import Answer, answer_of, gaps, left_share, metres_left
from runrisk.roadside.balance_context import BalanceContext, Estimate, Follows
from runrisk.roadside.by_map import MapSide
from runrisk.roadside.measured import SideMeasured
from runrisk.roadside.now import LogPart
from runrisk.wording import Wording, for_people, said

SIDED = frozenset(answer for answer in Answer if answer.side)

UNSIZED = frozenset({Answer.CANNOT_TELL, Answer.LEFTWARD, Answer.RIGHTWARD})
"""Answers without a number of metres."""

SLOPES = (
    "Seen from your direction of travel. A carriageway's edge falls to the gutter; a pavement usually falls the other way, to "
    "the kerb, and a watch cannot tell which you ran on. One-way streets and divided roads slope one way."
)

ALTERNATING = f"The articles advise flat surfaces, the crown of quiet roads, or alternating sides. {SAFETY}"

COINCIDENCE = f"Both stand here side by side. {words.NO_CAUSE}"

UNSETTLED = (
    "Which leg a sloping road makes longer is not settled: measurements and clinic lore point in opposite directions. So no "
    "side is named."
)

NOT_BY_ITSELF = "Imbalance by itself did not go with more injuries in a study of 836 runners."


@dataclass(frozen=True, kw_only=True, eq=False)
class Sides:
    """What is known of left and right.

    Attributes:
        rule: the rule of the side, with its limits.
        side: what it measured.
        log: what was read.
        outcomes: of the rules on left and right that were asked.
        balance: ground contact in its context; None where it was not recorded.
        pains: pain with a side told of in the period, oldest first.
        leg_model: which leg is read as the shorter one (`leg_model` of the rule on pain).
        by_map: the side by a map of streets, where one was given.
    """

    rule: RoadSide
    side: SideMeasured
    log: TrainingLog
    outcomes: tuple[Outcome, ...]
    balance: BalanceContext | None
    pains: tuple[Pain, ...]
    leg_model: str
    by_map: MapSide | None = None

    @property
    def findings(self) -> Mapping[Side | None, Finding]:
        """What those rules say, by what they look at."""
        return {outcome.analyzer.side: outcome.finding for outcome in self.outcomes}

    @property
    def finding(self) -> Finding:
        """The finding on the side."""
        return self.findings[Side.ROAD]

    def to_text(self, units: str = "km") -> str:
        """The sides for a terminal, distances in km or mi."""
        wording = for_people(units)
        return sides_text(sides_words(self.worded(wording), wording))

    def worded(self, wording: Wording) -> "Sides":
        """The same, its findings told in another wording."""
        return replace(self, outcomes=reworded(self.outcomes, self.log, wording))

    def __repr__(self) -> str:
        return f"Sides(side of the road: {self.finding.answer})"

    def _repr_html_(self) -> str:
        """The same text, for a notebook."""
        return f"<pre>{escape(self.to_text())}</pre>"

    def judged(self, side: Side) -> Finding | None:
        """What was found where the rule could judge."""
        finding = self.findings.get(side)
        return finding if finding and finding.verdict in {Verdict.FLAGGED, Verdict.CLEAR} else None


def sides_words(known: Sides, wording: Wording) -> SidesWords:
    """Put the sides into words, the findings being in the same wording; offsets stay in metres."""
    parts = (_side, _parts, _turns, _balance, _map)
    return SidesWords(
        rows=tuple(row for part in parts for row in part(known, wording)),
        notes=(SLOPES, *_pain(known, wording), *_lists(known), ALTERNATING),
    )


def _side(known: Sides, wording: Wording) -> Iterator[tuple[str, str]]:
    side, answer = known.side, Answer(known.finding.answer or Answer.CANNOT_TELL)
    yield "Side of the road", f"{answer.value.capitalize()}. {known.finding.summary}"
    if answer not in UNSIZED:
        low, high = left_share(side.offset.left_m)
        yield (
            "Share of distance on the left",
            f"{wording.number(100 * low, 0)} to {wording.percent(high)} (tracks do not hold more)",
        )
    both, scored = (wording.distance(1000 * km, 0) for km in (side.offset.km_both_ways, side.km_scored))
    yield "Running on streets you used both ways", f"{both} of {scored}"


def _parts(known: Sides, wording: Wording) -> Iterator[tuple[str, str]]:
    now = known.side.now
    sides = [run.side for run in known.side.by_run if now.holds(run.day)]
    if sides:
        left, right = sides.count("left"), sides.count("right")
        yield (
            "Run by run",
            (
                f"{wording.counted(len(sides), 'run')} on such streets: {left} kept left, {right} right, {len(sides) - left - right} "
                "show no clear side"
            ),
        )
    quarters = tuple(part for part in known.side.by_quarter if now.holds(part.last))
    for name, parts, fewest in (
        ("By quarter", quarters, 2),
        ("By device", now.devices, 2),
        ("Earlier years (history)", now.earlier, 1),
    ):
        seen = [part for part in parts if part.offset.km_both_ways]
        if len(seen) >= fewest:
            yield name, "; ".join(part_in_words(known, part, wording) for part in seen)


def part_in_words(known: Sides, part: LogPart, wording: Wording) -> str:
    """One quarter, device or year: its offset with interval, its side alone, or that it cannot be told."""
    if gaps(part.offset, known.rule):
        return f"{part.name}: too little by itself"
    answer = answer_of(part.offset, known.rule)
    if answer in {Answer.LEFTWARD, Answer.RIGHTWARD}:
        return f"{part.name}: {answer.value}"
    between = f"{metres_left(part.offset.low_m, wording)} to {metres_left(part.offset.high_m, wording)}"
    return f"{part.name}: {metres_left(part.offset.left_m, wording)} ({between}), {answer.value}"


def _turns(known: Sides, wording: Wording) -> Iterator[tuple[str, str]]:
    if turns := known.judged(Side.BENDS):
        bias = {measure.name: measure.value for measure in turns.measures}["turn_bias"]
        bends = "" if bias is None else f" Of all turning in bends {wording.percent((1 + bias) / 2)} was to the left."
        yield "Loops and bends", f"{turns.summary}{bends}"
    if routes := known.judged(Side.ROUTES):
        yield "Familiar routes", routes.summary
    if laps := known.judged(Side.LAPS):
        yield "Track", laps.summary


def _balance(known: Sides, wording: Wording) -> Iterator[tuple[str, str]]:
    balance = known.balance
    if balance is None:
        return
    own = Estimate(
        value=50 + balance.own.value, low=50 + balance.own.low, high=50 + balance.own.high, count=balance.own.count
    )
    yield (
        "Ground contact on the left foot",
        (
            f"{_between(own, wording)} %, steady and flat, {wording.counted(own.count, 'run')}. {NOT_BY_ITSELF}"
            if isfinite(own.value)
            else f"recorded in {wording.counted(balance.runs, 'run')}: too few to say"
        ),
    )
    yield "Ground contact and the road", _follows(known, wording)
    for name, seen, more in (
        ("Left minus right bends", balance.bends, "bends"),
        ("Uphill minus downhill", balance.slopes, "slopes"),
    ):
        if isfinite(seen.value):
            change = "differs" if seen.low * seen.high > 0 else "no difference seen"
            yield (
                f"Ground contact, {name.lower()}",
                f"{_between(seen, wording, sign=True)} percentage points: {change} between {more}",
            )


def _follows(known: Sides, wording: Wording) -> str:
    balance = known.balance
    assert balance is not None  # noqa: S101 - asked by the caller
    road = balance.road
    ways = f"between the two directions of {wording.counted(road.count, 'stretch', 'stretches')} run both ways"
    if balance.follows is Follows.CANNOT_TELL:
        return f"Cannot tell whether it changes with the road or stays with you: {ways} too little was recorded."
    size = f"it changes by {_between(road, wording)} percentage points {ways}"
    if balance.follows is Follows.ROAD:
        return f"It changes with the road: {size}."
    same = " A side of the road that you always keep stays with you, too." if _sided(known) else ""
    return f"It stays with you: {size}.{same}"


def _between(known: Estimate, wording: Wording, *, sign: bool = False) -> str:
    value, low, high = (wording.number(end, 1, sign=sign) for end in (known.value, known.low, known.high))
    return f"{value} ({low} to {high})"


def _sided(known: Sides) -> bool:
    return known.finding.answer in {answer.value for answer in SIDED}


def _map(known: Sides, wording: Wording) -> Iterator[tuple[str, str]]:
    if known.by_map:
        yield "Side by the map", said(known.by_map.summary, wording)


def _pain(known: Sides, wording: Wording) -> Iterator[str]:
    if not known.pains:
        return
    places = "; ".join(f"{pain.place} on {wording.days(pain.day, pain.last)}" for pain in known.pains[-5:])
    offset = known.side.offset
    kept = (
        f"on your both-way streets you kept {metres_left(offset.left_m, wording)} ("
        f"{metres_left(offset.low_m, wording)} to {metres_left(offset.high_m, wording)})"
        if _sided(known)
        else "your tracks name no side"
    )
    yield f"You report pain: {places}; {kept}. {COINCIDENCE}"


def _lists(known: Sides) -> Iterator[str]:
    """Both lists of the article always; sides only where a model was chosen and a side is known."""
    both = " and ".join(f'for the "{leg}" {places}' for leg, places in IN_WORDS.items())
    yield f"One article lists what may hurt: {both}. {_legs(known) or UNSETTLED}"


def _legs(known: Sides) -> str:
    if known.leg_model == "none" or not _sided(known):
        return ""
    low, high = ("left", "right") if known.side.offset.left_m > 0 else ("right", "left")
    short, long = (low, high) if known.leg_model == "low_short" else (high, low)
    return (
        f"The model you chose ({known.leg_model}) reads the {short} leg as the shorter and the {long} leg as the longer one on "
        f"a crowned road. {words.NO_CAUSE}"
    )
