"""What Apple Health tells beside distance and time: effort, climb, dynamics, readings by the minute, parts, nights."""

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

import runrisk as rr
from exports.apple_export import DTD, TREADMILL_START, gpx, route, workout
from exports.apple_export import date as written
from exports.recorded import put_folder, put_zip, recorded_runs
from runrisk.importers.services import apple_minutes
from runrisk.importers.services.apple_minutes import AppleMinutes, apple_minute
from runrisk.importers.services.readings import Reading, readings_alone
from runrisk.model import Day, Sport
from runrisk.store import Library
from runrisk.workflows.files.import_files import import_files

START = TREADMILL_START
HALF_HOUR = 1800.0


def record(kind: str, unit: str, value, at: datetime, seconds: float = 0, *, source: str = "Watch") -> str:
    end = at + timedelta(seconds=seconds)
    return (
        f'<Record type="HK{kind}" sourceName="{source}" unit="{unit}" value="{value}" startDate="{written(at)}" '
        f'endDate="{written(end)}"/>\n'
    )


def quantity(name: str, unit: str, value, at: datetime) -> str:
    return record(f"QuantityTypeIdentifier{name}", unit, value, at)


def statistics(name: str, **told) -> str:
    stated = " ".join(f'{key}="{value}"' for key, value in told.items())
    return f'<WorkoutStatistics type="HKQuantityTypeIdentifier{name}" {stated}/>'


def xml(*body: str) -> bytes:
    return (DTD + "".join(body) + "</HealthData>\n").encode()


def read(tmp_path, *body: str, **more):
    return rr.read(put_folder(tmp_path / "apple", {"export.xml": xml(*body)}), **more)


def only(tmp_path, *body: str):
    [run] = read(tmp_path, *body).recorded
    return run


def run_of(inside: str = "", **more) -> str:
    return workout(START, HALF_HOUR, km=5.0, inside=inside, **more)


def test_climb_cadence_and_dynamics_of_a_workout(tmp_path) -> None:
    """2450 cm; 5100 steps in 30 min = 170; 8.4 cm; 1.02 m; in any of Apple's units."""
    run = only(
        tmp_path,
        run_of(
            '<MetadataEntry key="HKElevationAscended" value="2450 cm"/>'
            + statistics("StepCount", sum=5100, unit="count")
            + statistics("RunningGroundContactTime", average=248.5, unit="ms")
            + statistics("RunningVerticalOscillation", average=8.4, unit="cm")
            + statistics("RunningStrideLength", average=1.02, unit="m")
            + statistics("RunningPower", average=255, unit="W")
        ),
    )
    assert (run.ascent_m, run.avg_cadence_spm, run.avg_contact_ms, run.avg_power_w) == (24.5, 170, 248.5, 255)
    assert (run.avg_oscillation_mm, run.avg_step_length_mm) == pytest.approx((84, 1020))


def test_a_unit_that_is_not_known_tells_nothing(tmp_path) -> None:
    run = only(
        tmp_path,
        run_of(
            statistics("RunningPower", average=255, unit="hp") + '<MetadataEntry key="HKElevationAscended" value="24"/>'
        ),
    )
    assert (run.avg_power_w, run.ascent_m) == (None, None)


def test_steps_of_a_ride_are_no_cadence(tmp_path) -> None:
    assert (
        only(tmp_path, run_of(statistics("StepCount", sum=900, unit="count"), kind="Cycling")).avg_cadence_spm is None
    )


EFFORT, ESTIMATE = "WorkoutEffortScore", "EstimatedWorkoutEffortScore"


def effort(name: str, value: float, at: datetime = START) -> str:
    return quantity(name, "appleEffortScore", value, at)


@pytest.mark.parametrize(
    ("before", "inside", "after", "told"),
    [
        ("", effort(EFFORT, 7), "", (7, None)),
        ("", effort(ESTIMATE, 4), "", (None, 4)),
        (effort(EFFORT, 6), effort(ESTIMATE, 4), "", (6, 4)),
        ("", "", effort(EFFORT, 6, START + timedelta(seconds=60)), (6, None)),
        (effort(EFFORT, 6, START + timedelta(seconds=61)), "", "", (None, None)),
        (effort(EFFORT, 6, START - timedelta(seconds=61)), "", "", (None, None)),
        (effort(EFFORT, 10.1), "", "", (None, None)),
        (effort(EFFORT, 10), "", "", (10, None)),
    ],
)
def test_what_was_typed_and_what_was_estimated_stay_apart(tmp_path, before, inside, after, told) -> None:
    run = only(tmp_path, before, run_of(inside), after)
    assert (run.rpe, run.rpe_estimated) == told


def heart_rates(start: datetime, bpm: list[float], every_s: int = 5) -> str:
    """So many minutes, each with its own heart rate, one reading every few seconds."""
    return "".join(
        quantity("HeartRate", "count/min", value, start + timedelta(seconds=60 * minute + second))
        for minute, value in enumerate(bpm)
        for second in range(0, 60, every_s)
    )


