"""A few numbers of the period."""

import pandas as pd

from runrisk.model import TrainingLog
from runrisk.report.units import Units


def glance_numbers(log: TrainingLog, units: Units) -> tuple[tuple[str, str], ...]:
    """What was done in the period, as (name, value) pairs; averages leave out the holes of the log."""
    days = _in_period(log)
    if days.empty or log.runs.empty:
        return ()
    known = days[days["known"]]
    runs, distance_m, weeks = known["runs"].sum(), known["distance_m"].sum(), len(known) / 7
    rest = ((known["runs"] == 0) & (known["other_s"] == 0)).sum()
    numbers = [
        ("Runs", f"{runs:,}"),
        ("Distance run", units.text(distance_m)),
        ("Longest run", units.text(known["longest_m"].max() if runs else 0.0)),
    ]
    if weeks >= 1:
        numbers += [
            ("Distance a week", units.text(distance_m / weeks)),
            ("Runs a week", f"{runs / weeks:.1f}"),
            ("Days without training", f"{rest:,} of {len(known):,}"),
        ]
    if len(known) < len(days):
        numbers.append(("Days without a record", f"{len(days) - len(known):,} of {len(days):,}"))
    return tuple(numbers)


def _in_period(log: TrainingLog) -> pd.DataFrame:
    days = log.days
    if days.empty:
        return days
    return days.loc[pd.Timestamp(log.period.since) : pd.Timestamp(log.period.until)]
