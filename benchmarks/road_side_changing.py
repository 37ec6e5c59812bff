"""Seasons in which the habit, the watch or the town changes, and in which the habit varies from quarter to quarter.

    python benchmarks/road_side.py --changing

No side that ended may be named.
"""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product

import numpy as np

from road_side import EVER, FINAL, FIRST_DAY, PLACE, line, paths_of, weighted
from runrisk.analyzers.road_side import RoadSide
from runrisk.model.features import RunPath
from runrisk.roadside.answer import Answer, gaps
from runrisk.roadside.crossings import match
from runrisk.roadside.measured import measure_sides
from runrisk.roadside.now import answer_now, beginning, later, quarter_name
from runrisk.roadside.offset import Offset
from runrisk.roadside.points import Floats, straight_points
from runrisk.roadside.road_runs import RoadRun
from runrisk.simulate.side_habits import SidePolicy
from runrisk.simulate.side_season import SideSeason
from runrisk.simulate.town import TownKind


@dataclass(frozen=True, kw_only=True)
class Change:
    """A runner who kept left for 60 runs and then something else: every eighth day a run.

    Attributes:
        town: kind of town.
        then: the habit afterwards.
        days_ago: for how long [days].
        new_watch: whether another watch was worn from then on.
        new_town: whether he moved to another town of the same kind, 1 degree away.
    """

    town: TownKind
    then: SidePolicy
    days_ago: int
    new_watch: bool = False
    new_town: bool = False


CHANGES = (
    {"then": SidePolicy.RIGHT},
    {"then": SidePolicy.MIDDLE},
    {"then": SidePolicy.SAME_EDGE, "new_watch": True},
    {"then": SidePolicy.MIDDLE, "new_town": True},
    {"then": SidePolicy.RIGHT, "new_town": True, "new_watch": True},
    {"then": SidePolicy.LEFT},
    {"then": SidePolicy.LEFT, "new_town": True, "new_watch": True},
)
DAYS_AGO = (90, 200, 400)
STEP_DAYS = 8


QUARTER_SD_M = 0.5
"""How much a habit that varies differs from one quarter to another [m]: as much as streets do in these seasons."""

VARIED = (SidePolicy.LEFT, SidePolicy.LEFT_80, SidePolicy.SAME_EDGE)


@dataclass(frozen=True, kw_only=True)
class Found:
    """What the rule said of such a season; truth is that of the time it speaks of."""

    answer: Answer
    offset: Offset
    truth_m: float

    @property
    def slight(self) -> bool:
        """Whether it says slight left and is right: a watch that lies to the left looks the same."""
        return self.answer is Answer.SLIGHT_LEFT and self.truth_m > 0

    @property
    def names_left(self) -> bool:
        return self.answer.side == "left" and not self.slight

    @property
    def covers(self) -> bool:
        return self.offset.low_m <= self.truth_m <= self.offset.high_m


