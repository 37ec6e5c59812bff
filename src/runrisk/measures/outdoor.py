"""Runs outdoors whose way is known, and their paths in a plane."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from runrisk.geo import to_metres
from runrisk.measures.day_windows import NOTHING, within
from runrisk.model import Period, TrainingLog
from runrisk.model.features import RunPath

Complexes = NDArray[np.complexfloating[Any]]

INDOORS = frozenset({"treadmill", "indoor_running", "indoor_track", "virtual_activity", "virtual_run"})
"""Kinds of run whose positions are made up or missing: FIT's names of sub-sports."""

TRACKS = frozenset({"track", "indoor_track"})
"""Kinds of run on a running track."""


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class PathRun:
    """One run with positions.

    Attributes:
        activity: id of its first part.
        day: local day.
        sub_sport: FIT's finer name, None where not named.
        place_m: its path in a plane, east + i north [m], its parts one after the other, shape (points,).
        piece: counts up wherever the path is cut, shape (points,).
    """

    activity: str
    day: date
    sub_sport: str | None
    place_m: Complexes
    piece: NDArray[np.integer[Any]]


def paths_of_runs(
    log: TrainingLog, unwanted: Collection[str], window_days: int
) -> Iterator[tuple[str, date, list[RunPath]]]:
    """Id, day and paths of the runs with a known way, oldest first: those that a window ending in the period can hold.

    Parts whose sub-sport is `unwanted` are left out. Older runs are not looked at: ten years of paths take seconds.
    """
    kinds = {activity.id: activity.sub_sport for activity in log.counted}
    seen = Period(since=log.period.since - timedelta(days=window_days - 1), until=log.period.until)
    for first, day, parts in zip(log.runs.index, log.runs["day"].dt.date, log.runs["parts"], strict=True):
        kept = [part for part in parts if kinds[part] not in unwanted] if seen.holds(day) else []
        paths = [path for part in kept if (path := log.read_path(part)) is not None and len(path)]
        if paths:
            yield first, day, paths


def path_runs(log: TrainingLog, unwanted: Collection[str], window_days: int) -> Iterator[PathRun]:
    """The same runs, each laid in a plane."""
    kinds = {activity.id: activity.sub_sport for activity in log.counted}
    for first, day, paths in paths_of_runs(log, unwanted, window_days):
        place_m, piece = in_plane(paths)
        yield PathRun(activity=first, day=day, sub_sport=kinds[first], place_m=place_m, piece=piece)


def in_plane(paths: Sequence[RunPath]) -> tuple[Complexes, NDArray[np.integer[Any]]]:
    """Paths one after the other as east + i north from the first point [m], and the piece of each point."""
    lat = np.concatenate([path.lat_deg for path in paths])
    lon = np.concatenate([path.lon_deg for path in paths])
    east, north = to_metres(lat, (lon - lon[0] + 180) % 360 - 180, lat[0], 0.0)
    first, pieces = 0, []
    for path in paths:
        pieces.append(path.piece + first)
        first += int(path.piece.max(initial=0)) + 1
    return east + 1j * north, np.concatenate(pieces)


def over_days(
    log: TrainingLog, rows: Sequence[Mapping[str, Any]], names: Sequence[str], window_days: int
) -> pd.DataFrame:
    """Sums of the columns `names` of rows with a `day`, over the last `window_days` days, for each day of the log."""
    table = pd.DataFrame(list(rows), columns=["day", *names])
    by_day = table.astype(dict.fromkeys(names, float)).groupby(pd.to_datetime(table["day"]))[list(names)].sum()
    return by_day.reindex(log.days.index, fill_value=0.0).rolling(window_days, min_periods=1).sum()


def most_runs(over: pd.DataFrame, period: Period) -> int:
    """The most `runs` that a window ending in the period holds."""
    return int(over.loc[within(over.index, period), "runs"].to_numpy().max(initial=0))


def sums_on(over: pd.DataFrame, day: pd.Timestamp) -> dict[str, float]:
    """The sums of a day by column."""
    values: list[float] = over.loc[[day]].to_numpy(float)[0].tolist()
    return dict(zip(over.columns, values, strict=True))


def spoken_day(rank: pd.Series, judged: pd.Series, period: Period) -> pd.Timestamp:
    """The day a summary speaks of: the last of the period on which the pattern was seen, else the last judged one."""
    inside = within(rank.index, period)
    seen = inside & (rank > NOTHING).to_numpy()
    day: pd.Timestamp = rank.index[seen if seen.any() else inside & judged.to_numpy()][-1]
    return day
