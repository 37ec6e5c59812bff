"""Importing into a library: once, again, in parts, from folders, zips and single files."""

import gzip
import json
import random
import shutil
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest

import runrisk
from frames import frame_of
from library_builders import START, check, export_folder, facts_of, fit_file, samples
from runrisk.errors import MissingPathError, SettingsError
from runrisk.model import Sport
from runrisk.store import Library
from runrisk.workflows.files.import_files import import_files
from runrisk.workflows.files.read import read
from runrisk.writers.gpx import gpx_text

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"


@pytest.fixture
def library(tmp_path):
    with Library(tmp_path / "library") as opened:
        yield opened


@pytest.fixture
def export(tmp_path):
    return export_folder(tmp_path / "export", 6)


def zipped(folder: Path, name: str = "export") -> Path:
    return Path(shutil.make_archive(str(folder.with_name(name)), "zip", folder))


def add(library, *paths, **wishes):
    return import_files(library, *paths, jobs=0, **wishes)


def statuses(result):
    return [(file.name, file.status.value) for file in result.files]


def test_every_run_is_stored_with_its_samples(library, export):
    result = add(library, export)
    assert result.complete
    assert result.counts == {"imported": 6, "duplicate": 0, "merged": 0, "skipped": 0, "failed": 0}
    log = library.log()
    assert len(log.runs) == 6
    assert list(log.runs["distance_m"].round(1)) == [165.2] * 6  # 59 steps of 2.8 m
    for run in log.recorded:
        assert len(log.samples(run.id)) == 60
        assert len(log.read_path(run.id)) == 17
    check(library)


def test_the_log_is_that_of_the_files_themselves(library, export):
    add(library, export)
    direct = read(export, jobs=0)
    stored = library.log()
    assert stored.activities.equals(direct.activities)
    assert stored.days.equals(direct.days)
    assert [file.name for file in stored.files] == [file.name for file in direct.files]
    for run in direct.recorded:
        assert stored.samples(run.id).equals(direct.samples(run.id))


def test_again_nothing_is_added_and_everything_is_a_duplicate(library, export):
    add(library, export)
    before = facts_of(library)
    again = add(library, export)
    assert again.counts["duplicate"] == 6
    assert {file.reason for file in again.files} == {"already in the library"}
    assert [len(file.activities) for file in again.files] == [1] * 6
    assert facts_of(library) == before


def test_known_files_are_not_even_read(library, export):
    """Damage that a reader would stumble over, where neither the table of contents nor the hash tells of it."""
    archive = zipped(export)
    add(library, archive)
    with zipfile.ZipFile(archive) as opened:
        middle = opened.infolist()[2].header_offset + 60
    content = bytearray(archive.read_bytes())
    content[middle : middle + 40] = bytes(40)
    archive.write_bytes(content)
    assert add(library, archive).counts["duplicate"] == 6
    with Library(library.folder.parent / "other") as other:
        assert add(other, archive).counts["failed"] == 1


def test_the_same_runs_in_another_wrapping_are_the_same_runs(library, export, tmp_path):
    add(library, export)
    plain = tmp_path / "plain"
    plain.mkdir()
    for file in export.iterdir():
        (plain / file.name.removesuffix(".gz")).write_bytes(gzip.decompress(file.read_bytes()))
    nested = tmp_path / "nested"
    nested.mkdir()
    zipped(export, "inner").rename(nested / "inner.zip")
    for path in (plain, zipped(export), zipped(nested, "outer")):
        result = add(library, path)
        assert result.counts["duplicate"] == 6
        assert result.files[0].reason in {"the same file as 0000.fit.gz", "already in the library"}
    assert len(library.log().runs) == 6
    check(library)


def test_an_interrupted_import_is_finished_by_the_same_call(library, export):
    def interrupt(done, *_):
        if done == 3:
            raise KeyboardInterrupt

    first = add(library, export, progress=interrupt)
    assert not first.complete
    assert first.counts["imported"] == 3
    check(library)
    second = add(library, export)
    assert second.complete
    assert (second.counts["duplicate"], second.counts["imported"]) == (3, 3)


