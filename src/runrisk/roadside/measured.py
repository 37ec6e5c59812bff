"""What is measured of a log: the offset of now, by quarter, by device and by run, and what charts show of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

import numpy as np

from runrisk.model import Period
from runrisk.model.features import PATH_STEP_M
from runrisk.roadside.by_run import RunOffsets, run_offsets
from runrisk.roadside.crossings import Blocks, Crossings, match
from runrisk.roadside.now import STEP, YEAR, LogPart, Now, beginning, later, offset_apart, quarter_name
from runrisk.roadside.offset import Offset, offset, pooled, within_anchor
from runrisk.roadside.points import Floats, straight_points
from runrisk.roadside.road_runs import RoadRun

MIN_RUN_KM = 1.0
"""A single run is judged from so many kilometres on both-way streets on [km]; our choice."""

BIN_M = 0.5
RANGE_M = 8.0
"""Width and reach of the histogram of offsets [m]; our choice."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RunSide:
    """One run: its id and day, its offset to the left of travel with its standard error [m], its both-way distance [km]."""

    activity: str
    day: date
    left_m: float
    error_m: float
    km_both_ways: float

    @property
    def side(self) -> str | None:
        """The side, left or right, where the offset is clear enough to name one.

        Errors within a run last longer than a block: in simulations offsets of runs in the middle spread 1.9 times as
        far as `error_m` says. Three times it leaves one run in ten with a side that it has not.
        """
        if self.km_both_ways < MIN_RUN_KM or abs(self.left_m) < 3 * self.error_m:
            return None
        return "left" if self.left_m > 0 else "right"


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class SideMap:
    """What charts show.

    Attributes:
        blocks: the 250 m blocks.
        left_m: offset within each block [m]; NaN where no street of it was run both ways.
        km_eff: kilometres of information in each block.
        histogram: metres of distance per bin of offset to the left of the learned centre, one row a direction.
    """

    blocks: Blocks
    left_m: Floats
    km_eff: Floats
    histogram: Floats


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class SideMeasured:
    """Everything the rule measures.

    Attributes:
        offset: over the runs of now, devices apart.
        now: which time that is, its devices, and the years before it.
        km_scored: kilometres of road runs with positions in that time.
        road_runs: how many of them.
        current: whether a run with rows lies in the period.
        by_quarter: oldest first.
        by_device: first used first.
        by_run: oldest first.
        map: what charts show of now.
        as_of: the day the log is looked at from.
    """

    offset: Offset
    now: Now
    km_scored: float
    road_runs: int
    current: bool
    by_quarter: tuple[LogPart, ...]
    by_device: tuple[LogPart, ...]
    by_run: tuple[RunSide, ...]
    map: SideMap
    as_of: date


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class PastYear:
    """What is kept of a calendar year that now never reaches back to: it is measured by itself, and once.

    Attributes:
        year: its offset; None where no run of it has positions.
        quarters: those of its quarters.
        devices: those of its devices.
        runs: its runs.
    """

    year: LogPart | None
    quarters: tuple[LogPart, ...]
    devices: tuple[LogPart, ...]
    runs: tuple[RunSide, ...]


def measure_past(runs: Sequence[RoadRun]) -> PastYear:
    """Measure the road runs of one calendar year, oldest first."""
    rows, _, single = _matched(runs)
    return PastYear(
        year=next(iter(_parts(rows, runs, lambda run: str(run.day.year))), None),
        quarters=_parts(rows, runs, lambda run: quarter_name(run.day)),
        devices=_parts(rows, runs, lambda run: run.device),
        runs=_by_run(single, runs),
    )


def measure_sides(runs: Sequence[RoadRun], period: Period, past: Sequence[PastYear] = ()) -> SideMeasured:
    """Measure the sides of road runs, oldest first; what was before them comes measured, oldest first.

    Near linear in the points: some 2 microseconds each.
    """
    rows, blocks, single = _matched(runs)
    since = beginning(rows, runs) if len(rows) else date.min
    recent = later(rows, runs, since)
    counted = [run for run in runs if run.day > since]
    by_run = (*_all(before.runs for before in past), *_by_run(single, runs))
    return SideMeasured(
        offset=offset_apart(recent, runs),
        now=_now(rows, runs, since, tuple(before.year for before in past if before.year)),
        km_scored=sum(len(path) for run in counted for path in run.paths) * PATH_STEP_M / 1000,
        road_runs=len(counted),
        current=any(period.holds(run.day) for run in by_run),
        by_quarter=(*_all(before.quarters for before in past), *_parts(rows, runs, lambda run: quarter_name(run.day))),
        by_device=_together((*_all(before.devices for before in past), *_parts(rows, runs, lambda run: run.device))),
        by_run=by_run,
        map=_side_map(rows, runs, since, blocks, single.centre_m),
        as_of=period.until,
    )


