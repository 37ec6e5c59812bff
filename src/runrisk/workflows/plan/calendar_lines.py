"""The lines of an iCalendar file (RFC 5545), unfolded and split by icalendar, grouped into events.

icalendar's typed components are not used: they let a damaged line of an event pass, do not mind where a part ends, and look
up time zones, while a planned day is the day as it is written.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from icalendar.parser import Contentlines

from runrisk.errors import FileError

DAMAGED = "Export the calendar again"


@dataclass(frozen=True, kw_only=True, slots=True)
class CalendarLine:
    r"""One content line, `\,` `\;` `\\` and `\n` of its value resolved; `place` is where it begins, e.g. "line 3"."""

    place: str
    name: str
    parameters: Mapping[str, str]
    value: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CalendarEvent:
    """One VEVENT: its lines in the order of the file, without those of alarms inside it."""

    place: str
    lines: tuple[CalendarLine, ...]

    def all(self, name: str) -> tuple[CalendarLine, ...]:
        """The lines of a name."""
        return tuple(line for line in self.lines if line.name == name)

    def one(self, name: str) -> CalendarLine | None:
        """The line of a name, or None.

        Raises:
            FileError: there are several.
        """
        found = self.all(name)
        if len(found) > 1:
            raise FileError(f"{name} stands twice in one event", place=found[1].place, cure=DAMAGED)
        return found[0] if found else None

    def text(self, name: str) -> str:
        """The value of the line of a name; empty where there is none."""
        line = self.one(name)
        return line.value.strip() if line else ""


def events(text: str) -> Iterator[CalendarEvent]:
    """The events of a calendar.

    Raises:
        FileError: a line that is none, or parts that do not close as they open.
    """
    open_parts: list[str] = []
    begun = ""
    lines: list[CalendarLine] = []
    for line in _lines(text):
        if line.name == "BEGIN":
            open_parts.append(line.value.upper())
            if open_parts[1:] == ["VEVENT"]:
                begun, lines = line.place, []
        elif line.name == "END":
            if not open_parts or open_parts.pop() != line.value.upper():
                raise FileError(f"END:{line.value[:40]} closes nothing", place=line.place, cure=DAMAGED)
            if open_parts == ["VCALENDAR"] and line.value.upper() == "VEVENT":
                yield CalendarEvent(place=begun, lines=tuple(lines))
        elif open_parts[1:] == ["VEVENT"]:
            lines.append(line)
    if open_parts:
        raise FileError(f"ends inside {open_parts[-1][:40]}: it is cut off", cure=DAMAGED)


def _lines(text: str) -> Iterator[CalendarLine]:
    physical = re.split(r"\r\n|\n|\r", text.lstrip())  # a lone CR ends no line for icalendar
    whole = filter(None, Contentlines.from_ical("\n".join(physical)))  # type: ignore[no-untyped-call]  # as they wrote it
    begins = (number for number, line in enumerate(physical, start=1) if line and line[0] not in " \t")
    for number, line in zip(begins, whole, strict=True):
        try:
            name, parameters, value = line.parts()
        except ValueError:
            raise FileError(f"{line[:40]!r} is no calendar line", place=f"line {number}", cure=DAMAGED) from None
        yield CalendarLine(place=f"line {number}", name=name.upper(), parameters=parameters, value=value)
