"""Steps of a clock, each limit of what counts as set, paused or added from both sides."""

from datetime import timedelta

import numpy as np
import pytest

from runrisk.importers.cleaning.clock_jumps import Jump, jumps, steady_clock, steady_recording
from runrisk.model import Samples
from tracks import START, recording

HOUR = 3600.0
DAY = 24 * HOUR


def along(steps_s, steps_m=None, **columns):
    """Samples after these steps of time and of distance, without positions; 3 m a step if nothing else is said."""
    steps_m = np.full(len(steps_s), 3.0) if steps_m is None else steps_m
    time_s, way_m = (np.append(0.0, np.cumsum(np.asarray(steps, float))) for steps in (steps_s, steps_m))
    return Samples({"time_s": time_s, "distance_m": way_m} | columns)


def one_jump(gap_s, way_m=3.0, *, usual_m=3.0, usual_s=1.0, count=20, **columns):
    """The tenth of twenty steps is the jump."""
    steps_s, steps_m = np.full(count, usual_s), np.full(count, usual_m)
    steps_s[9], steps_m[9] = gap_s, way_m
    return along(steps_s, steps_m, **columns)


def kind(samples, stops_s=()):
    return jumps(samples, stops_s).get(10)


def paused():
    return {"segment": (np.arange(21) >= 10).astype(int)}


@pytest.mark.parametrize(
    ("gap_s", "found"),
    [(3000, None), (3001, Jump.CLOCK_SET), (-1.0, None), (-1.1, Jump.CLOCK_SET), (-0.9, None)],
)
def test_fifty_minutes_ahead_or_more_than_a_step_back_is_a_jump(gap_s, found):
    assert kind(one_jump(gap_s)) is found


@pytest.mark.parametrize(("way_m", "found"), [(100.0, Jump.CLOCK_SET), (100.1, None)])
def test_a_clock_set_back_goes_on_within_100_metres(way_m, found):
    assert kind(one_jump(-500.0, way_m)) is found


@pytest.mark.parametrize(("gap_s", "found"), [(8 * HOUR, None), (8 * HOUR + 1, Jump.OTHER_ACTIVITY)])
def test_a_told_pause_of_more_than_eight_hours_begins_another_activity(gap_s, found):
    assert kind(one_jump(gap_s, **paused()), None) is found


@pytest.mark.parametrize(("gap_s", "found"), [(DAY, None), (DAY + 1, Jump.CLOCK_SET)])
def test_a_day_that_nobody_calls_a_pause(gap_s, found):
    assert kind(one_jump(gap_s), None) is found


@pytest.mark.parametrize(
    ("gap_s", "found"),
    [(99_999, Jump.CLOCK_SET), (100_000, Jump.TIME_ADDED), (101_800, Jump.TIME_ADDED), (101_801, Jump.CLOCK_SET)],
)
def test_100_000_seconds_and_a_pause_of_half_an_hour_are_added_by_an_app(gap_s, found):
    assert kind(one_jump(gap_s), None) is found


@pytest.mark.parametrize(
    ("stop_s", "found"), [(7.0, None), (6.9, Jump.CLOCK_SET), (20011.0, None), (20011.1, Jump.CLOCK_SET)]
)
def test_a_timer_event_within_two_seconds_tells_of_the_step(stop_s, found):
    # the step goes from second 9 to second 20,009
    assert kind(one_jump(20_000), (stop_s,)) is found


@pytest.mark.parametrize(("way_m", "found"), [(3.0, Jump.CLOCK_SET), (2.9, None), (30.0, Jump.CLOCK_SET), (30.1, None)])
def test_on_the_run_a_step_is_from_three_tenths_to_three_times_the_usual_one(way_m, found):
    assert kind(one_jump(5 * HOUR, way_m, usual_m=10.0)) is found


def test_a_pause_right_before_the_step_is_not_the_step():
    before = {"segment": (np.arange(21) >= 9).astype(int)}
    assert kind(one_jump(25 * HOUR, **before), None) is Jump.CLOCK_SET
    assert kind(one_jump(25 * HOUR, **paused()), None) is Jump.OTHER_ACTIVITY


def test_slow_steps_are_steps_and_standing_is_none():
    assert kind(one_jump(5 * HOUR, 0.5, usual_m=0.5)) is Jump.CLOCK_SET
    assert kind(one_jump(5 * HOUR, 0.0, usual_m=0.0)) is None
    assert jumps(along([5 * HOUR], [0.1]), ()) == {}  # nothing beside it tells what is usual


