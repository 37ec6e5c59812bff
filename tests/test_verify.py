"""`doctor --verify` finds what is not as it was written, and what it names as the cure mends it."""

import shutil
import sqlite3
from contextlib import closing
from datetime import date

import pytest
from click.testing import CliRunner

from library_builders import activity, check, export_folder, put
from runrisk.cli import cli
from runrisk.model import JournalEntry
from runrisk.store import Library, LibraryError, NewerLibraryError, athlete_folder
from runrisk.store.rebuild import rebuild
from runrisk.store.schema import TABLES
from runrisk.store.seals import SEALED
from runrisk.store.verify import verify
from runrisk.workflows.files.import_files import import_files


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """A library of three runs and a journal entry, copied once."""
    folder = tmp_path_factory.mktemp("filled")
    export_folder(folder / "runs", 3)
    with Library(folder / "library") as library:
        library.journal.add(JournalEntry(day=date(2026, 3, 1), kind="note", note="left knee"))
        import_files(library, folder / "runs", jobs=0)
    return folder


@pytest.fixture
def folder(filled, tmp_path):
    shutil.copytree(filled, tmp_path / "all")
    return tmp_path / "all" / "library"


def samples_files(folder):
    return sorted((folder / "samples").glob("*/*.parquet"))


def change(folder, statement, *cells):
    """Change the database as a disk would: past the triggers that seal what the library writes."""
    with closing(sqlite3.connect(folder / "library.sqlite", isolation_level=None)) as connection:
        connection.execute(statement, cells)


