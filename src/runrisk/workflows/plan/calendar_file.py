"""A plan as an .ics calendar whose event titles hold a distance or a duration."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from runrisk.errors import FileError
from runrisk.importers.text import clean_text
from runrisk.workflows.plan.amounts import TITLE, amount, plain_number
from runrisk.workflows.plan.calendar_lines import Event, Line, events
from runrisk.workflows.plan.recurrence import repeated
from runrisk.workflows.plan.session import KINDS, REST, Plan, PlannedSession

_MOMENT = re.compile(r"(?P<day>\d{8})(?:T(?P<time>\d{6})(?P<utc>Z?))?")
_KIND = re.compile(rf"({'|'.join(KINDS)})\b", re.IGNORECASE)
FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Days outside of these are slips. Our choice."""
UNHEARD = ("RDATE", "EXRULE", "RECURRENCE-ID")
"""Properties that move or add single days of a repeated event: not understood, so not guessed."""
FORM = "Write the title as kind, amount, unit, such as: long run 18 km; easy 45 min"


def calendar_plan(text: str, name: str, utc_offset_s: int) -> Plan:
    """Read the events whose titles have the form of `amounts.TITLE`; other events are counted and left out.

    Raises:
        FileError: with line, what is wrong and what to do.
    """
    sessions: list[PlannedSession] = []
    left_out: list[str] = []
    others = 0
    for event in events(text):
        title = _title(event)
        if (event.one("STATUS") or _NO_LINE).value.upper() == "CANCELLED":
            left_out.append(f"line {event.number}: {title!r} is cancelled")
        elif TITLE.fullmatch(title) or title.lower() == REST:
            sessions += _sessions(event, title, utc_offset_s)
        elif _KIND.match(title):
            left_out.append(f"line {event.number}: {title!r} holds no amount in the form that is read. {FORM}")
        else:
            others += 1
    if not sessions:
        raise FileError("no event has a title with a distance or a duration", cure=FORM)
    if others:
        left_out.append(f"{others} other events, whose titles name no kind of session")
    return Plan(name=name, sessions=tuple(sorted(sessions, key=lambda one: one.day)), left_out=tuple(left_out))


_NO_LINE = Line(number=0, name="", parameters={}, value="")


def _title(event: Event) -> str:
    return clean_text((event.one("SUMMARY") or _NO_LINE).text.replace("\n", " ")) or ""


def _sessions(event: Event, title: str, utc_offset_s: int) -> Iterator[PlannedSession]:
    place = f"line {event.number}"
    for name in UNHEARD:
        if event.all(name):
            raise FileError(f"{name} is not understood", place=place, cure="Enter the days singly")
    kind, distance_m, duration_s = _meant(title, place)
    for day in _days(event, utc_offset_s, place):
        yield PlannedSession(day=day, kind=kind, distance_m=distance_m, duration_s=duration_s, place=place)


def _meant(title: str, place: str) -> tuple[str, float | None, float | None]:
    """Kind, distance [m] and duration [s] of a title in the form."""
    found = TITLE.fullmatch(title)
    if found is None:
        return REST, None, None
    kind, number = found["kind"].lower(), plain_number(found["amount"])
    try:
        distance_m, duration_s = amount(number or 0.0, found["unit"].lower())
    except ValueError:
        number = None
    if number is None or kind == REST:
        raise FileError(f"{title[:60]!r} is no possible session", place=place, cure=FORM)
    return kind, distance_m, duration_s


def _days(event: Event, utc_offset_s: int, place: str) -> list[date]:
    start = event.one("DTSTART")
    if start is None:
        raise FileError("the event has no DTSTART", place=place, cure="Export the calendar again")
    first, rule = _day(start, utc_offset_s), event.one("RRULE")
    days = repeated(first, rule.value, f"line {rule.number}", utc_offset_s) if rule else (first,)
    gone = {
        _day(Line(number=line.number, name="EXDATE", parameters=line.parameters, value=value), utc_offset_s)
        for line in event.all("EXDATE")
        for value in line.value.split(",")
    }
    return [day for day in days if day not in gone]


def _day(line: Line, utc_offset_s: int) -> date:
    """The local day: as written, for a day, a local time or one with a zone (TZID); a UTC time is the runner's own."""
    found = _MOMENT.fullmatch(line.value.strip())
    try:
        day, time = (found["day"], found["time"] or "000000") if found else ("", "")
        moment = datetime.strptime(f"{day} {time}", "%Y%m%d %H%M%S").replace(tzinfo=UTC)
    except ValueError:
        problem = f"{line.name} {line.value[:30]!r} is no day or time"
        raise FileError(problem, place=f"line {line.number}", cure="Export the calendar again") from None
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise FileError(f"{moment.year} is no year for a plan", place=f"line {line.number}", cure="Check the date")
    return (moment + timedelta(seconds=utc_offset_s if found and found["utc"] else 0)).date()
