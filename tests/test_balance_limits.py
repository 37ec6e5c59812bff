"""The balance in its context: each limit from both sides, and what changes with the road by a plain reckoning."""

from collections import defaultdict
from dataclasses import replace
from datetime import date
from math import cos, nan, pi, sqrt

import numpy as np
import pytest

from runrisk.geo import to_degrees
from runrisk.model.features import RunPath
from runrisk.roadside.balance_context import BalanceContext, Estimate, Follows, balance_context, turns_along
from runrisk.roadside.crossings import block_keys
from runrisk.roadside.offset import ERROR_FACTOR, t_quantile
from runrisk.roadside.points import straight_points
from runrisk.roadside.road_runs import RoadRun
from walked_paths import path_through, walked


def road(paths):
    return [
        RoadRun(activity=str(n), day=date(2026, 1, 5), device="watch", paths=(path,)) for n, path in enumerate(paths)
    ]


def told(path, left_pct, grade=0.0):
    left, slope = (np.broadcast_to(np.asarray(value, np.float32), len(path)) for value in (left_pct, grade))
    return replace(path, contact_left_pct=left, grade=slope)


def context(paths):
    return balance_context(road(paths))


def five(path, left_pct=51.0, grade=0.0):
    """Five runs of the same."""
    return context([told(path, left_pct, grade)] * 5)


def test_the_balance_of_ones_own_is_a_mean_over_runs_with_its_interval():
    known = context([told(walked("400"), 50 + off) for off in (0.25, 0.5, 0.75, 1.0, 1.25)]).own
    # 0.75 on average; SD sqrt(2 x (0.25^2 + 0.5^2) / 4) = 0.395, over sqrt(5)
    margin = t_quantile(4) * ERROR_FACTOR * sqrt(0.625 / 4) / sqrt(5)
    assert (known.value, known.low, known.high) == pytest.approx((0.75, 0.75 - margin, 0.75 + margin))
    assert known.count == 5


def test_four_runs_tell_nothing():
    known = context([told(walked("400"), 51.0)] * 4)
    assert (known.own.count, known.runs) == (4, 4)
    assert np.isnan([known.own.value, known.own.low, known.own.high]).all()
    assert known.bends.count == known.slopes.count == known.road.count == 0


@pytest.mark.parametrize(("points", "runs"), [(20, 5), (19, 0)])
def test_a_run_needs_twenty_points_in_a_place(points, runs):
    path = walked("400")
    assert five(path, np.where(np.arange(len(path)) < points, 51.0, nan)).own.count == runs


@pytest.mark.parametrize(("grade", "runs"), [(0.0199, 5), (0.0201, 0), (0.021, 0), (-0.0199, 5), (-0.0201, 0)])
def test_flat_is_two_in_a_hundred_either_way(grade, runs):
    assert five(walked("400"), grade=grade).own.count == runs


@pytest.mark.parametrize(("grade", "runs"), [(0.0401, 5), (0.0399, 0), (0.05, 5)])
def test_hills_begin_at_four_in_a_hundred(grade, runs):
    path = walked("600")
    up = np.arange(len(path)) < 30
    known = five(path, np.where(up, 51.5, 50.5), np.where(up, grade, -grade))
    assert known.slopes.count == runs
    if runs:
        assert known.slopes.value == pytest.approx(1.0)
        assert known.own.count == 0


def snake(turn_deg):
    """Forty steps to the left and forty to the right; within 30 m the heading turns by so much."""
    turns = np.repeat([1.0, -1.0], 40) * turn_deg / 3
    place = np.append(0, np.cumsum(10 * np.exp(1j * np.radians(np.cumsum(turns)))))
    lat, lon = to_degrees(place.real, place.imag, 48.2, 16.3)
    return RunPath(lat_deg=lat, lon_deg=lon, piece=np.zeros(len(place), np.int32))


@pytest.mark.parametrize(("turn_deg", "bends", "straight"), [(15.2, 5, 0), (14.8, 0, 5), (20, 5, 0)])
def test_a_bend_turns_by_fifteen_degrees(turn_deg, bends, straight):
    path = snake(turn_deg)
    known = five(path, np.where(np.arange(len(path)) < 40, 51.0, 50.0))
    assert (known.bends.count, known.own.count) == (bends, straight)
    if bends:
        assert known.bends.value == pytest.approx(1.0, abs=0.06)


def test_near_its_ends_a_path_has_no_turn():
    path = snake(20)
    turn = turns_along(path)
    assert turn[3:30] == pytest.approx(np.full(27, 20), abs=0.1)
    assert turn[[0, 1, 2, -1, -2, -3]].tolist() == [0] * 6
    assert turn[-4] == pytest.approx(-20, abs=0.1)
    assert turns_along(walked("50")).tolist() == [0] * 6
    assert turns_along(walked("60")).tolist() == pytest.approx([0] * 7, abs=1e-6)


def estimate(low=-1.0, high=1.0, count=9):
    return Estimate(value=(low + high) / 2, low=low, high=high, count=count)


