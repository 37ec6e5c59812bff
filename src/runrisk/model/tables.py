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

Ints = np.ndarray[Any, np.dtype[np.int_]]
Floats = np.ndarray[Any, np.dtype[np.float64]]
Bools = np.ndarray[Any, np.dtype[np.bool_]]


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
    days = len(index)
    run_at = (runs["day"].to_numpy("datetime64[D]") - np.datetime64(first)).astype(int)
    at = np.array([activity.local_day.toordinal() - first.toordinal() for activity in activities], int)
    named = np.array([activity.sport is not Sport.UNKNOWN for activity in activities], bool)
    other = np.array([activity.sport is not Sport.RUNNING for activity in activities], bool) & named
    sessions_s = np.array([_session_s(activity) for activity in activities], float)
    made: dict[str, Any] = {
        "runs": _count(run_at, days),
        "distance_m": _sum_known(run_at, runs["distance_m"].to_numpy(), days),
        "longest_m": _longest(run_at, runs["distance_m"].to_numpy(), days),
    }
    for name in ("moving_s", "ascent_m", "descent_m"):
        made[name] = _sum_known(run_at, runs[name].to_numpy(), days)
    made["other_s"] = _sum_known(at[other], sessions_s[other], days)
    made["effort"] = _effort(activities, at, sessions_s, days)
    made["known"] = ~_in_holes(at[named], days) & ~_unnamed(at, named, days)
    made |= {name: _recorded(device_days, name, first, days) for name in DAY_VALUES}
    return pd.DataFrame(made, index=index)


def _recorded(device_days: Sequence[Day], name: str, first: date, days: int) -> np.ndarray[Any, np.dtype[np.float64]]:
    """What devices recorded on each of so many days from the first, NaN where none did."""
    values = np.full(days, np.nan)
    for day, value in one_source_a_day(device_days, name).items():
        at = day.toordinal() - first.toordinal()
        if 0 <= at < days:
            values[at] = value
    return values


def _days(days: Sequence[date]) -> pd.DatetimeIndex:
    return pd.DatetimeIndex(pd.to_datetime(list(days)), name="day").as_unit("us")


def _count(at: Ints, days: int) -> Ints:
    """How many there are on each day; `at` numbers the days, and what lies behind the last one is left out."""
    return np.bincount(at[at < days], minlength=days)


def _sum(at: Ints, values: Floats, days: int) -> Floats:
    """The sum on each day; 0 on a day without any, NaN on a day with one that is NaN."""
    return np.bincount(at[at < days], values[at < days], minlength=days).astype(
        float
    )  # of nothing, NumPy counts in int


def _sum_known(at: Ints, values: Floats, days: int) -> Floats:
    return _sum(at, np.where(np.isnan(values), 0.0, values), days)


def _longest(at: Ints, values: Floats, days: int) -> Floats:
    longest = np.zeros(days)
    np.fmax.at(longest, at[at < days], values[at < days])
    return longest


def _session_s(activity: Activity) -> float:
    """Time spent [s]; NaN where the time recorded cannot be."""
    return activity.spent_s if activity.spent_s <= MAX_SESSION_S else np.nan


def _effort(activities: Sequence[Activity], at: Ints, sessions_s: Floats, days: int) -> Floats:
    """RPE times minutes; NaN on a day where a session has no rating, 0 on a day without one.

    A session of unknown sport needs none: see `_unnamed` for where they are many.
    """
    rated = np.array([a.rpe is not None or a.sport is not Sport.UNKNOWN for a in activities], bool)
    rpe = np.array([np.nan if a.rpe is None else a.rpe for a in activities], float)
    return _sum(at[rated], (rpe * sessions_s / 60)[rated], days)


def _unnamed(at: Ints, named: Bools, days: int) -> Bools:
    """Days with an activity of unknown sport, where those are so many that they may be the running."""
    unnamed = pd.Series(_count(at[~named], days))
    if not unnamed.any():
        return np.zeros(days, bool)
    around = unnamed.rolling(UNNAMED_DAYS, center=True, min_periods=1).sum()
    ones = pd.Series(_count(at, days)).rolling(UNNAMED_DAYS, center=True, min_periods=1).sum()
    return np.asarray((unnamed > 0) & (around >= UNNAMED) & (around / ones.clip(lower=1.0) > UNNAMED_SHARE))


def _in_holes(at: Ints, days: int) -> Bools:
    """Days in stretches of HOLE_DAYS or more without an activity; one of unknown sport does not show that there was none."""
    active = np.concatenate([[-1], np.unique(at[at < days]), [days]])
    hole = np.zeros(days, bool)
    for before, after in pairwise(active):
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
