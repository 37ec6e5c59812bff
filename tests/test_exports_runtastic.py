"""The export of adidas Running: sessions with their track and pulse, shoes, and what is missing or damaged."""

import json

import pytest

import runrisk as rr
from exports.recorded import gpx, put_folder, put_zip, recorded_runs
from runrisk.importers.services.runtastic import session_facts
from runrisk.model import Sport
from runrisk.simulate import made_season
from runrisk.simulate.services.runtastic_files import members

SESSION = {
    "start_time": 1_772_433_000_000,
    "end_time": 1_772_436_000_000,
    "start_time_timezone_offset": 3_600_000,
    "distance": 10_000,
    "duration": 2_940_000,
    "pause_duration": 60_000,
    "sport_type_id": "1",
}
"""2 March 2026, 6:30 UTC, 7:30 by the clock of Vienna: 50 minutes, one of them paused."""


def read(folder, files: dict[str, object] | None = None, **told: object):
    inner = {"Sport-sessions/a.json": SESSION | told} | (files or {})
    return rr.read(put_folder(folder, {path: json.dumps(content).encode() for path, content in inner.items()}))


def test_a_season_arrives_with_samples_and_shoes(tmp_path) -> None:
    made = list(made_season(seed=5, weeks=3))
    files = members(made)
    log = rr.read(put_zip(tmp_path / "a.zip", files))
    by_start = {run.start_utc.replace(microsecond=0): run for run in log.recorded}
    assert len(log.recorded) == len(by_start) == len(made)
    for number, one in enumerate(made, 1):
        run = by_start[one.activity.start_utc.replace(microsecond=0)]
        assert (run.sport, run.local_day, run.shoe) == (one.activity.sport, one.session.day, one.activity.shoe)
        samples = log.samples(run.id)
        assert bool(len(samples)) == bool(number % 3)
        if len(samples):
            cold = f"Sport-sessions/GPS-data/session-{number}.gpx" not in files  # the strap's 0; the GPX knows better
            assert samples["heart_rate_bpm"].notna().sum() == one.samples["heart_rate_bpm"].notna().sum() - cold
            assert samples["lat_deg"].notna().any() == one.samples["lat_deg"].notna().any()
    assert {(pair.start_m, pair.retire_m, str(pair.since)) for pair in log.gear} == {(120_000, 700_000, "2025-01-10")}


def test_a_typed_in_session(tmp_path) -> None:
    [run] = read(tmp_path, notes="windy", pulse_avg=151, elevation_gain=80, elevation_loss=70, manual=True).counted
    assert (run.start_utc.isoformat(), run.utc_offset_s) == ("2026-03-02T06:30:00+00:00", 3600)
    assert (run.distance_m, run.elapsed_s, run.timer_s) == (10_000, 3000, 2940)
    assert (run.note, run.avg_hr_bpm, run.ascent_m, run.descent_m) == ("windy", 151, 80, 70)


@pytest.mark.parametrize(
    ("number", "indoor", "sport"),
    [
        ("1", False, (Sport.RUNNING, None)),
        ("1", True, (Sport.RUNNING, "indoor_running")),
        ("14", False, (Sport.RUNNING, "treadmill")),
        ("3", False, (Sport.CYCLING, None)),
        ("5", False, (Sport.OTHER, None)),
        ("76", False, (Sport.OTHER, None)),
        ("77", False, (Sport.UNKNOWN, None)),
    ],
)
def test_a_sport_is_a_number(tmp_path, number: str, *, indoor: bool, sport: tuple[Sport, str | None]) -> None:
    [run] = read(tmp_path, sport_type_id=number, indoor=indoor).recorded
    assert (run.sport, run.sub_sport) == sport
    assert any("'77'" in warning for warning in run.warnings) == (number == "77")


SHOE = {"name": "Ghost 15", "equipment_type": "shoe", "id": "s1"}


