"""A backup is taken in however it lies there, as far as it is whole; two exports at once are one and a refusal."""

import json
import shutil
import sys
import threading
from datetime import date
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from library_builders import check, export_folder, facts_of
from runrisk.model import JournalEntry
from runrisk.store import Library, LibraryError, NoRoomError
from runrisk.store.export import export_library
from runrisk.workflows.files.import_files import import_files


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A library of three runs and its backup: `library`, `runs`, `backup`."""
    folder = tmp_path_factory.mktemp("made")
    with Library(folder / "library") as library:
        import_files(library, export_folder(folder / "runs", 3), jobs=0)
        library.journal.add(JournalEntry(day=date(2026, 3, 1), kind="note", note="left knee"))
        export_library(library, folder / "backup")
    return folder


def zipped(folder, file, root=""):
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            archive.write(path, root + path.relative_to(folder).as_posix())
    return file


def folder_itself(made, place):
    return shutil.copytree(made / "backup", place / "backup")


def folder_around(made, place):
    """Beside it lies another run, which is imported like any file."""
    shutil.copytree(made / "backup", place / "2026" / "backup")
    return place


def zip_of_its_files(made, place):
    return zipped(made / "backup", place / "b.zip")


def zip_of_the_folder(made, place):
    return zipped(made / "backup", place / "b.zip", "backup/")


def zip_in_a_folder(made, place):
    zipped(made / "backup", place / "b.zip", "backup/")
    return place


def zip_in_a_zip(made, place):
    inner = zipped(made / "backup", place / "b.zip", "backup/")
    with ZipFile(place / "outer.zip", "w") as archive:
        archive.write(inner, "b.zip")
    inner.unlink()
    return place / "outer.zip"


@pytest.mark.parametrize(
    "lies", [folder_itself, folder_around, zip_of_its_files, zip_of_the_folder, zip_in_a_folder, zip_in_a_zip]
)
def test_a_backup_is_taken_in_wherever_it_lies(made, tmp_path, lies):
    place = tmp_path / "given"
    place.mkdir()
    given = lies(made, place)
    with Library(tmp_path / "again") as again, Library(made / "library") as library:
        result = import_files(again, given, jobs=0)
        assert result.counts == {"imported": 3, "duplicate": 0, "merged": 0, "skipped": 0, "failed": 0}
        assert facts_of(again) == facts_of(library)
        assert again.log().told == library.log().told
        check(again)
        assert import_files(again, made / "runs", jobs=0).counts["duplicate"] == 3  # its import log came too


def test_what_lies_beside_a_backup_is_imported_too(made, tmp_path):
    shutil.copytree(made / "backup", tmp_path / "given" / "backup")
    export_folder(tmp_path / "given", 5)
    with Library(tmp_path / "again") as again:
        counts = import_files(again, tmp_path / "given", jobs=0).counts
    assert (counts["imported"], counts["duplicate"], counts["failed"]) == (5, 3, 0)


def test_two_backups_in_a_folder_are_both_taken_in(made, tmp_path):
    for name in ("old", "new"):
        shutil.copytree(made / "backup", tmp_path / "given" / name)
    with Library(tmp_path / "again") as again:
        counts = import_files(again, tmp_path / "given", jobs=0).counts
    assert (counts["imported"], counts["duplicate"], counts["failed"]) == (3, 3, 0)


@pytest.mark.parametrize("manifest", [b"{", b"[]", json.dumps({"schema": "x/9", "tables": 1}).encode()])
def test_a_folder_with_something_else_of_that_name_is_one_failed_line(made, tmp_path, manifest):
    shutil.copytree(made / "backup", tmp_path / "given" / "backup")
    (tmp_path / "given" / "backup" / "runrisk-export.json").write_bytes(manifest)
    with Library(tmp_path / "again") as again:
        [line] = import_files(again, tmp_path / "given", jobs=0).files
    assert (line.name, line.status) == ("backup", "failed")
    assert "damaged" in line.reason or "newer version" in line.reason


def test_after_a_partial_loss_only_what_is_gone_comes_back(made, tmp_path):
    """The journal as it is now stays, and so does a correction; the run and its samples come back."""
    shutil.copytree(made / "library", tmp_path / "library")
    with Library(tmp_path / "library") as library:
        gone, damaged, kept = library.read()
        library.journal.edit(1, note="right knee")
        library.edit(kept.id, shoe="red")
        library.database.write("DELETE FROM activities WHERE id = ?", (gone.id,))
        for run in (gone, damaged):
            (tmp_path / "library" / "samples" / "2026" / f"{run.id}.parquet").write_bytes(b"")
        counts = import_files(library, made / "backup", jobs=0).counts
        assert (counts["imported"], counts["duplicate"], counts["failed"]) == (1, 2, 0)
        check(library)
        assert [run.shoe for run in library.recorded()] == [None, None, "red"]
        assert [entry.note for entry in library.journal.journal().entries] == ["right knee", "left knee"]


def test_of_two_exports_to_one_place_one_is_whole_and_one_refuses(made, tmp_path):
    said = []

    def export():
        with Library(made / "library") as library:
            try:
                said.append(export_library(library, tmp_path / "out").activities)
            except LibraryError as error:
                said.append(str(error))

    both = [threading.Thread(target=export) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(map(str, said)) == ["3", "out exists and is not an empty folder. Choose another"]
    with Library(tmp_path / "again") as again:
        assert import_files(again, tmp_path / "out", jobs=0).counts["imported"] == 3
    assert sorted(path.name for path in tmp_path.iterdir()) == ["again", "out"]


@pytest.mark.skipif(sys.platform == "win32", reason="limits as POSIX has them")
def test_a_full_disk_is_not_another_import(made, tmp_path):
    resource = pytest.importorskip("resource")
    shutil.copytree(made / "library", tmp_path / "library")
    with Library(tmp_path / "library") as library:
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
        try:
            with pytest.raises(NoRoomError, match="may be full"):
                library.forget(library.read()[0].id)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
        check(library)
        assert len(library.ids()) == 3
