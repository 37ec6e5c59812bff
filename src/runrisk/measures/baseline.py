"""The last days against what was usual before them: the numbers behind rules about a daily amount."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from runrisk.finding import Confidence, Measure, confidence_of
from runrisk.load import window_load
from runrisk.measures.day_windows import WEEK, hole_in, judged
from runrisk.model import Period, TrainingLog
from runrisk.wording import Wording

BLOCKS = 4
"""Weeks that make up "usual": a month of training. Our choice, as in the usual acute:chronic ratio."""
NEEDED_DAYS = WEEK * (BLOCKS + 1)


@dataclass(frozen=True, kw_only=True, eq=False)
class AgainstBaseline:
    """Two sums for each day of the log, in the unit of the daily amount.

    Attributes:
        recent: sum of the last days, the day itself included.
        usual: what it is compared with; NaN on days that cannot be judged.
        largest: the largest sum over as many days among those before; NaN like `usual`.
        known_days: days of the log with nothing missing.
        hole: days without any record lie in or shortly before the period.
        period: the days verdicts speak of.
    """

    recent: pd.Series
    usual: pd.Series
    largest: pd.Series
    known_days: int
    hole: bool
    period: Period

    @cached_property
    def rise(self) -> pd.Series:
        """How far the recent sum lies above the usual; NaN on days that cannot be judged."""
        return self.recent - self.usual

    @cached_property
    def ratio(self) -> pd.Series:
        """Recent over usual; NaN on days that cannot be judged."""
        return self.recent / self.usual

    @property
    def current(self) -> pd.Series:
        """The rise on the days of the period that can be judged."""
        return judged(self.rise, self.period)

    @property
    def current_ratio(self) -> pd.Series:
        """The ratio on the same days."""
        return judged(self.ratio, self.period)

    @cached_property
    def beyond(self) -> pd.Series:
        """Recent over the largest before; NaN on days that cannot be judged. Coming back to a known level is 1."""
        return self.recent / self.largest

    def exceeds(self, ratio: float, margin: float) -> pd.Series:
        """The days on which the recent sum is above `ratio` times the usual and the largest before, and by `margin`."""
        return (self.recent > ratio * self.usual) & (self.recent > self.largest) & (self.rise >= margin)

    def limit(self, ratio: float, margin: float, beyond: float = 1.0) -> pd.Series:
        """The sum from which a day is flagged: `beyond` times the largest before, if that is more."""
        return (ratio * self.usual).clip(lower=self.usual + margin).clip(lower=beyond * self.largest)

    def confidence(self, needed_days: int) -> Confidence:
        """By the days of log there are, and whether a hole touches them."""
        return confidence_of(self.known_days, needed_days, hole=self.hole)

    def compared(self, day: pd.Timestamp, wording: Wording) -> str:
        """The two sums of a day in words, where they are metres."""
        return f"{wording.distance(self.recent[day])} against {wording.distance(self.usual[day])}"

    def ratio_measures(self, limit: float) -> tuple[Measure, ...]:
        """The largest and the latest ratio of the period, and the latest two sums, where they are metres."""
        current = self.current_ratio
        last = current.index[-1]
        return (
            Measure(name="largest_ratio", value=float(current.max()), unit="ratio", limit=limit),
            Measure(name="latest_ratio", value=float(current[last]), unit="ratio", limit=limit),
            Measure(name="latest_distance_m", value=float(self.recent[last]), unit="m"),
            Measure(name="usual_distance_m", value=float(self.usual[last]), unit="m"),
        )


def largest_before(sums: pd.Series, days: int, back_days: int) -> pd.Series:
    """The largest of the sums over `days` days that ended before the recent one began, up to `back_days` days earlier."""
    return sums.shift(days).rolling(back_days + 1, min_periods=1).max()


def week_against_baseline(amount: pd.Series, log: TrainingLog) -> AgainstBaseline:
    """Seven days of an amount (NaN where it is not known) against the mean of the four blocks of seven before.

    Each of the four must hold a run, else the day cannot be judged.
    """
    blocks = [window_load(log.days["runs"], WEEK).shift(WEEK * number) for number in range(1, BLOCKS + 1)]
    usual = window_load(amount, WEEK * BLOCKS).shift(WEEK) / BLOCKS
    recent, judged_days = window_load(amount, WEEK), np.minimum.reduce(blocks) >= 1
    return AgainstBaseline(
        recent=recent,
        usual=usual.where(judged_days),
        largest=largest_before(recent, WEEK, WEEK * (BLOCKS - 1)).where(judged_days),
        known_days=int(amount.notna().sum()),
        hole=hole_in(amount, log.period, NEEDED_DAYS),
        period=log.period,
    )
