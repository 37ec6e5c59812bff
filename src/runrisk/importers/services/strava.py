"""Strava's bulk export: gear, names, notes, effort and competitions, and runs that were typed in.

Only `activities.csv` and `shoes.csv` are opened, and the recordings. Dates are UTC without saying so.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from runrisk.importers.clean_text import clean_text
from runrisk.importers.containers.entries import Entry
from runrisk.importers.recording import unknown_sport
from runrisk.importers.services.facts import Facts
from runrisk.importers.services.localised_dates import dates
from runrisk.importers.services.path_marks import table_named
from runrisk.importers.services.recognised import Export
from runrisk.importers.services.service import Service
from runrisk.importers.services.strava_columns import FILE, Columns, find_columns
from runrisk.importers.services.strava_words import strava_sport
from runrisk.importers.services.table_rows import TableRow
from runrisk.importers.services.text_tables import csv_rows
from runrisk.importers.services.values import cell_number, has_decimal_comma
from runrisk.model import Gear, Sport

TABLE = "activities.csv"
_SHOES = "shoes.csv"
_DEFAULT_FOR = 3
"""Column of the kinds of sport that a pair is the default of (recalled: no export with one was at hand)."""
_ON_FOOT = frozenset({Sport.RUNNING, Sport.WALKING, Sport.HIKING})
_HARDEST = 10
_NUMBERS = (5, 6)
_NAME, _TYPE, _DESCRIPTION, _ELAPSED, _DISTANCE = 2, 3, 4, 5, 6
_CLIMB_AFTER, _FALL_AFTER, _HEART_RATE_AFTER = 8, 9, 19
"""Columns so many right of the file's, in layouts with the second block."""


def read_strava(prefix: str, entry: Entry, entries: Mapping[str, Entry]) -> Export | None:
    """Return the export that begins at `prefix`; None where its table is not Strava's.

    Args:
        prefix: path of the table's folder.
        entry: the table.
        entries: the files of the container by path.

    Raises:
        FileError: the table cannot be read.
    """
    (_, header), *body = [*csv_rows(entry.read())] or [(1, [])]
    rows = [(line, [*row, *[""] * (len(header) - len(row))]) for line, row in body]
    columns = find_columns(header, [row for _, row in rows])
    if columns is None:
        return None
    shelf = [*csv_rows(entries[prefix + _SHOES].read())][1:] if prefix + _SHOES in entries else []
    pairs = [[cell.strip() for cell in row] for _, row in shelf]
    shoes = frozenset(name for pair in pairs for name in _spelled(pair))
    table = _Table(columns, [row for _, row in rows], shoes)
    return Export(
        service="Strava",
        prefix=prefix,
        tables={entry.inner.replace("\\", "/")} | ({prefix + _SHOES} & entries.keys()),
        gear=[
            Gear(name=name, is_default=_by_default(pair))
            for pair in pairs
            for name in _spelled(pair)
            if name in table.worn
        ],
        rows=[table.row(number, f"{entry.name}, line {line}") for number, (line, _) in enumerate(rows)],
    )


def _spelled(pair: Sequence[str]) -> Iterator[str]:
    """The names of a pair of shoes: by itself, and after brand and model, as activities name it."""
    for order in (pair[:1], pair[1:3]):
        name = " ".join(cell for cell in order if cell)
        if name:
            yield name


def _by_default(pair: Sequence[str]) -> bool:
    """Whether runs get a pair where nothing else is said: its kinds of sport stand in the fourth column."""
    return len(pair) > _DEFAULT_FOR and "run" in pair[_DEFAULT_FOR].lower()


class _Table:
    """The rows of the table, and what only the whole column tells: the order of dates, the decimal sign."""

    def __init__(self, columns: Columns, rows: Sequence[Sequence[str]], shoes: frozenset[str]) -> None:
        self._columns = columns
        self._rows = rows
        self._shoes = shoes
        self.worn = {row[columns.gear].strip() for row in rows}
        self._dates = dates([row[1] for row in rows])
        measured = [*_NUMBERS, *([columns.exact + 2] if columns.exact else [])]
        self._comma = has_decimal_comma([row[place] for row in rows for place in measured])

    def row(self, number: int, place: str) -> TableRow:
        """One row of the table."""
        cells, when = self._rows[number], self._dates[number]
        path = cells[self._columns.file].strip()
        start = when.replace(tzinfo=UTC) if isinstance(when, datetime) else None
        return TableRow(
            service="strava",
            key=cells[0].strip(),
            place=place,
            facts=self._facts(cells, start),
            members=(path,) if FILE.fullmatch(path) else (),
            problem="" if start else f"{when}: {clean_text(cells[1][:60])!r}",
        )

    def _facts(self, cells: Sequence[str], start: datetime | None) -> Facts:
        columns = self._columns
        sport, sub_sport = strava_sport(cells[_TYPE])
        notes = (cells[_DESCRIPTION], cells[columns.private_note] if columns.private_note is not None else "")
        rpe = self._number(cells, columns.rpe)
        return Facts(
            start_utc=start,
            sport=sport,
            sub_sport=sub_sport,
            name=clean_text(cells[_NAME]),
            race=True if self._number(cells, columns.race) == 1 else None,
            shoe=self._shoe(cells[columns.gear], sport),
            rpe=rpe if rpe is not None and 0 < rpe <= _HARDEST else None,
            note=clean_text("\n".join(note.strip() for note in notes if note.strip())),
            warnings=unknown_sport(cells[_TYPE]) if sport is Sport.UNKNOWN else (),
            **self._measures(cells),
        )

    def _measures(self, cells: Sequence[str]) -> dict[str, Any]:
        exact, file = self._columns.exact, self._columns.file
        if exact is None:
            metres = self._number(cells, _DISTANCE, 1.0 if self._columns.old else 1000.0)
            return {"elapsed_s": self._number(cells, _ELAPSED), "distance_m": metres}
        return {
            "elapsed_s": self._number(cells, exact) or self._number(cells, _ELAPSED),
            "moving_s": self._number(cells, exact + 1),
            "distance_m": self._number(cells, exact + 2),
            "ascent_m": self._number(cells, file + _CLIMB_AFTER),
            "descent_m": self._number(cells, file + _FALL_AFTER),
            "avg_hr_bpm": self._number(cells, file + _HEART_RATE_AFTER),
        }

    def _number(self, cells: Sequence[str], place: int | None, factor: float = 1.0) -> float | None:
        """A number above 0; Strava writes 0 and nothing alike for what was not measured."""
        found = cell_number(cells[place], comma=self._comma) if place is not None and place < len(cells) else None
        return found * factor if found else None

    def _shoe(self, gear: str, sport: Sport) -> str | None:
        """The gear's name where it is no bike's."""
        return clean_text(gear) if sport in _ON_FOOT or gear.strip() in self._shoes else None


STRAVA = Service(
    name="Strava",
    begins_at=table_named(TABLE),
    read=lambda prefix, entry, entries: (read_strava(prefix, entry, entries), None),
    whole=True,
    each_table=True,
)
