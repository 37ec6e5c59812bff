"""A whole log as SVG: a row for each year, a square for each day with a run."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from runrisk.charts.colours import FLAG, GRID, INK, MUTED, PAPER, SHADES
from runrisk.charts.day_marks import DAYS_IN_WEEK, FLAGGED_RUN, HOLE, PAIN
from runrisk.charts.drawing import elements as svg
from runrisk.charts.drawing.keys import KeyEntry, set_key
from runrisk.charts.drawing.text_widths import width_px
from runrisk.charts.plot import Years
from runrisk.charts.shades import shade_bounds, shade_labels
from runrisk.charts.year_rows import WEEKS_IN_ROW, DayPlace, YearDays, breaks_of, holes_of, spots_of
from runrisk.wording import Wording

NAMES_PX, MONTHS_PX = 36.0, 18.0
MOST_PX = 11.0
"""Side of a day's place at most [px]: ten years in a screen and a half. Our choice."""
CELL = 0.86
BETWEEN = 1.4
"""What lies between two years, in places."""
RACE, BREAK, PERIOD = "race", "14 days or more without a run", "the days this report speaks of"
NO_RECORD = "no record"


@dataclass(frozen=True, kw_only=True, slots=True)
class _Sheet:
    """The places of days [px]."""

    spots: tuple[DayPlace, ...]
    side: float
    top: float

    def middle(self, number: int) -> svg.Point:
        spot = self.spots[number]
        return NAMES_PX + (spot.week + 0.5) * self.side, self.row_top(spot.row) + (spot.weekday + 0.5) * self.side

    def row_top(self, row: int) -> float:
        return self.top + MONTHS_PX + row * (DAYS_IN_WEEK + BETWEEN) * self.side


def draw_years(years: Years, width: float, top: float, wording: Wording, prefix: str) -> tuple[str, float]:
    """The rows of all years with a key below, and their height [px]."""
    spots = spots_of(years.days)
    sheet = _Sheet(spots=spots, side=min((width - NAMES_PX) / WEEKS_IN_ROW, MOST_PX), top=top)
    rows = spots[-1].row + 1
    end = sheet.row_top(rows) - (BETWEEN - 1.0) * sheet.side
    key, key_px = set_key(list(_key(years, wording, prefix)), 0, end + 6, width)
    drawn = (_names(years, sheet), *_days(years, sheet, prefix), _period(years, sheet), key)
    return "".join(drawn), end + 6 + key_px - top


def _days(years: Years, sheet: _Sheet, prefix: str) -> Iterator[str]:
    days, side = years.days, sheet.side
    at = np.array([sheet.middle(number) for number in range(len(sheet.spots))])
    far = np.array(days.distance_m)
    ran, known = far != 0, np.array(days.known, bool)
    holes = list(holes_of(days))
    if holes:
        yield f"<defs>{svg.hatch(f'{prefix}-hole', GRID, None, 45)}</defs>"
        boxes = "".join(_box(sheet, number) for hole in holes for number in range(hole.first, hole.last + 1))
        yield svg.path(boxes, fill=f"url(#{prefix}-hole)")
        yield "".join(_said(sheet, hole, NO_RECORD) for hole in holes)
    yield svg.round_dots(at[~ran & known].tolist(), 0.6, GRID)
    bounds = shade_bounds(far)
    shade = np.searchsorted(bounds, np.nan_to_num(far), side="left")
    for number, colour in enumerate(SHADES[len(SHADES) - 1 - len(bounds) :]):
        yield _squares(at[ran & (shade == number)], CELL * side, fill=colour)
    yield "".join(_break(sheet, one, wording=f"{one.whole_days} d") for one in breaks_of(days))
    yield _squares(at[np.array(years.race, bool)], side, fill="none", stroke=INK)
    yield svg.path(svg.discs(at[np.array(days.pain, bool)].tolist(), 0.24 * side), fill=INK)
    flagged = [(x, y + 0.1 * side) for x, y in at[np.array(days.flagged, bool)]]
    yield svg.path(svg.pointing_down(flagged, 0.85 * side), fill=FLAG, stroke=PAPER)


def _box(sheet: _Sheet, number: int) -> str:
    x, y = sheet.middle(number)
    return svg.box(x - sheet.side / 2, y - sheet.side / 2, sheet.side, sheet.side)


