"""Each row of the library's tables carries a number made of its cells: a row that the disk changed is not believed.

SQLite finds a page that makes no sense, not a digit that became another one.
"""

import sqlite3
import zlib
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from runrisk.store.errors import SQLITE_TROUBLE, damaged_database
from runrisk.store.samples import sha256_of

SEALED = (
    "imports",
    "files",
    "activities",
    "sources",
    "duplicates",
    "kept_apart",
    "edits",
    "forgotten",
    "journal",
    "answers",
    "gear",
    "days",
    "settings",
    "results",
    "reports",
    "acknowledged",
)
"""The tables whose rows have a seal. Features and samples have hashes of their own."""

CHECKED_ON_OPENING = tuple(table for table in SEALED if table != "results")
"""The cache holds large blobs, and is held against its seals when something is taken from it."""


def seal(*cells: Any) -> int:
    """Return the seal of a row: a CRC-32, which no changed byte and no run of up to 32 bits leaves as it is."""
    plain = tuple(zlib.crc32(cell) if isinstance(cell, bytes) else cell for cell in cells)
    return zlib.crc32(repr(plain).encode())


def feature_sha256(activity_id: str, name: str, version: int, content: bytes) -> str:
    """Return the hash of a features row: of its content, and of whose and what it is."""
    return sha256_of(f"{activity_id} {name} {version} ".encode() + content)


def teach_seals(connection: sqlite3.Connection) -> None:
    """Let a connection know the SQL functions of seals and hashes."""
    connection.create_function("seal_of", -1, seal, deterministic=True)
    connection.create_function("sha256", 1, sha256_of, deterministic=True)
    connection.create_function("feature_sha256", 4, feature_sha256, deterministic=True)


def keep_sealed(connection: sqlite3.Connection) -> None:
    """Seal every row that this connection writes from now on."""
    for table in SEALED:
        cells = cells_of(connection, table)
        update = f"BEGIN UPDATE {table} SET seal = seal_of({cells}) WHERE rowid = new.rowid; END"  # noqa: S608 - our own names
        connection.execute(f"CREATE TEMP TRIGGER {table}_added AFTER INSERT ON {table} {update}")
        connection.execute(f"CREATE TEMP TRIGGER {table}_changed AFTER UPDATE OF {cells} ON {table} {update}")


def seal_all(connection: sqlite3.Connection) -> None:
    """Seal every row as it is now: after the tables have changed."""
    for table in SEALED:
        connection.execute(f"UPDATE {table} SET seal = seal_of({cells_of(connection, table)})")  # noqa: S608 - our own names


def check_seals(connection: sqlite3.Connection) -> None:
    """Hold every row against its seal, but those of the cache.

    Raises:
        LibraryError: the disk changed one, or an index over them.
    """
    if broken := broken_tables(connection, CHECKED_ON_OPENING):
        raise damaged_database(f" (table {', '.join(broken)})")


def broken_tables(connection: sqlite3.Connection, tables: Iterable[str] = SEALED) -> list[str]:
    """Return the tables with a row that is not as it was written, or an index that does not fit them."""
    return [table for table in tables if not _is_whole(connection, table)]


def drop_broken_rows(connection: sqlite3.Connection) -> list[str]:
    """Remove every row that is not as it was written; return their tables."""
    found = []
    for table in SEALED:
        rows = [rowid for (rowid,) in connection.execute(f"SELECT rowid FROM {table} NOT INDEXED")]  # noqa: S608 - our own names
        broken = [(rowid,) for rowid in rows if not _is_sealed(connection, table, rowid)]
        connection.executemany(f"DELETE FROM {table} WHERE rowid = ?", broken)  # noqa: S608 - as above
        found += [table] if broken else []
    return found


def whole_rows(connection: sqlite3.Connection, table: str) -> list[dict[str, Any]]:
    """Return the rows of a table that are as they were written, oldest first, as far as it can be read."""
    found = []
    statement = f"SELECT {cells_of(connection, table)} FROM {table} WHERE rowid = ?"  # noqa: S608 - our own names
    with suppress(*SQLITE_TROUBLE):
        for (rowid,) in connection.execute(f"SELECT rowid FROM {table} NOT INDEXED"):  # noqa: S608 - as above
            if _is_sealed(connection, table, rowid):
                row = connection.execute(statement, (rowid,))
                found.append(dict(zip((column[0] for column in row.description), row.fetchone(), strict=True)))
    return found


def cells_of(connection: sqlite3.Connection, table: str) -> str:
    """The columns of a table, its seal aside, as SQL names them."""
    names = connection.execute("SELECT name FROM pragma_table_info(?) WHERE name <> 'seal'", (table,))
    return ", ".join(f'"{name}"' for (name,) in names)


def _is_whole(connection: sqlite3.Connection, table: str) -> bool:
    cells = cells_of(connection, table)
    broken = f"SELECT count(*) FROM {table} NOT INDEXED WHERE seal IS NOT seal_of({cells})"  # noqa: S608 - our own names
    try:
        sound = connection.execute(f"PRAGMA integrity_check({table})").fetchall() == [("ok",)]
        return sound and connection.execute(broken).fetchone() == (0,)
    except SQLITE_TROUBLE as error:  # a text that is none any more
        if isinstance(error, sqlite3.OperationalError) and "user-defined" not in str(error):
            raise
        return False


def _is_sealed(connection: sqlite3.Connection, table: str, rowid: int) -> bool:
    statement = f"SELECT seal IS seal_of({cells_of(connection, table)}) FROM {table} WHERE rowid = ?"  # noqa: S608 - our own names
    try:
        return bool(connection.execute(statement, (rowid,)).fetchone() == (1,))
    except SQLITE_TROUBLE:  # a text that is none any more
        return False
