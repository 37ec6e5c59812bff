"""What holds for every service's export, whatever its tables look like: one sweep over the table of services.

A service that is not in it fails the first test; a made-up export of it stands in exports/.
"""

import math
import pickle
from dataclasses import fields
from datetime import timedelta
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import runrisk as rr
from exports import apple_export, garmin_export, polar_export, runkeeper_export, strava_export
from exports.recorded import fit, put_folder, put_zip, recorded_runs
from runrisk.importers.containers.walk import walk
from runrisk.importers.read_file import ReadDefaults
from runrisk.importers.services import tables_apart
from runrisk.importers.services.recognise import Exports
from runrisk.importers.services.service_table import SERVICES
from runrisk.model import Activity, Status
from runrisk.simulate.service_export import WRITTEN

EXPORTS = {
    "Garmin": lambda: garmin_export.export(old=False),
    "Polar Flow": lambda: polar_export.export(new=True),
    "Strava": lambda: strava_export.export(strava_export.DIALECTS["english"]),
    "Runkeeper": lambda: runkeeper_export.export(miles=False),
    "Apple Health": lambda: apple_export.export(new=True),
    **{name: partial(WRITTEN[name], recorded_runs()) for name in WRITTEN if name != "Strava"},
}
ONE_TABLE = {
    "Garmin Connect (table)": "Activities.csv",
    "intervals.icu (table)": "activities.csv",
    "TrainingPeaks (table)": "workouts.csv",
    "MapMyRun (table)": "user_workout_history.csv",
    "Runalyze": "Backup-2026.json",
    "Huawei Health": "motion path detail data.json",
}
"""Exports that are one file and nothing else."""
TABLES = {
    "Garmin": (garmin_export.export(old=True), "_0_summarizedActivities.json"),
    "Polar Flow": (
        polar_export.export(new=True),
        "training-session_2025-06-03T23-40-00_8067285121-" + polar_export.UUID + ".json",
    ),
    "Strava": (strava_export.export(strava_export.DIALECTS["german"]), "activities.csv"),
    "Runkeeper": (runkeeper_export.export(miles=True), "cardioActivities.csv"),
    "Apple Health": (apple_export.export(new=True), "exportar.xml"),
    **{name: (EXPORTS[name](), ending) for name, ending in ONE_TABLE.items()},
    "RunGap": (EXPORTS["RunGap"](), "_1.rungap.json"),
    "Fitbit or Google Health": (EXPORTS["Fitbit or Google Health"](), "exercise-0.json"),
    "Google Fit": (EXPORTS["Google Fit"](), min(path for path in EXPORTS["Google Fit"]() if "_RUNNING" in path)),
    "Samsung Health": (EXPORTS["Samsung Health"](), "com.samsung.shealth.exercise.20260101120000.csv"),
    "Mi Fitness": (EXPORTS["Mi Fitness"](), "sport_record.csv"),
    "Zepp (Amazfit)": (EXPORTS["Zepp (Amazfit)"](), "SPORT_1774000000000.csv"),
    "adidas Running (Runtastic)": (EXPORTS["adidas Running (Runtastic)"](), "Sport-sessions/session-1.json"),
}
"""The file by which an export is known, by the end of its path."""

every_service = pytest.mark.parametrize("name", EXPORTS)


def table_of(name: str) -> tuple[str, bytes]:
    """Path and content of the file by which an export is known."""
    members, ending = TABLES[name]
    [path] = [path for path in members if path.endswith(ending)]
    return path, members[path]


def offered(file) -> list[str]:
    """What an import would read and say of a file or folder."""
    exports = Exports()
    lines = []
    for container in walk(file):
        entered = exports.enter(container)
        lines += [line.reason for line in entered.lines]
    for reading in exports.rest(ReadDefaults()):
        lines += [reading.problem.reason] if reading.problem else []
        assert_sound(reading.activities)
    return lines


def assert_sound(activities: tuple[Activity, ...]) -> None:
    for activity in activities:
        assert activity.start_utc.utcoffset() == timedelta(0)
        assert activity.elapsed_s >= 0
        for one in fields(activity):
            value = getattr(activity, one.name)
            if isinstance(value, float):
                assert math.isfinite(value), one.name
                assert value >= 0, one.name


def facts(log):
    return log.activities.drop(columns="source")


def test_every_service_is_in_the_sweep() -> None:
    assert EXPORTS.keys() == TABLES.keys() == {service.name for service in SERVICES if service.is_read}


def test_what_can_be_written_is_read_and_is_the_same_each_time() -> None:
    assert WRITTEN.keys() <= EXPORTS.keys()
    for members in WRITTEN.values():
        assert members(recorded_runs()) == members(recorded_runs())


@every_service
def test_an_export_is_known_by_its_listing_and_its_container_is_not_asked(tmp_path, name: str) -> None:
    """As a zip of any name, as a folder, inside a folder of an older download."""
    members = EXPORTS[name]()
    zipped = rr.read(put_zip(tmp_path / "download (3).zip", members))
    folder = rr.read(put_folder(tmp_path / "old", {f"2024/{path}": content for path, content in members.items()}))
    assert len(zipped.counted) > 0
    assert facts(folder).equals(facts(zipped))
    assert any(name in line.reason for line in zipped.files)
    assert_sound(zipped.recorded)


