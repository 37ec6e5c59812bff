"""The export of adidas Running (Runtastic): a file a session, tracks and heart rates in folders beside, shoes."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta, timezone
from typing import Any

from runrisk.model import Sport
from runrisk.simulate.made import Made
from runrisk.simulate.made_files import gpx_of

_SPORTS = {
    Sport.RUNNING: "1",
    Sport.CYCLING: "3",
    Sport.SWIMMING: "18",
    Sport.WALKING: "19",
    Sport.STRENGTH: "34",
}
_SHOES = "User/Shoes"
_TYPED_IN, _GPX_ONLY = 3, 4
"""Every so many sessions were typed in, or have their track as GPX only; our choice."""
BEFORE_M, RETIRE_M = 120_000, 700_000
"""What the export says of each pair of shoes: distance run before the first session, and to retire it at [m]."""


def members(made: Sequence[Made]) -> dict[str, bytes]:
    """The files of the export by path."""
    found: dict[str, bytes] = {"User/user.json": b'{"first_name": "A"}'}
    names = sorted({one.activity.shoe for one in made if one.activity.shoe})
    for at, name in enumerate(names, 1):
        found[f"{_SHOES}/shoe-{at}.json"] = _json(_shoe(name, f"shoe-{at}"))
    for number, one in enumerate(made, 1):
        key = f"session-{number}"
        worn = [f"shoe-{names.index(one.activity.shoe) + 1}"] if one.activity.shoe else None
        found[f"Sport-sessions/{key}.json"] = _json(_session(one, key, worn, typed_in=not number % _TYPED_IN))
        if number % _TYPED_IN:
            found |= _beside(one, key, gpx_only=not number % _GPX_ONLY)
    return found


def _json(content: Any) -> bytes:
    return json.dumps(content).encode()


def _shoe(name: str, key: str) -> dict[str, Any]:
    return {
        "name": name,
        "created_at": "2025-01-10 08:00:00 +0000",
        "initial_distance": BEFORE_M,
        "milestones": [{"value": RETIRE_M, "type": "retirement_distance"}],
        "statistics": [{"value": 2 * BEFORE_M, "type": "distance"}],
        "id": key,
        "equipment_type": "shoe",
        "samples_ids": [],
    }


def _session(one: Made, key: str, worn: list[str] | None, *, typed_in: bool) -> dict[str, Any]:
    activity = one.activity
    start_ms, timer_s = round(activity.start_utc.timestamp() * 1000), activity.timer_s or activity.elapsed_s
    return {
        "start_time": start_ms,
        "end_time": start_ms + round(activity.elapsed_s * 1000),
        "start_time_timezone_offset": activity.utc_offset_s * 1000,
        "distance": round(activity.distance_m or 0),
        "duration": round(timer_s * 1000),
        "pause_duration": round((activity.elapsed_s - timer_s) * 1000),
        "pulse_avg": 0,
        "notes": activity.note or "",
        "manual": typed_in,
        "indoor": False,
        "id": key,
        "subjective_feeling_id": "5",
        "sport_type_id": _SPORTS[one.session.sport],
        "user_equipment_ids": worn,
    }


def _beside(one: Made, key: str, *, gpx_only: bool) -> dict[str, bytes]:
    """Track and heart rate, as far as they were measured; a strap that is not warm yet says 0."""
    table, local = one.samples, timezone(timedelta(seconds=one.activity.utc_offset_s))
    stamps = [_stamp(one.activity.start_utc, second, local) for second in table["time_s"]]
    found = {}
    if table["lat_deg"].notna().any():
        track = _rows(stamps, latitude=table["lat_deg"], longitude=table["lon_deg"], distance=table["distance_m"])
        content = gpx_of(one, Sport.UNKNOWN) if gpx_only else _json(track)
        found[f"Sport-sessions/GPS-data/{key}.{'gpx' if gpx_only else 'json'}"] = content
    pulse = _rows(stamps, heart_rate=table["heart_rate_bpm"].where(table["time_s"] > 0, 0))
    return found | {f"Sport-sessions/Heart-rate-data/{key}.json": _json(pulse)}


def _stamp(start: datetime, second: float, local: timezone) -> str:
    return f"{(start + timedelta(seconds=second)).astimezone(local):%Y-%m-%d %H:%M:%S %z}"


def _rows(stamps: Sequence[str], **columns: Iterable[float]) -> list[dict[str, Any]]:
    """Rows in which all is measured; a number that is missing leaves its row out."""
    rows = zip(stamps, *columns.values(), strict=True)
    return [
        {"timestamp": stamp, **dict(zip(columns, values, strict=True))}
        for stamp, *values in rows
        if all(value == value for value in values)  # noqa: PLR0124 - NaN is not itself
    ]
