"""Each series of a panel as SVG, in its frame."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import singledispatch
from itertools import groupby, pairwise
from math import isfinite

from runrisk.charts.colours import FLAG, GRID, INK, LIMIT, MUTED, SECOND, SERIES
from runrisk.charts.drawing import elements as svg
from runrisk.charts.drawing.keys import dots_of, flags_of
from runrisk.charts.drawing.looks import FLAGGED, STROKES, fill_of
from runrisk.charts.drawing.panel_frame import BAR_WIDTH, AxesFrame
from runrisk.charts.drawing.text_widths import cut_to, width_px
from runrisk.charts.drawing.thinning import thinned_line, thinned_marks
from runrisk.charts.series import (
    Band,
    Bars,
    Dots,
    Intervals,
    Limit,
    Line,
    Note,
    Rule,
    Series,
    Stay,
    Steps,
    Unknown,
    Values,
)
from runrisk.charts.sheets import limit_text
from runrisk.charts.shown import drawn_at, in_unit
from runrisk.charts.units import Label, text_of
from runrisk.wording import Wording

STAY_PX = 16.0
"""From one row of stays to the next."""
CAP_PX = 4.0


@dataclass(frozen=True, kw_only=True, slots=True)
class SeriesGround:
    """What series are drawn on: a frame, for whom, and the prefix of its picture's ids."""

    frame: AxesFrame
    wording: Wording
    prefix: str

    def points(self, at: Values, value: Values) -> list[svg.Point]:
        """Where values stand [px]; NaN where nothing is known."""
        panel = self.frame.panel
        places = drawn_at(panel.places, at, self.wording)
        amounts = in_unit(panel.amounts, value, self.wording)
        return [self.frame.point(*pair) for pair in zip(places, amounts, strict=True)]

    def across(self, value: float, *, upright: bool) -> float:
        """Where a value of x or y stands [px]."""
        rule = self.frame.x if upright else self.frame.y
        return rule.scale(in_unit(rule.axis, (value,), self.wording)[0])

    def place(self, at: float) -> float:
        """Where a place of x stands [px]."""
        return self.frame.x.scale(drawn_at(self.frame.panel.x, (at,), self.wording)[0])

    def text(self, label: Label) -> str:
        """A label in words."""
        return text_of(label, self.wording)


@singledispatch
def draw(one: Series, ground: SeriesGround) -> str:
    """A series as SVG."""
    raise TypeError(f"no series to draw into {ground.frame.panel.y.name!r}: {one!r}")


@draw.register
def _(one: Line, ground: SeriesGround) -> str:
    points = ground.points(one.at, one.value)
    return (
        _line(one, [svg.through(thinned_line(part)) for part in _known(points) if len(part) > 1])
        + _lone(one, points)
        + _flagged(one.flagged, points)
    )


@draw.register
def _(one: Steps, ground: SeriesGround) -> str:
    """A value holds half-way to its neighbours, and stands right above its own place."""
    points = ground.points(one.at, one.value)
    return _line(one, [svg.through(thinned_line(_stepped(part))) for part in _known(points)]) + _flagged(
        one.flagged, points
    )


@draw.register
def _(one: Dots, ground: SeriesGround) -> str:
    points = ground.points(one.at, one.value)
    plain, marked = _parted(one.flagged, points)
    stems = _stems(one, ground, points) if one.stems else ""
    return stems + dots_of(one, plain) + flags_of(marked)


