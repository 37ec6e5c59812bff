"""Quantities of the same weeks, each in a panel of its own: two units never share an axis."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from runrisk.charts.plot import Axis, Panel, Plot
from runrisk.charts.series import Bars, Look, Series, Values, days_at, from_zero, values
from runrisk.charts.units import Unit
from runrisk.charts.weeks import BAR_DAYS, bars_axis, unknown


@dataclass(frozen=True, kw_only=True, eq=False)
class WeeklyAmount:
    """One quantity.

    Attributes:
        name: what it is.
        unit: what its values are shown in.
        by_week: a value for each week, by its first day; NaN where nothing is known.
        partly: whether only some days of a week are known.
    """

    name: str
    unit: Unit
    by_week: pd.Series
    partly: pd.Series


def panels_plot(starts: Values, amounts: Sequence[WeeklyAmount], *, xlabel: str, height_in: float) -> Plot:
    """The quantities upon each other, the first on top; a week that is known in part is paler and hatched."""
    x = bars_axis(starts, BAR_DAYS, span="week", name=xlabel)
    panels = []
    for amount in amounts:
        series = tuple(_bars(amount))
        y = Axis(name=amount.name, unit=amount.unit, ends=from_zero(series))
        panels.append(Panel(x=x, y=y, series=series))
    return Plot(panels=tuple(panels), height_in=height_in, key_columns=2)


def _bars(amount: WeeklyAmount) -> Iterator[Series]:
    partly = amount.partly.to_numpy(bool)
    whole, part = amount.by_week[~partly], amount.by_week[partly]
    yield Bars(name=amount.name, at=days_at(whole.index), value=values(whole), keyed=False)
    if partly.any():
        some = "only some days of the week known"
        yield Bars(name=some, at=days_at(part.index), value=values(part), look=Look.PARTLY)
    yield from unknown(days_at(amount.by_week.index), values(amount.by_week))