@pytest.mark.parametrize(
    "path", ["User/Shoes/s1.json", "User/shoes.json", "Equipment/s1.json", "User-equipments/x.json"]
)
@pytest.mark.parametrize("told", [{"user_equipment_ids": ["other", "s1"]}, {"id": "a", "user_equipment_ids": None}])
def test_a_shoe_is_named_by_the_session_or_names_it(tmp_path, path: str, told: dict[str, object]) -> None:
    shoe = SHOE | {"samples_ids": ["a"] if "id" in told else [], "milestones": None, "initial_distance": None}
    log = read(tmp_path, {path: shoe}, **told)
    assert [run.shoe for run in log.counted] == ["Ghost 15"]
    assert [(pair.name, pair.start_m, pair.retire_m) for pair in log.gear] == [("Ghost 15", 0, None)]


def test_other_equipment_is_no_shoe(tmp_path) -> None:
    log = read(tmp_path, {"User/Shoes/s1.json": SHOE | {"equipment_type": "bike"}}, user_equipment_ids=["s1"])
    assert ([run.shoe for run in log.counted], log.gear) == ([None], ())


def test_the_gpx_of_a_session_takes_its_sport_and_pulse(tmp_path) -> None:
    """The GPX names no sport; the pulse lies in a file of its own, from ten seconds after the start."""
    one = recorded_runs()[0]
    files = {path: content for path, content in members([one]).items() if "GPS-data" not in path}
    [run] = rr.read(put_folder(tmp_path, files | {"Sport-sessions/GPS-data/session-1.gpx": gpx(one)})).counted
    assert (run.sport, run.source.format) == (Sport.RUNNING, "runtastic")
    assert run.avg_hr_bpm == pytest.approx(one.samples["heart_rate_bpm"].mean(), abs=1)
    assert run.distance_m == pytest.approx(one.activity.distance_m, rel=0.02)


def test_a_gpx_may_hold_the_heart_rate(tmp_path) -> None:
    one = recorded_runs()[0]
    files = {path: content for path, content in members([one]).items() if "-data/" not in path}
    [run] = rr.read(put_folder(tmp_path, files | {"Sport-sessions/GPS-data/session-1.gpx": gpx(one)})).counted
    assert run.avg_hr_bpm == pytest.approx(one.samples["heart_rate_bpm"].mean(), abs=1)


def test_a_damaged_track_costs_the_track_and_a_damaged_session_itself(tmp_path) -> None:
    files = members(recorded_runs()[:2])
    files["Sport-sessions/GPS-data/session-1.json"] = b"[{"
    files["Sport-sessions/session-2.json"] = b"{"
    log = rr.read(put_folder(tmp_path, files))
    assert [run.source.format for run in log.counted] == ["summary"]
    assert sum(line.status == "failed" for line in log.files) == 2


def test_speed_is_km_a_hour(tmp_path) -> None:
    rows = [{"timestamp": f"2026-03-02 07:30:{second:02} +0100", "speed": 10.8} for second in range(60)]
    log = read(tmp_path, {"Sport-sessions/GPS-data/a.json": rows})
    [run] = log.counted
    assert log.samples(run.id)["speed_mps"].dropna().unique() == pytest.approx([3.0])


def test_a_start_or_an_offset_that_cannot_be_is_none() -> None:
    """The year 2096; 14 hours."""
    assert session_facts(SESSION | {"start_time": 4e12}).start_utc is not None
    assert session_facts(SESSION | {"start_time": 4e12 + 1}).start_utc is None
    for hours, said in ((-14, -50_400), (14, 50_400), (14.001, None)):
        assert session_facts(SESSION | {"start_time_timezone_offset": hours * 3_600_000}).utc_offset_s == said


def test_the_time_of_a_session_is_the_longer_of_its_ends_and_its_parts() -> None:
    """3000 s by its ends; 2990 s and a minute by its parts."""
    assert session_facts(SESSION).elapsed_s == 3000
    assert session_facts(SESSION | {"duration": 2_990_000}).elapsed_s == 3050
    assert session_facts(SESSION | {"end_time": None}).elapsed_s == 3000
