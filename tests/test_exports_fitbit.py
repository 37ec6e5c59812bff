"""Fitbit and Google Health: three layouts, each exercise once, zones told or asked for, one device of a day, days."""

import json
from datetime import date

import pytest

import runrisk as rr
from exports.recorded import put_folder, put_zip
from one_run import LON_DEG, OneRun, piece
from runrisk.importers.services.fitbit import ZONE_NOT_SAID
from runrisk.importers.services.fitbit_track import read_fitbit_track
from runrisk.model import Day, Sport, TzSource
from runrisk.simulate import made_season
from runrisk.simulate.services.fitbit_files import members

OLDER = "Takeout/Fitbit/Global Export Data/"
HEALTH = "Takeout/Google Health/Health Fitness Data_GoogleData/"
PHYSICAL = "Takeout/Google Health/Physical Activity_GoogleData/"
ONE = {"logId": 7, "activityName": "Run", "startTime": "01/02/26 06:30:00", "activeDuration": 1_800_000, "steps": 5100}
HEADER = "exercise_id,exercise_start,exercise_end,utc_offset,activity_name,tracker_total_distance_mm"


def listed(**other: object) -> dict[str, bytes]:
    return {f"{OLDER}exercise-0.json": json.dumps([ONE | other]).encode()}


def table(*rows: str, header: str = HEADER) -> dict[str, bytes]:
    return {f"{HEALTH}UserExercises_2026-01-01.csv": "\n".join([header, *rows]).encode()}


def read(folder, *exports: dict[str, bytes], **said: str):
    return rr.read(put_folder(folder, {path: content for one in exports for path, content in one.items()}), **said)


def test_a_season_arrives_each_exercise_once_and_its_times_are_told_by_the_rest(tmp_path) -> None:
    """Of three activities one has a TCX file, one nothing, one places and heart rate; the list is in UTC."""
    made = list(made_season(seed=5, weeks=3))
    log = rr.read(put_zip(tmp_path / "takeout-001.zip", members(made)))
    assert len(log.recorded) == len(made)
    by_start = {run.start_utc.replace(microsecond=0): run for run in log.recorded}
    for number, one in enumerate(made):
        run = by_start[one.activity.start_utc.replace(microsecond=0)]
        assert (run.sport, run.local_day) == (one.activity.sport, one.session.day)
        assert bool(len(log.samples(run.id))) == (number % 3 != 1)
        if run.sport is Sport.RUNNING:
            assert run.distance_m == pytest.approx(one.activity.distance_m, rel=0.02)
            assert run.avg_hr_bpm == pytest.approx(one.activity.avg_hr_bpm, abs=1)
    days = {one.session.day for one in made}
    assert log.device_days == tuple(
        Day(day=day, source="Fitbit", sleep_s=25_200.0, resting_hr_bpm=48.4, hrv_rmssd_ms=61.5) for day in sorted(days)
    )
    assert not any(ZONE_NOT_SAID in run.warnings for run in log.recorded)


@pytest.mark.parametrize(
    ("said", "day", "start_hour"), [({}, date(2026, 1, 2), 6), ({"tz": "Asia/Tokyo"}, date(2026, 1, 2), 21)]
)
def test_a_list_alone_asks_for_the_zone(tmp_path, said, day: date, start_hour: int) -> None:
    """6:30 on 2 January, local; in Tokyo that is 21:30 of the day before in UTC."""
    [run] = read(tmp_path, listed(distance=5.0, distanceUnit="Kilometer"), **said).counted
    assert (run.local_day, run.start_utc.hour, run.distance_m) == (day, start_hour, 5000.0)
    assert ZONE_NOT_SAID in run.warnings
    assert run.avg_cadence_spm == pytest.approx(170)  # 5100 steps in 30 minutes


@pytest.mark.parametrize(
    ("start", "other_hour", "asked"),
    [("2026-01-02T06:30:20Z", 6, False), ("2026-01-02T05:30:20Z", 5, False), ("2026-01-02T05:37:20Z", 5, True)],
)
def test_an_exercise_in_both_tables_tells_the_zone_of_the_list(
    tmp_path, start: str, other_hour: int, *, asked: bool
) -> None:
    """Exercise 7 stands in both, exercise 8, at 6:30, in the list alone: UTC, or local (5:30 in UTC); 53 minutes is no zone."""
    both = [ONE, ONE | {"logId": 8, "startTime": "01/03/26 06:30:00"}]
    first, second = read(
        tmp_path,
        {f"{OLDER}exercise-0.json": json.dumps(both).encode()},
        table(f"7,{start},2026-01-02T07:00:20Z,+01:00,Run,5000000"),
        tz="Europe/Vienna",
    ).counted
    assert (first.start_utc.isoformat()[:16], first.utc_offset_s) == (start[:16], 3600)
    assert (second.local_day, second.start_utc.hour) == (date(2026, 1, 3), other_hour)
    assert (ZONE_NOT_SAID in second.warnings) is asked


def test_places_that_begin_with_the_exercise_read_as_utc_tell_it(tmp_path) -> None:
    places = "timestamp,latitude,longitude,data source\n" + "\n".join(
        f"2026-01-02T06:{30 + n}:05Z,{48.2 + n / 1000},{LON_DEG},band" for n in range(29)
    )
    day = {f"{PHYSICAL}gps_location_2026-01-02.csv": places.encode()}
    [run] = read(tmp_path / "utc", listed(), day).counted
    assert (run.start_utc.isoformat()[:16], run.tz_source) == ("2026-01-02T06:30", TzSource.POSITION)
    assert run.distance_m == pytest.approx(28 * 111.2, rel=0.01)  # a thousandth of a degree is 111.2 m
    [other] = read(tmp_path / "local", listed(startTime="01/02/26 07:30:00"), day).counted
    assert ZONE_NOT_SAID in other.warnings


