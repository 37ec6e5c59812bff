"""DAYS and OUTCOMES: what was trained on each day, and when injuries began. Every fault is named with its line."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from runrisk.errors import FileError, MissingPathError
from runrisk.importers.clean_text import clean_text

AMOUNTS = ("km", "load")
COUNTED = ("sessions", "longest_km")
MAX_SESSIONS = 10
"""More sessions on one day are a slip. Our choice."""
MAX_AMOUNT = {"km": 500.0, "longest_km": 500.0, "load": 20_000.0, "sessions": float(MAX_SESSIONS)}
"""Larger values are slips. Our choice: above what anybody runs in a day; a load of 10 x 24 h would be 14,400."""
MAX_YEARS = 30
"""A longer table of one athlete holds a wrong date. Our choice."""

Source = pd.DataFrame | str | os.PathLike[str]


@dataclass(frozen=True, kw_only=True, eq=False)
class InjuryTables:
    """Both tables, checked and sorted by athlete and day.

    Attributes:
        days: `athlete`, `date` and the numbers; NaN where not known. Absent days have no row.
        outcomes: `athlete`, `onset`, `end`; without an end an injury is over after its first day.
        ratings: names of the other number columns.
    """

    days: pd.DataFrame
    outcomes: pd.DataFrame
    ratings: tuple[str, ...]

    @property
    def amounts(self) -> tuple[str, ...]:
        """Which of km and load there are; the first one is what distances are taken from."""
        return tuple(name for name in AMOUNTS if name in self.days)


def read_injury_tables(days: Source, outcomes: Source) -> InjuryTables:
    """Read and check both tables.

    Raises:
        MissingPathError: a file does not exist.
        FileError: a column is missing, or a cell cannot be; with the line and the cure.
    """
    table, events = _Table.of(days, "DAYS"), _Table.of(outcomes, "OUTCOMES")
    found = _days(table)
    ratings = tuple(str(name) for name in found if name not in {"athlete", "date", *AMOUNTS, *COUNTED})
    injuries = _outcomes(events, set(found["athlete"]))
    return InjuryTables(days=found, outcomes=injuries, ratings=ratings)


@dataclass(frozen=True, kw_only=True, eq=False)
class _Table:
    """A table of texts and the name it goes by in errors."""

    name: str
    cells: pd.DataFrame

    @classmethod
    def of(cls, source: Source, otherwise: str) -> "_Table":
        if isinstance(source, pd.DataFrame):
            cells = source.reset_index(drop=True)
            return cls(name=otherwise, cells=cells.set_axis(_names(cells.columns), axis=1))
        path = Path(source)
        if not path.is_file():
            raise MissingPathError(f"{path} does not exist or is no file")
        try:
            # The header is read as a row: pandas would rename a column that stands twice.
            cells = pd.read_csv(
                path, header=None, dtype=str, skipinitialspace=True, encoding="utf-8-sig", skip_blank_lines=False
            )
        except (ValueError, UnicodeDecodeError) as error:
            problem = f"is no CSV ({str(error).strip().splitlines()[-1]})"
            raise FileError(problem, file=path.name, cure="Save it as UTF-8 text with commas") from error
        rows = cells.iloc[1:].set_axis(_names(cells.iloc[0]), axis=1)
        return cls(name=path.name, cells=rows.set_axis(rows.index - 1).dropna(how="all"))

    def bad(self, problem: str, *, row: int | None = None, column: str = "", cure: str) -> FileError:
        """An error at a row of the table; the header is line 1."""
        line = "" if row is None else f"line {row + 2}"
        place = ", ".join(filter(None, (line, f"column {column}" if column else "")))
        return FileError(problem, file=self.name, place=place, cure=cure)

    def needs(self, *columns: str) -> None:
        if self.cells.columns.duplicated().any():
            raise self.bad("names a column twice", row=-1, cure="Give each column a name of its own")
        for column in columns:
            if column not in self.cells:
                cure = f"There are: {', '.join(map(str, self.cells.columns))}"
                raise self.bad(f"has no column {column!r}", cure=cure)

    def first(self, wrong: pd.Series) -> int:
        return int(wrong.index[int(np.argmax(wrong.to_numpy()))])

    def names(self) -> pd.Series:
        names = self.cells["athlete"].map(lambda cell: "" if pd.isna(cell) else clean_text(str(cell)) or "")
        if (names == "").any():
            raise self.bad("is empty", row=self.first(names == ""), column="athlete", cure="Name the athlete")
        return names

    def dates(self, column: str, *, optional: bool = False) -> pd.Series:
        cells = self.cells[column]
        found = pd.to_datetime(cells, format="ISO8601", errors="coerce").dt.as_unit("us")
        wrong = found.isna() & (cells.notna() if optional else True)
        if wrong.any():
            row = self.first(wrong)
            problem = f"{_shown(cells[row])} is no date"
            raise self.bad(problem, row=row, column=column, cure="Write it as 2026-05-31")
        return found.dt.normalize()

    def numbers(self, column: str) -> pd.Series:
        cells = self.cells[column]
        found = pd.to_numeric(cells, errors="coerce").astype(float)
        wrong = (found.isna() & cells.notna()) | ~np.isfinite(found.fillna(0.0))
        negative = found < 0
        large = found > MAX_AMOUNT.get(column, np.inf)
        for mask, problem in (
            (wrong, "is no number"),
            (negative, "is below 0"),
            (large, "is more than a day can hold"),
        ):
            if mask.any():
                row = self.first(mask)
                cure = "Leave the cell empty where the value is not known"
                raise self.bad(f"{_shown(cells[row])} {problem}", row=row, column=column, cure=cure)
        return found


def _names(columns: Iterable[object]) -> list[str]:
    return [(clean_text(str(name)) or "").lower() for name in columns]


def _shown(cell: object) -> str:
    shown = clean_text(str(cell)[:40])
    return "an empty cell" if shown in {None, "nan", "NaT", "None", "<NA>"} else repr(shown)


def _days(table: _Table) -> pd.DataFrame:
    table.needs("athlete", "date")
    if table.cells.empty:
        raise table.bad("holds no line below its header", cure="Write one line an athlete and day")
    if not set(AMOUNTS) & set(table.cells):
        raise table.bad("has neither a column km nor a column load", cure="Give one of them")
    columns = {"athlete": table.names(), "date": table.dates("date")}
    columns |= {name: table.numbers(name) for name in map(str, table.cells) if name not in columns}
    days = pd.DataFrame(columns)
    twice = days.duplicated(["athlete", "date"])
    if twice.any():
        problem = "the athlete has this day twice"
        raise table.bad(problem, row=table.first(twice), cure="Write one line a day; sum up the sessions")
    _check_sessions(table, days)
    reach = days.groupby("athlete")["date"].agg(lambda dates: (dates.max() - dates.min()).days)
    if (reach > MAX_YEARS * 366).any():
        problem = f"{reach.idxmax()!r} has days more than {MAX_YEARS} years apart"
        raise table.bad(problem, column="date", cure="Check the dates")
    return days.sort_values(["athlete", "date"], ignore_index=True)


def _check_sessions(table: _Table, days: pd.DataFrame) -> None:
    """Sessions and the longest run must fit the day's kilometres."""
    if "longest_km" in days and "km" in days:
        wrong = days["longest_km"] > days["km"] + 0.01
        if wrong.any():
            problem, cure = "the longest run is longer than the day", "Check km and longest_km"
            raise table.bad(problem, row=table.first(wrong), column="longest_km", cure=cure)
    if "sessions" in days:
        wrong = (days["sessions"] % 1 > 0) | ((days["sessions"] == 0) & (days.get("km", days["sessions"]) > 0))
        if wrong.any():
            problem, cure = (
                "is no number of sessions for this day",
                "Write a whole number, 1 or more on a day with a run",
            )
            raise table.bad(problem, row=table.first(wrong), column="sessions", cure=cure)


def _outcomes(table: _Table, athletes: set[str]) -> pd.DataFrame:
    table.needs("athlete", "onset")
    found = pd.DataFrame({"athlete": table.names(), "onset": table.dates("onset")})
    end = table.dates("end", optional=True) if "end" in table.cells else found["onset"]
    found["end"] = end.fillna(found["onset"])
    checks = (
        (~found["athlete"].isin(athletes), "athlete", "is in no line of DAYS", "Name the athlete as DAYS does"),
        (found["end"] < found["onset"], "end", "the injury ends before it begins", "Check onset and end"),
        (found.duplicated(["athlete", "onset"]), "onset", "the athlete has this injury twice", "Write it once"),
    )
    for wrong, column, problem, cure in checks:
        if wrong.any():
            row = table.first(wrong)
            said = f"{_shown(found[column][row])} {problem}" if column == "athlete" else problem
            raise table.bad(said, row=row, column=column, cure=cure)
    return found.sort_values(["athlete", "onset"], ignore_index=True)
