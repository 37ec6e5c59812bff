"""Strava's bulk export: what is read from its table, in every layout and language made here."""

import shutil
from datetime import timedelta

import pytest

import runrisk as rr
from exports.recorded import SHOE, fit, put_folder, put_zip, recorded_runs
from exports.strava_export import DIALECTS, ERROR_START, MANUAL_START, export, plain_row, table
from runrisk.model import Gear, Sport, TzSource
from runrisk.store import Library
from runrisk.workflows.files.import_files import import_files


def facts(log):
    """What a log says of each activity, names of files aside."""
    return log.activities.drop(columns=["source"]).reset_index(drop=True)


@pytest.mark.parametrize("name", DIALECTS)
def test_every_dialect_says_the_same(tmp_path, name):
    dialect = DIALECTS[name]
    log = rr.read(put_zip(tmp_path / "any name.bin", export(dialect, "export_1/")))
    one, two, three, manual, lost, ride = log.recorded
    assert [run.sport for run in log.recorded] == [Sport.RUNNING] * 5 + [Sport.CYCLING]
    assert [run.shoe for run in log.recorded] == [SHOE] * 5 + [None]  # a bike is no shoe
    assert (one.name, three.name) == ("Run 1", "Run 3")
    private = "" if name == "of 2019" else "\nknee ok"
    assert one.note == 'He said "go",\nthen rain' + private
    assert one.rpe == (None if dialect.rpe is None else 7)
    assert two.race is (True if dialect.race else None)
    assert three.race is None
    assert manual.source.format == lost.source.format == "summary"
    assert manual.start_utc == MANUAL_START
    assert lost.start_utc == ERROR_START
    assert manual.distance_m == pytest.approx(8046.72, abs=10)  # 2019: 8046.72 m; else 8.05 km or 8046.72 m
    assert manual.elapsed_s == 2712
    assert lost.name == "=HYPERLINK(1)"
    assert ride.distance_m == 9000
    assert len(log.counted) == 6
    assert log.days["distance_m"].sum() == pytest.approx(sum(run.distance_m for run in log.recorded[:5]))


def test_a_file_without_a_sport_is_what_its_row_says(tmp_path):
    log = rr.read(put_zip(tmp_path / "export.zip", export(DIALECTS["german"])))
    two, made = log.recorded[1], recorded_runs()[1]
    assert two.source.format == "gpx"
    assert two.avg_cadence_spm == pytest.approx(made.activity.avg_cadence_spm, rel=0.03)  # both feet, not one
    assert log.samples(two.id)["cadence_spm"].median() > 120
    assert two.tz_source is TzSource.POSITION  # Strava's dates are UTC and say nothing of the place
    assert len(log.samples(log.recorded[3].id)) == 0


def test_a_folder_says_what_its_zip_says(tmp_path):
    members = export(DIALECTS["french"], "export_1/")
    zipped = rr.read(put_zip(tmp_path / "a.zip", members))
    unpacked = rr.read(put_folder(tmp_path / "folder", members))
    assert facts(zipped).equals(facts(unpacked))
    assert [run.id for run in zipped.recorded] == [run.id for run in unpacked.recorded]


def test_a_member_that_the_system_unpacked_is_still_the_row_s_own(tmp_path):
    members = export(DIALECTS["english"])
    del members["activities/901.fit.gz"]
    members["activities/901.fit"] = fit(recorded_runs()[0])
    log = rr.read(put_folder(tmp_path / "export", members))
    assert len(log.recorded) == 6
    assert log.recorded[0].name == "Run 1"


def test_what_is_personal_is_counted_and_not_opened(tmp_path):
    log = rr.read(put_zip(tmp_path / "export.zip", export(DIALECTS["english"])))
    lines = {line.name: line.reason for line in log.files if line.status == "skipped"}
    assert lines == {
        "export.zip": "4 other files of the Strava export, not opened: no recordings, and some are personal",
        "export.zip: activities.csv": "read as a table of the Strava export",
        "export.zip: shoes.csv": "read as a table of the Strava export",
    }
    assert [line.name for line in log.files if line.status == "failed"] == []


def test_a_row_whose_file_cannot_be_read_counts_as_typed_in(tmp_path):
    members = export(DIALECTS["english"]) | {"activities/903.fit.gz": b"\x1f\x8b broken"}
    log = rr.read(put_zip(tmp_path / "export.zip", members))
    three = log.recorded[2]
    assert three.source.format == "summary"
    assert three.distance_m == pytest.approx(recorded_runs()[2].activity.distance_m, abs=0.01)
    assert [line.name for line in log.files if line.status == "failed"] == ["export.zip: 903.fit.gz"]


def test_a_date_that_cannot_be_told_is_reported_and_not_guessed(tmp_path):
    dialect = DIALECTS["english"]
    rows = [plain_row(dialect, n, MANUAL_START, "by hand", metres=5000, seconds=1500) for n in (1, 2, 3)]
    rows[0][1], rows[1][1] = "05/06/2025, 07:00:00", "yesterday"
    members = {"activities.csv": table(dialect, rows), "activities/x.fit": fit(recorded_runs()[0])}
    log = rr.read(put_zip(tmp_path / "export.zip", members))
    failed = [(line.name, line.reason) for line in log.files if line.status == "failed"]
    assert failed == [
        ("export.zip: activities.csv, line 2", "day and month cannot be told apart: '05/06/2025, 07:00:00'"),
        ("export.zip: activities.csv, line 3", "the date cannot be read: 'yesterday'"),
    ]
    assert len(log.recorded) == 2  # the file that no row names, and the third row


