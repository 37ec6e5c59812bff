"""The minutes of all runs in one table, so that rules need no loop over them."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from runrisk.model.columns import MINUTES
from runrisk.model.features import RunMinutes


def minutes_table(runs: pd.DataFrame, read: Callable[[str], RunMinutes | None]) -> pd.DataFrame:
    """One row a minute of every run, in the order of `runs`; the parts of a joined run follow each other.

    Columns: `run` (number of the row in `runs`), `minute` (from 0, of timer time), and those of `columns.MINUTES`.
    Linear in the number of minutes.
    """
    found: list[RunMinutes] = []
    numbers: list[int] = []
    for number, parts in enumerate(runs["parts"]):
        for part in parts:
            minutes = read(part)
            if minutes is not None:
                found.append(minutes)
                numbers.append(number)
    run = np.repeat(np.array(numbers, np.intp), [len(minutes) for minutes in found])
    made = {"run": run, "minute": _counted_up(run)}
    for name, (kind, _) in MINUTES.items():
        made[name] = np.concatenate([np.zeros(0, kind), *(getattr(minutes, name) for minutes in found)])
    return pd.DataFrame(made, copy=False)


def _counted_up(run: np.ndarray[tuple[int], np.dtype[np.intp]]) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    """0, 1, 2, ... within each run."""
    firsts = np.flatnonzero(np.diff(run, prepend=-1))
    lengths = np.diff(np.append(firsts, len(run)))
    return np.arange(len(run)) - np.repeat(firsts, lengths)
