"""FIT's sports in the log's own words."""

from collections.abc import Mapping
from typing import Any

from runrisk.model import Sport

_NOT_NAMED = (None, "generic", "all")
"""Values that name no sport."""

_SPORTS: Mapping[str, Sport] = {
    "running": Sport.RUNNING,
    "walking": Sport.WALKING,
    "hiking": Sport.HIKING,
    "mountaineering": Sport.HIKING,
    "cycling": Sport.CYCLING,
    "e_biking": Sport.CYCLING,
    "swimming": Sport.SWIMMING,
    "rowing": Sport.ROWING,
    "mobility": Sport.MOBILITY,
}

_GYM_SPORTS: Mapping[str, Sport] = {
    "treadmill": Sport.RUNNING,
    "indoor_running": Sport.RUNNING,
    "indoor_walking": Sport.WALKING,
    "indoor_cycling": Sport.CYCLING,
    "spin": Sport.CYCLING,
    "elliptical": Sport.ELLIPTICAL,
    "indoor_rowing": Sport.ROWING,
    "strength_training": Sport.STRENGTH,
    "flexibility_training": Sport.MOBILITY,
    "yoga": Sport.MOBILITY,
    "pilates": Sport.MOBILITY,
    "lap_swimming": Sport.SWIMMING,
    "open_water": Sport.SWIMMING,
}
"""Sub-sports that say what was done where the sport itself (training, fitness equipment, generic) does not."""


def sport_of(sport: Any, sub_sport: Any) -> Sport:
    """The sport for FIT's sport and sub-sport (names, numbers without a name, or None)."""
    if sport in _SPORTS:
        return _SPORTS[sport]
    if sub_sport in _GYM_SPORTS:
        return _GYM_SPORTS[sub_sport]
    return Sport.UNKNOWN if sport in _NOT_NAMED else Sport.OTHER


def sub_sport_of(sub_sport: Any) -> str | None:
    """FIT's finer name; None where there is none or it says nothing."""
    return sub_sport if isinstance(sub_sport, str) and sub_sport not in _NOT_NAMED else None
