"""An export of a library taken in again. Like any file it is not trusted: everything is checked and cleaned."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any
from zipfile import BadZipFile, ZipFile

import pyarrow as pa
import pyarrow.parquet as pq

from runrisk.errors import FileError
from runrisk.importers.clean_text import clean_text
from runrisk.importers.services.day_values import sound_days
from runrisk.model import Activity, FileResult, Samples, Status
from runrisk.store import activity_table as rows
from runrisk.store.day_shelf import DAY_COLUMNS, day_of
from runrisk.store.errors import LibraryBusyError, LibraryError, NoRoomError
from runrisk.store.export import MANIFEST, SAMPLES_FOLDER, SCHEMA, TABLES_FOLDER
from runrisk.store.features import packed_features
from runrisk.store.gear_shelf import GEAR_COLUMNS, gear_of
from runrisk.store.import_log import LoggedFile
from runrisk.store.journal import ENTRY_COLUMNS, entry_of
from runrisk.store.report_memory import acknowledged_of, sightings_of
from runrisk.store.samples import samples_file, samples_of, sha256_of, write_incoming
from runrisk.store.schema import MIGRATIONS
from runrisk.store.store import Incoming, Library

MAX_SAMPLES = 10_000_000
"""Longer samples tables are refused: ten a second for eleven days. Our choice."""

_SHA256 = re.compile(r"[0-9a-f]{64}")
_WRONG = (KeyError, TypeError, ValueError, OSError, pa.ArrowException, json.JSONDecodeError)

Row = dict[str, Any]


class Backup:
    """An export being taken in: its members, each held against the hash that the export gives of it."""

    def __init__(self, folder: Path) -> None:
        """Look at the manifest.

        Raises:
            FileError: the folder is no export, or a damaged one, or one of a newer version of the program.
        """
        self.folder = folder
        try:
            manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
            newer = manifest["schema"] != SCHEMA or manifest["tables"] > len(MIGRATIONS)
            self._hashes = dict(manifest.get("sha256", {}))  # older versions of the program gave none
        except _WRONG as error:
            raise FileError(
                "is no library export, or a damaged one", file=folder.name, cure="Export it again"
            ) from error
        if newer:
            raise FileError("was exported by a newer version", file=folder.name, cure="Update runrisk")

    def member(self, name: str) -> bytes:
        """Return the content of a member.

        Raises:
            ValueError: it is not what was exported.
            OSError: it is gone.
        """
        content = (self.folder / name).read_bytes()
        if self._hashes and self._hashes.get(name) != sha256_of(content):
            raise ValueError(name)
        return content

    def table(self, name: str) -> list[Row]:
        """Return the rows of a table; none where an older version of the program did not export it."""
        member = f"{TABLES_FOLDER}/{name}.parquet"
        if name in _ADDED and member not in self._hashes and not (self.folder / member).exists():
            return []
        found: list[Row] = pq.read_table(pa.BufferReader(self.member(member))).to_pylist()
        return found


def is_export(folder: Path) -> bool:
    """Whether a path is a folder that `export_library` wrote."""
    return (folder / MANIFEST).is_file()


def is_zipped_export(file: Path) -> bool:
    """Whether a path is a zip of such a folder."""
    try:
        with ZipFile(file) as opened:
            return any(name in {MANIFEST, f"{name.partition('/')[0]}/{MANIFEST}"} for name in opened.namelist())
    except (OSError, ValueError, BadZipFile, NotImplementedError):
        return False


def restore(library: Library, number: int, folder: Path, incoming: Path | None) -> Iterator[FileResult]:
    """Take an export in part by part, what the runner told first, and give what became of each activity.

    What is there already stays as it is; what is damaged or gone is a failed line, and costs only itself.

    Args:
        library: where to.
        number: of the import.
        folder: the export.
        incoming: where samples are written on their way in; None writes none.

    Raises:
        FileError: the folder is no export, or a damaged one, or one of a newer version of the program.
    """
    backup = Backup(folder)
    for table, take in _TOLD.items():
        yield from _part(library, backup, table, take)
    for row, source in _activities(backup):
        yield _take(library, backup, row, source, incoming)
    yield from _missing_tables(backup)
    for table, take_on in _ABOUT_FILES.items():
        yield from _part(library, backup, table, partial(take_on, number))


def _part(
    library: Library, backup: Backup, table: str, take: Callable[[Library, list[Row]], None]
) -> Iterator[FileResult]:
    """Take one table in, wholly or not at all; a failed line where it cannot be."""
    try:
        with library.database.writing():
            take(library, backup.table(table))
    except (NoRoomError, LibraryBusyError):
        raise
    except (*_WRONG, LibraryError):
        yield _failed(backup, f"table {table}")


def _failed(backup: Backup, part: str) -> FileResult:
    reason = f"{clean_text(part)}: gone or damaged in this export; everything else was taken in as far as it is whole"
    return FileResult(name=backup.folder.name, status=Status.FAILED, reason=reason)


def _activities(backup: Backup) -> Iterator[tuple[Row, Row | None]]:
    """The rows of each activity and of its source."""
    with suppress(*_WRONG):
        sources = {row["activity_id"]: row for row in backup.table("sources")}
        for row in backup.table("activities"):
            yield row, sources.get(row["id"])


def _missing_tables(backup: Backup) -> Iterator[FileResult]:
    for table in ("activities", "sources"):
        try:
            backup.table(table)
        except _WRONG:
            yield _failed(backup, f"table {table}")


def _activity(facts: Row, source: Row) -> Activity:
    facts["warnings"] = json.dumps([clean_text(str(warning)) for warning in json.loads(facts["warnings"])])
    cleaned = [_cleaned(facts.get(name), keep=name == "warnings") for name in rows.FACTS]
    activity = rows.activity_of((*cleaned, *(_cleaned(source.get(name)) for name in rows.SOURCE)))
    if not _SHA256.fullmatch(activity.source.sha256) or activity.id != facts["id"]:
        raise ValueError(facts["id"])
    return activity


def _cleaned(cell: Any, *, keep: bool = False) -> Any:
    return clean_text(cell) if isinstance(cell, str) and not keep else cell


def _take(library: Library, backup: Backup, row: Row, source: Row | None, incoming: Path | None) -> FileResult:
    try:
        activity = _activity(row, source or {})
        known = library.source_name(activity.id) is not None
        there = known and library.shelf.whole({activity.id: activity.start_utc})
        samples = None if there else _samples(backup, activity)
    except _WRONG:
        return _failed(backup, f"activity {row.get('id')}")
    if samples is not None:
        _take_in(library, activity, samples, incoming)
    status = Status.DUPLICATE if known else Status.IMPORTED
    return FileResult(name=activity.source.name, status=status, activities=(activity.id,))


def _take_in(library: Library, activity: Activity, samples: Samples, incoming: Path | None) -> None:
    file = None if incoming is None else write_incoming(incoming, activity, samples)
    features = packed_features(activity, samples)
    with library.database.writing():
        library.take(Incoming(activity=activity, samples_file=file, features=features))
        library.relink(activity.start_utc)


def _samples(backup: Backup, activity: Activity) -> Samples:
    content = backup.member(samples_file(PurePosixPath(SAMPLES_FOLDER), activity.id, activity.start_utc).as_posix())
    if pq.read_metadata(pa.BufferReader(content)).num_rows > MAX_SAMPLES:
        raise ValueError(activity.id)
    return samples_of(content, activity.id)


def _take_apart(_: int, library: Library, found: list[Row]) -> None:
    ids = library.ids()
    for row in found:
        if row["activity_id"] in ids:
            library.keep_both(row["activity_id"])


def _take_forgotten(_: int, library: Library, found: list[Row]) -> None:
    ids = library.ids()
    library.keep_out(row["activity_id"] for row in found if row["activity_id"] not in ids)


def _take_files(number: int, library: Library, found: list[Row]) -> None:
    library.import_log.write(number, [_line(row) for row in found])


def _take_edits(library: Library, found: Iterable[Row]) -> None:
    known = {(edit.activity_id, edit.field, edit.value) for edit in library.edits.all()}
    for row in found:
        edit = (row["activity_id"], row["field"], json.loads(row["value"]))
        if edit not in known:
            library.edits.add(edit[0], {edit[1]: edit[2]})


def _take_journal(library: Library, found: list[Row]) -> None:
    entries = library.journal.journal().entries
    for row in found:
        entry = entry_of(tuple(_cleaned(row.get(name)) for name in ENTRY_COLUMNS))
        if entry not in entries:
            library.journal.add(entry)


def _take_answers(library: Library, found: list[Row]) -> None:
    answered = library.journal.answers().given
    answers = {row["question"]: _cleaned(json.loads(row["value"])) for row in found}
    library.journal.answer({question: value for question, value in answers.items() if question not in answered})


def _take_gear(library: Library, found: list[Row]) -> None:
    shoes = {gear.name for gear in library.gear.all()}
    for row in found:
        if row["name"] not in shoes:
            library.gear.put(gear_of([_cleaned(row.get(name)) for name in GEAR_COLUMNS]))


def _take_days(library: Library, found: list[Row]) -> None:
    library.days.put(sound_days(day_of(tuple(_cleaned(row.get(name)) for name in DAY_COLUMNS)) for row in found))


def _take_acknowledged(library: Library, found: list[Row]) -> None:
    acknowledged = library.report_memory.acknowledged()
    for row in found:
        rule, known = clean_text(str(row["rule"])), acknowledged_of(row["day"], row["level"], row["times"])
        if rule and rule not in acknowledged:
            library.report_memory.acknowledge(rule, known)


def _take_reports(library: Library, found: list[Row]) -> None:
    if library.report_memory.of(date.max).last_day is None:
        for row in sorted(found, key=lambda row: str(row["day"])):
            library.report_memory.keep_report(date.fromisoformat(row["day"]), sightings_of(row["seen"]))


def _line(row: Row) -> LoggedFile:
    result = FileResult(
        name=_cleaned(row["name"]) or "",
        status=Status(row["status"]),
        reason=_cleaned(row["reason"]) or "",
        activities=tuple(str(key) for key in json.loads(row["activities"])),
    )
    return LoggedFile(found_key=str(row["found_key"]), sha256=row["sha256"], result=result)


_TOLD: dict[str, Callable[[Library, list[Row]], None]] = {
    "journal": _take_journal,
    "answers": _take_answers,
    "gear": _take_gear,
    "days": _take_days,
    "edits": _take_edits,
    "acknowledged": _take_acknowledged,
    "reports": _take_reports,
}
"""What nobody could write down a second time: it comes first, table by table."""

_ABOUT_FILES: dict[str, Callable[[int, Library, list[Row]], None]] = {
    "kept_apart": _take_apart,
    "forgotten": _take_forgotten,
    "files": _take_files,
}
"""What is said of the activities and files: it takes the activities to be there."""

_ADDED = frozenset({"acknowledged", "days", "reports"})
"""Tables that exports of older versions do not hold."""
