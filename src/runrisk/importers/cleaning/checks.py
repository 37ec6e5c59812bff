"""Signs that a recording is not what it says it is: marked for the runner, never changed."""

import numpy as np
import pandas as pd

from runrisk.geo import to_metres
from runrisk.model import Activity, Sport
from runrisk.model.tables import MAX_SESSION_S

TOO_FAST_MPS = 6.5
"""A run with a higher mean speed [m/s] may be a ride. Our choice: the marathon world record is 5.8 m/s."""
TOO_SLOW_MPS = 1.3
"""A run with a lower mean moving speed [m/s] may be a walk. Our choice: the usual walking speed is 1.3-1.4 m/s."""
LABEL_FROM_S = 300.0
"""Shorter activities are not judged by their speed [s]: a 100 m race is fast, a warm-up may be slow. Our choice."""
INDOOR_SIZE_M = 100.0
"""Positions within a square of this side [m] are drift in a room. Our choice: a 200 m indoor track is longer."""
INDOOR_FROM_S = 600.0
"""Shorter activities may stay in one place [s]. Our choice."""


def suspicions(activity: Activity) -> tuple[str, ...]:
    """Warnings on an activity's duration and label."""
    found = []
    if activity.elapsed_s > MAX_SESSION_S:
        found.append(f"Lasts {activity.elapsed_s / 3600:.0f} hours: not stopped, or the clock was wrong.")
    return (*found, *_label(activity))


def _label(activity: Activity) -> tuple[str, ...]:
    seconds = activity.moving_s or activity.timer_s or activity.elapsed_s
    if activity.sport is not Sport.RUNNING or activity.distance_m is None or seconds < LABEL_FROM_S:
        return ()
    speed_mps = activity.distance_m / seconds
    if speed_mps > TOO_FAST_MPS:
        return (f"Called a run, but {speed_mps * 3.6:.0f} km/h on average: a ride?",)
    if speed_mps < TOO_SLOW_MPS:
        return (f"Called a run, but {speed_mps * 3.6:.1f} km/h on average: a walk?",)
    return ()


def stays_in_a_room(samples: pd.DataFrame, elapsed_s: float) -> bool:
    """Whether the positions of a long activity stay within INDOOR_SIZE_M."""
    lat, lon = samples["lat_deg"].to_numpy(), samples["lon_deg"].to_numpy()
    placed = np.isfinite(lat) & np.isfinite(lon)
    if elapsed_s < INDOOR_FROM_S or not placed.any():
        return False
    lat, lon = lat[placed], lon[placed]
    east, north = to_metres(lat, lon, lat[0], lon[0])
    return float(max(np.ptp(east), np.ptp(north))) < INDOOR_SIZE_M
