"""A library given back whole, and taken in again."""

import csv
import json
import shutil
import sys
from datetime import date

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from frames import frame_of
from library_builders import activity, check, export_folder, put, samples
from runrisk.model import Day, JournalEntry, Recorder
from runrisk.store import Gear, Library, LibraryError
from runrisk.store.export import export_library
from runrisk.workflows.files.import_files import import_files


@pytest.fixture
def library(tmp_path):
    with Library(tmp_path / "library") as opened:
        import_files(opened, export_folder(tmp_path / "runs", 4), jobs=0)
        first, second, third, _ = (run.id for run in opened.read())
        opened.edit(first, shoe="red", distance_m=170.0)
        opened.edit(second, counts=False)
        opened.forget(third)
        opened.journal.add(
            JournalEntry(day=date(2026, 3, 1), kind="pain", until=date(2026, 3, 3), score=2.0, note="=1+1")
        )
        opened.journal.answer({"born": 1984, "sites": ["knee"]})
        opened.days.put([Day(day=date(2026, 3, 2), source="Garmin", sleep_s=27000.0, resting_hr_bpm=47.0)])
        opened.gear.put(
            Gear(name="red", since=date(2026, 1, 1), start_m=120_000.0, retire_m=650_000.0, is_default=True)
        )
        yield opened


def rows_of(file):
    return list(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))


def restored(folder, into):
    library = Library(into)
    return library, import_files(library, folder, jobs=0)


def test_taken_in_again_it_is_the_same_log(library, tmp_path):
    export_library(library, tmp_path / "out")
    again, result = restored(tmp_path / "out", tmp_path / "again")
    assert result.counts == {"imported": 3, "duplicate": 0, "merged": 0, "skipped": 0, "failed": 0}
    before, after = library.log(), again.log()
    for name in ("recorded", "told", "answers", "device_days", "files"):
        assert getattr(after, name) == getattr(before, name)
    assert after.activities.equals(before.activities)
    for run in before.recorded:
        assert after.samples(run.id).equals(before.samples(run.id))
        assert len(after.read_path(run.id)) == len(before.read_path(run.id)) == 17
    assert again.gear.all() == library.gear.all()
    assert again.forgotten() == library.forgotten()
    check(again)
    again.close()


def test_taken_in_twice_nothing_is_doubled(library, tmp_path):
    export_library(library, tmp_path / "out")
    again, _ = restored(tmp_path / "out", tmp_path / "again")
    before = again.log()
    again.close()
    again, result = restored(tmp_path / "out", tmp_path / "again")
    assert result.counts["duplicate"] == 3
    assert (again.log().recorded, again.log().told) == (before.recorded, before.told)
    assert len(again.edits.all()) == len(library.edits.all())
    again.close()


def test_the_original_files_are_known_to_the_new_library(library, tmp_path):
    export_library(library, tmp_path / "out")
    again, _ = restored(tmp_path / "out", tmp_path / "again")
    result = import_files(again, tmp_path / "runs", jobs=0)
    assert (result.counts["duplicate"], result.counts["skipped"]) == (3, 1)
    again.close()


def test_links_and_what_was_kept_apart_come_back(tmp_path):
    watch = Recorder(manufacturer="garmin", serial_number=77)
    with Library(tmp_path / "library") as library:
        put(library, activity(1, recorder=watch), activity(2), activity(3, days=1), activity(4, days=1))
        for run in library.read():
            library.relink(run.start_utc)
        library.keep_both(activity(4).id)
        export_library(library, tmp_path / "out")
        again, _ = restored(tmp_path / "out", tmp_path / "again")
        assert again.recorded() == library.recorded()
        assert len(again.log().counted) == 3
        again.close()


def test_tables_for_people_hold_everything_and_no_formula(library, tmp_path):
    export_library(library, tmp_path / "out")
    rows = rows_of(tmp_path / "out" / "activities.csv")
    assert [row["id"] for row in rows] == [run.id for run in library.read()]
    assert rows[0]["shoe"] == "red"
    assert float(rows[0]["distance_m"]) == 170.0
    assert rows[0]["note"] == ""
    [entry] = rows_of(tmp_path / "out" / "journal.csv")
    assert entry["note"] == "'=1+1"
    files = rows_of(tmp_path / "out" / "files.csv")
    assert {row["name"] for row in files} == {"0000.fit.gz", "0001.fit.gz", "0003.fit.gz"}
    assert all(len(row["sha256"]) == 64 for row in files)
    assert len(pd.read_parquet(tmp_path / "out" / "samples")) == 180


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_an_export_is_private(library, tmp_path):
    export_library(library, tmp_path / "out")
    found = list((tmp_path / "out").rglob("*"))
    assert {path.stat().st_mode & 0o777 for path in found if path.is_file()} == {0o600}
    assert {path.stat().st_mode & 0o777 for path in found if path.is_dir()} == {0o700}


