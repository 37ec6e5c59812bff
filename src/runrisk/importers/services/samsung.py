"""Samsung Health's export, as the phone makes it: a table of exercises, their points in JSON files, nights in tables.

The siblings of the table (`exercise.weather`, `exercise.route`, ...) are told by their headers.
"""

import re
from collections.abc import Mapping
from functools import partial

from runrisk.errors import FileError
from runrisk.importers.clean_text import clean_text
from runrisk.importers.containers.entries import Entry, failed
from runrisk.importers.recording import unknown_sport
from runrisk.importers.services.facts import Facts
from runrisk.importers.services.named_rows import Row, named_rows
from runrisk.importers.services.path_marks import tree_of
from runrisk.importers.services.piece_facts import PART, facts_part
from runrisk.importers.services.pieces import Piece, put_together
from runrisk.importers.services.recognised import DayTables, Export
from runrisk.importers.services.samsung_days import SLEEP, STAGES, samsung_days
from runrisk.importers.services.samsung_times import moment, offset_s
from runrisk.importers.services.samsung_track import LIVE, NAME, PLACES
from runrisk.importers.services.service import Service
from runrisk.importers.services.strava_words import strava_sport
from runrisk.importers.services.table_rows import TableRow
from runrisk.importers.services.values import above_zero
from runrisk.model import FileResult, Sport, Status

_SERVICE = "Samsung Health"
_TABLE = re.compile(r"(^|/)com\.samsung\.s?health\.exercise\.[^/]*csv$", re.IGNORECASE)
_POINTS = re.compile(r"(?P<key>[0-9a-z-]+)\.(?:[^/]*\.)?(?P<part>live|location)_data\.json", re.IGNORECASE)
_HEADER = ("exercise_type", "start_time", "datauuid")
_SPORTS: dict[str, tuple[Sport, str | None]] = {
    "1001": (Sport.WALKING, None),
    "1002": (Sport.RUNNING, None),
    "11007": (Sport.CYCLING, None),
    "13001": (Sport.HIKING, None),
    "14001": (Sport.SWIMMING, None),
    "15004": (Sport.ROWING, "indoor_rowing"),
    "15005": (Sport.RUNNING, "treadmill"),
    "15006": (Sport.ELLIPTICAL, None),
}
"""Samsung's numbers: walking, running, treadmill from public parsers, the others from memory."""
_CUSTOM = "0"
_MS = 0.001

NOT_A_TABLE = "the export of Samsung Health has no table of exercises in it: give the whole folder, or all its zips"


def read_samsung(prefix: str, entry: Entry, entries: Mapping[str, Entry]) -> tuple[Export, FileResult | None]:
    """Return the export of a folder, and what is wrong with the first of its tables that cannot be read.

    Args:
        prefix: path of the folder.
        entry: the file that announces it.
        entries: the files of the container by path.
    """
    own = {path: one for path, one in entries.items() if path.startswith(prefix)}
    points = _points(own)
    tables, rows, pieces, problem = list[str](), dict[str, TableRow](), list[Piece](), None
    for path in filter(_TABLE.search, own):
        try:
            found = [_row(own[path], line, row, points) for line, row in named_rows(own[path], _HEADER)]
        except FileError as error:
            problem = problem or failed(own[path].name, error)
            continue
        tables += [path] if found else []
        rows |= {row.key or row.sha256: row for row in found}
    for row in rows.values():
        if row.members and not row.problem:
            beside = {PART: facts_part(row.facts)}
            [member] = row.members
            pieces.append(put_together(NAME, prefix + member, points[member.removeprefix("#")], beside))
    if not tables and problem is None:
        problem = FileResult(name=entry.name, status=Status.SKIPPED, reason=NOT_A_TABLE)
    days = _days({path: one for path, one in own.items() if SLEEP.search(path) or STAGES.search(path)})
    export = Export(service=_SERVICE, prefix=prefix, tables=tables, rows=list(rows.values()), pieces=pieces, days=days)
    return export, problem


def _days(tables: Mapping[str, Entry]) -> DayTables:
    return DayTables(paths=frozenset(tables), read=partial(samsung_days, tables))


def _points(own: Mapping[str, Entry]) -> dict[str, dict[str, Entry]]:
    """The files of points, by the exercise's number and by what they hold."""
    found: dict[str, dict[str, Entry]] = {}
    for path in sorted(own):
        name = _POINTS.fullmatch(path.rpartition("/")[2])
        if name:
            part = LIVE if name["part"].lower() == "live" else PLACES
            found.setdefault(name["key"].lower(), {})[part] = own[path]
    return found


def _row(table: Entry, line: int, row: Row, points: Mapping[str, object]) -> TableRow:
    key = row.get("datauuid", "")
    facts = _facts(row)
    return TableRow(
        service="samsung",
        key=key,
        place=f"{table.name}, line {line}",
        facts=facts,
        members=tuple(f"#{one}" for one in _named(row) if one in points)[:1],
        problem="" if facts.start_utc else "has no start time",
    )


def _named(row: Row) -> list[str]:
    """The numbers its points may go by: that of the exercise, and those in the names of files that it states."""
    stated = (row.get(name, "").partition(".")[0] for name in ("datauuid", "live_data", "location_data"))
    return [number.lower() for number in stated if number]


def _facts(row: Row) -> Facts:
    start, end = moment(row.get("start_time", "")), moment(row.get("end_time", ""))
    spent_s = (end - start).total_seconds() if start and end and end > start else None
    timer_s = above_zero(row.get("duration"), _MS)
    sport, sub_sport, warnings = _sport(row)
    return Facts(
        start_utc=start,
        utc_offset_s=offset_s(row.get("time_offset", "")),
        sport=sport,
        sub_sport=sub_sport,
        name=clean_text(row.get("title")),
        note=clean_text(row.get("comment")),
        distance_m=above_zero(row.get("distance")),
        elapsed_s=max(spent_s or 0.0, timer_s or 0.0) or None,
        timer_s=timer_s,
        ascent_m=above_zero(row.get("altitude_gain")),
        descent_m=above_zero(row.get("altitude_loss")),
        avg_hr_bpm=above_zero(row.get("mean_heart_rate")),
        avg_cadence_spm=above_zero(row.get("mean_cadence")),
        warnings=warnings,
    )


def _sport(row: Row) -> tuple[Sport, str | None, tuple[str, ...]]:
    """The sport of Samsung's number, or of the name its owner gave one of his own; a number not known is another sport."""
    number = row.get("exercise_type", "").removesuffix(".0")
    if number in _SPORTS:
        return *_SPORTS[number], ()
    word = row.get("exercise_custom_type", "") if number == _CUSTOM else ""
    sport, sub_sport = strava_sport(word)
    if sport is not Sport.UNKNOWN:
        return sport, sub_sport, ()
    return (
        (Sport.OTHER, None, ())
        if number and number != _CUSTOM
        else (Sport.UNKNOWN, None, unknown_sport(word or number))
    )


SAMSUNG_HEALTH = Service(
    name=_SERVICE,
    begins_at=tree_of(r"com\.samsung\.s?health\..+\.csv", r"jsons/com\.samsung\..+\.json"),
    read=read_samsung,
    whole=True,
)
