"""The cells of one mapped row; what cannot be read is said with the column's own name."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from runrisk.importers.clean_text import clean_text
from runrisk.importers.services.values import cell_number, duration_s

_YES = frozenset({"1", "1.0", "yes", "y", "true", "x", "race", "ja", "oui", "si", "sí", "はい"})

_NUMBER = re.compile(r"[\d.,]+")
_NOTHING = frozenset({"--", "-", "—"})
"""What stands in a cell for nothing (Garmin's tables)."""


class CellError(Exception):
    """A cell that does not hold what the map says it holds."""


@dataclass(frozen=True, kw_only=True)
class Cells:
    """One row.

    Attributes:
        row: its cells.
        columns: their places by what they hold.
        names: their headers by the same.
        comma: whether the comma is the decimal sign.
    """

    row: Sequence[str]
    columns: Mapping[str, int]
    names: Mapping[str, str]
    comma: bool

    def text(self, name: str) -> str:
        """The cell as it stands; empty where there is none, or a sign that stands for nothing."""
        place = self.columns.get(name, len(self.row))
        found = self.row[place].strip() if place < len(self.row) else ""
        return "" if found in _NOTHING else found

    def clean(self, name: str) -> str | None:
        """The cell as text that may be shown."""
        return clean_text(self.text(name))

    def yes(self, name: str) -> bool | None:
        """True where the cell says so; an empty or other cell says nothing."""
        return True if self.text(name).lower() in _YES else None

    def measure(self, name: str, factor: float) -> float | None:
        """A number above 0 times `factor`; None where the cell is empty or 0.

        Raises:
            CellError: it holds something else.
        """
        cell = self.text(name)
        found = cell_number(cell, comma=self.comma) if cell else 0.0
        if found is None or found < 0:
            raise CellError(self.complaint(name, "no number above 0"))
        return found * factor or None

    def within(self, name: str, low: float, high: float) -> float | None:
        """A number within bounds; None where the cell is empty or 0.

        Raises:
            CellError: it holds something else.
        """
        found = self.measure(name, 1.0)
        if found is not None and not low <= found <= high:
            raise CellError(self.complaint(name, f"not within {low:g} and {high:g}"))
        return found

    def told(self, name: str, low: float, high: float) -> float | None:
        """The first number in a cell, where it lies within bounds; of anything else None, also of "49,5% L / 50,5% R" its left."""
        found = _NUMBER.match(self.text(name))
        value = cell_number(found[0], comma=self.comma) if found else None
        return value if value is not None and low <= value <= high else None

    def lasted(self, name: str, factor: float | None) -> float | None:
        """Seconds [s]: a number times `factor`, or without a factor a time such as 1:05:12; None where empty.

        Raises:
            CellError: it holds something else.
        """
        if factor is not None or not self.text(name):
            return self.measure(name, factor or 1.0)
        found = duration_s(self.text(name))
        if found is None:
            raise CellError(self.complaint(name, "no time such as 1:05:12 or 28:30"))
        return found

    def complaint(self, name: str, problem: str) -> str:
        """What is wrong with a cell, for the runner."""
        shown = clean_text(self.text(name)[:60]) or ""
        return f"{self.names[name]!r} is {shown!r}: {problem}"
