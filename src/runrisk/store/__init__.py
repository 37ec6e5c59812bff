"""One runner's own store: SQLite for tables, journal and import log; Parquet for samples."""

from runrisk.model import Gear
from runrisk.store.edits import EDITABLE, Edit
from runrisk.store.errors import (
    LibraryBusyError,
    LibraryError,
    NewerLibraryError,
    NoRoomError,
    UnknownActivityError,
)
from runrisk.store.home import athlete_folder, home
from runrisk.store.import_log import LoggedFile
from runrisk.store.incoming import Incoming
from runrisk.store.store import Library

__all__ = [
    "EDITABLE",
    "Edit",
    "Gear",
    "Incoming",
    "Library",
    "LibraryBusyError",
    "LibraryError",
    "LoggedFile",
    "NewerLibraryError",
    "NoRoomError",
    "UnknownActivityError",
    "athlete_folder",
    "home",
]
