"""Samsung Health: points and rows, times and zones in all spellings, distances as pieces or a sum, nights without naps."""

import json
from datetime import date

import pytest

import runrisk as rr
from exports.recorded import put_folder, put_zip, recorded_runs
from one_run import START, OneRun, piece
from runrisk.errors import NothingToReadError
from runrisk.importers.services.samsung_times import moment, offset_s
from runrisk.importers.services.samsung_track import read_samsung_track
from runrisk.model import Sport
from runrisk.simulate import made_season
from runrisk.simulate.services.samsung_files import members

HEADER = "datauuid,start_time,time_offset,exercise_type,duration,distance,exercise_custom_type"
FOLDER = "samsunghealth_a_1/"


def table(*rows: str, header: str = HEADER, name: str = "com.samsung.shealth.exercise") -> dict[str, bytes]:
    text = "\n".join([f"{name},1,2", header, *(f"{row}," for row in rows)])
    return {f"{FOLDER}{name}.2026.csv": b"\xef\xbb\xbf" + text.encode()}


def read(folder, *tables: dict[str, bytes]):
    return rr.read(put_folder(folder, {path: content for one in tables for path, content in one.items()}))


def test_a_season_arrives_with_its_points_and_nights(tmp_path) -> None:
    made = list(made_season(seed=5, weeks=3))
    log = rr.read(put_zip(tmp_path / "samsung.zip", members(made)))
    assert len(log.recorded) == len(made)
    by_start = {run.start_utc.replace(microsecond=0): run for run in log.recorded}
    for number, one in enumerate(made, 1):
        run = by_start[one.activity.start_utc.replace(microsecond=0)]
        strength = one.activity.sport is Sport.STRENGTH  # 15002 is not in the list: another sport
        assert run.sport is (Sport.OTHER if strength else one.activity.sport)
        assert (run.local_day, run.utc_offset_s) == (one.session.day, one.activity.utc_offset_s)
        assert bool(len(log.samples(run.id))) == bool(number % 3)
        if run.sport is Sport.RUNNING:
            assert run.distance_m == pytest.approx(one.activity.distance_m, rel=0.02)
            assert run.avg_hr_bpm == pytest.approx(one.activity.avg_hr_bpm, abs=1)
    nights = {day.day: day.sleep_s for day in log.device_days}
    assert nights == {one.session.day: 7 * 3600.0 for one in made}  # 7 h 10 min in bed, 10 minutes of them awake


def test_personal_tables_are_not_opened_and_siblings_are_no_exercises(tmp_path) -> None:
    log = rr.read(put_folder(tmp_path / "a", members(recorded_runs())))
    assert len(log.recorded) == len(recorded_runs())
    said = " ".join(line.reason for line in log.files)
    assert "2 other files of the Samsung Health export, not opened" in said  # weather and weight


@pytest.mark.parametrize(
    ("row", "sport", "sub_sport"),
    [
        ("a,1767243600000,3600000,1002,1800000,5000,", Sport.RUNNING, None),
        ("a,2026-01-01 05:00:00.000,UTC+0100,15005,1800000,5000,", Sport.RUNNING, "treadmill"),
        ("a,2026-01-01 05:00:00.000,+01:00,0,1800000,5000,Laufen", Sport.RUNNING, None),
        ("a,2026-01-01 05:00:00.000,+01:00,1001.0,1800000,5000,", Sport.WALKING, None),
        ("a,2026-01-01 05:00:00.000,+01:00,16008,1800000,5000,", Sport.OTHER, None),
    ],
)
def test_times_zones_and_sports_in_all_spellings(tmp_path, row: str, sport: Sport, sub_sport: str | None) -> None:
    """1767243600 s after 1970 is 1 January 2026, 5:00 in UTC."""
    [run] = read(tmp_path, table(row)).recorded
    assert (run.sport, run.sub_sport, run.distance_m, run.timer_s) == (sport, sub_sport, 5000.0, 1800.0)
    assert (run.start_utc.isoformat(), run.utc_offset_s) == ("2026-01-01T05:00:00+00:00", 3600)


def test_names_with_a_prefix_and_without(tmp_path) -> None:
    header = ",".join(f"com.samsung.health.exercise.{name}" for name in HEADER.split(","))
    [run] = read(tmp_path, table("a,2026-01-01 05:00:00.000,,1002,1800000,5000,", header=header)).recorded
    assert run.distance_m == 5000.0


@pytest.mark.parametrize(
    ("cell", "seconds"),
    [
        ("UTC+0545", 20_700),
        ("UTC-0330", -12_600),
        ("+14:00", 50_400),
        ("+14:15", None),
        ("-3600000", -3600),
        ("0", 0),
        ("", None),
        ("CET", None),
        ("3600001", None),
    ],
)
def test_offsets(cell: str, seconds: int | None) -> None:
    assert offset_s(cell) == seconds