@pytest.mark.parametrize(("name", "other"), [(a, b) for a in TABLES for b in TABLES if a != b])
def test_the_table_of_another_service_is_not_taken_for_its_own(tmp_path, name: str, other: str) -> None:
    """A table under a false name costs itself: no activity comes of it, and the recording elsewhere is read."""
    path, _ = table_of(name)
    own, foreign = table_of(other)
    log = rr.read(put_folder(tmp_path / "mixed", {f"a/{path}": foreign, "b/run.fit": fit(recorded_runs()[0])}))
    known_by_content = {"Polar Flow", "Apple Health", *ONE_TABLE}  # they have no name of their own
    others = {run.source.format for run in log.counted} - {"fit"}
    assert [run.source.format for run in log.recorded].count("fit") == 1
    one_name = path.rpartition("/")[2].lower() == own.rpartition("/")[2].lower()  # activities.csv: content tells
    assert not others or other in known_by_content or one_name


@every_service
def test_a_damaged_table_never_stops_anything(tmp_path_factory, name: str) -> None:
    path, content = table_of(name)
    folder = tmp_path_factory.mktemp("damaged")

    @settings(max_examples=60)
    @given(st.integers(0, len(content)), st.integers(0, len(content)), st.binary(max_size=20))
    def damaged(at, end, put):
        lines = offered(put_folder(folder, {path: content[:at] + put + content[end:]}))
        assert not any("please report" in line for line in lines)

    damaged()


@every_service
def test_a_table_cut_off_anywhere_never_stops_anything(tmp_path, name: str) -> None:
    path, content = table_of(name)
    for cut in range(0, len(content), max(len(content) // 61, 1)):
        lines = offered(put_folder(tmp_path / "cut", {path: content[:cut]}))
        assert not any("please report" in line for line in lines)


@every_service
def test_the_table_alone_is_enough(tmp_path, name: str) -> None:
    path, content = table_of(name)
    log = rr.read(put_folder(tmp_path / "alone", {path.rpartition("/")[2]: content}))
    assert len(log.counted) > 0
    assert_sound(log.recorded)


@every_service
def test_a_byte_order_mark_changes_nothing(tmp_path, name: str) -> None:
    path, content = table_of(name)
    beside = {other: inner for other, inner in TABLES[name][0].items() if other != path}
    plain = rr.read(put_folder(tmp_path / "plain", beside | {path: content}))
    marked = rr.read(
        put_folder(tmp_path / "marked", beside | {path: b"\xef\xbb\xbf" + content.removeprefix(b"\xef\xbb\xbf")})
    )
    assert [(run.start_utc, run.distance_m, run.sport) for run in plain.recorded] == [
        (run.start_utc, run.distance_m, run.sport) for run in marked.recorded
    ]


@every_service
def test_what_the_caller_says_never_replaces_what_the_export_says(tmp_path, name: str) -> None:
    file = put_zip(tmp_path / "export.zip", EXPORTS[name]())
    plain, told = rr.read(file), rr.read(file, tz="Pacific/Auckland", sport="hiking")
    for one in plain.recorded:
        [other] = [run for run in told.recorded if run.id == one.id]
        assert other.sport in {one.sport, "hiking"}
        assert one.sport == "unknown" or other.sport is one.sport
        assert other.utc_offset_s == one.utc_offset_s or one.tz_source == "assumed"


@every_service
def test_every_file_is_accounted_for(tmp_path, name: str) -> None:
    log = rr.read(put_zip(tmp_path / "export.zip", EXPORTS[name]()))
    told = {activity for line in log.files for activity in line.activities}
    assert told == {run.id for run in log.recorded}
    assert all(line.reason for line in log.files if line.status is not Status.IMPORTED)


@pytest.mark.parametrize("name", [service.name for service in SERVICES if service.whole])
def test_large_tables_come_back_whole_from_another_process(tmp_path, monkeypatch, name: str) -> None:
    """What crosses between processes is pickled, on the way there and back; all rows, recordings and days survive it."""
    monkeypatch.setattr(tables_apart, "SMALL_BYTES", 0)

    def carried(function, *arguments):
        there, given = pickle.loads(pickle.dumps((function, arguments)))  # noqa: S301 - our own bytes
        return pickle.loads(pickle.dumps(there(*given)))  # noqa: S301 - our own bytes

    folder = put_folder(tmp_path / "export", EXPORTS[name]())
    here, apart = everything(Exports(), folder), everything(Exports(apart=carried), folder)
    assert here == apart
    assert here[0] or here[1]


def everything(exports: Exports, folder) -> tuple[object, ...]:
    """The recordings with their bytes, the rows, the days and the shoes of a folder."""
    files = [(entry.name, entry.read()) for container in walk(folder) for entry, _ in exports.enter(container).files]
    rows = [(reading.name, reading.activities) for reading in exports.rest(ReadDefaults())]
    return files, rows, exports.days, exports.gear


@pytest.mark.parametrize("name", ["Samsung Health", "Fitbit or Google Health", "Google Fit"])
def test_a_damaged_table_of_days_never_stops_anything(tmp_path_factory, name: str) -> None:
    members = {path: content for path, content in EXPORTS[name]().items() if not path.endswith(".tcx")}
    marks = ("sleep", "resting", "variability")
    tables = [path for path in members if any(mark in path.lower() for mark in marks)]
    table, _ = table_of(name)
    folder = put_folder(tmp_path_factory.mktemp("days"), {table: members[table]})

    @settings(max_examples=30)
    @given(st.sampled_from(tables), st.data(), st.binary(max_size=12))
    def damaged(path, pick, put):
        content = members[path]
        at = pick.draw(st.integers(0, len(content)))
        end = pick.draw(st.integers(at, min(at + 30, len(content))))
        put_folder(folder, {path: content[:at] + put + content[end:]})
        assert not any("please report" in line for line in offered(folder))

    damaged()
