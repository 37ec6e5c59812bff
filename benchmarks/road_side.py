"""How well the road-side rule does on made-up seasons: every row of its accuracy table, with counts.

    python benchmarks/road_side.py --tuning    # the towns and seeds it was tuned on
    python benchmarks/road_side.py --final     # towns and seeds never used while tuning: the figure to report
    python benchmarks/road_side.py --changing  # seasons in which the habit, the watch or the town changes
    python benchmarks/road_side.py --quick     # a few seasons of both, to see that it runs
    python benchmarks/road_side.py --speed     # 300, 1,000 and 3,000 runs from stored paths to the answer

Truth is the realised offset to the left of the middle, the device's constant included, averaged with the estimator's
own weights. At most two processes.
"""

import argparse
import resource
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import product
from math import sqrt

import numpy as np

from runrisk.analyzers.road_side import RoadSide
from runrisk.geo import to_degrees
from runrisk.importers.cleaning.positions import positions
from runrisk.importers.features.paths import run_path, stations
from runrisk.model import Period, Samples
from runrisk.model.features import RunPath
from runrisk.roadside.answer import Answer, gaps
from runrisk.roadside.crossings import Crossings, match
from runrisk.roadside.measured import MIN_RUN_KM, SideMeasured, measure_sides
from runrisk.roadside.now import answer_now
from runrisk.roadside.offset import Offset, offset, within_anchor
from runrisk.roadside.points import Floats, straight_points
from runrisk.roadside.road_runs import RoadRun
from runrisk.simulate.side_habits import SidePolicy, draw_habit
from runrisk.simulate.side_season import SideSeason
from runrisk.simulate.town import TownKind, make_town
from runrisk.simulate.town_routes import plan_routes
from runrisk.simulate.track import Track, run_track

TUNING = (TownKind.GRID, TownKind.RADIAL), 1
FINAL = (TownKind.ORGANIC, TownKind.SUBURB, TownKind.OUT_AND_BACK), 2
"""Kinds of town, and the first number of every seed."""

NOISES_M = (1.2, 2.5, 4.5)
RUNS = (10, 30, 100)
USUAL = (30, 2.5)
"""Runs and noise [m] of a season unless a row says otherwise."""

PLACE = (48.1, 11.6)
FIRST_DAY = date(2024, 3, 1)
EVER = Period(since=date.min, until=date.max)

STEADY = frozenset({SidePolicy.LEFT, SidePolicy.RIGHT})
BALANCED = frozenset({SidePolicy.MIDDLE, SidePolicy.SAME_EDGE, SidePolicy.RANDOM, SidePolicy.ALTERNATE})
LEFTISH = frozenset({Answer.LEFT, Answer.SLIGHT_LEFT})
RIGHTISH = frozenset({Answer.RIGHT, Answer.SLIGHT_RIGHT})


@dataclass(frozen=True, kw_only=True)
class Result:
    """What the rule said of one season, and what was true of it."""

    season: SideSeason
    answer: Answer
    offset: Offset
    gated: bool
    truth_m: float
    habit_m: float
    runs_right: int
    runs_judged: int
    placebo_z: float

    @property
    def wrong(self) -> bool:
        return (self.answer in LEFTISH and self.truth_m < 0) or (self.answer in RIGHTISH and self.truth_m > 0)

    @property
    def sided(self) -> bool:
        return self.answer in {Answer.LEFT, Answer.RIGHT}

    @property
    def usual(self) -> bool:
        return (self.season.runs, self.season.gps_sd_m) == USUAL and not self.season.one_loop


def paths_of(tracks: Sequence[Track], place: tuple[float, float] = PLACE) -> tuple[list[RunPath], list[Floats]]:
    """The paths of tracks laid down at a place, and the true offset at each of their points [m]."""
    paths, truths = [], []
    for track in tracks:
        lat, lon = to_degrees(track.east_m, track.north_m, *place)
        samples = Samples({"time_s": track.time_s, "lat_deg": lat, "lon_deg": lon})
        path = run_path(samples)
        if path is not None:
            along_m, at_m, _ = stations(positions(samples))
            paths.append(path)
            truths.append(np.interp(at_m, along_m, track.true_offset_left_m))
    return paths, truths


def road_runs_of(paths: Iterable[RunPath]) -> list[RoadRun]:
    """Each path as a run of its own, two days apart."""
    return [
        RoadRun(activity=f"run-{number:05d}", day=FIRST_DAY + timedelta(days=2 * number), device="watch", paths=(path,))
        for number, path in enumerate(paths)
    ]


