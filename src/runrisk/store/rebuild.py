"""A lost or damaged database put together again: from what is whole of it, its copies, and what the samples files say."""

from collections.abc import Collection, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from runrisk.model import Activity, Samples
from runrisk.store import activity_table as rows
from runrisk.store.database_copies import copies, write_database
from runrisk.store.errors import SQLITE_TROUBLE, LibraryError, from_os, from_sqlite
from runrisk.store.features import FEATURES, packed_features
from runrisk.store.lock import import_lock
from runrisk.store.private_files import make_private_folder, write_private
from runrisk.store.samples import SamplesFile, facts_in, samples_of, sha256_of
from runrisk.store.schema import MIGRATIONS, SEALED_SINCE, in_memory, migrate, version_of
from runrisk.store.seals import drop_broken_rows, whole_rows
from runrisk.store.soundness import is_readable, is_whole, leave_newer
from runrisk.store.store import LOCK_FILE, QUARANTINE_FOLDER, TABLES_FILE, Library
from runrisk.store.told_tables import ABOUT_ACTIVITIES, TOLD

_UNUSABLE = (KeyError, TypeError, ValueError, LibraryError, *SQLITE_TROUBLE)


@dataclass(frozen=True, kw_only=True)
class Rebuilt:
    """What a rebuild did.

    Attributes:
        damaged: the database that was put aside; None where it was whole or missing.
        copy: the copy that took its place; None where none was needed or whole.
        activities: so many were put together from their samples files.
        left: files that tell too little, or something else than their name, by name: they are in quarantine.
    """

    damaged: str | None
    copy: str | None
    activities: int
    left: tuple[str, ...]


def rebuild(folder: Path) -> Rebuilt:
    """Put a library together again as far as its copies and samples go; what is whole stays as it is.

    Raises:
        LibraryError: an import is running, a newer version of the program wrote it, or the disk is full.
    """
    leave_newer(folder / TABLES_FILE)
    try:
        with import_lock(make_private_folder(folder) / LOCK_FILE):
            return _rebuilt(folder)
    except OSError as error:
        raise from_os(error) from error
    except SQLITE_TROUBLE as error:
        raise from_sqlite(error) from error


def _rebuilt(folder: Path) -> Rebuilt:
    file = folder / TABLES_FILE
    damaged, base = None, None
    broken: list[str] = []
    copy = next((one for one in copies(folder) if is_whole(one)), None)
    if not is_whole(file):
        damaged = _copied_aside(file)
        base, broken = _begun_again(file, damaged, copy)
    with Library(folder) as library:
        if base is not None and base == damaged and copy is not None:
            _merge(library, copy, broken)
        elif damaged is not None:
            _merge(library, damaged, [*TOLD, *ABOUT_ACTIVITIES])
        library.shelf.forget_leftovers(library.forgotten() - library.ids())
        found = list(_without_row(library))
        untaken = [one for one in found if not _take(library, one)]
        left = tuple(one.name if one in library.shelf.aside() else library.shelf.put_aside(one) for one in untaken)
        library.features.drop_damaged()
        library.refresh()
    return Rebuilt(
        damaged=None if damaged is None else damaged.name,
        copy=copy.name if copy is not None and base == copy else None,
        activities=len(found) - len(left),
        left=left,
    )


def _copied_aside(file: Path) -> Path | None:
    """Copy a database and what SQLite keeps beside it to the quarantine folder, byte by byte; the copy's path."""
    if not file.exists():
        return None
    quarantine = make_private_folder(file.parent / QUARANTINE_FOLDER)
    number = sum(1 for _ in quarantine.glob(f"{file.name}.*-damaged"))
    place = quarantine / f"{file.name}.{number}-damaged"
    for ending in ("-wal", ""):
        beside = file.with_name(file.name + ending)
        if beside.exists():
            write_private(place.with_name(place.name + ending), beside.read_bytes())
    return place


def _begun_again(file: Path, damaged: Path | None, copy: Path | None) -> tuple[Path | None, list[str]]:
    """Begin with the damaged database where SQLite can read it, else with a copy, else with nothing.

    Returns what it was begun with, and which of its tables lost rows.
    """
    if damaged is not None and is_readable(damaged):
        with suppress(*SQLITE_TROUBLE):  # the tables themselves may have other names by now
            return damaged, _put_in_place(damaged, file)
    return copy, _put_in_place(copy, file)


def _put_in_place(base: Path | None, file: Path) -> list[str]:
    """Put a readable database in place of a damaged one, without the rows that are not as they were written.

    Returns the tables that lost some. Without any `base` the library begins anew.
    """
    with closing(in_memory(base or file.with_suffix(".none"))) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        broken = drop_broken_rows(connection) if version_of(connection) >= SEALED_SINCE else []
        migrate(connection, MIGRATIONS)
        connection.execute("DELETE FROM activities WHERE id NOT IN (SELECT activity_id FROM sources)")
        for table, rowid, *_ in connection.execute("PRAGMA foreign_key_check").fetchall():
            connection.execute(f"DELETE FROM {table} WHERE rowid = ?", (rowid,))  # noqa: S608 - our own names
        for ending in ("-wal", "-shm"):  # before: SQLite would take the old log for one of the new file
            file.with_name(file.name + ending).unlink(missing_ok=True)
        write_database(connection, file)
    return broken


def _merge(library: Library, other: Path, tables: Collection[str]) -> None:
    """Take what the runner told from a database that may be damaged: the rows that are as they were written."""
    with suppress(*_UNUSABLE), closing(in_memory(other)) as connection:
        migrate(connection, MIGRATIONS)
        for table, take in (TOLD | ABOUT_ACTIVITIES).items():
            if table in tables:
                with suppress(*_UNUSABLE), library.database.writing():
                    take(library, whole_rows(connection, table))


def _without_row(library: Library) -> Iterator[Path]:
    """Samples files whose activity the database does not know, where the runner did not have it forgotten."""
    known = library.ids() | library.forgotten()
    for file in (*library.shelf.files(), *library.shelf.aside()):
        if file.name.partition(".")[0] not in known:
            yield file


def _take(library: Library, file: Path) -> bool:
    try:
        content = file.read_bytes()
        activity, samples = _said(content)
    except (OSError, KeyError, TypeError, ValueError, pa.ArrowException):
        return False
    if activity.id != file.name.partition(".")[0]:
        return False
    if library.source_name(activity.id) is None:
        library.shelf.place(SamplesFile(file=file, sha256=""), activity.id, activity.start_utc)
        with library.database.writing():
            library.insert(activity)
            library.shelf.keep_hash(activity.id, sha256_of(content))
            for feature in FEATURES:
                library.features.put(activity.id, feature, packed_features(activity, samples)[feature.name])
            library.relink(activity.start_utc)
    return True


def _said(content: bytes) -> tuple[Activity, Samples]:
    """The activity that a samples file names, and its samples."""
    facts, source = facts_in(content)
    activity = rows.activity_of((*(facts.get(name) for name in rows.FACTS), *(source[name] for name in rows.SOURCE)))
    return activity, samples_of(content, activity.id)
