"""Versions of the tables: older ones are brought up to date, newer ones refused, a failed update changes nothing."""

import sqlite3
from pathlib import Path

import pytest

from library_builders import activity
from runrisk.store import Library, LibraryError, NewerLibraryError
from runrisk.store.activity_table import FACTS
from runrisk.store.schema import MIGRATIONS, connect, migrate

FIRST_VERSION = Path(__file__).parent / "library" / "version-1.sql"
"""A library of version 1 with one run, one journal entry and one correction, as SQL. Never to be changed."""


def _version(connection):
    return connection.execute("PRAGMA user_version").fetchone()[0]


def test_a_new_library_has_the_newest_version(tmp_path):
    connection = connect(tmp_path / "library.sqlite")
    assert _version(connection) == len(MIGRATIONS)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


def test_a_library_of_the_first_version_is_still_read(tmp_path):
    connection = sqlite3.connect(tmp_path / "library.sqlite")
    connection.executescript(FIRST_VERSION.read_text(encoding="utf-8"))
    connection.close()
    with Library(tmp_path) as library:
        [run] = library.log().recorded
        assert run.start_utc.isoformat() == "2026-03-02T17:30:00+00:00"
        assert run.distance_m == 5200.0
        assert library.journal.journal().entries[0].note == "left knee after the hills"
        assert _version(library.database._connection) == len(MIGRATIONS)


def test_steps_are_taken_one_after_the_other_and_keep_what_is_there(tmp_path):
    connection = connect(tmp_path / "library.sqlite")
    connection.execute("INSERT INTO settings (name, value) VALUES ('units', '\"km\"')")
    further = ["ALTER TABLE settings ADD COLUMN since TEXT", "UPDATE settings SET since = '2026-01-01'"]
    last = ["CREATE TABLE places (name TEXT)", "INSERT INTO places SELECT since FROM settings"]
    migrate(connection, [*MIGRATIONS, further, last])
    assert _version(connection) == len(MIGRATIONS) + 2
    assert connection.execute("SELECT name, value, since FROM settings").fetchall() == [("units", '"km"', "2026-01-01")]
    assert connection.execute("SELECT * FROM places").fetchall() == [("2026-01-01",)]
    connection.close()


def test_a_step_that_fails_leaves_everything_as_it_was(tmp_path):
    connection = connect(tmp_path / "library.sqlite")
    steps = [*MIGRATIONS, ["CREATE TABLE places (name TEXT)", "INSERT INTO nowhere VALUES (1)"]]
    with pytest.raises(sqlite3.OperationalError, match="nowhere"):
        migrate(connection, steps)
    assert _version(connection) == len(MIGRATIONS)
    assert connection.execute("SELECT name FROM sqlite_master WHERE name = 'places'").fetchall() == []
    connection.close()


def test_a_newer_library_is_refused_and_left_alone(tmp_path):
    connection = connect(tmp_path / "library.sqlite")
    connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    connection.close()
    before = (tmp_path / "library.sqlite").read_bytes()
    with pytest.raises(NewerLibraryError, match="Update runrisk"):
        Library(tmp_path)
    assert (tmp_path / "library.sqlite").read_bytes() == before


def test_a_damaged_file_is_one_clear_sentence(tmp_path):
    (tmp_path / "library.sqlite").write_bytes(b"this is no database, whatever its name says" * 100)
    with pytest.raises(LibraryError, match="damaged"):
        Library(tmp_path)


def test_every_fact_of_an_activity_has_its_column(tmp_path):
    connection = connect(tmp_path / "library.sqlite")
    columns = [row[1] for row in connection.execute("PRAGMA table_info(activities)")]
    connection.close()
    assert sorted(columns) == sorted(["id", *FACTS, "seal"])
    assert activity().id  # the builder gives every required fact
