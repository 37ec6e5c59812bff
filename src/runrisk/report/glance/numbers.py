"""A few numbers of the period."""

import pandas as pd

from runrisk.model import TrainingLog
from runrisk.wording import Wording


def glance_numbers(log: TrainingLog, wording: Wording) -> tuple[tuple[str, str], ...]:
    """What was done in the period, as (name, value) pairs; averages leave out the holes of the log."""
    days = _in_period(log)
    if days.empty or log.runs.empty:
        return ()
    known = days[days["known"]]
    runs, distance_m, weeks = known["runs"].sum(), known["distance_m"].sum(), len(known) / 7
    rest = ((known["runs"] == 0) & (known["other_s"] == 0)).sum()
    numbers = [
        ("Runs", wording.number(runs, 0)),
        ("Distance run", wording.distance(distance_m)),
        ("Longest run", wording.distance(known["longest_m"].max() if runs else 0.0)),
    ]
    if weeks >= 1:
        numbers += [
            ("Distance a week", wording.distance(distance_m / weeks)),
            ("Runs a week", wording.number(runs / weeks, 1)),
            ("Days without training", _of(rest, len(known), wording)),
        ]
    if len(known) < len(days):
        numbers.append(("Days without a record", _of(len(days) - len(known), len(days), wording)))
    return tuple(numbers)


def _of(some: int, every: int, wording: Wording) -> str:
    return f"{wording.number(some, 0)} of {wording.number(every, 0)}"


def _in_period(log: TrainingLog) -> pd.DataFrame:
    days = log.days
    if days.empty:
        return days
    return days.loc[pd.Timestamp(log.period.since) : pd.Timestamp(log.period.until)]
