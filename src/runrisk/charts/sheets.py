"""From a panel to its sheet of numbers; words and maps have none: a map must not say where it is."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import singledispatch
from math import isfinite

from runrisk.charts.day_marks import day_columns, day_notes
from runrisk.charts.plot import AnyPanel, Axis, Calendar, Forest, Panel, RoadSection, Years
from runrisk.charts.road_panel import as_panel
from runrisk.charts.series import (
    Band,
    Bars,
    Dots,
    Intervals,
    Limit,
    Line,
    Look,
    Rule,
    Series,
    Steps,
    Unknown,
    Valued,
    Values,
)
from runrisk.charts.sheet import BETWEEN, Column, Sheet, decimals_of, whole
from runrisk.charts.shown import axis_title, drawn_at, in_unit, place_name, places_title
from runrisk.charts.units import Label, has_amount, text_of, unit_name
from runrisk.wording import Wording

FLAGGED = "flagged"
EXPLANATION = ",:("
"""What begins an explanation within a name."""


@dataclass(frozen=True, kw_only=True)
class _Draft:
    """Values by name and place, while the series are gone through; limits that move come last."""

    series: dict[Label, dict[float, list[float]]] = field(default_factory=dict)
    moving: dict[Label, dict[float, list[float]]] = field(default_factory=dict)
    notes: dict[float, list[str]] = field(default_factory=lambda: defaultdict(list))
    limits: list[str] = field(default_factory=list)
    ends: set[Label] = field(default_factory=set)

    def add(self, name: Label, at: Values, value: Values, *, moving: bool = False) -> None:
        """Put values to those of the same name; what is not known is no value."""
        cells = (self.moving if moving else self.series).setdefault(name, defaultdict(list))
        for place, amount in zip(at, value, strict=True):
            if isfinite(amount):
                cells[place].append(amount)

    def note(self, at: Sequence[float], words: str) -> None:
        """Put words to places."""
        for place in at:
            if words not in self.notes[place]:
                self.notes[place].append(words)

    @property
    def all(self) -> dict[Label, dict[float, list[float]]]:
        """All series that have any value."""
        return {name: cells for name, cells in (*self.series.items(), *self.moving.items()) if cells}


def sheet_of(panel: AnyPanel, wording: Wording) -> Sheet | None:
    """The numbers of a panel as this reader sees them; None where there are none."""
    if isinstance(panel, RoadSection):
        panel = as_panel(panel)
    if isinstance(panel, Panel):
        return _panel(panel, wording)
    if isinstance(panel, Forest):
        return _forest(panel)
    if isinstance(panel, Years):
        return _years(panel, wording)
    return _calendar(panel, wording) if isinstance(panel, Calendar) else None


def _panel(panel: Panel, wording: Wording) -> Sheet | None:
    draft, places, amounts = _Draft(), panel.places, panel.amounts
    for one in panel.series:
        _take(one, draft, panel, wording)
    if not draft.all:
        return None
    at = {place for cells in draft.all.values() for place in cells} | set(draft.notes)
    on_page = tuple(sorted(at, reverse=places.turned != panel.across))
    columns = tuple(_columns(draft, on_page, amounts, wording))
    return Sheet(
        title=axis_title(amounts, wording) or "value",
        unit=unit_name(amounts.unit, wording),
        first=places_title(places),
        names=tuple(place_name(places, place, wording) for place in on_page),
        columns=columns,
        notes=tuple(", ".join(draft.notes.get(place, ())) for place in on_page) if draft.notes else (),
        limits=tuple(draft.limits),
        places=tuple(drawn_at(places, on_page, wording)),
        across=panel.across,
    )


def _columns(draft: _Draft, on_page: Values, amounts: Axis, wording: Wording) -> Iterator[Column]:
    """The series in the reader's unit; a column of whole numbers has no decimals."""
    unit = unit_name(amounts.unit, wording) if amounts.unit.behind else ""
    seen = {
        name: tuple(tuple(in_unit(amounts, tuple(cells.get(place, ())), wording)) for place in on_page)
        for name, cells in draft.all.items()
    }
    decimals = decimals_of(value for cells in seen.values() for cell in cells for value in cell)
    for name, cells in seen.items():
        said = text_of(name, wording)
        yield Column(
            heading=f"{said} [{unit}]" if said and unit else said or axis_title(amounts, wording) or "value",
            short=short_name(name or amounts.name, wording),
            cells=cells,
            decimals=0 if whole(cells) else decimals,
            unit=unit,
            between=" to " if name in draft.ends else BETWEEN,
            sides=amounts.sides,
        )


def limit_text(one: Limit | Rule, panel: Panel, wording: Wording) -> str:
    """A line across in words, with its value unless its name says one."""
    name = text_of(one.name, wording)
    axis = panel.x if one.upright else panel.y
    return name if has_amount(one.name) else f"{name} {place_name(axis, one.value, wording)}"


