"""Each run against the largest of the days before it: the numbers behind session-spike and downhill-jump."""

from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from runrisk.finding import NotEnoughData
from runrisk.measures.day_windows import known_before, within
from runrisk.measures.races import races
from runrisk.model import TrainingLog
from runrisk.wording import Wording

KNOWN_DAYS = 84
"""What was done within so many days is nothing new, unless a break lies between. Our choice: the twelve weeks of a report."""
BREAK_DAYS = 14
"""So many days from one run to the next are a break. Our choice, as in return-after-break."""


class Step(NamedTuple):
    """One run's distance or descent and the largest of the window before it."""

    run: str
    day: date
    amount_m: float
    before_m: float
    runs_before: int
    current: bool
    """It lies in the period."""
    race: bool
    """It was a race."""
    known_m: float
    """The largest of the KNOWN_DAYS before it, counted from the last break on."""

    @property
    def ratio(self) -> float:
        """The run over the largest before it."""
        return self.amount_m / self.before_m

    @property
    def rise_m(self) -> float:
        """How much more than in any run before [m]."""
        return self.amount_m - self.before_m

    @property
    def is_known(self) -> bool:
        """Whether as much was done in the twelve weeks before, and no break lies between."""
        return self.known_m >= self.amount_m


def steps(log: TrainingLog, amount_m: pd.Series, window_days: int, min_runs: int) -> tuple[Step, ...]:
    """Compare every run with those of the window before it, oldest first.

    Left out are runs whose amount is not known, or whose window begins before the log or holds too few runs or a day of
    which nothing is known: after a hole it takes as many days as at the start of a log.

    Args:
        log: whose runs.
        amount_m: distance or descent of each run of `log.runs` [m].
        window_days: length of the window.
        min_runs: so many runs with a known amount it must hold.
    """
    day = log.runs["day"]
    # A microsecond apart: pandas 3 leaves out equal moments on the open side, and with them earlier runs of the same day.
    moment = pd.DatetimeIndex(day) + pd.to_timedelta(range(len(day)), unit="us")
    window = pd.Timedelta(days=window_days, hours=1)
    before = amount_m.set_axis(moment).rolling(window, min_periods=1, closed="left")
    table = pd.DataFrame(
        {
            "day": day.dt.date,
            "amount_m": amount_m,
            "before_m": before.max().to_numpy(),
            "runs_before": before.count().fillna(0).to_numpy(int),
            "current": within(day, log.period),
            "race": races(log).to_numpy(),
            "known_m": _known_m(day, amount_m),
        }
    )
    old_enough = known_before(log).reindex(day).to_numpy() >= window_days
    comparable = table["amount_m"].notna() & (table["runs_before"] >= min_runs)
    return tuple(map(Step._make, table[old_enough & comparable].itertuples(name=None)))


def _known_m(day: pd.Series, amount_m: pd.Series) -> NDArray[np.float64]:
    """The largest amount of the KNOWN_DAYS before each run since the last break; 0 where there is none [m]."""
    days = day.to_numpy("datetime64[D]")
    amounts = amount_m.fillna(0.0).to_numpy(float)
    back = np.flatnonzero(np.diff(days, prepend=days[:1]) >= np.timedelta64(BREAK_DAYS, "D"))
    oldest = np.searchsorted(days, days - np.timedelta64(KNOWN_DAYS, "D"))
    since_break = np.concatenate([[0], back])[np.searchsorted(back, np.arange(len(days)), side="right")]
    starts = np.maximum(oldest, since_break)
    return np.array([amounts[start:at].max(initial=0.0) for at, start in enumerate(starts)])


def none_compared(log: TrainingLog, needs: str) -> NotEnoughData:
    """No run of the period can be compared; `needs` says what it takes."""
    count = int(within(log.runs["day"], log.period).sum())

    def runs(wording: Wording) -> str:
        return f"{wording.counted(count, 'run')} in the period"

    return NotEnoughData(
        has=runs, missing=lambda wording: f"None of {runs(wording)} can be compared: it takes {needs}."
    )