@pytest.mark.parametrize(
    ("at", "steps_m", "way_m"),
    [
        # Of five steps before and five after: median of five of 1 m and five of 9 m is 5 m, up to 15 m; a sixth one
        # before would make it 1 m.
        (10, [1.0] * 9 + [9.0] * 11, 14.0),
        # A sixth one after would make it 9 m, from 2.7 m on.
        (10, [1.0] * 9 + [9.0] * 11, 2.0),
        # The third step: of the first two and five after it, four are 9 m.
        (3, [9.0, 9.0, 0.0, 9.0, 9.0, 1.0, 1.0, 1.0] + [1.0] * 5, 20.0),
    ],
)
def test_usual_is_the_middle_of_five_steps_on_either_side(at, steps_m, way_m):
    steps_s = np.ones(len(steps_m))
    steps_s[at - 1] = 5 * HOUR
    assert jumps(along(steps_s, [*steps_m[: at - 1], way_m, *steps_m[at:]]), ()) == {at: Jump.CLOCK_SET}


def test_how_long_a_step_usually_is():
    # Every second is written twice: the usual step is 1 s, not half of it, so that 0.8 s back is no jump.
    assert jumps(along([0.0, 1.0] * 10 + [-0.8] + [0.0, 1.0] * 10), None) == {}
    # Steps of 3,000 s are still steps: 2,000 s back is none.
    assert jumps(along([3000.0] * 4 + [-2000.0]), None) == {}
    # Two samples a second: 0.7 s back is more than a step.
    assert jumps(along([0.5] * 8 + [-0.7]), None) == {9: Jump.CLOCK_SET}
    # Where there is no other step it is taken for a second.
    assert jumps(along([-1.05]), None) == {1: Jump.CLOCK_SET}


def test_samples_in_order_are_left_alone():
    for samples in (along([1.0] * 9), along([3000.0] * 3), along([])):
        steady = steady_clock(samples)
        assert steady.samples is samples
        assert (steady.shift_s, steady.closed_s, steady.warnings) == (0, 0, ())


def test_a_clock_set_ahead_moves_the_start_by_the_gap_and_nothing_else():
    samples = one_jump(5 * HOUR + 1)
    steady = steady_clock(samples.replace(time_s=samples["time_s"] + 5), ())
    assert (steady.shift_s, steady.closed_s) == (5 * HOUR, 5 * HOUR)
    assert steady.samples["time_s"].tolist() == list(range(5, 26))


def test_a_clock_set_back_begins_at_its_first_sample():
    samples = one_jump(-3599.0)
    steady = steady_clock(samples.replace(time_s=samples["time_s"] + 3591), ())
    # The usual second goes on: 3,600 s too many; the first of 21 samples was 3,591 s after the earliest.
    assert (steady.shift_s, steady.closed_s) == (3591 - 3600, -3600)
    assert steady.samples["time_s"].tolist() == list(range(21))


@pytest.mark.parametrize(("timer_s", "kept_s"), [(20.0, 20.0), (20.1, None), (None, None)])
def test_a_running_time_longer_than_what_is_left_is_dropped(timer_s, kept_s):
    samples = one_jump(-3599.0)
    told = recording(samples.replace(time_s=samples["time_s"] + 3591), elapsed_s=3600.0, timer_s=timer_s, stops_s=())
    found, _ = steady_recording(told)
    assert (found.elapsed_s, found.timer_s) == (20, kept_s)
    assert found.start_utc == START - timedelta(seconds=9)


def test_time_added_at_a_pause_is_taken_off_the_end_and_leaves_the_start():
    found, _ = steady_recording(recording(one_jump(100_060.0), stated_end_s=100_079.0))
    assert (found.start_utc, found.elapsed_s, found.stated_end_s) == (START, 79, None)


@pytest.mark.parametrize(
    ("gap_s", "said"), [(48 * HOUR + 1, "+48.0 h"), (48 * HOUR + 361, "+2.0 days"), (60 * HOUR + 1, "+2.5 days")]
)
def test_more_than_two_days_are_told_in_days(gap_s, said):
    assert f"set by {said} while" in steady_clock(one_jump(gap_s), ()).warnings[0]


@pytest.mark.parametrize(
    ("time_s", "kept"),
    [
        ([0, 1, 3, 2, 4], [0, 1, 3, 4]),  # one behind, one ahead: the one behind goes
        ([0, 9, 8, 2, 3, 4, 5], [0, 2, 3, 4, 5]),  # five behind, two ahead
        ([0, 1, 9, 2, 3, 10], [0, 1, 2, 3, 10]),
    ],
)
def test_as_few_samples_as_possible_are_left_out(time_s, kept):
    assert steady_clock(Samples({"time_s": np.array(time_s, float)})).samples["time_s"].tolist() == kept


@pytest.mark.parametrize(("count", "kept"), [(50, 950), (51, 1000)])
def test_of_a_thousand_samples_fifty_out_of_order_cost_themselves(count, kept):
    time_s = np.arange(1000.0) + 5000
    time_s[count:] -= 5000
    assert len(steady_clock(Samples({"time_s": time_s})).samples) == kept
