"""The log's tables, built from its activities."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from runrisk.model import columns
from runrisk.model.activity import MAX_SESSION_S, Activity
from runrisk.model.columns import ACTIVITIES, DAYS, SAMPLES
from runrisk.model.day import DAY_VALUES, Day, one_source_a_day
from runrisk.model.journal import Journal, JournalEntry
from runrisk.model.period import HOLE_DAYS
from runrisk.model.sport import Sport

JOIN_PAUSE = timedelta(minutes=30)
"""Two runs that follow each other closer than this are one that was stopped in between; never two that overlap. Our
choice."""

UNNAMED_DAYS = 57
"""Days around a day, four weeks either way, in which the activities of unknown sport are counted. Our choice."""
UNNAMED = 2
"""So many of them, and more than UNNAMED_SHARE of all, and nobody knows how much was run. Our choice: one file without a
sport changes nothing."""
UNNAMED_SHARE = 0.2

_SUMMED = ("distance_m", "moving_s", "ascent_m", "descent_m")


def activities_table(activities: Sequence[Activity]) -> pd.DataFrame:
    """One row an activity, typed as `columns.ACTIVITIES` says."""
    cells: dict[str, list[Any]] = {name: [_cell(activity, name) for activity in activities] for name in ACTIVITIES}
    index = pd.Index([activity.id for activity in activities], name="id", dtype="object")
    made = {name: pd.Series(cells[name], index=index, dtype=kind) for name, (kind, _) in ACTIVITIES.items()}
    return pd.DataFrame(made, index=index)


def _cell(activity: Activity, column: str) -> Any:
    if column == "source":
        return activity.source.name
    if column in {"sport", "tz_source"}:
        return getattr(activity, column).value
    if column == "local_day":
        return pd.Timestamp(activity.local_day)
    return getattr(activity, column)


def runs_table(activities: Sequence[Activity]) -> pd.DataFrame:
    """One row a run, by local day; parts split by a pause under JOIN_PAUSE are joined."""
    groups: list[list[Activity]] = []
    for run in sorted((a for a in activities if a.sport is Sport.RUNNING), key=lambda a: a.in_order):
        if groups and _goes_on(groups[-1][-1], run):
            groups[-1].append(run)
        else:
            groups.append([run])
    index = pd.Index([parts[0].id for parts in groups], name="id", dtype="object")
    made: dict[str, Any] = {
        "day": pd.to_datetime([parts[0].local_day for parts in groups]),
        "start_utc": pd.to_datetime([parts[0].start_utc for parts in groups], utc=True),
    }
    for name in _SUMMED:
        made[name] = np.array([_total([getattr(part, name) for part in parts]) for parts in groups], float)
    made["sub_sport"] = pd.array([parts[0].sub_sport for parts in groups], dtype="string")
    made["race"] = np.array([any(part.race for part in parts) for parts in groups], bool)
    made["parts"] = pd.Series([tuple(part.id for part in parts) for parts in groups], index=index, dtype="object")
    return pd.DataFrame(made, index=index)


def _goes_on(before: Activity, run: Activity) -> bool:
    pause = run.start_utc - before.end_utc
    return timedelta(0) <= pause < JOIN_PAUSE and run.local_day == before.local_day


def _total(values: Sequence[float | None]) -> float:
    known = [value for value in values if value is not None]
    return sum(known) if known else np.nan


def days_table(
    activities: Sequence[Activity], runs: pd.DataFrame, as_of: date, device_days: Sequence[Day] = ()
) -> pd.DataFrame:
    """One row a local day from the first activity to `as_of`; of what devices recorded, one source a day."""
    if not activities:
        return pd.DataFrame({name: pd.Series(dtype=kind) for name, (kind, _) in DAYS.items()}, index=_days([]))
    first = min(activity.local_day for activity in activities)
    index = pd.date_range(first, max(as_of, first), name="day", unit="us")
    by_day = runs.groupby("day")
    table = pd.DataFrame(index=index)
    table["runs"] = by_day.size().reindex(index, fill_value=0).astype("int64")
    table["distance_m"] = by_day["distance_m"].sum().reindex(index, fill_value=0.0)
    table["longest_m"] = by_day["distance_m"].max().reindex(index).fillna(0.0)
    for name in ("moving_s", "ascent_m", "descent_m"):
        table[name] = by_day[name].sum().reindex(index, fill_value=0.0)
    others = [a for a in activities if a.sport not in {Sport.RUNNING, Sport.UNKNOWN}]
    table["other_s"] = _per_day(others, [_session_s(a) for a in others], index)
    table["effort"] = _effort(activities, index)
    table["known"] = _known(activities, index)
    for name in DAY_VALUES:
        told = one_source_a_day(device_days, name)
        table[name] = pd.Series(list(told.values()), index=_days(list(told)), dtype=float).reindex(index)
    return table


def _days(days: Sequence[date]) -> pd.DatetimeIndex:
    return pd.DatetimeIndex(pd.to_datetime(list(days)), name="day").as_unit("us")


def _per_day(activities: Sequence[Activity], values: Sequence[float], index: pd.DatetimeIndex) -> pd.Series:
    series = pd.Series(list(values), index=_days([a.local_day for a in activities]), dtype=float)
    return series.groupby(level=0).sum().reindex(index, fill_value=0.0)


def _session_s(activity: Activity) -> float:
    """Time spent [s]; NaN where the time recorded cannot be."""
    return activity.spent_s if activity.spent_s <= MAX_SESSION_S else np.nan


def _effort(activities: Sequence[Activity], index: pd.DatetimeIndex) -> pd.Series:
    """RPE times minutes; NaN on a day where a session has no rating, 0 on a day without one.

    A session of unknown sport needs none: see `_unnamed` for where they are many.
    """
    rated = [a for a in activities if a.rpe is not None or a.sport is not Sport.UNKNOWN]
    efforts = [np.nan if a.rpe is None else a.rpe * _session_s(a) / 60 for a in rated]
    series = pd.Series(efforts, index=_days([a.local_day for a in rated]), dtype=float)
    return series.groupby(level=0).sum(min_count=1, skipna=False).reindex(index, fill_value=0.0)


def _known(activities: Sequence[Activity], index: pd.DatetimeIndex) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Mark days as not known: stretches of HOLE_DAYS or more without an activity, and days of unknown sport where many are.

    An activity of unknown sport neither is running nor shows that there was none.
    """
    return ~_in_holes([a for a in activities if a.sport is not Sport.UNKNOWN], index) & ~_unnamed(activities, index)


