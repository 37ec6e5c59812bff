"""What a session was like minute by minute, without any sample: pace, heart, stride, feet and climb in a few numbers."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from runrisk.model.features import RunMinutes
from runrisk.simulate import channels
from runrisk.simulate.recording import pace_shape
from runrisk.simulate.runner import Runner
from runrisk.simulate.session import Session
from runrisk.simulate.town import Floats
from runrisk.simulate.without_samples import CLIMB_SHARE

_PACE_SD = 0.03
"""How much speed varies from minute to minute, as a share; our choice, as in `track`."""

_MINUTE_S = 60


def session_minutes(runner: Runner, session: Session, rng: np.random.Generator, *, strap: bool) -> RunMinutes:
    """The minutes of a run; `strap` says whether contact, balance and bounce are known. About 1 ms."""
    seconds = np.arange(max(int(session.duration_s), 1), dtype=float)
    speed = session.speed_mps * pace_shape(session.kind, seconds / len(seconds))
    minute = (seconds // _MINUTE_S).astype(int)
    speed = speed * (1 + rng.normal(0, _PACE_SD, minute[-1] + 1)[minute])
    cadence = channels.cadence_spm(runner, speed, rng)
    known = {
        "speed_mps": speed,
        "heart_rate_bpm": channels.heart_rate_bpm(runner, speed, rng),
        "cadence_spm": cadence,
    }
    if strap:
        known |= channels.dynamics(runner, speed, cadence, session.contact_shift_pct, rng)
    length_s = np.bincount(minute).astype(float)
    means = {name: np.bincount(minute, values) / length_s for name, values in known.items()}
    indoors = session.sub_sport == "treadmill"
    return _minutes(length_s, means, np.nan if indoors else CLIMB_SHARE * session.hill, rng)


def _minutes(length_s: Floats, means: Mapping[str, Floats], climb_share: float, rng: np.random.Generator) -> RunMinutes:
    """Up and down by turns of one minute; in a loop as much down as up."""
    way_m = means["speed_mps"] * length_s
    up = rng.permutation(np.arange(len(length_s)) % 2 == 0)
    climb_m = 2 * climb_share * way_m
    nothing = np.full(len(length_s), np.nan)
    return RunMinutes(
        seconds=_short(length_s),
        speed_mps=_short(means["speed_mps"]),
        heart_rate_bpm=_short(means["heart_rate_bpm"]),
        cadence_spm=_short(means["cadence_spm"]),
        grade=_short(np.where(up, 1, -1) * 2 * climb_share * np.ones(len(length_s))),
        ascent_m=_short(np.where(up, climb_m, 0 * climb_m)),
        descent_m=_short(np.where(up, 0 * climb_m, climb_m)),
        contact_ms=_short(means.get("contact_ms", nothing)),
        contact_left_pct=_short(means.get("contact_left_pct", nothing)),
        oscillation_mm=_short(means.get("oscillation_mm", nothing)),
        step_length_mm=_short(means.get("step_length_mm", nothing)),
    )


def _short(values: Floats) -> NDArray[np.float32]:
    return np.asarray(values, np.float32)
