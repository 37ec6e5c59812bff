"""Whether a database file is whole: SQLite's own checks, the seals of its rows, and that every run has its source."""

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from runrisk.store.errors import SQLITE_TROUBLE
from runrisk.store.schema import SEALED_SINCE, open_to_read, refuse_newer, version_of
from runrisk.store.seals import broken_tables, teach_seals


def leave_newer(file: Path) -> None:
    """Leave a database of a newer program alone.

    Raises:
        NewerLibraryError: it is one.
    """
    with suppress(*SQLITE_TROUBLE), closing(_opened(file)) as connection:
        refuse_newer(version_of(connection))


def is_whole(file: Path) -> bool:
    """Whether a file is a library's database, and everything in it is as it was written."""
    try:
        with closing(_opened(file)) as connection:
            return is_sound(connection) and not broken_links(connection) and not _broken_seals(connection)
    except SQLITE_TROUBLE:
        return False


def is_empty(file: Path) -> bool:
    """Whether a file is a database without a table: a library was about to be made."""
    try:
        with closing(_opened(file)) as connection:
            return not connection.execute("SELECT 1 FROM sqlite_master").fetchall()
    except SQLITE_TROUBLE:
        return False


def is_readable(file: Path) -> bool:
    """Whether SQLite itself finds no fault with a library's database; rows may be others than were written."""
    try:
        with closing(_opened(file)) as connection:
            return is_sound(connection)
    except SQLITE_TROUBLE:
        return False


def is_sound(connection: sqlite3.Connection) -> bool:
    """Whether SQLite finds no fault with the tables of a library."""
    return version_of(connection) > 0 and connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def broken_links(connection: sqlite3.Connection) -> bool:
    """Whether a row names one that is not there, or an activity lacks its source."""
    alone = "SELECT count(*) FROM activities WHERE id NOT IN (SELECT activity_id FROM sources)"
    return bool(connection.execute("PRAGMA foreign_key_check").fetchall()) or connection.execute(alone).fetchone() != (
        0,
    )


def _broken_seals(connection: sqlite3.Connection) -> list[str]:
    if version_of(connection) < SEALED_SINCE:
        return []
    return broken_tables(connection)


def _opened(file: Path) -> sqlite3.Connection:
    connection = open_to_read(file)
    teach_seals(connection)
    return connection
