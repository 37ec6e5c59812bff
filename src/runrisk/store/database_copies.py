"""Copies of the library's database, by SQLite's own backup: made before its tables change, and once a day on import."""

import os
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from runrisk.store.private_files import PRIVATE_FILE, make_private_folder, sync_folder

COPIES_FOLDER = "copies"
_UNFINISHED = ".unfinished"
KEPT = 3
"""So many copies are kept, the newest. Our choice: three days on which runs came in; each is as large as the database."""


def copies(folder: Path) -> list[Path]:
    """The copies beside a library's database, newest first."""
    return sorted((folder / COPIES_FOLDER).glob("library-*.sqlite"), reverse=True)


def copy_database(connection: sqlite3.Connection, folder: Path) -> Path:
    """Copy an open database into the library's folder of copies, whole or not at all; drop the oldest beyond KEPT.

    Raises:
        OSError, sqlite3.Error: the disk is full or forbids it.
    """
    place = make_private_folder(folder / COPIES_FOLDER) / f"library-{datetime.now(UTC):%Y%m%dT%H%M%S%f}.sqlite"
    write_database(connection, place)
    for old in copies(folder)[KEPT:]:
        old.unlink(missing_ok=True)
    return place


def write_database(connection: sqlite3.Connection, place: Path) -> None:
    """Write an open database into a file, whole or not at all.

    Raises:
        OSError, sqlite3.Error: the disk is full or forbids it.
    """
    unfinished = place.with_suffix(_UNFINISHED)
    try:
        unfinished.touch(mode=PRIVATE_FILE)
        with closing(sqlite3.connect(unfinished)) as target:
            connection.backup(target)
        _sync(unfinished)
        unfinished.replace(place)
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
    sync_folder(place.parent)


def copied_today(folder: Path) -> bool:
    """Whether there is a copy of this day (UTC)."""
    today = f"library-{datetime.now(UTC):%Y%m%d}"
    return any(copy.name.startswith(today) for copy in copies(folder))


def unfinished_databases(folder: Path) -> list[Path]:
    """What a program that was stopped left of a database that it wrote, here or among the copies."""
    return [*folder.glob(f"*{_UNFINISHED}"), *(folder / COPIES_FOLDER).glob(f"*{_UNFINISHED}")]


def forget_copies(folder: Path) -> None:
    """Remove every copy: what is forgotten is not kept in one."""
    for copy in copies(folder):
        copy.unlink(missing_ok=True)


def _sync(file: Path) -> None:
    descriptor = os.open(file, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
