"""Samsung Health's folder: a table with a line above its header and a comma too many, points in JSON, nights, siblings."""

import csv
import io
import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from runrisk.model import Sport
from runrisk.simulate.made import Made

_FOLDER = "samsunghealth_runner_20260101120000/"
_STAMP = "20260101120000"
_TYPES = {
    Sport.RUNNING: 1002,
    Sport.CYCLING: 11007,
    Sport.STRENGTH: 15002,
    Sport.SWIMMING: 14001,
    Sport.WALKING: 1001,
}
_WITHOUT_POINTS = 3
"""Every so many activities was typed in, without points; our choice."""
_EVERY_POINT = 5
"""One sample of so many becomes a point: the phone writes a point every few seconds. Our choice."""
_PREFIX = "com.samsung.health.exercise."
_BOM = b"\xef\xbb\xbf"


def members(made: Sequence[Made]) -> dict[str, bytes]:
    """The folder, with a night before each activity's day: 10 minutes awake, 7 hours asleep."""
    files = {
        _path("com.samsung.shealth.exercise"): _table(
            "com.samsung.shealth.exercise", [_exercise(one) for one in made], prefix=_PREFIX
        ),
        _path("com.samsung.shealth.exercise.weather"): _table(
            "com.samsung.shealth.exercise.weather", [{"exercise_id": _key(one), "start_time": ""} for one in made]
        ),
        _path("com.samsung.shealth.sleep"): _table("com.samsung.shealth.sleep", [_sleep(one) for one in made]),
        _path("com.samsung.health.sleep_stage"): _table(
            "com.samsung.health.sleep_stage", [stage for one in made for stage in _stages(one)]
        ),
        _path("com.samsung.health.weight"): _table("com.samsung.health.weight", [{"weight": 70}]),
    }
    for number, one in enumerate(made, 1):
        if number % _WITHOUT_POINTS:
            files |= _points(one)
    return files


def _path(name: str) -> str:
    return f"{_FOLDER}{name}.{_STAMP}.csv"


def _key(one: Made, what: str = "exercise") -> str:
    """A number that is the same each time."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, f"{what} {one.activity.id}"))


def _table(name: str, rows: Sequence[Mapping[str, Any]], prefix: str = "") -> bytes:
    out = io.StringIO()
    out.write(f"{name},7006011,7\n")
    out.write(",".join(prefix + column for column in rows[0]) + "\n")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([*row.values(), None] for row in rows)  # every row ends in a comma too many
    return _BOM + out.getvalue().encode()


def _written(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")[:-3]


def _zone(one: Made) -> str:
    hours, minutes = divmod(abs(one.activity.utc_offset_s) // 60, 60)
    return f"UTC{'-' if one.activity.utc_offset_s < 0 else '+'}{hours:02}{minutes:02}"


def _exercise(one: Made) -> dict[str, Any]:
    activity = one.activity
    return {
        "start_time": _written(activity.start_utc),
        "end_time": _written(activity.start_utc + timedelta(seconds=activity.elapsed_s)),
        "time_offset": _zone(one),
        "exercise_type": _TYPES[activity.sport],
        "duration": round((activity.timer_s or activity.elapsed_s) * 1000),
        "distance": f"{activity.distance_m or 0:.1f}",
        "mean_heart_rate": f"{one.samples['heart_rate_bpm'].mean():.1f}",
        "live_data": f"{_key(one)}.com.samsung.health.exercise.live_data.json",
        "comment": "",
        "datauuid": _key(one),
    }


def _points(one: Made) -> dict[str, bytes]:
    key = _key(one)
    folder = f"{_FOLDER}jsons/com.samsung.shealth.exercise/{key[0]}/{key}.com.samsung.health.exercise."
    points = one.samples.iloc[::_EVERY_POINT]
    start_ms = round(one.activity.start_utc.timestamp() * 1000)
    at = [start_ms + round(1000 * second) for second in points["time_s"]]
    pieces = points["distance_m"].diff().fillna(0.0)
    live = [
        {"start_time": ms, "heart_rate": bpm, "distance": metres}
        for ms, bpm, metres in zip(at, points["heart_rate_bpm"], pieces, strict=True)
    ]
    files = {f"{folder}live_data.json": _json(live)}
    if points["lat_deg"].notna().any():
        track = zip(at, points["lat_deg"], points["lon_deg"], strict=True)
        places = [{"start_time": ms, "latitude": lat, "longitude": lon} for ms, lat, lon in track]
        files[f"{folder}location_data.json"] = _json(places)
    return files


def _json(points: Iterable[Mapping[str, float]]) -> bytes:
    """A list of points, without what was not measured (NaN is not equal to itself)."""
    kept = [{name: value for name, value in point.items() if value == value} for point in points]  # noqa: PLR0124
    return _BOM + json.dumps(kept).encode()


def _night(one: Made) -> tuple[datetime, datetime]:
    """From 23:00 to 6:10 before the activity's day, in UTC."""
    morning = datetime.combine(one.session.day, datetime.min.time(), UTC) - timedelta(seconds=one.activity.utc_offset_s)
    return morning - timedelta(hours=1), morning + timedelta(hours=6, minutes=10)


def _sleep(one: Made) -> dict[str, Any]:
    begin, end = _night(one)
    return {
        "com.samsung.health.sleep.start_time": _written(begin),
        "com.samsung.health.sleep.end_time": _written(end),
        "com.samsung.health.sleep.time_offset": _zone(one),
        "com.samsung.health.sleep.datauuid": _key(one, "sleep"),
    }


def _stages(one: Made) -> list[dict[str, Any]]:
    begin, end = _night(one)
    up = begin + timedelta(minutes=10)
    spans = [("40001", begin, up), ("40002", up, end)]
    return [
        {"start_time": _written(a), "end_time": _written(b), "sleep_id": _key(one, "sleep"), "stage": stage}
        for stage, a, b in spans
    ]