def _squares(at: np.ndarray, side: float, *, fill: str, stroke: str | None = None) -> str:
    shapes = "".join(svg.box(x - side / 2, y - side / 2, side, side) for x, y in at.tolist())
    return svg.path(shapes, fill=fill, stroke=stroke, width=1.2)


def _break(sheet: _Sheet, one: YearDays, *, wording: str) -> str:
    """A line over its weeks, in the middle of the row, and how long it was."""
    left, right = sheet.middle(one.first)[0], sheet.middle(one.last)[0]
    y = sheet.row_top(sheet.spots[one.first].row) + DAYS_IN_WEEK / 2 * sheet.side
    return svg.line((left, y), (right, y), INK, 1.5) + _said(sheet, one, wording)


def _said(sheet: _Sheet, one: YearDays, text: str) -> str:
    """Words over the middle of a stretch, where they have room."""
    left, right = sheet.middle(one.first)[0], sheet.middle(one.last)[0]
    if right - left < width_px(text):
        return ""
    y = sheet.row_top(sheet.spots[one.first].row) + (DAYS_IN_WEEK / 2 - 0.5) * sheet.side
    return svg.words((left + right) / 2, y, text, anchor="middle", colour=INK, halo=True)


def _period(years: Years, sheet: _Sheet) -> str:
    """A line under the weeks that the report speaks of, row by row."""
    first, last = years.period
    rows = {sheet.spots[number].row for number in range(first, last + 1)}
    drawn = []
    for row in sorted(rows):
        weeks = [sheet.spots[number].week for number in range(first, last + 1) if sheet.spots[number].row == row]
        y = sheet.row_top(row) + (DAYS_IN_WEEK + 0.4) * sheet.side
        ends = NAMES_PX + min(weeks) * sheet.side, NAMES_PX + (max(weeks) + 1) * sheet.side
        drawn.append(svg.line((ends[0], y), (ends[1], y), INK, 2))
    return "".join(drawn)


def _names(years: Years, sheet: _Sheet) -> str:
    """The months above the first row, and each year before its own."""
    first = years.days.first.year
    rows = range(sheet.spots[-1].row + 1)
    middle = (DAYS_IN_WEEK / 2) * sheet.side + 4
    named = [svg.words(0, sheet.row_top(row) + middle, str(first + row)) for row in rows]
    return "".join([*named, *_months(sheet)])


def _months(sheet: _Sheet) -> Iterator[str]:
    ends = 0.0
    for month in range(1, 13):
        name = f"{date(2001, month, 1):%b}"
        x = NAMES_PX + (date(2001, month, 1).timetuple().tm_yday // DAYS_IN_WEEK) * sheet.side
        if x >= ends:
            yield svg.words(x, sheet.top + 12, name)
            ends = x + width_px(name) + 4


def _key(years: Years, wording: Wording, prefix: str) -> Iterator[KeyEntry]:
    """What squares and marks mean, as far as there are any."""
    days = years.days
    far = np.array([wording.units.of(one) for one in days.distance_m])
    bounds = shade_bounds(far)
    shades = SHADES[len(SHADES) - 1 - len(bounds) :]
    for colour, name in zip(shades, shade_labels(bounds, wording.units), strict=True):
        yield KeyEntry(name=name, sign=svg.path(svg.box(-5, -5, 10, 10), fill=colour))
    signs: Sequence[tuple[bool, str, str]] = (
        (any(days.flagged), FLAGGED_RUN, svg.path(svg.pointing_down([(0, 4)], 9), fill=FLAG)),
        (any(days.pain), PAIN, svg.path(svg.discs([(0, 0)], 2.6), fill=INK)),
        (any(years.race), RACE, svg.path(svg.box(-5, -5, 10, 10), stroke=INK, width=1.2)),
        (any(True for _ in breaks_of(days)), BREAK, svg.line((-7, 0), (7, 0), INK, 1.5)),
        (not all(days.known), HOLE, svg.path(svg.box(-6, -5, 12, 10), fill=f"url(#{prefix}-hole)", stroke=MUTED)),
        (True, PERIOD, svg.line((-7, 0), (7, 0), INK, 2)),
    )
    yield from (KeyEntry(name=name, sign=sign) for here, name, sign in signs if here)
