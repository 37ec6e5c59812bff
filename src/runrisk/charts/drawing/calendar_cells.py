"""A calendar as SVG: a cell for each day, a column for each week; what has no room in one strip stands in several."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

import numpy as np

from runrisk.charts.colours import FLAG, INK, MUTED, PAPER, SERIES, SHADES
from runrisk.charts.day_marks import DAYS_IN_WEEK, FLAGGED_RUN, HOLE, OTHER_SPORT, PAIN, REST, WEEKDAYS
from runrisk.charts.drawing import elements as svg
from runrisk.charts.drawing.keys import KeyEntry
from runrisk.charts.drawing.text_widths import width_px
from runrisk.charts.plot import Calendar
from runrisk.charts.shades import shade_bounds, shade_labels
from runrisk.wording import Wording

LEAST_PX, MOST_PX = 11.0, 15.0
"""Side of a day's place [px]: what can be pointed at, and no larger than it needs. Our choice."""
NAMES_PX = 30.0
MONTHS_PX = 18.0
CELL = 0.84
"""Side of the square in its place."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CalendarStrip:
    """Some weeks of a calendar side by side: the number of the first, how many, and where they stand [px]."""

    first: int
    weeks: int
    side: float
    top: float

    def middle(self, place: int) -> svg.Point:
        """The middle of a day's place, counted from the first day of the calendar's first week."""
        week, row = divmod(place, DAYS_IN_WEEK)
        return NAMES_PX + (week - self.first + 0.5) * self.side, self.top + MONTHS_PX + (row + 0.5) * self.side

    @property
    def height(self) -> float:
        """With the names of its months."""
        return MONTHS_PX + DAYS_IN_WEEK * self.side + 6


def offset_of(days: Calendar) -> int:
    """How many places of the first week lie before the first day."""
    return (days.first.weekday() - days.first_weekday) % DAYS_IN_WEEK


def strips_of(days: Calendar, width: float, top: float) -> list[CalendarStrip]:
    """The weeks in as few strips as have room, alike in length."""
    weeks = ceil((len(days.distance_m) + offset_of(days)) / DAYS_IN_WEEK)
    count = ceil(weeks * LEAST_PX / (width - NAMES_PX))
    each = ceil(weeks / count)
    side = min(MOST_PX, (width - NAMES_PX) / each)
    height = MONTHS_PX + DAYS_IN_WEEK * side + 6
    return [
        CalendarStrip(first=first, weeks=min(each, weeks - first), side=side, top=top + height * number)
        for number, first in enumerate(range(0, weeks, each))
    ]


def draw_days(days: Calendar, strips: Sequence[CalendarStrip]) -> str:
    """All days, the names of weekdays and months."""
    at = _middles(days, strips)
    side = strips[0].side
    far = np.array(days.distance_m)
    ran, known, other = far != 0, np.array(days.known, bool), np.array(days.other, bool)
    drawn = [_names(days, strip) for strip in strips]
    bounds = shade_bounds(far)
    shade = np.searchsorted(bounds, np.nan_to_num(far), side="left")
    for number, colour in enumerate(SHADES[len(SHADES) - 1 - len(bounds) :]):
        drawn.append(_squares(at[ran & (shade == number)], CELL * side, colour))
    drawn.append(svg.path(_diamonds(at[~ran & known & other], 0.26 * side), fill=PAPER, stroke=SERIES))
    drawn.append(svg.path(svg.discs(at[~ran & known & ~other].tolist(), 1.1), fill=MUTED))
    drawn.append(svg.path(svg.crosses(at[~ran & ~known].tolist(), 1.8), stroke=MUTED))
    flagged = [(x, y + 3) for x, y in at[np.array(days.flagged, bool)]]
    drawn.append(svg.path(svg.pointing_down(flagged, 0.6 * side), fill=FLAG, stroke=PAPER))
    drawn.append(_squares(at[np.array(days.pain, bool)], side - 1, "none", stroke=INK))
    return "".join(drawn)


def calendar_key(days: Calendar, wording: Wording) -> Iterator[KeyEntry]:
    """What squares and marks mean, as far as there are any."""
    far = np.array([wording.units.of(one) for one in days.distance_m])
    bounds = shade_bounds(far)
    ran, known, other = far != 0, np.array(days.known, bool), np.array(days.other, bool)
    if ran.any():
        for colour, name in zip(
            SHADES[len(SHADES) - 1 - len(bounds) :], shade_labels(bounds, wording.units), strict=True
        ):
            yield KeyEntry(name=name, sign=svg.path(svg.box(-5, -5, 10, 10), fill=colour))
    signs = (
        (~ran & known & other, OTHER_SPORT, svg.path(_diamonds(np.zeros((1, 2)), 3.5), fill=PAPER, stroke=SERIES)),
        (~ran & known & ~other, REST, svg.path(svg.discs([(0, 0)], 1.4), fill=MUTED)),
        (~ran & ~known, HOLE, svg.path(svg.crosses([(0, 0)], 2.2), stroke=MUTED)),
        (np.array(days.flagged, bool), FLAGGED_RUN, svg.path(svg.pointing_down([(0, 4)], 9), fill=FLAG)),
        (np.array(days.pain, bool), PAIN, svg.path(svg.box(-5, -5, 10, 10), stroke=INK, width=1.4)),
    )
    yield from (KeyEntry(name=name, sign=sign) for here, name, sign in signs if here.any())


def _middles(days: Calendar, strips: Sequence[CalendarStrip]) -> np.ndarray:
    """The middle of each day [px], shape (days, 2)."""
    places = range(offset_of(days), offset_of(days) + len(days.distance_m))
    each = strips[0].weeks * DAYS_IN_WEEK
    return np.array([strips[place // each].middle(place) for place in places])


def _squares(at: np.ndarray, side: float, fill: str, stroke: str | None = None) -> str:
    shapes = "".join(svg.box(x - side / 2, y - side / 2, side, side) for x, y in at.tolist())
    return svg.path(shapes, fill=fill, stroke=stroke, width=1.4)


def _diamonds(at: np.ndarray, half: float) -> str:
    h = svg.px(half)
    return "".join(f"M{svg.px(x)} {svg.px(y - half)}l{h} {h}l-{h} {h}l-{h} -{h}z" for x, y in at.tolist())


def _names(days: Calendar, strip: CalendarStrip) -> str:
    rows = [
        svg.words(
            0,
            strip.middle(strip.first * DAYS_IN_WEEK + row)[1] + 4,
            WEEKDAYS[(days.first_weekday + row) % DAYS_IN_WEEK][:3],
        )
        for row in range(0, DAYS_IN_WEEK, 2)
    ]
    begin = days.first - timedelta(days=offset_of(days))
    return "".join([*rows, *(svg.words(x, strip.top + 12, name) for x, name in _fitting(_months(begin, strip), strip))])


def _fitting(months: Sequence[tuple[float, str]], strip: CalendarStrip) -> Iterator[tuple[float, str]]:
    """The last name, moved inside the strip, and of the others those that have room."""
    at, last = months[-1]
    right = min(at, max(NAMES_PX + strip.weeks * strip.side - width_px(last), NAMES_PX))
    ends = 0.0
    for x, name in months[:-1]:
        if ends <= x and x + width_px(name) + 4 <= right:
            yield x, name
            ends = x + width_px(name) + 4
    yield right, last


def _months(begin: date, strip: CalendarStrip) -> list[tuple[float, str]]:
    """Each month above its first whole week, January by its year; without a January the last month has the year."""
    starts = [(week, begin + timedelta(weeks=week)) for week in range(strip.first, strip.first + strip.weeks)]
    kept = [(week, day) for week, day in starts if day.day <= DAYS_IN_WEEK] or starts[:1]
    named = [(week, f"{day:%Y}" if day.month == 1 else f"{day:%b}") for week, day in kept]
    if all(day.month > 1 for _, day in kept):
        week, day = kept[-1]
        named[-1] = (week, f"{day:%b %Y}")
    return [(NAMES_PX + (week - strip.first) * strip.side, name) for week, name in named]
