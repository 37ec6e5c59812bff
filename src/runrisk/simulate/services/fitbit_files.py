"""Takeout of Fitbit and Google Health in its three layouts at once: a list with TCX files, a table in UTC, files of days.

Two devices lie on top of each other in the files of days, and an exercise of the table stands in the list too.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from runrisk.model import Sport
from runrisk.simulate.made import Made
from runrisk.simulate.made_files import bytes_of, in_format

_OLDER = "Takeout/Fitbit/"
_NEWER = "Takeout/Google Health/"
_WORDS = {
    Sport.RUNNING: "Run",
    Sport.CYCLING: "Outdoor Bike",
    Sport.STRENGTH: "Weights",
    Sport.SWIMMING: "Swim",
    Sport.WALKING: "Walk",
}
_RUN_ID = 90009
_LAYOUTS = 3
"""A list with TCX, the list alone, the table with files of days: in turn."""
_FIRST_ID = 71_000_000_000
_MILE_M = 1609.344
_ZERO = "0"
"""What the table writes where nothing was measured."""


def members(made: Sequence[Made]) -> dict[str, bytes]:
    """The takeout; the times of the list are UTC. A night of 7 hours before each activity's day."""
    numbered = list(enumerate(made, _FIRST_ID))
    newer = [(key, one) for key, one in numbered if _layout(key) == _LAYOUTS - 1]
    older = [(key, one) for key, one in numbered if _layout(key) < _LAYOUTS - 1]
    files = {f"{_OLDER}Global Export Data/exercise-0.json": _json([_listed(*each) for each in [*older, *newer[:1]]])}
    for key, one in older:
        if _layout(key) == 0:
            files[f"{_OLDER}Activities/{key}.tcx"] = bytes_of(in_format(one, "tcx"))
    health = f"{_NEWER}Health Fitness Data_GoogleData/"
    files[f"{health}UserExercises_2026-01-01.csv"] = _csv([_row(*each) for each in newer])
    for _, one in newer:
        files |= _day_files(one)
    return files | _days(made)


def _layout(key: int) -> int:
    return (key - _FIRST_ID) % _LAYOUTS


def _json(content: Any) -> bytes:
    return json.dumps(content).encode()


def _csv(rows: Sequence[Mapping[str, Any]]) -> bytes:
    lines = [",".join(rows[0]), *(",".join(map(str, row.values())) for row in rows)] if rows else [""]
    return "\n".join(lines).encode()


def _iso(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _listed(key: int, one: Made) -> dict[str, Any]:
    """An exercise of the list; every other in miles."""
    activity = one.activity
    miles = key % 2 > 0
    return {
        "logId": key,
        "activityName": _WORDS[activity.sport],
        "activityTypeId": _RUN_ID if activity.sport is Sport.RUNNING else 1,
        "averageHeartRate": round(one.samples["heart_rate_bpm"].mean()),
        "duration": round(activity.elapsed_s * 1000),
        "activeDuration": round((activity.timer_s or activity.elapsed_s) * 1000),
        "startTime": activity.start_utc.astimezone(UTC).strftime("%m/%d/%y %H:%M:%S"),
        "distance": (activity.distance_m or 0.0) / (_MILE_M if miles else 1000.0),
        "distanceUnit": "Mile" if miles else "Kilometer",
        "logType": "tracker",
    }


def _row(key: int, one: Made) -> dict[str, Any]:
    activity = one.activity
    return {
        "exercise_id": key,
        "exercise_start": _iso(activity.start_utc),
        "exercise_end": _iso(activity.start_utc + timedelta(seconds=activity.elapsed_s)),
        "utc_offset": _zone(one),
        "activity_name": _WORDS[activity.sport],
        "log_type": "TRACKER",
        "tracker_total_steps": _ZERO,
        "tracker_total_distance_mm": round(1000 * (activity.distance_m or 0.0)),
        "tracker_avg_heart_rate": round(one.samples["heart_rate_bpm"].mean()),
    }


def _zone(one: Made) -> str:
    hours, minutes = divmod(abs(one.activity.utc_offset_s) // 60, 60)
    return f"{'-' if one.activity.utc_offset_s < 0 else '+'}{hours:02}:{minutes:02}"


def _day_files(one: Made) -> dict[str, bytes]:
    """The places and heart rates of the activity's day; the phone wrote every fourth place, some metres off."""
    folder, day = f"{_NEWER}Physical Activity_GoogleData/", one.activity.start_utc.astimezone(UTC).date()
    files = {f"{folder}heart_rate_{day}.csv": _csv(list(_rates(one)))}
    places = list(_places(one))
    return files | ({f"{folder}gps_location_{day}.csv": _csv(places)} if places else {})


def _rates(one: Made) -> Iterator[dict[str, Any]]:
    for second, bpm in zip(one.samples["time_s"], one.samples["heart_rate_bpm"], strict=True):
        at = _iso(one.activity.start_utc + timedelta(seconds=float(second)))
        yield {"timestamp": at, "beats per minute": bpm, "data source": "Google Fitbit Air"}


def _places(one: Made) -> Iterator[dict[str, Any]]:
    known = one.samples.dropna(subset=["lat_deg"])
    track = zip(known["time_s"], known["lat_deg"], known["lon_deg"], strict=True)
    for number, (second, lat, lon) in enumerate(track):
        at = _iso(one.activity.start_utc + timedelta(seconds=float(second)))
        yield {"timestamp": at, "latitude": lat, "longitude": lon, "data source": "Google Fitbit Air"}
        if number % 4 == 0:
            yield {"timestamp": at, "latitude": lat + 1e-4, "longitude": lon, "data source": "Google Health App"}


def _days(made: Sequence[Made]) -> dict[str, bytes]:
    """Nights with a nap beside each, resting heart rates with empty days between, variability."""
    older, days = f"{_OLDER}Global Export Data/", sorted({one.session.day for one in made})
    nights = [{"dateOfSleep": str(day), "minutesAsleep": minutes} for day in days for minutes in (420, 30)]
    resting = [{"value": {"date": day.strftime("%m/%d/%y"), "value": 48.4, "error": 6.8}} for day in days]
    variability = [{"timestamp": f"{day}T00:00:00", "rmssd": 61.5, "nremhr": 50} for day in days]
    return {
        f"{older}sleep-2026-01-01.json": _json(nights),
        f"{older}resting_heart_rate-2026-01-01.json": _json([*resting, {"value": {"date": None, "value": 0.0}}]),
        f"{_OLDER}Heart Rate Variability/Daily Heart Rate Variability Summary - 2026-01.csv": _csv(variability),
        f"{_OLDER}Your Profile/Profile.csv": b"id,full_name\n1,Runner\n",
    }
