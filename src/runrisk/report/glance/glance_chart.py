"""What the charts of the glance are made from, and what they are."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from runrisk.charts import Chart
from runrisk.charts.day_marks import WEEKDAYS
from runrisk.finding import Occurrence
from runrisk.model import TrainingLog
from runrisk.wording import Wording


@dataclass(frozen=True, kw_only=True, slots=True)
class GlanceChart:
    """A chart of the log as a whole: its heading, the chart, and what is to be said below it."""

    heading: str
    chart: Chart
    note: str


@dataclass(frozen=True, kw_only=True, eq=False)
class Shown:
    """What is shown, and how.

    Attributes:
        log: the whole log.
        days: the rows of `log.days` that are shown, at least one; the first is the first day of a week, or of the log.
        marked: the occurrences that are marked.
        wording: of every distance, number and day.
        first_weekday: the day that weeks begin with, 0 = Monday.
    """

    log: TrainingLog
    days: pd.DataFrame
    marked: tuple[Occurrence, ...]
    wording: Wording
    first_weekday: int

    @property
    def span(self) -> str:
        """The first and the last day shown."""
        return f"from {self.wording.day(self.first)} to {self.wording.day(self.last)}"

    @property
    def first(self) -> date:
        """The first day shown."""
        return pd.DatetimeIndex(self.days.index)[0].date()

    @property
    def last(self) -> date:
        """The last day shown."""
        return pd.DatetimeIndex(self.days.index)[-1].date()

    @property
    def week(self) -> pd.DatetimeIndex:
        """The first day of each day's week."""
        return week_of(pd.DatetimeIndex(self.days.index), self.first_weekday)

    @property
    def week_label(self) -> str:
        """What an axis of weeks counts."""
        return f"week, from {WEEKDAYS[self.first_weekday]} on"


def week_of(days: pd.DatetimeIndex, first_weekday: int) -> pd.DatetimeIndex:
    """The first day of the week of each of these days, for weeks that begin with this weekday (0 = Monday)."""
    return days - pd.to_timedelta((days.day_of_week - first_weekday) % len(WEEKDAYS), unit="D")


def between(values: pd.Series, unit: str, wording: Wording) -> str:
    """The smallest and the largest known value in words; `unit` is that of both."""
    low, high = (wording.number(end) for end in (values.min(), values.max()))
    if values.isna().all():
        return low
    return f"{high} {unit}" if low == high else f"between {low} and {high} {unit}"
