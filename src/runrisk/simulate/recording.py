"""A session as the watch recorded it: the samples, second by second or only the changes."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from runrisk.geo import to_degrees
from runrisk.model import Sport
from runrisk.model.tables import samples_frame
from runrisk.simulate import channels
from runrisk.simulate.dirt import dirtied, paused
from runrisk.simulate.runner import Runner
from runrisk.simulate.session import Kind, Session
from runrisk.simulate.session_lines import Ground, line_of_day
from runrisk.simulate.terrain import Land, barometer_m
from runrisk.simulate.town import Floats, Ints
from runrisk.simulate.track import SMART_GAP_S, run_track

_SHAPES: dict[Kind, tuple[Floats, Floats]] = {
    Kind.TEMPO: (np.array([0, 0.24, 0.26, 0.74, 0.76, 1]), np.array([0.88, 0.88, 1.12, 1.12, 0.88, 0.88])),
    Kind.INTERVALS: (
        np.concatenate([[0], np.repeat(np.linspace(0.25, 0.8, 11), 2) + np.tile([-0.005, 0.005], 11), [1]]),
        np.concatenate([[0.9, 0.9], np.tile([1.25, 1.25, 0.8, 0.8], 5), [0.9, 0.9]]),
    ),
}
"""Where in a session [share of its distance] which speed is run [share of the mean]; other kinds are even."""

_HILLS_AWAY_M = 25_000.0
"""How far from the town the hills are [m]; our choice."""


@dataclass(frozen=True, kw_only=True)
class Watch:
    """How a watch records.

    Attributes:
        gps_sd_m: error of its positions along each axis [m].
        left_m: how far its positions lie to the left of its wearer [m].
        strap: whether a strap with running dynamics is worn with it.
        smart: whether it records only changes.
    """

    gps_sd_m: float
    left_m: float
    strap: bool
    smart: bool


@dataclass(frozen=True, kw_only=True)
class World:
    """What a recording comes from besides the session: the ground, the land and the place on earth."""

    ground: Ground
    land: Land
    place_deg: tuple[float, float]


def recorded(runner: Runner, session: Session, world: World, watch: Watch, rng: np.random.Generator) -> pd.DataFrame:
    """The samples of a session (columns of `runrisk.model.SAMPLES`)."""
    if session.sport in INDOORS:
        return _gym(session, rng)
    track = _track(session, world, watch, rng)
    speed = track["speed_mps"]
    columns = track | _body(runner, session, speed, watch, rng)
    indoor = session.sub_sport == "treadmill"
    if indoor:
        columns = {name: values for name, values in columns.items() if name not in _OUTDOOR}
    samples = samples_frame(len(speed), columns)
    if watch.smart:
        samples = samples.iloc[_changes(len(samples), rng)].reset_index(drop=True)
    return samples if indoor else dirtied(paused(samples, rng), rng)


INDOORS = frozenset({Sport.STRENGTH, Sport.SWIMMING})
"""Sports of which only the heart is recorded: strength work, and lengths of a pool."""

_OUTDOOR = frozenset({"lat_deg", "lon_deg", "altitude_m", "gps_error_m"})


def _track(session: Session, world: World, watch: Watch, rng: np.random.Generator) -> dict[str, Floats]:
    """Time, place, height, distance and speed, second by second. The distance ends at what the session says."""
    line, offset = line_of_day(world.ground, session, rng)
    track = run_track(line, offset, session.speed_mps, rng, gps_sd_m=watch.gps_sd_m, device_left_m=watch.left_m)
    true_m = session.distance_m / track.distance_m[-1]
    rows = _repaced(track.distance_m, session.kind)
    east, north, distance = (
        np.interp(rows, track.time_s, values) for values in (track.east_m, track.north_m, track.distance_m)
    )
    time_s = np.arange(len(rows), dtype=float)
    height = world.land.height_m(east, north, session.hill)
    away = _HILLS_AWAY_M if session.hill > 1 else 0.0
    lat, lon = to_degrees(east, north + away, *world.place_deg)
    return {
        "time_s": time_s,
        "lat_deg": lat,
        "lon_deg": lon,
        "altitude_m": barometer_m(height, time_s, rng),
        "distance_m": distance * true_m,
        "speed_mps": np.gradient(distance) * true_m,
        "gps_error_m": np.round(2 + watch.gps_sd_m * rng.uniform(0.5, 1.5, len(rows))),
    }


def pace_shape(kind: Kind, share: Floats) -> Floats:
    """Speed at places in a session [share of its length], as a multiple of its mean speed."""
    return np.asarray(np.interp(share, *_SHAPES[kind])) if kind in _SHAPES else np.ones(len(share))


def _repaced(distance_m: Floats, kind: Kind) -> Floats:
    """Where on the evenly run track [s] the runner of a session of this kind is, second by second."""
    if kind not in _SHAPES:
        return np.arange(len(distance_m), dtype=float)
    faster = pace_shape(kind, distance_m / distance_m[-1])
    clock = np.concatenate([[0], np.cumsum(1 / faster[:-1])])
    clock *= (len(distance_m) - 1) / clock[-1]
    return np.asarray(np.interp(np.arange(len(distance_m)), clock, np.arange(len(distance_m))))


def _body(
    runner: Runner, session: Session, speed_mps: Floats, watch: Watch, rng: np.random.Generator
) -> dict[str, Floats]:
    count = len(speed_mps)
    warmth = channels.temperature_c(session.day.timetuple().tm_yday, count)
    if session.sport is Sport.CYCLING:
        effort = channels.heart_rate_bpm(runner, speed_mps * 0.33, rng)
        return {"heart_rate_bpm": effort, "cadence_spm": rng.normal(84, 3, count), "temperature_c": warmth}
    if session.sport is Sport.WALKING:
        effort = channels.heart_rate_bpm(runner, speed_mps, rng)
        return {"heart_rate_bpm": effort, "cadence_spm": rng.normal(112, 3, count), "temperature_c": warmth}
    made: dict[str, Any] = {
        "heart_rate_bpm": channels.heart_rate_bpm(runner, speed_mps, rng),
        "cadence_spm": channels.cadence_spm(runner, speed_mps, rng),
        "temperature_c": warmth,
    }
    if watch.strap:
        made |= channels.dynamics(runner, speed_mps, made["cadence_spm"], session.contact_shift_pct, rng)
    return made


def _gym(session: Session, rng: np.random.Generator) -> pd.DataFrame:
    """Strength work: heart rate every ten seconds, up and down with the sets."""
    time_s = np.arange(0, session.duration_s, 10.0)
    heart = 105 + 15 * np.sin(2 * np.pi * time_s / 180) + rng.normal(0, 4, len(time_s))
    return samples_frame(len(time_s), {"time_s": time_s, "heart_rate_bpm": np.round(heart)})


def _changes(count: int, rng: np.random.Generator) -> Ints:
    """Rows that a watch keeps which records only changes: the first, the last, and some between."""
    low, high = SMART_GAP_S
    at = np.cumsum(rng.integers(low, high + 1, count))
    return np.concatenate([[0], at[at < count - 1], [count - 1]])
