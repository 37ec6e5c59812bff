"""The plots that several rules share: a number of each day, or of each run, against its limit."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from runrisk.charts import (
    PERCENT,
    Axis,
    Dots,
    Label,
    Line,
    Look,
    Panel,
    Plot,
    Series,
    Steps,
    Unit,
    days_at,
    flags,
    from_zero,
    limit_at,
    plot_of,
    values,
)
from runrisk.measures.baseline import AgainstBaseline
from runrisk.measures.day_windows import WEEK, within
from runrisk.measures.largest_before import Step
from runrisk.model import Period

HOURS_AND_RUNS = Unit(name="hours, runs")
"""An axis that counts two things at once: what a week holds."""
SHARE_ENDS = (0.0, 1.1)
"""From nothing to all, with room for a triangle."""


class Shares(Protocol):
    """A share of each day [0-1] and the days verdicts speak of."""

    @property
    def share(self) -> pd.Series: ...  # noqa: D102 - the class says it
    @property
    def period(self) -> Period: ...  # noqa: D102


def day_line(
    amounts: pd.Series, flagged: ArrayLike | None, period: Period, *, name: str, look: Look = Look.MEASURED
) -> Line:
    """A number of each day of the period, flagged days marked; days on which it is not known are gaps."""
    inside = within(amounts.index, period)
    marked = () if flagged is None else flags(np.asarray(flagged, bool)[inside])
    return Line(name=name, at=days_at(amounts.index[inside]), value=values(amounts[inside]), flagged=marked, look=look)


def day_plot(
    *series: Series,
    name: str,
    unit: Unit,
    ends: tuple[float, float] | None = None,
    zero: bool = True,
    key: bool = False,
) -> Plot:
    """A plot along the days.

    Args:
        series: what is drawn, in this order.
        name: what is counted upwards.
        unit: of that.
        ends: the first and the last value shown; None: by `zero`.
        zero: whether the axis begins at 0, not at the lowest value.
        key: whether the series are named above.
    """
    upwards = from_zero(series) if ends is None and zero else ends
    return plot_of(
        Panel(
            x=Axis(days=True, ends=_day_ends(series)),
            y=Axis(name=name, unit=unit, ends=upwards),
            series=series,
            key=key,
        )
    )


def _day_ends(series: Sequence[Series]) -> tuple[float, float] | None:
    """From a day before a line to a day after it; around a day by itself, a week on both sides."""
    lines = [at for one in series if isinstance(one, Line) for at in one.at]
    dots = {at for one in series if isinstance(one, Dots) for at in one.at}
    if lines:
        return min(lines) - 1, max(lines) + 1
    return (min(dots) - WEEK, max(dots) + WEEK) if len(dots) == 1 else None


def share_plot(shares: Shares, flagged: ArrayLike, *, limit: float, name: str, label: str) -> Plot:
    """A share of each day of the period, shown in percent against a limit that is the same on all of them."""
    return day_plot(
        day_line(shares.share, flagged, shares.period, name=label),
        limit_at(limit, PERCENT, decimals=0),
        name=name,
        unit=PERCENT,
        ends=SHARE_ENDS,
        key=True,
    )


def run_plot(
    steps: Sequence[Step],
    limits_m: Sequence[float],
    flagged: Sequence[bool],
    *,
    name: str,
    unit: Unit,
    limit_name: str,
) -> Plot:
    """The amount of each run [m] against its own limit."""
    days = days_at(step.day for step in steps)
    return day_plot(
        Steps(name=limit_name, at=days, value=values(limits_m)),
        Dots(at=days, value=values([step.amount_m for step in steps]), flagged=flags(flagged)),
        name=name,
        unit=unit,
        key=True,
    )


def sums_plot(
    sums: AgainstBaseline,
    flagged: pd.Series,
    limit: pd.Series,
    *,
    name: str,
    label: str,
    limit_label: Label,
    unit: Unit,
) -> Plot:
    """The recent sum day by day against its limit. The sums are in the values of `unit`: metres, seconds."""
    inside = within(limit.index, sums.period)
    return day_plot(
        day_line(sums.recent, flagged, sums.period, name=label),
        Steps(name=limit_label, at=days_at(limit.index[inside]), value=values(limit[inside])),
        name=name,
        unit=unit,
        key=True,
    )
