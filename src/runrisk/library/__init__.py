"""One runner's own store: SQLite for tables, journal and ledger; Parquet for samples."""

from runrisk.library.door import make_callable
from runrisk.library.edits import EDITABLE, Edit
from runrisk.library.errors import (
    LibraryBusyError,
    LibraryError,
    NewerLibraryError,
    NoRoomError,
    UnknownActivityError,
)
from runrisk.library.gear import Gear
from runrisk.library.home import athlete_folder, home
from runrisk.library.ledger import LedgerLine
from runrisk.library.store import Incoming, Library

__all__ = [
    "EDITABLE",
    "Edit",
    "Gear",
    "Incoming",
    "LedgerLine",
    "Library",
    "LibraryBusyError",
    "LibraryError",
    "NewerLibraryError",
    "NoRoomError",
    "UnknownActivityError",
    "athlete_folder",
    "home",
]

make_callable(__name__)
