"""Pairs of shoes: since when, until when, and what they had run before the log."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from runrisk.store.database import Database

GEAR_COLUMNS = ("name", "since", "until", "start_m", "note")
"""The columns of table `gear`."""
_NAMES = ", ".join(GEAR_COLUMNS)


@dataclass(frozen=True, kw_only=True, slots=True)
class Gear:
    """One pair of shoes, under the name that activities give in `shoe`.

    Attributes:
        name: as in `Activity.shoe`.
        since: first day of use.
        until: last day of use; None while in use.
        start_m: distance run in it before the log begins [m].
        note: the runner's own words.
    """

    name: str
    since: date | None = None
    until: date | None = None
    start_m: float = 0.0
    note: str | None = None


class GearShelf:
    """All pairs of a library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, gear: Gear) -> None:
        """Keep a pair, in place of what was known under its name."""
        row = (gear.name, _text(gear.since), _text(gear.until), gear.start_m, gear.note)
        self._database.write(f"INSERT OR REPLACE INTO gear ({_NAMES}) VALUES (?, ?, ?, ?, ?)", row)  # noqa: S608 - our own names

    def remove(self, name: str) -> None:
        """Forget a pair; activities keep its name."""
        self._database.write("DELETE FROM gear WHERE name = ?", (name,))

    def all(self) -> tuple[Gear, ...]:
        """Return every pair, by name."""
        rows = self._database.rows(f"SELECT {_NAMES} FROM gear ORDER BY name")  # noqa: S608 - as above
        return tuple(gear_of(*row) for row in rows)


def gear_of(name: str, since: str | None, until: str | None, start_m: float, note: str | None) -> Gear:
    """Return the pair in a row of GEAR_COLUMNS."""
    return Gear(name=name, since=_day(since), until=_day(until), start_m=start_m, note=note)


def _text(day: date | None) -> Any:
    return None if day is None else day.isoformat()


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
