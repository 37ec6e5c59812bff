"""What the runner tells: answers to the questionnaire and a journal. Both may be empty; every rule works without."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from runrisk.model.display import small_table

SHOWN_ENTRIES = 10
"""So many of the newest entries show in a notebook. Our choice."""


@dataclass(frozen=True, kw_only=True, slots=True)
class JournalEntry:
    """One line of the journal.

    Attributes:
        day: the (first) local day it speaks of.
        kind: pain, injury, strength, mobility, massage, shoe, habit, sleep or note.
        until: last day, where it lasts longer than one.
        site: body part in plain words ("hip", "Achilles"), where one is named.
        side: left, right or both.
        score: pain 0-10, hours of sleep, minutes of strength work, km in a shoe before the log: as the kind has it.
        note: the runner's own words; of a shoe, its name as activities give it.
        timing: of pain: before, during, after or next morning.
        detail: of pain, limping or a red flag of `body.RED_FLAGS`; of a habit, which one.
    """

    day: date
    kind: str
    until: date | None = None
    site: str | None = None
    side: str | None = None
    score: float | None = None
    note: str | None = None
    timing: str | None = None
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class Journal:
    """All journal entries, oldest first."""

    entries: tuple[JournalEntry, ...] = ()

    def of_kind(self, kind: str) -> tuple[JournalEntry, ...]:
        """The entries of one kind, oldest first."""
        return tuple(entry for entry in self.entries if entry.kind == kind)

    def __bool__(self) -> bool:
        return bool(self.entries)

    def _repr_html_(self) -> str:
        """The newest entries, for a notebook."""
        rows = [(one.day, one.kind, one.side, one.site, one.score, one.note) for one in self.entries[-SHOWN_ENTRIES:]]
        return small_table(f"Journal: {len(self.entries)} entries", rows, "log.journal is the whole of it as a table.")


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers to the questionnaire, by question id; what was not answered is absent."""

    given: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    def get(self, question: str) -> Any:
        """The answer, or None where the question was not answered."""
        return self.given.get(question)

    def __bool__(self) -> bool:
        return bool(self.given)

    def _repr_html_(self) -> str:
        """Each answer, for a notebook."""
        return small_table(f"{len(self.given)} answers", self.given.items())
