"""Mi Fitness' export: a table of workouts, each a piece of JSON in one cell; the tracks are links, and not followed.

Known from public parsers. A table that a spreadsheet saved again has lost its quotes, or writes signs as UTF-7: a line is
therefore taken apart at the braces of its JSON.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta

from runrisk.errors import FileError
from runrisk.importers.containers.entries import Entry
from runrisk.importers.formats.sport_words import sport_of_word
from runrisk.importers.recording import unknown_sport
from runrisk.importers.services.facts import Facts
from runrisk.importers.services.path_marks import file_named
from runrisk.importers.services.recognised import Export
from runrisk.importers.services.service import Service
from runrisk.importers.services.table_rows import TableRow
from runrisk.importers.services.text_tables import decoded
from runrisk.importers.services.values import above_zero, json_of, mapping, text
from runrisk.model import FileResult, Sport

_NAME = "Mi Fitness"
_WORKOUTS = re.compile(r"sport_record[^/]*\.csv$", re.IGNORECASE)
_NEEDED = {"key", "time", "value"}
_UTF7 = re.compile(r"\+([A-Za-z0-9/]{2,})-")
_UTF7_MARKS = ("+AF8-", "+ACI")
"""An underscore and a quote, as UTF-7 writes them."""
_WORDS = {
    "indoor_run": "indoor_running",
    "riding": "cycling",
    "indoor_riding": "indoor_cycling",
    "pool_swimming": "lap_swimming",
    "free_training": "other",
    "high_interval_training": "other",
}
"""Its words for sports beside those in `sport_words`."""
_LAST_S = 4e9
"""Later starts are faults [s since 1970]: the year 2096. Our choice."""


def read_mi_fitness(path: str, entry: Entry) -> tuple[Export | None, FileResult | None]:
    """Return the export of a table; one without rows for its other tables, which are personal; None for no table of it.

    Raises:
        FileError: it cannot be read.
    """
    if not _WORKOUTS.search(path):
        return Export(service=_NAME, prefix=path, tables=()), None
    header, *lines = _plain(decoded(entry.read())).splitlines() or [""]
    names = [name.strip(' "').lower() for name in header.split(",")]
    if not set(names) >= _NEEDED:
        return None, None
    rows = {row.sha256: row for row in _rows(names, lines, entry.name)}
    return Export(service=_NAME, prefix=path, tables={path}, rows=list(rows.values())), None


def _plain(told: str) -> str:
    """The text without UTF-7, where a spreadsheet left it."""
    if not any(mark in told for mark in _UTF7_MARKS):
        return told
    return _UTF7.sub(lambda found: found[0].encode("ascii").decode("utf-7", "replace"), told)


def _rows(names: list[str], lines: list[str], table: str) -> Iterator[TableRow]:
    for number, line in enumerate(lines, 2):
        begin, end = line.find("{"), line.rfind("}")
        cells = dict(zip(names, (cell.strip(' "') for cell in line[: max(begin, 0)].split(",")), strict=False))
        if not line.strip():
            continue
        facts = _facts(cells, line[begin : end + 1].replace('""', '"'))
        yield TableRow(
            service=_NAME,
            key=f"{facts.start_utc} {cells.get('key')}" if facts.start_utc else "",
            place=f"{table}, line {number}",
            facts=facts,
            problem="" if facts.start_utc else "has no start time",
        )


def _facts(cells: Mapping[str, str], value: str) -> Facts:
    try:
        told = mapping(json_of(value.encode()))
    except FileError:
        told = {}
    sport, sub_sport, warnings = _sport(cells.get("key", ""), cells.get("category", ""))
    start_s, end_s = (
        above_zero(told.get("start_time")) or above_zero(cells.get("time")),
        above_zero(told.get("end_time")),
    )
    timer_s, steps = above_zero(told.get("duration")), above_zero(told.get("steps"))
    span_s = end_s - start_s if start_s and end_s else 0.0
    return Facts(
        start_utc=datetime.fromtimestamp(0, UTC) + timedelta(seconds=start_s)
        if start_s and start_s <= _LAST_S
        else None,
        sport=sport,
        sub_sport=sub_sport,
        distance_m=above_zero(told.get("distance")),
        elapsed_s=max(span_s, timer_s or 0.0) or None,
        timer_s=timer_s,
        avg_hr_bpm=above_zero(told.get("avg_hrm")),
        avg_cadence_spm=steps / timer_s * 60 if steps and timer_s and sport is Sport.RUNNING else None,
        warnings=warnings,
    )


def _sport(key: str, category: str) -> tuple[Sport, str | None, tuple[str, ...]]:
    for word in (key, category):
        plain = word.lower().removesuffix("_class").removeprefix("outdoor_")
        sport, sub_sport = sport_of_word(_WORDS.get(plain, plain))
        if sport is not Sport.UNKNOWN:
            return sport, sub_sport, ()
    return Sport.UNKNOWN, None, unknown_sport(text(key))


MI_FITNESS = Service(
    name=_NAME,
    begins_at=file_named(r".*hlth_center.*\.csv"),
    read=lambda prefix, entry, _: read_mi_fitness(prefix, entry),
    each_table=True,
    whole=True,
)
