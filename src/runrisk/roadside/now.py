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


CARRIED = 0.5
"""The last three months must lie so far to a side, as a share of the whole. Our choice: a habit that faded by half has
ended or is ending; streets and errors of the watch seldom move three months by as much."""

FILL_KM = 1.0
"""The last three months count as if so much comparison of the whole lay in them [km]. Our choice: as a single run is
judged from."""


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

    def holds(self, day: date) -> bool:
        """Whether a day is in that time; the log ends with it."""
        return self.first is not None and day >= self.first


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
    quarters = [part for part in by_quarter if now.holds(part.last) and not gaps(part.offset, limits)]
    if answer_of(known, limits).side:
        yield from ((_whole(known, now), part) for part in now.latest if not _carries(part.offset, known, limits))
        yield from ((part, quarters[-1]) for part in quarters[:-1] if _differ(part, quarters[-1], limits))


def _whole(known: Offset, now: Now) -> LogPart:
    return LogPart(name="all of that time", first=now.first or date.min, last=now.last or date.max, offset=known)


def _carries(latest: Offset, known: Offset, limits: Limits) -> bool:
    """Whether the latest part lies on the side of the whole: `CARRIED` as far, where a side is clear beyond `side_m` too.

    Its own value counts, not its interval: a few runs cannot prove a side, but they can fail to show it. Where it holds
    little the whole fills in, so that a street more or less turns nothing.
    """
    moment = latest.km_eff * latest.left_m if latest.km_eff else 0.0
    filled_m = (moment + FILL_KM * known.left_m) / (latest.km_eff + FILL_KM)
    toward_m = filled_m if known.left_m > 0 else -filled_m
    answer, carried_m = answer_of(known, limits), CARRIED * abs(known.left_m)
    if answer in {Answer.LEFT, Answer.RIGHT}:
        return toward_m > max(limits.side_m, carried_m)
    return toward_m > (0.0 if answer in {Answer.SLIGHT_LEFT, Answer.SLIGHT_RIGHT} else carried_m)


def _differ(one: LogPart, other: LogPart, limits: Limits) -> bool:
    apart_m = abs(one.offset.left_m - other.offset.left_m)
    chance_m = hypot(one.offset.margin_m, other.offset.margin_m)
    sides = answer_of(one.offset, limits).side, answer_of(other.offset, limits).side
    return apart_m > chance_m and sides[0] != sides[1]
