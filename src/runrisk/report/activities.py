"""The log as a table: text for a terminal, CSV and JSON with every column."""

import json
from typing import Any

import pandas as pd

from runrisk.model import TrainingLog

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""A cell that starts so is run as a formula by spreadsheets."""

_TEXT = "{day}  {sport:<10} {km:>8} {time:>8}  {name}\n"


def activities_text(log: TrainingLog) -> str:
    """One line an activity: day, sport, km, time, name; duplicates say so."""
    lines = [_TEXT.format(day="day       ", sport="sport", km="km", time="time", name="name")]
    for activity in log.recorded:
        km = "" if activity.distance_m is None else f"{activity.distance_m / 1000:.2f}"
        name = activity.name or activity.source.name
        if activity.duplicate_of:
            name += f" (counted as {activity.duplicate_of})"
        time = _clock(activity.timer_s or activity.elapsed_s)
        lines.append(_TEXT.format(day=activity.local_day, sport=activity.sport, km=km, time=time, name=name))
    return "".join(lines)


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}"


def activities_csv(log: TrainingLog) -> str:
    """Every column as CSV; text that a spreadsheet would run as a formula is quoted with an apostrophe."""
    table = log.activities.copy()
    table["warnings"] = ["; ".join(warnings) for warnings in table["warnings"]]
    for name in table.select_dtypes(["string", "object"]).columns:
        table[name] = table[name].map(_harmless, na_action="ignore")
    return table.to_csv(date_format="%Y-%m-%dT%H:%M:%S%z")


def _harmless(text: Any) -> Any:
    return f"'{text}" if isinstance(text, str) and text.startswith(FORMULA_STARTS) else text


def activities_json(log: TrainingLog) -> dict[str, Any]:
    """Every column as JSON types, `{"schema": "runrisk.activities/1", "activities": [...]}`."""
    table: pd.DataFrame = log.activities.reset_index()
    rows = json.loads(table.to_json(orient="records", date_format="iso"))
    return {"schema": "runrisk.activities/1", "activities": rows}