def test_a_folder_that_is_not_empty_is_left_alone(library, tmp_path):
    (tmp_path / "out").mkdir()
    export_library(library, tmp_path / "out")  # empty: taken
    with pytest.raises(LibraryError, match="not an empty folder"):
        export_library(library, tmp_path / "out")
    assert not (tmp_path / "out.unfinished").exists()


def _rewrite(file, **changed):
    table = pq.read_table(file).to_pandas()
    for column, value in changed.items():
        table[column] = [value] * len(table)
    pq.write_table(pa.Table.from_pandas(table, preserve_index=False), file)


def _unsealed(out):
    """Take the hashes out, as an export of an older version or an evil one has none: the other checks are met then."""
    manifest = json.loads((out / "runrisk-export.json").read_text())
    del manifest["sha256"]
    (out / "runrisk-export.json").write_text(json.dumps(manifest))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda out: _rewrite(out / "tables" / "activities.parquet", id="../../evil"),
        lambda out: _rewrite(out / "tables" / "sources.parquet", sha256="../../evil"),
        lambda out: _rewrite(out / "tables" / "activities.parquet", sport="quidditch"),
        lambda out: _rewrite(out / "tables" / "activities.parquet", start_utc="yesterday"),
        lambda out: (out / "tables" / "sources.parquet").unlink(),
        lambda out: (out / "tables" / "activities.parquet").write_bytes(b"PAR1"),
        lambda out: (out / "runrisk-export.json").write_text("{"),
        lambda out: shutil.rmtree(out / "samples"),
    ],
)
@pytest.mark.parametrize("sealed", [True, False])
def test_of_a_damaged_or_evil_export_what_was_told_comes_back(library, tmp_path, spoil, sealed):
    export_library(library, tmp_path / "out")
    if sealed:
        spoil(tmp_path / "out")
    else:
        _unsealed(tmp_path / "out")
        spoil(tmp_path / "out")
    again, result = restored(tmp_path / "out", tmp_path / "again")
    failed = [line for line in result.files if line.status == "failed"]
    assert failed
    assert {line.name for line in failed} == {"out"}
    assert all("damaged" in line.reason for line in failed)
    assert result.counts["imported"] == 0
    whole = (tmp_path / "out" / "runrisk-export.json").read_text() != "{"
    assert len(again.journal.entries()) == len(again.gear.all()) == int(whole)  # what was told comes back all the same
    check(again)
    assert {path.name for path in tmp_path.iterdir()} == {"again", "library", "out", "runs"}
    again.close()


def test_text_in_an_export_is_cleaned_like_any_other(library, tmp_path):
    export_library(library, tmp_path / "out")
    _unsealed(tmp_path / "out")
    _rewrite(tmp_path / "out" / "tables" / "activities.parquet", name="a\x1b]0;b\x07", warnings=json.dumps(["c\x07"]))
    again, _ = restored(tmp_path / "out", tmp_path / "again")
    assert {(run.name, run.warnings) for run in again.read()} == {("a]0;b", ("c",))}
    again.close()


def test_an_export_of_a_newer_version_says_so(library, tmp_path):
    export_library(library, tmp_path / "out")
    (tmp_path / "out" / "runrisk-export.json").write_text(json.dumps({"schema": "runrisk.export/1", "tables": 99}))
    again, result = restored(tmp_path / "out", tmp_path / "again")
    assert "Update runrisk" in result.files[0].reason
    again.close()


def test_samples_of_another_shape_are_brought_into_ours(library, tmp_path):
    export_library(library, tmp_path / "out")
    _unsealed(tmp_path / "out")
    for file in (tmp_path / "out" / "samples").glob("*/*.parquet"):
        table = pd.read_parquet(file)
        table["heart_rate_bpm"] = table["heart_rate_bpm"].astype("float64")
        table.to_parquet(file)
    again, _ = restored(tmp_path / "out", tmp_path / "again")
    assert again.log().samples(again.read()[0].id).dtypes.equals(frame_of(samples()).dtypes)
    again.close()


def test_one_damaged_run_is_told_and_costs_only_itself(library, tmp_path):
    first = library.read()[0]
    file = library.folder / "samples" / f"{first.start_utc.year}" / f"{first.id}.parquet"
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    exported = export_library(library, tmp_path / "out")
    assert (exported.activities, len(exported.missing)) == (2, 1)
    assert first.id in exported.missing[0]
    again, result = restored(tmp_path / "out", tmp_path / "again")
    assert (result.counts["imported"], result.counts["failed"]) == (2, 1)
    assert len(again.journal.entries()) == 1
    again.close()


def test_the_same_import_puts_damaged_samples_back(library, tmp_path):
    first = library.read()[0]
    file = library.folder / "samples" / f"{first.start_utc.year}" / f"{first.id}.parquet"
    file.write_bytes(file.read_bytes()[:2000])
    with pytest.raises(LibraryError, match="Import its file again"):
        library.samples(first.id)
    import_files(library, tmp_path / "runs", jobs=0)
    assert len(library.samples(first.id)) == 60
