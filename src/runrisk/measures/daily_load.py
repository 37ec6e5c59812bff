"""Two daily loads, kept apart: impact (what the legs take) and effort (what the whole runner takes).

Each is one Series in one unit for the whole log, and says what it rests on: units are never mixed.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from runrisk.measures.day_windows import by_day, daily
from runrisk.measures.watch_settings import hr_max_set
from runrisk.measures.zones import Basis, hr_max_found, hr_max_told
from runrisk.model import Activity, Sport, TrainingLog
from runrisk.wording import Said

STEEP_GRADE = 0.158
"""Slope of 9 degrees, tan 9 deg = 0.158 (gottschall2005): the steepest descent with a measured impact."""
STEEP_WEIGHT = 1.54
"""Impact peak there against level running (gottschall2005: +54 %). Between level and there we draw a straight line, and
steeper than that nothing is added: our choice. Uphill counts as level: its impact peaks are lower, but the shin is loaded
more (rice2024)."""
WALKING_WEIGHT = 0.5
"""A kilometre on foot without a flight phase counts half. Our choice."""
EDWARDS_PCT = (50.0, 60.0, 70.0, 80.0, 90.0)
"""Lower ends of Edwards's five zones [% of the highest heart rate]; a minute counts 1 in the first, 5 in the last
(S. Edwards, The Heart Rate Monitor Book, 1993). A unit of effort, not a finding."""
WALKED = frozenset({Sport.WALKING, Sport.HIKING})


@dataclass(frozen=True, kw_only=True, eq=False)
class DailyLoad:
    """A load by day.

    Attributes:
        daily: one value a day without gaps, in `unit`; NaN on days that are not known.
        unit: what it is counted in.
        basis: what it rests on, in words.
    """

    daily: pd.Series
    unit: str
    basis: Said


def grade_weight(grade: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """How much a metre at a slope [ratio, negative downhill] counts against a level one; 1 where it is not known."""
    down = np.clip(-np.nan_to_num(np.asarray(grade, float)), 0.0, STEEP_GRADE)
    return np.asarray(1.0 + (STEEP_WEIGHT - 1.0) * down / STEEP_GRADE, float)


def impact_load(log: TrainingLog) -> DailyLoad:
    """Kilometres run, downhill ones weighted by their slope, and half of the kilometres walked."""
    minutes, runs = log.minutes, log.runs
    way_m = (minutes["speed_mps"] * minutes["seconds"]).fillna(0.0).to_numpy(float)
    sloped = np.where(minutes["grade"].notna(), way_m, 0.0)
    weighted = np.bincount(minutes["run"], weights=way_m * grade_weight(minutes["grade"]), minlength=len(runs))
    plain = np.bincount(minutes["run"], weights=way_m, minlength=len(runs))
    factor = np.divide(weighted, plain, out=np.ones(len(runs)), where=plain > 0)
    run_m = by_day(log, runs["day"], runs["distance_m"] * factor)
    walks = [activity for activity in log.counted if activity.sport in WALKED]
    walked_m = by_day(log, [walk.local_day for walk in walks], [walk.distance_m or 0.0 for walk in walks])
    known = float(sloped.sum() / max(np.nansum(runs["distance_m"]), way_m.sum(), 1.0))
    return DailyLoad(
        daily=((run_m + WALKING_WEIGHT * walked_m) / 1000).where(daily(log, "distance_m").notna()),
        unit="km",
        basis=lambda wording: (
            f"distance run, weighted by slope where it is known ({wording.percent(known)} of it), and half of what was walked"
        ),
    )


def effort_load(log: TrainingLog) -> DailyLoad:
    """Effort over all sports that are known: rating x minutes if every session has a rating, else heart rate, else minutes."""
    days = log.days
    known = days["known"]
    if not days["effort"][known].isna().any():
        return DailyLoad(
            daily=days["effort"].where(known), unit="rating x min", basis="your rating x minutes of all sports"
        )
    by_heart = _heart_load(log)
    if by_heart is not None:
        return by_heart
    minutes = (daily(log, "moving_s") + days["other_s"]) / 60
    return DailyLoad(daily=minutes.where(known), unit="min", basis="minutes of all sports: ratings or heart rates lack")


def _heart_load(log: TrainingLog) -> DailyLoad | None:
    """Edwards's zones x minutes; None where a session lacks heart rate or the highest one is not known."""
    told, own = hr_max_told(log.answers), hr_max_set(log)
    highest = told or own or hr_max_found(log)
    if highest is None:
        return None
    named = [activity for activity in log.counted if activity.sport is not Sport.UNKNOWN]
    zones = [(None if told else activity.hr_zones_bpm) or edwards_bpm(highest) for activity in named]
    points = [zone_points(log, activity, begins) for activity, begins in zip(named, zones, strict=True)]
    if any(value is None for value in points):
        return None
    load = by_day(log, [activity.local_day for activity in named], [value or 0.0 for value in points])
    basis = Basis.HEART_TOLD if told else Basis.HEART_SET if own else Basis.HEART_FOUND
    return DailyLoad(
        daily=load.where(log.days["known"]), unit="zone x min", basis=f"Edwards's zones x minutes by {basis}"
    )


def edwards_bpm(highest_bpm: float) -> tuple[float, ...]:
    """Where Edwards's five zones begin [1/min]."""
    return tuple(percent / 100 * highest_bpm for percent in EDWARDS_PCT)


def zone_points(log: TrainingLog, activity: Activity, begins_bpm: Sequence[float]) -> float | None:
    """Edwards's sum of an activity: number of the zone x minutes in it; None without heart rate.

    Args:
        log: its log.
        activity: the activity.
        begins_bpm: where the five zones begin, rising [1/min]: Edwards's, or the runner's own as the watch has them.
    """
    minutes = log.read_minutes(activity.id)
    if minutes is None or np.isnan(minutes.heart_rate_bpm).all():
        return None
    zone = np.searchsorted(begins_bpm, minutes.heart_rate_bpm.astype(float), side="right")
    zone = np.where(np.isnan(minutes.heart_rate_bpm), 0, zone)
    return float((zone * minutes.seconds).sum() / 60)