def judged(season: SideSeason, rng: np.random.Generator) -> Result:
    """Make a season, measure it, and hold it against the truth."""
    habit_m = season.habit_left_m(deepcopy(rng))
    paths, truths = paths_of(season.tracks(rng))
    points = straight_points(paths, range(len(paths)))
    matched = match(points)
    rows, rule = matched.rows, RoadSide()
    true_left_m = np.concatenate(truths)[points.of_path][matched.point]
    row_truth_m = np.bincount(matched.row, true_left_m, len(rows)) / np.bincount(matched.row, minlength=len(rows))
    measured = measure_sides(road_runs_of(paths), EVER)
    right, seen = _single_runs(measured, truths)
    return Result(
        season=season,
        answer=answer_now(measured.offset, measured.now, measured.by_quarter, rule),
        offset=measured.offset,
        gated=not gaps(measured.offset, rule),
        truth_m=weighted(rows, row_truth_m),
        habit_m=habit_m,
        runs_right=right,
        runs_judged=seen,
        placebo_z=placebo_z(rows, rng),
    )


def weighted(rows: Crossings, left_m: Floats) -> float:
    """Offsets averaged as the estimator weighs them: a row's weight is its direction within the anchor times itself."""
    weight = within_anchor(rows, rows.direction) * rows.direction
    return float((weight * left_m).sum() / weight.sum()) if weight.any() else 0.0


def _single_runs(measured: SideMeasured, truths: Sequence[Floats]) -> tuple[int, int]:
    """How many runs have the right sign, of those with enough both-way distance."""
    runs = [run for run in measured.by_run if run.km_both_ways >= MIN_RUN_KM]
    right = sum(run.left_m * truths[int(run.activity[-5:])].mean() > 0 for run in runs)
    return right, len(runs)


def placebo_z(rows: Crossings, rng: np.random.Generator) -> float:
    """Offset over standard error (its factor of 1.2 included) where there is nothing to find.

    Places minus the mean of their anchor and direction hold no offset; each run is then given a direction by chance,
    the same wherever it went.
    """
    if not len(rows):
        return float("nan")
    _, way, counts = np.unique(rows.anchor * 2 + (rows.direction > 0), return_inverse=True, return_counts=True)
    residual_m = rows.left_m - (np.bincount(way, rows.left_m) / counts)[way]
    drawn = rng.choice([-1.0, 1.0], int(rows.run.max()) + 1)[rows.run]
    made = Crossings(
        anchor=way, run=rows.run, block=rows.block, direction=drawn, left_m=residual_m, distance_m=rows.distance_m
    )
    known = offset(made)
    return known.left_m / known.error_m if known.km_both_ways else float("nan")


def _job(family: int, job: tuple[SideSeason, int]) -> Result:
    season, seed = job
    town, policy = list(TownKind).index(season.town), list(SidePolicy).index(season.policy)
    key = [family, seed, town, policy, season.runs, round(10 * season.gps_sd_m), int(season.one_loop)]
    return judged(season, np.random.default_rng(key))


def results(towns: Sequence[TownKind], family: int, seeds: int, processes: int = 2) -> list[Result]:
    """All policies by noise and number of runs, four times as many seasons of the usual kind, and single loops."""
    jobs = []
    for town, policy in product(towns, SidePolicy):
        for runs, noise_m in product(RUNS, NOISES_M):
            season = SideSeason(town=town, policy=policy, runs=runs, gps_sd_m=noise_m)
            jobs += [(season, seed) for seed in range(seeds * 4 if (runs, noise_m) == USUAL else seeds)]
        if town is not TownKind.OUT_AND_BACK:  # a road without side streets has no loops
            jobs += [(SideSeason(town=town, policy=policy, one_loop=True), seed) for seed in range(seeds)]
    with ProcessPoolExecutor(processes) as pool:
        return list(pool.map(partial(_job, family), jobs, chunksize=4))


def table(found: Sequence[Result]) -> list[str]:
    """Every row of the accuracy table: what was counted, what the row demands."""
    seasons = [r for r in found if not r.season.one_loop]
    usual = [r for r in seasons if r.usual]
    lines = [share("wrong side, all policies, noises, runs", seasons, lambda r: r.wrong, "<= 0.5 %")]
    balanced = [r for r in seasons if r.season.policy in BALANCED]
    lines.append(share("left/right said where there is none", balanced, lambda r: r.sided, "<= 2 %"))
    for noise_m, limit in zip(NOISES_M, (">= 95 %", ">= 95 %", ">= 80 %"), strict=True):
        steady = [
            r for r in seasons if r.season.policy in STEADY and (r.season.runs, r.season.gps_sd_m) == (30, noise_m)
        ]
        lines.append(share(f"always left/right answered, {noise_m} m", steady, lambda r: r.sided, limit))
    mostly = [r for r in usual if r.season.policy is SidePolicy.LEFT_80]
    lines.append(share("left on 80 %: left or slight left", mostly, lambda r: r.answer in LEFTISH, ">= 80 %"))
    loops = [r for r in found if r.season.one_loop]
    lines.append(share("one one-way loop: cannot tell", loops, lambda r: r.answer is Answer.CANNOT_TELL, "100 %"))
    lines += _interval_rows(usual)
    runs_right, runs_judged = (
        sum(getattr(r, name) for r in usual if r.season.policy in STEADY) for name in ("runs_right", "runs_judged")
    )
    lines.append(line("side of a single run, steady habit", runs_right, runs_judged, ">= 95 %"))
    return lines


