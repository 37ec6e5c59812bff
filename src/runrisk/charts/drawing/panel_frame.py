"""Where a panel's axes stand, and what is named along them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from math import isfinite

from runrisk.charts.colours import GRID, INK, MUTED
from runrisk.charts.drawing import elements as svg
from runrisk.charts.drawing.scales import Named, Scale, month_names, months_between, named_days, round_places
from runrisk.charts.drawing.text_widths import cut_to, lines_of, width_px
from runrisk.charts.plot import Axis, Panel
from runrisk.charts.series import Bars, Dots, Intervals, Limit, Line, Rule, Series, Stay, Steps, Unknown
from runrisk.charts.shown import axis_title, in_unit
from runrisk.charts.units import EPOCH, sided, text_of
from runrisk.wording import Wording

BAR_WIDTH = 0.8
"""Of a bar that stands for no stretch of days [places]."""
AROUND = 0.04
"""Room beyond the outermost values, where an axis has no ends of its own [share of it]."""
MIDDLE_OF_MONTH = 13.0
"""The day below whose place a month's name stands [days from its first]: the middle of its bar."""
NAMES_SHARE = 0.4
"""Names beside lying bars take so much of the width at most. Our choice."""
MOST_STEPS = 5
"""So many steps of values at most: each number is read for itself. Our choice."""
LINE_PX, NUMBER_PX, TICK_PX = 16.0, 18.0, 4.0
RIGHT_PX = 12.0
"""Room to the right of the axes for half of the last name."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Ruler:
    """An axis with its scale and the places that it names."""

    axis: Axis
    scale: Scale
    named: tuple[Named, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class AxesFrame:
    """A panel's axes in the drawing [px]; `last`: whether the places are named below it."""

    panel: Panel
    x: Ruler
    y: Ruler
    top: float
    last: bool

    def point(self, at: float, value: float) -> svg.Point:
        """Where a place and a value meet, both in the reader's units."""
        return (self.x.scale(value), self.y.scale(at)) if self.panel.across else (self.x.scale(at), self.y.scale(value))

    @property
    def left(self) -> float:
        """Where the axes begin."""
        return self.x.scale.start

    @property
    def right(self) -> float:
        """Where they end."""
        return self.x.scale.stop

    @property
    def floor(self) -> float:
        """Their lower end."""
        return self.y.scale.start

    @property
    def roof(self) -> float:
        """Their upper end."""
        return self.y.scale.stop


def place_span(panel: Panel, wording: Wording) -> tuple[float, float]:
    """The ends of the axis of places in the reader's unit."""
    axis = panel.places
    found = [at for one in panel.series for at in _places(one, axis)]
    return _ends(axis, found, wording) or (0.0, 1.0)


def amount_span(panel: Panel, wording: Wording) -> tuple[float, float]:
    """The ends of the axis of values in the reader's unit."""
    found = [value for one in panel.series for value in _amounts(one, across=panel.across)]
    return _ends(panel.amounts, found, wording) or (0.0, 1.0)


def _ends(axis: Axis, found: Sequence[float], wording: Wording) -> tuple[float, float] | None:
    if axis.ends:
        low, high = in_unit(axis, axis.ends, wording)
        return low, high
    known = [value for value in found if isfinite(value)]
    if axis.names:
        return -0.5, len(axis.names) - 0.5
    if not known:
        return None
    low, high = in_unit(axis, (min(known), max(known)), wording)
    spare = AROUND * (high - low) or 0.5
    return low - spare, high + spare


def _places(one: Series, axis: Axis) -> Iterator[float]:
    if isinstance(one, Bars):
        half = (axis.stretch or BAR_WIDTH * axis.unit.size) / 2
        yield from chain.from_iterable((at + axis.stretch / 2 - half, at + axis.stretch / 2 + half) for at in one.at)
    elif isinstance(one, Line | Steps | Dots | Intervals | Unknown):
        yield from (at + axis.stretch / 2 for at in one.at)
    elif isinstance(one, Stay):
        yield from (one.first, one.last)


def _amounts(one: Series, *, across: bool) -> Iterator[float]:
    if isinstance(one, Bars):
        feet = one.foot or (0.0,) * len(one.value)
        yield from chain.from_iterable((foot, foot + value) for foot, value in zip(feet, one.value, strict=True))
    elif isinstance(one, Dots) and one.stems:
        yield from (0.0, *one.value)
    elif isinstance(one, Line | Steps | Dots):
        yield from one.value
    elif isinstance(one, Intervals):
        yield from (*one.value, *one.low, *one.high)
    elif isinstance(one, Limit | Rule) and one.upright is across:
        yield one.value


