"""Tables of activities as services write them: one file each, no recordings."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from runrisk.model import Sport
from runrisk.simulate.made import Made

_WORDS = {
    Sport.RUNNING: ("Running", "Run", "Run", "Run / Jog"),
    Sport.CYCLING: ("Cycling", "Ride", "Bike", "Bike Ride"),
    Sport.STRENGTH: ("Strength Training", "WeightTraining", "Strength", "Gym Workout"),
    Sport.SWIMMING: ("Pool Swim", "Swim", "Swim", "Swim"),
    Sport.WALKING: ("Walking", "Walk", "Walk", "Walk"),
}
"""What Garmin, intervals.icu, TrainingPeaks and MapMyRun call a sport."""
_MILE_M = 1609.344


def garmin(made: Sequence[Made]) -> dict[str, bytes]:
    """`Activities.csv` in kilometres, in English; "--" stands for nothing."""
    header = (
        "Activity Type", "Date", "Favorite", "Title", "Distance", "Calories", "Time", "Avg HR", "Avg Run Cadence",
        "Avg Stride Length", "Avg GCT Balance", "Avg Ground Contact Time", "Avg Vertical Oscillation",
    )  # fmt: skip
    return {"Activities.csv": _table(header, map(_garmin_row, made))}


def _garmin_row(one: Made) -> list[str]:
    metres, seconds = _metres(one), one.activity.timer_s or one.activity.elapsed_s
    cadence = float(one.samples["cadence_spm"].mean()) if "cadence_spm" in one.samples else 0.0
    stride = metres / seconds / cadence * 60 if cadence > 0 else 0.0
    balance = one.activity.contact_left_pct
    return [
        _WORDS[one.session.sport][0],
        f"{_local(one):%Y-%m-%d %H:%M:%S}",
        "false",
        _title(one),
        f"{metres / 1000:.2f}",
        "--",
        f"{timedelta(seconds=round(seconds))}",
        _heart_rate(one) or "--",
        f"{cadence:.0f}" if cadence > 0 else "--",
        f"{stride:.2f}" if stride else "--",
        f"{balance:.1f}% L / {100 - balance:.1f}% R" if balance else "--",
        _whole(one.activity.avg_contact_ms),
        "--" if one.activity.avg_oscillation_mm is None else f"{one.activity.avg_oscillation_mm / 10:.1f}",
    ]


def _whole(value: float | None) -> str:
    return "--" if value is None else f"{value:.0f}"


def intervals_icu(made: Sequence[Made]) -> dict[str, bytes]:
    """`activities.csv` in metres and seconds."""
    header = (
        "id", "type", "start_date_local", "name", "distance", "elapsed_time", "moving_time", "average_heartrate",
        "icu_rpe", "feel", "gear", "description",
    )  # fmt: skip
    rows = (
        [
            f"i{100 + number}",
            _WORDS[one.session.sport][1],
            f"{_local(one):%Y-%m-%dT%H:%M:%S}",
            _title(one),
            f"{_metres(one):.2f}",
            f"{one.activity.elapsed_s:.0f}",
            f"{one.activity.moving_s or one.activity.elapsed_s:.0f}",
            _heart_rate(one),
            "" if one.activity.rpe is None else f"{one.activity.rpe:.0f}",
            "2",
            one.activity.shoe or "",
            "",
        ]
        for number, one in enumerate(made)
    )
    return {"activities.csv": _table(header, rows)}


def trainingpeaks(made: Sequence[Made]) -> dict[str, bytes]:
    """`workouts.csv`: a day without a time, hours as a number; the last row was planned and not done."""
    header = (
        "Title", "WorkoutType", "WorkoutDescription", "WorkoutDay", "DistanceInMeters", "TimeTotalInHours",
        "HeartRateAverage", "Rpe", "Feeling", "AthleteComments",
    )  # fmt: skip
    rows = [
        [
            _title(one),
            _WORDS[one.session.sport][2],
            "",
            f"{_local(one):%Y-%m-%d}",
            f"{_metres(one):.1f}" if _metres(one) else "",
            f"{one.activity.elapsed_s / 3600:.5f}",
            _heart_rate(one),
            "" if one.activity.rpe is None else f"{one.activity.rpe:.0f}",
            "",
            'legs: "heavy"',
        ]
        for one in made
    ]
    planned = ["Long run", "Run", "easy", f"{_local(made[-1]) + timedelta(days=1):%Y-%m-%d}", "", "", "", "", "", ""]
    return {"workouts.csv": _table(header, [*rows, planned])}


def mapmyrun(made: Sequence[Made]) -> dict[str, bytes]:
    """`user_workout_history.csv` in miles: a day without a time, the month in words."""
    header = (
        "Date Submitted", "Workout Date", "Activity Type", "Calories Burned (kCal)", "Distance (mi)",
        "Workout Time (seconds)", "Avg Pace (min/mi)", "Avg Heart Rate", "Steps", "Notes", "Source", "Link",
    )  # fmt: skip
    rows = (
        [
            _words(_local(one)),
            _words(_local(one)),
            _WORDS[one.session.sport][3],
            "0",
            f"{_metres(one) / _MILE_M:.5f}",
            f"{one.activity.elapsed_s:.0f}",
            "",
            _heart_rate(one),
            "",
            "",
            "Map My Fitness MapMyRun iPhone",
            f"http://www.mapmyfitness.com/workout/{number}",
        ]
        for number, one in enumerate(made, 1)
    )
    return {"user_workout_history.csv": _table(header, rows)}


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([header, *rows])
    return text.getvalue().encode()


def _local(one: Made) -> datetime:
    return one.activity.start_utc + timedelta(seconds=one.activity.utc_offset_s)


def _words(day: datetime) -> str:
    return f"{day:%B} {day.day}, {day:%Y}"


def _title(one: Made) -> str:
    return one.activity.name or one.session.kind.value


def _metres(one: Made) -> float:
    return one.activity.distance_m or 0.0


def _heart_rate(one: Made) -> str:
    found = one.samples["heart_rate_bpm"].mean() if "heart_rate_bpm" in one.samples else 0.0
    return f"{found:.0f}" if found > 0 else ""