def short_name(name: Label, wording: Wording) -> str:
    """A name up to its explanation: "limit: 1.3 times before" -> "limit"."""
    said = ""
    for part in (name,) if isinstance(name, str) else name:
        words = text_of((part,), wording)
        ends = [words.find(sign) for sign in EXPLANATION if sign in words] if isinstance(part, str) else []
        said += words[: min(ends, default=len(words))]
        if ends:
            break
    return said.strip()


@singledispatch
def _take(one: Series, draft: _Draft, panel: Panel, wording: Wording) -> None:
    """Notes and stays say no number."""


@_take.register
def _(one: Line | Steps | Dots | Bars, draft: _Draft, panel: Panel, wording: Wording) -> None:  # noqa: ARG001
    draft.add(one.name, one.at, one.value, moving=one.look is Look.LIMIT)
    draft.note(flagged_at(one), FLAGGED)


@_take.register
def _(one: Intervals, draft: _Draft, panel: Panel, wording: Wording) -> None:  # noqa: ARG001
    draft.add(one.name, one.at, one.value)
    draft.add(one.ends_name, (*one.at, *one.at), (*one.low, *one.high))
    draft.ends.add(one.ends_name)


@_take.register
def _(one: Unknown, draft: _Draft, panel: Panel, wording: Wording) -> None:  # noqa: ARG001
    draft.note(one.at, text_of(one.name, wording))


@_take.register
def _(one: Limit | Rule, draft: _Draft, panel: Panel, wording: Wording) -> None:
    if isinstance(one, Limit) or one.name:
        draft.limits.append(limit_text(one, panel, wording))


@_take.register
def _(one: Band, draft: _Draft, panel: Panel, wording: Wording) -> None:  # noqa: ARG001
    if has_amount(one.name):  # "within 0.6 m no side is named"
        draft.limits.append(text_of(one.name, wording))


def flagged_at(one: Valued) -> Values:
    """The places that are flagged."""
    return tuple(place for place, flagged in zip(one.at, one.flagged, strict=True) if flagged) if one.flagged else ()


def _forest(panel: Forest) -> Sheet:
    """The rows with their intervals uncut."""
    return Sheet(
        title=panel.name,
        unit="",
        first="row",
        names=tuple(row.label for row in panel.rows),
        columns=(
            Column(
                heading="ratio",
                short="ratio",
                cells=tuple((row.ratio,) if row.ratio else () for row in panel.rows),
                decimals=2,
            ),
            Column(
                heading="interval",
                short="interval",
                cells=tuple(row.interval or () for row in panel.rows),
                decimals=2,
                between=" to ",
            ),
        ),
        notes=tuple(row.note for row in panel.rows),
        limits=("no difference 1",),
        places=tuple(map(float, range(len(panel.rows)))),
        across=True,
    )


def _calendar(panel: Calendar, wording: Wording) -> Sheet:
    """What each day holds: its distance, and the marks in words."""
    return Sheet(
        title="Day by day",
        unit=wording.units,
        first="day",
        names=tuple(wording.day(panel.first + timedelta(days=day)) for day in range(len(panel.distance_m))),
        columns=(
            Column(
                heading=f"distance run [{wording.units}]",
                short="distance run",
                cells=tuple((wording.units.of(far),) if far > 0 else () for far in panel.distance_m),
                decimals=1,
                unit=wording.units,
            ),
        ),
        notes=tuple(", ".join(said) for said in day_notes(panel)),
        places=day_columns(panel),
    )


def _years(panel: Years, wording: Wording) -> Sheet:
    """What each year holds: distance and longest day, and in words its days with a mark."""
    days = panel.days
    of_year: dict[int, list[int]] = {}
    for number in range(len(days.distance_m)):
        of_year.setdefault((days.first + timedelta(days=number)).year, []).append(number)
    far = [[wording.units.of(days.distance_m[day]) for day in of] for of in of_year.values()]
    known = [[one for one in year if isfinite(one)] for year in far]
    sums = tuple((sum(year),) for year in known), tuple((max(year),) if year else () for year in known)
    return Sheet(
        title="Year by year",
        unit=wording.units,
        first="year",
        names=tuple(map(str, of_year)),
        columns=tuple(
            Column(heading=f"{name} [{wording.units}]", short=name, cells=cells, decimals=1, unit=wording.units)
            for name, cells in zip(("distance run", "longest day"), sums, strict=True)
        ),
        notes=tuple(", ".join(_marked(panel, of)) for of in of_year.values()),
        places=tuple(map(float, range(len(of_year)))),
        across=True,
    )


def _marked(panel: Years, numbers: Sequence[int]) -> Iterator[str]:
    """How many of some days carry which mark."""
    for name, marks in (("flagged", panel.days.flagged), ("with pain", panel.days.pain), ("with a race", panel.race)):
        count = sum(marks[number] for number in numbers)
        if count:
            yield f"{count} {'day' if count == 1 else 'days'} {name}"
    unknown = sum(not panel.days.known[number] for number in numbers)
    if unknown:
        yield f"{unknown} days without a record"