def names_px(panel: Panel, wording: Wording, height: float, width: float) -> float:
    """The room that numbers or names beside the axis upwards take [px]."""
    axis = panel.y
    if axis.hidden:
        return 0.0
    if axis.names:
        return min(max(map(width_px, axis.names), default=0.0), NAMES_SHARE * width) + 2 * TICK_PX
    low, high = place_span(panel, wording) if panel.across else amount_span(panel, wording)
    named = _numbers(axis, Scale(low=low, high=high, start=height, stop=0), wording, MOST_STEPS)
    return max((width_px(name) for _, name in named), default=0.0) + 2 * TICK_PX


def ruler(axis: Axis, scale: Scale, wording: Wording, *, upwards: bool) -> Ruler:
    """An axis with what it names."""
    if axis.hidden:
        return Ruler(axis=axis, scale=scale, named=())
    if axis.names:
        named: list[Named] = [(float(place), name) for place, name in enumerate(axis.names)]
    elif axis.each_month:
        named = [(at + MIDDLE_OF_MONTH, name) for at, name in _all_months(scale)]
    elif axis.days:
        named = named_days(scale, min(axis.labels_most, int(scale.length // 48) or 1))
    else:
        named = _numbers(axis, scale, wording, MOST_STEPS if upwards else max(2, int(scale.length // 70)))
    return Ruler(axis=axis, scale=scale, named=tuple(one for one in named if scale.holds(one[0])))


def _all_months(scale: Scale) -> list[Named]:
    starts = months_between(scale)
    step = 1 if scale.length >= 34 * len(starts) else 2
    return month_names([(float((day - EPOCH).days), day) for day in starts][::step])


def _numbers(axis: Axis, scale: Scale, wording: Wording, most: int) -> list[Named]:
    places = in_unit(axis, axis.ticks, wording) if axis.ticks else round_places(scale, most)
    return [(place, sided(float(f"{place:.6g}"), None, axis.sides, wording)) for place in places]


def draw_axes(frame: AxesFrame, wording: Wording) -> str:
    """Grid, numbers and names of a panel; what is counted stands above it, what is counted to the right below."""
    return "".join(chain(_title(frame, wording), _upwards(frame), _along(frame, wording)))


def _title(frame: AxesFrame, wording: Wording) -> Iterator[str]:
    panel, y = frame.panel, frame.top + 11
    if panel.title:
        title = cut_to(text_of(panel.title, wording), frame.right)
        yield svg.words(0, y, title, colour=INK, bold=True)
        y += LINE_PX
    counted = "" if panel.y.hidden else axis_title(panel.y, wording)
    if counted:
        yield svg.words(0, y, cut_to(counted, frame.right))


def title_px(panel: Panel, wording: Wording) -> float:
    """The height of what stands above the axes [px]."""
    counted = not panel.y.hidden and bool(axis_title(panel.y, wording))
    return LINE_PX * (bool(panel.title) + counted) + 6


def _upwards(frame: AxesFrame) -> Iterator[str]:
    rule, panel = frame.y, frame.panel
    for at, name in rule.named:
        y = rule.scale(at)
        if not panel.across:
            yield svg.line((frame.left, y), (frame.right, y), GRID)
        shown = cut_to(name, frame.left - 2 * TICK_PX) if panel.y.names else name
        yield svg.words(frame.left - 2 * TICK_PX, y + 4, shown, anchor="end", colour=INK if panel.y.names else MUTED)
    if panel.across:
        yield svg.line((frame.left, frame.roof), (frame.left, frame.floor), MUTED)


def _along(frame: AxesFrame, wording: Wording) -> Iterator[str]:
    rule = frame.x
    yield svg.line((frame.left, frame.floor), (frame.right, frame.floor), MUTED)
    if not frame.last:
        return
    ends = -1.0
    for at, name in sorted(rule.named, key=lambda one: rule.scale(one[0])):
        x, half = rule.scale(at), width_px(name) / 2
        yield svg.line((x, frame.floor), (x, frame.floor + TICK_PX), MUTED)
        middle = min(max(x, half), frame.right + RIGHT_PX - half)
        if middle - half > ends:
            yield svg.words(middle, frame.floor + 16, name, anchor="middle")
            ends = middle + half + 4
    for number, words in enumerate(_counted_along(frame.panel, frame.right, wording), start=2):
        yield svg.words(frame.right, frame.floor + LINE_PX * number, words, anchor="end")


def below_px(panel: Panel, width: float, wording: Wording) -> float:
    """The height of what stands below the axes [px]."""
    lines = len(_counted_along(panel, width - RIGHT_PX, wording))
    return TICK_PX if panel.x.hidden else NUMBER_PX + 4 + LINE_PX * lines


def _counted_along(panel: Panel, width: float, wording: Wording) -> list[str]:
    """What is counted to the right, in lines of this width."""
    return [] if panel.x.hidden else lines_of(axis_title(panel.x, wording), width)
