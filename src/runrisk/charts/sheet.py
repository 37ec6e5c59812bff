"""The numbers of a plot as a sheet: what the table shows and what is said to who points at a place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from runrisk.charts.units import sided
from runrisk.wording import Wording

MOST_ROWS = 400
"""A table in a page ends here, or the page would be mostly tables. Our choice: a year of days, and a month more."""
DECIMALS = ((10.0, 2), (1000.0, 1))
"""Decimals where the largest number of a chart is below a bound: more cannot be read from it. Our choice."""
WHOLE = 1e-9
"""A number this close to a whole one is whole."""
BETWEEN = "; "
"""Between several values of one place."""
NOTE = "note"
"""The name of the column of words."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Numbers:
    """What one set of axes shows.

    Attributes:
        title: what the values are, with their unit.
        columns: the name of each column; the first tells the rows apart.
        rows: the cells of each row, in the order on the page; empty where nothing was drawn.
        limits: the lines across the axes, each in words with its value.
        places: where each row stands along its axis, in the coordinates of the axes.
        across: whether that axis is y.
        left_out: how many rows before these are not shown.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    limits: tuple[str, ...] = ()
    places: tuple[float, ...]
    across: bool = False
    left_out: int = 0

    def newest(self, most: int = MOST_ROWS) -> "Numbers":
        """The last rows, and how many others there are."""
        return replace(self, rows=self.rows[-most:], places=self.places[-most:], left_out=max(len(self.rows) - most, 0))


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """A series in the reader's unit.

    Attributes:
        heading: its name with its unit.
        short: its name where space is short.
        cells: the values at each place, none or several.
        decimals: how many its numbers have.
        unit: what stands behind its numbers.
        between: what parts several numbers.
        sides: what lies below and above 0, in place of a sign.
    """

    heading: str
    short: str
    cells: tuple[tuple[float, ...], ...]
    decimals: int
    unit: str = ""
    between: str = BETWEEN
    sides: tuple[str, str] | None = None

    def text(self, row: int, wording: Wording) -> str:
        """The cell of a row."""
        return self.between.join(self.number(value, wording) for value in self.cells[row])

    def number(self, value: float, wording: Wording) -> str:
        """One of its numbers."""
        return sided(value, self.decimals, self.sides, wording)


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """All numbers of a panel, by place, in the order on the page.

    Attributes:
        title: what the values are, with their unit.
        unit: that unit.
        first: what the places are.
        names: what each place is called.
        columns: the series.
        notes: words on each place; empty where there are none at all.
        limits: the lines across, in words.
        places: where each row stands, in the coordinates of the axes.
        across: whether they stand along y.
    """

    title: str
    unit: str
    first: str
    names: tuple[str, ...]
    columns: tuple[Column, ...]
    notes: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    places: tuple[float, ...]
    across: bool = False

    def numbers(self, wording: Wording) -> Numbers:
        """The sheet as a table of text."""
        columns = [[column.text(row, wording) for row in range(len(self.places))] for column in self.columns]
        notes = [list(self.notes)] if self.notes else []
        return Numbers(
            title=self.title,
            columns=(
                self.first,
                *(column.heading for column in self.columns),
                *([NOTE] if self.notes else []),
            ),
            rows=tuple(zip(self.names, *columns, *notes, strict=True)),
            limits=self.limits,
            places=self.places,
            across=self.across,
        )

    def says(self, rows: Sequence[int], wording: Wording) -> str:
        """What stands in some neighbouring rows, in one line: "2026-03-02: distance 14.2 km, limit 15.0 km"."""
        names = list(dict.fromkeys((self.names[rows[0]], self.names[rows[-1]])))
        said = [self._said(column, rows, wording) for column in self.columns]
        said += dict.fromkeys(self.notes[row] for row in rows) if self.notes else []
        return f"{' to '.join(names)}: {', '.join(filter(None, said))}"

    def _said(self, column: Column, rows: Sequence[int], wording: Wording) -> str:
        if len(rows) == 1:
            text = column.text(rows[0], wording)
        else:
            known = [value for row in rows for value in column.cells[row]]
            ends = [column.number(end(known), wording) for end in (min, max)] if known else []
            text = " to ".join(dict.fromkeys(ends))
        if not text:
            return ""
        if len(self.columns) == 1 and self.unit:
            return f"{text} {self.unit}"
        return f"{column.short} {text} {column.unit}".strip()


def decimals_of(amounts: Iterable[float]) -> int:
    """How many decimals these numbers are written with."""
    top = max(map(abs, amounts), default=0.0)
    return next((decimals for below, decimals in DECIMALS if top < below), 0)


def whole(cells: Iterable[Iterable[float]]) -> bool:
    """Whether all these are whole numbers, which are written without decimals."""
    return all(abs(value - round(value)) < WHOLE for cell in cells for value in cell)
