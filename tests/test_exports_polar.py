"""Polar Flow's training sessions in both dialects."""

import json

import numpy as np
import pytest

import runrisk as rr
from exports.polar_export import SECONDS, START, export, new_session, old_session
from exports.recorded import put_folder, put_zip
from runrisk.errors import NotAnActivityError, UnsafeFileError
from runrisk.importers.services.polar import NO_OFFSET, read_polar
from runrisk.model import Sport, TzSource
from runrisk.store import Library
from runrisk.workflows.files.import_files import import_files

DIALECTS = pytest.mark.parametrize("new", [False, True], ids=["words", "numbers"])


@DIALECTS
def test_both_dialects_say_the_same(tmp_path, new):
    log = rr.read(put_zip(tmp_path / "any.bin", export(new=new)))
    [run] = log.recorded
    assert run.sport is Sport.RUNNING
    assert run.sub_sport == (None if new else "trail")
    assert (run.name, run.note) == ("Evening", "legs heavy")
    assert run.start_utc.isoformat() == "2025-06-03T21:40:00+00:00"
    assert (run.utc_offset_s, run.tz_source) == (7200, TzSource.SUMMARY)
    assert run.local_day == START.date()
    assert (run.distance_m, run.elapsed_s, run.timer_s, run.ascent_m) == (5220, SECONDS, 1740, 17)
    assert run.avg_cadence_spm == pytest.approx(168)  # 84 strides of one leg
    assert run.avg_hr_bpm == pytest.approx(143, abs=0.1)
    samples = log.samples(run.id)
    assert samples["speed_mps"].median() == pytest.approx(3.0)
    assert samples["altitude_m"].min() == pytest.approx(180.3)
    assert (~np.isnan(samples["lat_deg"])).sum() > 1600
    assert np.isnan(samples["heart_rate_bpm"][samples["time_s"] == 13]).all()


def test_a_pause_is_a_segment_of_its_own():
    [recording] = read_polar(json.dumps(new_session()).encode(), "x.json")
    at = dict(zip(recording.samples["time_s"].tolist(), recording.samples["segment"].tolist(), strict=True))
    assert (at[600], at[630], at[661]) == (0, 1, 2)


@DIALECTS
def test_only_sessions_are_opened(tmp_path, new):
    log = rr.read(put_zip(tmp_path / "export.zip", export(new=new)))
    assert [(line.status.value, line.reason) for line in log.files] == [
        ("skipped", "2 files: read as a table of sleep and the heart at rest of the Polar Flow export"),
        ("skipped", "5 other files of the Polar Flow export, not opened: no recordings, and some are personal"),
        ("imported", ""),
    ]


@DIALECTS
def test_folder_zip_and_library_say_the_same(tmp_path, new):
    zipped = rr.read(put_zip(tmp_path / "export.zip", export(new=new)))
    unpacked = rr.read(put_folder(tmp_path / "folder", export(new=new)))
    assert unpacked.activities.drop(columns="source").equals(zipped.activities.drop(columns="source"))
    with Library(tmp_path / "library") as library:
        import_files(library, tmp_path / "export.zip", jobs=0)
        assert library.log().activities.equals(zipped.activities)


def test_a_single_session_is_known_by_its_content(tmp_path):
    (tmp_path / "whatever.txt").write_text(json.dumps(old_session(), indent=2))
    assert len(rr.read(tmp_path / "whatever.txt").recorded) == 1


@pytest.mark.parametrize(
    ("told", "sport"),
    [
        ("17", (Sport.RUNNING, "treadmill")),
        ("15", (Sport.STRENGTH, None)),
        ("3", (Sport.WALKING, None)),
        ("11", (Sport.HIKING, None)),
        ("2", (Sport.CYCLING, None)),
        ("27", (Sport.RUNNING, "trail")),
        ("777", (Sport.OTHER, None)),
    ],
)
def test_sports_have_numbers(told, sport):
    [recording] = read_polar(json.dumps(new_session(told)).encode(), "x.json")
    assert (recording.sport, recording.sub_sport) == sport


def test_a_session_without_its_offset_says_so():
    session = old_session()
    del session["timeZoneOffset"], session["exercises"][0]["timezoneOffset"]
    [recording] = read_polar(json.dumps(session).encode(), "x.json")
    assert NO_OFFSET in recording.warnings
    assert recording.summary_offset_s is None


def test_a_session_without_exercises_is_a_summary():
    session = {**new_session(), "exercises": []}
    [recording] = read_polar(json.dumps(session).encode(), "x.json")
    assert (recording.session_distance_m, recording.elapsed_s, len(recording.samples)) == (5220, SECONDS, 0)


@pytest.mark.parametrize("content", [[], {}, None, {"startTime": "soon"}, {"exercises": [None, 3]}, {"startTime": {}}])
def test_other_json_is_no_session(content):
    with pytest.raises(NotAnActivityError):
        read_polar(json.dumps(content).encode(), "x.json")


@pytest.mark.parametrize(
    "samples",
    [None, 3, [], {"samples": 3}, {"heartRate": [1, None, {"dateTime": 3, "value": "x"}]},
     {"samples": [{"type": "SPEED", "intervalMillis": 0, "values": [1]}, {"type": None, "values": {}}]}],
)  # fmt: skip
def test_anything_may_stand_in_the_samples(samples):
    session = new_session()
    session["exercises"][0] |= {"samples": samples, "routes": samples, "pauseTimes": samples}
    [recording] = read_polar(json.dumps(session).encode(), "x.json")
    assert recording.session_distance_m == 5220


def test_absurd_sessions_are_refused():
    with pytest.raises(UnsafeFileError, match="exercises"):
        read_polar(json.dumps(new_session() | {"exercises": [{"startTime": "x"}] * 101}).encode(), "x.json")


@pytest.mark.parametrize(
    ("told", "field", "value"),
    [
        ({"feeling": 0.75}, "feel_pct", 75),
        ({"feeling": 0}, "feel_pct", 0),
        ({"feeling": 1.01}, "feel_pct", None),
        ({"feeling": "good"}, "feel_pct", None),
        ({"averageHeartRate": 148}, "avg_hr_bpm", 148),
        ({"hrAvg": 149}, "avg_hr_bpm", 149),
        ({"hrAvg": 0}, "avg_hr_bpm", None),
    ],
)
def test_a_session_tells_how_it_felt_and_its_mean_heart_rate(told, field, value):
    session = {"startTime": "2025-06-03T23:40:00", "durationMillis": 1_740_000, **told}
    [recording] = read_polar(json.dumps(session).encode(), "a.json")
    assert getattr(recording, field) == value
