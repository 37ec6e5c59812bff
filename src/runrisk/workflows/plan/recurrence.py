"""The days of a repeated event: every so many days or weeks, with an end. Anything else is refused."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import count, islice, takewhile

from runrisk.errors import FileError

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
KNOWN = frozenset({"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "WKST"})
MAX_TIMES = 400
"""An event that repeats more often is no training plan. Our choice: a session on every day of a year fits."""
MAX_STEP = 52
"""Larger steps than a year make no plan. Our choice."""
_DIGITS = 5
_CURE = "Let it repeat daily or weekly with a number of times or a last day, or enter the days singly"


def repeated(first: date, rule: str, place: str, utc_offset_s: int = 0) -> tuple[date, ...]:
    """The days that an RRULE gives, the first included; an end in UTC is taken to the runner's own day.

    Raises:
        FileError: the rule is damaged, has no end, or says more than days and weeks.
    """
    parts = _parts(rule, place)
    step = _number(parts, "INTERVAL", MAX_STEP, place) if "INTERVAL" in parts else 1
    odd_week = step > 1 and parts.get("WKST", "MO") != "MO"
    if parts.keys() - KNOWN or parts.get("FREQ") not in {"DAILY", "WEEKLY"} or odd_week:
        raise FileError(f"the repetition {rule[:60]!r} is not understood", place=place, cure=_CURE)
    if ("COUNT" in parts) == ("UNTIL" in parts):
        raise FileError(f"the repetition {rule[:60]!r} has no end, or two", place=place, cure=_CURE)
    days = _endless(first, parts, step, place)
    if "COUNT" in parts:
        return tuple(islice(days, _number(parts, "COUNT", MAX_TIMES, place)))
    last = _until(parts["UNTIL"], place, utc_offset_s)
    found = tuple(islice(takewhile(lambda day: day <= last, days), MAX_TIMES + 1))
    if len(found) > MAX_TIMES:
        raise FileError(f"it repeats more than {MAX_TIMES} times", place=place, cure=_CURE)
    return found


def _parts(rule: str, place: str) -> dict[str, str]:
    pairs = [part.partition("=") for part in rule.upper().strip().split(";")]
    if any(not name or not value for name, _, value in pairs) or len({name for name, _, _ in pairs}) < len(pairs):
        raise FileError(f"the repetition {rule[:60]!r} is damaged", place=place, cure=_CURE)
    return {name: value for name, _, value in pairs}


def _number(parts: dict[str, str], name: str, most: int, place: str) -> int:
    given = parts[name]
    if not (given.isascii() and given.isdigit() and len(given) < _DIGITS and 0 < int(given) <= most):
        raise FileError(f"{name}={given[:20]} is not between 1 and {most}", place=place, cure=_CURE)
    return int(given)


def _until(value: str, place: str, utc_offset_s: int) -> date:
    day, _, time = value.partition("T")
    try:
        moment = datetime.strptime(f"{day} {time.removesuffix('Z') or '000000'}", "%Y%m%d %H%M%S").replace(tzinfo=UTC)
    except ValueError:
        raise FileError(f"UNTIL={value[:20]} is no day", place=place, cure=_CURE) from None
    return (moment + timedelta(seconds=utc_offset_s if value.endswith("Z") else 0)).date()


def _endless(first: date, parts: dict[str, str], step: int, place: str) -> Iterator[date]:
    if parts["FREQ"] == "DAILY":
        if "BYDAY" in parts:
            raise FileError("daily on chosen weekdays is not understood", place=place, cure=_CURE)
        return (first + timedelta(days=step * number) for number in count())
    names = parts.get("BYDAY", WEEKDAYS[first.weekday()]).split(",")
    if not set(names) <= set(WEEKDAYS):
        raise FileError(f"BYDAY={parts['BYDAY'][:40]} is not understood", place=place, cure=_CURE)
    monday = first - timedelta(days=first.weekday())
    chosen = sorted({WEEKDAYS.index(name) for name in names} | {first.weekday()})
    days = (monday + timedelta(weeks=step * week, days=weekday) for week in count() for weekday in chosen)
    return (day for day in days if day >= first)
