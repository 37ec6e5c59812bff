"""An export of a library taken in again. Like any file it is not trusted: everything is checked and cleaned."""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from runrisk.errors import FileError
from runrisk.importers.clean_text import clean_text
from runrisk.model import Activity, FileResult, Samples, Status
from runrisk.store import activity_table as rows
from runrisk.store.export import MANIFEST, SAMPLES_FOLDER, SCHEMA, TABLES_FOLDER
from runrisk.store.features import packed_features
from runrisk.store.gear import GEAR_COLUMNS, gear_of
from runrisk.store.import_log import LoggedFile
from runrisk.store.journal import ENTRY_COLUMNS, entry_of
from runrisk.store.report_memory import acknowledged_of, sightings_of
from runrisk.store.samples import read_samples, write_incoming
from runrisk.store.schema import MIGRATIONS
from runrisk.store.store import Incoming, Library

MAX_SAMPLES = 10_000_000
"""Longer samples tables are refused: ten a second for eleven days. Our choice."""

_SHA256 = re.compile(r"[0-9a-f]{64}")
_WRONG = (KeyError, TypeError, ValueError, OSError, pa.ArrowException, json.JSONDecodeError)

Row = dict[str, Any]


def is_export(folder: Path) -> bool:
    """Whether a path is a folder that `export_library` wrote."""
    return (folder / MANIFEST).is_file()


def restore(library: Library, number: int, folder: Path, incoming: Path | None) -> Iterator[FileResult]:
    """Take an export in, activity by activity, and give what became of each; what is there already stays as it is.

    Args:
        library: where to.
        number: of the import.
        folder: the export.
        incoming: where samples are written on their way in; None writes none.

    Raises:
        FileError: the folder is no export, or a damaged one, or one of a newer version of the program.
    """
    try:
        _check_manifest(folder)
        for activity in _activities(folder):
            yield _take(library, folder, activity, incoming)
        with library.database.writing():
            _take_rest(library, number, folder)
    except _WRONG as error:
        raise FileError("is no library export, or a damaged one", file=folder.name, cure="Export it again") from error


def _check_manifest(folder: Path) -> None:
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    if manifest["schema"] != SCHEMA or manifest["tables"] > len(MIGRATIONS):
        raise FileError("was exported by a newer version", file=folder.name, cure="Update runrisk")


def _table(folder: Path, name: str) -> list[Row]:
    found: list[Row] = pq.read_table(folder / TABLES_FOLDER / f"{name}.parquet").to_pylist()
    return found


def _activities(folder: Path) -> list[Activity]:
    sources = {row["activity_id"]: row for row in _table(folder, "sources")}
    return [_activity(row, sources[row["id"]]) for row in _table(folder, "activities")]


def _activity(facts: Row, source: Row) -> Activity:
    facts["warnings"] = json.dumps([clean_text(str(warning)) for warning in json.loads(facts["warnings"])])
    cleaned = [_cleaned(facts.get(name), keep=name == "warnings") for name in rows.FACTS]
    activity = rows.activity_of((*cleaned, *(_cleaned(source.get(name)) for name in rows.SOURCE)))
    if not _SHA256.fullmatch(activity.source.sha256) or activity.id != facts["id"]:
        raise ValueError(facts["id"])
    return activity


def _cleaned(cell: Any, *, keep: bool = False) -> Any:
    return clean_text(cell) if isinstance(cell, str) and not keep else cell


def _take(library: Library, folder: Path, activity: Activity, incoming: Path | None) -> FileResult:
    known = library.source_name(activity.id) is not None
    if not known:
        samples = _samples(folder, activity)
        file = None if incoming is None else write_incoming(incoming, activity.id, samples)
        features = packed_features(activity, samples)
        with library.database.writing():
            library.take(Incoming(activity=activity, samples_file=file, features=features))
            library.relink(activity.start_utc)
    status = Status.DUPLICATE if known else Status.IMPORTED
    return FileResult(name=activity.source.name, status=status, activities=(activity.id,))


def _samples(folder: Path, activity: Activity) -> Samples:
    file = folder / SAMPLES_FOLDER / f"{activity.start_utc.year:04d}" / f"{activity.id}.parquet"
    if pq.read_metadata(file).num_rows > MAX_SAMPLES:
        raise ValueError(activity.id)
    return read_samples(file)


def _take_rest(library: Library, number: int, folder: Path) -> None:
    """What the runner told and did: only what is not there already."""
    ids = library.ids()
    for row in _table(folder, "kept_apart"):
        if row["activity_id"] in ids:
            library.keep_both(row["activity_id"])
    library.keep_out(row["activity_id"] for row in _table(folder, "forgotten") if row["activity_id"] not in ids)
    _take_edits(library, [row for row in _table(folder, "edits") if row["activity_id"] in ids])
    _take_told(library, folder)
    _take_remembered(library, folder)
    library.import_log.write(number, [_line(row) for row in _table(folder, "files")])


def _take_edits(library: Library, found: Iterable[Row]) -> None:
    known = {(edit.activity_id, edit.field, edit.value) for edit in library.edits.all()}
    for row in found:
        edit = (row["activity_id"], row["field"], json.loads(row["value"]))
        if edit not in known:
            library.edits.add(edit[0], {edit[1]: edit[2]})


def _take_told(library: Library, folder: Path) -> None:
    entries = library.journal.journal().entries
    for row in _table(folder, "journal"):
        entry = entry_of(tuple(_cleaned(row.get(name)) for name in ENTRY_COLUMNS))
        if entry not in entries:
            library.journal.add(entry)
    answered = library.journal.answers().given
    answers = {row["question"]: _cleaned(json.loads(row["value"])) for row in _table(folder, "answers")}
    library.journal.answer({question: value for question, value in answers.items() if question not in answered})
    shoes = {gear.name for gear in library.gear.all()}
    for row in _table(folder, "gear"):
        if row["name"] not in shoes:
            library.gear.put(gear_of(*(_cleaned(row.get(name)) for name in GEAR_COLUMNS)))


def _take_remembered(library: Library, folder: Path) -> None:
    """What the last reports saw and what was acknowledged; exports of older versions do not hold it."""
    if not (folder / TABLES_FOLDER / "acknowledged.parquet").exists():
        return
    memory = library.report_memory.of(date.max)
    for row in _table(folder, "acknowledged"):
        rule, known = clean_text(str(row["rule"])), acknowledged_of(row["day"], row["level"], row["times"])
        if rule and rule not in memory.acknowledged:
            library.report_memory.acknowledge(rule, known)
    if memory.last_day is None:
        for row in sorted(_table(folder, "reports"), key=lambda row: str(row["day"])):
            library.report_memory.keep_report(date.fromisoformat(row["day"]), sightings_of(row["seen"]))


def _line(row: Row) -> LoggedFile:
    result = FileResult(
        name=_cleaned(row["name"]) or "",
        status=Status(row["status"]),
        reason=_cleaned(row["reason"]) or "",
        activities=tuple(str(key) for key in json.loads(row["activities"])),
    )
    return LoggedFile(found_key=str(row["found_key"]), sha256=row["sha256"], result=result)
