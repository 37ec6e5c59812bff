"""From values to pixels, and the round places that an axis names."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, floor, log10

from runrisk.charts.units import EPOCH, day_of

STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
REACH = 1e-9
"""A place that a sum of steps misses by so little is the end of the axis [share of it]."""
MONTHS = (1, 2, 3, 6, 12, 24, 36, 60, 120)
"""Months from one named month to the next."""
DAYS = (1, 2, 7, 14)
"""Days from one named day to the next, on axes too short for months."""
MONTHS_FROM_DAYS = 75
"""Shorter axes name days [days]. Our choice: below it there are no three first days of a month."""

Named = tuple[float, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Scale:
    """A line from `low` at `start` to `high` at `stop` [px]."""

    low: float
    high: float
    start: float
    stop: float

    def __call__(self, value: float) -> float:
        """Where a value stands [px]."""
        share = (value - self.low) / (self.high - self.low) if self.high != self.low else 0.5
        return self.start + share * (self.stop - self.start)

    def holds(self, value: float) -> bool:
        """Whether a value lies between the ends."""
        low, high = sorted((self.low, self.high))
        reach = REACH * (high - low)
        return low - reach <= value <= high + reach

    @property
    def length(self) -> float:
        """How long it is [px]."""
        return abs(self.stop - self.start)


def round_places(scale: Scale, most: int) -> list[float]:
    """At most so many round numbers within a scale, as far apart as their steps allow."""
    low, high = sorted((scale.low, scale.high))
    if not high > low:
        return [low]
    step = _step((high - low) / max(most, 1))
    first, last = ceil(low / step - REACH), floor(high / step + REACH)
    return [number * step for number in range(first, last + 1)]


def _step(least: float) -> float:
    size = 10.0 ** floor(log10(least))
    return next(size * step for step in STEPS if size * step >= least * (1 - REACH))


def named_days(scale: Scale, most: int) -> list[Named]:
    """The days that an axis names: first days of months with their month, the year where it begins; else days."""
    first, last = day_of(scale.low), day_of(scale.high)
    if (last - first).days < MONTHS_FROM_DAYS:
        return _days(first, last, most)
    starts = [day for day in _month_starts(first, last) if scale.holds(_place(day))]
    step = next((step for step in MONTHS if len(starts) <= step * most), MONTHS[-1])
    kept = [day for day in starts if (12 * day.year + day.month - 1) % step == 0]
    return _with_year([(_place(day), day) for day in kept])


def months_between(scale: Scale) -> list[date]:
    """The first days of all months of an axis."""
    return [day for day in _month_starts(day_of(scale.low), day_of(scale.high)) if scale.holds(_place(day))]


def month_names(places: Sequence[tuple[float, date]]) -> list[Named]:
    """Places named by their month; the year stands for January, or behind the last month."""
    return _with_year(places)


def _days(first: date, last: date, most: int) -> list[Named]:
    span = (last - first).days + 1
    step = next((step for step in DAYS if ceil(span / step) <= most), DAYS[-1])
    shown = [first + timedelta(days=number) for number in range(0, span, step)]
    return [(_place(day), f"{day.day} {day:%b}") for day in shown]


def _month_starts(first: date, last: date) -> Iterator[date]:
    month = first.replace(day=1)
    while month <= last:
        if month >= first:
            yield month
        month = (month + timedelta(days=31)).replace(day=1)


def _with_year(places: Sequence[tuple[float, date]]) -> list[Named]:
    named = [(place, f"{day:%Y}" if day.month == 1 else f"{day:%b}") for place, day in places]
    if named and all(day.month > 1 for _, day in places):
        place, day = places[-1]
        named[-1] = (place, f"{day:%b %Y}")
    return named


def _place(day: date) -> float:
    return float((day - EPOCH).days)
