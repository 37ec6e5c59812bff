"""Zepp's export (Amazfit): a table of workouts with their start in UTC; no tracks, no titles. Known from public parsers."""

import re
from collections.abc import Iterator, Mapping, Sequence

from runrisk.errors import FileError
from runrisk.importers.containers.entries import Entry, failed
from runrisk.importers.formats.sport_words import sport_of_word
from runrisk.importers.formats.xml_times import parse_time
from runrisk.importers.recording import unknown_sport
from runrisk.importers.services.facts import Facts
from runrisk.importers.services.path_marks import folder_of
from runrisk.importers.services.recognised import Export
from runrisk.importers.services.service import Service
from runrisk.importers.services.table_rows import TableRow
from runrisk.importers.services.text_tables import Row, csv_rows
from runrisk.importers.services.values import above_zero
from runrisk.model import FileResult, Sport

_NAME = "Zepp (Amazfit)"
_TABLE = re.compile(r"(?:^|/)SPORT_\d+\.csv$", re.IGNORECASE)
_OWN_FOLDER = re.compile(r"(?<![^/])SPORT/$", re.IGNORECASE)
_NEEDED = {"type", "starttime", "sporttime(s)"}
_SPORTS = {
    "1": "running",
    "6": "walking",
    "7": "trail_running",
    "8": "treadmill_running",
    "9": "cycling",
    "10": "indoor_cycling",
    "52": "strength_training",
}


def read_zepp(prefix: str, entries: Mapping[str, Entry]) -> tuple[Export | None, FileResult | None]:
    """Return the export of a folder, and what is wrong with the first of its tables that cannot be read.

    Args:
        prefix: path of the folder that holds SPORT, or the table itself.
        entries: the files of the container by path.
    """
    tables = [path for path in entries if path.startswith(prefix) and _TABLE.search(path)]
    rows, problems = dict[str, TableRow](), list[FileResult]()
    for path in tables:
        try:
            table = [*csv_rows(entries[path].read())]
        except FileError as error:
            problems.append(failed(entries[path].name, error))
            continue
        for row in _rows(table, entries[path].name):
            rows.setdefault(row.sha256, row)
    export = Export(service=_NAME, prefix=prefix, tables=tables, rows=list(rows.values()))
    return export, next(iter(problems), None)


def _rows(table: Sequence[Row], name: str) -> Iterator[TableRow]:
    names = [cell.strip().lower() for cell in table[0][1]] if table else []
    if not set(names) >= _NEEDED:
        return
    for line, cells in table[1:]:
        facts = _facts(dict(zip(names, cells, strict=False)))
        yield TableRow(
            service=_NAME,
            key=f"{facts.start_utc} {cells[0]}" if facts.start_utc else "",
            place=f"{name}, line {line}",
            facts=facts,
            problem="" if facts.start_utc else "has no start time",
        )


def _facts(cells: Mapping[str, str]) -> Facts:
    """What a row says; "null" and -1 stand for nothing."""
    word = cells.get("type", "").strip()
    sport, sub_sport = sport_of_word(_SPORTS.get(word, ""))
    lasted_s = above_zero(cells.get("sporttime(s)"))
    return Facts(
        start_utc=parse_time(cells.get("starttime", "").strip()[:40]),
        sport=sport,
        sub_sport=sub_sport,
        distance_m=above_zero(cells.get("distance(m)")),
        elapsed_s=lasted_s,
        timer_s=lasted_s,
        avg_hr_bpm=above_zero(cells.get("avgheartrate")),
        warnings=unknown_sport(word) if sport is Sport.UNKNOWN else (),
    )


def _begins_at(path: str) -> str | None:
    """The folder around SPORT, or that of the table where it stands alone."""
    return _OWN_FOLDER.sub("", folder_of(path)) if _TABLE.search(path) else None


ZEPP = Service(
    name=_NAME,
    begins_at=_begins_at,
    read=lambda prefix, _, entries: read_zepp(prefix, entries),
    whole=True,
)
