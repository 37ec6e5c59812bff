"""Breaks in the running, and the first week after each against what was usual before it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from math import isnan

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from runrisk.load import ACUTE_DAYS
from runrisk.model import Sport, TrainingLog
from runrisk.wording import Wording

FIRST_WEEK = timedelta(days=7)
BEFORE_DAYS = 28
"""What was usual is taken from the four weeks before the break. Our choice, as in weekly-jump."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Return:
    """The first week after a break, and what was usual before it."""

    left: date
    back: date
    until: date
    """Last of the seven days, or the last day of the log."""
    week_m: float
    first_run_m: float
    usual_week_m: float
    usual_run_m: float
    runs_before: int

    @property
    def gap_days(self) -> int:
        """Days since the run before."""
        return (self.back - self.left).days

    @property
    def known(self) -> bool:
        """Whether every distance is known, and there is something to compare with."""
        return self.usual_week_m > 0 and not isnan(self.week_m)

    @property
    def week_ratio(self) -> float:
        """First seven days over the weekly mean before."""
        return self.week_m / self.usual_week_m

    def numbers(self, wording: Wording, limit: float) -> str:
        """The numbers compared, in words; `limit` is that of the ratio."""
        return (
            f"no runs recorded for {wording.counted(self.gap_days, 'day')}; then {wording.distance(self.week_m)} in 7 days, "
            f"{wording.ratio(self.week_ratio, limit=limit)} times the weekly mean before ({wording.distance(self.usual_week_m)}), and a first run of {wording.distance(self.first_run_m)} (mean before "
            f"{wording.distance(self.usual_run_m)})"
        )


def returns_of(log: TrainingLog, min_gap_days: int) -> Iterator[Return]:
    """Every return of a log after `min_gap_days` days or more since the run before, oldest first.

    Not where something of unknown sport was done in between, so often that it may have been the running.
    """
    runs = log.runs
    day, distance = runs["day"].to_numpy(), runs["distance_m"].to_numpy()
    unnamed = _unnamed_days(log)
    gaps = np.diff(day) // np.timedelta64(1, "D")
    for at in np.flatnonzero(gaps >= min_gap_days) + 1:
        if ((unnamed > day[at - 1]) & (unnamed < day[at])).any():
            continue
        before = distance[(day > day[at - 1] - np.timedelta64(BEFORE_DAYS, "D")) & (day <= day[at - 1])]
        week = distance[(day >= day[at]) & (day < day[at] + np.timedelta64(FIRST_WEEK, "D"))]
        back = runs["day"].iloc[at].date()
        yield Return(
            left=runs["day"].iloc[at - 1].date(),
            back=back,
            until=min(back + FIRST_WEEK - timedelta(days=1), log.as_of),
            week_m=float(week.sum()),
            first_run_m=float(distance[at]),
            usual_week_m=float(before.sum()) * ACUTE_DAYS / BEFORE_DAYS,
            usual_run_m=float(before.mean()),
            runs_before=len(before),
        )


def _unnamed_days(log: TrainingLog) -> NDArray[np.datetime64]:
    """Days that are not known because of what names no sport."""
    those = [activity.local_day for activity in log.counted if activity.sport is Sport.UNKNOWN]
    unknown = log.days.index[~log.days["known"]]
    return np.asarray(unknown[unknown.isin(pd.to_datetime(those))].to_numpy())
