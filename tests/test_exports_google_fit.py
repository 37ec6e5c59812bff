"""Google Fit: sessions and TCX files joined, sports and zones in all spellings, what is no sport, nights by their segments."""

import json
from datetime import date

import pytest

import runrisk as rr
from exports.recorded import put_folder, put_zip
from runrisk.model import Day, Sport
from runrisk.simulate import made_season
from runrisk.simulate.services.google_fit_files import members

SESSIONS = "Takeout/Fit/All Sessions/"
ONE = {"fitnessActivity": "running", "startTime": "2026-01-02T06:30:00Z", "duration": "1800s"}


def session(name: str = "2026-01-02T07_30_00+01_00_RUNNING", **other: object) -> dict[str, bytes]:
    return {f"{SESSIONS}{name}.json": json.dumps(ONE | other).encode()}


def read(folder, *exports: dict[str, bytes], **said: object):
    return rr.read(put_folder(folder, {path: content for one in exports for path, content in one.items()}), **said)


def test_a_season_arrives_with_recordings_and_nights(tmp_path) -> None:
    made = list(made_season(seed=5, weeks=3))
    log = rr.read(put_zip(tmp_path / "takeout.zip", members(made)))
    assert len(log.recorded) == len(made)
    by_start = {run.start_utc.replace(microsecond=0): run for run in log.recorded}
    for number, one in enumerate(made, 1):
        run = by_start[one.activity.start_utc.replace(microsecond=0)]
        assert (run.sport, run.local_day) == (one.activity.sport, one.session.day)
        assert bool(len(log.samples(run.id))) == bool(number % 3)
        if run.sport is Sport.RUNNING:
            assert run.distance_m == pytest.approx(one.activity.distance_m, rel=0.02)
    days = sorted({one.session.day for one in made})
    assert log.device_days == tuple(Day(day=day, source="Google Fit", sleep_s=25_200.0) for day in days)


@pytest.mark.parametrize(
    ("word", "sport", "sub_sport"),
    [
        ("running", Sport.RUNNING, None),
        ("running.treadmill", Sport.RUNNING, "treadmill"),
        ("running.jogging", Sport.RUNNING, None),
        ("biking", Sport.CYCLING, None),
        ("walking.fitness", Sport.WALKING, None),
        ("zumba", Sport.UNKNOWN, None),
    ],
)
def test_sports(tmp_path, word: str, sport: Sport, sub_sport: str | None) -> None:
    [run] = read(tmp_path, session(fitnessActivity=word)).recorded
    assert (run.sport, run.sub_sport) == (sport, sub_sport)


@pytest.mark.parametrize(
    ("name", "start", "offset_s"),
    [
        ("2026-01-02T07_30_00+01_00_RUNNING", "2026-01-02T06:30:00Z", 3600),
        ("2026-01-02T06_30_00Z_RUNNING", "2026-01-02T12:15:00.000+05:45", 20_700),
        ("2026-01-02T06_30_00Z_RUNNING", "2026-01-02T06:30:00Z", None),
    ],
)
def test_zones_of_the_start_or_of_the_name(tmp_path, name: str, start: str, offset_s: int | None) -> None:
    [run] = read(tmp_path, session(name, startTime=start)).recorded
    assert run.start_utc.isoformat() == "2026-01-02T06:30:00+00:00"
    assert (run.utc_offset_s, run.tz_source == "assumed") == ((offset_s or 0), offset_s is None)


def test_distance_and_cadence_of_the_aggregates(tmp_path) -> None:
    """5100 steps in 30 minutes are 170 a minute."""
    told = [
        {"metricName": "com.google.distance.delta", "floatValue": 5000.5},
        {"metricName": "com.google.step_count.delta", "intValue": 5100},
    ]
    [run] = read(tmp_path, session(aggregate=told)).recorded
    assert (run.distance_m, run.avg_cadence_spm, run.timer_s) == (5000.5, pytest.approx(170), 1800.0)


def test_what_is_no_sport_is_left_out_and_a_damaged_session_costs_itself(tmp_path) -> None:
    drive = session("2026-01-03T07_30_00Z_IN_VEHICLE", fitnessActivity="in_vehicle")
    broken = {f"{SESSIONS}2026-01-04T07_30_00Z_RUNNING.json": b"{"}
    log = read(tmp_path, session(), drive, broken)
    assert len(log.recorded) == 1
    assert [line.reason for line in log.files if line.status == "failed"] == [
        line.reason for line in log.files if "damaged JSON" in line.reason
    ]


def test_a_tcx_file_without_a_session_has_its_sport_from_its_name(tmp_path) -> None:
    made = list(made_season(seed=5, weeks=1))
    files = {path: content for path, content in members(made).items() if path.endswith(".tcx")}
    log = read(tmp_path, files)
    assert {run.sport for run in log.recorded} >= {Sport.RUNNING}
    assert len(log.recorded) == len(files)
    [_, *_] = [run for run in log.recorded if run.sport is Sport.RUNNING]


def test_nights_by_segments_and_a_time_in_bed_is_none(tmp_path) -> None:
    """23:00 to 5:00 light and REM, 6 h, ends on 2 January in Vienna; a nap of an hour and a night without segments do not count."""

    def night(name: str, *spans: tuple[str, str, str]) -> dict[str, bytes]:
        segments = [{"fitnessActivity": kind, "startTime": begin, "endTime": end} for kind, begin, end in spans]
        whole = {"fitnessActivity": "sleep", "startTime": "2026-01-01T22:00:00Z", "endTime": "2026-01-02T04:00:00Z"}
        last = {"endTime": spans[-1][2]} if spans else {"endTime": "2026-01-05T04:00:00Z"}
        return session(f"{name}_SLEEP", **{**whole, **last, "segment": segments})

    log = read(
        tmp_path,
        session(),
        night(
            "2026-01-01T23_00_00+01_00",
            ("sleep.light", "2026-01-01T22:00:00Z", "2026-01-02T02:00:00Z"),
            ("sleep.rem", "2026-01-02T02:00:00Z", "2026-01-02T04:00:00Z"),
        ),
        night("2026-01-02T14_00_00+01_00", ("sleep.light", "2026-01-02T13:00:00Z", "2026-01-02T14:00:00Z")),
        night("2026-01-04T23_00_00+01_00"),
    )
    assert log.device_days == (Day(day=date(2026, 1, 2), source="Google Fit", sleep_s=21_600.0),)
