"""A made-up season: as numbers only, in milliseconds, or with every sample.

log = season_log(seed=3, weeks=52)                              # for the rules that need no samples
for made in made_season(seed=3, plant=("session-spike@20",)):   # everything
    made.activity, made.samples
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from runrisk.model import Activity, Recorder, TrainingLog
from runrisk.simulate.gps_error import DEVICE_SD_M
from runrisk.simulate.planted import planted
from runrisk.simulate.recording import INDOORS, Watch, World, recorded
from runrisk.simulate.session import Season, Session
from runrisk.simulate.session_lines import draw_ground
from runrisk.simulate.steady_weeks import steady_season
from runrisk.simulate.terrain import climbed_m, draw_land
from runrisk.simulate.town import TownKind
from runrisk.simulate.without_samples import HOME_DEG, NEWER, activities_of, activity_of, watch_of

FIRST_DAY = date(2025, 5, 12)
"""First day of a season unless told otherwise, a Monday: 26 weeks from here hold the end of summer time."""

WEEKS = 26

STRAP = Recorder(manufacturer="garmin", product="hrm_tri", serial_number=2_000_001)
"""The chest strap worn with the newer watch; its serial number is made up."""

_EVERY_SECOND = 4
"""One in so many runs on the newer watch is recorded every second, the others by changes; our choice."""

_GPS_SD_M = (2.5, 1.8)
"""GPS error along each axis of the older and the newer watch [m] (road-side method: usual, and between it and best)."""


@dataclass(frozen=True, kw_only=True)
class Made:
    """One made-up activity: what was done, how the log counts it, and its samples."""

    session: Session
    activity: Activity
    samples: pd.DataFrame
    strap: Recorder | None


def plan(*, seed: int = 0, weeks: int = WEEKS, plant: Sequence[str] = (), first: date = FIRST_DAY) -> Season:
    """The season as numbers: who ran, and what was done on which day.

    Raises:
        SettingsError: a plant that does not exist.
    """
    return planted(steady_season(np.random.default_rng([seed, 0]), weeks=weeks, first=first), plant)


def season_activities(
    *, seed: int = 0, weeks: int = WEEKS, plant: Sequence[str] = (), first: date = FIRST_DAY
) -> tuple[Activity, ...]:
    """Every activity of a season, without samples: a year takes some milliseconds."""
    return activities_of(plan(seed=seed, weeks=weeks, plant=plant, first=first), seed)


def season_log(*, seed: int = 0, weeks: int = WEEKS, plant: Sequence[str] = (), first: date = FIRST_DAY) -> TrainingLog:
    """The same as a log that analyzers can read; it holds no samples."""
    return TrainingLog(recorded=season_activities(seed=seed, weeks=weeks, plant=plant, first=first))


def made_season(
    *,
    seed: int = 0,
    weeks: int = WEEKS,
    plant: Sequence[str] = (),
    first: date = FIRST_DAY,
    town: TownKind = TownKind.SUBURB,
) -> Iterator[Made]:
    """Every activity of a season with its samples, oldest first; about 20 ms an activity.

    Each activity draws from its own stream of chance: a plant changes the activities it is about and no other.
    """
    season = plan(seed=seed, weeks=weeks, plant=plant, first=first)
    world = _world(season, seed, town)
    left_m = np.random.default_rng([seed, 2]).normal(0, DEVICE_SD_M, len(_GPS_SD_M))
    for number, session in enumerate(season.sessions):
        rng = np.random.default_rng([seed, 3, session.day.toordinal(), session.minute])
        newer = watch_of(season, session) == NEWER
        watch = Watch(
            gps_sd_m=_GPS_SD_M[newer],
            left_m=float(left_m[int(newer)]),
            strap=newer and session.is_run,
            smart=not newer or session.day.toordinal() % _EVERY_SECOND > 0,
        )
        samples = recorded(season.runner, session, world, watch, rng)
        activity = counted(activity_of(season, session, f"{seed}/{number}"), samples)
        yield Made(session=session, activity=activity, samples=samples, strap=STRAP if watch.strap else None)


def _world(season: Season, seed: int, town: TownKind) -> World:
    rng = np.random.default_rng([seed, 1])
    ground = draw_ground(season.policy, rng, one_way=season.one_way, kind=town)
    return World(ground=ground, land=draw_land(rng), place_deg=HOME_DEG)


def counted(activity: Activity, samples: pd.DataFrame) -> Activity:
    """The activity with the totals that its samples give."""
    time_s = samples["time_s"].to_numpy()
    standing_s = float(np.diff(time_s)[np.diff(samples["segment"].to_numpy()) > 0].sum())
    made: dict[str, Any] = {
        "elapsed_s": float(time_s[-1]),
        "timer_s": float(time_s[-1]) - standing_s,
        "moving_s": float(time_s[-1]) - standing_s,
    }
    if activity.sport in INDOORS:
        made["moving_s"] = None
    if samples["altitude_m"].notna().any():
        made["ascent_m"], made["descent_m"] = (round(metres) for metres in climbed_m(samples["altitude_m"].to_numpy()))
    for name, column in _MEANS.items():
        if samples[column].notna().any():
            made[name] = float(samples[column].mean())
    return replace(activity, **made)


_MEANS = {"avg_hr_bpm": "heart_rate_bpm", "avg_cadence_spm": "cadence_spm", "contact_left_pct": "contact_left_pct"}