def _matched(runs: Sequence[RoadRun]) -> tuple[Crossings, Blocks, RunOffsets]:
    """The rows of runs, the blocks they number, and the offset of each run."""
    numbers = [number for number, run in enumerate(runs) for _ in run.paths]
    matched = match(straight_points([path for run in runs for path in run.paths], numbers))
    whole = offset(matched.rows)
    return matched.rows, matched.blocks, run_offsets(matched.rows, whole.left_m if len(matched.rows) else 0.0)


_all = chain.from_iterable


def _together(parts: Sequence[LogPart]) -> tuple[LogPart, ...]:
    """Parts of one name as one, in the order in which they begin."""
    of_name: dict[str, list[LogPart]] = {}
    for part in parts:
        of_name.setdefault(part.name, []).append(part)
    return tuple(
        LogPart(
            name=name,
            first=same[0].first,
            last=same[-1].last,
            offset=same[0].offset if len(same) == 1 else pooled([part.offset for part in same]),
        )
        for name, same in of_name.items()
    )


def _now(rows: Crossings, runs: Sequence[RoadRun], since: date, past: tuple[LogPart, ...]) -> Now:
    """The time after `since` with its devices, and the years before it."""
    ends = runs[int(rows.run.max())].day if len(rows) else date.max
    days = sorted(runs[number].day for number in set(rows.run.tolist()) if runs[number].day > since)
    return Now(
        first=days[0] if days else None,
        last=days[-1] if days else None,
        reached_back=bool(days) and since < days[-1] - YEAR,
        devices=_parts(rows, runs, lambda run: run.device, lambda run: run.day > since),
        earlier=(*past, *_parts(rows, runs, lambda run: str(run.day.year), lambda run: run.day <= since)),
        latest=(
            *_parts(rows, runs, lambda _: "the last three months", lambda run: run.day > ends - STEP),
            *_parts(rows, runs, lambda _: "the last 12 months", lambda run: run.day > ends - YEAR),
        ),
    )


def _parts(
    rows: Crossings,
    runs: Sequence[RoadRun],
    key: Callable[[RoadRun], str],
    counts: Callable[[RoadRun], bool] = lambda _: True,
) -> tuple[LogPart, ...]:
    """The offset of each part of the log by itself, of the runs that count, in the order in which parts begin."""
    days: dict[str, list[date]] = {}
    for run in filter(counts, runs):
        days.setdefault(key(run), []).append(run.day)
    numbers = {name: number for number, name in enumerate(days)}
    rows = rows.take(np.flatnonzero(np.array([counts(run) for run in runs], bool)[rows.run]))
    part = np.array([numbers.get(key(run), -1) for run in runs], int)[rows.run]
    ends = np.cumsum(np.bincount(part, minlength=len(days)))
    of_part = np.split(np.argsort(part, kind="stable"), ends[:-1])
    return tuple(
        LogPart(name=name, first=min(when), last=max(when), offset=offset_apart(rows.take(kept), runs))
        for (name, when), kept in zip(days.items(), of_part, strict=bool(days))
    )


def _by_run(single: RunOffsets, runs: Sequence[RoadRun]) -> tuple[RunSide, ...]:
    return tuple(
        RunSide(
            activity=runs[number].activity,
            day=runs[number].day,
            left_m=float(left_m),
            error_m=float(error_m),
            km_both_ways=float(km),
        )
        for number, left_m, error_m, km in zip(
            single.run, single.left_m, single.error_m, single.km_both_ways, strict=True
        )
    )


def _side_map(rows: Crossings, runs: Sequence[RoadRun], since: date, blocks: Blocks, centre_m: Floats) -> SideMap:
    is_now = np.flatnonzero(np.array([run.day > since for run in runs], bool)[rows.run])
    rows, centre_m = rows.take(is_now), centre_m[is_now]
    direction = within_anchor(rows, rows.direction)
    count = len(blocks.points)
    weight = np.bincount(rows.block, direction**2, count)
    moment = np.bincount(rows.block, direction * within_anchor(rows, rows.left_m), count)
    left_m = np.divide(moment, weight, out=np.full(count, np.nan), where=weight > 0)
    return SideMap(
        blocks=blocks,
        left_m=left_m,
        km_eff=weight * PATH_STEP_M / 1000,
        histogram=_histogram(rows, rows.direction * (rows.left_m - centre_m)),
    )


def _histogram(rows: Crossings, left_m: Floats) -> Floats:
    edges = np.arange(-RANGE_M, RANGE_M + BIN_M, BIN_M)
    ways = (rows.direction > 0, rows.direction < 0)
    return np.stack([np.histogram(left_m[way], edges, weights=rows.distance_m[way])[0] for way in ways]).astype(float)
