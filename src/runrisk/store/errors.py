"""What can go wrong with a library, said so that the runner can mend it."""

import errno
import sqlite3

from runrisk.errors import RunriskError, WrongUseError

NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


SQLITE_TROUBLE = (sqlite3.Error, UnicodeDecodeError)
"""What SQLite raises: where damage is in a name, Python cannot even read its message."""


class LibraryError(RunriskError):
    """The library cannot do what was asked."""


class NewerLibraryError(LibraryError):
    """The library was written by a newer version of the program; nothing was touched."""


class LibraryBusyError(LibraryError):
    """Another import holds the library."""


class NoRoomError(LibraryError):
    """The disk is full, or a limit on file sizes is met; what was stored before is safe."""


class WrongWordError(LibraryError, WrongUseError):
    """A correction, a name or a number that the library cannot take; nothing was changed."""


class UnknownActivityError(WrongWordError, KeyError):
    """The library has no activity of this id."""

    __str__ = LibraryError.__str__


def no_room() -> NoRoomError:
    """Return the error for a disk that takes no more."""
    return NoRoomError(
        "the disk that holds the library cannot be written (it may be full); everything stored so far is safe. "
        "Make room and run the same command again: it goes on where it stopped"
    )


def damaged_database(where: str = "") -> LibraryError:
    """Return the error for tables that are not as they were written."""
    return LibraryError(f"library.sqlite is damaged{where}. `runrisk doctor --rebuild` puts together what can be had")


def from_os(error: OSError, place: str = "the library") -> LibraryError:
    """Return the operating system's error about a place in the runner's words."""
    if error.errno in NO_ROOM:
        return no_room()
    return LibraryError(f"{place} cannot be written ({error.strerror}). Check its folder and its permissions")


def is_busy(error: Exception) -> bool:
    """Whether another program holds what was asked for."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


def from_sqlite(error: sqlite3.Error | UnicodeDecodeError) -> LibraryError:
    """Return SQLite's error in the runner's words."""
    unreadable = sqlite3.SQLITE_CORRUPT if isinstance(error, UnicodeDecodeError) else 0
    code = getattr(error, "sqlite_errorcode", unreadable) & 0xFF
    if code in {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}:
        return no_room()
    if is_busy(error):
        return LibraryBusyError("another program is writing to the library. Wait a moment and try again")
    if code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
        return damaged_database()
    if code == sqlite3.SQLITE_READONLY:
        return LibraryError("the library cannot be written: its folder or its disk is read-only. Set RUNRISK_HOME")
    if code == sqlite3.SQLITE_CANTOPEN:
        return LibraryError("the library's folder takes no new file. Make room, or check its permissions")
    return LibraryError(
        f"the library could not be used ({error}). `runrisk doctor --verify` says whether it is damaged"
    )