def _unnamed(activities: Sequence[Activity], index: pd.DatetimeIndex) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Days with an activity of unknown sport, where those are so many that they may be the running."""
    ones = _per_day(activities, [1.0] * len(activities), index)
    without = [activity for activity in activities if activity.sport is Sport.UNKNOWN]
    unnamed = _per_day(without, [1.0] * len(without), index)
    around = unnamed.rolling(UNNAMED_DAYS, center=True, min_periods=1).sum()
    share = around / ones.rolling(UNNAMED_DAYS, center=True, min_periods=1).sum().clip(lower=1.0)
    return np.asarray((unnamed > 0) & (around >= UNNAMED) & (share > UNNAMED_SHARE))


def _in_holes(activities: Sequence[Activity], index: pd.DatetimeIndex) -> np.ndarray[Any, np.dtype[np.bool_]]:
    active = np.isin(index.to_numpy(), _days([a.local_day for a in activities]).to_numpy())
    at = np.concatenate([[-1], np.flatnonzero(active), [len(index)]])
    hole = np.zeros(len(index), bool)
    for before, after in pairwise(at):
        if after - before > HOLE_DAYS:
            hole[before + 1 : after] = True
    return hole


def weeks_table(days: pd.DataFrame) -> pd.DataFrame:
    """Days summed by ISO week; `longest_m` is the week's longest run, `known` only if every day is; body measures are means."""
    index = pd.DatetimeIndex(days.index)
    monday = (index - pd.to_timedelta(index.day_of_week, unit="D")).rename("week")
    how = dict.fromkeys(days.columns, "sum") | {"longest_m": "max", "known": "min"} | dict.fromkeys(DAY_VALUES, "mean")
    table = days.groupby(monday).agg(how)
    table["effort"] = days["effort"].groupby(monday).sum(min_count=1, skipna=False)
    return table.astype({"known": bool})


def journal_table(journal: Journal) -> pd.DataFrame:
    """One row an entry."""
    names = list(JournalEntry.__dataclass_fields__)
    rows = [asdict(entry) for entry in journal.entries]
    return pd.DataFrame(rows, columns=names)


def samples_frame(length: int, given: Mapping[str, Any]) -> pd.DataFrame:
    """Return a samples table of `length` rows with every column of SAMPLES; what is not given is missing.

    Raises:
        KeyError: a column that SAMPLES does not name.
    """
    strangers = given.keys() - SAMPLES.keys()
    if strangers:
        raise KeyError(sorted(strangers))
    made: dict[str, np.ndarray[Any, Any]] = {}
    for name, (kind, _) in SAMPLES.items():
        if name in given:
            made[name] = np.asarray(given[name]).astype(kind, copy=False)
        else:
            made[name] = np.zeros(length, kind) if name == "segment" else np.full(length, np.nan, kind)
    return pd.DataFrame(made, copy=False)


def columns_table() -> pd.DataFrame:
    """One row a column of the log's tables: index (table, column), columns `dtype` and `meaning`."""
    described: Mapping[str, Mapping[str, tuple[str, str]]] = {
        "activities": columns.ACTIVITIES,
        "runs": columns.RUNS,
        "samples": columns.SAMPLES,
        "minutes": columns.MINUTES,
        "days": columns.DAYS,
        "weeks": columns.DAYS,
        "journal": columns.JOURNAL,
    }
    rows = {(table, name): row for table, names in described.items() for name, row in names.items()}
    index = pd.MultiIndex.from_tuples(rows, names=["table", "column"])
    return pd.DataFrame(list(rows.values()), index=index, columns=["dtype", "meaning"])
