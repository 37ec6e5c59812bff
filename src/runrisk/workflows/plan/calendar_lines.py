"""The lines of an iCalendar file (RFC 5545): unfolded, split into name, parameters and value, grouped into events."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from runrisk.errors import FileError

_VALUE = r'(?:"[^"]*"|[^";:,]*)'
_LINE = re.compile(
    rf"(?P<name>[A-Za-z0-9-]+)(?P<parameters>(?:;[A-Za-z0-9-]+={_VALUE}(?:,{_VALUE})*)*):(?P<value>.*)", re.DOTALL
)
_PARAMETER = re.compile(r';([A-Za-z0-9-]+)=("[^"]*"|[^";:]*)')
_ESCAPED = re.compile(r"\\([\\;,nN])")
_DAMAGED = "Export the calendar again"


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One content line; `number` is the line of the file it begins at, from 1."""

    number: int
    name: str
    parameters: Mapping[str, str]
    value: str

    @property
    def text(self) -> str:
        r"""The value as text: `\,` `\;` `\\` and `\n` resolved."""
        return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], self.value)


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """One VEVENT: its lines in the order of the file, without those of alarms inside it."""

    number: int
    lines: tuple[Line, ...]

    def all(self, name: str) -> tuple[Line, ...]:
        """The lines of a name."""
        return tuple(line for line in self.lines if line.name == name)

    def one(self, name: str) -> Line | None:
        """The line of a name, or None.

        Raises:
            FileError: there are several.
        """
        found = self.all(name)
        if len(found) > 1:
            raise FileError(f"{name} stands twice in one event", place=f"line {found[1].number}", cure=_DAMAGED)
        return found[0] if found else None


def events(text: str) -> Iterator[Event]:
    """The events of a calendar.

    Raises:
        FileError: a line that is none, or parts that do not close as they open.
    """
    open_parts: list[str] = []
    begun = 0
    lines: list[Line] = []
    for line in _lines(text):
        if line.name == "BEGIN":
            open_parts.append(line.value.upper())
            if open_parts[1:] == ["VEVENT"]:
                begun, lines = line.number, []
        elif line.name == "END":
            if not open_parts or open_parts.pop() != line.value.upper():
                raise FileError(f"END:{line.value[:40]} closes nothing", place=f"line {line.number}", cure=_DAMAGED)
            if open_parts == ["VCALENDAR"] and line.value.upper() == "VEVENT":
                yield Event(number=begun, lines=tuple(lines))
        elif open_parts[1:] == ["VEVENT"]:
            lines.append(line)
    if open_parts:
        raise FileError(f"ends inside {open_parts[-1][:40]}: it is cut off", cure=_DAMAGED)


def _lines(text: str) -> Iterator[Line]:
    for number, whole in _unfolded(text):
        found = _LINE.fullmatch(whole)
        if found is None:
            raise FileError(f"{whole[:40]!r} is no calendar line", place=f"line {number}", cure=_DAMAGED)
        given = {name.upper(): value.strip('"') for name, value in _PARAMETER.findall(found["parameters"])}
        yield Line(number=number, name=found["name"].upper(), parameters=given, value=found["value"])


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Join lines that go on after a line break and a space or tab."""
    begun, parts = 0, [""]
    for number, line in enumerate(re.split(r"\r\n|\n|\r", text), start=1):
        if line[:1] in {" ", "\t"} and begun:
            parts.append(line[1:])
        else:
            if "".join(parts).strip():
                yield begun, "".join(parts)
            begun, parts = number, [line]
    if "".join(parts).strip():
        yield begun, "".join(parts)
