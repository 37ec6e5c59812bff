"""Days, sums over days, and stretches of days, as several rules need them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt
import pandas as pd

from runrisk.finding import Level, Occurrence
from runrisk.measures.answers import said_yes
from runrisk.model import Period, TrainingLog

WEEK = 7
LEVELS = tuple(Level)
_THURSDAY = 3
"""1970-01-01 was a Thursday: three days after a Monday."""
NOTHING = -1
"""The rank of a day on which a rule sees nothing; other ranks are `Level.rank`."""


def daily(log: TrainingLog, column: str) -> pd.Series:
    """A running column of `log.days`; NaN inside a hole of the log and where a run's value is not known."""
    days, runs = log.days, log.runs
    unknown = days.index.isin(runs.loc[runs[column].isna(), "day"])
    return days[column].where(days["known"] & ~unknown)


def known_before(log: TrainingLog) -> pd.Series:
    """How many days in a row were known before each day; those of a hole are known if the runner says the log is complete."""
    known = log.days["known"] | said_yes(log.answers, "log_complete")
    return in_a_row(known).shift(1, fill_value=0)


def by_day(log: TrainingLog, days: Iterable[date], values: Iterable[float]) -> pd.Series:
    """Sum of the values on each day of the log; 0 where there are none."""
    amounts = pd.Series(list(values), index=pd.DatetimeIndex(pd.to_datetime(list(days))).as_unit("us"), dtype=float)
    return amounts.groupby(level=0).sum().reindex(log.days.index, fill_value=0.0)


def runs_by_day(log: TrainingLog, values: pd.Series) -> pd.Series:
    """Sum by day of a value of each run; NaN inside a hole of the log, and on days with a run whose value is not known."""
    summed = values.groupby(log.runs["day"]).sum(min_count=1, skipna=False)
    return summed.reindex(log.days.index, fill_value=0.0).where(log.days["known"])


def in_a_row(holds: pd.Series) -> pd.Series:
    """How many days in a row something held, up to each day; 0 where it does not."""
    return holds.groupby((~holds).cumsum()).cumsum()


def ranks(limits: dict[Level, pd.Series], index: pd.Index) -> pd.Series:
    """The rank of the strongest level whose condition holds on each day, NOTHING where none does."""
    strongest = np.full(len(index), NOTHING)
    for level, holds in limits.items():
        strongest = np.maximum(strongest, np.where(holds, level.rank, NOTHING))
    return pd.Series(strongest, index=index)


def within(days: pd.Series | pd.Index, period: Period) -> npt.NDArray[np.bool_]:
    """Which days lie in the period."""
    stamps = pd.DatetimeIndex(days)
    return np.asarray((stamps >= pd.Timestamp(period.since)) & (stamps <= pd.Timestamp(period.until)))


def rows(so_far: pd.Series) -> Iterator[tuple[date, date]]:
    """First and last day of each row of days that `in_a_row` counts, oldest first."""
    for last, length in so_far[(so_far > 0) & (so_far.shift(-1, fill_value=0) == 0)].items():
        end = pd.Timestamp(str(last)).date()
        yield end - timedelta(days=int(length) - 1), end


def judged(series: pd.Series, period: Period) -> pd.Series:
    """The values of the days of the period that can be judged."""
    return series[within(series.index, period)].dropna()


def top_day(series: pd.Series) -> pd.Timestamp:
    """The first day of the largest value."""
    return pd.DatetimeIndex(series.index)[int(series.to_numpy().argmax())]


def week_count(series: pd.Series) -> int:
    """How many ISO weeks the days touch."""
    return pd.DatetimeIndex(series.index).to_period("W").nunique()


def hole_in(series: pd.Series, period: Period, days_before: int) -> bool:
    """Whether a day is missing in the period or in the `days_before` days before it, as far as the series goes."""
    seen = Period(since=period.since - timedelta(days=days_before), until=period.until)
    return bool(series[within(series.index, seen)].isna().any())


def log_has_hole(log: TrainingLog, days_before: int = 0) -> bool:
    """Whether days without any record, so many that they are no rest, lie in the period or in the days before it."""
    return hole_in(log.days["runs"].where(log.days["known"]), log.period, days_before)


@dataclass(frozen=True, kw_only=True, slots=True)
class Stretch:
    """Days in a row on which a rule sees its pattern; `peak` is the day of the largest size at the highest level."""

    first: date
    last: date
    peak: pd.Timestamp
    level: Level

    def occurrence(self, note: str, period: Period) -> Occurrence:
        """All of its days."""
        in_period = period.holds(self.last)
        return Occurrence(first=self.first, last=self.last, level=self.level, note=note, in_period=in_period)

    def up_to_peak(self, days: int, note: str, period: Period) -> Occurrence:
        """The `days` days up to the peak, of which a sum over so many days speaks."""
        last = self.peak.date()
        first = last - timedelta(days=days - 1)
        return Occurrence(first=first, last=last, level=self.level, note=note, in_period=period.holds(last))


def stretches(rank: pd.Series, size: pd.Series, period: Period) -> Iterator[Stretch]:
    """The stretches of days in a row with a rank, oldest first, cut where the period begins and ends."""
    gaps = np.cumsum(rank.to_numpy() == NOTHING)
    return _grouped(rank, size, 2 * gaps + within(rank.index, period))


def weekly_peaks(rank: pd.Series, size: pd.Series, apart_days: int) -> list[Stretch]:
    """The days with a rank by ISO week, oldest first; of peaks closer than `apart_days` the strongest is taken first."""
    days = rank.index.to_numpy().astype("datetime64[D]").astype(np.int64)
    kept: list[Stretch] = []
    weeks = list(_grouped(rank, size, (days + _THURSDAY) // 7))
    for week in sorted(weeks, key=lambda one: (-one.level.rank, -size[one.peak])):
        if all(abs((week.peak - other.peak).days) >= apart_days for other in kept):
            kept.append(week)
    return sorted(kept, key=lambda one: one.peak)


def _grouped(rank: pd.Series, size: pd.Series, group: npt.NDArray[np.int64]) -> Iterator[Stretch]:
    """One stretch for each group of days with a rank."""
    ranked, sized, days = rank.to_numpy(), size.to_numpy(), pd.DatetimeIndex(rank.index)
    seen = np.flatnonzero(ranked > NOTHING)
    for part in np.split(seen, np.flatnonzero(np.diff(group[seen])) + 1):
        if len(part):
            worst = ranked[part].max()
            top = part[ranked[part] == worst]
            peak = days[top[np.argmax(sized[top])]]
            yield Stretch(first=days[part[0]].date(), last=days[part[-1]].date(), peak=peak, level=LEVELS[worst])
