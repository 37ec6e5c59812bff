"""A runner's week in numbers: what was run, what is usual, and how far the next days stay ordinary."""

from math import floor, isnan
from typing import Any

from runrisk.measures.baseline import week_against_baseline
from runrisk.measures.day_windows import daily
from runrisk.model import TrainingLog
from runrisk.settings import Settings
from runrisk.workflows.budget import budget

THIS_WEEK: dict[str, str] = {
    "week_km": "float64",
    "usual_week_km": "float64",
    "week_ratio": "float64",
    "next_run_km": "float64",
    "week_left_km": "float64",
}
"""Columns, with their types: the seven days up to the last one, the mean of the four weeks before, one over the other; then,
for the day after, how far a run and the week stay within a tenth more than usual. Null where that cannot be told."""


def this_week(log: TrainingLog, settings: Settings) -> dict[str, Any]:
    """The week up to the end of the period, and the budget of the day after it."""
    then = log.as_it_was()
    if then.runs.empty:
        return dict.fromkeys(THIS_WEEK)
    weeks = week_against_baseline(daily(then, "distance_m"), then)
    ahead = budget(then, settings=settings).days[0]
    return {
        "week_km": _km(weeks.recent.iloc[-1]),
        "usual_week_km": _km(weeks.usual.iloc[-1]),
        "week_ratio": _rounded(weeks.ratio.iloc[-1], 2),
        "next_run_km": _within_km(ahead.longest.up_to_m),
        "week_left_km": _within_km(ahead.week.left_m),
    }


def _km(metres: float) -> float | None:
    return _rounded(metres / 1000, 1)


def _within_km(metres: float | None) -> float | None:
    """Rounded down: what is shown stays within as well."""
    return None if metres is None else floor(metres / 100) / 10


def _rounded(value: float, digits: int) -> float | None:
    return None if isnan(value) else round(float(value), digits)
