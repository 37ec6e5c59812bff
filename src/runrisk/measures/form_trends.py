"""Contact time, oscillation and step length over the months: shown, never judged."""

from dataclasses import dataclass
from datetime import timedelta

import pandas as pd

from runrisk.charts import Axis, Dots, Line, Look, Panel, Plot, Unit, days_at, values
from runrisk.measures.steady_flat import medians, steady_flat
from runrisk.model import TrainingLog
from runrisk.wording import Wording

SIGNALS = {
    "contact_ms": ("contact time", "ms"),
    "oscillation_mm": ("vertical oscillation", "mm"),
    "step_length_mm": ("step length", "mm"),
}
MIN_MINUTES = 10
"""Steady flat minutes a run needs. Our choice, as `cadence-low-for-speed`."""
MIN_RUNS = 10
"""Runs a trend needs. Our choice: with fewer, single runs make it."""
SPAN = timedelta(days=28)
"""Span of a median. Our choice: four weeks."""
SHOWN = timedelta(days=364)
"""A trend reaches back so far. Our choice: a year, so that winter stands beside winter."""


@dataclass(frozen=True, kw_only=True, eq=False)
class FormTrend:
    """One signal of the runner's form over the last year.

    Attributes:
        name: in words.
        unit: of every value.
        by_run: median of each run's steady flat minutes (index: its day), oldest first, nothing missing.
    """

    name: str
    unit: str
    by_run: pd.Series

    @property
    def smooth(self) -> pd.Series:
        """Median of the four weeks up to each run."""
        return self.by_run.rolling(SPAN).median()

    def says(self, wording: Wording) -> str:
        """The first four weeks against the last, in words."""
        days = self.by_run.index
        first, last = self.by_run[days < days[0] + SPAN].median(), self.by_run[days > days[-1] - SPAN].median()
        return (
            f"{self.name} {wording.number(first, 0)} {self.unit} in the four weeks from {wording.day(days[0])}, {wording.number(last, 0)} {self.unit} in "
            f"those up to {wording.day(days[-1])}"
        )


def form_trends(log: TrainingLog) -> tuple[FormTrend, ...]:
    """The trends of the year up to the period's end, of the signals that enough runs hold; none of a log without them.

    Only whole minutes on the flat at a run's usual speed count: all three signals change with speed and slope, so a
    change of the usual speed shows here too.
    """
    if log.minutes.empty:
        return ()
    steady, until = steady_flat(log.minutes), pd.Timestamp(log.period.until)
    found = []
    for column, (name, unit) in SIGNALS.items():
        by_run = medians(log, column, steady, MIN_MINUTES).dropna()
        by_run = by_run[(by_run.index > until - SHOWN) & (by_run.index <= until)]
        if len(by_run) >= MIN_RUNS:
            found.append(FormTrend(name=name, unit=unit, by_run=by_run))
    return tuple(found)


def says_all(trends: tuple[FormTrend, ...], wording: Wording) -> str:
    """The trends in one sentence; nothing of none."""
    text = "; ".join(trend.says(wording) for trend in trends)
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def form_plot(trends: tuple[FormTrend, ...]) -> Plot:
    """The trends side by side: a dot a run, a line for the median of four weeks."""
    return Plot(panels=tuple(map(_panel, trends)), abreast=True)


def _panel(trend: FormTrend) -> Panel:
    days, runs, smooth = days_at(trend.by_run.index), values(trend.by_run), values(trend.smooth)
    return Panel(
        x=Axis(days=True, labels_most=5),
        y=Axis(name=trend.name, unit=Unit(name=trend.unit, behind=True)),
        series=(
            Dots(name="a run", at=days, value=runs, look=Look.BESIDE),
            Line(name="median of four weeks", at=days, value=smooth, look=Look.SMOOTH),
        ),
    )
