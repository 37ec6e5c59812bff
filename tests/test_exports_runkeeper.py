"""Runkeeper's export: units in the header, local times without a zone, GPX files beside the table."""

from datetime import timedelta

import pytest

import runrisk as rr
from exports.recorded import put_folder, put_zip
from exports.runkeeper_export import MANUAL_LOCAL, MANUAL_UTC, OFFSET_S, export
from runrisk.model import Sport, TzSource
from runrisk.store import Library
from runrisk.workflows.files.import_files import import_files

DIALECTS = pytest.mark.parametrize("miles", [False, True], ids=["km", "mi"])


@DIALECTS
def test_the_table_tells_of_files_and_of_what_was_typed_in(tmp_path, miles):
    log = rr.read(put_zip(tmp_path / "any.bin", export(miles=miles)))
    one, two, manual, weights = log.recorded
    assert [run.sport for run in log.recorded] == [Sport.RUNNING] * 3 + [Sport.STRENGTH]
    assert {one.source.format, two.source.format} == {"gpx"}
    assert {(run.utc_offset_s, run.tz_source) for run in (one, two)} == {(OFFSET_S, TzSource.SUMMARY)}
    assert one.note == 'Easy, with "strides"'
    assert manual.distance_m == pytest.approx(7.46 * 1609.344 if miles else 12_000)
    assert manual.ascent_m == pytest.approx(328 * 0.3048 if miles else 100)
    assert (manual.elapsed_s, manual.avg_hr_bpm) == (3912, 148)  # 1:05:12
    assert weights.elapsed_s == 2700
    assert manual.start_utc == MANUAL_UTC
    assert manual.local_day == MANUAL_LOCAL.date()
    assert manual.tz_source is TzSource.ASSUMED


def test_a_zone_that_is_given_dates_what_was_typed_in(tmp_path):
    log = rr.read(put_zip(tmp_path / "export.zip", export(miles=False)), tz="Europe/Vienna")
    manual = log.recorded[2]
    assert manual.start_utc == MANUAL_UTC - timedelta(hours=2)
    assert (manual.utc_offset_s, manual.tz_source) == (7200, TzSource.CONFIG)


def test_a_row_that_cannot_be_dated_is_named(tmp_path):
    log = rr.read(put_zip(tmp_path / "export.zip", export(miles=False)))
    [failed] = [line for line in log.files if line.status == "failed"]
    assert failed.name == "export.zip: cardioActivities.csv, line 6"
    assert failed.reason == "the date cannot be read: 'soon'"


@DIALECTS
def test_folder_zip_and_library_say_the_same(tmp_path, miles):
    members = export(miles=miles)
    zipped = rr.read(put_zip(tmp_path / "export.zip", members))
    unpacked = rr.read(put_folder(tmp_path / "folder", members))
    assert unpacked.activities.drop(columns="source").equals(zipped.activities.drop(columns="source"))
    with Library(tmp_path / "library") as library:
        import_files(library, tmp_path / "export.zip", jobs=0)
        assert library.log().activities.equals(zipped.activities)


def test_another_table_of_that_name_is_no_runkeeper_export(tmp_path):
    members = export(miles=False)
    members["cardioActivities.csv"] = b"Date,Type\n2025-01-01,Running\n"
    log = rr.read(put_zip(tmp_path / "export.zip", members))
    assert len(log.recorded) == 2
    assert not log.recorded[0].note


@pytest.mark.parametrize("names", [("a table.zip", "b runs.zip"), ("b table.zip", "a runs.zip")], ids=["first", "last"])
@pytest.mark.parametrize("stored", [False, True], ids=["read", "library"])
def test_an_export_in_two_zips_is_one(tmp_path, names, stored):
    """The table in one zip, the recordings in another: read in either order, each run counts once and knows its row.

    Only the distance stays the recording's own: it was weighed before the row was known.
    """
    members = export(miles=False)
    table, runs = (put_zip(tmp_path / name, part) for name, part in zip(names, _halves(members), strict=True))
    whole = rr.read(put_zip(tmp_path / "whole.zip", members))
    paths = sorted((table, runs))
    if stored:
        with Library(tmp_path / "library") as library:
            import_files(library, *paths, jobs=0)
            again = import_files(library, *paths, jobs=0)
            log = library.log()
            assert again.counts["imported"] == 0
    else:
        log = rr.read(*paths)
    assert _told(log) == _told(whole)


def _halves(members):
    table = {name: content for name, content in members.items() if name.endswith(".csv")}
    return table, {name: content for name, content in members.items() if name.endswith(".gpx")}


def _told(log):
    return [(run.id, run.name, run.note, run.sport, run.utc_offset_s) for run in log.counted]


def test_a_file_of_the_same_name_from_another_day_is_not_the_rows(tmp_path):
    """The recordings of the two rows under each other's names, days apart: both rows stay typed-in runs of their own."""
    members = export(miles=False)
    one, two = sorted(name for name in members if name.endswith(".gpx"))
    table, runs = _halves(members | {one: members[two], two: members[one]})
    log = rr.read(put_zip(tmp_path / "a.zip", table), put_zip(tmp_path / "b.zip", runs))
    assert {run.note for run in log.recorded if run.source.format == "gpx"} == {None}
