"""A budget in plain words that push nobody: it says what stays ordinary, never what to reach."""

from collections.abc import Iterator
from datetime import timedelta
from math import floor
from textwrap import fill
from typing import TYPE_CHECKING

from runrisk.measures.words import counted
from runrisk.report.units import Units
from runrisk.workflows.budget.allowances import Longest, Room, Row

if TYPE_CHECKING:
    from runrisk.workflows.budget.budget import Budget, BudgetDay

WIDTH = 100
"""Characters a line, as in other texts for a terminal."""
NO_GOAL = "A budget, never a goal: less is always fine, and so is nothing. It counts kilometres, not how you feel."
WEEKLY_DOUBT = "The week and the descent: studies of weekly rises disagree, so these two are for orientation only."
UNKNOWN = "cannot tell"


def head(budget: "Budget", units: Units) -> str:
    """What the report's head says: what stays ordinary after the last logged day."""
    first = budget.days[0]
    week = UNKNOWN if first.week.up_to_m is None else f"up to {_down(first.week.up_to_m, units)}"
    descent = UNKNOWN if first.descent.up_to_m is None else f"up to {floor(first.descent.up_to_m)} m"
    ordinary = f"The same for seven days: {week}; for their descent: {descent}."
    return f"{_longest(budget, first.longest, units)} {ordinary} {_row(first.row)} {NO_GOAL}"


def text(budget: "Budget", units: Units) -> str:
    """The whole budget for a terminal."""
    return "\n".join(_lines(budget, units)) + "\n"


def _lines(budget: "Budget", units: Units) -> Iterator[str]:
    first = budget.days[0]
    yield f"Log up to {budget.as_of}; budget from {first.day} on"
    yield ""
    yield from map(_wrapped, (_longest(budget, first.longest, units), _week(first.week, units)))
    yield from map(_wrapped, (_descent(first.descent), _row(first.row)))
    yield from ("", "If nothing is run before it, what stays within +10 % on each day:", "")
    yield from _table(budget, units)
    yield from ("", _wrapped(NO_GOAL), _wrapped(WEEKLY_DOUBT))


def _wrapped(line: str) -> str:
    return fill(line, WIDTH, break_long_words=False, break_on_hyphens=False)


def _longest(budget: "Budget", longest: Longest, units: Units) -> str:
    name = f"Longest run in the {budget.window_days} days up to {budget.days[0].day - timedelta(days=1)}"
    runs = " and ".join(f"{_down(distance, units)} on {day}" for day, distance in budget.left_out)
    left_out = f" (left out, because flagged as a single run far longer than usual: {runs})" if runs else ""
    if longest.before_m is None:
        return f"{name}: {UNKNOWN}, {longest.missing}{left_out}."
    return (
        f"{name}: {units.text(longest.before_m)}{left_out}; up to {_down(longest.up_to_m, units)} stays within +10 %."
    )


def _week(room: Room, units: Units) -> str:
    if room.usual_m is None:
        return f"Week: {UNKNOWN}, {room.missing}."
    return (
        f"Week: usually {units.text(room.usual_m)} (mean of four weeks); up to {_down(room.up_to_m, units)} in seven days "
        f"stays within +10 %; the last six days hold {units.text(room.done_m or 0.0)}."
    )


def _descent(room: Room) -> str:
    if room.usual_m is None:
        return f"Descent: {UNKNOWN}, {room.missing}."
    return (
        f"Descent: usually {room.usual_m:.0f} m a week; up to {floor(room.up_to_m or 0.0)} m in seven days stays within "
        f"+10 %; the last six days hold {room.done_m or 0.0:.0f} m."
    )


def _row(row: Row) -> str:
    free = f"the last day without a run was {row.last_free}" if row.last_free else "no day without a run is known"
    return f"Rest: {counted(row.days - 1, 'day')} in a row with a run; {free}."


def _table(budget: "Budget", units: Units) -> Iterator[str]:
    yield f"{'day':<15}{'longest run':>14}{'left of the week':>19}{'descent left':>15}{'days in a row, with a run each day':>38}"
    yield from (_day(day, units) for day in budget.days)


def _day(day: "BudgetDay", units: Units) -> str:
    longest = UNKNOWN if day.longest.up_to_m is None else _down(day.longest.up_to_m, units)
    week = UNKNOWN if day.week.left_m is None else _down(day.week.left_m, units)
    descent = UNKNOWN if day.descent.left_m is None else f"{floor(day.descent.left_m)} m"
    row = f"{day.row.days}{f' (a limit is {day.row.limit})' if day.row.days >= day.row.limit else ''}"
    return f"{day.day:%Y-%m-%d %a}{'':<1}{longest:>14}{week:>19}{descent:>15}{row:>38}"


def _down(distance_m: float | None, units: Units) -> str:
    """A distance rounded down to a tenth, so that the rounded number stays within as well."""
    tenths = floor(round(10 * units.of(distance_m or 0.0), 6))
    return f"{tenths / 10:,.1f} {units}"
