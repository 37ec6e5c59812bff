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
from runrisk.roadside.charts import road_plot
from runrisk.roadside.measured import SideMeasured
from runrisk.roadside.now import LogPart, answer_now, disagreeing
from runrisk.wording import Wording

SAFETY = (
    "Only on roads closed to or almost free of traffic and where you can see and be seen; otherwise keep to the side "
    "local rules require and use a flat path, track or park for balance."
)
"""Said wherever the other side or the middle of the road is mentioned."""

CLEAR_SHARE = 0.25
"""Sides change from run to run where each has at least this share of the runs that show one; our choice."""

FEW_BLOCKS = 20.0
"""Fewer places of equal weight than this, behind kilometres enough for a caution, are said: 5 km of street; our choice."""


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
        streets run both ways in the 12 months up to your last road run, or back by quarters to at most 3 years until
        there is enough; each street has a constant for each watch. Its error is clustered by run and by 250 m block,
        widened by 1.2, and by quarter where that is more; it gives a 95 % interval. left or right: the interval ends
        beyond 0.6 m. slight left or right: it excludes 0 and lies within 1.2 m, and L is 0.3 m or more. left or right,
        how far is not known: it excludes 0 and is wider. no consistent side: it lies within 1.2 m and holds 0, or L is
        below 0.3 m. Anything else: cannot tell; also where the last three months on their own lie less than half as far
        to that side, or where two watches, or the latest quarter and an earlier one, answer differently and differ by
        more than chance. Earlier years are history.
        The share on the left is 0.5 + L / (2 w) for w from 1.5 to 3.5 m: a range, since tracks do not hold w.

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
        least_m [m]: a smaller offset is none, however many runs show it. Our choice: the standard deviation of a watch's
            own constant in our simulations.
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
    least_m: float = 0.3
    slight_m: float = 1.2
    caution_km: float = 40.0

    def measure(self, log: TrainingLog) -> SideMeasured:
        """Measure road runs up to the end of the period; the answer is about the last year of them."""
        return cached_sides(log)

    def judge(self, measured: SideMeasured, wording: Wording) -> Finding:
        """Name the side, or say why none can be named."""
        answer = answer_now(measured.offset, measured.now, measured.by_quarter, self)
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
        clear = answer in {Answer.LEFT, Answer.RIGHT} and not measured.now.reached_back
        return Level.CAUTION if clear and measured.offset.km_both_ways >= self.caution_km else Level.INFO

    def _occurrences(self, answer: Answer, measured: SideMeasured, wording: Wording) -> tuple[Occurrence, ...]:
        if answer is Answer.NO_SIDE or measured.now.first is None or measured.now.last is None:
            return ()
        return (
            Occurrence(
                first=measured.now.first,
                last=measured.now.last,
                level=self._level(answer, measured),
                note=f"{_size(answer, measured, wording)} of travel over {_has(measured, wording)}",
                in_period=measured.current,
            ),
        )

    def _summary(self, answer: Answer, measured: SideMeasured, wording: Wording) -> str:
        known = measured.offset
        between = f"({metres_left(known.low_m, wording)} to {metres_left(known.high_m, wording)})"
        km = wording.distance(1000 * known.km_both_ways, 0)
        where = f"{_when(measured, wording)}, over {km} of running on streets you used both ways, you kept"
        if answer is Answer.NO_SIDE:
            return (
                f"{where} to no side of your direction of travel: {metres_left(known.left_m, wording)} {between}; the same "
                "pavement both ways and a mixture of sides look the same."
            )
        side = answer.side
        if answer in {Answer.LEFTWARD, Answer.RIGHTWARD}:
            return (
                f"{where} to the {side} of your direction of travel; how far, your tracks cannot tell, and a watch that is "
                "off by half a metre can look the same."
            )
        said = f"{where} {wording.metres(abs(known.left_m), 1)} to the {side} of your direction of travel {between}"
        slight = answer in {Answer.SLIGHT_LEFT, Answer.SLIGHT_RIGHT}
        return f"{said}; a watch that is off by half a metre looks the same." if slight else f"{said}."

    def _cannot_tell(self, measured: SideMeasured, wording: Wording) -> Finding:
        why = "The log holds no road run with positions."
        if apart := next(disagreeing(measured.offset, measured.now, measured.by_quarter, self), None):
            first, second = (f"{part.name}: {metres_left(part.offset.left_m, wording)}" for part in apart)
            why = f"{_when(measured, wording)}, parts do not agree: {first}; {second}."
        elif measured.road_runs:
            why = f"{_when(measured, wording)}: {reason(measured.offset, self, wording)}"
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
        sized = answer not in {Answer.CANNOT_TELL, Answer.LEFTWARD, Answer.RIGHTWARD}
        low, high = left_share(known.left_m) if sized else (None, None)
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
        """What the parts of the log add: few places, earlier years, and changes with time or from run to run."""
        return (*self._few(measured, wording), *self._history(measured, wording), *self._changes(measured, wording))

    def _few(self, measured: SideMeasured, wording: Wording) -> tuple[str, ...]:
        known = measured.offset
        if known.blocks_eff >= FEW_BLOCKS or known.km_both_ways < self.caution_km:
            return ()
        km, places = wording.distance(1000 * known.km_both_ways, 0), wording.number(known.blocks_eff, 0)
        return (f"These {km} rest on about {places} places of 250 m: mostly the same few streets.",)

    def _history(self, measured: SideMeasured, wording: Wording) -> tuple[str, ...]:
        """The last earlier year with another side than now, or with one where now has none."""
        now = answer_now(measured.offset, measured.now, measured.by_quarter, self).side
        for year in reversed(measured.now.earlier):
            answer = answer_of(year.offset, self)
            if answer in {Answer.LEFT, Answer.RIGHT} and answer.side != now:
                kept = wording.metres(abs(year.offset.left_m), 1)
                return (f"Until {year.name} you kept {kept} to the {answer.side}: that is history.",)
        return ()

    def _changes(self, measured: SideMeasured, wording: Wording) -> tuple[str, ...]:
        if changed := _change([part for part in measured.by_quarter if not gaps(part.offset, self)]):
            before, after = (metres_left(part.offset.left_m, wording) for part in changed)
            alike = "; there is more than one device: a new habit and a new watch look alike"
            said = f"From {changed[0].name} to {changed[1].name} the offset went from {before} to {after}"
            return (f"{said}{alike if len(measured.by_device) > 1 else ''}.",)
        runs = [run for run in measured.by_run if measured.now.holds(run.day)]
        sides = [run.side for run in runs if run.side]
        left, right = sides.count("left"), sides.count("right")
        if len(sides) < self.min_runs_eff or min(left, right) < CLEAR_SHARE * len(sides):
            return ()
        said = f"Of {wording.counted(len(runs), 'run')} on both-way streets {left} kept left and {right} kept right"
        return (f"{said}: you change sides between runs, which is what the articles ask for.",)

    def draw(self, measured: SideMeasured) -> Plot:
        """The street in section, with the tracks of both directions."""
        answer = answer_now(measured.offset, measured.now, measured.by_quarter, self)
        return road_plot(measured, answer, side_m=self.side_m)


_VARY = "Vary loops and directions and use flat paths. Single-leg strength work helps both sides."
_CROWN = f"The articles advise flat surfaces, the crown of quiet roads, or alternating sides. {SAFETY}"


def _advice(answer: Answer) -> tuple[str, ...]:
    foot = (
        f"On a crowned road that puts the {answer.side} foot on the lower edge each time; a pavement usually falls the other "
        "way, to the kerb, and a watch cannot tell which you ran on. One-way streets and divided roads slope one way."
    )
    return foot, _VARY, _CROWN


def _when(measured: SideMeasured, wording: Wording) -> str:
    """The time of the answer: "From 3 May 2023 to 2 May 2024 (further back, because ...)"."""
    now = measured.now
    if now.first is None or now.last is None:
        return "In your road runs"
    further = " (more than a year, because the last one holds too little)" if now.reached_back else ""
    return f"In your road runs of {wording.days(now.first, now.last)}{further}"


def _size(answer: Answer, measured: SideMeasured, wording: Wording) -> str:
    """The offset, or the side alone where the size is not known."""
    unsized = answer in {Answer.LEFTWARD, Answer.RIGHTWARD}
    return str(answer.side) if unsized else metres_left(measured.offset.left_m, wording)


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
