"""The library's SQLite file: reading, and writing all or nothing."""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from weakref import finalize

from runrisk.store.database_copies import copied_today, copy_database
from runrisk.store.errors import SQLITE_TROUBLE, from_sqlite
from runrisk.store.schema import connect, connect_read_only
from runrisk.store.seals import cells_of

Parameters = Sequence[Any] | dict[str, Any]


class Database:
    """One connection to a library's tables. SQLite's errors come out as LibraryError.

    On a disk that cannot be written it is a copy in memory, and `writable` is False: reports are made all the same.
    """

    def __init__(self, file: Path) -> None:
        self._folder = file.parent
        self.writable = os.access(file if file.exists() else file.parent, os.W_OK) and os.access(file.parent, os.W_OK)
        with _in_our_words():
            self._connection = connect(file) if self.writable else connect_read_only(file)
        finalize(self, _close, self._connection)  # who forgets a library has closed it too

    def rows(self, statement: str, parameters: Parameters = ()) -> list[tuple[Any, ...]]:
        """Return all rows of a query."""
        with _in_our_words():
            return self._connection.execute(statement, parameters).fetchall()

    def each_row(self, statement: str) -> Iterator[tuple[Any, ...]]:
        """Give the rows of a query one by one: for those that hold much."""
        with _in_our_words():
            yield from self._connection.execute(statement)

    def table(self, name: str) -> tuple[list[str], list[tuple[Any, ...]]]:
        """Return the columns and all rows of one of our own tables, oldest first; seals stay here."""
        with _in_our_words():
            cells = cells_of(self._connection, name)
            found = self._connection.execute(f"SELECT {cells} FROM {name} ORDER BY rowid")  # noqa: S608 - a name of ours
            return [column[0] for column in found.description], found.fetchall()

    @contextmanager
    def writing(self) -> Iterator["Database"]:
        """Make everything written inside the block one transaction; a block inside another belongs to it."""
        if self._connection.in_transaction:
            yield self
            return
        with _in_our_words():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:  # a full disk makes SQLite roll back by itself
                    self._connection.execute("ROLLBACK")
                raise

    @contextmanager
    def rehearsing(self) -> Iterator["Database"]:
        """Let everything inside the block happen, then undo it; others cannot write meanwhile."""
        with _in_our_words():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self
            finally:
                self._connection.execute("ROLLBACK")

    def write(self, statement: str, parameters: Parameters = ()) -> int:
        """Run one statement; return how many rows it touched."""
        with self.writing():
            return self._connection.execute(statement, parameters).rowcount

    def write_many(self, statement: str, rows: Iterable[Parameters]) -> None:
        """Run one statement for each row."""
        with self.writing():
            self._connection.executemany(statement, rows)

    def insert(self, statement: str, parameters: Parameters = ()) -> int:
        """Run one INSERT; return the new row's number."""
        with self.writing():
            return int(self._connection.execute(statement, parameters).lastrowid or 0)

    def shrink(self) -> None:
        """Give back the room of what was removed, and wipe the write-ahead log."""
        with _in_our_words():
            self._connection.execute("VACUUM")
        self.checkpoint()

    def checkpoint(self) -> None:
        """Wipe the write-ahead log: it holds rows as they were before."""
        with _in_our_words():
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def seal(self) -> None:
        """From now on refuse to write where that would only be written to memory."""
        if not self.writable:
            self._connection.execute("PRAGMA query_only = ON")

    def copy_once_a_day(self) -> None:
        """Keep a copy of the file beside it, unless there is one of today."""
        if not copied_today(self._folder):
            with _in_our_words():
                copy_database(self._connection, self._folder)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


def _close(connection: sqlite3.Connection) -> None:
    """Close a connection that nobody holds; another thread than its own may not, and leaves that to SQLite."""
    with suppress(sqlite3.ProgrammingError):
        connection.close()


@contextmanager
def _in_our_words() -> Iterator[None]:
    try:
        yield
    except SQLITE_TROUBLE as error:
        raise from_sqlite(error) from error
