"""A budget and its words, which push nobody: they say what stays ordinary, never what to reach."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from math import floor
from textwrap import fill
from typing import Any

from runrisk.wording import Wording, for_people
from runrisk.workflows.budget.allowances import Allowance, DaysInARow, Longest

WIDTH = 100
"""Characters a line, as in other texts for a terminal."""
NO_GOAL = "A budget, never a goal: less is always fine, and so is nothing. It counts kilometres, not how you feel."
WEEKLY_DOUBT = "The week and the descent: studies of weekly rises disagree, so these two are for orientation only."
UNKNOWN = "cannot tell"


SCHEMA = "runrisk.budget/1"


@dataclass(frozen=True, kw_only=True, slots=True)
class BudgetDay:
    """What stays within a tenth more on one day, if nothing is run between the log's last day and it."""

    day: date
    longest: Longest
    week: Allowance
    descent: Allowance
    row: DaysInARow


@dataclass(frozen=True, kw_only=True)
class Budget:
    """What was ordinary, and what stays within a tenth more of it, day by day.

    Attributes:
        as_of: the last day of the log.
        days: the seven days after it.
        left_out: flagged runs of the last 30 days that do not count as ordinary: (day, distance [m]).
        window_days: how far back the longest run is looked for [days].
    """

    as_of: date
    days: tuple[BudgetDay, ...]
    left_out: tuple[tuple[date, float], ...]
    window_days: int

    def head(self, units: str = "km") -> str:
        """One sentence or two for the head of a report."""
        return self.head_in(for_people(units))

    def head_in(self, wording: Wording) -> str:
        """The same in any wording."""
        return head(self, wording)

    def to_text(self, units: str = "km") -> str:
        """The budget for a terminal."""
        return text(self, for_people(units))

    def _repr_html_(self) -> str:
        """The same text, for a notebook."""
        return f"<pre>{escape(self.to_text())}</pre>"

    def to_json(self) -> dict[str, Any]:
        """The budget as JSON types, schema `runrisk.budget/1`; always SI."""
        return {
            "schema": SCHEMA,
            "as_of": self.as_of.isoformat(),
            "window_days": self.window_days,
            "left_out": [{"day": day.isoformat(), "distance_m": distance} for day, distance in self.left_out],
            "days": [_json(day) for day in self.days],
        }


def head(budget: Budget, wording: Wording) -> str:
    """What the report's head says: what stays ordinary after the last logged day."""
    first = budget.days[0]
    week = UNKNOWN if first.week.up_to_m is None else f"up to {wording.distance_within(first.week.up_to_m)}"
    descent = UNKNOWN if first.descent.up_to_m is None else f"up to {wording.metres(floor(first.descent.up_to_m))}"
    ordinary = f"The same for seven days: {week}; for their descent: {descent}."
    return f"{_longest(budget, first.longest, wording)} {ordinary} {_row(first.row, wording)} {NO_GOAL}"


def text(budget: Budget, wording: Wording) -> str:
    """The whole budget for a terminal."""
    return "\n".join(_lines(budget, wording)) + "\n"


def _lines(budget: Budget, wording: Wording) -> Iterator[str]:
    first = budget.days[0]
    yield f"Log up to {wording.day(budget.as_of)}; budget from {wording.day(first.day)} on"
    yield ""
    yield from map(_wrapped, (_longest(budget, first.longest, wording), _week(first.week, wording)))
    yield from map(_wrapped, (_descent(first.descent, wording), _row(first.row, wording)))
    yield from ("", "If nothing is run before it, what stays within +10 % on each day:", "")
    yield from _table(budget, wording)
    yield from ("", _wrapped(NO_GOAL), _wrapped(WEEKLY_DOUBT))


def _wrapped(line: str) -> str:
    return fill(line, WIDTH, break_long_words=False, break_on_hyphens=False)


def _longest(budget: Budget, longest: Longest, wording: Wording) -> str:
    name = f"Longest run in the {budget.window_days} days up to {wording.day(budget.days[0].day - timedelta(days=1))}"
    runs = " and ".join(f"{wording.distance(distance)} on {wording.day(day)}" for day, distance in budget.left_out)
    left_out = f" (left out, because flagged as a single run far longer than usual: {runs})" if runs else ""
    if longest.before_m is None:
        return f"{name}: {UNKNOWN}, {longest.missing}{left_out}."
    return f"{name}: {wording.distance(longest.before_m)}{left_out}; up to {wording.distance_within(longest.up_to_m or 0.0)} stays within +10 %."


def _week(allowance: Allowance, wording: Wording) -> str:
    if allowance.usual_m is None:
        return f"Week: {UNKNOWN}, {allowance.missing}."
    return (
        f"Week: usually {wording.distance(allowance.usual_m)} (mean of four weeks); up to {wording.distance_within(allowance.up_to_m or 0.0)} in seven days "
        f"stays within +10 %; the last six days hold {wording.distance(allowance.done_m or 0.0)}."
    )


def _descent(allowance: Allowance, wording: Wording) -> str:
    if allowance.usual_m is None:
        return f"Descent: {UNKNOWN}, {allowance.missing}."
    return (
        f"Descent: usually {wording.metres(allowance.usual_m)} a week; up to {wording.metres(floor(allowance.up_to_m or 0.0))} in seven "
        f"days stays within +10 %; the last six days hold {wording.metres(allowance.done_m or 0.0)}."
    )


def _row(row: DaysInARow, wording: Wording) -> str:
    free = (
        f"the last day without a run was {wording.day(row.last_free)}"
        if row.last_free
        else "no day without a run is known"
    )
    return f"Rest: {wording.counted(row.days - 1, 'day')} in a row with a run; {free}."


def _table(budget: Budget, wording: Wording) -> Iterator[str]:
    yield f"{'day':<15}{'longest run':>14}{'left of the week':>19}{'descent left':>15}{'days in a row, with a run each day':>38}"
    yield from (_day(day, wording) for day in budget.days)


def _day(day: BudgetDay, wording: Wording) -> str:
    longest = UNKNOWN if day.longest.up_to_m is None else wording.distance_within(day.longest.up_to_m)
    week = UNKNOWN if day.week.left_m is None else wording.distance_within(day.week.left_m)
    descent = UNKNOWN if day.descent.left_m is None else wording.metres(floor(day.descent.left_m))
    row = f"{day.row.days}{f' (a limit is {day.row.limit})' if day.row.days >= day.row.limit else ''}"
    return f"{day.day:%Y-%m-%d %a}{'':<1}{longest:>14}{week:>19}{descent:>15}{row:>38}"


def _json(day: BudgetDay) -> dict[str, Any]:
    parts: dict[str, Longest | Allowance | DaysInARow] = {
        "longest_run": day.longest,
        "week": day.week,
        "descent": day.descent,
        "row": day.row,
    }
    return {"day": day.day.isoformat()} | {name: _fields(part) for name, part in parts.items()}


def _fields(part: Longest | Allowance | DaysInARow) -> dict[str, Any]:
    found = {name: getattr(part, name) for name in part.__dataclass_fields__}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in found.items()}
