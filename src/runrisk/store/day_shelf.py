"""What devices recorded of each day, kept."""

from collections.abc import Iterable
from dataclasses import astuple, fields
from datetime import date
from typing import Any

from runrisk.model import Day
from runrisk.model.day import DAY_VALUES
from runrisk.store.database import Database

DAY_COLUMNS = tuple(field.name for field in fields(Day))
"""The columns of table `days`."""
_NAMES = ", ".join(DAY_COLUMNS)
_PLACES = ", ".join("?" for _ in DAY_COLUMNS)
_FILLED = ", ".join(f"{name} = coalesce(excluded.{name}, {name})" for name in DAY_VALUES)
_PUT = f"INSERT INTO days ({_NAMES}) VALUES ({_PLACES}) ON CONFLICT (day, source) DO UPDATE SET {_FILLED}"  # noqa: S608 - names of the dataclass


class DayShelf:
    """All days of a library."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, days: Iterable[Day]) -> None:
        """Keep days; of one that is there already, what is told now takes the place of what was told before."""
        self._database.write_many(_PUT, ((one.day.isoformat(), *astuple(one)[1:]) for one in days))

    def all(self) -> tuple[Day, ...]:
        """Return every day, the oldest first."""
        return tuple(day_of(row) for row in self._database.rows(f"SELECT {_NAMES} FROM days ORDER BY day, source"))  # noqa: S608 - as above

    def forget(self) -> None:
        """Remove every day."""
        self._database.write("DELETE FROM days")


def day_of(row: tuple[Any, ...]) -> Day:
    """Return the day in a row of DAY_COLUMNS."""
    values = dict(zip(DAY_COLUMNS, row, strict=True))
    return Day(**values | {"day": date.fromisoformat(values["day"])})
