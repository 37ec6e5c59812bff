"""Weeks of running above, pain below, on the same days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from matplotlib.dates import date2num
from matplotlib.figure import Figure, SubFigure

from runrisk.charts.columns import columns
from runrisk.charts.marks import date_axis
from runrisk.charts.style import FLAG, GRID, INK, MUTED, PAPER, SERIES

MOST_PAIN = 10
BAR_DAYS = 5.6


@dataclass(frozen=True, kw_only=True, slots=True)
class WeekBars:
    """The weeks, each with its Monday, distance and longest run [unit]."""

    mondays: Sequence[date]
    distance: Sequence[float]
    longest: Sequence[float]
    unit: str


def draw_weeks_and_pain(figure: Figure | SubFigure, weeks: WeekBars, pain: Sequence[tuple[date, float, str]]) -> None:
    """Draw bars of distance with dots for the longest run, and below a stem for each day of pain (day, 0-10, side)."""
    above, below = figure.subplots(2, 1, sharex=True, height_ratios=[2, 1])
    x = date2num([monday + timedelta(days=3) for monday in weeks.mondays])
    columns(
        above,
        x,
        np.asarray(weeks.distance, float),
        width=BAR_DAYS,
        color=SERIES,
        label="distance in the week",
        gid="week from",
    )
    above.plot(
        x,
        weeks.longest,
        linestyle="none",
        marker="o",
        markersize=4,
        markerfacecolor=PAPER,
        markeredgecolor=INK,
        label="longest run",
    )
    above.set_ylabel(f"{weeks.unit} a week", color=INK)
    above.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2, frameon=False, fontsize="small", borderpad=0)
    days, scores = date2num([day for day, _, _ in pain]), [score for _, score, _ in pain]
    below.vlines(days, 0, scores, color=FLAG, linewidth=1.5)
    below.plot(days, scores, linestyle="none", marker="v", markersize=5, color=FLAG, label="_pain")
    for at, (_, score, side) in zip(days, pain, strict=True):
        below.annotate(side[:1].upper(), (at, score), xytext=(3, 1), textcoords="offset points", fontsize="x-small")
    below.set_ylim(0, MOST_PAIN + 1)
    below.set_yticks([0, MOST_PAIN // 2, MOST_PAIN])
    below.set_ylabel("pain\n[0-10]", color=INK)
    for axes in (above, below):
        axes.spines[["top", "right"]].set_visible(False)
        axes.tick_params(colors=MUTED, labelsize="small")
        axes.grid(axis="y", color=GRID, linewidth=0.6)
        axes.set_axisbelow(True)
    if len(x):
        below.set_xlim(x[0] - 4, x[-1] + 4)
    date_axis(below)
