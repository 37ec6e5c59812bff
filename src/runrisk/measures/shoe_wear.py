"""Which kilometres were run in which pair of shoes."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import numpy as np
import pandas as pd

from runrisk.load import window_load
from runrisk.model import Gear, Sport, TrainingLog


@dataclass(frozen=True, kw_only=True, eq=False)
class Wear:
    """Distance by day and pair of shoes.

    Attributes:
        by_pair: one row a day of the log, one column a pair [m].
        total_m: all running of the day, also in pairs without a name [m].
    """

    by_pair: pd.DataFrame
    total_m: pd.Series

    @cached_property
    def named_m(self) -> pd.Series:
        """Running of the day in pairs with a name [m]."""
        return self.by_pair.sum(axis=1)

    @property
    def named_days(self) -> pd.DatetimeIndex:
        """The days with a run in a pair with a name."""
        return pd.DatetimeIndex(self.named_m.index[self.named_m > 0])

    def over(self, days: int) -> "Wear":
        """The same as sums over each day and the `days` - 1 before; NaN until the window is full."""
        sums = {pair: window_load(metres, days) for pair, metres in self.by_pair.items()}
        by_pair = pd.DataFrame(sums, index=self.by_pair.index, columns=self.by_pair.columns, dtype=float)
        return Wear(by_pair=by_pair, total_m=window_load(self.total_m, days))

    def named_enough(self, share: float) -> pd.Series:
        """On which days at least this share of the distance was run in pairs with a name."""
        return (self.named_m >= share * self.total_m) & (self.named_m > 0)


def wear(log: TrainingLog) -> Wear:
    """Distance by day and pair; runs without a distance are left out."""
    runs = [a for a in log.counted if a.sport is Sport.RUNNING and a.distance_m]
    index = log.days.index
    table = pd.DataFrame(
        {
            "day": pd.DatetimeIndex([run.local_day for run in runs]).as_unit("us"),
            "pair": pd.Series([run.shoe or "" for run in runs], dtype=object),
            "distance_m": np.array([run.distance_m for run in runs], float),
        }
    )
    daily = table.pivot_table(index="day", columns="pair", values="distance_m", aggfunc="sum", fill_value=0.0)
    daily = daily.reindex(index, fill_value=0.0)
    return Wear(by_pair=daily.drop(columns="", errors="ignore"), total_m=daily.sum(axis=1))


def known_pair(log: TrainingLog, pair: str) -> Gear:
    """What is known of a pair: what the journal tells, else what a service or the library's gear does."""
    known = Gear(name=pair)
    for gear in log.gear:
        if gear.name.casefold() == pair.casefold():
            known = _filled(known, gear)
    entries = [entry for entry in log.told.of_kind("shoe") if (entry.note or "").casefold() == pair.casefold()]
    if not entries:
        return known
    told = entries[-1]
    start_m = known.start_m if told.score is None else 1000 * told.score
    return replace(known, since=told.day, until=told.until or known.until, start_m=start_m)


def _filled(known: Gear, other: Gear) -> Gear:
    return replace(
        known,
        since=known.since or other.since,
        until=known.until or other.until,
        start_m=known.start_m or other.start_m,
        retire_m=known.retire_m or other.retire_m,
    )


def first_days(log: TrainingLog, worn: Wear) -> dict[str, date]:
    """First day of each pair: in the log, or earlier where the journal or a service says so."""
    days = pd.DatetimeIndex(worn.by_pair.index)
    seen = {str(pair): days[int(metres.gt(0).to_numpy().argmax())].date() for pair, metres in worn.by_pair.items()}
    return {pair: min(day, known_pair(log, pair).since or day) for pair, day in seen.items()}
