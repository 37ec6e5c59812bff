"""A budget for the next seven days, from the same rules that judge a log."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, TypeVar

from runrisk.analysis.base import Analyzer
from runrisk.analyzers.run_streak import RunStreak
from runrisk.analyzers.session_spike import SessionSpike
from runrisk.errors import NothingToReadError, SettingsError
from runrisk.model import TrainingLog
from runrisk.model.period import YEARS
from runrisk.settings import Settings, build_analyzers
from runrisk.workflows.budget.allowances import (
    AHEAD_DAYS,
    DaysInARow,
    descent_allowances,
    row_so_far,
    spikes,
    week_allowances,
)
from runrisk.workflows.budget.result import Budget, BudgetDay

A = TypeVar("A", bound=Analyzer[Any])


def budget(log: TrainingLog, *, first: date | None = None, settings: Settings | None = None) -> Budget:
    """Say what stays within a tenth more than what was ordinary, for seven days.

    Args:
        log: the training log; what was recorded after the end of its period is left out.
        first: the first of the seven days; default: the day after the period, or after the log where that is later.
        settings: other limits of session-spike and run-streak.

    Raises:
        NothingToReadError: the log holds no run.
        SettingsError: `first` lies before the end of the log, or a setting does not exist.
    """
    log = log.as_it_was()
    if log.runs.empty:
        raise NothingToReadError("The log holds no run, so there is nothing ordinary to compare with")
    start = first or max(log.as_of, log.period.until) + timedelta(days=1)
    if start.year not in YEARS:
        raise SettingsError(f"{start} lies in no runner's time. Write a day as 2026-03-14")
    if start <= log.as_of:
        raise SettingsError(f"a budget begins after the log, which ends on {log.as_of}; {start} is not after it")
    rules = build_analyzers(settings)
    runs = spikes(log, _rule(rules, SessionSpike))
    days = [start + timedelta(days=number) for number in range(AHEAD_DAYS)]
    ahead = log.looked_at_from(days[-1])
    weeks, descents = week_allowances(ahead), descent_allowances(ahead)
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


def _rows(log: TrainingLog, days: Sequence[date], rule: RunStreak) -> list[DaysInARow]:
    """A run on each day lengthens the row; days before the first that were not run break it."""
    so_far, free = row_so_far(log, rule)
    gap = (days[0] - log.as_of).days > 1
    before, last_free = (0, days[0] - timedelta(days=1)) if gap else (so_far, free)
    return [
        DaysInARow(days=before + number, limit=rule.max_days, last_free=last_free) for number in range(1, len(days) + 1)
    ]
