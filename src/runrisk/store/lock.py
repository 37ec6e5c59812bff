"""One import at a time."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from runrisk.store.errors import LibraryBusyError, from_os, from_sqlite, is_busy
from runrisk.store.private_files import PRIVATE_FILE

WAIT_S = 30.0
"""How long a second import waits for the first. Our choice: enough for a month of runs, too short to seem stuck."""


@contextmanager
def import_lock(file: Path, wait_s: float = WAIT_S) -> Iterator[None]:
    """Hold the library for one import.

    The lock is SQLite's own on an empty file beside the library: it works alike on every platform, and the operating
    system lets go of it when the process ends, however that happens.

    Raises:
        LibraryBusyError: another import holds it, and still does after `wait_s` [s].
        LibraryError: it cannot be had for another reason; a full disk is a NoRoomError.
    """
    try:
        file.touch(mode=PRIVATE_FILE, exist_ok=True)
    except OSError as error:
        raise from_os(error) from error
    with closing(sqlite3.connect(file, timeout=wait_s, isolation_level=None)) as connection:
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if not is_busy(error):  # a full disk keeps a lock from being had too
                raise from_sqlite(error) from error
            raise LibraryBusyError(
                "another import into this library is running. Wait until it has finished, then run this one again"
            ) from error
        yield
