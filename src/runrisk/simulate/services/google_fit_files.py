"""Google Fit's takeout: a JSON file a session, TCX files that say "Other" where the name says the sport, sleep, a drive."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone

from runrisk.model import Sport
from runrisk.simulate.made import Made
from runrisk.simulate.made_files import bytes_of, in_format

_FIT = "Takeout/Fit/"
_WORDS = {
    Sport.RUNNING: "running",
    Sport.CYCLING: "biking",
    Sport.STRENGTH: "strength_training",
    Sport.SWIMMING: "swimming",
    Sport.WALKING: "walking",
}
_WITHOUT_TCX = 3
"""Every so many sessions was typed in; our choice."""


def members(made: Sequence[Made]) -> dict[str, bytes]:
    """The takeout, with a night of 7 hours (and 10 minutes awake) before each activity's day."""
    files: dict[str, bytes] = {}
    for number, one in enumerate(made, 1):
        word, start = _WORDS[one.activity.sport], _local(one)
        files[f"{_FIT}All Sessions/{_stamp(start)}_{word.upper()}.json"] = _session(one, word)
        if number % _WITHOUT_TCX:
            name = f"{_stamp(start)}_PT{one.activity.elapsed_s:.0f}S_{word.replace('_', ' ').capitalize()}.tcx"
            tcx = bytes_of(in_format(one, "tcx"))
            files[f"{_FIT}Activities/{name}"] = tcx.replace(b'Sport="Running"', b'Sport="Other"')
        files |= _night(one)
    files[f"{_FIT}All Sessions/2025-01-01T10_00_00Z_IN_VEHICLE.json"] = json.dumps(
        {"fitnessActivity": "in_vehicle", "startTime": "2025-01-01T10:00:00Z", "endTime": "2025-01-01T11:00:00Z"}
    ).encode()
    return files | {f"{_FIT}Daily activity metrics/2025-01-01.csv": b"Start time,Step count\n"}


def _local(one: Made) -> datetime:
    return one.activity.start_utc.astimezone(timezone(timedelta(seconds=one.activity.utc_offset_s)))


def _stamp(at: datetime) -> str:
    return at.replace(microsecond=0).isoformat().replace(":", "_")


def _session(one: Made, word: str) -> bytes:
    activity = one.activity
    distance = {"metricName": "com.google.distance.delta", "floatValue": activity.distance_m or 0.0}
    session = {
        "fitnessActivity": word,
        "startTime": activity.start_utc.astimezone(UTC).isoformat(timespec="milliseconds"),
        "endTime": (activity.start_utc + timedelta(seconds=activity.elapsed_s)).astimezone(UTC).isoformat(),
        "duration": f"{activity.timer_s or activity.elapsed_s:.3f}s",
        "segment": [],
        "aggregate": [distance],
    }
    return json.dumps(session).replace("+00:00", "Z").encode()


def _night(one: Made) -> dict[str, bytes]:
    """From 23:00 to 6:10, by the wall clock, ten minutes of it awake."""
    zone = timezone(timedelta(seconds=one.activity.utc_offset_s))
    end = datetime.combine(one.session.day, datetime.min.time(), zone) + timedelta(hours=6, minutes=10)
    begin, up = end - timedelta(hours=7, minutes=10), end - timedelta(minutes=10)
    spans = [("sleep.light", begin, up), ("sleep.awake", up, end)]
    segments = [{"fitnessActivity": kind, "startTime": a.isoformat(), "endTime": b.isoformat()} for kind, a, b in spans]
    session = {"fitnessActivity": "sleep", "startTime": begin.isoformat(), "endTime": end.isoformat()}
    name = f"{_FIT}All Sessions/{_stamp(begin)}_SLEEP.json"
    return {name: json.dumps(session | {"segment": segments}).encode()}
