"""Apple Health's export: workouts out of its XML, routes, pauses, indoors, local time, and its size."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import runrisk as rr
from exports.apple_export import DTD, RECORD, TREADMILL_START, export, workout
from exports.recorded import put_folder, put_zip, recorded_runs
from runrisk.importers.containers.walk import walk
from runrisk.importers.services.recognise import Exports
from runrisk.model import Sport, TzSource
from runrisk.store import Library
from runrisk.workflows.files.import_files import import_files

DIALECTS = pytest.mark.parametrize("new", [False, True], ids=["attributes", "statistics"])
KATHMANDU_S = 5 * 3600 + 45 * 60


@DIALECTS
def test_workouts_and_their_routes_are_one_run(tmp_path, new):
    log = rr.read(put_zip(tmp_path / "any.bin", export(new=new)))
    one, two, treadmill, strength = log.counted
    assert [run.source.format for run in log.counted] == ["gpx", "gpx", "summary", "summary"]
    assert [run.sport for run in log.counted] == [Sport.RUNNING] * 3 + [Sport.STRENGTH]
    for run, made in zip((one, two), recorded_runs(), strict=False):
        assert run.distance_m == pytest.approx(made.activity.distance_m, rel=1e-6)
        assert (run.utc_offset_s, run.tz_source) == (KATHMANDU_S, TzSource.SUMMARY)
        assert run.sub_sport is None  # the flag of the route is not the workout's
    assert treadmill.sub_sport == "treadmill"
    assert treadmill.distance_m == pytest.approx(3 * 1609.344)
    assert treadmill.start_utc == TREADMILL_START
    assert treadmill.utc_offset_s == (-4 * 3600 if new else KATHMANDU_S)  # the workout's own zone, New York in June
    assert treadmill.avg_hr_bpm == (143.5 if new else None)
    assert strength.elapsed_s == 2700


@DIALECTS
def test_the_same_run_by_another_app_is_found_by_the_duplicates(tmp_path, new):
    log = rr.read(put_zip(tmp_path / "export.zip", export(new=new)))
    assert len(log.recorded) == 5
    [shadow] = [run for run in log.recorded if run.duplicate_of]
    assert shadow.device == "Strava"
    assert shadow.duplicate_of == log.counted[0].id


def test_a_pause_is_no_part_of_the_run(tmp_path):
    log = rr.read(put_zip(tmp_path / "export.zip", export(new=True)))
    samples = log.samples(log.counted[0].id)
    changes = samples["time_s"][samples["segment"].diff() > 0]
    assert changes[changes >= 590].iloc[0] == pytest.approx(600, abs=10)
    assert changes[changes >= 710].iloc[0] == pytest.approx(720, abs=10)


def test_what_is_no_workout_is_not_opened(tmp_path):
    log = rr.read(put_zip(tmp_path / "export.zip", export(new=True)))
    skipped = {line.name: line.reason for line in log.files if line.status == "skipped"}
    assert skipped == {
        "export.zip": "2 other files of the Apple Health export, not opened: no recordings, and some are personal",
        "export.zip: exportar.xml": "read as a table of the Apple Health export",
    }


@DIALECTS
def test_folder_zip_and_library_say_the_same(tmp_path, new):
    members = export(new=new)
    zipped = rr.read(put_zip(tmp_path / "export.zip", members))
    unpacked = rr.read(put_folder(tmp_path / "folder", members))
    assert unpacked.activities.drop(columns="source").equals(zipped.activities.drop(columns="source"))
    with Library(tmp_path / "library") as library:
        import_files(library, tmp_path / "export.zip", jobs=0)
        assert import_files(library, tmp_path / "export.zip", jobs=0).counts["imported"] == 0
        assert library.log().activities.equals(zipped.activities)


def test_a_file_that_breaks_off_gives_what_came_before(tmp_path):
    members = export(new=True)
    name = "apple_health_export/exportar.xml"
    whole = members[name].decode()
    members[name] = whole[: whole.rindex("<Workout ")].encode()
    log = rr.read(put_zip(tmp_path / "export.zip", members))
    [failed] = [line for line in log.files if line.status == "failed"]
    assert failed.name == "export.zip: exportar.xml"
    assert "the 4 workouts before were read" in failed.reason
    assert len(log.counted) == 3  # one of the four stands twice


def test_an_entity_bomb_is_refused_and_costs_no_route(tmp_path):
    members = export(new=True)
    members["apple_health_export/exportar.xml"] = (
        b'<?xml version="1.0"?><!DOCTYPE HealthData [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><HealthData locale="&b;"/>'
    )
    log = rr.read(put_zip(tmp_path / "export.zip", members))
    [failed] = [line for line in log.files if line.status == "failed"]
    assert "declares entities" in failed.reason
    assert len(log.recorded) == 2


MEASURE = """
import resource, sys
from pathlib import Path
from runrisk.importers.containers.walk import walk
from runrisk.importers.services.recognise import Exports
from runrisk.importers.read_file import ReadDefaults
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
exports = Exports()
for container in walk(Path(sys.argv[1])):
    exports.enter(container)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before, len(list(exports.rest(ReadDefaults()))))
"""


def big_zip(file: Path, megabytes: int) -> Path:
    """An export whose XML has so many MB of heart rates, written as a stream; twenty runs at its end."""
    block = "".join(RECORD.format(value=60 + value % 90) for value in range(4000)).encode()
    with (
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("apple_health_export/export.xml", "w", force_zip64=True) as stream,
    ):
        stream.write(DTD.encode())
        for _ in range(megabytes * 1_000_000 // len(block) + 1):
            stream.write(block)
        for day in range(20):
            stream.write(workout(TREADMILL_START.replace(day=day + 1), 1800, km=5.0).encode())
        stream.write(b"</HealthData>")
    return file


@pytest.mark.skipif(sys.platform == "win32", reason="no resource module")
def test_memory_does_not_grow_with_the_file(tmp_path):
    """20 MB of XML must not cost 20 MB; the file of 200 MB is in benchmarks/apple_export.py."""
    file = big_zip(tmp_path / "export.zip", 20)
    done = subprocess.run([sys.executable, "-c", MEASURE, file], capture_output=True, text=True, check=True)
    grown_kb, workouts = map(int, done.stdout.split())
    assert workouts == 20
    assert grown_kb < 12_000


def test_the_listing_is_enough_to_recognise_it(tmp_path):
    """No recording is opened on the way: a damaged one is found only when it is read."""
    members = export(new=True) | {"apple_health_export/workout-routes/route_1.gpx": b"no GPX"}
    exports = Exports()
    entered = [exports.enter(container) for container in walk(put_zip(tmp_path / "export.zip", members))]
    told = [(entry.inner, told.facts.sport) for entry, told in entered[1].files]
    assert told == [
        ("apple_health_export/workout-routes/route_1.gpx", Sport.RUNNING),
        ("apple_health_export/workout-routes/route_2.gpx", Sport.RUNNING),
    ]
