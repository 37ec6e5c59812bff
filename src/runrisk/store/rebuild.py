"""A lost or damaged database put together again: from its newest whole copy, and from what the samples files say."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from runrisk.model import Activity, Samples
from runrisk.store import activity_table as rows
from runrisk.store.database_copies import copies
from runrisk.store.features import FEATURES, packed_features
from runrisk.store.lock import import_lock
from runrisk.store.private_files import make_private_folder, write_private
from runrisk.store.samples import SamplesFile, facts_in, samples_of, sha256_of
from runrisk.store.store import LOCK_FILE, QUARANTINE_FOLDER, TABLES_FILE, Library


@dataclass(frozen=True, kw_only=True)
class Rebuilt:
    """What a rebuild did.

    Attributes:
        damaged: the database that was put aside; None where it was whole or missing.
        copy: the copy that took its place; None where none was needed or whole.
        activities: so many were put together from their samples files.
        left: samples files that tell too little, by name.
    """

    damaged: str | None
    copy: str | None
    activities: int
    left: tuple[str, ...]


def rebuild(folder: Path) -> Rebuilt:
    """Put a library together again as far as its copies and samples go; what is whole stays as it is.

    Raises:
        LibraryError: an import is running, or the disk is full.
    """
    file, damaged, copy = folder / TABLES_FILE, None, None
    with import_lock(make_private_folder(folder) / LOCK_FILE):
        if not is_whole(file):
            damaged = _put_aside(file)
            copy = next((one for one in copies(folder) if is_whole(one)), None)
            if copy is not None:
                write_private(file, copy.read_bytes())
    with Library(folder) as library, library.alone():
        found = list(_without_row(library))
        left = tuple(one.name for one in found if not _take(library, one))
    return Rebuilt(damaged=damaged, copy=copy.name if copy else None, activities=len(found) - len(left), left=left)


def is_whole(file: Path) -> bool:
    """Whether a file is a library's database that SQLite finds no fault with."""
    if not file.is_file():
        return False
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            return version > 0 and connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    except sqlite3.Error:
        return False


def _put_aside(file: Path) -> str | None:
    """Move a database and what SQLite keeps beside it to the quarantine folder."""
    if not file.exists():
        return None
    quarantine = make_private_folder(file.parent / QUARANTINE_FOLDER)
    number = sum(1 for _ in quarantine.glob(f"{file.name}.*-damaged"))
    name = f"{file.name}.{number}-damaged"
    for ending in ("", "-wal", "-shm"):
        beside = file.with_name(file.name + ending)
        if beside.exists():
            beside.replace(quarantine / (name + ending))
    return name


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
