"""The journal as CSV and back: every line is checked first, and nothing is half-imported."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from runrisk.errors import FileError
from runrisk.model import JournalEntry
from runrisk.model.spreadsheet import FORMULA_STARTS, harmless
from runrisk.workflows.journal.entry_text import JournalError, checked_entry

COLUMNS = tuple(field.name for field in fields(JournalEntry))
NEEDED = ("day", "kind")
MAX_LINES = 100_000
"""A longer file is no journal. Our choice: 270 entries a day for a year."""
SHOWN_ERRORS = 5
"""So many wrong lines are named at once. Our choice."""


def journal_csv(entries: Iterable[JournalEntry]) -> str:
    """The entries as CSV, with a header; what is not known is empty."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([_cell(getattr(entry, name)) for name in COLUMNS] for entry in entries)
    return written.getvalue()


def _cell(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:g}"
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith("'") else str(harmless(text))


def read_journal_csv(content: bytes, today: date, *, name: str = "the journal") -> tuple[JournalEntry, ...]:
    """The entries of a CSV with a header line; `day` and `kind` must be there, in any order of columns.

    Args:
        content: the file's bytes, UTF-8, with commas, semicolons or tabs between the cells.
        today: no entry may lie after it.
        name: how errors call the file.

    Raises:
        FileError: a wrong header or lines that make no entry; the first five are named with their numbers.
    """
    text = _text(content, name)
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text), delimiter=max(",;\t", key=first.count), strict=True)
    entries, wrong = [], []
    try:
        header = _header(next(reader, []), name)
        for row in reader:
            if not any(cell.strip() for cell in row):
                continue
            try:
                entries.append(checked_entry(_fields(header, row), today))
            except JournalError as error:
                wrong.append(f"line {reader.line_num}: {error}")
            if len(entries) + len(wrong) > MAX_LINES:
                raise FileError(f"holds more than {MAX_LINES:,} entries", file=name)
    except csv.Error as error:
        raise FileError(f"is no CSV: {error}", file=name, place=f"line {reader.line_num}") from error
    if wrong:
        more = f"; and {len(wrong) - SHOWN_ERRORS} more" if len(wrong) > SHOWN_ERRORS else ""
        raise FileError("; ".join(wrong[:SHOWN_ERRORS]) + more, file=name, cure="Nothing was imported")
    return tuple(entries)


def _text(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileError("is not UTF-8 text", file=name, cure="Save it as CSV UTF-8") from error


def _header(row: list[str], name: str) -> tuple[str, ...]:
    header = tuple(cell.strip().casefold() for cell in row)
    unknown = [cell for cell in header if cell not in COLUMNS]
    missing = [cell for cell in NEEDED if cell not in header]
    if unknown or missing or len(set(header)) < len(header):
        problem = f"has no column {missing[0]!r}" if missing else f"has the columns {', '.join(header)}"
        raise FileError(problem, file=name, place="line 1", cure=f"The columns are {', '.join(COLUMNS)}, each once")
    return header


def _fields(header: tuple[str, ...], row: list[str]) -> Mapping[str, str | None]:
    if len(row) > len(header):
        raise JournalError(
            f"it has {len(row)} cells where the header has {len(header)}; put text with commas in quotes"
        )
    return {name: _plain(cell) for name, cell in zip(header, row, strict=False)}


def _plain(cell: str) -> str:
    """A cell without the apostrophe that `_cell` put before it."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in {*FORMULA_STARTS, "'"} else cell
