"""A plan as CSV: date; km, miles or minutes; kind."""

import csv
from collections.abc import Iterator, Mapping
from datetime import date
from io import StringIO

from runrisk.errors import FileError
from runrisk.importers.clean_text import clean_text
from runrisk.workflows.plan.amounts import amount, plain_number
from runrisk.workflows.plan.planned_session import KINDS, REST, Plan, PlannedSession

UNITS = {"km": "km", "miles": "mi", "minutes": "min"}
"""Column -> unit of its numbers."""
COLUMNS = ("date", *UNITS, "kind")
HEADER_CURE = "Begin with a line such as date,km,kind; the columns are date, km or miles or minutes, and kind"

Cells = Mapping[str, str]


def csv_plan(text: str, name: str) -> Plan:
    """Read the rows below a header line; the delimiter is a comma, a semicolon or a tab.

    Raises:
        FileError: with line, column, what is wrong and what to write.
    """
    sessions = sorted(_sessions(text), key=lambda session: session.day)
    if not sessions:
        raise FileError("holds no session", cure="Write one line a session below the header")
    return Plan(name=name, sessions=tuple(sessions))


def _sessions(text: str) -> Iterator[PlannedSession]:
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(",;\t", key=first.count)
    rows = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    header: list[str] | None = None
    try:
        for row in rows:
            if not any(cell.strip() for cell in row):
                continue
            if header is None:
                header = _header(row, rows.line_num)
            else:
                yield _session(_cells(header, row, rows.line_num), rows.line_num)
    except csv.Error as error:
        raise FileError(f"no CSV ({error})", place=f"line {rows.line_num}", cure="Check its quotes") from error


def _header(row: list[str], line: int) -> list[str]:
    names = [cell.strip().lower() for cell in row]
    strangers = [name for name in names if name not in COLUMNS]
    if strangers:
        stranger = clean_text(strangers[0]) or "without a name"
        raise FileError(f"there is no column {stranger!r} in a plan", place=f"line {line}", cure=HEADER_CURE)
    if len(set(names)) < len(names) or "date" not in names or not set(names) & UNITS.keys():
        raise FileError("the header lacks a column or names one twice", place=f"line {line}", cure=HEADER_CURE)
    return names


def _cells(header: list[str], row: list[str], line: int) -> Cells:
    if len(row) > len(header) and any(cell.strip() for cell in row[len(header) :]):
        problem = f"{len(row)} cells below {len(header)} columns"
        raise FileError(problem, place=f"line {line}", cure="Put texts that hold the delimiter in quotes")
    return {name: cell.strip() for name, cell in zip(header, row + [""] * len(header), strict=False)}


def _session(cells: Cells, line: int) -> PlannedSession:
    day, kind = _day(cells["date"], line), _kind(cells.get("kind") or "", line)
    given = [name for name in UNITS if cells.get(name)]
    if kind == REST and not given:
        return PlannedSession(day=day, kind=kind, place=f"line {line}")
    if len(given) != 1 or kind == REST:
        problem = (
            "a day of rest has no amount" if kind == REST else f"{len(given) or 'none'} of {', '.join(UNITS)} is filled"
        )
        raise FileError(problem, place=f"line {line}", cure="Fill exactly one of them, or write rest as the kind")
    distance_m, duration_s = _amount(cells[given[0]], given[0], line)
    return PlannedSession(day=day, kind=kind, distance_m=distance_m, duration_s=duration_s, place=f"line {line}")


def _day(cell: str, line: int) -> date:
    try:
        return date.fromisoformat(cell)
    except ValueError:
        raise _bad(cell, "date", line, "is no date", "Write it as 2026-05-31") from None


def _kind(cell: str, line: int) -> str:
    kind = cell.lower() or "run"
    if kind not in KINDS:
        raise _bad(cell, "kind", line, "is no kind of session", f"Choose one of {', '.join(KINDS)}")
    return kind


def _amount(cell: str, column: str, line: int) -> tuple[float | None, float | None]:
    number = plain_number(cell)
    if number is None:
        raise _bad(cell, column, line, "is no number above 0", "Write it as 12 or 12.5, without a unit")
    try:
        return amount(number, UNITS[column])
    except ValueError:
        raise _bad(cell, column, line, "is more than one session can be", "Check the number and its column") from None


def _bad(cell: str, column: str, line: int, problem: str, cure: str) -> FileError:
    shown = clean_text(cell[:60]) or ""
    return FileError(f"{shown!r} {problem}", place=f"line {line}, column {column}", cure=cure)