def test_a_list_whose_times_state_their_zone(tmp_path) -> None:
    [run] = read(tmp_path, listed(startTime="2026-01-02T06:30:00.000-07:00")).counted
    assert (run.start_utc.isoformat()[:16], run.utc_offset_s, ZONE_NOT_SAID in run.warnings) == (
        "2026-01-02T13:30",
        -25_200,
        False,
    )


@pytest.mark.parametrize(("unit", "metres"), [("Mile", 8046.72), ("Kilometer", 5000.0), ("Parsec", None)])
def test_units_of_the_list(tmp_path, unit: str, metres: float | None) -> None:
    [run] = read(tmp_path, listed(distance=5.0, distanceUnit=unit)).counted
    assert run.distance_m == metres


@pytest.mark.parametrize(
    ("word", "kind", "sport"),
    [
        ("Outdoor Run", 0, Sport.RUNNING),
        ("Laufen", 0, Sport.RUNNING),
        ("Rennen", 90009, Sport.RUNNING),
        ("Gaan", 90013, Sport.WALKING),
        ("Treadmill", 0, Sport.RUNNING),
        ("Outdoor Bike", 1, Sport.CYCLING),
        ("Gaan", 0, Sport.UNKNOWN),
    ],
)
def test_sports_by_word_and_number(tmp_path, word: str, kind: int, sport: Sport) -> None:
    [run] = read(tmp_path, listed(activityName=word, activityTypeId=kind)).recorded
    assert run.sport is sport


def test_a_newer_row_in_millimetres_where_0_is_not_measured(tmp_path) -> None:
    """A placeholder for the zone (+00:00) is none; what the owner deleted is left out."""
    rows = [
        "7,2026-01-02T06:30:00Z,2026-01-02T07:00:00Z,+00:00,Run,0,4000000,0,",
        "8,2026-01-03 06:30:00+0000,2026-01-03 07:00:00+0000,+05:30,Run,5000000,0,141,UNSPECIFIED",
        "9,2026-01-04T06:30:00Z,2026-01-04T07:00:00Z,+05:30,Run,5000000,0,141,USER_DELETED",
    ]
    more = "manually_logged_total_distance_mm,tracker_avg_heart_rate,deletion_reason"
    first, second = read(tmp_path, table(*rows, header=f"{HEADER},{more}")).counted
    assert (first.distance_m, first.avg_hr_bpm, first.tz_source) == (4000.0, None, TzSource.ASSUMED)
    assert (second.distance_m, second.avg_hr_bpm, second.utc_offset_s) == (5000.0, 141.0, 19_800)


def test_of_two_devices_the_one_that_wrote_more_is_taken() -> None:
    rows = [f"2026-03-02T21:50:{second:02}Z,48.{second:02},16.4,band" for second in range(30)]
    rows += [f"2026-03-02T21:50:{second:02}Z,47.{second:02},16.4,phone" for second in range(20)]
    rows += ["2026-03-02T21:49:59Z,10,10,band", "2026-03-02T21:51:31Z,10,10,band", "soon,10,10,band"]  # outside
    location = "\n".join(["timestamp,latitude,longitude,data source", *rows]).encode()
    [recording] = read_fitbit_track(piece("fitbit", OneRun(), location=location), "a")
    assert recording.samples["lat_deg"].tolist() == [48 + second / 100 for second in range(30)]


def test_over_midnight_the_files_of_both_days_are_read(tmp_path) -> None:
    head = "timestamp,beats per minute,data source\n"
    days = {
        f"{PHYSICAL}heart_rate_2026-01-02.csv": f"{head}2026-01-02T23:50:00Z,140,band".encode(),
        f"{PHYSICAL}heart_rate_2026-01-03.csv": f"{head}2026-01-03T00:10:00Z,150,band".encode(),
    }
    log = read(tmp_path, table("7,2026-01-02T23:45:00Z,2026-01-03T00:15:00Z,+01:00,Run,5000000"), days)
    [run] = log.counted
    assert log.samples(run.id)["heart_rate_bpm"].dropna().tolist() == [140.0, 150.0]


def test_days_of_the_newer_tables(tmp_path) -> None:
    """A night that ends at 22:00 in UTC ends on the next day at +05:30; midnight as UTC, or local midnight in UTC."""
    sleeps = "sleep_id,minutes_asleep,end_utc_offset,sleep_end\n1,400,+05:30,2026-01-01T22:00:00Z\n"
    resting = "timestamp,beats per minute,data source\n2026-01-02T00:00:00Z,50.5,a\n2026-01-02T16:00:00Z,51,a\n,0,a\n"
    log = read(
        tmp_path,
        table("7,2026-01-02T06:30:00Z,2026-01-02T07:00:00Z,+01:00,Run,5000000"),
        {f"{HEALTH}UserSleeps_2026-01-01.csv": sleeps.encode()},
        {f"{PHYSICAL}daily_resting_heart_rate.csv": resting.encode()},
    )
    assert log.device_days == (
        Day(day=date(2026, 1, 2), source="Fitbit", sleep_s=24_000.0, resting_hr_bpm=50.5),
        Day(day=date(2026, 1, 3), source="Fitbit", resting_hr_bpm=51.0),
    )