@pytest.mark.parametrize("cell", ["", "today", "5", "99999999999", "4000000000001", "1e300", "nan"])
def test_what_is_no_time(cell: str) -> None:
    assert moment(cell) is None


@pytest.mark.parametrize(
    ("distances", "total", "said"),
    [
        ([0, 15, 12, 18, 15], 60.0, "pieces"),  # 15 + 12 + 18 + 15
        ([0, 15, 27, 45, 60], 60.0, "counted from the start"),
        ([3, 3, 3, 3, 3], 15.0, "pieces"),  # never falls, never rises
        ([0, 15, 15, 30, 30], 60.0 + 30.0, "pieces"),  # rises in half of the steps, not in more: 15 + 15 + 30 + 30
        ([0, 15, 15, 30, 45], 45.0, "counted from the start"),  # in three of four
    ],
)
def test_a_distance_is_a_sum_where_it_only_rises(distances: list[float], total: float, said: str) -> None:
    start_ms = int(START.timestamp()) * 1000
    live = [{"start_time": start_ms + 5000 * n, "distance": metres} for n, metres in enumerate(distances)]
    [recording] = read_samsung_track(piece("samsung", OneRun(), live=live), "a")
    assert recording.samples["distance_m"][-1] == total
    [warning] = recording.warnings
    assert f"taken as {said}," in warning


def test_a_row_without_a_start_is_named_and_a_damaged_file_of_points_costs_itself(tmp_path) -> None:
    points = f"{FOLDER}jsons/com.samsung.shealth.exercise/b/b.com.samsung.health.exercise.live_data.json"
    rows = table("a,,,1002,1800000,5000,", "b,2026-01-01 05:00:00.000,,1002,1800000,5000,")
    log = read(tmp_path, rows, {points: b"[{"})
    assert [run.distance_m for run in log.recorded] == [5000.0]
    said = [line.reason for line in log.files if line.status == "failed"]
    assert len(said) == 2
    assert any("has no start time" in reason for reason in said)
    assert any("damaged JSON" in reason for reason in said)


def test_points_under_the_name_that_the_row_states(tmp_path) -> None:
    points = f"{FOLDER}jsons/com.samsung.shealth.exercise/9/9F.com.samsung.health.exercise.live_data.json"
    rows = table(
        "a,2026-01-01 05:00:00.000,1002,1800000,9f.live_data.json",
        header="datauuid,start_time,exercise_type,duration,live_data",
    )
    live = [{"start_time": 1767243600000 + 1000 * second, "heart_rate": 140} for second in range(60)]
    log = read(tmp_path, rows, {points: json.dumps(live).encode()})
    [run] = log.recorded
    assert (run.avg_hr_bpm, len(log.samples(run.id))) == (140.0, 60)


def test_a_folder_without_exercises_says_so(tmp_path) -> None:
    with pytest.raises(NothingToReadError, match="no table of exercises"):
        read(tmp_path, table("70", header="weight", name="com.samsung.health.weight"))


def test_nights_by_stages_else_as_stated_and_a_nap_is_none(tmp_path) -> None:
    """Stages: 6 h light; stated: 400 minutes of 420; a nap of an hour the same day; more asleep than in bed is nothing."""
    sleeps = table(
        "s1,2026-01-01 22:00:00.000,2026-01-02 05:00:00.000,UTC+0100,400",
        "s2,2026-01-02 22:00:00.000,2026-01-03 05:00:00.000,UTC+0100,400",
        "s3,2026-01-03 13:00:00.000,2026-01-03 14:00:00.000,UTC+0100,60",
        "s4,2026-01-03 23:00:00.000,2026-01-03 23:30:00.000,UTC+0100,400",
        header="datauuid,start_time,end_time,time_offset,sleep_duration",
        name="com.samsung.shealth.sleep",
    )
    stages = table(
        "s1,2026-01-01 22:00:00.000,2026-01-01 23:00:00.000,40001",
        "s1,2026-01-01 23:00:00.000,2026-01-02 05:00:00.000,40002",
        header="sleep_id,start_time,end_time,stage",
        name="com.samsung.health.sleep_stage",
    )
    log = read(tmp_path, table("a,2026-01-01 05:00:00.000,,1002,1800000,5000,"), sleeps, stages)
    assert {day.day: day.sleep_s for day in log.device_days} == {
        date(2026, 1, 2): 21_600.0,
        date(2026, 1, 3): 24_000.0,
    }
    assert rr.read(tmp_path, days=False).device_days == ()


def test_points_out_of_order_and_before_the_start_are_harmless() -> None:
    start_ms = int(START.timestamp()) * 1000
    live = [{"start_time": start_ms + 1000 * n, "heart_rate": 140 + n} for n in (2, 1, -30)] + [{"start_time": None}, 7]
    parts = {"live": live, "location": json.loads("[]")}
    [recording] = read_samsung_track(piece("samsung", OneRun(), **parts), "a")
    assert recording.samples["heart_rate_bpm"].tolist() == [141.0, 142.0]
