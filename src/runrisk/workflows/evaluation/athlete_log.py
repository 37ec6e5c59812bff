"""One athlete's lines of DAYS as a training log, so that the rules themselves measure it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import numpy as np
import pandas as pd

from runrisk.model import Activity, Answers, Period, Source, Sport, TrainingLog

RATING = 10.0
"""A load is split into a rating and minutes, for the log counts effort as their product; which rating does not matter."""
MORNING_H = 5
METRES_PER_KM = 1000.0


class DaySession(NamedTuple):
    """One session: the unit is a metre (or a unit of load where there are no kilometres)."""

    amount: float
    load: float


def athlete_log(days: pd.DataFrame, *, distance: str) -> TrainingLog:
    """Lay the days out as activities.

    Args:
        days: one row a day without gaps (index: date), NaN where nothing is known.
        distance: the column that distances are taken from; a unit of load stands for a metre.

    A day that is known to be free gets a record without any time: it is no hole of the log.
    """
    factor = METRES_PER_KM if distance == "km" else 1.0
    amount = days[distance].to_numpy(float) * factor
    load = days["load"].to_numpy(float) if "load" in days else np.full(len(days), np.nan)
    sessions = days["sessions"].fillna(1).to_numpy(float) if "sessions" in days else np.ones(len(days))
    longest = days["longest_km"].to_numpy(float) * METRES_PER_KM if "longest_km" in days else np.full(len(days), np.nan)
    recorded: list[Activity] = []
    for at, stamp in enumerate(days.index):
        if not np.isnan(amount[at]):
            parts = _parts(amount[at], load[at], int(sessions[at]), longest[at])
            recorded += _activities(stamp.to_pydatetime(), parts, len(recorded))
    period = Period(since=days.index[0].date(), until=days.index[-1].date())
    answers = Answers({"log_complete": "yes"})
    return TrainingLog(recorded=tuple(recorded), answers=answers, today=period.until, looked_at=period)


def _parts(amount: float, load: float, sessions: int, longest: float) -> list[DaySession]:
    """Split a day: the longest run, and the others alike."""
    if amount <= 0 or sessions <= 1:
        return [DaySession(amount, load)]
    first = amount / sessions if np.isnan(longest) else min(longest, amount)
    rest = (amount - first) / (sessions - 1)
    return [DaySession(part, load * part / amount) for part in (first, *[rest] * (sessions - 1)) if part > 0]


def _activities(day: datetime, parts: list[DaySession], number: int) -> Iterator[Activity]:
    for count, part in enumerate(parts):
        known = not np.isnan(part.load)
        yield Activity(
            source=Source(name="DAYS", format="days", sha256=f"{number + count:012x}".ljust(64, "0")),
            start_utc=day.replace(tzinfo=UTC) + timedelta(hours=MORNING_H + count),
            elapsed_s=0.0,
            timer_s=60 * part.load / RATING if known else None,
            sport=Sport.RUNNING if part.amount > 0 else Sport.OTHER,
            distance_m=part.amount if part.amount > 0 else None,
            rpe=RATING if known else None,
        )
