"""FIT activity files, as a watch writes them.

    content = fit_bytes(samples, activity)

One file holds one session: file_id, file_creator, the devices, the records with the timer's starts and stops between
them, laps, session, activity. Records take whole seconds, as in every watch.
"""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import pandas as pd

from runrisk.fit_crc import checksum
from runrisk.model import Activity, Recorder, Sport
from runrisk.writers.fit_message import Message, named
from runrisk.writers.fit_records import Timeline, fit_time, lap_pieces, record_pieces, whole_and_rest

_PROTOCOL: Final = 0x20
_PROFILE: Final = 2132
"""FIT protocol 2.0 and profile 21.32; nothing here needs a younger one."""

_HEART_RATE_STRAP: Final = 120
"""ANT+ device type (FIT profile)."""

_SPORTS: Final[Mapping[Sport, tuple[str, str]]] = {
    Sport.ELLIPTICAL: ("fitness_equipment", "elliptical"),
    Sport.STRENGTH: ("training", "strength_training"),
    Sport.MOBILITY: ("training", "flexibility_training"),
    Sport.OTHER: ("generic", "generic"),
}
"""FIT's sport and sub sport, where it has no sport of our name."""

_MEANS: Final[Mapping[str, str]] = {
    "power_w": "avg_power",
    "contact_ms": "avg_stance_time",
    "contact_left_pct": "avg_stance_time_balance",
    "oscillation_mm": "avg_vertical_oscillation",
    "vertical_ratio_pct": "avg_vertical_ratio",
    "step_length_mm": "avg_step_length",
}
"""Columns whose mean the session states."""


def fit_bytes(
    samples: pd.DataFrame,
    activity: Activity,
    *,
    lap_m: float = 1000.0,
    auto_pause: bool = True,
    sensor: Recorder | None = None,
) -> bytes:
    """An activity as the bytes of a FIT file.

    Args:
        samples: table with the columns of `runrisk.model.SAMPLES`; may be empty. Times are rounded to whole seconds.
        activity: gives the start, the sport, the totals and, in its source, the recorder.
        lap_m: a lap ends every so many metres [m], where there is a distance.
        auto_pause: whether the watch stopped the timer by itself or the runner did.
        sensor: a strap worn besides the watch.
    """
    timeline = Timeline.of(samples, activity.start_utc)
    laps = lap_pieces(samples, timeline, lap_m)
    body = b"".join(
        [
            *_opening(activity, timeline.start, sensor),
            *record_pieces(samples, timeline, activity.sport, auto_pause=auto_pause),
            *laps,
            *_closing(samples, timeline, activity, max(len(laps) - 1, 0)),
        ]
    )
    head = bytes([14, _PROTOCOL]) + _PROFILE.to_bytes(2, "little") + len(body).to_bytes(4, "little") + b".FIT"
    content = head + checksum(head).to_bytes(2, "little") + body
    return content + checksum(content).to_bytes(2, "little")


def _opening(activity: Activity, start: int, sensor: Recorder | None) -> list[bytes]:
    recorder = activity.source.recorder or Recorder()
    created = start if recorder.time_created is None else fit_time(recorder.time_created)
    worn = [recorder] if sensor is None else [recorder, sensor]
    makers = [_number("manufacturer", one.manufacturer) for one in worn]
    products = [_number("garmin_product", one.product) for one in worn]
    serials = [one.serial_number or np.nan for one in worn]
    file_id = {
        "type": "activity",
        "time_created": created,
        "manufacturer": makers[0],
        "product": products[0],
        "serial_number": serials[0],
    }
    devices = {
        "timestamp": start,
        "device_index": np.arange(len(worn)),
        "manufacturer": makers,
        "product": products,
        "serial_number": serials,
        "device_type": [np.nan, _HEART_RATE_STRAP][: len(worn)],
    }
    return [
        *_written("file_id", 0, file_id),
        *_written("file_creator", 1, {"software_version": 100}),
        *_written("device_info", 2, devices),
        *(_written("sport", 8, _sport(activity)) if activity.sport is not Sport.UNKNOWN else []),
    ]


def _number(kind: str, name: str | None) -> float:
    number = named(kind, name)
    return np.nan if number is None else number


def _written(name: str, local: int, columns: Mapping[str, Any]) -> list[bytes]:
    message = Message(name, local, list(columns))
    return [message.definition(), message.rows(columns).tobytes()]


def _closing(samples: pd.DataFrame, timeline: Timeline, activity: Activity, laps: int) -> list[bytes]:
    end = timeline.start + round(activity.elapsed_s)
    timer_s = activity.timer_s
    if timer_s is None:
        timer_s = float(timeline.timer_s[-1]) if len(samples) else activity.elapsed_s
    session = {
        "timestamp": end,
        "start_time": timeline.start,
        "event": "session",
        "event_type": "stop",
        "trigger": "activity_end",
        "total_timer_time": timer_s,
        "first_lap_index": 0,
        "num_laps": laps,
        **_totals(activity),
        **{field: samples[column].mean() for column, field in _MEANS.items() if samples[column].notna().any()},
    }
    closing = {
        "timestamp": end,
        "total_timer_time": timer_s,
        "num_sessions": 1,
        "type": "manual",
        "event": "activity",
        "event_type": "stop",
        "local_timestamp": end + activity.utc_offset_s,
    }
    return [*_written("session", 6, session), *_written("activity", 7, closing)]


def _totals(activity: Activity) -> dict[str, Any]:
    """What the session states of the whole; a total that is not known is left out."""
    known: dict[str, float | None] = {
        "total_elapsed_time": activity.elapsed_s,
        "total_moving_time": activity.moving_s,
        "total_distance": activity.distance_m,
        "total_ascent": activity.ascent_m,
        "total_descent": activity.descent_m,
        "avg_heart_rate": activity.avg_hr_bpm,
        "workout_rpe": None if activity.rpe is None else 10 * activity.rpe,
    }
    if activity.avg_cadence_spm is not None:
        whole, rest = whole_and_rest(activity.avg_cadence_spm, activity.sport)
        known |= {"avg_cadence": float(whole), "avg_fractional_cadence": float(rest)}
    return {**_sport(activity), **{name: value for name, value in known.items() if value is not None}}


def _sport(activity: Activity) -> dict[str, str]:
    if activity.sport is Sport.UNKNOWN:
        return {}
    sport, sub_sport = _SPORTS.get(activity.sport, (activity.sport.value, "generic"))
    return {"sport": sport, "sub_sport": activity.sub_sport or sub_sport}
