"""A short form of the benchmark: a few seasons of each kind, on towns and seeds of its own."""

from functools import cache

import numpy as np
import pytest

from road_side_seasons import benchmark
from runrisk.roadside.answer import Answer
from runrisk.simulate.side_habits import SidePolicy
from runrisk.simulate.side_season import SideSeason
from runrisk.simulate.town import TownKind

FAMILY = 3
"""First number of the seeds: neither tuning nor final."""


@cache
def results():
    towns = list(TownKind)
    jobs = [
        (SideSeason(town=towns[number % len(towns)], policy=policy), number)
        for policy in SidePolicy
        for number in range(5)
    ]
    return [benchmark._job(FAMILY, job) for job in jobs]


def of(*policies):
    return [result for result in results() if result.season.policy in policies]


def test_no_season_is_given_the_wrong_side():
    assert not [result for result in results() if result.wrong]


def test_steady_habits_are_answered():
    answers = {policy: [result.answer for result in of(policy)] for policy in (SidePolicy.LEFT, SidePolicy.RIGHT)}
    # At least 95 % are to be answered: of ten, one may be missed.
    assert answers[SidePolicy.LEFT].count(Answer.LEFT) + answers[SidePolicy.RIGHT].count(Answer.RIGHT) >= 9


def test_balanced_habits_are_given_no_side():
    balanced = of(*benchmark.BALANCED)
    # At most 2 % may be given one: none or one of twenty.
    assert sum(result.sided for result in balanced) <= 1


def test_intervals_cover_the_truth_and_errors_are_small():
    gated = [result for result in results() if result.gated]
    assert len(gated) >= 0.9 * len(results())
    covered = [result.offset.low_m <= result.truth_m <= result.offset.high_m for result in gated]
    # With 92 % coverage fewer than 33 of 40 come about once in a hundred times.
    assert sum(covered) >= len(gated) - 7
    errors_m = [result.offset.left_m - result.truth_m for result in gated]
    assert np.sqrt(np.mean(np.square(errors_m))) <= 0.35


def test_the_side_of_single_runs():
    steady = of(SidePolicy.LEFT, SidePolicy.RIGHT)
    assert sum(r.runs_right for r in steady) >= 0.95 * sum(r.runs_judged for r in steady) > 100


def test_placebo_directions_find_nothing():
    rng = np.random.default_rng(4)
    z = []
    for seed in range(6):
        season = SideSeason(town=TownKind.SUBURB, policy=SidePolicy.RIGHT, runs=20)
        paths, _ = benchmark.paths_of(season.tracks(np.random.default_rng([FAMILY, seed])))
        rows = benchmark.match(benchmark.straight_points(paths, range(len(paths)))).rows
        z += [benchmark.placebo_z(rows, rng) for _ in range(50)]
    assert 0.9 <= np.std(z) <= 1.2


@pytest.mark.parametrize("policy", [SidePolicy.LEFT, SidePolicy.RANDOM])
def test_a_single_one_way_loop_cannot_tell(policy):
    season = SideSeason(town=TownKind.SUBURB, policy=policy, one_loop=True)
    assert benchmark._job(FAMILY, (season, 0)).answer is Answer.CANNOT_TELL


def test_the_table_has_every_row():
    rows = "\n".join(benchmark.table(results()))
    for word in ("wrong side", "where there is none", "answered", "80 %", "loop", "covers", "RMS", "single run"):
        assert word in rows
