"""Runkeeper's export: a table with its units in the header and local times without a zone, and GPX files beside it."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from runrisk.importers.clean_text import clean_text
from runrisk.importers.containers.entries import Entry
from runrisk.importers.formats.sport_words import sport_of_word
from runrisk.importers.services.facts import Facts
from runrisk.importers.services.path_marks import table_named
from runrisk.importers.services.recognised import Export
from runrisk.importers.services.service import Service
from runrisk.importers.services.table_rows import TableRow
from runrisk.importers.services.values import METRES, cell_number, csv_rows, duration_s
from runrisk.model import Sport

TABLE = "cardioActivities.csv"

_WITH_UNIT = re.compile(r"(.+?)\s*\((.+)\)")


def read_runkeeper(prefix: str, entry: Entry) -> Export | None:
    """Return the export whose table is `entry`, in the folder `prefix`; None where it is no table of Runkeeper's.

    Raises:
        FileError: the table cannot be read.
    """
    (_, header), *body = [*csv_rows(entry.read())] or [(1, [])]
    columns = {_plain(name): place for place, name in enumerate(header)}
    units = {_plain(name): unit[2].strip().lower() for name in header if (unit := _WITH_UNIT.fullmatch(name.strip()))}
    if not {"date", "type", "distance", "duration"} <= columns.keys() or units.get("distance") not in METRES:
        return None
    rows = [_row(_Cells(columns, units, row), f"{entry.name}, line {line}") for line, row in body]
    return Export(service="Runkeeper", prefix=prefix, tables={entry.inner.replace("\\", "/")}, rows=rows)


def _plain(name: str) -> str:
    found = _WITH_UNIT.fullmatch(name.strip())
    return (found[1] if found else name).strip().lower()


class _Cells:
    """One row by the names of its columns."""

    def __init__(self, columns: Mapping[str, int], units: Mapping[str, str], row: Sequence[str]) -> None:
        self._columns = columns
        self._units = units
        self._row = row

    def text(self, name: str) -> str:
        """The cell; empty where there is none."""
        place = self._columns.get(name, len(self._row))
        return self._row[place].strip() if place < len(self._row) else ""

    def metres(self, name: str) -> float | None:
        """A length above 0 [m], by the unit in the header."""
        found = cell_number(self.text(name))
        return found * METRES[self._units[name]] if found and self._units.get(name) in METRES else None


def _row(cells: _Cells, place: str) -> TableRow:
    start = _date(cells.text("date"))
    word = cells.text("type")
    sport, sub_sport = sport_of_word(word)
    file = cells.text("gpx file")
    return TableRow(
        service="runkeeper",
        key=cells.text("activity id"),
        place=place,
        members=(file,) if file else (),
        problem="" if start else f"the date cannot be read: {clean_text(cells.text('date')[:60])!r}",
        facts=Facts(
            local_start=start,
            sport=Sport.OTHER if sport is Sport.UNKNOWN and word else sport,
            sub_sport=sub_sport,
            name=clean_text(cells.text("route name")),
            note=clean_text(cells.text("notes")),
            distance_m=cells.metres("distance"),
            elapsed_s=duration_s(cells.text("duration")),
            timer_s=duration_s(cells.text("duration")),
            ascent_m=cells.metres("climb"),
            avg_hr_bpm=cell_number(cells.text("average heart rate")) or None,
        ),
    )


def _date(cell: str) -> datetime | None:
    """The local start, naive: that is how the table writes it."""
    try:
        found = datetime.fromisoformat(cell)
    except ValueError:
        return None
    return found.replace(tzinfo=None)


RUNKEEPER = Service(
    name="Runkeeper",
    begins_at=table_named(TABLE),
    read=lambda prefix, entry, _: (read_runkeeper(prefix, entry), None),
    each_table=True,
)