def test_one_bad_file_never_stops_the_rest(library, export):
    (export / "0001.fit.gz").write_bytes(b"\x1f\x8b\x08\x00garbage that is no gzip")
    (export / "0002.gpx").write_text("<gpx><trk>")
    (export / "notes.txt").write_text("milk, eggs")
    result = add(library, export)
    counts = result.counts
    assert (counts["imported"], counts["failed"], counts["skipped"]) == (5, 2, 1)
    assert all(file.reason for file in result.files if file.status != "imported")


def test_what_failed_is_tried_again(library, export):
    whole = (export / "0003.fit.gz").read_bytes()
    (export / "0003.fit.gz").write_bytes(b"\x1f\x8b\x08\x00")
    assert add(library, export).counts["failed"] == 1
    (export / "0003.fit.gz").write_bytes(whole)
    assert add(library, export).counts["imported"] == 1
    assert len(library.log().runs) == 6


def test_strict_ends_at_the_first_file_that_cannot_be_read(library, export):
    (export / "0002.fit.gz").write_bytes(b"\x1f\x8b\x08\x00")
    result = add(library, export, strict=True)
    assert not result.complete
    assert statuses(result)[-1] == ("0002.fit.gz", "failed")
    assert len(library.log().runs) == 2


def test_a_rehearsal_says_the_same_and_keeps_nothing(library, export):
    (export / "twice.fit").write_bytes(fit_file(0))
    shutil.copy(export / "0001.fit.gz", export / "again.fit.gz")
    said = add(library, export, dry_run=True)
    assert len(library.log()) == 0
    assert library.import_log.results() == ()
    assert list(library.folder.rglob("*.parquet")) == []
    assert add(library, export).files == said.files


def test_paths_settings_and_the_empty_folder(library, tmp_path):
    with pytest.raises(MissingPathError):
        add(library, tmp_path / "nowhere")
    with pytest.raises(SettingsError):
        add(library, tmp_path, tz="Mars/Olympus")
    assert add(library, tmp_path / "library" / "incoming").files == ()


def test_json_is_the_contract(library, export):
    said = json.loads(json.dumps(add(library, export).to_dict()))
    assert said["schema"] == "runrisk.import/1"
    assert said["files"][0] == {
        "name": "0000.fit.gz",
        "status": "imported",
        "reason": "",
        "activities": [library.read()[0].id],
    }
    assert sum(said["counts"].values()) == 6


def test_progress_counts_every_file(library, export):
    seen = []
    add(library, export, progress=lambda *counts: seen.append(counts))
    assert [done for done, *_ in seen] == [1, 2, 3, 4, 5, 6]
    assert seen[-1] == (6, 6, 6)


def gpx_of(number):
    """The run of `fit_file(number)` as a service gives it back."""
    start = START + timedelta(days=number)
    return gpx_text(frame_of(samples()), start, name="Evening run", sport=Sport.RUNNING).encode()


def test_two_recordings_of_one_run_count_once_whichever_came_first(library, tmp_path):
    (tmp_path / "watch.fit").write_bytes(fit_file(0))
    (tmp_path / "service.gpx").write_bytes(gpx_of(0))
    first = add(library, tmp_path / "service.gpx")
    second = add(library, tmp_path / "watch.fit")
    assert [file.status for file in (*first.files, *second.files)] == ["imported", "imported"]
    with Library(tmp_path / "other") as other:
        add(other, tmp_path / "watch.fit")
        assert [(file.status, file.reason) for file in add(other, tmp_path / "service.gpx").files] == [
            ("merged", "the same recording as watch.fit")
        ]
        assert facts_of(other) == facts_of(library)
    assert len(library.log().runs) == 1


