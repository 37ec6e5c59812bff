"""Huawei Health's export: a file that is no JSON, tracks as lines, times of four kinds, pauses, typed-in activities."""

import json

import pytest

import runrisk as rr
from exports.recorded import put_folder
from runrisk.importers.formats.piece_parts import joined
from runrisk.importers.services.huawei_track import activity_facts, read_huawei_track
from runrisk.model import Sport
from runrisk.simulate import made_season
from runrisk.simulate.services.huawei_files import PATH, members

START_S = 1_772_433_000
ACTIVITY = {
    "sportType": 4,
    "startTime": START_S * 1000,
    "totalTime": 3_000_000,
    "totalDistance": 10_000,
    "timeZone": "+0545",
}
"""2 March 2026, 6:30 UTC, 12:15 by the clock of Kathmandu."""


def track(*lines: str) -> dict[str, str]:
    return {"attribute": "HW_EXT_TRACK_DETAIL@is" + "\n".join(lines) + '&&HW_EXT_TRACK_SIMPLIFY@is{"tp=h-r;v":1}'}


def read(folder, content: object, path: str = PATH):
    plain = content if isinstance(content, bytes) else json.dumps(content).encode()
    return rr.read(put_folder(folder, {path: plain}))


def only(folder, **told: object):
    log = read(folder, [ACTIVITY | told])
    [run] = log.recorded
    return run, log.samples(run.id)


def test_a_season_arrives_with_its_samples(tmp_path) -> None:
    made = list(made_season(seed=5, weeks=3))
    log = rr.read(put_folder(tmp_path, members(made)))
    by_start = {run.start_utc.replace(microsecond=0): run for run in log.recorded}
    assert len(log.recorded) == len(by_start) == len(made)
    for number, one in enumerate(made, 1):
        run = by_start[one.activity.start_utc.replace(microsecond=0)]
        sport = Sport.OTHER if one.activity.sport is Sport.STRENGTH else one.activity.sport
        assert (run.sport, run.local_day, run.utc_offset_s) == (sport, one.session.day, one.activity.utc_offset_s)
        samples = log.samples(run.id)
        assert bool(len(samples)) == bool(number % 3)
        if len(samples):
            assert samples["heart_rate_bpm"].notna().sum() == one.samples["heart_rate_bpm"].notna().sum()


@pytest.mark.parametrize("path", [PATH, "data/Bahndaten/daten.json", "motion_path_detail_data1766124283676.json"])
@pytest.mark.parametrize("by_days", [True, False])
def test_by_days_or_as_one_list_under_any_name(tmp_path, path: str, by_days: bool) -> None:  # noqa: FBT001 - a case
    activity = ACTIVITY | track("tp=h-r;k=0;v=140;")
    log = read(tmp_path, [{"recordDay": 20260302, "motionPathData": [activity]}] if by_days else [activity], path)
    [run] = log.counted
    assert (run.start_utc.isoformat(), run.utc_offset_s) == ("2026-03-02T06:30:00+00:00", 20_700)
    assert (run.distance_m, run.elapsed_s) == (10_000, 3000)


@pytest.mark.parametrize(
    "moment", [lambda s: s, lambda s: START_S + s, lambda s: (START_S + s) * 1000, lambda s: f"{(START_S + s):.6E}"]
)
def test_a_time_is_since_the_start_or_since_1970(tmp_path, moment) -> None:
    """The last, in seconds with six digits behind the point, is exact to 1,000 s: 2,000 s after 6:30."""
    _, samples = only(tmp_path, **track(f"tp=h-r;k={moment(2000)};v=150"))
    assert samples["time_s"].tolist() == [2000]


def test_lines_tell_pulse_steps_speed_and_height(tmp_path) -> None:
    lines = [
        f"tp={kind};k={s};v={v}" for s in (1, 2) for kind, v in (("h-r", 150), ("s-r", 180), ("rs", 30), ("alti", 9))
    ]
    _, samples = only(
        tmp_path, **track(*lines, "tp=cad;k=1;v=90", "nonsense", 'actionSummary=[{"id":1;}]', "tp=lbs;t=;lat=;lon=")
    )
    told = samples[["heart_rate_bpm", "cadence_spm", "speed_mps", "altitude_m"]]
    assert told.drop_duplicates().to_numpy().tolist() == [[150, 180, 3, 9]]


