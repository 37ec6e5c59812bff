"""The export of adidas Running (Runtastic): a file a session, its track and heart rate in folders beside, the shoes."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from runrisk.errors import FileError
from runrisk.importers.containers.entries import Entry, failed
from runrisk.importers.services.json_tables import json_in
from runrisk.importers.services.path_marks import tree_of
from runrisk.importers.services.pieces import Piece, put_together
from runrisk.importers.services.recognised import Export
from runrisk.importers.services.runtastic import GPX_TRACK, HEART_RATE, NAME, SESSION, TRACK, session_facts
from runrisk.importers.services.runtastic_shoes import Pair, runtastic_pairs, shoe_of
from runrisk.importers.services.service import Service
from runrisk.importers.services.table_rows import TableRow
from runrisk.importers.services.values import mapping, text
from runrisk.model import FileResult

_SERVICE = "adidas Running (Runtastic)"
_SESSION = re.compile(r"sport-sessions/([^/]+)\.json", re.IGNORECASE)
_SHOES = re.compile(r"(?:shoe|equipment)[^/]*(?:/[^/]+)?\.json$", re.IGNORECASE)
_BESIDE = {TRACK: "gps-data/{}.json", GPX_TRACK: "gps-data/{}.gpx", HEART_RATE: "heart-rate-data/{}.json"}
"""Where the parts of a session stand, below the folder of sessions."""


def read_runtastic_export(prefix: str, entries: Mapping[str, Entry]) -> tuple[Export, FileResult | None]:
    """Return the export of a folder, and what is wrong with the first of its files that cannot be read.

    Args:
        prefix: path of the folder that holds Sport-sessions.
        entries: the files of the container by path.
    """
    own = {path[len(prefix) :]: entry for path, entry in entries.items() if path.startswith(prefix)}
    by_name = {path.lower(): entry for path, entry in own.items()}
    problems = list[FileResult]()
    pairs, tables = _pairs(prefix, own, problems)
    rows, pieces = list[TableRow](), list[Piece]()
    for path, entry in own.items():
        found = _SESSION.fullmatch(path)
        if found is None:
            continue
        beside = {
            role: by_name.get(f"sport-sessions/{place.format(found[1].lower())}") for role, place in _BESIDE.items()
        }
        parts = {role: part for role, part in beside.items() if part is not None}
        row = _row(entry, found[1], pairs, problems)
        if row is not None and not row.problem and parts:
            pieces.append(put_together(NAME, f"{prefix}#{found[1]}", {SESSION: entry, **parts}))
            rows.append(replace(row, members=(f"#{found[1]}",)))
        else:
            tables.append(prefix + path)
            rows += [row] if row is not None else []
    gear = [pair.gear for pair in pairs]
    export = Export(service=_SERVICE, prefix=prefix, tables=tables, rows=rows, pieces=pieces, gear=gear)
    return export, next(iter(problems), None)


def _pairs(prefix: str, own: Mapping[str, Entry], problems: list[FileResult]) -> tuple[list[Pair], list[str]]:
    """The pairs of shoes, and the paths of their files."""
    found, paths = list[Pair](), list[str]()
    for path, entry in own.items():
        if _SHOES.search(path) and not path.lower().startswith("sport-sessions/"):
            paths.append(prefix + path)
            try:
                found += runtastic_pairs([json_in(entry)])
            except FileError as error:
                problems.append(failed(entry.name, error))
    return found, paths


def _row(entry: Entry, key: str, pairs: Sequence[Pair], problems: list[FileResult]) -> TableRow | None:
    """The row of a session; None where its file cannot be read."""
    try:
        session = mapping(json_in(entry))
    except FileError as error:
        problems.append(failed(entry.name, error))
        return None
    facts = session_facts(session)
    shoe = shoe_of(pairs, text(session.get("id")) or key, session.get("user_equipment_ids"))
    return TableRow(
        service=NAME,
        key=key,
        place=entry.name,
        facts=replace(facts, shoe=shoe),
        problem="" if facts.start_utc else "has no start time",
    )


RUNTASTIC = Service(
    name=_SERVICE,
    begins_at=tree_of(r"Sport-sessions/[^/]+\.json"),
    read=lambda prefix, _, entries: read_runtastic_export(prefix, entries),
)
