"""The journal and the questionnaire's answers, kept."""

import json
from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from runrisk.model import Answers, Journal, JournalEntry
from runrisk.store.database import Database
from runrisk.store.errors import WrongWordError

ENTRY_COLUMNS = tuple(field.name for field in fields(JournalEntry))
"""The columns of table `journal`, its number aside."""
_COLUMNS = ", ".join(ENTRY_COLUMNS)
_VALUES = ", ".join(f":{name}" for name in ENTRY_COLUMNS)


class JournalBook:
    """What the runner tells: journal entries by number, answers by question."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, entry: JournalEntry) -> int:
        """Write an entry down; return its number."""
        return self._database.insert(f"INSERT INTO journal ({_COLUMNS}) VALUES ({_VALUES})", _row(entry))  # noqa: S608 - names of the dataclass

    def edit(self, number: int, **values: Any) -> JournalEntry:
        """Change some fields of an entry; return it as it is now.

        Raises:
            WrongWordError: no entry has this number.
        """
        with self._database.writing():
            entry = replace(self._entry(number), **values)
            changes = ", ".join(f"{name} = :{name}" for name in ENTRY_COLUMNS)
            self._database.write(f"UPDATE journal SET {changes} WHERE id = :id", _row(entry) | {"id": number})  # noqa: S608 - as above
        return entry

    def remove(self, number: int) -> JournalEntry:
        """Take an entry out; return what it said.

        Raises:
            WrongWordError: no entry has this number.
        """
        with self._database.writing():
            entry = self._entry(number)
            self._database.write("DELETE FROM journal WHERE id = ?", (number,))
        return entry

    def entries(self) -> dict[int, JournalEntry]:
        """Return the entries by number, oldest day first."""
        rows = self._database.rows(f"SELECT id, {_COLUMNS} FROM journal ORDER BY day, id")  # noqa: S608 - as above
        return {row[0]: entry_of(row[1:]) for row in rows}

    def journal(self) -> Journal:
        """Return the entries as the analyzers see them."""
        return Journal(tuple(self.entries().values()))

    def answer(self, given: Mapping[str, Any]) -> None:
        """Keep answers, each in place of an older one to the same question; None takes an answer back."""
        with self._database.writing():
            for question, value in given.items():
                self._database.write("DELETE FROM answers WHERE question = ?", (question,))
                if value is not None:
                    row = (question, json.dumps(value))
                    self._database.write("INSERT INTO answers (question, value) VALUES (?, ?)", row)

    def answers(self) -> Answers:
        """Return what was answered so far."""
        rows = self._database.rows("SELECT question, value FROM answers ORDER BY question")
        return Answers(MappingProxyType({question: json.loads(value) for question, value in rows}))

    def _entry(self, number: int) -> JournalEntry:
        rows = self._database.rows(f"SELECT {_COLUMNS} FROM journal WHERE id = ?", (number,))  # noqa: S608 - as above
        if not rows:
            raise WrongWordError(f"the journal has no entry {number}. `runrisk journal list` shows the numbers")
        return entry_of(rows[0])


def _row(entry: JournalEntry) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(entry).items()}


def entry_of(row: tuple[Any, ...]) -> JournalEntry:
    """Return the entry in a row of ENTRY_COLUMNS."""
    values = dict(zip(ENTRY_COLUMNS, row, strict=True))
    values["day"] = date.fromisoformat(values["day"])
    values["until"] = None if values["until"] is None else date.fromisoformat(values["until"])
    return JournalEntry(**values)