@draw.register
def _(one: Bars, ground: SeriesGround) -> str:
    """A path a look; the triangle of a flagged one stands at its end."""
    panel = ground.frame.panel
    feet = ground.points(one.at, one.foot or (0.0,) * len(one.at))
    tops = ground.points(one.at, tuple(map(sum, zip(one.foot, one.value, strict=True))) if one.foot else one.value)
    places = panel.places.stretch or BAR_WIDTH
    scale = (ground.frame.y if panel.across else ground.frame.x).scale
    half = abs(scale(places) - scale(0)) / 2
    marked = one.flagged or (False,) * len(one.at)
    drawn = ""
    for fill, flagged in ((fill_of(one), False), (FLAGGED, True)):
        bars = [
            _bar(foot, top, half, across=panel.across)
            for foot, top, flag in zip(feet, tops, marked, strict=True)
            if flag is flagged and _is_known(top)
        ]
        framed = MUTED if one.part is not None and not flagged else None
        drawn += svg.path("".join(bars), fill=fill.reference(ground.prefix), stroke=framed, width=0.6)
    ends = [top for top, flag in zip(tops, marked, strict=True) if flag and _is_known(top)]
    return drawn + flags_of(ends)


@draw.register
def _(one: Intervals, ground: SeriesGround) -> str:
    low, high = ground.points(one.at, one.low), ground.points(one.at, one.high)
    middle = ground.points(one.at, one.value)
    across = ground.frame.panel.across
    bars = "".join(
        svg.through([a, b]) + _cap(a, across=across) + _cap(b, across=across) for a, b in zip(low, high, strict=True)
    )
    return svg.path(bars, stroke=INK, width=1.5) + _middles(one, middle)


@draw.register
def _(one: Limit, ground: SeriesGround) -> str:
    frame, text = ground.frame, limit_text(one, ground.frame.panel, ground.wording)
    at = ground.across(one.value, upright=one.upright)
    if one.upright:
        anchor = "end" if at + width_px(text) > frame.right else "start"
        aside = -4 if anchor == "end" else 4
        return svg.line((at, frame.roof), (at, frame.floor), LIMIT, 1.5, "6 3") + svg.words(
            at + aside, frame.roof + 10, text, anchor=anchor, colour=LIMIT, halo=True
        )
    return svg.line((frame.left, at), (frame.right, at), LIMIT, 1.5, "6 3") + svg.words(
        frame.right - 2, at - 4, cut_to(text, frame.right - frame.left), anchor="end", colour=LIMIT, halo=True
    )


@draw.register
def _(one: Rule, ground: SeriesGround) -> str:
    at, frame, dash = ground.across(one.value, upright=one.upright), ground.frame, "2 3" if one.name else None
    ends = ((at, frame.roof), (at, frame.floor)) if one.upright else ((frame.left, at), (frame.right, at))
    return svg.line(*ends, INK, 1, dash)


@draw.register
def _(one: Band, ground: SeriesGround) -> str:
    frame = ground.frame
    low, high = sorted(ground.across(end, upright=one.upright) for end in (one.low, one.high))
    if one.upright:
        low, high = max(low, frame.left), min(high, frame.right)
        return svg.path(svg.box(low, frame.roof, max(high - low, 0), frame.floor - frame.roof), fill=GRID)
    low, high = max(low, frame.roof), min(high, frame.floor)
    return svg.path(svg.box(frame.left, low, frame.right - frame.left, max(high - low, 0)), fill=GRID)


@draw.register
def _(one: Unknown, ground: SeriesGround) -> str:
    points = ground.points(one.at, (0.0,) * len(one.at))
    return svg.path(svg.crosses([(x, y - 4) for x, y in points], 2.5), stroke=MUTED)


@draw.register
def _(one: Note, ground: SeriesGround) -> str:
    text, frame = ground.text(one.text), ground.frame
    if one.value is None:
        y = frame.floor - one.share * (frame.floor - frame.roof)
        return _beside(ground.place(one.at), y - 2, text, ground)
    [(x, y)] = ground.points((one.at,), (one.value,))
    return _beside(x, y - 3, text, ground)


@draw.register
def _(one: Stay, ground: SeriesGround) -> str:
    frame, y = ground.frame, ground.frame.floor - 6 - STAY_PX * (one.row % 3)
    first, last = (min(max(ground.place(at), frame.left), frame.right) for at in (one.first, one.last))
    bar = svg.line((first, y), (last, y), (SECOND, LIMIT)[one.row % 2], 3)
    return bar + _beside(first - 4, y - 4, one.name, ground)


