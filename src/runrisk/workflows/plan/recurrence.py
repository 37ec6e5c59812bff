"""The days of a repeated event, counted by dateutil, held to what makes a plan: every so many days or weeks, with an end.

dateutil counts for as long as a rule lets it: for ever with INTERVAL=0, to the year 9999 where no day fits. So it is given
only rules of which each step has a day, and asked for few.
"""

from datetime import date, datetime, time, timedelta
from itertools import chain, islice, takewhile

from dateutil.rrule import rrulestr
from icalendar.prop import vDDDTypes

from runrisk.errors import FileError

WEEKDAYS = frozenset({"MO", "TU", "WE", "TH", "FR", "SA", "SU"})
KNOWN = frozenset({"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "WKST"})
MAX_TIMES = 400
"""An event that repeats more often is no training plan. Our choice: a session on every day of a year fits."""
MAX_STEP = 52
"""Larger steps than a year make no plan. Our choice."""
MAX_DIGITS = 4
"""Longer numbers are not even read."""
_CURE = "Let it repeat daily or weekly with a number of times or a last day, or enter the days singly"


def local_day(written: date, utc_offset_s: int) -> date:
    """The runner's day: as written, for a day, a local time or one with a zone; a UTC time is taken to their own day."""
    if not isinstance(written, datetime):
        return written
    try:
        return (written + timedelta(seconds=utc_offset_s if written.tzinfo else 0)).date()
    except OverflowError:  # 99991231T235959Z stands for "for ever" in some calendars
        return written.date()


def repeated(start: date, rule: str, place: str, utc_offset_s: int = 0) -> tuple[date, ...]:
    """The runner's days that an RRULE gives, that of the start included. An end is the whole of its day.

    Raises:
        FileError: the rule is damaged, has no end, or says more than days and weeks.
    """
    parts = _parts(rule, place)
    _check(parts, rule, place)
    first = local_day(start, utc_offset_s)
    written = start.date() if isinstance(start, datetime) else start
    # dateutil would compare the end as a time, in the zone of the start: taken out, it is compared as a day.
    last = _until(parts.pop("UNTIL", None), place, utc_offset_s)
    try:
        # Weekdays are those of the day as it is written, in UTC too.
        moments = rrulestr(";".join(map("=".join, parts.items())), dtstart=datetime.combine(written, time()))
    except ValueError:
        raise FileError(f"the repetition {rule[:60]!r} is damaged", place=place, cure=_CURE) from None
    later = (moment.date() + (first - written) for moment in moments)
    # The start is always the first of COUNT (RFC 5545, 3.3.10); dateutil leaves it out where its weekday is not chosen.
    days = takewhile(lambda day: day <= last, chain((first,), (day for day in later if day > first)))
    found = tuple(islice(days, int(parts.get("COUNT", MAX_TIMES + 1))))
    if len(found) > MAX_TIMES:
        raise FileError(f"it repeats more than {MAX_TIMES} times", place=place, cure=_CURE)
    return found


def _parts(rule: str, place: str) -> dict[str, str]:
    pairs = [part.partition("=") for part in rule.upper().strip().removesuffix(";").split(";")]
    if any(not name or not value for name, _, value in pairs) or len({name for name, _, _ in pairs}) < len(pairs):
        raise FileError(f"the repetition {rule[:60]!r} is damaged", place=place, cure=_CURE)
    return {name: value for name, _, value in pairs}


def _check(parts: dict[str, str], rule: str, place: str) -> None:
    if parts.keys() - KNOWN or parts.get("FREQ") not in {"DAILY", "WEEKLY"}:
        raise FileError(f"the repetition {rule[:60]!r} is not understood", place=place, cure=_CURE)
    if parts["FREQ"] == "DAILY" and "BYDAY" in parts:
        raise FileError("daily on chosen weekdays is not understood", place=place, cure=_CURE)
    if not set(parts.get("BYDAY", "MO").split(",")) <= WEEKDAYS:
        raise FileError(f"BYDAY={parts['BYDAY'][:40]} is not understood", place=place, cure=_CURE)
    if ("COUNT" in parts) == ("UNTIL" in parts):
        raise FileError(f"the repetition {rule[:60]!r} has no end, or two", place=place, cure=_CURE)
    for name, most in (("INTERVAL", MAX_STEP), ("COUNT", MAX_TIMES)):
        given = parts.get(name, "1")
        if not (given.isascii() and given.isdigit() and len(given) <= MAX_DIGITS and 1 <= int(given) <= most):
            raise FileError(f"{name}={given[:20]} is not between 1 and {most}", place=place, cure=_CURE)


def _until(value: str | None, place: str, utc_offset_s: int) -> date:
    try:
        until = date.max if value is None else vDDDTypes.from_ical(value)
    except ValueError:
        until = None
    if not isinstance(until, date):
        raise FileError(f"UNTIL={value and value[:20]} is no day", place=place, cure=_CURE)
    return local_day(until, utc_offset_s)
