"""The stretch of days a report speaks of."""

from dataclasses import dataclass
from datetime import date, timedelta

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
    def ending(cls, until: date, days: int = DEFAULT_DAYS) -> "Period":
        """The `days` days up to and including `until`."""
        return cls(since=until - timedelta(days=days - 1), until=until)

    def holds(self, first: date, last: date | None = None) -> bool:
        """Whether any day from `first` to `last` (default: `first` alone) lies in the period."""
        return first <= self.until and (last or first) >= self.since
