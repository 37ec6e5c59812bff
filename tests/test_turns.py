"""Bends, loops and laps read from paths made by hand."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from logs import shuffled, training_log
from road_side_seasons import log_of
from runrisk.analysis.outcome import run_analyzer
from runrisk.analyzers.track_one_direction import TrackOneDirection
from runrisk.analyzers.turn_balance import TurnBalance
from runrisk.measures.laps import lap_part
from runrisk.measures.outdoor import PathRun, in_plane
from runrisk.measures.turns import Turns, loop_width_m, turn_bias, turns_of
from runrisk.model.features import RunPath
from walked_paths import walked

SQUARE = "1000 L 1000 L 1000 L 1000"
WORDS = st.lists(st.sampled_from(["200", "500", "L", "R", "L40", "R60"]), min_size=4, max_size=16)


def run_along(path, sub_sport=None):
    place_m, piece = in_plane([path])
    return PathRun(activity="1", day=None, sub_sport=sub_sport, place_m=place_m, piece=piece)


def mirrored(path, lon_deg=16.3):
    return replace(path, lon_deg=2 * lon_deg - path.lon_deg)


def backwards(path):
    return replace(
        path, lat_deg=path.lat_deg[::-1], lon_deg=path.lon_deg[::-1], piece=path.piece[::-1].max() - path.piece[::-1]
    )


def test_corners_by_hand():
    turns = turns_of(run_along(walked("300 L 300 R 300 R 300")))
    assert (turns.left_bends, turns.right_bends) == (1, 2)
    assert turns.left_deg == pytest.approx(90, abs=1)
    assert turns.right_deg == pytest.approx(180, abs=2)
    # 90 less 180, over 270
    assert turn_bias(turns.left_deg, turns.right_deg) == pytest.approx(-1 / 3, abs=0.01)


def test_a_half_circle_is_one_bend():
    turns = turns_of(run_along(walked("200 L36 200")))
    assert turns.left_bends == 1
    assert turns.left_deg == pytest.approx(180, abs=3)


def test_turning_round_is_neither_left_nor_right():
    assert turns_of(run_along(walked("500 U 500"))).left_bends == 0
    assert turns_of(run_along(walked("500 U 500"))).right_bends == 0


def test_slow_bends_and_short_paths_are_none():
    # A circle of 200 m radius turns by 8.6 degrees in 30 m.
    assert turns_of(run_along(walked("200 L200 200"))) == turns_of(run_along(walked("20"))) == Turns()
    assert np.isnan(turn_bias(0, 0))


def test_nothing_bends_where_the_track_was_cut():
    one, other = walked("300"), walked("@0,300 R 300")
    joined = RunPath(
        lat_deg=np.append(one.lat_deg, other.lat_deg),
        lon_deg=np.append(one.lon_deg, other.lon_deg),
        piece=np.append(one.piece, other.piece + 1).astype(np.int32),
    )
    assert turns_of(run_along(joined)).right_bends == 0


def test_the_width_of_a_square():
    # Twice an area of 1 km^2 over 4 km: 500 m; 401 points stand for 4,010 m.
    assert loop_width_m(run_along(walked(SQUARE))) == pytest.approx(2e6 / 4010, rel=1e-3)
    assert loop_width_m(run_along(walked("2000 U 2000"))) == pytest.approx(0, abs=0.1)
    assert np.isnan(loop_width_m(run_along(walked("2000"))))


def test_a_lollipop_is_a_loop_by_its_round():
    # A stem of 1 km, a square of 500 m: twice 0.25 km^2 over 4 km is 125 m.
    lollipop = walked("1000 500 R 500 R 500 R 500 L 1000")
    assert loop_width_m(run_along(lollipop)) == pytest.approx(-125, rel=0.02)


@settings(max_examples=40, derandomize=True)
@given(WORDS)
def test_mirroring_the_world_swaps_left_and_right(words):
    path = walked(" ".join([*words, "300"]))
    before, after = run_along(path), run_along(mirrored(path))
    assert turns_of(after).left_deg == pytest.approx(turns_of(before).right_deg, abs=0.1)
    assert turns_of(after).right_deg == pytest.approx(turns_of(before).left_deg, abs=0.1)
    assert loop_width_m(after) == pytest.approx(-loop_width_m(before), abs=0.1, nan_ok=True)


@settings(max_examples=40, derandomize=True)
@given(WORDS)
def test_running_it_backwards_swaps_left_and_right(words):
    path = walked(" ".join([*words, "300"]))
    before, after = turns_of(run_along(path)), turns_of(run_along(backwards(path)))
    assert after.left_deg == pytest.approx(before.right_deg, abs=0.1)


def test_laps_are_found_and_the_way_there_is_left_out():
    run = run_along(walked("3000 L 600"))
    assert lap_part(run) is None
    laps = " ".join(["84", "L36", "84", "L36"] * 10)
    found = lap_part(run_along(walked(f"1500 {laps} 1500")))
    # Ten laps of 394 m; the ends of the way there lie in the first and the last lap.
    assert len(found.place_m) * 10 == pytest.approx(3940, rel=0.05)
    assert turns_of(found).right_deg == 0 < turns_of(found).left_deg


def test_on_a_track_everything_counts():
    run = run_along(walked("84 L36 84 L36"), sub_sport="track")
    assert lap_part(run) is run


LOOPS = {"left": SQUARE, "right": "L 1000 R 1000 R 1000 R 1000", "lap": "8 x 84 L36 84 L36"}


MANY_LOOPS = training_log(["8 x 4%left . 4%left 3%lap 4%right . ."], paths=LOOPS)
each_rule = pytest.mark.parametrize("rule", [TurnBalance, TrackOneDirection])


@each_rule
def test_a_mirrored_log_gives_the_other_way_round(rule):
    way = MANY_LOOPS.read_path
    other = replace(MANY_LOOPS, read_path=lambda run: way(run) and mirrored(way(run)))
    before, after = (run_analyzer(rule(), one).finding for one in (MANY_LOOPS, other))
    swapped = {"loops_clockwise": "loops_anticlockwise", "loops_anticlockwise": "loops_clockwise"}
    known = {measure.name: measure.value for measure in after.measures}
    assert before.verdict == after.verdict
    for measure in before.measures:
        sign = -1 if measure.name == "turn_bias" else 1
        assert known[swapped.get(measure.name, measure.name)] == pytest.approx(sign * measure.value, abs=1e-3)


@each_rule
def test_the_order_of_files_does_not_matter(rule):
    turned = shuffled(MANY_LOOPS, range(len(MANY_LOOPS.recorded))[::-1])
    assert run_analyzer(rule(), turned).finding == run_analyzer(rule(), MANY_LOOPS).finding


def test_joined_parts_of_a_run_are_one_loop():
    # The square in two halves, the second one begun where the first one ended.
    halves = [walked("1000 L 1000"), walked("@-1000,1000 L L 1000 L 1000")]
    log = log_of(halves, None)
    start = log.recorded[0].start_utc
    runs = [
        replace(part, start_utc=start + number * timedelta(minutes=15), elapsed_s=600.0)
        for number, part in enumerate(log.recorded)
    ]
    joined = replace(log, recorded=tuple(runs))
    assert len(joined.runs) == 1
    place_m, piece = in_plane(halves)
    whole = PathRun(activity="1", day=None, sub_sport=None, place_m=place_m, piece=piece)
    assert loop_width_m(whole) == pytest.approx(2e6 / 4020, rel=1e-3)
    assert piece.max() == 1
