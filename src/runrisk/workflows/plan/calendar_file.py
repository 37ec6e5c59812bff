"""A plan as an .ics calendar whose event titles hold a distance or a duration."""

import re
from collections.abc import Collection, Iterator
from datetime import date

from icalendar.prop import vDDDTypes

from runrisk.errors import FileError
from runrisk.importers.clean_text import clean_text
from runrisk.workflows.plan.amounts import TITLE, amount, plain_number
from runrisk.workflows.plan.calendar_lines import DAMAGED, CalendarEvent, CalendarLine, events
from runrisk.workflows.plan.planned_session import KINDS, REST, Plan, PlannedSession
from runrisk.workflows.plan.recurrence import local_day, repeated

_KIND = re.compile(rf"({'|'.join(KINDS)})\b", re.IGNORECASE)
FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Days outside of these are slips. Our choice."""
MAX_SESSIONS = 20_000
"""A calendar with more is no plan. Our choice: twenty years of training; without it small files could ask for millions."""
UNHEARD = ("RDATE", "EXRULE")
"""Properties that add days or take days by a rule: not understood, so not guessed."""
FORM = "Write the title as kind, amount, unit, such as: long run 18 km; easy 45 min"


def calendar_plan(text: str, name: str, utc_offset_s: int) -> Plan:
    """Read the events whose titles have the form of `amounts.TITLE`; other events are counted and left out.

    Raises:
        FileError: with line, what is wrong and what to do.
    """
    found: list[tuple[str, PlannedSession]] = []
    single_days: list[CalendarEvent] = []
    left_out: list[str] = []
    others = 0
    for event in events(text):
        title = clean_text(event.text("SUMMARY").replace("\n", " ")) or ""
        if event.all("RECURRENCE-ID"):
            single_days.append(event)
        if event.text("STATUS").upper() == "CANCELLED":
            left_out.append(f"{event.place}: {title!r} is cancelled")
        elif TITLE.fullmatch(title) or title.lower() == REST:
            found += _sessions(event, title, utc_offset_s)
        elif _KIND.match(title):
            left_out.append(f"{event.place}: {title!r} holds no amount in the form that is read. {FORM}")
        else:
            others += 1
        if len(found) > MAX_SESSIONS:
            raise FileError(f"holds more than {MAX_SESSIONS} sessions", place=event.place, cure="Export only the plan")
    sessions = _without_replaced(found, single_days, utc_offset_s)
    if not sessions:
        raise FileError("no event has a title with a distance or a duration", cure=FORM)
    if others:
        left_out.append(f"{others} other events, whose titles name no kind of session")
    return Plan(name=name, sessions=tuple(sorted(sessions, key=lambda one: one.day)), left_out=tuple(left_out))


def _sessions(event: CalendarEvent, title: str, utc_offset_s: int) -> Iterator[tuple[str, PlannedSession]]:
    """The sessions of an event, each with its UID; without one where the event stands for a single day of another."""
    for name in UNHEARD:
        if event.all(name):
            raise FileError(f"{name} is not understood", place=event.place, cure="Enter the days singly")
    single, uid = event.one("RECURRENCE-ID"), event.text("UID")
    if single and not uid:
        raise FileError("RECURRENCE-ID is not understood without a UID", place=single.place, cure=DAMAGED)
    kind, distance_m, duration_s = _meant(title, event.place)
    for day in _days(event, utc_offset_s):
        session = PlannedSession(day=day, kind=kind, distance_m=distance_m, duration_s=duration_s, place=event.place)
        yield "" if single else uid, session


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


def _days(event: CalendarEvent, utc_offset_s: int) -> list[date]:
    start, rule = event.one("DTSTART"), event.one("RRULE")
    if start is None:
        raise FileError("the event has no DTSTART", place=event.place, cure=DAMAGED)
    if rule is None or event.all("RECURRENCE-ID"):
        return [local_day(_written(start, start.value), utc_offset_s)]
    gone = {
        local_day(_written(line, value), utc_offset_s)
        for line in event.all("EXDATE")
        for value in line.value.split(",")
    }
    days = repeated(_written(start, start.value), rule.value, rule.place, utc_offset_s)
    return [day for day in days if day not in gone]


def _written(line: CalendarLine, value: str) -> date:
    """The day or time as it stands in the file: its zone (TZID) is not looked up."""
    given = value.strip()
    try:
        # Some exports write VALUE=DATE and midnight in UTC all the same: the day is meant.
        written = vDDDTypes.from_ical(given[:8] if line.parameters.get("VALUE") == "DATE" else given)
    except ValueError:
        written = None
    if not isinstance(written, date):
        raise FileError(f"{line.name} {value[:30]!r} is no day or time", place=line.place, cure=DAMAGED)
    if not FIRST_YEAR <= written.year <= LAST_YEAR:
        raise FileError(f"{written.year} is no year for a plan", place=line.place, cure="Check the date")
    return written


def _without_replaced(
    found: Collection[tuple[str, PlannedSession]], single_days: Collection[CalendarEvent], utc_offset_s: int
) -> list[PlannedSession]:
    """Leave out the days of repeated events that an event of their own (RECURRENCE-ID) moves, changes or cancels."""
    planned = {uid for uid, _ in found}
    replaced: set[tuple[str, date]] = set()
    for event in single_days:
        uid, line = event.text("UID"), event.one("RECURRENCE-ID")
        if line is None or not uid or uid not in planned:
            continue
        if "RANGE" in line.parameters:
            problem = "RECURRENCE-ID with a RANGE is not understood"
            raise FileError(problem, place=line.place, cure="Enter the days singly")
        replaced.add((uid, local_day(_written(line, line.value), utc_offset_s)))
    return [session for uid, session in found if (uid, session.day) not in replaced]
