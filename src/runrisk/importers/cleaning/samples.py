"""Dirt taken out of samples: what was left out is missing afterwards, and said."""

import numpy as np

from runrisk.importers.cleaning.spikes import max_speed_mps, wild_positions
from runrisk.model import Samples, Sport

SEA_M = 5.0
"""Neighbours of a true height of 0 are nearer to it [m]. Our choice: a step down to the sea is smaller."""


def clean_samples(samples: Samples, sport: Sport) -> tuple[Samples, tuple[str, ...]]:
    """Return samples without impossible positions and speeds, and warnings that count them."""
    samples, lost = _without_wild_positions(samples, sport)
    samples, fast = _without_wild_speeds(samples, sport)
    samples, zeros = _without_heights_of_zero(samples)
    warnings = []
    if lost:
        warnings.append(f"GPS jumps: {_counted(lost, 'position')} left out.")
    if fast:
        warnings.append(f"Faster than possible: {_counted(fast, 'speed')} left out.")
    if zeros:
        warnings.append(f"Heights of 0 m far from their neighbours: {_counted(zeros, 'height')} left out.")
    return samples, tuple(warnings)


def _without_wild_positions(samples: Samples, sport: Sport) -> tuple[Samples, int]:
    if "lat_deg" not in samples or "lon_deg" not in samples:
        return samples, 0
    lat, lon = samples["lat_deg"], samples["lon_deg"]
    wild = wild_positions(samples, sport)
    count = int(np.count_nonzero(wild))
    if not count:
        return samples, 0
    return samples.replace(lat_deg=np.where(wild, np.nan, lat), lon_deg=np.where(wild, np.nan, lon)), count


def _without_wild_speeds(samples: Samples, sport: Sport) -> tuple[Samples, int]:
    if "speed_mps" not in samples:
        return samples, 0
    speed = samples["speed_mps"]
    wild = speed > max_speed_mps(sport)
    count = int(np.count_nonzero(wild))
    return (samples.replace(speed_mps=np.where(wild, np.float32(np.nan), speed)), count) if count else (samples, 0)


def _without_heights_of_zero(samples: Samples) -> tuple[Samples, int]:
    """Heights of exactly 0 stand for "not known" where those before and after them are far from the sea's."""
    height_m = samples["altitude_m"]
    at = np.flatnonzero(height_m == 0)
    told = np.flatnonzero(np.isfinite(height_m) & (height_m != 0)) if len(at) else at
    if not len(told):
        return samples, 0
    after = np.searchsorted(told, at)
    nearest = [height_m[told[np.clip(side, 0, len(told) - 1)]] for side in (after - 1, after)]
    holes = at[(np.abs(nearest) >= SEA_M).all(axis=0)]
    height_m = height_m.copy()
    height_m[holes] = np.nan
    return (samples.replace(altitude_m=height_m), len(holes)) if len(holes) else (samples, 0)


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'s' * (count != 1)}"
