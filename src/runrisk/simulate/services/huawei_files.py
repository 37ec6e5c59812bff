"""Huawei Health's export: all activities in one file that is no JSON, tracks as lines in no order, every third typed in."""

import json
from collections.abc import Iterator, Sequence

from runrisk.model import Sport
from runrisk.simulate.made import Made

PATH = "data/Motion path detail data & description/motion path detail data.json"
_SPORTS = {Sport.RUNNING: 4, Sport.CYCLING: 3, Sport.SWIMMING: 102, Sport.WALKING: 5, Sport.STRENGTH: 145}
_TYPED_IN = 3
_PACES = '{"partTimeMap":{1.0:361.5,2.0:700.0},'
"""What makes the file invalid: keys that are bare numbers."""


def members(made: Sequence[Made]) -> dict[str, bytes]:
    """The files of the export by path; the last activity stands in it twice."""
    told = [_activity(one, typed_in=not number % _TYPED_IN) for number, one in enumerate(made, 1)]
    return {PATH: f"[{','.join([*told, *told[-1:]])}]".encode()}


def _activity(one: Made, *, typed_in: bool) -> str:
    activity = one.activity
    minutes = activity.utc_offset_s // 60
    known = {
        "sportType": _SPORTS[one.session.sport],
        "startTime": round(activity.start_utc.timestamp() * 1000),
        "totalTime": round((activity.timer_s or activity.elapsed_s) * 1000),
        "totalDistance": round(activity.distance_m or 0),
        "timeZone": f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}{abs(minutes) % 60:02}",
        "sportDataSource": 2 if typed_in else 1,
        "attribute": "" if typed_in else f"HW_EXT_TRACK_DETAIL@is{_track(one)}&&HW_EXT_TRACK_SIMPLIFY@is{{}}",
    }
    return _PACES + json.dumps(known).removeprefix("{")


def _track(one: Made) -> str:
    """The second half before the first, as the export has it; pulses in milliseconds, places with an exponent."""
    places, pulses = list(_places(one)), list(_pulses(one))
    at = len(places) // 2
    return "\n".join([*places[at:], *places[:at], *pulses, "tp=lbs;k=0;lat=90.0;lon=-80.0;alt=0;t=0;"])


def _places(one: Made) -> Iterator[str]:
    start_ms = one.activity.start_utc.timestamp() * 1000
    table = one.samples[one.samples["lat_deg"].notna()]
    for number, (second, lat, lon) in enumerate(zip(table["time_s"], table["lat_deg"], table["lon_deg"], strict=True)):
        yield f"tp=lbs;k={number};lat={lat:.6f};lon={lon:.6f};alt=0.0;t={start_ms + second * 1000:.12E};"


def _pulses(one: Made) -> Iterator[str]:
    start_ms = one.activity.start_utc.timestamp() * 1000
    for second, bpm in zip(one.samples["time_s"], one.samples["heart_rate_bpm"], strict=True):
        if bpm > 0:
            yield f"tp=h-r;k={start_ms + second * 1000:.0f};v={bpm:.0f};"
