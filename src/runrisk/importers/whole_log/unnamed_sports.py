"""Activities that name no sport and can only have been runs."""

from dataclasses import replace

from runrisk.importers.recording import SPORT_NOT_KNOWN
from runrisk.model import Activity, Sport

TAKEN_FOR_RUN = "No sport is named: taken for a run by its speed. `--sport`, or `runrisk edit`, says otherwise."
"""The warning of an activity whose sport was inferred."""

RUN_MPS = (2.0, 4.5)
"""Mean moving speeds that can hardly be another sport's [m/s]: above a fast walk (7.2 km/h), below a usual ride (16 km/h).
Our choice."""
STEPS_SPM = (140.0, 230.0)
"""A mean cadence between these is that of running feet [1/min]: nobody walks with 140 steps or pedals with as many. Our
choice."""
STEPPED_MPS = (1.3, 6.5)
"""Mean moving speeds of a run whose cadence says that it is one [m/s]; as `cleaning.checks`."""
MIN_M, MIN_S = 1000.0, 300.0
"""Shorter activities tell too little [m, s]. Our choice."""


def sport_taken(activity: Activity) -> Activity:
    """Return the activity as a run, with a warning, where it names no sport and its speed and cadence are those of one."""
    named = any(SPORT_NOT_KNOWN in warning for warning in activity.warnings)
    if activity.sport is not Sport.UNKNOWN or named or not _like_a_run(activity):
        return activity
    return replace(activity, sport=Sport.RUNNING, warnings=(*activity.warnings, TAKEN_FOR_RUN))


def _like_a_run(activity: Activity) -> bool:
    seconds = activity.moving_s or activity.spent_s
    if activity.distance_m is None or activity.distance_m < MIN_M or seconds < MIN_S:
        return False
    cadence_spm, speed_mps = activity.avg_cadence_spm, activity.distance_m / seconds
    slowest, fastest = RUN_MPS if cadence_spm is None else STEPPED_MPS
    stepped = cadence_spm is None or STEPS_SPM[0] <= cadence_spm <= STEPS_SPM[1]
    return stepped and slowest <= speed_mps <= fastest