def test_readings_before_the_workout_in_the_file_become_its_minutes(tmp_path) -> None:
    """A treadmill run of 3 minutes at 140, 150 and 160; the hour before it belongs to nobody."""
    log = read(
        tmp_path,
        heart_rates(START - timedelta(hours=1), [60, 61]),
        heart_rates(START, [140, 150, 160]),
        quantity("RunningGroundContactTime", "ms", 250, START + timedelta(seconds=70)),
        quantity("RunningGroundContactTime", "ms", 260, START + timedelta(seconds=80)),
        workout(START, 180, km=0.5),
    )
    assert log.minutes["heart_rate_bpm"].tolist() == pytest.approx([140, 150, 160], abs=1.5)
    assert log.minutes["contact_ms"].tolist() == pytest.approx([np.nan, 255, np.nan], nan_ok=True)
    [run] = log.recorded
    assert run.avg_hr_bpm == pytest.approx(150, abs=1)
    assert run.distance_m == 500
    assert run.moving_s == 180
    assert log.samples(run.id)["heart_rate_bpm"].tolist()[:-1:4] == [140, 150, 160]  # every 15 s


def test_a_route_knows_the_heart_rate_that_its_points_lack(tmp_path) -> None:
    one = recorded_runs()[0]
    start = one.activity.start_utc
    minutes = int(one.activity.elapsed_s // 60)
    members = {
        "apple_health_export/export.xml": xml(
            heart_rates(start.replace(second=0), [130 + n for n in range(minutes + 1)]),
            workout(start, one.activity.elapsed_s, km=5.0, inside=route("route_1.gpx")),
        ),
        "apple_health_export/workout-routes/route_1.gpx": gpx(one)
        .replace(b"<gpxtpx:hr>", b"<!--")
        .replace(b"</gpxtpx:hr>", b"-->"),
    }
    file = put_zip(tmp_path / "export.zip", members)
    log = rr.read(file)
    [run] = log.recorded
    assert run.source.format == "gpx"
    assert run.avg_hr_bpm == pytest.approx(130 + minutes / 2, abs=1.5)
    with Library(tmp_path / "library") as library:
        import_files(library, file, jobs=0)
        assert library.log().minutes["heart_rate_bpm"].equals(log.minutes["heart_rate_bpm"])


def test_what_a_recording_measured_itself_is_not_replaced() -> None:
    times = np.array([0.0, 59.0, 60.0, 120.0])
    reading = Reading(column="heart_rate_bpm", begin_s=(0.0, 60.0), mean=(140.0, 150.0))
    assert reading.at(times).tolist()[:3] == [140, 140, 150]
    assert np.isnan(reading.at(np.array([-1.0, 120.0]))).all()


@pytest.mark.parametrize("elapsed_s", [0.0, 48 * 3600 + 1.0])
def test_readings_of_no_time_or_of_days_make_no_samples(elapsed_s) -> None:
    assert len(readings_alone((Reading(column="power_w", begin_s=(0.0,), mean=(200.0,)),), elapsed_s)) == 0


def test_a_pause_is_left_out_of_the_minutes(tmp_path) -> None:
    """Ten minutes, of which the third to the fifth stood still: seven minutes are left."""
    events = "".join(
        f'<WorkoutEvent type="HKWorkoutEventType{kind}" date="{written(START + timedelta(minutes=at))}"/>'
        for kind, at in (("Pause", 2), ("Resume", 5))
    )
    log = read(tmp_path, heart_rates(START, [150.0] * 10), workout(START, 600, km=1.5, inside=events))
    assert log.minutes["seconds"].sum() == pytest.approx(420)


@pytest.mark.parametrize(
    "text",
    ["", "2026-08-05", "2026-08-05 17:00:00", "2026-13-05 17:00:00 +0200", "2026-08-05 17:00:00 0200x", "x" * 25],
)
def test_a_reading_without_a_date_is_left_out(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - any of them
        apple_minute(text)
    minutes = AppleMinutes()
    [take] = [taker for name, taker in minutes.takers.items() if name.endswith("Power")]
    take({"startDate": text, "value": "200", "unit": "W"})
    take({"startDate": "2026-08-05 17:00:00 +0200", "value": "nan", "unit": "W"})
    take({"startDate": "2026-08-05 17:00:00 +0200", "value": "x", "unit": "W"})
    take({"startDate": "2026-08-05 17:00:00 +0200", "value": "200", "unit": "hp"})
    span = (datetime(2026, 8, 5, tzinfo=UTC), datetime(2026, 8, 6, tzinfo=UTC))
    assert minutes.readings([span]) == [()]


def test_minutes_are_those_of_utc() -> None:
    assert apple_minute("1970-01-01 02:01:59 +0200") == 1
    assert apple_minute("1970-01-01 00:00:00 -0530") == 330


def test_more_minutes_than_a_life_has_are_left_out(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(apple_minutes, "MAX_MINUTES", 2)
    log = read(tmp_path, heart_rates(START, [140, 150, 160, 170]), workout(START, 240, km=0.5))
    assert log.minutes["heart_rate_bpm"].notna().tolist() == [True, True, False, False]


def part(kind: str, begin_min: int, minutes: int, *, inside: str = "", named: bool = True) -> str:
    start = START + timedelta(minutes=begin_min)
    told = f' workoutActivityType="HKWorkoutActivityType{kind}"' if named else ""
    return (
        f'<WorkoutActivity uuid="{begin_min}"{told} startDate="{written(start)}" '
        f'endDate="{written(start + timedelta(minutes=minutes))}" duration="{minutes}" durationUnit="min">{inside}</WorkoutActivity>'
    )


@pytest.mark.parametrize("named", [True, False], ids=["named", "told by the kind of distance"])
def test_the_parts_of_a_triathlon_count_and_the_whole_does_not(tmp_path, named: bool) -> None:  # noqa: FBT001 - a case
    inside = (
        part("Swimming", 0, 20, inside=statistics("DistanceSwimming", sum=800, unit="m"), named=named)
        + part("Transition", 20, 2, named=named)
        + part("Cycling", 22, 60, inside=statistics("DistanceCycling", sum=30, unit="km"), named=named)
        + part("Running", 82, 30, inside=statistics("DistanceWalkingRunning", sum=6, unit="km"), named=named)
    )
    log = read(tmp_path, workout(START, 112 * 60, kind="SwimBikeRun", inside=inside))
    found = sorted(log.recorded, key=lambda one: one.start_utc)
    assert [(one.sport, one.distance_m) for one in found] == [
        (Sport.SWIMMING, 800),
        (Sport.CYCLING, 30_000),
        (Sport.RUNNING, 6000),
    ]
    assert [(one.start_utc - START).total_seconds() / 60 for one in found] == [0, 22, 82]


def test_parts_that_tell_no_sport_leave_the_whole(tmp_path) -> None:
    run = only(tmp_path, run_of(part("x", 0, 10, named=False) + part("y", 10, 20, named=False)))
    assert (run.sport, run.elapsed_s) == (Sport.RUNNING, HALF_HOUR)


def test_the_one_part_of_an_ordinary_workout_adds_what_the_whole_lacks(tmp_path) -> None:
    inside = part("Running", 0, 30, inside=statistics("HeartRate", average=151, unit="count/min"))
    run = only(tmp_path, run_of(inside))
    assert (run.avg_hr_bpm, run.distance_m) == (151, 5000)


MIDNIGHT = datetime(2025, 6, 20, 18, 15, tzinfo=UTC)
"""00:00 of the 21st by Nepal's clock, in which the export is written."""


def asleep(kind: str, begin_h: float, hours: float, source: str = "Watch") -> str:
    start = MIDNIGHT + timedelta(hours=begin_h)
    return record(
        "CategoryTypeIdentifierSleepAnalysis",
        "",
        f"HKCategoryValueSleepAnalysis{kind}",
        start,
        hours * 3600,
        source=source,
    )


def test_a_night_is_what_one_app_saw_asleep(tmp_path) -> None:
    """23:00-02:00 core, 02:00-06:00 deep with an overlap of an hour, awake and in bed left out: 7 h of the 21st.

    The phone's guess of 9 h is not added; the night of the 22nd only the phone saw.
    """
    log = read(
        tmp_path,
        asleep("InBed", -1.5, 8),
        asleep("AsleepCore", -1, 3),
        asleep("AsleepDeep", 1, 5),
        asleep("Awake", 6, 0.5),
        asleep("AsleepUnspecified", -2, 9, "Phone"),
        asleep("AsleepREM", 47, 2),  # ends 01:00 of the 23rd
        asleep("AsleepUnspecified", 23, 8, "Phone"),  # ends 07:00 of the 22nd
        run_of(),
    )
    hours = {one.day: one.sleep_s / 3600 for one in log.device_days}
    assert hours == {date(2025, 6, 21): 7, date(2025, 6, 22): 8, date(2025, 6, 23): 2}


@pytest.mark.parametrize(("ends_h", "day"), [(17.99, 21), (18.0, 22)])
def test_sleep_that_ends_in_the_evening_belongs_to_the_next_day(tmp_path, ends_h: float, day: int) -> None:
    [found] = read(tmp_path, asleep("Asleep", ends_h - 1, 1), run_of()).device_days
    assert found.day == date(2025, 6, day)


def test_resting_heart_rate_and_the_days_mean_variability(tmp_path) -> None:
    at = MIDNIGHT + timedelta(hours=3)
    log = read(
        tmp_path,
        quantity("RestingHeartRate", "count/min", 48, at),
        quantity("HeartRateVariabilitySDNN", "ms", 50, at),
        quantity("HeartRateVariabilitySDNN", "ms", 70, at + timedelta(hours=5)),
        quantity("HeartRateVariabilitySDNN", "s", 0.06, at),
        run_of(),
    )
    assert log.device_days == (
        Day(day=date(2025, 6, 21), source="Apple Health", resting_hr_bpm=48.0, hrv_sdnn_ms=60.0),
    )
    assert read(tmp_path, quantity("RestingHeartRate", "count/min", 48, at), run_of(), days=False).device_days == ()
