"""The log as a table: rows for a terminal, CSV and JSON with every column."""

import json
from collections.abc import Iterator
from typing import Any

import pandas as pd

from runrisk.model import Activity, TrainingLog
from runrisk.model.spreadsheet import harmless
from runrisk.wording import Wording

COLUMNS = ("id", "day", "sport", "km", "time", "name")
NUMBERS = ("km", "time")

_PLAIN = Wording()


def activity_rows(log: TrainingLog) -> Iterator[tuple[str, ...]]:
    """One row of COLUMNS an activity, by local day; what does not count says so."""
    for activity in sorted(log.recorded, key=lambda activity: activity.in_order):
        km = "" if activity.distance_m is None else _PLAIN.number(activity.distance_m / 1000, 2)
        time = _PLAIN.clock(activity.spent_s)
        yield activity.id, f"{activity.local_day}", activity.sport, km, time, _name(activity)


def _name(activity: Activity) -> str:
    name = activity.name or activity.source.name
    if not activity.dated:
        return f"{name} (left out: its date)"
    if activity.asked:
        return f"{name} (asked: counted as {activity.duplicate_of}?)"
    if activity.duplicate_of:
        return f"{name} (counted as {activity.duplicate_of})"
    return name if activity.counts else f"{name} (left out)"


def activities_csv(log: TrainingLog) -> str:
    """Every column as CSV; text that a spreadsheet would run as a formula is quoted with an apostrophe."""
    table = log.activities.copy()
    table["warnings"] = ["; ".join(warnings) for warnings in table["warnings"]]
    for name in table.select_dtypes(["string", "object"]).columns:
        table[name] = table[name].map(harmless, na_action="ignore")
    return table.to_csv(date_format="%Y-%m-%dT%H:%M:%S%z")


def activities_json(log: TrainingLog) -> dict[str, Any]:
    """Every column as JSON types, `{"schema": "runrisk.activities/1", "activities": [...]}`."""
    table: pd.DataFrame = log.activities.reset_index()
    rows = json.loads(table.to_json(orient="records", date_format="iso"))
    return {"schema": "runrisk.activities/1", "activities": rows}
