"""Dirt taken out of samples: what was left out is missing afterwards, and said."""

import numpy as np
import pandas as pd

from runrisk.importers.cleaning.spikes import max_speed_mps, wild_positions
from runrisk.model import Sport


def clean_samples(samples: pd.DataFrame, sport: Sport) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Return samples without impossible positions and speeds, and warnings that count them; the table given stays."""
    samples, lost = _without_wild_positions(samples, sport)
    samples, fast = _without_wild_speeds(samples, sport)
    warnings = []
    if lost:
        warnings.append(f"GPS jumps: {_counted(lost, 'position')} left out.")
    if fast:
        warnings.append(f"Faster than possible: {_counted(fast, 'speed')} left out.")
    return samples, tuple(warnings)


def _without_wild_positions(samples: pd.DataFrame, sport: Sport) -> tuple[pd.DataFrame, int]:
    lat, lon = samples["lat_deg"].to_numpy(float), samples["lon_deg"].to_numpy(float)
    if not np.isfinite(lat).any():
        return samples, 0
    wild = wild_positions(lat, lon, samples["time_s"].to_numpy(float), samples["segment"].to_numpy(), sport)
    count = int(np.count_nonzero(wild))
    if not count:
        return samples, 0
    return samples.assign(lat_deg=np.where(wild, np.nan, lat), lon_deg=np.where(wild, np.nan, lon)), count


def _without_wild_speeds(samples: pd.DataFrame, sport: Sport) -> tuple[pd.DataFrame, int]:
    speed = samples["speed_mps"].to_numpy()
    wild = speed > max_speed_mps(sport)
    count = int(np.count_nonzero(wild))
    return (samples.assign(speed_mps=np.where(wild, np.float32(np.nan), speed)), count) if count else (samples, 0)


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'s' * (count != 1)}"
