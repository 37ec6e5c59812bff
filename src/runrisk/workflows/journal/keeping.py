"""What the journal's commands do to a library: words in, changes, a CSV in; shoes put on runs."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, fields, replace
from datetime import date
from pathlib import Path
from typing import Any

from runrisk.model import JournalEntry, Sport
from runrisk.store import Library
from runrisk.workflows.journal.as_csv import read_journal_csv
from runrisk.workflows.journal.entry_text import JournalError, checked_entry, entry_from_words, said

BOUGHT, RETIRED, WORN = "bought", "retired", "worn"
"""The last word of an entry of a shoe: what happened to the pair."""

MAX_CSV_BYTES = 20_000_000
"""A larger file is no journal. Our choice."""


def add_from_words(library: Library, words: Sequence[str], today: date, **given: str | None) -> Iterator[str]:
    """Write words down as an entry, and say what became of it; a shoe retired or worn changes what is there.

    Raises:
        JournalError: words that make no entry.
    """
    entry = entry_from_words(words, today, **given)
    name, _, event = (entry.note or "").rpartition(" ")
    if entry.kind == "shoe" and name and event.casefold() in {BOUGHT, RETIRED, WORN}:
        entry = replace(entry, note=name)
        if event.casefold() == WORN:
            yield from _worn(library, entry)
            return
        if event.casefold() == RETIRED:
            yield _retired(library, entry)
            return
    yield f"{library.journal.add(entry):>4}  {said(entry)}"


def _worn(library: Library, worn: JournalEntry) -> Iterator[str]:
    """Name the shoe of every run of the day."""
    runs = [run for run in library.log().counted if run.sport is Sport.RUNNING and run.local_day == worn.day]
    if not runs:
        raise JournalError(f"the library holds no run on {worn.day}")
    for run in runs:
        library.edit(run.id, shoe=worn.note)
        yield f"{run.id}: run of {worn.day} in {worn.note}"


def _retired(library: Library, retired: JournalEntry) -> str:
    """End the entry of the pair; without one, a new entry begins and ends on the day."""
    for number, entry in library.journal.entries().items():
        if entry.kind == "shoe" and (entry.note or "").casefold() == (retired.note or "").casefold():
            return f"{number:>4}  {said(library.journal.edit(number, until=max(retired.day, entry.day)))}"
    entry = replace(retired, until=retired.day)
    return f"{library.journal.add(entry):>4}  {said(entry)}"


def edit_from_words(library: Library, number: int, changes: Sequence[str], today: date) -> JournalEntry:
    """Change fields of an entry by `field=value`; an empty value takes the field back.

    Raises:
        JournalError: no such field, or a value that cannot be.
        LibraryError: no such entry.
    """
    names = [field.name for field in fields(JournalEntry)]
    with library.database.writing():
        entry = library.journal.edit(number)
        texts = {
            name: None if value is None else f"{value:g}" if isinstance(value, float) else str(value)
            for name, value in asdict(entry).items()
        }
        for change in changes:
            name, equals, value = change.partition("=")
            if not equals or name not in names:
                raise JournalError(f"{change!r} is no change. Write field=value; the fields are {', '.join(names)}")
            texts[name] = value
        return library.journal.edit(number, **asdict(checked_entry(texts, today)))


def import_csv(library: Library, file: Path, today: date) -> tuple[int, int]:
    """Take a journal CSV in, all of it or nothing; return how many entries were new and how many were there already.

    Raises:
        FileError: lines that make no entry.
    """
    if file.stat().st_size > MAX_CSV_BYTES:
        raise JournalError(f"{file.name} is larger than {MAX_CSV_BYTES // 1_000_000} MB: that is no journal")
    read = read_journal_csv(file.read_bytes(), today, name=file.name)
    with library.database.writing():
        known = set(library.journal.journal().entries)
        new = [entry for entry in dict.fromkeys(read) if entry not in known]
        for entry in new:
            library.journal.add(entry)
    return len(new), len(read) - len(new)


def entry_json(number: int, entry: JournalEntry) -> dict[str, Any]:
    """An entry as JSON types."""
    values = asdict(entry)
    return {"number": number} | {
        name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()
    }
