"""The day that a week begins with in the charts of the log as a whole."""

from enum import StrEnum


class WeekStart(StrEnum):
    """The first day of a week in what is drawn; rules count weeks from Monday."""

    MONDAY = "monday"
    SUNDAY = "sunday"
    SATURDAY = "saturday"

    @property
    def first_weekday(self) -> int:
        """Its number, with 0 for Monday, as in `datetime`."""
        return {WeekStart.MONDAY: 0, WeekStart.SATURDAY: 5, WeekStart.SUNDAY: 6}[self]
