"""The pictures that several rules draw: a number of each day, or of each run, against its limit."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import date2num
from matplotlib.figure import Figure, SubFigure
from numpy.typing import ArrayLike

from runrisk.charts.curves import curve, from_zero, key, limit_curve
from runrisk.charts.marks import dots, limit_line
from runrisk.charts.style import SECOND, new_axes
from runrisk.measures.baseline import AgainstUsual
from runrisk.measures.day_windows import within
from runrisk.measures.largest_before import Step
from runrisk.model import Period

Canvas = Figure | SubFigure


class Shares(Protocol):
    """A share of each day [0-1] and the days verdicts speak of."""

    @property
    def share(self) -> pd.Series: ...  # noqa: D102 - the class says it
    @property
    def period(self) -> Period: ...  # noqa: D102


def day_curve(
    figure: Canvas,
    values: pd.Series,
    flagged: ArrayLike,
    period: Period,
    *,
    ylabel: str,
    label: str,
    beside: tuple[str, pd.Series] | None = None,
) -> Axes:
    """A number of each day of the period, flagged days marked; `beside`: the name and values of a paler one behind it."""
    inside = within(values.index, period)
    days = values.index[inside]
    axes = new_axes(figure, ylabel=ylabel)
    if beside is not None:
        name, others = beside
        axes.plot(date2num(days), others[inside], color=SECOND, linestyle="-.", label=name)
    curve(axes, days, values[inside], np.asarray(flagged, bool)[inside], label)
    return axes


def share_curve(figure: Canvas, shares: Shares, flagged: ArrayLike, *, limit: float, ylabel: str, label: str) -> None:
    """A share of each day of the period, drawn in percent against a limit that is the same on all of them."""
    axes = day_curve(figure, 100 * shares.share, flagged, shares.period, ylabel=ylabel, label=label)
    limit_line(axes, 100 * limit, f"limit {100 * limit:.0f} %")
    axes.set_ylim(0, 110)
    key(axes)


def run_dots(
    figure: Canvas,
    steps: Sequence[Step],
    limits_m: Sequence[float],
    flagged: Sequence[bool],
    *,
    unit_m: float,
    ylabel: str,
    limit_label: str,
) -> None:
    """The amount of each run against its own limit, in a unit of so many metres."""
    days, amounts_m = [step.day for step in steps], np.array([step.amount_m for step in steps])
    axes = new_axes(figure, ylabel=ylabel)
    limit_curve(axes, days, np.array(limits_m) / unit_m, limit_label)
    dots(axes, days, amounts_m / unit_m, flagged)
    from_zero(axes)
    key(axes)


def sums_against_limit(
    figure: Canvas,
    sums: AgainstUsual,
    flagged: pd.Series,
    limit: pd.Series,
    *,
    ylabel: str,
    label: str,
    limit_label: str,
    per_unit: float = 1.0,
) -> None:
    """The recent sum day by day against its limit; `per_unit` of the daily amount's unit make one that is drawn."""
    axes = day_curve(figure, sums.recent / per_unit, flagged, sums.period, ylabel=ylabel, label=label)
    inside = within(limit.index, sums.period)
    limit_curve(axes, limit.index[inside], limit[inside] / per_unit, limit_label)
    from_zero(axes)
    key(axes)
