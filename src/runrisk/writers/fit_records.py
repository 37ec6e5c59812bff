"""What a FIT file writes down along the way: records, the timer's stops and starts, laps."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from runrisk.model import Sport
from runrisk.writers.fit_message import Message

Floats = NDArray[np.float64]

_EPOCH_S: Final = 631_065_600
"""FIT counts seconds from 1989-12-31T00:00:00Z (FIT protocol)."""

_SEMICIRCLES: Final = 2**31 / 180
"""Semicircles in a degree (FIT protocol)."""

_ON_FOOT: Final = frozenset({Sport.RUNNING, Sport.WALKING, Sport.HIKING, Sport.ELLIPTICAL, Sport.UNKNOWN})
"""Sports whose cadence a watch counts for one leg."""

_RECORD_FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "lat_deg": ("position_lat",),
    "lon_deg": ("position_long",),
    "distance_m": ("distance",),
    "altitude_m": ("enhanced_altitude",),
    "speed_mps": ("enhanced_speed",),
    "heart_rate_bpm": ("heart_rate",),
    "cadence_spm": ("cadence", "fractional_cadence"),
    "power_w": ("power",),
    "contact_ms": ("stance_time",),
    "contact_left_pct": ("stance_time_balance",),
    "oscillation_mm": ("vertical_oscillation",),
    "vertical_ratio_pct": ("vertical_ratio",),
    "step_length_mm": ("step_length",),
    "temperature_c": ("temperature",),
    "gps_error_m": ("gps_accuracy",),
}
"""Our columns and the record fields that hold them; a column without any value takes no room in the file."""

_AT_DISTANCE, _AT_END = 2, 7
"""Why a lap ended (FIT profile, lap_trigger)."""

_TIMER: Final = Message("event", 3, ("timestamp", "event", "event_type", "data", "event_group"))


def fit_time(moment: datetime) -> int:
    """Whole seconds since FIT's epoch."""
    return int(moment.timestamp()) - _EPOCH_S


def whole_and_rest(cadence_spm: Any, sport: Sport) -> tuple[Floats, Floats]:
    """Cadence as FIT splits it [1/min]: whole turns of one leg (or of the pedals), and the rest."""
    turns = np.asarray(cadence_spm, float) / (2 if sport in _ON_FOOT else 1)
    turns = np.rint(turns * 128) / 128
    return np.floor(turns), turns - np.floor(turns)


@dataclass(frozen=True)
class Timeline:
    """When the samples were taken, and how far the timer had come.

    Attributes:
        start: start of the activity [s since FIT's epoch].
        clock: time of each sample [s since FIT's epoch, whole].
        timer_s: the timer at each sample, pauses left out [s].
        pauses: rows after which the timer stood.
    """

    start: int
    clock: NDArray[np.int64]
    timer_s: Floats
    pauses: NDArray[np.int64]

    @classmethod
    def of(cls, samples: pd.DataFrame, start_utc: datetime) -> "Timeline":
        """The timeline of samples that count their time from `start_utc`."""
        time_s, segment = samples["time_s"].to_numpy(float), samples["segment"].to_numpy()
        same = segment[1:] == segment[:-1]
        timer_s = np.concatenate([[0.0], np.cumsum(np.where(same, np.diff(time_s), 0.0))])[: len(time_s)]
        start = fit_time(start_utc)
        return cls(start, start + np.rint(time_s).astype(np.int64), timer_s, np.flatnonzero(~same))


def record_pieces(samples: pd.DataFrame, timeline: Timeline, sport: Sport, *, auto_pause: bool) -> list[bytes]:
    """The records, cut where the timer stood, with its stops and starts between the pieces."""
    if samples.empty:
        stopped = [_timer(timeline.start, what, auto=False) for what in ("start", "stop_all")]
        return [_TIMER.definition(), *stopped]
    columns = {"timestamp": timeline.clock, **_record_columns(samples, sport)}
    message = Message("record", 4, list(columns))
    rows = message.rows(columns)
    firsts = np.concatenate([[0], timeline.pauses + 1])
    lasts = np.concatenate([timeline.pauses, [len(samples) - 1]])
    pieces = [_TIMER.definition(), message.definition()]
    for first, last in zip(firsts, lasts, strict=True):
        pieces += [
            _timer(int(timeline.clock[first]), "start", auto=auto_pause and first > 0),
            rows[first : last + 1].tobytes(),
            _timer(int(timeline.clock[last]), "stop_all", auto=auto_pause and last < lasts[-1]),
        ]
    return pieces


def _timer(clock: int, what: str, *, auto: bool) -> bytes:
    row = {"timestamp": clock, "event": "timer", "event_type": what, "data": int(auto), "event_group": 0}
    return _TIMER.rows(row).tobytes()


def _record_columns(samples: pd.DataFrame, sport: Sport) -> dict[str, Floats]:
    made: dict[str, Floats] = {}
    for column, fields in _RECORD_FIELDS.items():
        values = samples[column].to_numpy(float)
        if not np.isfinite(values).any():
            continue
        if column == "cadence_spm":
            made |= dict(zip(fields, whole_and_rest(values, sport), strict=True))
        else:
            made[fields[0]] = values * _SEMICIRCLES if column in {"lat_deg", "lon_deg"} else values
    return made


def lap_pieces(samples: pd.DataFrame, timeline: Timeline, lap_m: float) -> list[bytes]:
    """Definition and laps, one piece each: every `lap_m` metres and the rest; one lap where there is no distance."""
    if samples.empty:
        return []
    distance_m = samples["distance_m"].ffill().fillna(0.0).to_numpy(float)
    marks = np.searchsorted(distance_m, np.arange(lap_m, distance_m[-1], lap_m))
    stops = np.unique(np.append(marks, len(samples) - 1))
    starts = np.concatenate([[0], stops[:-1]])
    columns = {
        "message_index": np.arange(len(stops)),
        "timestamp": timeline.clock[stops],
        "start_time": timeline.clock[starts],
        "total_elapsed_time": timeline.clock[stops] - timeline.clock[starts],
        "total_timer_time": timeline.timer_s[stops] - timeline.timer_s[starts],
        "total_distance": distance_m[stops] - distance_m[starts],
        "avg_heart_rate": _means(samples["heart_rate_bpm"].to_numpy(float), starts, stops),
        "event": "lap",
        "event_type": "stop",
        "lap_trigger": np.append(np.full(len(stops) - 1, _AT_DISTANCE), _AT_END),
    }
    message = Message("lap", 5, list(columns))
    return [message.definition(), *(row.tobytes() for row in message.rows(columns))]


def _means(values: Floats, starts: NDArray[np.intp], stops: NDArray[np.intp]) -> Floats:
    """Mean of the values known in each lap; NaN where none is."""
    known = np.isfinite(values)
    total = np.concatenate([[0.0], np.cumsum(np.where(known, values, 0.0))])
    count = np.concatenate([[0], np.cumsum(known)])
    with np.errstate(invalid="ignore"):
        return np.asarray((total[stops + 1] - total[starts]) / (count[stops + 1] - count[starts]))