def test_names_are_cleaned_at_the_door(tmp_path):
    dialect = DIALECTS["english"]
    evil = "\x1b]0;owned\x07[red]<b>\u202egpj\x00"
    rows = [plain_row(dialect, 1, MANUAL_START, evil, metres=5000, seconds=1500, note=evil)]
    log = rr.read(put_zip(tmp_path / "export.zip", {"activities.csv": table(dialect, rows)}))
    assert log.recorded[0].name == log.recorded[0].note == "]0;owned[red]<b>gpj"


def test_another_table_of_that_name_is_no_strava_export(tmp_path):
    members = {"activities.csv": b"Activity Type,Date\nRunning,2025-06-21\n", "a.fit": fit(recorded_runs()[0])}
    log = rr.read(put_zip(tmp_path / "export.zip", members))
    assert {line.name: line.status.value for line in log.files} == {
        "export.zip: a.fit": "imported",
        "export.zip: activities.csv": "skipped",
    }


@pytest.fixture
def library(tmp_path):
    with Library(tmp_path / "library") as opened:
        yield opened


def test_the_library_reads_the_same_and_again_adds_nothing(tmp_path, library):
    file = put_zip(tmp_path / "export.zip", export(DIALECTS["german"]))
    first = import_files(library, file, jobs=0)
    assert first.counts == {"imported": 6, "duplicate": 0, "merged": 0, "skipped": 3, "failed": 0}
    assert facts(library.log()).equals(facts(rr.read(file)))
    again = import_files(library, file, jobs=0)
    assert again.counts["imported"] == 0
    assert again.counts["duplicate"] == 6
    assert facts(library.log()).equals(facts(rr.read(file)))
    assert len(library.log().samples(library.recorded()[3].id)) == 0


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_the_watch_s_own_file_and_the_export_s_copy_know_together_what_both_know(tmp_path, library, order):
    watch = put_folder(tmp_path / "watch", {"1.fit": fit(recorded_runs()[0])})
    paths = [watch, put_zip(tmp_path / "export.zip", export(DIALECTS["english"]))]
    for place in order:
        import_files(library, paths[place], jobs=0)
    log = library.log()
    assert len(log.recorded) == 6
    assert (log.recorded[0].shoe, log.recorded[0].rpe, log.recorded[0].name) == (SHOE, 7, "Run 1")
    assert facts(log).equals(facts(rr.read(*paths)))


def test_what_was_added_to_an_export_later_arrives(tmp_path, library):
    members = export(DIALECTS["english"])
    import_files(library, put_zip(tmp_path / "export.zip", members), jobs=0)
    assert library.recorded()[1].note is None
    members["activities.csv"] = members["activities.csv"].replace(b"Run 2,Run,,", b"Run 2,Run,windy,")
    import_files(library, put_zip(tmp_path / "export.zip", members), jobs=0)
    assert library.recorded()[1].note == "windy"
    assert len(library.recorded()) == 6


def test_a_forgotten_run_does_not_come_back_as_its_row(tmp_path, library):
    file = put_zip(tmp_path / "export.zip", export(DIALECTS["english"]))
    import_files(library, file, jobs=0)
    recorded, manual = library.recorded()[0], library.recorded()[3]
    library.forget(recorded.id)
    library.forget(manual.id)
    import_files(library, file, jobs=0)
    assert {recorded.id, manual.id}.isdisjoint(run.id for run in library.recorded())
    assert len(library.recorded()) == 4


def test_a_typed_in_run_that_a_watch_recorded_too_counts_once(tmp_path):
    one = recorded_runs()[0]
    dialect = DIALECTS["english"]
    start = one.activity.start_utc + timedelta(seconds=90)
    rows = [
        plain_row(dialect, 1, start, "by hand", metres=one.activity.distance_m * 1.05, seconds=one.activity.elapsed_s)
    ]
    table_file = put_folder(tmp_path / "export", {"activities.csv": table(dialect, rows), "activities/1.fit": fit(one)})
    log = rr.read(table_file)
    assert len(log.recorded) == 2
    assert len(log.counted) == 1
    assert log.counted[0].source.format == "fit"
    assert log.counted[0].shoe == SHOE


def test_the_table_alone_is_enough(tmp_path):
    folder = put_folder(tmp_path / "export", export(DIALECTS["english"]))
    shutil.rmtree(folder / "activities")
    log = rr.read(folder / "activities.csv")
    assert len(log.recorded) == 6
    assert {run.source.format for run in log.recorded} == {"summary"}


@pytest.mark.parametrize(("kinds", "default"), [("Run; Walk", True), ("Walk", False), ("", False)])
def test_the_shelf_knows_the_pairs_that_were_worn_and_the_default(tmp_path, kinds, default):
    members = export(DIALECTS["english"])
    shelf = f"Shoe Name,Shoe Brand,Shoe Model,Shoe Default Sport Types\nred ones,{SHOE.split()[0]},Ghost 15,{kinds}\nnever worn,Acme,1,Run\n"
    log = rr.read(put_zip(tmp_path / "export.zip", members | {"shoes.csv": shelf.encode()}))
    assert log.gear == (Gear(name=SHOE, is_default=default),)
