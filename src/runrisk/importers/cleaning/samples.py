"""Dirt taken out of samples: what was left out is missing afterwards, and said."""

import numpy as np

from runrisk.importers.cleaning.spikes import max_speed_mps, wild_positions
from runrisk.model import Samples, Sport


def clean_samples(samples: Samples, sport: Sport) -> tuple[Samples, tuple[str, ...]]:
    """Return samples without impossible positions and speeds, and warnings that count them."""
    samples, lost = _without_wild_positions(samples, sport)
    samples, fast = _without_wild_speeds(samples, sport)
    warnings = []
    if lost:
        warnings.append(f"GPS jumps: {_counted(lost, 'position')} left out.")
    if fast:
        warnings.append(f"Faster than possible: {_counted(fast, 'speed')} left out.")
    return samples, tuple(warnings)


def _without_wild_positions(samples: Samples, sport: Sport) -> tuple[Samples, int]:
    lat, lon = samples["lat_deg"], samples["lon_deg"]
    if not np.isfinite(lat).any():
        return samples, 0
    wild = wild_positions(lat, lon, samples["time_s"], samples["segment"], sport)
    count = int(np.count_nonzero(wild))
    if not count:
        return samples, 0
    return samples.replace(lat_deg=np.where(wild, np.nan, lat), lon_deg=np.where(wild, np.nan, lon)), count


def _without_wild_speeds(samples: Samples, sport: Sport) -> tuple[Samples, int]:
    speed = samples["speed_mps"]
    wild = speed > max_speed_mps(sport)
    count = int(np.count_nonzero(wild))
    return (samples.replace(speed_mps=np.where(wild, np.float32(np.nan), speed)), count) if count else (samples, 0)


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'s' * (count != 1)}"
