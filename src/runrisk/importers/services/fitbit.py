"""Fitbit and Google Health, out of Google's Takeout or Fitbit's own archive: lists of exercises, a table, files of days.

The older lists name no zone, and whether they are local is not known: what else the export holds of the same exercises
tells it; where nothing does, they are taken as local, and the runner is asked for --tz.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

from runrisk.errors import FileError
from runrisk.importers.containers.entries import Entry, failed
from runrisk.importers.services.facts import Facts
from runrisk.importers.services.fitbit_days import fitbit_days, is_day_table
from runrisk.importers.services.fitbit_rows import newer_rows, older_rows
from runrisk.importers.services.fitbit_track import HEART, NAME, PLACES
from runrisk.importers.services.fitbit_zone import times_are_utc
from runrisk.importers.services.path_marks import tree_of
from runrisk.importers.services.piece_facts import PART, facts_part
from runrisk.importers.services.pieces import Piece, put_together
from runrisk.importers.services.recognised import JOIN, DayTables, Export
from runrisk.importers.services.service import Service
from runrisk.importers.services.table_rows import TableRow
from runrisk.model import FileResult

_SERVICE = "Fitbit or Google Health"
_OLDER = re.compile(r"(^|/)exercise-\d+( ?\(\d+\))?\.json$", re.IGNORECASE)
_NEWER = re.compile(r"(^|/)UserExercises_[\d-]+\.csv$", re.IGNORECASE)
_TCX = re.compile(r"(^|/)Activities/(\d+)\.tcx(\.gz)?$", re.IGNORECASE)
_DAY_FILE = re.compile(r"(^|/)(?P<kind>gps_location|heart_rate)_(?P<day>\d{4}-\d\d-\d\d)\.csv$", re.IGNORECASE)
_PARTS = {"gps_location": PLACES, "heart_rate": HEART}

ZONE_NOT_SAID = (
    "The export does not say whether its times are local or UTC: taken as local. Say your zone once for all of them, "
    "with --tz (as --tz Europe/Vienna); where a start is off by that zone, they are UTC: give --tz UTC."
)


def read_fitbit(prefix: str, entries: Mapping[str, Entry]) -> tuple[Export, FileResult | None]:
    """Return the export, and what is wrong with the first of its tables that cannot be read.

    Args:
        prefix: path of the folder.
        entries: the files of the container by path.
    """
    own = {path: entry for path, entry in entries.items() if path.startswith(prefix)}
    tables, older, newer, problem = list[str](), list[TableRow](), list[TableRow](), None
    for path, entry in own.items():
        try:
            if _OLDER.search(path):
                older += older_rows(entry)
                tables.append(path)
            elif _NEWER.search(path):
                newer += newer_rows(entry)
                tables.append(path)
        except FileError as error:
            problem = problem or failed(entry.name, error)
    tcx = {found[2]: path for path in own if (found := _TCX.search(path))}
    days = _day_files(own)
    utc = times_are_utc(older, newer, {key: own[path] for key, path in tcx.items()}, days)
    rows, pieces = list[TableRow](), list[Piece]()
    for row in _each_once([_placed(row, utc=utc) for row in older], newer):
        made, piece = _with_points(row, prefix, tcx, days)
        rows.append(made)
        pieces += [piece] if piece is not None else []
    export = Export(service=_SERVICE, prefix=prefix, tables=tables, rows=rows, pieces=pieces, days=_days(own))
    return export, problem


def _days(own: Mapping[str, Entry]) -> DayTables:
    tables = {path: entry for path, entry in own.items() if is_day_table(path)}

    return DayTables(paths=frozenset(tables), read=partial(fitbit_days, tables))


def _day_files(own: Mapping[str, Entry]) -> dict[tuple[str, str], Entry]:
    """Files of places and heart rates, by what they hold and the day in their name."""
    named = ((entry, _DAY_FILE.search(path)) for path, entry in sorted(own.items()))
    return {(_PARTS[found["kind"].lower()], found["day"]): entry for entry, found in named if found}


def _with_points(
    row: TableRow, prefix: str, tcx: Mapping[str, str], days: Mapping[tuple[str, str], Entry]
) -> tuple[TableRow, Piece | None]:
    """The row with its recording: a TCX file of its number, or a piece of the files of its days."""
    facts = row.facts
    if row.key in tcx:
        return replace(row, members=(tcx[row.key][len(prefix) :],)), None
    if facts.start_utc is None or not facts.elapsed_s:
        return row, None
    end = facts.start_utc + timedelta(seconds=min(facts.elapsed_s, 86_400.0))
    dates = sorted({facts.start_utc.date().isoformat(), end.date().isoformat()})
    parts = {
        f"{part}{number or ''}": days[part, day]
        for part in (PLACES, HEART)
        for number, day in zip(("", 2), dates, strict=False)
        if (part, day) in days
    }
    if not parts:
        return row, None
    member = f"#{row.key or row.sha256}"
    return replace(row, members=(member,)), put_together(NAME, prefix + member, parts, {PART: facts_part(facts)})


def _placed(row: TableRow, *, utc: bool | None) -> TableRow:
    """An older row with its time: UTC, local, or local as it seems, which is said."""
    facts = row.facts
    if facts.local_start is None or utc is False:
        return row
    if utc:
        return replace(row, facts=replace(facts, start_utc=facts.local_start.replace(tzinfo=UTC), local_start=None))
    return replace(row, facts=replace(facts, warnings=(*facts.warnings, ZONE_NOT_SAID)))


def _each_once(older: Sequence[TableRow], newer: Sequence[TableRow]) -> Iterator[TableRow]:
    """The rows of the newer table, and of the older ones those it does not hold, by number or by start."""
    keys = {row.key for row in newer} - {""}
    starts = {minute for row in newer for minute in _minutes(row.facts)}
    yield from newer
    for row in older:
        stated = row.facts.local_start or _naive(row.facts.start_utc)
        if row.key not in keys and (stated is None or stated.replace(second=0) not in starts):
            yield row


def _minutes(facts: Facts) -> Iterator[datetime]:
    """The minutes a row of the newer table may begin in by the older one: in UTC and local, and a minute around."""
    start = _naive(facts.start_utc)
    if start is not None:
        for late in (0, facts.utc_offset_s or 0):
            for around in (-JOIN, timedelta(0), JOIN):
                yield (start + timedelta(seconds=late) + around).replace(second=0, microsecond=0)


def _naive(at: datetime | None) -> datetime | None:
    return at.replace(tzinfo=None) if at is not None else None


FITBIT = Service(
    name=_SERVICE,
    begins_at=tree_of(
        r"(Takeout/)?(Fitbit|Google Health)/.+\.(json|csv)",
        r"Global Export Data/exercise-\d+( ?\(\d+\))?\.json",
        r"Health Fitness Data_GoogleData/UserExercises_[\d-]+\.csv",
        r"exercise-\d+( ?\(\d+\))?\.json",
        r"UserExercises_[\d-]+\.csv",
    ),
    read=lambda prefix, _, entries: read_fitbit(prefix, entries),
)
