"""Tables of activities that services write: what arrives, which unit, what is only a plan, and that no run counts twice."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

import runrisk as rr
from exports.recorded import fit, put_folder, recorded_runs
from runrisk.model import Sport
from runrisk.simulate.service_export import WRITTEN
from runrisk.store import Library
from runrisk.workflows.files.import_files import import_files

GARMIN = "Activity Type,Date,Favorite,Title,Distance,Calories,Time,Avg HR,Avg Run Cadence,Avg Stride Length\n"
TABLES = ["Garmin Connect (table)", "intervals.icu (table)", "TrainingPeaks (table)", "MapMyRun (table)"]


def read(folder, table: str, **how):
    (folder / "a table.csv").write_bytes(table.encode())
    return rr.read(folder, tz="Europe/Vienna", **how)


@pytest.mark.parametrize("name", TABLES)
def test_every_run_arrives_with_its_way_time_and_day(tmp_path, name: str) -> None:
    made = recorded_runs()
    log = rr.read(put_folder(tmp_path, WRITTEN[name](made)), tz="Europe/Vienna")
    assert len(log.counted) == len(made)
    for run, one in zip(log.counted, made, strict=True):
        assert run.sport is Sport.RUNNING
        assert run.distance_m == pytest.approx(one.activity.distance_m, abs=10)  # hundredths of a kilometre
        assert run.elapsed_s == pytest.approx(one.activity.elapsed_s, rel=0.05)  # Garmin states the timer's time
        assert run.local_day == one.session.day
        assert run.avg_hr_bpm == pytest.approx(one.samples["heart_rate_bpm"].mean(), abs=1)


@pytest.mark.parametrize("tz", [None, "Europe/Vienna"])
@pytest.mark.parametrize("name", TABLES)
def test_a_recording_beside_the_table_counts_once(tmp_path, name: str, tz: str | None) -> None:
    """Also where nobody says in which zone the table's clock was: the recordings know theirs (UTC+2)."""
    made = recorded_runs()
    files = {f"{number}.fit": fit(one) for number, one in enumerate(made)}
    log = rr.read(put_folder(tmp_path, {**WRITTEN[name](made), **files}), tz=tz)
    assert len(log.recorded) == 2 * len(made)
    assert [run.source.format for run in log.counted] == ["fit"] * len(made)
    assert not any(run.asked for run in log.recorded)


@pytest.mark.parametrize(("metres", "counted"), [(5550, 1), (5600, 2)])
def test_a_row_is_like_a_run_whose_distance_is_nine_tenths_of_it_or_more(tmp_path, metres: int, counted: int) -> None:
    """5000 of 5550 m are 0.901, of 5600 m 0.893."""
    row = f"Running,2026-03-02 06:30:00,false,x,{metres / 1000:.2f},1,00:30:00,--,--,--\n"
    head = "Title,WorkoutType,WorkoutDay,DistanceInMeters,TimeTotalInHours\n"
    (tmp_path / "workouts.csv").write_text(f"{head}a,Run,2026-03-02,5000,0.5\n")
    assert len(read(tmp_path, GARMIN + row).counted) == counted


def test_two_tables_of_one_run_and_its_recording_are_one_run(tmp_path) -> None:
    made = recorded_runs()[:1]
    tables = {
        f"{number}/{path}": table for number, name in enumerate(TABLES) for path, table in WRITTEN[name](made).items()
    }
    assert len(rr.read(put_folder(tmp_path / "a", tables)).counted) == 1
    [run] = rr.read(put_folder(tmp_path / "b", {**tables, "run.fit": fit(made[0])})).counted
    assert run.source.format == "fit"


