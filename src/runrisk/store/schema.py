"""The library's tables, and how an older library becomes a newer one."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from runrisk.store.database_copies import copy_database
from runrisk.store.errors import NewerLibraryError
from runrisk.store.private_files import PRIVATE_FILE
from runrisk.store.samples import sha256_of

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
)
"""Entry n takes a library from version n to n + 1. Entries are only ever added."""


def connect(file: Path) -> sqlite3.Connection:
    """Open the library's tables, making or updating them; the file is private from its first byte.

    Raises:
        NewerLibraryError: a newer version of the program wrote the file.
        sqlite3.Error: the file is no database, or cannot be written.
    """
    file.touch(mode=PRIVATE_FILE, exist_ok=True)
    connection = sqlite3.connect(file, timeout=BUSY_S, isolation_level=None)
    try:
        connection.create_function("sha256", 1, sha256_of, deterministic=True)
        connection.execute("PRAGMA journal_mode = WAL")
        # With FULL a commit is on the disk when it returns: what was said to be imported stays so after a power cut.
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")  # what is forgotten is overwritten, not only unlinked
        if 0 < _version(connection) < len(MIGRATIONS):
            copy_database(connection, file.parent)
        migrate(connection, MIGRATIONS)
    except BaseException:
        connection.close()
        raise
    return connection


def connect_read_only(file: Path) -> sqlite3.Connection:
    """Read the library's tables into memory, brought up to date there: for a disk that cannot be written.

    Raises:
        NewerLibraryError: a newer version of the program wrote the file.
        sqlite3.Error: the file is no database.
    """
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.create_function("sha256", 1, sha256_of, deterministic=True)
    if file.exists():
        # Without a write-ahead log nothing is under way, and SQLite need not look for one: it could not make one here.
        alone = "" if file.with_name(f"{file.name}-wal").exists() else "&immutable=1"
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro{alone}", uri=True)) as stored:
            stored.backup(connection)
    migrate(connection, MIGRATIONS)
    return connection


def migrate(connection: sqlite3.Connection, steps: Sequence[Sequence[str]]) -> None:
    """Bring the tables to version `len(steps)`, all steps in one transaction or none.

    Raises:
        NewerLibraryError: the tables are newer than that.
    """
    if _version(connection) == len(steps):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        for statement in _missing(connection, steps):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(steps)}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _missing(connection: sqlite3.Connection, steps: Sequence[Sequence[str]]) -> list[str]:
    """The statements still to run: asked inside the transaction, for another process may have been faster."""
    version = _version(connection)
    if version > len(steps):
        raise NewerLibraryError(
            f"the library has version {version}, this program knows versions up to {len(steps)}. "
            "Update runrisk; the library was left as it is"
        )
    return [statement for step in steps[version:] for statement in step]


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
