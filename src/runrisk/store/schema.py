"""The library's tables, and how an older library becomes a newer one."""

import os
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from runrisk.store.database_copies import copy_database
from runrisk.store.errors import NewerLibraryError
from runrisk.store.private_files import PRIVATE_FILE
from runrisk.store.seals import SEALED, check_seals, keep_sealed, seal_all, teach_seals

BUSY_S = 10.0
"""How long a write waits for another program's write. Our choice: an import holds the file for milliseconds."""

FIRST = (
    """CREATE TABLE imports (
        id INTEGER PRIMARY KEY, started_utc TEXT NOT NULL, finished_utc TEXT, program TEXT NOT NULL)""",
    """CREATE TABLE files (
        found_key TEXT NOT NULL, name TEXT NOT NULL, sha256 TEXT, status TEXT NOT NULL, reason TEXT NOT NULL,
        activities TEXT NOT NULL, program TEXT NOT NULL, first_import INTEGER NOT NULL REFERENCES imports (id),
        last_import INTEGER NOT NULL REFERENCES imports (id), PRIMARY KEY (found_key, name))""",
    """CREATE TABLE activities (
        id TEXT PRIMARY KEY, start_utc TEXT NOT NULL, elapsed_s REAL NOT NULL, sport TEXT NOT NULL, sub_sport TEXT,
        utc_offset_s INTEGER NOT NULL, tz_source TEXT NOT NULL, name TEXT, race INTEGER, distance_m REAL, timer_s REAL,
        moving_s REAL, ascent_m REAL, descent_m REAL, avg_hr_bpm REAL, avg_cadence_spm REAL, contact_left_pct REAL,
        shoe TEXT, rpe REAL, note TEXT, device TEXT, warnings TEXT NOT NULL)""",
    "CREATE INDEX activities_by_start ON activities (start_utc)",
    """CREATE TABLE sources (
        activity_id TEXT PRIMARY KEY REFERENCES activities (id) ON DELETE CASCADE, sha256 TEXT NOT NULL,
        session INTEGER NOT NULL, name TEXT NOT NULL, format TEXT NOT NULL, manufacturer TEXT, product TEXT,
        serial_mark INTEGER, time_created TEXT)""",
    "CREATE INDEX sources_by_sha256 ON sources (sha256)",
    """CREATE TABLE duplicates (
        activity_id TEXT PRIMARY KEY REFERENCES activities (id) ON DELETE CASCADE,
        duplicate_of TEXT NOT NULL REFERENCES activities (id) ON DELETE CASCADE, reason TEXT NOT NULL)""",
    """CREATE TABLE kept_apart (
        activity_id TEXT PRIMARY KEY REFERENCES activities (id) ON DELETE CASCADE)""",
    """CREATE TABLE edits (
        id INTEGER PRIMARY KEY, activity_id TEXT NOT NULL, field TEXT NOT NULL, value TEXT NOT NULL,
        made_utc TEXT NOT NULL)""",
    "CREATE TABLE forgotten (activity_id TEXT PRIMARY KEY)",
    """CREATE TABLE features (
        activity_id TEXT NOT NULL REFERENCES activities (id) ON DELETE CASCADE, name TEXT NOT NULL,
        version INTEGER NOT NULL, content BLOB NOT NULL, PRIMARY KEY (activity_id, name))""",
    """CREATE TABLE journal (
        id INTEGER PRIMARY KEY, day TEXT NOT NULL, kind TEXT NOT NULL, until TEXT, site TEXT, side TEXT, score REAL,
        note TEXT)""",
    "CREATE TABLE answers (question TEXT PRIMARY KEY, value TEXT NOT NULL)",
    """CREATE TABLE gear (
        name TEXT PRIMARY KEY, since TEXT, until TEXT, start_m REAL NOT NULL, note TEXT)""",
    "CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
)

TABLES = (
    "files",
    "imports",
    "duplicates",
    "kept_apart",
    "sources",
    "samples_hashes",
    "features",
    "activities",
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
"""Every table, those that refer to others before these."""

PAIN_TOLD = ("ALTER TABLE journal ADD COLUMN timing TEXT", "ALTER TABLE journal ADD COLUMN detail TEXT")

RESULTS_KEPT = ("CREATE TABLE results (name TEXT PRIMARY KEY, key TEXT NOT NULL, content BLOB NOT NULL)",)

REPORTS_REMEMBERED = (
    "CREATE TABLE reports (day TEXT PRIMARY KEY, seen TEXT NOT NULL)",
    """CREATE TABLE acknowledged (
        rule TEXT PRIMARY KEY, day TEXT NOT NULL, level TEXT NOT NULL, times INTEGER NOT NULL)""",
)

DUPLICATES_ASKED = ("ALTER TABLE duplicates ADD COLUMN asked INTEGER NOT NULL DEFAULT 0",)

HASHES_KEPT = (
    """CREATE TABLE samples_hashes (
        activity_id TEXT PRIMARY KEY REFERENCES activities (id) ON DELETE CASCADE, sha256 TEXT NOT NULL)""",
    "ALTER TABLE features ADD COLUMN sha256 TEXT",
    "UPDATE features SET sha256 = sha256(content)",
)

DAYS_RECORDED = (
    """CREATE TABLE days (
        day TEXT NOT NULL, source TEXT NOT NULL, sleep_s REAL, resting_hr_bpm REAL, hrv_rmssd_ms REAL, hrv_sdnn_ms REAL,
        PRIMARY KEY (day, source))""",
)

STATED_KEPT = tuple(
    f"ALTER TABLE activities ADD COLUMN {name} {'TEXT' if name == 'hr_zones_bpm' else 'REAL'}"
    for name in (
        "feel_pct",
        "rpe_estimated",
        "avg_power_w",
        "avg_contact_ms",
        "avg_oscillation_mm",
        "avg_step_length_mm",
        "avg_respiration_per_min",
        "second_contact_left_pct",
        "running_s",
        "walking_s",
        "standing_s",
        "hr_max_bpm",
        "hr_threshold_bpm",
        "hr_zones_bpm",
    )
)

GEAR_TOLD = (
    "ALTER TABLE gear ADD COLUMN retire_m REAL",
    "ALTER TABLE gear ADD COLUMN is_default INTEGER NOT NULL DEFAULT 0",
)

ROWS_SEALED = (
    *(f"ALTER TABLE {table} ADD COLUMN seal INTEGER" for table in SEALED),
    "UPDATE features SET sha256 = feature_sha256(activity_id, name, version, content)",
)

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    FIRST,
    PAIN_TOLD,
    RESULTS_KEPT,
    REPORTS_REMEMBERED,
    DUPLICATES_ASKED,
    HASHES_KEPT,
    DAYS_RECORDED,
    STATED_KEPT,
    GEAR_TOLD,
    ROWS_SEALED,
)
"""Entry n takes a library from version n to n + 1. Entries are only ever added."""


