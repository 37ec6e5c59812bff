"""RunGap's export: rows beside recordings, and what is told of two plausible readings."""

import json

import pytest

import runrisk as rr
from exports.recorded import put_folder, recorded_runs
from runrisk.importers.services.rungap import KILOMETRES_TAKEN
from runrisk.model import Sport
from runrisk.simulate.services.rungap_files import members

START = "2026-03-02T05:30:00Z"


def read(folder, **known: object):
    row = {
        "activityType": {"internalName": "running"},
        "startTime": {"time": START, "timeZone": "Europe/Vienna"},
        "distance": 10_000,
        "duration": 3000,
    }
    return rr.read(put_folder(folder, {"a/1.rungap.json": json.dumps(row | known).encode()}))


def test_recordings_take_their_rows_and_the_rest_are_runs(tmp_path) -> None:
    made = recorded_runs()
    log = rr.read(put_folder(tmp_path, members(made)))
    assert sorted(run.source.format for run in log.counted) == ["fit", "fit", "fit", "summary"]
    assert {run.utc_offset_s for run in log.counted} == {7200}


@pytest.mark.parametrize("time", [START, 1_772_429_400, 1_772_429_400_000, "2026-03-02T06:30:00+01:00"])
def test_the_start_as_text_seconds_or_milliseconds(tmp_path, time: object) -> None:
    [run] = read(tmp_path, startTime={"time": time, "timeZone": "Europe/Vienna"}).counted
    assert (run.start_utc.isoformat(), run.utc_offset_s) == ("2026-03-02T05:30:00+00:00", 3600)


@pytest.mark.parametrize(("distance", "metres"), [(10_000, 10_000), (10.0, 10_000), (150, 150), (149, 149_000)])
def test_kilometres_are_told_by_the_time_and_said(tmp_path, distance: float, metres: float) -> None:
    """In 3000 s 150 m are 0.05 m/s; 149 m are below."""
    [run] = read(tmp_path, distance=distance).recorded
    assert run.distance_m in {metres, None}  # 149 km in 50 minutes is no run's
    assert (KILOMETRES_TAKEN in run.warnings) == (metres != distance)


def test_a_zone_or_a_sport_that_is_not_known_costs_only_itself(tmp_path) -> None:
    [run] = read(
        tmp_path, startTime={"time": START, "timeZone": "Vienna"}, activityType={"internalName": "jousting"}
    ).recorded
    assert (run.sport, run.tz_source) == (Sport.UNKNOWN, "assumed")


def test_a_damaged_file_is_named_and_the_others_are_read(tmp_path) -> None:
    good = members(recorded_runs()[:1])
    log = rr.read(put_folder(tmp_path, {**good, "bad.rungap.json": b"{"}))
    assert len(log.counted) == 1
    assert any(line.status == "failed" and "bad.rungap.json" in line.name for line in log.files)
