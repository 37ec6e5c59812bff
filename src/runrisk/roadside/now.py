"""What counts as now: the last twelve months, or as far back as it takes; and what can be said of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from math import hypot

import numpy as np

from runrisk.roadside.answer import Answer, Limits, answer_of, gaps
from runrisk.roadside.crossings import Crossings
from runrisk.roadside.offset import Offset, offset
from runrisk.roadside.points import Ints
from runrisk.roadside.road_runs import RoadRun

YEAR = timedelta(days=365)
"""Now is the year up to the last road run (road-side method); counted from that run, not from the day of asking."""

STEP = timedelta(days=91)
"""Where a year does not suffice, now reaches back by so much more at a time: a quarter; our choice."""

FURTHEST = timedelta(days=3 * 365)
"""Further back nothing is now; our choice."""

ENOUGH = {"runs_eff": 5.0, "blocks_eff": 10.0, "km_eff": 10.0}
"""What suffices: the gates of the rule as it comes."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LogPart:
    """The offset of a part of the log, a quarter or a device, with the days of its runs."""

    name: str
    first: date
    last: date
    offset: Offset


@dataclass(frozen=True, kw_only=True, slots=True)
class Now:
    """The time that the answer is about.

    Attributes:
        first: day of its first road run; None without any.
        last: day of its last one.
        reached_back: whether it is longer than a year, because a year did not suffice.
        devices: the offset by each device of that time, first used first.
        earlier: the offset of each calendar year before it, oldest first.
        latest: the offset of its last three months, and of its last year where it reached back: they must carry a side.
    """

    first: date | None
    last: date | None
    reached_back: bool
    devices: tuple[LogPart, ...]
    earlier: tuple[LogPart, ...]
    latest: tuple[LogPart, ...] = ()


def beginning(rows: Crossings, runs: Sequence[RoadRun]) -> date:
    """The day after which runs are now: a year before the last run with rows, earlier where that year is too thin."""
    last = runs[int(rows.run.max())].day
    reaches = [YEAR + STEP * more for more in range((FURTHEST - YEAR) // STEP + 1)]
    for reach in reaches:
        if _suffices(offset_apart(later(rows, runs, last - reach), runs)):
            return last - reach
    return last - YEAR


def later(rows: Crossings, runs: Sequence[RoadRun], since: date) -> Crossings:
    """The rows of runs after a day."""
    is_later = np.array([run.day > since for run in runs], bool)
    return rows.take(np.flatnonzero(is_later[rows.run]))


def offset_apart(rows: Crossings, runs: Sequence[RoadRun]) -> Offset:
    """The offset with devices apart, and with how it varies between quarters and devices in its interval.

    Each street has one constant for each device, so that two watches are never held against each other.
    """
    device = _numbers([run.device for run in runs])[rows.run]
    spell = _numbers([f"{run.device} {quarter_name(run.day)}" for run in runs])[rows.run]
    return offset(rows.apart(device), spell)


def quarter_name(day: date) -> str:
    """The name of a quarter: 2024 Q3."""
    return f"{day.year} Q{(day.month + 2) // 3}"


def _numbers(names: Sequence[str]) -> Ints:
    return np.asarray(np.unique(names, return_inverse=True)[1] if names else np.zeros(0, int))


def _suffices(known: Offset) -> bool:
    return all(getattr(known, name) >= needed for name, needed in ENOUGH.items())


def answer_now(known: Offset, now: Now, by_quarter: Sequence[LogPart], limits: Limits) -> Answer:
    """What may be said of now: nothing where its devices or its latest quarter say something else."""
    if next(disagreeing(known, now, by_quarter, limits), None):
        return Answer.CANNOT_TELL
    return answer_of(known, limits)


def disagreeing(
    known: Offset, now: Now, by_quarter: Sequence[LogPart], limits: Limits
) -> Iterator[tuple[LogPart, LogPart]]:
    """Pairs of devices, then pairs of quarters of now, that answer differently and differ by more than chance.

    Of quarters only the latest that can answer is held against the others, and only where a side would be named.
    """
    devices = [part for part in now.devices if not gaps(part.offset, limits)]
    yield from (pair for pair in combinations(devices, 2) if _differ(*pair, limits))
    quarters = [part for part in by_quarter if now.first and part.last >= now.first and not gaps(part.offset, limits)]
    if answer_of(known, limits).side:
        yield from ((_whole(known, now), part) for part in now.latest if not _carries(part.offset, known, limits))
        yield from ((part, quarters[-1]) for part in quarters[:-1] if _differ(part, quarters[-1], limits))


def _whole(known: Offset, now: Now) -> LogPart:
    return LogPart(name="all of it", first=now.first or date.min, last=now.last or date.max, offset=known)


def _carries(latest: Offset, known: Offset, limits: Limits) -> bool:
    """Whether the latest part lies on the side of the whole, by more than `side_m` where that side is clear.

    Its own value counts, not its interval: a few runs cannot prove a side, but they can fail to show it.
    """
    if latest.km_both_ways <= 0:
        return True
    clear = answer_of(known, limits) in {Answer.LEFT, Answer.RIGHT}
    toward_m = latest.left_m if known.left_m > 0 else -latest.left_m
    return toward_m > (limits.side_m if clear else 0.0)


def _differ(one: LogPart, other: LogPart, limits: Limits) -> bool:
    apart_m = abs(one.offset.left_m - other.offset.left_m)
    chance_m = hypot(one.offset.margin_m, other.offset.margin_m)
    sides = answer_of(one.offset, limits).side, answer_of(other.offset, limits).side
    return apart_m > chance_m and sides[0] != sides[1]