@pytest.mark.parametrize(
    ("road_known", "own_count", "follows"),
    [
        (estimate(0.1, 0.4, 8), 5, Follows.ROAD),
        (estimate(0.1, 0.4, 7), 5, Follows.CANNOT_TELL),
        (estimate(0.1, 0.4, 8), 4, Follows.CANNOT_TELL),
        (estimate(0.0, 0.4), 9, Follows.RUNNER),
        (estimate(0.05, 0.4), 9, Follows.ROAD),
        (estimate(0.0, 0.49), 9, Follows.RUNNER),
        (estimate(0.0, 0.5), 9, Follows.CANNOT_TELL),
        (estimate(0.0, 0.54), 9, Follows.CANNOT_TELL),
    ],
)
def test_what_the_balance_follows(road_known, own_count, follows):
    known = BalanceContext(own=estimate(count=own_count), road=road_known, bends=estimate(), slopes=estimate(), runs=9)
    assert known.follows is follows


def season(seed, runs=6, effect_pct=0.5):
    """Out and back, each run another part of two streets that meet at 45 degrees; more to the left on the way out."""
    rng = np.random.default_rng(seed)
    paths = []
    for number in range(runs):
        corner, end = 1600 + 150 * number, 900 + 200 * (number % 3)
        way = [0j, 1j * corner, 1j * corner + end * np.exp(1j * pi / 4), 1j * corner, 0j]
        path = path_through(way[: 3 if number == 5 else 5])
        out = np.where(np.arange(len(path)) < (len(path) if number == 5 else len(path) / 2), 1.0, -1.0)
        left = 50.5 + rng.normal(0, 0.3) + effect_pct * out + rng.normal(0, 0.6, len(path))
        left[rng.random(len(path)) < 0.2] = nan
        paths.append(told(path, left))
    return paths


def plain_road(paths):
    """The squares of the stretches that two runs went either way, by loops; a mean, its interval, and how many."""
    points = straight_points(paths, range(len(paths)))
    left = np.concatenate([path.contact_left_pct for path in paths]).astype(float)[points.of_path]
    blocks = block_keys(points)
    there = [at for at in range(len(points)) if np.isfinite(left[at])]
    mean = {run: np.mean([left[at] for at in there if points.run[at] == run]) for run in set(points.run.tolist())}
    of_run = defaultdict(list)
    for at in there:
        axis = round(points.heading_rad[at] / (pi / 4)) % 4
        forward = cos(points.heading_rad[at] - axis * pi / 4) > 0
        of_run[blocks[at], axis, forward, points.run[at]].append(left[at] - mean[points.run[at]])
    ways = defaultdict(list)
    for (block, axis, forward, _), values in of_run.items():
        if len(values) >= 3:
            ways[block, axis, forward].append(np.mean(values))
    squares = []
    for block, axis in {key[:2] for key in ways}:
        one, other = ways.get((block, axis, True), ()), ways.get((block, axis, False), ())
        if min(len(one), len(other)) >= 2:
            chance = (np.var(one, ddof=1) / len(one) + np.var(other, ddof=1) / len(other)) / 4
            squares.append(((np.mean(one) - np.mean(other)) / 2) ** 2 - chance)
    middle, count = np.mean(squares), len(squares)
    margin = t_quantile(count - 1) * ERROR_FACTOR * np.std(squares, ddof=1) / sqrt(count)
    size = max(middle, 0)
    return sqrt(size), sqrt(max(middle - margin, 0)), sqrt(size + margin), count


@pytest.mark.parametrize(("seed", "effect_pct"), [(1, 0.5), (2, 0.5), (3, 0.0), (4, 0.1)])
def test_what_changes_with_the_road_by_a_plain_reckoning(seed, effect_pct):
    paths = season(seed, effect_pct=effect_pct)
    known = context(paths).road
    assert (known.value, known.low, known.high, known.count) == pytest.approx(plain_road(paths), abs=1e-6)
    assert known.count >= 12


@pytest.mark.parametrize(("metres", "stretches"), [(1700, 8), (1450, 7)])
def test_eight_stretches_both_ways_tell_of_the_road(metres, stretches):
    # The place lies 5,559.8 m south of the middle of its region, 190 m into a block of 250 m: its 60 m, then whole ones.
    paths = [told(path_through([0j, 1j * metres, 0j]), 51.0 + number / 10) for number in range(5)]
    known = context(paths).road
    assert known.count == stretches
    assert np.isnan(known.value) == (stretches < 8)


def test_only_flat_points_tell_of_the_road():
    paths = [told(path_through([0j, 2500j, 0j]), 51.0, grade=0.03) for _ in range(5)]
    assert context(paths).road.count == 0


def test_a_second_run_each_way_makes_a_stretch():
    alone = [told(path_through([0j, 2500j, 0j]), 51.0)] + [told(walked("2500"), 51.0)] * 5
    assert context(alone).road.count == 0
    assert context([*alone, alone[0]]).road.count >= 8


@pytest.mark.parametrize(
    ("freedom", "quantile"), [(0.5, 11.30012), (1, 11.30012), (1.1, 9.39), (2, 4.27055), (4, 2.77558), (10, 2.22813)]
)
def test_the_series_for_students_law(freedom, quantile):
    # Abramowitz and Stegun 26.7.5 with z = 1.959964 and four terms; the tables have 12.706, 4.303, 2.776 and 2.228.
    assert t_quantile(freedom) == pytest.approx(quantile, rel=1e-5 if freedom != 1.1 else 0.05)
    assert t_quantile(1.1) < t_quantile(1)
