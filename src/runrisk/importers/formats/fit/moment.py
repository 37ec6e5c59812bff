"""FIT's time: seconds since the end of 1989, UTC."""

from datetime import UTC, datetime, timedelta

EPOCH = datetime(1989, 12, 31, tzinfo=UTC)

FIRST_DATE_S = 0x10000000
"""Below this a time stamp counts seconds since the device was switched on and is no date. FieldSource: FIT profile."""


def moment(seconds: float) -> datetime:
    """The time at these seconds of FIT's epoch, aware, UTC."""
    return EPOCH + timedelta(seconds=seconds)


def is_date(seconds: float | None) -> bool:
    """Whether the seconds are there and name a date."""
    return seconds is not None and seconds >= FIRST_DATE_S
