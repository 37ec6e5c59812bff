"""Where the days of a whole log stand: a row for each calendar year, a column for each week, a weekday above the other."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter

from runrisk.charts.day_marks import DAYS_IN_WEEK
from runrisk.charts.plot import Calendar
from runrisk.model import HOLE_DAYS

WEEKS_IN_ROW = 54
"""A year touches so many weeks at most."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DayPlace:
    """Where a day stands: its row counted from the first year, its week within the year, its weekday from the top."""

    row: int
    week: int
    weekday: int


@dataclass(frozen=True, kw_only=True, slots=True)
class YearDays:
    """Days in a row within one year: number of the first and the last, and how long the whole stretch is, also beyond it [days]."""

    first: int
    last: int
    whole_days: int


def spots_of(days: Calendar) -> tuple[DayPlace, ...]:
    """The place of each day."""
    return tuple(_spot(days, days.first + timedelta(days=number)) for number in range(len(days.distance_m)))


def _spot(days: Calendar, day: date) -> DayPlace:
    before = (date(day.year, 1, 1).weekday() - days.first_weekday) % DAYS_IN_WEEK
    week, weekday = divmod(day.timetuple().tm_yday - 1 + before, DAYS_IN_WEEK)
    return DayPlace(row=day.year - days.first.year, week=week, weekday=weekday)


def holes_of(days: Calendar) -> Iterator[YearDays]:
    """The stretches of which nothing is recorded."""
    return _stretches(days, [not known for known in days.known], 1)


def breaks_of(days: Calendar) -> Iterator[YearDays]:
    """The stretches of `HOLE_DAYS` or more without a run, of which something else is recorded."""
    free = [known and far == 0 for known, far in zip(days.known, days.distance_m, strict=True)]
    return _stretches(days, free, HOLE_DAYS)


def _stretches(days: Calendar, here: list[bool], least: int) -> Iterator[YearDays]:
    for is_here, numbered in groupby(enumerate(here), key=itemgetter(1)):
        numbers = [number for number, _ in numbered]
        if is_here and len(numbers) >= least:
            for _, of_year in groupby(numbers, key=lambda number: (days.first + timedelta(days=number)).year):
                inside = list(of_year)
                yield YearDays(first=inside[0], last=inside[-1], whole_days=len(numbers))
