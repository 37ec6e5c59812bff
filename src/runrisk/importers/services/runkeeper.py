"""Runkeeper's export: a table with its units in the header and local times without a zone, and GPX files beside it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from runrisk.importers.clean_text import clean_text
from runrisk.importers.containers.entries import Entry
from runrisk.importers.formats.sport_words import sport_of_word
from runrisk.importers.services.facts import Facts
from runrisk.importers.services.localised_dates import dates
from runrisk.importers.services.path_marks import table_named
from runrisk.importers.services.recognised import Export
from runrisk.importers.services.service import Service
from runrisk.importers.services.table_rows import TableRow
from runrisk.importers.services.text_tables import csv_rows
from runrisk.importers.services.values import METRES, cell_number, duration_s, has_decimal_comma
from runrisk.model import Sport

TABLE = "cardioActivities.csv"

_LENGTHS = ("distance", "climb")
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
    cells = [_Cells(columns, units, row) for _, row in body]
    starts = dates([one.text("date") for one in cells])
    comma = has_decimal_comma([one.text(name) for one in cells for name in _LENGTHS])
    rows = [
        _row(replace(one, comma=comma), start, f"{entry.name}, line {line}")
        for (line, _), one, start in zip(body, cells, starts, strict=True)
    ]
    return Export(service="Runkeeper", prefix=prefix, tables={entry.inner.replace("\\", "/")}, rows=rows)


def _plain(name: str) -> str:
    found = _WITH_UNIT.fullmatch(name.strip())
    return (found[1] if found else name).strip().lower()


@dataclass(frozen=True)
class _Cells:
    """One row by the names of its columns; `comma` is its decimal sign where a spreadsheet saved it so."""

    columns: Mapping[str, int]
    units: Mapping[str, str]
    row: Sequence[str]
    comma: bool = False

    def text(self, name: str) -> str:
        """The cell; empty where there is none."""
        place = self.columns.get(name, len(self.row))
        return self.row[place].strip() if place < len(self.row) else ""

    def metres(self, name: str) -> float | None:
        """A length above 0 [m], by the unit in the header."""
        found = cell_number(self.text(name), comma=self.comma)
        return found * METRES[self.units[name]] if found and self.units.get(name) in METRES else None


def _row(cells: _Cells, start: datetime | str, place: str) -> TableRow:
    """One row; `start` is local and naive, or says what is wrong: that is how the table writes it."""
    word = cells.text("type")
    sport, sub_sport = sport_of_word(word)
    file = cells.text("gpx file")
    return TableRow(
        service="runkeeper",
        key=cells.text("activity id"),
        place=place,
        members=(file,) if file else (),
        problem=f"{start}: {clean_text(cells.text('date')[:60])!r}" if isinstance(start, str) else "",
        facts=Facts(
            local_start=None if isinstance(start, str) else start,
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


RUNKEEPER = Service(
    name="Runkeeper",
    begins_at=table_named(TABLE),
    read=lambda prefix, entry, _: (read_runkeeper(prefix, entry), None),
    whole=True,
    each_table=True,
)