def test_keep_both_counts_what_resembles_another_and_is_taken_back(library, tmp_path):
    (tmp_path / "watch.fit").write_bytes(fit_file(0))
    (tmp_path / "service.gpx").write_bytes(gpx_of(0))
    add(library, tmp_path / "watch.fit")
    [result] = add(library, tmp_path / "service.gpx", keep_both=True).files
    assert result.status == "imported"
    assert len(library.log().counted) == 2
    library.keep_both(result.activities[0], apart=False)
    assert len(library.log().counted) == 1


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_import_does_not_matter(tmp_path, seed):
    files = []
    for number in range(3):
        # two watches, 8 of 59 s apart, and what a service makes of the first
        for name, content in (
            (f"{number}.fit", fit_file(number)),
            (f"{number}b.fit", fit_file(number + 50, days=number + 8 / 86400)),
            (f"{number}.gpx", gpx_of(number)),
        ):
            (tmp_path / name).write_bytes(content)
            files.append(tmp_path / name)
    with Library(tmp_path / "at-once") as library:
        add(library, *files)
        expected = facts_of(library)
        counted = len(library.log().counted)
    random.Random(seed).shuffle(files)  # noqa: S311 - seeded, for a test
    with Library(tmp_path / "shuffled") as library:
        for file in files:
            add(library, file)
        assert facts_of(library) == expected
    assert counted == 3


def test_corrections_outlive_a_second_import(library, export):
    add(library, export)
    first = library.read()[0].id
    library.edit(first, sport=Sport.WALKING, shoe="old")
    add(library, export)
    assert library.recorded()[0].sport is Sport.WALKING
    library.forget(first)
    add(library, export / "0000.fit.gz")
    assert library.recorded()[0].sport is Sport.RUNNING  # forgetting takes the corrections along


def test_what_was_forgotten_stays_so_until_the_file_itself_is_given(library, export):
    add(library, export)
    first = library.read()[0].id
    library.forget(first)
    for path in (export, zipped(export), export):
        result = add(library, path)
        assert (result.files[0].status, result.counts["duplicate"]) == ("skipped", 5)
        assert "forgotten" in result.files[0].reason
    assert len(library.log().runs) == 5
    assert [file.status for file in add(library, export / "0000.fit.gz").files] == ["imported"]
    assert len(library.log().runs) == 6
    assert add(library, export).counts["duplicate"] == 6


def test_samples_that_were_lost_come_back_with_the_next_import(library, export):
    add(library, export)
    [lost, *_] = sorted(library.folder.glob("samples/*/*.parquet"))
    lost.unlink()
    assert add(library, export).counts["duplicate"] == 6
    check(library)


def test_sport_and_zone_are_for_files_that_name_none(library, tmp_path):
    bare = gpx_text(frame_of(samples()), START, name=None, sport=Sport.UNKNOWN)
    (tmp_path / "plain.gpx").write_text(bare, encoding="utf-8")
    add(library, tmp_path / "plain.gpx", sport="running")
    assert library.read()[0].sport is Sport.RUNNING


def test_a_future_date_is_refused(library, tmp_path):
    (tmp_path / "future.fit").write_bytes(fit_file(0, days=365 * 60.0))
    [result] = add(library, tmp_path / "future.fit").files
    assert (result.status, "did not know the time" in result.reason) == ("failed", True)


def test_workers_give_the_same_library(library, export, tmp_path):
    with Library(tmp_path / "other") as other:
        here = add(other, export)
        there = import_files(library, export, jobs=2)
        assert there.files == here.files
        assert facts_of(library) == facts_of(other)
    assert list(library.incoming_folder.iterdir()) == []


def test_the_library_of_an_athlete_as_python_meets_it(export):
    with runrisk.library("Anna") as library:
        assert library.add(export, jobs=0).counts["imported"] == 6
        assert len(library.log()) == 6
    with runrisk.library() as library:
        assert len(library.log()) == 0


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus of real files lies beside the repository")
def test_the_corpus_once_again_and_as_one_zip(library, tmp_path):
    first = import_files(library, CORPUS, jobs=2)
    direct = read(CORPUS, jobs=0)
    assert {(file.name, file.status) for file in first.files} == {(file.name, file.status) for file in direct.files}
    assert library.log().activities.equals(direct.activities)
    before = facts_of(library)
    for path in (CORPUS, Path(shutil.make_archive(str(tmp_path / "corpus"), "zip", CORPUS))):
        again = add(library, path)
        assert again.counts["imported"] == again.counts["merged"] == 0
        assert (
            again.counts["duplicate"] == first.counts["imported"] + first.counts["merged"] + first.counts["duplicate"]
        )
    assert facts_of(library) == before
    check(library)
