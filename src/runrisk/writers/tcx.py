"""TCX files as an older watch writes them: one lap with its totals, a Track for each segment."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from math import isnan
from typing import Any, Final
from xml.sax.saxutils import escape

import pandas as pd

from runrisk.model import Activity, Sport

_HEAD: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<TrainingCenterDatabase xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2" '
    'xmlns:ns3="http://www.garmin.com/xmlschemas/ActivityExtension/v2">'
)

_SPORTS: Final = {Sport.RUNNING: "Running", Sport.CYCLING: "Biking"}
"""TCX names two sports; every other one is "Other"."""


def tcx_text(samples: pd.DataFrame, activity: Activity) -> str:
    """One activity as TCX. Time, distance and notes of the lap are the activity's; the points are the samples'.

    Args:
        samples: table with the columns of `runrisk.model.SAMPLES`; may be empty.
        activity: gives the start, the sport, the lap's totals, the watch and, as notes, the name.
    """
    start = _stamp(activity.start_utc, 0.0)
    timer_s = activity.elapsed_s if activity.timer_s is None else activity.timer_s
    tracks = (f"<Track>{''.join(_points(rows, activity.start_utc))}</Track>" for _, rows in samples.groupby("segment"))
    notes = f"<Notes>{escape(activity.name)}</Notes>" if activity.name else ""
    lap = (
        f'<Lap StartTime="{start}"><TotalTimeSeconds>{timer_s:g}</TotalTimeSeconds>'
        f"<DistanceMeters>{activity.distance_m or 0.0:.1f}</DistanceMeters>"
        f"<Intensity>Active</Intensity><TriggerMethod>Manual</TriggerMethod>{''.join(tracks)}</Lap>"
    )
    held = f'<Activity Sport="{_SPORTS.get(activity.sport, "Other")}"><Id>{start}</Id>{lap}{notes}{_creator(activity)}</Activity>'
    return f"{_HEAD}\n<Activities>{held}</Activities></TrainingCenterDatabase>\n"


def _creator(activity: Activity) -> str:
    if not activity.device:
        return ""
    recorder = activity.source.recorder
    serial = (recorder and recorder.serial_number) or 0
    return f"<Creator><Name>{escape(activity.device)}</Name><UnitId>{serial}</UnitId></Creator>"


def _points(rows: pd.DataFrame, start_utc: datetime) -> Iterator[str]:
    wanted = ["time_s", "lat_deg", "lon_deg", "altitude_m", "distance_m", "heart_rate_bpm", "cadence_spm"]
    for time_s, lat, lon, altitude, distance, heart, cadence in rows[wanted].itertuples(index=False, name=None):
        known = [
            f"<Time>{_stamp(start_utc, time_s)}</Time>",
            ""
            if isnan(lat)
            else f"<Position>{_tag('LatitudeDegrees', lat, 7)}{_tag('LongitudeDegrees', lon, 7)}</Position>",
            _tag("AltitudeMeters", altitude, 1),
            _tag("DistanceMeters", distance, 3),
            "" if isnan(heart) else f"<HeartRateBpm>{_tag('Value', heart, 0)}</HeartRateBpm>",
            "" if isnan(cadence) else _cadence(cadence),
        ]
        yield f"<Trackpoint>{''.join(known)}</Trackpoint>"


def _tag(name: str, value: Any, decimals: int) -> str:
    """An element with a number; nothing where the number is missing."""
    return "" if isnan(value) else f"<{name}>{value:.{decimals}f}</{name}>"


def _cadence(steps_a_minute: float) -> str:
    """TCX counts the strides of one leg."""
    return f"<Extensions><ns3:TPX>{_tag('ns3:RunCadence', steps_a_minute / 2, 0)}</ns3:TPX></Extensions>"


def _stamp(start_utc: datetime, time_s: float) -> str:
    return f"{start_utc + timedelta(seconds=time_s):%Y-%m-%dT%H:%M:%S}Z"
