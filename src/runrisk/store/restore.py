"""An export of a library taken in again. Like any file it is not trusted: everything is checked and cleaned."""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath

import pyarrow as pa
import pyarrow.parquet as pq

from runrisk.importers.clean_text import clean_text
from runrisk.model import Activity, FileResult, Samples, Status
from runrisk.store import activity_table as rows
from runrisk.store.backup import WRONG, Backup, Row
from runrisk.store.errors import LibraryBusyError, LibraryError, NoRoomError
from runrisk.store.export import SAMPLES_FOLDER
from runrisk.store.features import packed_features
from runrisk.store.import_log import LoggedFile
from runrisk.store.incoming import Incoming
from runrisk.store.samples import samples_file, samples_of, write_incoming
from runrisk.store.store import Library
from runrisk.store.told_tables import ABOUT_ACTIVITIES, TOLD, Take, cleaned

MAX_SAMPLES = 10_000_000
"""Longer samples tables are refused: ten a second for eleven days. Our choice."""

_SHA256 = re.compile(r"[0-9a-f]{64}")


def restore(library: Library, number: int, backup: Backup, incoming: Path | None) -> Iterator[FileResult]:
    """Take an export in part by part, what the runner told first, and give what became of each activity.

    What is there already stays as it is; what is damaged or gone is a failed line, and costs only itself.

    Args:
        library: where to.
        number: of the import.
        backup: the export.
        incoming: where samples are written on their way in; None writes none.
    """
    for table, take in TOLD.items():
        yield from _part(library, backup, table, take)
    for row, source in _activities(backup):
        yield _take(library, backup, row, source, incoming)
    yield from _missing_tables(backup)
    for table, take in ABOUT_ACTIVITIES.items():
        yield from _part(library, backup, table, take)
    yield from _part(library, backup, "files", lambda into, found: into.import_log.write(number, map(_line, found)))


def _part(library: Library, backup: Backup, table: str, take: Take) -> Iterator[FileResult]:
    """Take one table in, wholly or not at all; a failed line where it cannot be."""
    try:
        with library.database.writing():
            take(library, backup.table(table))
    except (NoRoomError, LibraryBusyError):
        raise
    except (*WRONG, LibraryError):
        yield _failed(backup, f"table {table}")


def _failed(backup: Backup, part: str) -> FileResult:
    reason = f"{clean_text(part)}: gone or damaged in this export; everything else was taken in as far as it is whole"
    return FileResult(name=backup.name, status=Status.FAILED, reason=reason)


def _activities(backup: Backup) -> Iterator[tuple[Row, Row | None]]:
    """The rows of each activity and of its source."""
    with suppress(*WRONG):
        sources = {row["activity_id"]: row for row in backup.table("sources")}
        for row in backup.table("activities"):
            yield row, sources.get(row["id"])


def _missing_tables(backup: Backup) -> Iterator[FileResult]:
    for table in ("activities", "sources"):
        try:
            backup.table(table)
        except WRONG:
            yield _failed(backup, f"table {table}")


def _activity(facts: Row, source: Row) -> Activity:
    facts["warnings"] = json.dumps([clean_text(str(warning)) for warning in json.loads(facts["warnings"])])
    read = [facts.get(name) if name == "warnings" else cleaned(facts.get(name)) for name in rows.FACTS]
    activity = rows.activity_of((*read, *(cleaned(source.get(name)) for name in rows.SOURCE)))
    if not _SHA256.fullmatch(activity.source.sha256) or activity.id != facts["id"]:
        raise ValueError(facts["id"])
    return activity


def _take(library: Library, backup: Backup, row: Row, source: Row | None, incoming: Path | None) -> FileResult:
    try:
        activity = _activity(row, source or {})
        known = library.source_name(activity.id) is not None
        there = known and library.shelf.whole({activity.id: activity.start_utc})
        samples = None if there else _samples(backup, activity)
    except WRONG:
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


def _line(row: Row) -> LoggedFile:
    result = FileResult(
        name=cleaned(row["name"]) or "",
        status=Status(row["status"]),
        reason=cleaned(row["reason"]) or "",
        activities=tuple(str(key) for key in json.loads(row["activities"])),
    )
    return LoggedFile(found_key=str(row["found_key"]), sha256=row["sha256"], result=result)
