"""Seven days against the mean of the four weeks before them: the numbers behind rules about a daily amount."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from runrisk.analyzers.base import confidence_of
from runrisk.analyzers.windows import hole_in, within
from runrisk.finding import Confidence
from runrisk.load import window_load
from runrisk.model import Period, TrainingLog

WEEK = 7
BLOCKS = 4
"""Weeks that make up "usual": a month of training. Our choice, as in `weekly-jump`."""
NEEDED_DAYS = WEEK * (BLOCKS + 1)


@dataclass(frozen=True, kw_only=True, eq=False)
class WeekAgainstUsual:
    """Two sums for each day of the log, in the unit of the daily amount.

    Attributes:
        recent: sum of the last 7 days, the day itself included.
        usual: mean of the four blocks of 7 days before; NaN on days that cannot be judged.
        known_days: days of the log with nothing missing.
        hole: days without any record lie in or shortly before the period.
        period: the days verdicts speak of.
    """

    recent: pd.Series
    usual: pd.Series
    known_days: int
    hole: bool
    period: Period

    @cached_property
    def rise(self) -> pd.Series:
        """How far the week lies above the usual; NaN on days that cannot be judged."""
        return self.recent - self.usual

    @property
    def current(self) -> pd.Series:
        """The rise on the days of the period that can be judged."""
        return self.rise[within(self.rise.index, self.period)].dropna()

    def exceeds(self, ratio: float, margin: float) -> pd.Series:
        """The days on which the week is above `ratio` times the usual, and by at least `margin`."""
        return (self.recent > ratio * self.usual) & (self.rise >= margin)

    def limit(self, ratio: float, margin: float) -> pd.Series:
        """The amount from which a week is flagged."""
        return (ratio * self.usual).clip(lower=self.usual + margin)

    def confidence(self) -> Confidence:
        """By the days of log there are, and whether a hole touches them."""
        return confidence_of(self.known_days, NEEDED_DAYS, hole=self.hole)


def week_against_usual(amount: pd.Series, log: TrainingLog) -> WeekAgainstUsual:
    """Sum up a daily amount (NaN where it is not known); each of the four weeks before must hold a run."""
    blocks = [window_load(log.days["runs"], WEEK).shift(WEEK * number) for number in range(1, BLOCKS + 1)]
    usual = window_load(amount, WEEK * BLOCKS).shift(WEEK) / BLOCKS
    return WeekAgainstUsual(
        recent=window_load(amount, WEEK),
        usual=usual.where(np.minimum.reduce(blocks) >= 1),
        known_days=int(amount.notna().sum()),
        hole=hole_in(amount, log.period, NEEDED_DAYS),
        period=log.period,
    )
