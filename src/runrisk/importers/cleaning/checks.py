"""Signs that a recording is not what it says it is: marked for the runner, never changed."""

import numpy as np

from runrisk.importers.cleaning.positions import positions
from runrisk.model import Activity, Samples, Sport
from runrisk.model.activity import MAX_SESSION_S

TOO_FAST_MPS = 6.5
"""A run with a higher mean speed [m/s] may be a ride. Our choice: the marathon world record is 5.8 m/s."""
RIDE_TO_MPS = 15.0
"""No ride is faster on average [m/s], so that a number must be wrong. Our choice: 54 km/h."""
TOO_SLOW_MPS = 1.3
"""A run with a lower mean moving speed [m/s] may be a walk. Our choice: the usual walking speed is 1.3-1.4 m/s."""
WALK_FROM_MPS = 0.5
"""Nobody walks more slowly on average while moving [m/s], so that a number must be wrong. Our choice: 1.8 km/h."""
LABEL_FROM_S = 300.0
"""Shorter activities are not judged by their speed [s]: a 100 m race is fast, a warm-up may be slow. Our choice."""
INDOOR_SIZE_M = 100.0
"""Positions within a square of this side [m] are drift in a room. Our choice: a 200 m indoor track is longer."""
INDOOR_FROM_S = 600.0
"""Shorter activities may stay in one place [s]. Our choice."""


def checks(activity: Activity) -> tuple[str, ...]:
    """Warnings on an activity's duration and label; where a number is wrong the label is not blamed."""
    found = []
    if activity.elapsed_s > MAX_SESSION_S:
        found.append(f"Lasts {activity.elapsed_s / 3600:.0f} hours: not stopped, or the clock was wrong.")
    return (*found, *_label(activity))


def _label(activity: Activity) -> tuple[str, ...]:
    seconds = activity.moving_s or activity.timer_s or activity.elapsed_s
    if activity.sport is not Sport.RUNNING or activity.distance_m is None or seconds < LABEL_FROM_S:
        return ()
    speed_mps = activity.distance_m / seconds
    if TOO_SLOW_MPS <= speed_mps <= TOO_FAST_MPS:
        return ()
    if WALK_FROM_MPS <= speed_mps <= RIDE_TO_MPS:
        guess = "a ride" if speed_mps > TOO_FAST_MPS else "a walk"
        return (f"Called a run, but {speed_mps * 3.6:.{_decimals(speed_mps)}f} km/h on average: {guess}?",)
    return (
        f"{activity.distance_m / 1000:.3g} km in {seconds / 60:.0f} min cannot be: the distance or the time is wrong.",
    )


def _decimals(speed_mps: float) -> int:
    return 0 if speed_mps > TOO_FAST_MPS else 1


def stays_in_a_room(samples: Samples, elapsed_s: float) -> bool:
    """Whether the positions of a long activity stay within INDOOR_SIZE_M."""
    if elapsed_s < INDOOR_FROM_S or not samples.placed.any():
        return False
    return float(max(map(np.ptp, positions(samples).plane))) < INDOOR_SIZE_M
