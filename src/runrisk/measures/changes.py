"""How seven things changed within two weeks, each against the eight weeks before: what `many-changes` counts."""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import pandas as pd

from runrisk.load import window_load
from runrisk.measures.day_windows import WEEK, daily, runs_by_day
from runrisk.measures.descents import descents
from runrisk.measures.new_shoes import new_share
from runrisk.measures.shoe_wear import wear
from runrisk.measures.surfaces import Spans, surfaces
from runrisk.measures.zones import hard_time
from runrisk.model import TrainingLog

RECENT_DAYS, BEFORE_DAYS = 14, 56
"""Two weeks against the eight before. Our choice: long enough for a habit, short enough for "at once"."""
SPANS = Spans(recent_days=RECENT_DAYS, usual_days=BEFORE_DAYS, min_known_pct=70.0, min_recent_runs=3, min_usual_runs=8)
"""The least that tells of a surface: as surface-shift asks for."""
MIN_NAMED_SHARE = 0.8
"""So much of the distance must name its shoe. Our choice: some runs are always left out."""
NEEDED_DAYS = RECENT_DAYS + BEFORE_DAYS

THINGS: Mapping[str, str] = MappingProxyType(
    {
        "longest": "the longest run",
        "distance": "the distance",
        "descent": "the metres of descent",
        "hard": "the hard minutes",
        "surface": "the surface",
        "shoe": "the shoes",
        "runs": "the number of runs",
    }
)
"""What can change, in words."""


def changes(log: TrainingLog) -> pd.DataFrame:
    """How much each of THINGS changed up to each day of the log; NaN where it cannot be told.

    `longest`, `distance`, `descent` and `hard` are ratios to what was usual, `surface` is the largest rise of one
    surface's share [percentage points], `shoe` the share of new pairs, `runs` the runs a week more than before.
    """
    hard, distance_m = hard_time(log), daily(log, "distance_m")
    none = pd.Series(np.nan, index=log.days.index)
    return pd.DataFrame(
        {
            "longest": _longest(log.days["longest_m"].where(distance_m.notna())),
            "distance": _ratio(distance_m),
            "descent": _ratio(runs_by_day(log, descents(log))),
            "hard": none if hard is None else _ratio(runs_by_day(log, hard.minutes.fillna(0.0))),
            "surface": _surface(log, none),
            "shoe": _shoe(log),
            "runs": _more_runs(log.days["runs"].where(log.days["known"])),
        }
    )


def _ratio(amount: pd.Series) -> pd.Series:
    """Mean of the recent days over the mean of the days before; NaN where there was nothing before."""
    before = window_load(amount, BEFORE_DAYS).shift(RECENT_DAYS)
    # Sums are compared, not means: a ratio of exactly 1.5 must not end up above it by rounding.
    return window_load(amount, RECENT_DAYS) * (BEFORE_DAYS / RECENT_DAYS) / before.where(before > 0)


def _longest(longest_m: pd.Series) -> pd.Series:
    before = longest_m.rolling(BEFORE_DAYS).max().shift(RECENT_DAYS)
    return longest_m.rolling(RECENT_DAYS).max() / before.where(before > 0)


def _more_runs(runs: pd.Series) -> pd.Series:
    before = window_load(runs, BEFORE_DAYS).shift(RECENT_DAYS) * WEEK / BEFORE_DAYS
    return window_load(runs, RECENT_DAYS) * WEEK / RECENT_DAYS - before.where(before > 0)


def _surface(log: TrainingLog, none: pd.Series) -> pd.Series:
    measured = surfaces(log, SPANS)
    return none if measured is None or measured.current.empty else measured.shift_pct


def _shoe(log: TrainingLog) -> pd.Series:
    worn = wear(log)
    return new_share(log, worn).where(worn.over(RECENT_DAYS).named_enough(MIN_NAMED_SHARE))
