"""Steady, flat running: the minutes in which cadence, contact and bounce of different runs can be compared."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from runrisk.model import TrainingLog

FLAT_GRADE = 0.02
"""A minute is flat up to this slope, up or down [ratio]. Our choice: the sensors' maker sees values drift on hills."""
SAME_SPEED = 0.10
"""A minute is steady within this share of its run's median speed. Our choice."""
RUNNING_SPM = 140.0
"""Fewer steps a minute are walking [1/min]. Our choice: between brisk walking and the slowest running."""
FULL_S = 55.0
"""A minute cut short is left out below this [s]. Our choice."""


def running_flat(minutes: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Which minutes are run, whole, and flat; where the slope is not known it counts as flat."""
    flat = ~(minutes["grade"].abs() > FLAT_GRADE)
    running = (minutes["cadence_spm"] > RUNNING_SPM) & (minutes["speed_mps"] > 0)
    return np.asarray(flat & running & (minutes["seconds"] >= FULL_S))


def steady_flat(minutes: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Which minutes are run flat at the usual speed of their run."""
    flat = running_flat(minutes)
    usual = minutes["speed_mps"].where(flat).groupby(minutes["run"]).transform("median")
    return np.asarray(flat & ((minutes["speed_mps"] / usual - 1).abs() <= SAME_SPEED))


def medians(log: TrainingLog, column: str, chosen: npt.NDArray[np.bool_], least: int) -> pd.Series:
    """Median of a column over the chosen minutes of each run (index: the runs' days, in their order).

    NaN where a run has fewer than `least` of them.
    """
    values = log.minutes.loc[chosen, ["run", column]].dropna().groupby("run")[column]
    middle = values.median().where(values.size() >= least)
    return middle.reindex(range(len(log.runs))).set_axis(pd.DatetimeIndex(log.runs["day"]))
