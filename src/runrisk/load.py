"""Training load from a daily series: weekly load, monotony, strain, and the acute:chronic ratio in three forms.

Pure functions: a daily Series without gaps in, a Series on the same index out, NaN until the window is full and
wherever a day of the window is missing (NaN). The unit of the load is the caller's: metres, minutes, RPE x minutes.
Linear in the number of days.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from runrisk.errors import RunriskError

ACUTE_DAYS = 7
CHRONIC_DAYS = 28
"""One week against four: the usual form, as in toresdahl2023."""

AcwrKind = Literal["coupled", "uncoupled", "ewma"]

_Floats = npt.NDArray[np.float64]


def weekly_load(daily: pd.Series) -> pd.Series:
    """Sum of each day and the six before [unit of `daily`].

    Raises:
        RunriskError: the days have gaps or are out of order.
    """
    return window_load(daily, ACUTE_DAYS)


def window_load(daily: pd.Series, days: int) -> pd.Series:
    """Sum of each day and the `days` - 1 before [unit of `daily`].

    Raises:
        RunriskError: the days have gaps or are out of order.
    """
    return _rolled(daily, days, lambda windows: windows.sum(axis=1))


def monotony(daily: pd.Series, ddof: int = 1) -> pd.Series:
    """Mean over SD of each seven days; `ddof` 1 is the sample SD, 0 the population SD.

    Infinite where all seven days are equal, NaN where all are zero. Source: foster1998.

    Raises:
        RunriskError: the days have gaps or are out of order.
    """

    def ratio(week: _Floats) -> _Floats:
        # Seven equal days have an SD of rounding errors: equality is asked, not the SD.
        equal = week.max(axis=1) == week.min(axis=1)
        spread = np.where(equal, 0.0, week.std(axis=1, ddof=ddof))
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(week.mean(axis=1) / spread)

    return _rolled(daily, ACUTE_DAYS, ratio)


def strain(daily: pd.Series, ddof: int = 1) -> pd.Series:
    """Weekly load times monotony [unit of `daily`]. Source: foster1998.

    Raises:
        RunriskError: the days have gaps or are out of order.
    """
    return weekly_load(daily) * monotony(daily, ddof)


def acwr(daily: pd.Series, kind: AcwrKind = "coupled") -> pd.Series:
    """Acute over chronic load; NaN where the chronic load is zero: a break is no infinite ratio.

    Args:
        daily: load by day.
        kind: "coupled" = mean of 7 days / mean of 28 days with the 7 among them; "uncoupled" = mean of 7 days / mean of
            the 21 days before those; "ewma" = exponential means with lambda = 2 / (N + 1), N = 7 and 28, each started
            with the mean of its first N days.

    Raises:
        RunriskError: no such kind, or the days have gaps or are out of order.
    """
    if kind not in _ACWR:
        raise RunriskError(f"there is no acute:chronic ratio {kind!r}; choose one of {', '.join(_ACWR)}")
    return _ACWR[kind](daily)


def _coupled(daily: pd.Series) -> pd.Series:
    return _ratio(_mean(daily, ACUTE_DAYS), _mean(daily, CHRONIC_DAYS))


def _uncoupled(daily: pd.Series) -> pd.Series:
    before = _mean(daily, CHRONIC_DAYS - ACUTE_DAYS).shift(ACUTE_DAYS)
    return _ratio(_mean(daily, ACUTE_DAYS), before)


def _ewma(daily: pd.Series) -> pd.Series:
    return _ratio(_exponential_mean(daily, ACUTE_DAYS), _exponential_mean(daily, CHRONIC_DAYS))


_ACWR: Mapping[str, Callable[[pd.Series], pd.Series]] = MappingProxyType(
    {"coupled": _coupled, "uncoupled": _uncoupled, "ewma": _ewma}
)


def _ratio(acute: pd.Series, chronic: pd.Series) -> pd.Series:
    return acute / chronic.where(chronic > 0)


def _mean(daily: pd.Series, days: int) -> pd.Series:
    return _rolled(daily, days, lambda windows: windows.mean(axis=1))


def _exponential_mean(daily: pd.Series, days: int) -> pd.Series:
    """Start with the mean of the first `days` days, and so again after every missing day."""
    full = _mean(daily, days).dropna()
    stretch = daily.isna().cumsum()[full.index]
    follows = stretch.eq(stretch.shift())
    started = full.where(~follows, daily[full.index])
    smooth = started.groupby(stretch).transform(lambda part: part.ewm(span=days, adjust=False).mean())
    return smooth.reindex(daily.index)


def _rolled(daily: pd.Series, days: int, reduce: Callable[[_Floats], _Floats]) -> pd.Series:
    """Apply `reduce` to every window of `days` days, one to a row; the first `days` - 1 results are NaN."""
    _check_gapless(daily)
    values = daily.to_numpy(float, na_value=np.nan)
    result = np.full(len(values), np.nan)
    if len(values) >= days:
        result[days - 1 :] = reduce(np.lib.stride_tricks.sliding_window_view(values, days))
    return pd.Series(result, index=daily.index, name=daily.name)


def _check_gapless(daily: pd.Series) -> None:
    if not isinstance(daily.index, pd.DatetimeIndex):
        return
    steps = np.diff(daily.index.to_numpy()) != np.timedelta64(1, "D")
    if steps.any():
        day = daily.index[int(np.argmax(steps))]
        raise RunriskError(f"the daily series has a gap or a wrong order after {day:%Y-%m-%d}; give one value per day")