def test_a_pause_is_marked_by_a_place_that_is_none(tmp_path) -> None:
    """From 100 to 160 s; the places stand in any order, and the mark at the end is no pause."""
    places = [
        f"tp=lbs;k=0;lat={48 + s * 2.7e-5:.6f};lon=16.0;alt=0;t={START_S + s}" for s in (*range(160, 301), *range(101))
    ]
    marks = [f"tp=lbs;k=0;lat=90.0;lon=-80.0;alt=0;t={START_S + s}" for s in (100, 300)]
    run, samples = only(tmp_path, **track(*places, *marks), totalTime=240_000, totalDistance=720)
    assert (run.elapsed_s, run.timer_s) == (300, 240)
    assert samples["segment"].nunique() == 2
    assert samples["lat_deg"].max() < 49


@pytest.mark.parametrize(
    ("number", "sport"),
    [(101, (Sport.RUNNING, "indoor_running")), (118, (Sport.RUNNING, "trail")), (282, (Sport.HIKING, None)),
     (145, (Sport.OTHER, None)), (999, (Sport.UNKNOWN, None))],
)  # fmt: skip
def test_a_sport_is_a_number(tmp_path, number: int, sport: tuple[Sport, str | None]) -> None:
    run, _ = only(tmp_path, sportType=number)
    assert (run.sport, run.sub_sport) == sport
    assert any("'999'" in warning for warning in run.warnings) == (number == 999)


def test_bare_keys_cost_only_their_value(tmp_path) -> None:
    spoiled = json.dumps([ACTIVITY]).replace("{", '{"partTimeMap": {1.0:3.5, 2.0:7}, "paceMap":{-1:2},').encode()
    assert len(read(tmp_path / "a", spoiled).counted) == 1
    with pytest.raises(rr.RunriskError):
        read(tmp_path / "b", spoiled[:-2])


def test_a_start_that_cannot_be_is_none() -> None:
    """The year 2096."""
    assert activity_facts(ACTIVITY | {"startTime": 4e12}).start_utc is not None
    assert activity_facts(ACTIVITY | {"startTime": 4e12 + 1}).start_utc is None


@pytest.mark.parametrize(("moment", "second"), [(1e8, 100), (1e8 - 1, None), (1e11, 100), (1e11 - 1e6, None)])
def test_where_times_since_1970_begin(moment: float, second: int | None) -> None:
    """A start in 1973, 100 s before 1e8 s: what is below 1e8 counts from the start, and lies beyond two days."""
    told = ACTIVITY | {"startTime": (1e8 - 100) * 1000} | track("tp=h-r;k=0;v=140", f"tp=h-r;k={moment};v=150")
    [recording] = read_huawei_track(joined("huawei", {"activity": json.dumps(told).encode()}), "a")
    assert recording.samples["time_s"].tolist() == [0, *([second] if second else [])]


def test_an_activity_that_stands_twice_counts_once_and_one_without_a_start_is_said(tmp_path) -> None:
    log = read(tmp_path, [ACTIVITY, ACTIVITY, ACTIVITY | {"sportType": 5}, ACTIVITY | {"startTime": None}])
    assert len(log.recorded) == 2
    assert [line.reason for line in log.files if line.status == "failed"] == ["has no start time"]


def test_means_stand_behind_the_track_and_so_may_all_the_rest(tmp_path) -> None:
    """Zero is not measured; what stands outside goes before."""
    behind = {
        "avgHeartRate": 151,
        "avgStepRate": 176,
        "mAvgGroundContactTime": 251,
        "totalDistance": 9000,
        "sportType": 101,
    }
    spoiled = json.dumps(behind).replace("{", '{"partTimeMap":{1.0:361.5},')
    attribute = f"HW_EXT_TRACK_DETAIL@istp=h-r;k=0;v=140;&&HW_EXT_TRACK_SIMPLIFY@is{spoiled}"
    run, _ = only(tmp_path / "a", attribute=attribute, sportType=None)
    assert (run.sport, run.sub_sport, run.distance_m) == (Sport.RUNNING, "indoor_running", 10_000)
    assert (run.avg_cadence_spm, run.avg_contact_ms) == (176, 251)
    typed, _ = only(tmp_path / "b", attribute=attribute.replace("tp=", "").replace("251", "0"))
    assert (typed.avg_hr_bpm, typed.avg_contact_ms) == (151, None)
