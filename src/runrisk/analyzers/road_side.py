"""The rule: which side of the road the runner keeps to."""

from dataclasses import dataclass
from typing import ClassVar

from runrisk.analysis.articles import S000, S002, S003
from runrisk.analysis.base import Analyzer, Side
from runrisk.analysis.studies import GUTTER_LEG, HIGH_FOOT, NORMAL_ROAD
from runrisk.charts import Plot
from runrisk.finding import Confidence, Evidence, Finding, Grade, Level, Measure, Occurrence, Verdict
from runrisk.model import TrainingLog
from runrisk.roadside.answer import Answer, answer_of, gaps, left_share, metres_left, reason
from runrisk.roadside.cache import cached_sides
from runrisk.roadside.charts import offset_plot
from runrisk.roadside.measured import LogPart, SideMeasured
from runrisk.wording import Wording

SAFETY = (
    "Only on roads closed to or almost free of traffic and where you can see and be seen; otherwise keep to the side "
    "local rules require and use a flat path, track or park for balance."
)
"""Said wherever the other side or the middle of the road is mentioned."""

CLEAR_SHARE = 0.25
"""Sides change from run to run where each has at least this share of the runs that show one; our choice."""


@dataclass(frozen=True, kw_only=True)
class RoadSide(Analyzer[SideMeasured]):
    """The side of the road you keep to, seen from your direction of travel, read from your own tracks without a map.

    Looks for:
        Keeping to the left or to the right of your direction of travel, run after run. "Always facing traffic" is one
        side. "Always the same pavement" is none: on the way home the low foot is the other one.

    Why it matters:
        Roads are higher in the middle, so that water runs off; who always keeps to one side always has the same foot
        lower. Two of the articles name the sloped road as a cause of hip pain. Laboratory studies of few runners saw the two
        legs move differently on slopes, mostly far steeper than a road; none counted injuries.

    How it is measured:
        A single pass cannot tell: a watch errs by 2 to 5 m, a road is 6 to 10 m wide. A street run in both directions
        can: who keeps left leaves two tracks that lie apart by twice his offset. Paths are resampled every 10 m; on
        straight streets y = c + s L + error, where y [m] is the place across the street, s = +1 or -1 the direction,
        c the street's own constant and L [m] the offset to the left of travel. L is fitted by least squares over all
        streets run both ways; its error is clustered by run and by 250 m block, widened by 1.2, and gives a 95 %
        interval. left or right: the interval ends beyond 0.6 m. slight left or right: it excludes 0 and lies
        within 1.2 m. no consistent side: it holds 0 and lies within 1.2 m. Anything else: cannot tell. The share on
        the left is 0.5 + L / (2 w) for w from 1.5 to 3.5 m: a range, since tracks do not hold w.

    What it cannot see:
        Streets run in one direction only. Whether you ran on the carriageway or on a pavement, which usually falls the
        other way, to the kerb; one-way streets and divided roads, which slope one way; the slope itself. A watch whose
        positions lie half a metre to one side looks like a slight habit. "No consistent side" may be the middle, one
        pavement both ways, or a mixture. Treadmill, track, trail and virtual runs are left out.

    What to do:
        Vary loops and directions, use flat paths, and train each leg by itself. The articles also advise the crown of
        quiet roads or the other side. Only on roads closed to or almost free of traffic and where you can see and be
        seen; otherwise keep to the side local rules require and use a flat path, track or park for balance.

    Parameters:
        min_runs_eff [runs]: so many runs of equal weight must carry the answer. Our choice: a t interval of 4 degrees
            of freedom; below it one run decides.
        min_blocks_eff [blocks]: the same for places of 250 m. Our choice: in a trial a single loop gave -4.28 m on 2.
        min_km_eff [km]: so much comparison must carry the answer. Our choice.
        min_residual_m [m]: tracks that differ less were smoothed or snapped to a map. Our choice: below any receiver's
            error.
        side_m [m]: beyond it a side is named. Our choice, on simulations: a watch worn or built half a metre off must
            not name one.
        slight_m [m]: within it an offset is slight or none. Our choice: twice side_m.
        caution_km [km]: from so many kilometres on both-way streets on a side is a caution. Our choice.

    References:
        oconnor2002, unfried2013, sidesloped2017, elmer2024
    """

    id = "road-side"
    title = "The same side of the road"
    side = Side.ROAD
    habits = ("hip-and-core", "vary-direction")
    questions = ("usual_side",)
    grade = Grade.LIMITED
    articles = (S000, S002, S003)
    needs = "road runs with positions, some of them on the same streets in both directions"
    evidence: ClassVar[tuple[Evidence, ...]] = (
        HIGH_FOOT,
        GUTTER_LEG,
        Evidence(
            key="sidesloped2017",
            says="10 men barefoot on a slope of 10 degrees: the hip of the upper leg was more adducted and rotated "
            "inwards.",
            supports=True,
        ),
        NORMAL_ROAD,
        Evidence(
            key="oconnor2002",
            says="Impact shock was unchanged. None of these studies counted injuries.",
            supports=False,
        ),
    )

    min_runs_eff: float = 5.0
    min_blocks_eff: float = 10.0
    min_km_eff: float = 10.0
    min_residual_m: float = 0.7
    side_m: float = 0.6
    slight_m: float = 1.2
    caution_km: float = 40.0

    def measure(self, log: TrainingLog) -> SideMeasured:
        """Measure all road runs up to the end of the period; the period only decides whether they are current."""
        return cached_sides(log)

    def judge(self, measured: SideMeasured, wording: Wording) -> Finding:
        """Name the side, or say why none can be named."""
        answer = answer_of(measured.offset, self)
        if answer is Answer.CANNOT_TELL:
            return self._cannot_tell(measured, wording)
        verdict, level = self._verdict(answer, measured)
        return self.finding(
            verdict=verdict,
            level=level,
            summary=self._summary(answer, measured, wording),
            answer=answer.value,
            confidence=self._confidence(measured),
            measures=self._measures(measured, answer),
            occurrences=self._occurrences(answer, measured, wording),
            advice=(*(_advice(answer) if level else ()), *self._notes(measured, wording)),
            has=_has(measured, wording),
        )

    def _verdict(self, answer: Answer, measured: SideMeasured) -> tuple[Verdict, Level | None]:
        if answer is Answer.NO_SIDE or not measured.current:
            return Verdict.CLEAR, None
        return Verdict.FLAGGED, self._level(answer, measured)

    def _level(self, answer: Answer, measured: SideMeasured) -> Level:
        clear = answer in {Answer.LEFT, Answer.RIGHT}
        return Level.CAUTION if clear and measured.offset.km_both_ways >= self.caution_km else Level.INFO

    def _occurrences(self, answer: Answer, measured: SideMeasured, wording: Wording) -> tuple[Occurrence, ...]:
        if answer is Answer.NO_SIDE or measured.first is None or measured.last is None:
            return ()
        return (
            Occurrence(
                first=measured.first,
                last=measured.last,
                level=self._level(answer, measured),
                note=f"{metres_left(measured.offset.left_m, wording)} of travel over {_has(measured, wording)}",
                in_period=measured.current,
            ),
        )

    def _summary(self, answer: Answer, measured: SideMeasured, wording: Wording) -> str:
        known = measured.offset
        between = f"({metres_left(known.low_m, wording)} to {metres_left(known.high_m, wording)})"
        where = f"Over {wording.distance(1000 * known.km_both_ways, 0)} of streets you ran both ways you kept"
        if answer is Answer.NO_SIDE:
            return (
                f"{where} to no side of your direction of travel: {metres_left(known.left_m, wording)} {between}; the same pavement "
                "both ways and a mixture of sides look the same."
            )
        side = "left" if known.left_m > 0 else "right"
        said = f"{where} {wording.metres(abs(known.left_m), 1)} to the {side} of your direction of travel {between}"
        slight = answer in {Answer.SLIGHT_LEFT, Answer.SLIGHT_RIGHT}
        return f"{said}; a watch that is off by half a metre looks the same." if slight else f"{said}."

    def _cannot_tell(self, measured: SideMeasured, wording: Wording) -> Finding:
        why = (
            reason(measured.offset, self, wording)
            if measured.road_runs
            else "The log holds no road run with positions."
        )
        return self.finding(
            verdict=Verdict.UNKNOWN,
            summary=f"Your tracks cannot tell which side you keep to. {why}",
            answer=Answer.CANNOT_TELL.value,
            confidence=Confidence.LOW,
            measures=self._measures(measured, Answer.CANNOT_TELL),
            advice=self._notes(measured, wording),
            has=_has(measured, wording),
        )

    def _confidence(self, measured: SideMeasured) -> Confidence:
        """As narrow as the interval is: half the dead zone is high, all of it medium (our choice)."""
        margin = measured.offset.margin_m
        return (
            Confidence.HIGH
            if margin <= self.side_m / 2
            else Confidence.MEDIUM
            if margin <= self.side_m
            else Confidence.LOW
        )

    def _measures(self, measured: SideMeasured, answer: Answer) -> tuple[Measure, ...]:
        known, seen = measured.offset, measured.offset.km_both_ways > 0
        low, high = left_share(known.left_m) if answer is not Answer.CANNOT_TELL else (None, None)
        return (
            Measure(
                name="left_offset_m",
                value=known.left_m if seen else None,
                unit="m",
                limit=self.side_m,
                low=known.low_m if seen else None,
                high=known.high_m if seen else None,
            ),
            Measure(name="runs_eff", value=known.runs_eff, unit="runs", limit=self.min_runs_eff),
            Measure(name="blocks_eff", value=known.blocks_eff, unit="blocks", limit=self.min_blocks_eff),
            Measure(name="km_eff", value=known.km_eff, unit="km", limit=self.min_km_eff),
            Measure(name="km_both_ways", value=known.km_both_ways, unit="km", limit=self.caution_km),
            Measure(name="km_scored", value=measured.km_scored, unit="km"),
            Measure(name="left_share", value=None, unit="share", low=low, high=high),
        )

    def _notes(self, measured: SideMeasured, wording: Wording) -> tuple[str, ...]:
        """What the parts of the log add: an offset that changed with time, else sides that change from run to run."""
        if changed := _change([part for part in measured.by_quarter if not gaps(part.offset, self)]):
            before, after = (metres_left(part.offset.left_m, wording) for part in changed)
            alike = "; there is more than one device: a new habit and a new watch look alike"
            said = f"From {changed[0].name} to {changed[1].name} the offset went from {before} to {after}"
            return (f"{said}{alike if len(measured.by_device) > 1 else ''}.",)
        sides = [run.side for run in measured.by_run if run.side]
        left, right = sides.count("left"), sides.count("right")
        if len(sides) < self.min_runs_eff or min(left, right) < CLEAR_SHARE * len(sides):
            return ()
        said = f"Of {wording.counted(len(measured.by_run), 'run')} on both-way streets {left} kept left and {right} kept right"
        return (f"{said}: you change sides between runs, which is what the articles ask for.",)

    def draw(self, measured: SideMeasured) -> Plot:
        """One bar: the offset with its interval and the zone in which no side is named."""
        return offset_plot(measured, side_m=self.side_m)