def changed(change: Change, seed: Sequence[int]) -> Found:
    """Make a season with a change, measure it, and hold it against the truth."""
    first, second = np.random.default_rng(seed), np.random.default_rng([*seed, 1] if change.new_town else seed)
    before = SideSeason(town=change.town, policy=SidePolicy.LEFT, runs=60).tracks(first)
    after = SideSeason(town=change.town, policy=change.then, runs=change.days_ago // STEP_DAYS).tracks(second)
    paths, truths = paths_of(before)
    moved, more = paths_of(after, (PLACE[0] + change.new_town, PLACE[1]))
    watches = ["watch"] * len(paths) + ["new watch" if change.new_watch else "watch"] * len(moved)
    return found([*paths, *moved], watches, [*truths, *more])


def varied(town: TownKind, policy: SidePolicy, seed: Sequence[int]) -> Found:
    """Make a year in which each quarter differs from the habit; the truth is the habit on the streets that were run."""
    rng = np.random.default_rng(seed)
    _, quarter = np.unique([quarter_name(day_of(number)) for number in range(365 // STEP_DAYS)], return_inverse=True)
    drift_m = rng.normal(0, QUARTER_SD_M, quarter.max() + 1)[quarter]
    season = SideSeason(town=town, policy=policy, runs=len(drift_m), drift_m=tuple(drift_m))
    paths, truths = paths_of(season.tracks(rng))
    return found(paths, ["watch"] * len(paths), [truth - more for truth, more in zip(truths, drift_m, strict=True)])


def day_of(number: int) -> date:
    return FIRST_DAY + timedelta(days=STEP_DAYS * number)


def found(paths: Sequence[RunPath], watches: Sequence[str], truths: Sequence[Floats]) -> Found:
    """What the rule says of such runs, with the truth of the time it speaks of."""
    runs = [
        RoadRun(activity=f"run-{number:05d}", day=day_of(number), device=watch, paths=(path,))
        for number, (path, watch) in enumerate(zip(paths, watches, strict=True))
    ]
    measured = measure_sides(runs, EVER)
    return Found(
        answer=answer_now(measured.offset, measured.now, measured.by_quarter, RoadSide()),
        offset=measured.offset,
        truth_m=_truth_now(runs, truths),
    )


def _truth_now(runs: Sequence[RoadRun], truths: Sequence[Floats]) -> float:
    """The true offset of the runs of now, averaged as the estimator weighs them."""
    points = straight_points([run.paths[0] for run in runs], range(len(runs)))
    matched = match(points)
    rows = matched.rows
    truth_m = np.bincount(matched.row, np.concatenate(truths)[points.of_path][matched.point], len(rows))
    truth_m /= np.bincount(matched.row, minlength=len(rows))
    device = np.array([run.device == "watch" for run in runs], int)[rows.run]
    since = beginning(rows, runs)
    counted = np.flatnonzero(np.array([run.day > since for run in runs])[rows.run])
    return weighted(later(rows.apart(device), runs, since), truth_m[counted])


def changing(seeds: int) -> list[str]:
    """Seasons with changes, by the time since: sides named that ended, sides named that are kept, coverage."""
    changes = [Change(town=town, days_ago=ago, **facts) for town, ago, facts in product(FINAL[0], DAYS_AGO, CHANGES)]
    jobs = [(change, (FINAL[1], number, seed)) for number, change in enumerate(changes) for seed in range(seeds)]
    kinds = enumerate(product(FINAL[0], VARIED))
    more = [(*kind, (FINAL[1], 1000 + number, seed)) for number, kind in kinds for seed in range(seeds)]
    with ProcessPoolExecutor(2) as pool:
        after = list(zip([change for change, _ in jobs], pool.map(changed, *zip(*jobs, strict=True)), strict=True))
        varying = _judged(pool.map(varied, *zip(*more, strict=True)))
    kept = [each for change, each in after if change.then is SidePolicy.LEFT]
    judged = _judged(each for _, each in after)
    return [
        *_ended(after),
        line("left all along, also with a new watch: said", sum(r.answer.side == "left" for r in kept), len(kept), ""),
        line("95 % interval covers the truth of now", sum(r.covers for r in judged), len(judged), "92-98 %"),
        line("  covers a habit varying by quarter", sum(r.covers for r in varying), len(varying), "92-98 %"),
    ]


def _judged(seasons: Iterable[Found]) -> list[Found]:
    """Those whose gates pass."""
    return [each for each in seasons if not gaps(each.offset, RoadSide())]


def _ended(after: Sequence[tuple[Change, Found]]) -> Iterator[str]:
    """Sides named that ended, in all and by how long ago they did."""
    for ago in (None, *DAYS_AGO):
        some = [each for change, each in after if change.then is not SidePolicy.LEFT and ago in {None, change.days_ago}]
        name = f"  ended {ago} days ago" if ago else "a side named that ended"
        if not ago:
            yield line("slight left said where that is so", sum(each.slight for each in some), len(some), "")
        yield line(name, sum(each.names_left for each in some), len(some), "0")