def _interval_rows(usual: Sequence[Result]) -> list[str]:
    gated = [r for r in usual if r.gated]
    constant = [r for r in gated if r.season.policy in STEADY | {SidePolicy.MIDDLE, SidePolicy.SAME_EDGE}]

    def covers(result: Result) -> bool:
        return result.offset.low_m <= result.truth_m <= result.offset.high_m

    def covers_habit(result: Result) -> bool:
        return result.offset.low_m <= result.habit_m <= result.offset.high_m

    rms_m = sqrt(float(np.mean([(r.offset.left_m - r.truth_m) ** 2 for r in gated])))
    placebo = np.array([r.placebo_z for r in usual])
    return [
        share("95 % interval covers the truth", gated, covers, "92-98 %"),
        share("  of these: habits that do not vary", constant, covers, ""),
        share("  covers the habit in all of the town", gated, covers_habit, "92-98 %"),
        f"{'RMS error of the offset, gates passed':44s}{rms_m:9.2f} m {'':14s}<= 0.35 m",
        f"{'placebo directions: SD of z':44s}{np.nanstd(placebo):9.2f}   {'':14s}0.9-1.2",
    ]


def share(what: str, among: Sequence[Result], says: Callable[[Result], bool], limit: str) -> str:
    return line(what, sum(map(says, among)), len(among), limit)


def line(what: str, count: int, among: int, limit: str) -> str:
    return f"{what:44s}{100 * count / max(among, 1):9.1f} % {count:6d} of {among:<6d} {limit}"


def by_cell(found: Sequence[Result]) -> list[str]:
    """For each number of runs and noise: gates passed, RMS error, and steady habits answered."""
    lines = [
        f"{'runs':>5s} {'noise':>6s} {'seasons':>8s} {'gates passed':>13s} {'RMS error':>10s} {'steady answered':>16s}"
    ]
    for runs, noise_m in product(RUNS, NOISES_M):
        cell = [r for r in found if (r.season.runs, r.season.gps_sd_m) == (runs, noise_m) and not r.season.one_loop]
        gated = [r for r in cell if r.gated]
        steady = [r for r in cell if r.season.policy in STEADY]
        rms_m = sqrt(float(np.mean([(r.offset.left_m - r.truth_m) ** 2 for r in gated] or [np.nan])))
        answered = f"{sum(r.sided for r in steady)} of {len(steady)}"
        lines.append(f"{runs:5d} {noise_m:4.1f} m {len(cell):8d} {len(gated):13d} {rms_m:8.2f} m {answered:>16s}")
    return lines


def long_log(runs: int) -> list[RunPath]:
    """Paths of about 10 km each: three towns one after the other, forty routes in each."""
    rng, paths = np.random.default_rng(7), []
    for town_number, kind in enumerate((TownKind.GRID, TownKind.RADIAL, TownKind.ORGANIC)):
        town = make_town(kind, rng)
        routes = plan_routes(town, rng.uniform(7_000, 14_000, 40), rng)
        habit = draw_habit(SidePolicy.LEFT_80, town, rng)
        for run in range(runs // 3):
            route = routes[run % len(routes)]
            track = run_track(route, habit.offset_left_m(route, run, rng), 2.9, rng)
            paths += paths_of([track], (PLACE[0] + town_number, PLACE[1]))[0]
    return paths


def speed() -> None:
    """Processor seconds from stored paths to the answer for 300, 1,000 and 3,000 runs, and the peak memory of the process."""
    paths, rule = long_log(3_000), RoadSide()
    before_mb = _peak_mb()
    for runs in (300, 1_000, 3_000):
        some = road_runs_of(paths[:: 3_000 // runs])
        began = time.process_time()
        finding = rule.judge(measure_sides(some, EVER))
        took = time.process_time() - began
        points = sum(len(run.paths[0]) for run in some)
        print(
            f"{runs:5d} runs {points:9,d} points {took:6.2f} s {1e6 * took / points:5.2f} us a point: {finding.answer}"
        )
    print(f"peak memory {_peak_mb():.0f} MB, of which {before_mb:.0f} MB before the first answer")


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Print what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("tuning", "final", "quick", "speed", "changing"):
        parser.add_argument(f"--{name}", action="store_true")
    parser.add_argument("--seeds", type=int, default=5)
    asked = parser.parse_args()
    if asked.speed:
        speed()
    if asked.changing:
        from road_side_changing import changing  # noqa: PLC0415 - it takes its seasons from this module

        print("\n".join(changing(asked.seeds)))
    for name, (towns, family) in (("tuning", TUNING), ("final", FINAL)):
        if getattr(asked, name) or asked.quick:
            found = results(towns, family, 1 if asked.quick else asked.seeds)
            print(f"\n{name}: {len(found)} seasons in {', '.join(towns)} towns")
            print("\n".join([*table(found), "", *by_cell(found)]))


if __name__ == "__main__":
    main()
