"""What no change of place, direction, order or company may alter in the road-side rule."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from road_side_seasons import benchmark, log_of, run
from runrisk.analyzers.road_side import RoadSide
from runrisk.roadside.answer import Answer
from runrisk.simulate.side_habits import SidePolicy
from runrisk.simulate.side_season import SideSeason
from runrisk.simulate.town import TownKind
from runrisk.wording import Wording

TOLERANCE_M = 0.1
"""Cells and greedy anchors make the laws inexact by so much (road-side method)."""

SWAPPED = {
    Answer.LEFT: Answer.RIGHT,
    Answer.RIGHT: Answer.LEFT,
    Answer.SLIGHT_LEFT: Answer.SLIGHT_RIGHT,
    Answer.SLIGHT_RIGHT: Answer.SLIGHT_LEFT,
    Answer.LEFTWARD: Answer.RIGHTWARD,
    Answer.RIGHTWARD: Answer.LEFTWARD,
    Answer.NO_SIDE: Answer.NO_SIDE,
    Answer.CANNOT_TELL: Answer.CANNOT_TELL,
}
POLICIES = (SidePolicy.LEFT, SidePolicy.RIGHT, SidePolicy.SAME_EDGE, SidePolicy.ALTERNATE)

seasons = st.builds(
    lambda town, policy, seed: (town, policy, seed),
    st.sampled_from(list(TownKind)),
    st.sampled_from(POLICIES),
    st.integers(0, 3),
)
few = settings(max_examples=6, derandomize=True)


@cache
def tracks(town, policy, seed):
    return SideSeason(town=town, policy=policy, runs=20).tracks(np.random.default_rng([9, seed]))


def said(tracks, place=benchmark.PLACE):
    finding = RoadSide().judge(RoadSide().measure(log_of(benchmark.paths_of(tracks, place)[0])), Wording())
    return Answer(finding.answer), {measure.name: measure for measure in finding.measures}


def moved(track, turn_rad=0.0, east_m=0.0, north_m=0.0):
    cos, sin = np.cos(turn_rad), np.sin(turn_rad)
    return replace(
        track,
        east_m=cos * track.east_m - sin * track.north_m + east_m,
        north_m=sin * track.east_m + cos * track.north_m + north_m,
    )


def mirrored(track):
    return replace(track, east_m=-track.east_m)


def backwards(track):
    names = ("east_m", "north_m", "true_offset_left_m")
    turned = {name: getattr(track, name)[::-1] for name in names}
    return replace(track, time_s=track.time_s[-1] - track.time_s[::-1], **turned)


def same(before, after, *, swapped=False):
    (answer, measures), (new_answer, new_measures) = before, after
    sign = -1 if swapped else 1
    assert new_measures["left_offset_m"].value == pytest.approx(sign * measures["left_offset_m"].value, abs=TOLERANCE_M)
    assert new_answer is (SWAPPED[answer] if swapped else answer)
    assert new_measures["km_scored"].value == pytest.approx(measures["km_scored"].value, rel=0.01)
    assert new_measures["km_both_ways"].value == pytest.approx(measures["km_both_ways"].value, rel=0.05)


@few
@given(seasons)
def test_mirroring_the_world_swaps_the_sides(season):
    made = tracks(*season)
    same(said(made), said([mirrored(track) for track in made]), swapped=True)


@few
@given(seasons)
def test_running_everything_backwards_swaps_the_sides(season):
    made = tracks(*season)
    same(said(made), said([backwards(track) for track in made]), swapped=True)


@few
@given(seasons)
def test_both_together_change_nothing(season):
    made = tracks(*season)
    same(said(made), said([mirrored(backwards(track)) for track in made]))


@few
@given(seasons, st.floats(0, 6.28), st.floats(-9_000, 9_000), st.floats(-9_000, 9_000))
def test_turning_and_moving_the_town_changes_nothing(season, turn_rad, east_m, north_m):
    made = tracks(*season)
    same(said(made), said([moved(track, turn_rad, east_m, north_m) for track in made]))


@few
@given(seasons, st.floats(-65, 65), st.floats(-179, 179))
def test_another_part_of_the_world_changes_nothing(season, lat_deg, lon_deg):
    made = tracks(*season)
    same(said(made), said(made, (lat_deg, lon_deg)))


def test_the_date_line_is_no_border():
    made = tracks(TownKind.GRID, SidePolicy.LEFT, 0)
    same(said(made), said(made, (-17.0, 180.0)))


@few
@given(seasons, st.randoms())
def test_the_order_of_files_changes_nothing(season, random):
    paths = benchmark.paths_of(tracks(*season))[0]
    activities = [run(number) for number in range(len(paths))]
    shuffled = list(zip(activities, paths, strict=True))
    random.shuffle(shuffled)
    rule, before = RoadSide(), log_of(paths, activities)
    after = log_of([path for _, path in shuffled], [activity for activity, _ in shuffled])
    assert rule.judge(rule.measure(after), Wording()) == rule.judge(rule.measure(before), Wording())


@pytest.mark.parametrize(
    "other",
    [
        {"duplicate_of": "the first one"},
        {"sub_sport": "treadmill"},
        {"sub_sport": "track"},
        {"sub_sport": "trail"},
        {"sub_sport": "virtual_activity"},
        {"sport": "walking"},
        {"sport": "cycling"},
    ],
    ids=str,
)
def test_what_is_no_road_run_of_its_own_changes_nothing(other):
    paths = benchmark.paths_of(tracks(TownKind.SUBURB, SidePolicy.LEFT, 1))[0]
    activities = [run(number) for number in range(len(paths))]
    more = log_of([*paths, paths[0]], [*activities, run(5_000, step_days=0, **other)])
    rule, before = RoadSide(), log_of(paths, activities)
    assert rule.judge(rule.measure(more), Wording()) == rule.judge(rule.measure(before), Wording())
