"""What a runner told, taken into a library from the rows of another: nobody could write it down a second time."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

from runrisk.importers.clean_text import clean_text
from runrisk.importers.services.day_values import sound_days
from runrisk.store.day_shelf import DAY_COLUMNS, day_of
from runrisk.store.gear_shelf import GEAR_COLUMNS, gear_of
from runrisk.store.journal import ENTRY_COLUMNS, entry_of
from runrisk.store.report_memory import acknowledged_of, sightings_of
from runrisk.store.store import Library

Row = dict[str, Any]


def cleaned(cell: Any) -> Any:
    """Return a cell that may hold anything, its text cleaned like that of any file."""
    return clean_text(cell) if isinstance(cell, str) else cell


def _take_journal(library: Library, found: list[Row]) -> None:
    entries = library.journal.journal().entries
    for row in found:
        entry = entry_of(tuple(cleaned(row.get(name)) for name in ENTRY_COLUMNS))
        if entry not in entries:
            library.journal.add(entry)


def _take_answers(library: Library, found: list[Row]) -> None:
    answered = library.journal.answers().given
    answers = {row["question"]: cleaned(json.loads(row["value"])) for row in found}
    library.journal.answer({question: value for question, value in answers.items() if question not in answered})


def _take_gear(library: Library, found: list[Row]) -> None:
    shoes = {gear.name for gear in library.gear.all()}
    for row in found:
        if row["name"] not in shoes:
            library.gear.put(gear_of([cleaned(row.get(name)) for name in GEAR_COLUMNS]))


def _take_days(library: Library, found: list[Row]) -> None:
    library.days.put(sound_days(day_of(tuple(cleaned(row.get(name)) for name in DAY_COLUMNS)) for row in found))


def _take_edits(library: Library, found: list[Row]) -> None:
    known = {(edit.activity_id, edit.field, edit.value) for edit in library.edits.all()}
    for row in found:
        edit = (row["activity_id"], row["field"], json.loads(row["value"]))
        if edit not in known:
            library.edits.add(edit[0], {edit[1]: edit[2]})


def _take_acknowledged(library: Library, found: list[Row]) -> None:
    acknowledged = library.report_memory.acknowledged()
    for row in found:
        rule, known = clean_text(str(row["rule"])), acknowledged_of(row["day"], row["level"], row["times"])
        if rule and rule not in acknowledged:
            library.report_memory.acknowledge(rule, known)


def _take_reports(library: Library, found: list[Row]) -> None:
    if library.report_memory.of(date.max).last_day is None:
        for row in sorted(found, key=lambda row: str(row["day"])):
            library.report_memory.keep_report(date.fromisoformat(row["day"]), sightings_of(row["seen"]))


def _take_forgotten(library: Library, found: list[Row]) -> None:
    ids = library.ids()
    library.keep_out(row["activity_id"] for row in found if row["activity_id"] not in ids)


def _take_apart(library: Library, found: list[Row]) -> None:
    ids = library.ids()
    for row in found:
        if row["activity_id"] in ids:
            library.keep_both(row["activity_id"])


Take = Callable[[Library, list[Row]], None]
"""Takes rows of a table in; what is there already stays.

Raises:
    LibraryError, KeyError, TypeError, ValueError: a row that could not have been written by us.
"""

TOLD: dict[str, Take] = {
    "journal": _take_journal,
    "answers": _take_answers,
    "gear": _take_gear,
    "days": _take_days,
    "edits": _take_edits,
    "acknowledged": _take_acknowledged,
    "reports": _take_reports,
}
"""By table: it comes first."""

ABOUT_ACTIVITIES: dict[str, Take] = {"kept_apart": _take_apart, "forgotten": _take_forgotten}
"""By table, what was said of activities: it takes them to be there."""