_VARY = "Vary loops and directions and use flat paths. Single-leg strength work helps both sides."
_CROWN = f"The articles advise flat surfaces, the crown of quiet roads, or alternating sides. {SAFETY}"


def _advice(answer: Answer) -> tuple[str, ...]:
    side = "left" if answer in {Answer.LEFT, Answer.SLIGHT_LEFT} else "right"
    foot = (
        f"On a crowned road that puts the {side} foot on the lower edge each time; a pavement usually falls the other "
        "way, to the kerb, and a watch cannot tell which you ran on. One-way streets and divided roads slope one way."
    )
    return foot, _VARY, _CROWN


def _has(measured: SideMeasured, wording: Wording) -> str:
    return (
        f"{wording.distance(1000 * measured.offset.km_both_ways, 0)} seen both ways of "
        f"{wording.distance(1000 * measured.km_scored, 0)} in "
        f"{wording.counted(measured.road_runs, 'road run')}"
    )


def _change(parts: list[LogPart]) -> tuple[LogPart, LogPart] | None:
    """The first and the last of two parts whose intervals do not meet, where there are two such parts."""
    for before in parts:
        for after in reversed(parts):
            apart = before.offset.high_m < after.offset.low_m or after.offset.high_m < before.offset.low_m
            if after.first > before.first and apart:
                return before, after
    return None