def flip(file, at=None):
    content = bytearray(file.read_bytes())
    content[len(content) // 2 if at is None else at] ^= 1
    file.write_bytes(content)


def wrong(folder):
    return [fault.wrong for fault in verify(folder).faults]


def is_mended(folder):
    assert verify(folder).faults == ()
    with Library(folder) as library:
        check(library)
        assert len(library.ids()) == 3
        assert library.journal.journal().entries[0].note == "left knee"


def test_a_whole_library_has_nothing_wrong_and_all_of_it_was_read(folder):
    steps = []
    found = verify(folder, lambda done, total: steps.append((done, total)))
    assert (found.samples, found.features, found.copies, found.aside, found.faults) == (3, 6, 1, 0, ())
    assert steps == [(1, 3), (2, 3), (3, 3)]
    assert sorted(path.name for path in folder.iterdir()) == [
        *("copies", "import.lock", "incoming", "library.sqlite", "samples")
    ]


@pytest.mark.parametrize("spoil", [flip, lambda file: file.unlink(), lambda file: file.write_bytes(b"")])
def test_samples_are_put_back_by_the_import_that_the_line_names(folder, spoil):
    spoil(samples_files(folder)[1])
    [fault] = verify(folder).faults
    assert fault.wrong == "its samples are gone or damaged"
    name = fault.cure.split()[1]
    with Library(folder) as library:
        import_files(library, folder.parent / "runs" / name, jobs=0)
    is_mended(folder)


def test_two_swapped_samples_files_are_both_noticed(folder):
    first, second, _ = samples_files(folder)
    content = first.read_bytes()
    second.replace(first)
    second.write_bytes(content)
    assert wrong(folder) == ["its samples are gone or damaged"] * 2


def test_two_swapped_features_are_both_noticed_and_taken_anew(folder):
    """Content and hash of two runs change places: the hash is of the run's id too."""
    with closing(sqlite3.connect(folder / "library.sqlite", isolation_level=None)) as connection:
        rows = connection.execute("SELECT rowid, content, sha256 FROM features WHERE name = 'path'").fetchall()
        for (rowid, *_), (_, content, sha256) in zip(rows[:2], rows[1::-1], strict=True):
            connection.execute("UPDATE features SET content = ?, sha256 = ? WHERE rowid = ?", (content, sha256, rowid))
    assert wrong(folder) == ["its path is damaged"] * 2
    rebuild(folder)
    is_mended(folder)


def test_a_samples_file_without_a_row_is_taken_in_again(folder):
    with closing(sqlite3.connect(folder / "library.sqlite", isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("DELETE FROM activities WHERE id = ?", (samples_files(folder)[0].stem,))
    assert wrong(folder) == ["samples of a run that the library does not know"]
    assert rebuild(folder).activities == 1
    is_mended(folder)


def test_what_a_stopped_forget_left_is_removed(folder):
    file = samples_files(folder)[0]
    content = file.read_bytes()
    with Library(folder) as library:
        library.forget(file.stem)
    file.write_bytes(content)
    assert wrong(folder) == ["left of a forgotten run"]
    rebuild(folder)
    assert not file.exists()
    assert verify(folder).faults == ()


def test_a_damaged_copy_is_named_and_made_again(folder):
    [copy] = (folder / "copies").iterdir()
    flip(copy, 4096)  # what kind of page the second is
    [fault] = verify(folder).faults
    assert (fault.place, fault.cure) == (f"copies/{copy.name}", "Remove it: the next import makes another")
    copy.unlink()
    with Library(folder) as library:
        import_files(library, folder.parent / "runs", jobs=0)
    assert verify(folder).copies == 1
    is_mended(folder)


@pytest.mark.parametrize(
    ("statement", "table"),
    [
        ("UPDATE activities SET distance_m = distance_m + 0.001", "activities"),
        ("UPDATE sources SET name = 'x'", "sources"),
        ("UPDATE journal SET note = 'right knee'", "journal"),
        ("UPDATE files SET reason = CAST(x'ff' AS TEXT)", "files"),  # no text any more
        ("UPDATE settings SET seal = NULL", "settings"),
    ],
)
def test_a_row_that_the_disk_changed_is_never_believed_and_comes_back(folder, statement, table):
    change(folder, statement)
    with pytest.raises(LibraryError, match=rf"damaged \(table {table}\).*doctor --rebuild"):
        Library(folder)
    assert wrong(folder) == ["damaged"]
    done = rebuild(folder)
    assert (done.damaged, done.copy) == ("library.sqlite.0-damaged", None)
    is_mended(folder)


def test_a_run_whose_source_is_gone_is_taken_from_its_samples(folder):
    change(folder, "DELETE FROM sources WHERE activity_id = ?", samples_files(folder)[0].stem)
    assert wrong(folder) == ["damaged"]
    assert rebuild(folder).activities == 1
    is_mended(folder)


def test_a_lost_database_comes_back_from_its_copy_and_what_came_since_from_the_damaged_one(folder):
    with Library(folder) as library:
        library.journal.add(JournalEntry(day=date(2026, 3, 9), kind="note", note="after the copy"))
        put(library, activity(77, days=9))
    flip(folder / "library.sqlite", 20)  # the header: SQLite opens it no more
    flip(folder / "library.sqlite", 0)
    assert wrong(folder) == ["damaged"]
    done = rebuild(folder)
    assert done.copy is not None
    assert done.activities == 1
    assert verify(folder).faults == ()
    (folder / "library.sqlite").unlink()
    assert wrong(folder) == ["gone"]
    rebuild(folder)
    with Library(folder) as library:
        assert len(library.ids()) == 4


def test_rows_written_since_the_copy_are_saved_from_a_database_with_a_damaged_page(folder):
    with Library(folder) as library:
        library.journal.add(JournalEntry(day=date(2026, 3, 9), kind="note", note="after the copy"))
        [(page,)] = library.database.rows("SELECT rootpage FROM sqlite_master WHERE name = 'activities_by_start'")
        [(size,)] = library.database.rows("PRAGMA page_size")
    content = bytearray((folder / "library.sqlite").read_bytes())
    content[(page - 1) * size : page * size] = bytes(size)
    (folder / "library.sqlite").write_bytes(content)
    assert wrong(folder) == ["damaged"]
    assert rebuild(folder).copy is not None
    with Library(folder) as library:
        assert [entry.note for entry in library.journal.journal().entries] == ["left knee", "after the copy"]
    is_mended(folder)


def test_every_table_is_sealed_or_has_hashes_of_its_own():
    assert set(SEALED) == set(TABLES) - {"features", "samples_hashes"}


def test_what_the_library_writes_is_sealed(folder):
    with Library(folder) as library:
        library.edit(next(iter(library.ids())), shoe="red")
        library.journal.edit(1, note="right knee")
        library.cache.put("sides", "key", b"\x00 result")
    with Library(folder) as library:
        assert library.cache.get("key") == b"\x00 result"
    change(folder, "UPDATE results SET content = x'01'")
    with Library(folder) as library:
        assert library.cache.get("key") is None  # worked out again: no reason to stop
    change(folder, "DELETE FROM results")
    assert verify(folder).faults == ()


def test_the_command_says_each_fault_in_a_line_and_exits_with_3(folder):
    shutil.copytree(folder, athlete_folder("me"))
    done = CliRunner().invoke(cli, ["doctor", "--verify"])
    assert (done.exit_code, done.output) == (
        0,
        "read: 3 samples files, 6 features, 1 copies of the database. nothing damaged\n",
    )
    flip(samples_files(athlete_folder("me"))[0])
    done = CliRunner().invoke(cli, ["doctor", "--verify"])
    assert done.exit_code == 3
    assert done.output.splitlines()[0].endswith("again: that puts them back; or `runrisk forget "
        + samples_files(athlete_folder("me"))[0].stem + "`")  # fmt: skip
    assert done.output.splitlines()[1].endswith("1 damaged")


def test_without_a_library_there_is_nothing_to_verify(tmp_path):
    with pytest.raises(LibraryError, match="no library yet"):
        verify(tmp_path / "none")
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("made", [[], ["library.sqlite"], ["library.sqlite", "import.lock"]])
def test_a_library_that_was_stopped_while_it_was_made_is_not_damaged(tmp_path, made):
    for name in made:
        (tmp_path / name).touch()
    assert verify(tmp_path).faults == ()


def test_an_empty_database_beside_samples_is_a_lost_one(folder):
    (folder / "library.sqlite").write_bytes(b"")
    assert wrong(folder) == ["damaged"]
    rebuild(folder)
    is_mended(folder)


def test_a_lost_database_is_told_from_an_empty_library(folder):
    shutil.copytree(folder, athlete_folder("me"))
    (athlete_folder("me") / "library.sqlite").unlink()
    assert "doctor --rebuild" in str(CliRunner().invoke(cli, ["activities"]).exception)
    assert CliRunner().invoke(cli, ["doctor", "--rebuild", "--verify"]).exit_code == 0
    assert CliRunner().invoke(cli, ["activities"]).exit_code == 0
    assert "is empty" in str(CliRunner().invoke(cli, ["activities", "--athlete", "new"]).exception)


@pytest.mark.parametrize("name", ["0a1b2c3d4e5f-0.parquet", "{stem} (conflicted copy).parquet", "notes.parquet"])
@pytest.mark.parametrize("own", [True, False])
def test_what_a_synchronised_folder_adds_is_put_aside(folder, name, own):
    """A second copy of a run's samples under another name, or anything else that ends in .parquet."""
    first = samples_files(folder)[0]
    place = first.with_name(name.format(stem=first.stem))
    place.write_bytes(first.read_bytes() if own else b"something else")
    assert wrong(folder) == ["samples of a run that the library does not know"]
    done = rebuild(folder)
    assert (done.activities, done.left) == (0, (place.name,))
    assert (folder / "quarantine" / place.name).exists()
    is_mended(folder)
    assert rebuild(folder).left == (place.name,)  # again, nothing more
    is_mended(folder)


@pytest.mark.parametrize(("table", "name"), [("journal", "jourmal"), ("activities", "activitie\x13")])
def test_a_table_that_the_disk_renamed_comes_back(folder, table, name):
    with closing(sqlite3.connect(folder / "library.sqlite", isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        renamed = "UPDATE sqlite_master SET name = ?, tbl_name = ?, sql = replace(sql, ?, ?) WHERE name = ?"
        connection.execute(renamed, (name, name, f"TABLE {table}", f'TABLE "{name}"', table))
    assert wrong(folder) == ["damaged"]
    with pytest.raises(LibraryError, match="doctor --"):
        Library(folder)
    rebuild(folder)
    is_mended(folder)


def test_a_newer_library_is_neither_looked_through_nor_rebuilt(folder):
    change(folder, "PRAGMA user_version = 99")
    before = (folder / "library.sqlite").read_bytes()
    for work in (verify, rebuild):
        with pytest.raises(NewerLibraryError, match="Update runrisk"):
            work(folder)
    assert (folder / "library.sqlite").read_bytes() == before