@pytest.mark.parametrize(("minutes", "counted"), [(5, 1), (6, 2)])
def test_clocks_that_differ_by_more_than_five_minutes_are_two_runs(tmp_path, minutes: int, counted: int) -> None:
    made = recorded_runs()[0]
    local = made.activity.start_utc + timedelta(seconds=made.activity.utc_offset_s, minutes=minutes)
    row = (
        f"Running,{local:%Y-%m-%d %H:%M:%S},false,x,{(made.activity.distance_m or 0) / 1000:.2f},1,01:00:00,--,--,--\n"
    )
    (tmp_path / "run.fit").write_bytes(fit(made))
    (tmp_path / "a.csv").write_text(GARMIN + row)
    assert len(rr.read(tmp_path).counted) == counted


@pytest.mark.parametrize("first", ["row", "run"])
@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/Los_Angeles"])
def test_a_row_without_a_time_is_the_run_of_its_day_in_a_library_too(tmp_path, first: str, zone: str) -> None:
    """A run in Tokyo at 6:30 is on the day before in UTC; one of Los Angeles at 19:30 on the day after."""
    hour = 6 if zone == "Asia/Tokyo" else 19
    start = datetime(2026, 3, 2, hour, 30, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    trkpts = "".join(
        f'<trkpt lat="{(35.6 if hour == 6 else 34.0) + s * 3 / 111_195:.6f}" lon="{139.7 if hour == 6 else -118.2}">'
        f"<time>{start + timedelta(seconds=s):%Y-%m-%dT%H:%M:%SZ}</time></trkpt>"
        for s in range(0, 601, 10)
    )
    (tmp_path / "run.gpx").write_text(f"<gpx><trk><type>running</type><trkseg>{trkpts}</trkseg></trk></gpx>")
    head = "Title,WorkoutType,WorkoutDay,DistanceInMeters,TimeTotalInHours,Rpe\n"
    (tmp_path / "workouts.csv").write_text(f"{head}a,Run,2026-03-02,1800,0.1667,7\nb,Run,2026-03-03,1800,0.1667,7\n")
    paths = [tmp_path / "workouts.csv", tmp_path / "run.gpx"]
    clock = "id,type,start_date_local,name,distance,moving_time\n"
    (tmp_path / "activities.csv").write_text(f"{clock}i1,Run,2026-03-02T{hour:02}:31:00,x,1800,600\n")
    paths = [tmp_path / "activities.csv", *paths]
    with Library(tmp_path / "home") as library:
        for path in paths if first == "row" else reversed(paths):
            import_files(library, path, jobs=0)
        counted = library.log().counted
        assert [(str(run.local_day), run.source.format, run.rpe) for run in counted] == [
            ("2026-03-02", "gpx", 7), ("2026-03-03", "summary", 7),
        ]  # fmt: skip


def test_two_runs_of_a_day_are_two_rows(tmp_path) -> None:
    """5.0 km and 5.2 km are one another's like: each row takes the run that is more so."""
    head = "Title,WorkoutType,WorkoutDay,DistanceInMeters,TimeTotalInHours\n"
    rows = "a,Run,2026-03-02,5000,0.5\nb,Run,2026-03-02,5200,0.5\n"
    garmin = "".join(
        f"Running,2026-03-02 {hour}:30:00,false,x,{km},1,00:30:00,--,170,{float(km) / 30 / 170 * 1000:.2f}\n"
        for hour, km in (("06", "5.00"), ("18", "5.20"))
    )
    (tmp_path / "workouts.csv").write_text(head + rows)
    log = read(tmp_path, GARMIN + garmin)
    assert sorted(run.distance_m for run in log.counted) == [5000, 5200]
    assert {run.source.name.partition(",")[0] for run in log.counted} == {"a table.csv"}


def test_effort_shoes_and_notes_of_intervals_icu_and_trainingpeaks(tmp_path) -> None:
    head = "id,type,start_date_local,name,distance,moving_time,icu_rpe,gear,description\n"
    [run] = read(tmp_path, f"{head}i7,TrailRun,2026-03-02T06:30:00,Woods,8000,2700,6,Ghost 15,slept badly\n").counted
    assert (run.sub_sport, run.rpe, run.shoe, run.note, run.name) == ("trail", 6, "Ghost 15", "slept badly", "Woods")
    assert (run.distance_m, run.moving_s) == (8000, 2700)
    head = "Title,WorkoutType,WorkoutDay,DistanceInMeters,TimeTotalInHours,Rpe,AthleteComments\n"
    [run] = read(tmp_path, f"{head}Easy,Run,2026-03-02,5000,0.5,4,fine\nLong,Run,2026-03-08,,,,\n").counted
    assert (run.elapsed_s, run.rpe, run.note) == (1800, 4, "fine")  # half an hour; the plan of the 8th is no run


@pytest.mark.parametrize(
    ("row", "metres"),
    [
        ('Running,2026-03-02 06:30:00,false,"Town, Run",10.00,600,00:50:00,150,170,1.18', 10_000),
        # 6.21 in 50 minutes: at 170 steps a minute of 1.18 m each 10 030 m, so it is miles: 6.21 x 1609.344 = 9994
        ("Running,2026-03-02 06:30:00,false,Run,6.21,600,00:50:00,150,170,1.18", 9994),
        # no steps: 10 in 50 minutes is 5:00 min/km
        ("Running,2026-03-02 06:30:00,false,Run,10.00,600,00:50:00,--,--,--", 10_000),
        # no steps: 6.21 in 50 minutes would be 8:03 min/km, slower than 2.2 m/s
        ("Running,2026-03-02 06:30:00,false,Run,6.21,600,00:50:00,--,--,--", 9994),
        # 6.75 in 50 minutes is 2.25 m/s: just above
        ("Running,2026-03-02 06:30:00,false,Run,6.75,600,00:50:00,--,--,--", 6750),
        # 170 steps of 1.18 m a minute are 10 030 m in 50: 8.02 of them are 1.25 times as few, 7.43 are 1.35 times
        ("Running,2026-03-02 06:30:00,false,Run,8.02,600,00:50:00,150,170,1.18", 8020),
        ("Running,2026-03-02 06:30:00,false,Run,7.43,600,00:50:00,150,170,1.18", 11957),  # x 1609.344
    ],
)
def test_the_unit_of_garmin_s_table_is_told_by_steps_or_pace_and_said(tmp_path, row: str, metres: float) -> None:
    [run] = read(tmp_path, f"{GARMIN}{row}\n").counted
    assert run.distance_m == pytest.approx(metres, abs=1)
    assert any("names no unit of distance" in warning for warning in run.warnings)


def test_an_old_german_table_with_titles_above_in_windows_code(tmp_path) -> None:
    table = (
        "Aktivitäten von Jörg;;;;\n\nAktivitätstyp;Datum;Titel;Distanz;Zeit;Ø Herzfrequenz\n"
        "Laufen;Fr, 25 Mai 2012 20:31;Früh müde;10,20;54:05;--\nRadfahren;Sa, 26 Mai 2012 09:00;Tour;40,00;1:30:00;120\n"
    )
    (tmp_path / "Activities.csv").write_bytes(table.encode("cp1252"))
    run, ride = rr.read(tmp_path, tz="Europe/Vienna").recorded
    assert (run.sport, run.distance_m, run.name, str(run.local_day)) == (
        Sport.RUNNING,
        10_200,
        "Früh müde",
        "2012-05-25",
    )
    assert run.avg_hr_bpm is None
    assert (ride.sport, ride.avg_hr_bpm) == (Sport.CYCLING, 120)


def test_mapmyrun_says_its_unit_in_the_header(tmp_path) -> None:
    head = "Date Submitted,Workout Date,Activity Type,Distance (km),Workout Time (seconds),Notes\n"
    [run] = read(tmp_path, f'{head}"May 1, 2019","May 1, 2019",Run / Jog,5.0,1800,ok\n').counted
    assert (run.distance_m, run.note, str(run.local_day)) == (5000, "ok", "2019-05-01")


def test_a_sport_that_is_not_known_is_said_and_kept(tmp_path) -> None:
    [run] = read(tmp_path, f"{GARMIN}Kite Jousting,2026-03-02 06:30:00,false,x,10.00,600,00:50:00,,,\n").recorded
    assert run.sport is Sport.UNKNOWN
    assert any("'Kite Jousting' is not known here" in warning for warning in run.warnings)


def test_the_runner_s_own_map_goes_before(tmp_path) -> None:
    (tmp_path / "map.toml").write_text(
        '[columns]\ndate = "Date"\ndistance = "Distance"\n[units]\ndistance = "yd"\n[sports]\ndefault = "running"\n'
    )
    row = "Running,2026-03-02 06:30:00,false,Run,1000,600,00:50:00,150,170,1.18\n"
    [run] = read(tmp_path, GARMIN + row, csv_map=tmp_path / "map.toml").counted
    assert run.distance_m == pytest.approx(914.4)  # 1000 yd x 0.9144


def test_a_table_in_a_personal_export_is_not_looked_into(tmp_path) -> None:
    """What an export holds is opened only where the export says so: here Strava's, with a table of another kind inside."""
    members = dict(WRITTEN["Strava"](recorded_runs()[:1]))
    members["private.csv"] = f"{GARMIN}Running,2026-04-02 06:30:00,false,Run,10.00,600,00:50:00,150,170,1.18\n".encode()
    assert len(rr.read(put_folder(tmp_path, members)).counted) == 1


SENSORS = "Activity Type,Date,Favorite,Title,Distance,Calories,Time,Avg HR,Avg Run Cadence,Avg Stride Length,Avg GCT Balance,Avg Ground Contact Time,Avg Vertical Oscillation,Avg Power\n"
RUN = "Running,2026-03-02 06:30:00,false,x,5.00,1,00:25:00,140,"


def sensed(tmp_path, cells: str) -> tuple:
    """What a run of a Garmin table tells of cadence, step, contact, bounce, balance and power."""
    [run] = read(tmp_path, f"{SENSORS}{RUN}{cells}\n").counted
    return (
        run.avg_cadence_spm, run.avg_step_length_mm, run.avg_contact_ms, run.avg_oscillation_mm, run.contact_left_pct,
        run.avg_power_w,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ("172,1.16,49.6% L / 50.4% R,245,8.9,260", (172, 1160, 245, 89, 49.6, 260)),
        ("86,1.16,--,--,--,--", (172, 1160, None, None, None, None)),  # strides of one leg
        ("172,3.81,--,--,--,--", (172, pytest.approx(3.81 * 304.8), None, None, None, None)),  # feet
        ("--,,,,,", (None,) * 6),
        ("words,0.29,39.9% L,99,1.9,19", (None,) * 6),  # no runner's
        ("19,8.1,60.1% L,501,20.1,1501", (None,) * 6),
        ("20,0.3,40% L,100,2,20", (40, 300, 100, 20, 40, 20)),
        ("300,2.5,60% L,500,20,1500", (300, 2500, 500, 200, 60, 1500)),
    ],
)
def test_what_sensors_told_arrives_and_a_cell_without_a_number_costs_no_run(tmp_path, cells: str, told: tuple) -> None:
    assert sensed(tmp_path, cells) == told


def test_numbers_of_sensors_may_have_a_decimal_comma(tmp_path) -> None:
    head = SENSORS.replace(",", ";")
    row = "Laufen;2026-03-02 06:30:00;false;x;5,00;1;00:25:00;140;172;1,16;49,6% L / 50,4% R;245;8,9;260\n"
    [run] = read(tmp_path, head + row).counted
    assert (run.avg_step_length_mm, run.contact_left_pct, run.avg_oscillation_mm) == (1160, 49.6, 89)