def _beside(x: float, y: float, text: str, ground: SeriesGround) -> str:
    """Words to the right of a place, or to its left where the frame ends."""
    frame = ground.frame
    needed = width_px(text)
    if x + 4 + needed <= frame.right or x - frame.left < needed:
        return svg.words(x + 4, y, cut_to(text, max(frame.right - x, 40)), halo=True)
    return svg.words(x - 4, y, text, anchor="end", halo=True)


def _line(one: Line | Steps, parts: Sequence[str]) -> str:
    look = STROKES[one.look]
    return svg.path("".join(parts), stroke=look.colour, width=look.width, dash=look.dash)


def _stems(one: Dots, ground: SeriesGround, points: Sequence[svg.Point]) -> str:
    """A line from 0 to each value, flagged ones in their own colour."""
    feet = ground.points(one.at, (0.0,) * len(one.at))
    marks = one.flagged or (False,) * len(points)
    return "".join(
        svg.path(
            "".join(svg.through(ends) for *ends, mark in zip(feet, points, marks, strict=True) if mark is flagged),
            stroke=colour,
            width=2,
        )
        for flagged, colour in ((False, MUTED), (True, FLAG))
    )


def _lone(one: Line, points: Sequence[svg.Point]) -> str:
    """A value without neighbours is no line: a dot."""
    alone = [part[0] for part in _known(points) if len(part) == 1]
    return svg.path(svg.discs(alone, 1.6), fill=STROKES[one.look].colour)


def _known(points: Sequence[svg.Point]) -> list[list[svg.Point]]:
    """The stretches of points between gaps."""
    return [list(part) for known, part in groupby(points, _is_known) if known]


def _is_known(point: svg.Point) -> bool:
    return isfinite(point[0]) and isfinite(point[1])


def _stepped(part: Sequence[svg.Point]) -> list[svg.Point]:
    steps = [part[0]]
    for (x0, y0), (x1, y1) in pairwise(part):
        middle = (x0 + x1) / 2
        steps += [(middle, y0), (middle, y1)]
    return [*steps, part[-1]]


def _parted(marks: Sequence[bool], points: Sequence[svg.Point]) -> tuple[Sequence[svg.Point], Sequence[svg.Point]]:
    """Known points that are not flagged, and those that are, as far as they can be seen apart."""
    marks = marks or (False,) * len(points)
    parts = (
        [point for point, mark in zip(points, marks, strict=True) if bool(mark) is flagged and _is_known(point)]
        for flagged in (False, True)
    )
    plain, marked = map(thinned_marks, parts)
    return plain, marked


def _flagged(flagged: Sequence[bool], points: Sequence[svg.Point]) -> str:
    return flags_of(_parted(flagged, points)[1], size=8)


def _bar(foot: svg.Point, top: svg.Point, half: float, *, across: bool) -> str:
    if across:
        left, right = sorted((foot[0], top[0]))
        return svg.box(left, top[1] - half, right - left, 2 * half)
    low, high = sorted((foot[1], top[1]))
    return svg.box(top[0] - half, low, 2 * half, high - low)


def _cap(at: svg.Point, *, across: bool) -> str:
    x, y = at
    ends = [(x, y - CAP_PX), (x, y + CAP_PX)] if across else [(x - CAP_PX, y), (x + CAP_PX, y)]
    return svg.through(ends)


def _middles(one: Intervals, middle: Sequence[svg.Point]) -> str:
    if not one.sided:
        return svg.path("".join(svg.box(x - 4, y - 4, 8, 8) for x, y in middle), fill=SERIES)
    drawn = ""
    for side, colour in ((-1, SERIES), (1, FLAG)):
        here = [(x, y, 11.0) for (x, y), value in zip(middle, one.value, strict=True) if (value > 0) is (side < 0)]
        drawn += svg.path(svg.pointing_aside(here, side), fill=colour)
    return drawn
