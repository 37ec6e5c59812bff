"""What goes wrong with recordings, done to samples on purpose."""

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

from runrisk.simulate.town import Floats, Ints

_DEGREES_A_METRE = 1 / 111_195
"""Degrees of latitude in a metre."""

POSITION = ("lat_deg", "lon_deg")
"""The columns that a lost fix leaves empty, with the receiver's own error."""


def spiked(samples: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """One position 300 to 900 m away."""
    at = int(rng.integers(len(samples) // 10, len(samples)))
    away = np.zeros(len(samples))
    away[at] = rng.uniform(300, 900) * _DEGREES_A_METRE
    return samples.assign(lat_deg=samples["lat_deg"] + away)


def cold(samples: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """No fix for the first 15 to 40 s, then one that is 60 m off and closes in within a minute."""
    time_s = samples["time_s"].to_numpy()
    fixed_s = float(rng.uniform(15, 40))
    off = np.where(time_s < fixed_s, np.nan, 60 * np.exp(-np.maximum(time_s - fixed_s, 0) / 15))
    shifted = {name: samples[name] + off * _DEGREES_A_METRE for name in POSITION}
    return samples.assign(**shifted, gps_error_m=samples["gps_error_m"] + off)


def tunnelled(samples: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """No position for 40 to 90 s."""
    return _emptied(samples, (*POSITION, "gps_error_m"), rng.uniform(40, 90), rng)


def strap_lost(samples: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """No heart rate for one to four minutes."""
    return _emptied(samples, ("heart_rate_bpm",), rng.uniform(60, 240), rng)


def _emptied(samples: pd.DataFrame, columns: tuple[str, ...], lasts_s: float, rng: np.random.Generator) -> pd.DataFrame:
    time_s = samples["time_s"].to_numpy()
    begins_s = rng.uniform(0.1, 0.8) * time_s[-1]
    lost = (time_s >= begins_s) & (time_s < begins_s + lasts_s)
    return samples.assign(**{name: samples[name].where(~lost) for name in columns})


DIRT: Mapping[Callable[[pd.DataFrame, np.random.Generator], pd.DataFrame], float] = {
    spiked: 0.06,
    cold: 0.08,
    tunnelled: 0.04,
    strap_lost: 0.1,
}
"""What goes wrong, and in what share of the recordings; our choice."""


def dirtied(samples: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """A recording with what went wrong that day: mostly nothing."""
    chances = rng.random(len(DIRT))
    for (wrong, often), chance in zip(DIRT.items(), chances, strict=True):
        if chance < often:
            samples = wrong(samples, rng)
    return samples


def paused(samples: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Red lights: the watch stops by itself 15 to 90 s long, once or twice in some runs."""
    at = np.sort(rng.integers(1, len(samples), rng.poisson(0.8)))
    waits = _stepped(len(samples), at, np.round(rng.uniform(15, 90, len(at))))
    lights = _stepped(len(samples), at, np.ones(len(at)))
    return samples.assign(
        time_s=samples["time_s"] + waits, segment=(samples["segment"] + lights).astype(samples["segment"].dtype)
    )


def _stepped(count: int, at: Ints, by: Floats) -> Floats:
    """0, and from each index in `at` on more by what stands in `by`."""
    steps = np.zeros(count)
    np.add.at(steps, at, by)
    return np.cumsum(steps)