SEALED_SINCE = MIGRATIONS.index(ROWS_SEALED) + 1
"""The first version whose rows have seals."""


def connect(file: Path) -> sqlite3.Connection:
    """Open the library's tables, making or updating them; the file is private from its first byte.

    Raises:
        NewerLibraryError: a newer version of the program wrote the file.
        LibraryError: the disk changed a row.
        sqlite3.Error: the file is no database, or cannot be written.
    """
    file.touch(mode=PRIVATE_FILE, exist_ok=True)
    connection = sqlite3.connect(file, timeout=BUSY_S, isolation_level=None)
    try:
        teach_seals(connection)
        connection.execute("PRAGMA journal_mode = WAL")
        # With FULL a commit is on the disk when it returns: what was said to be imported stays so after a power cut.
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")  # what is forgotten is overwritten, not only unlinked
        _check(connection)
        if 0 < version_of(connection) < len(MIGRATIONS):
            copy_database(connection, file.parent)
        migrate(connection, MIGRATIONS)
        keep_sealed(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def connect_read_only(file: Path) -> sqlite3.Connection:
    """Read the library's tables into memory, brought up to date there: for a disk that cannot be written.

    Raises:
        NewerLibraryError: a newer version of the program wrote the file.
        LibraryError: the disk changed a row.
        sqlite3.Error: the file is no database.
    """
    connection = in_memory(file)
    try:
        _check(connection)
        migrate(connection, MIGRATIONS)
    except BaseException:
        connection.close()
        raise
    return connection


def in_memory(file: Path) -> sqlite3.Connection:
    """Read a database into memory as it is, whole or not; one that does not exist is empty.

    Raises:
        sqlite3.Error: the file is no database.
    """
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        teach_seals(connection)
        if file.exists():
            with closing(open_to_read(file)) as stored:
                stored.backup(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def open_to_read(file: Path) -> sqlite3.Connection:
    """Open a database to look at it, whole or not; it is not written to.

    Raises:
        sqlite3.Error: there is no such file.
    """
    log, index = (file.with_name(f"{file.name}-{ending}") for ending in ("wal", "shm"))
    if log.exists() and not index.exists() and not os.access(file.parent, os.W_OK):
        return _copied_to_memory(file, log)
    # Without a write-ahead log nothing is under way, and SQLite need not look for one: it might not be able to make one.
    alone = "" if log.exists() else "&immutable=1"
    return sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro{alone}", uri=True)


def _copied_to_memory(file: Path, log: Path) -> sqlite3.Connection:
    """A database whose write-ahead log a killed program left, where SQLite cannot write the index that it needs for it."""
    connection = sqlite3.connect(":memory:")
    with TemporaryDirectory() as folder:
        copy, _ = (shutil.copyfile(one, Path(folder) / one.name) for one in (file, log))
        with closing(sqlite3.connect(copy)) as stored:
            stored.backup(connection)
    return connection


def migrate(connection: sqlite3.Connection, steps: Sequence[Sequence[str]]) -> None:
    """Bring the tables to version `len(steps)`, all steps in one transaction or none.

    Raises:
        NewerLibraryError: the tables are newer than that.
    """
    if version_of(connection) == len(steps):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        for statement in _missing(connection, steps):
            connection.execute(statement)
        if len(steps) >= SEALED_SINCE:
            seal_all(connection)
        connection.execute(f"PRAGMA user_version = {len(steps)}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _missing(connection: sqlite3.Connection, steps: Sequence[Sequence[str]]) -> list[str]:
    """The statements still to run: asked inside the transaction, for another process may have been faster."""
    version = version_of(connection)
    refuse_newer(version, len(steps))
    return [statement for step in steps[version:] for statement in step]


def refuse_newer(version: int, known: int = len(MIGRATIONS)) -> None:
    """Leave the tables of a newer program alone.

    Raises:
        NewerLibraryError: they are newer than the `known` version.
    """
    if version > known:
        raise NewerLibraryError(
            f"the library has version {version}, this program knows versions up to {known}. "
            "Update runrisk; the library was left as it is"
        )


def _check(connection: sqlite3.Connection) -> None:
    if SEALED_SINCE <= version_of(connection) <= len(MIGRATIONS):
        check_seals(connection)


def version_of(connection: sqlite3.Connection) -> int:
    """Return the version of a database's tables; 0 where there are none yet."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
