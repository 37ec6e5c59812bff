"""The stretch of days a report speaks of."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from runrisk.errors import SettingsError

DEFAULT_DAYS = 84
"""Twelve weeks: our choice, long enough to see a habit and short enough to be about now."""

HOLE_DAYS = 14
"""So many days without any activity are "nothing known", not "rest". Our choice, as `return-after-break`."""

YEARS = range(1900, 2200)
"""Days of other years are slips of the keyboard. Our choice."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Period:
    """First and last day that count for verdicts, both included. Baselines always see the whole log before."""

    since: date
    until: date

    @classmethod
    def between(cls, since: date | str, until: date | str) -> "Period":
        """The days from one to another, as dates or as text such as "2026-03-14".

        Raises:
            SettingsError: one of them is no day, or the first lies after the last.
        """
        first, last = _day(since), _day(until)
        if first > last:
            raise SettingsError(f"the period starts on {first} and ends before that, on {last}")
        return cls(since=first, until=last)

    @classmethod
    def ending(cls, until: date, days: int = DEFAULT_DAYS) -> "Period":
        """The `days` days up to and including `until`."""
        return cls(since=until - timedelta(days=days - 1), until=until)

    def holds(self, first: date, last: date | None = None) -> bool:
        """Whether any day from `first` to `last` (default: `first` alone) lies in the period."""
        return first <= self.until and (last or first) >= self.since


def _day(given: date | str) -> date:
    """A day, also where it was given as text, or as a moment of it (pandas)."""
    if isinstance(given, datetime):
        given = given.date()
    try:
        day = given if isinstance(given, date) else date.fromisoformat(given)
    except ValueError:
        raise SettingsError(f"{given!r} is no day. Write a day as 2026-03-14") from None
    if day.year not in YEARS:
        raise SettingsError(f"{day} lies in no runner's time. Write a day as 2026-03-14")
    return day
