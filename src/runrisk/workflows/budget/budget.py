"""A budget for the next seven days, from the same rules that judge a log."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from typing import Any, TypeVar

from runrisk.analysis.base import Analyzer
from runrisk.analyzers.run_streak import RunStreak
from runrisk.analyzers.session_spike import SessionSpike
from runrisk.errors import NothingToReadError, SettingsError
from runrisk.model import TrainingLog
from runrisk.model.period import YEARS
from runrisk.settings import Settings, build_analyzers
from runrisk.wording import Units, Wording
from runrisk.workflows.budget.allowances import (
    AHEAD_DAYS,
    Longest,
    Room,
    Row,
    descent_rooms,
    row_so_far,
    spikes,
    week_rooms,
)
from runrisk.workflows.budget.words import head, text

SCHEMA = "runrisk.budget/1"

A = TypeVar("A", bound=Analyzer[Any])


@dataclass(frozen=True, kw_only=True, slots=True)
class BudgetDay:
    """What stays within a tenth more on one day, if nothing is run between the log's last day and it."""

    day: date
    longest: Longest
    week: Room
    descent: Room
    row: Row


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
        return self.head_in(Wording(units=Units(units)))

    def head_in(self, wording: Wording) -> str:
        """The same in any wording."""
        return head(self, wording)

    def to_text(self, units: str = "km") -> str:
        """The budget for a terminal."""
        return text(self, Wording(units=Units(units)))

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


def budget(log: TrainingLog, *, first: date | None = None, settings: Settings | None = None) -> Budget:
    """Say what stays within a tenth more than what was ordinary, for seven days.

    Args:
        log: the training log.
        first: the first of the seven days; default: the day after the last logged one.
        settings: other limits of session-spike and run-streak.

    Raises:
        NothingToReadError: the log holds no run.
        SettingsError: `first` lies before the end of the log, or a setting does not exist.
    """
    if log.runs.empty:
        raise NothingToReadError("The log holds no run, so there is nothing ordinary to compare with")
    start = first or log.as_of + timedelta(days=1)
    if start.year not in YEARS:
        raise SettingsError(f"{start} lies in no runner's time. Write a day as 2026-03-14")
    if start <= log.as_of:
        raise SettingsError(f"a budget begins after the log, which ends on {log.as_of}; {start} is not after it")
    rules = build_analyzers(settings)
    runs = spikes(log, _rule(rules, SessionSpike))
    days = [start + timedelta(days=number) for number in range(AHEAD_DAYS)]
    ahead = log.looked_at_from(days[-1])
    weeks, descents = week_rooms(ahead), descent_rooms(ahead)
    rows = _rows(log, days, _rule(rules, RunStreak))
    return Budget(
        as_of=log.as_of,
        days=tuple(
            BudgetDay(day=day, longest=runs.longest(day), week=weeks[str(day)], descent=descents[str(day)], row=row)
            for day, row in zip(days, rows, strict=True)
        ),
        left_out=tuple(runs.left_out(start)),
        window_days=runs.rule.window_days,
    )


def _rule(rules: Sequence[Analyzer[Any]], kind: type[A]) -> A:
    return next(rule for rule in rules if isinstance(rule, kind))


def _rows(log: TrainingLog, days: Sequence[date], rule: RunStreak) -> list[Row]:
    """A run on each day lengthens the row; days before the first that were not run break it."""
    so_far, free = row_so_far(log, rule)
    gap = (days[0] - log.as_of).days > 1
    before, last_free = (0, days[0] - timedelta(days=1)) if gap else (so_far, free)
    return [Row(days=before + number, limit=rule.max_days, last_free=last_free) for number in range(1, len(days) + 1)]


def _json(day: BudgetDay) -> dict[str, Any]:
    parts: dict[str, Longest | Room | Row] = {
        "longest_run": day.longest,
        "week": day.week,
        "descent": day.descent,
        "row": day.row,
    }
    return {"day": day.day.isoformat()} | {name: _fields(part) for name, part in parts.items()}


def _fields(part: Longest | Room | Row) -> dict[str, Any]:
    found = {name: getattr(part, name) for name in part.__dataclass_fields__}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in found.items()}
