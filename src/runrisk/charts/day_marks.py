"""The days of a calendar: where each stands, and which marks it carries, in words."""

from collections.abc import Iterator
from math import isnan

from runrisk.charts.plot import Calendar

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
DAYS_IN_WEEK = len(WEEKDAYS)
OTHER_SPORT, REST, HOLE, FLAGGED_RUN, PAIN = (
    "other sport only",
    "rest day",
    "nothing recorded for 14 days or more",
    "flagged run",
    "pain told of",
)
UNKNOWN_DISTANCE = "distance not known"


def day_columns(days: Calendar) -> tuple[float, ...]:
    """The column of each day: a week each."""
    offset = (days.first.weekday() - days.first_weekday) % DAYS_IN_WEEK
    return tuple(float((day + offset) // DAYS_IN_WEEK) for day in range(len(days.distance_m)))


def day_notes(days: Calendar) -> Iterator[tuple[str, ...]]:
    """The words of each day."""
    for far, other, known, flagged, pain in zip(
        days.distance_m, days.other, days.known, days.flagged, days.pain, strict=True
    ):
        ran = far != 0  # NaN too: a run whose distance is not known
        yield tuple(
            word
            for word, here in (
                (UNKNOWN_DISTANCE, isnan(far)),
                (OTHER_SPORT, not ran and known and other),
                (REST, not ran and known and not other),
                (HOLE, not ran and not known),
                (FLAGGED_RUN, flagged),
                (PAIN, pain),
            )
            if here
        )
