"""Pairs of shoes: since when, until when, and what they had run before the log."""

from collections.abc import Iterable, Sequence
from dataclasses import astuple, fields, replace
from datetime import date
from typing import Any

from runrisk.model import Gear
from runrisk.store.database import Database

GEAR_COLUMNS = tuple(field.name for field in fields(Gear))
"""The columns of table `gear`."""
_NAMES = ", ".join(GEAR_COLUMNS)
_PLACES = ", ".join("?" for _ in GEAR_COLUMNS)


class GearShelf:
    """All pairs of a library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, gear: Gear) -> None:
        """Keep a pair, in place of what was known under its name."""
        row = tuple(cell.isoformat() if isinstance(cell, date) else cell for cell in astuple(gear))
        self._database.write(f"INSERT OR REPLACE INTO gear ({_NAMES}) VALUES ({_PLACES})", row)  # noqa: S608 - our own names

    def learn(self, gears: Iterable[Gear]) -> None:
        """Keep what an export tells of pairs; what is known of a pair already stays, what is missing is filled in."""
        with self._database.writing():
            known = {gear.name: gear for gear in self.all()}
            for gear in gears:
                self.put(filled_gear(known[gear.name], gear) if gear.name in known else gear)

    def remove(self, name: str) -> None:
        """Forget a pair; activities keep its name."""
        self._database.write("DELETE FROM gear WHERE name = ?", (name,))

    def all(self) -> tuple[Gear, ...]:
        """Return every pair, by name."""
        rows = self._database.rows(f"SELECT {_NAMES} FROM gear ORDER BY name")  # noqa: S608 - as above
        return tuple(gear_of(row) for row in rows)


def filled_gear(known: Gear, other: Gear) -> Gear:
    """Return a pair that also knows what another source tells of it."""
    missing = {name: getattr(other, name) for name in GEAR_COLUMNS if getattr(known, name) in (None, 0.0, False)}
    return replace(known, **missing)


def gear_of(row: Sequence[Any]) -> Gear:
    """Return the pair in a row of GEAR_COLUMNS; what an older version of the program did not know is None."""
    cells = dict(zip(GEAR_COLUMNS, row, strict=True))
    days = {name: _day(cells[name]) for name in ("since", "until")}
    return Gear(**cells | days | {"is_default": bool(cells["is_default"])})


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
