"""Mi Fitness and Zepp: tables of workouts, as the services write them and as a spreadsheet leaves them."""

import json

import pytest

import runrisk as rr
from exports.recorded import put_folder
from runrisk.model import Sport
from runrisk.simulate import made_season
from runrisk.simulate.services import mi_fitness_files, zepp_files

MI = "20260401_1_MiFitness_hlth_center_sport_record.csv"
ZEPP = "SPORT/SPORT_1774000000000.csv"
MI_HEADER, ZEPP_HEADER = "Uid,Sid,Key,Time,Category,Value,UpdateTime", "type,startTime,sportTime(s),distance(m)"
START_S = 1_772_433_000
"""2 March 2026, 6:30 UTC."""
VALUE = {
    "start_time": START_S,
    "end_time": START_S + 3000,
    "duration": 2940,
    "distance": 10_000,
    "steps": 8820,
    "avg_hrm": 151,
}


def read(folder, path: str, *lines: str):
    return rr.read(put_folder(folder, {path: "\n".join(lines).encode()}), tz="Europe/Vienna")


def mi_line(value: str, key: str = "outdoor_running", category: str = "running") -> str:
    return f"1,dev,{key},{START_S},{category},{value},{START_S}"


@pytest.mark.parametrize("members", [mi_fitness_files.members, zepp_files.members])
def test_a_season_arrives_once(tmp_path, members) -> None:
    made = list(made_season(seed=5, weeks=3))
    log = rr.read(put_folder(tmp_path, members(made)), tz="Europe/Vienna")
    by_start = {run.start_utc.replace(microsecond=0): run for run in log.recorded}
    assert len(log.recorded) == len(by_start) == len(made)
    runs = [one for one in made if one.activity.sport is Sport.RUNNING]
    assert len(log.counted) >= len(runs) > 0
    for one in runs:
        near = [run for at, run in by_start.items() if abs((at - one.activity.start_utc).total_seconds()) <= 1]
        assert [(run.sport, run.local_day) for run in near] == [(Sport.RUNNING, one.session.day)]
        assert near[0].distance_m == pytest.approx(one.activity.distance_m, abs=1)
    assert any("not opened" in line.reason for line in log.files)


QUOTED = '"' + json.dumps(VALUE).replace('"', '""') + '"'


@pytest.mark.parametrize(
    "value", [QUOTED, json.dumps(VALUE), json.dumps(VALUE).replace('"', '""'), QUOTED.replace('""', "+ACIAIg-")]
)
def test_quotes_may_be_there_or_lost_or_utf_7(tmp_path, value: str) -> None:
    """8820 steps in 49 minutes: 180 a minute."""
    key = "outdoor+AF8-running" if "+AC" in value else "outdoor_running"
    [run] = read(tmp_path, MI, MI_HEADER, mi_line(value, key)).counted
    assert (run.start_utc.isoformat(), run.distance_m) == ("2026-03-02T06:30:00+00:00", 10_000)
    assert (run.elapsed_s, run.timer_s, run.avg_hr_bpm, run.avg_cadence_spm) == (3000, 2940, 151, 180)


@pytest.mark.parametrize(
    ("key", "category", "sport"),
    [
        ("indoor_running", "", (Sport.RUNNING, "indoor_running")),
        ("indoor_run", "", (Sport.RUNNING, "indoor_running")),
        ("outdoor_run_class", "", (Sport.RUNNING, None)),
        ("treadmill", "", (Sport.RUNNING, "treadmill")),
        ("ultra_thing", "running", (Sport.RUNNING, None)),
        ("outdoor_riding", "", (Sport.CYCLING, None)),
        ("jousting", "lance", (Sport.UNKNOWN, None)),
    ],
)
def test_words_of_mi_fitness(tmp_path, key: str, category: str, sport: tuple[Sport, str | None]) -> None:
    [run] = read(tmp_path, MI, MI_HEADER, mi_line(QUOTED, key, category)).recorded
    assert (run.sport, run.sub_sport) == sport
    assert any("'jousting'" in warning for warning in run.warnings) == (key == "jousting")


def test_a_value_that_is_damaged_costs_its_row(tmp_path) -> None:
    log = read(tmp_path, MI, MI_HEADER, mi_line('"{""distance"": 5'), mi_line(QUOTED, "indoor_running"), "", "nonsense")
    assert [run.distance_m for run in log.recorded] == [10_000]
    said = {line.name.rpartition(", ")[2]: line.reason for line in log.files}
    assert said["line 2"].startswith("nothing was recorded")
    assert said["line 5"] == "has no start time"


@pytest.mark.parametrize(
    ("number", "sport"),
    [("1", (Sport.RUNNING, None)), ("7", (Sport.RUNNING, "trail")), ("8", (Sport.RUNNING, "treadmill")),
     ("6", (Sport.WALKING, None)), ("999", (Sport.UNKNOWN, None))],
)  # fmt: skip
def test_a_sport_of_zepp_is_a_number(tmp_path, number: str, sport: tuple[Sport, str | None]) -> None:
    [run] = read(tmp_path, ZEPP, ZEPP_HEADER, f"{number},2026-03-02 06:30:00+0000,3000,10000.0").recorded
    assert (run.start_utc.isoformat(), run.sport, run.sub_sport) == ("2026-03-02T06:30:00+00:00", *sport)
    assert (run.distance_m, run.elapsed_s) == (10_000, 3000)
    assert any("'999'" in warning for warning in run.warnings) == (number == "999")


def test_minus_one_is_nothing_and_null_too(tmp_path) -> None:
    lines = [f"1,2026-03-0{day} 06:30:00+0000,3000,{told}" for day, told in enumerate(("-1.0", "null", "0"), 2)]
    assert [run.distance_m for run in read(tmp_path, ZEPP, ZEPP_HEADER, *lines).recorded] == [None] * 3


@pytest.mark.parametrize(("start_s", "runs"), [(4_000_000_000, 1), (4_000_000_001, 0)])
def test_a_start_beyond_2096_is_none(tmp_path, start_s: int, runs: int) -> None:
    table = "\n".join([MI_HEADER, mi_line(json.dumps(VALUE | {"start_time": start_s, "end_time": 0})), mi_line(QUOTED)])
    (tmp_path / MI).write_text(table)
    assert sum(run.start_utc.year > 2090 for run in rr.read(tmp_path).recorded) == runs
