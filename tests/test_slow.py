"""Slow is not standing: the minute around a step, by thirds, each limit from both sides."""

import numpy as np
import pytest

from runrisk.importers.cleaning.moments import moments
from runrisk.importers.cleaning.slow import slow_steps
from runrisk.model import Samples

BEGIN_S = 1000.0
KNOTS_S = (0, 30, 50, 70, 90, 120)
"""The looks of a step in the middle of two minutes: its thirds lie between second 30 and 90."""


def clock(seconds=120, middle_s=60):
    """One sample a second without the one in the middle, so that the middle of a step is a whole second."""
    return np.array([second for second in range(seconds + 1) if second != middle_s], float)


def moves(thirds_m, *, back=False, knots_s=KNOTS_S, legs_m=None, seconds=120, middle_s=60, **columns):
    """Whether the step in the middle moves, after so many metres in each third of its minute; outside nothing happens."""
    time_s = clock(seconds, middle_s)
    legs_m = [0, *thirds_m, 0] if legs_m is None else legs_m
    way = np.interp(time_s, knots_s, np.append(0.0, np.cumsum(legs_m)))
    # Along 3 east, 4 north: five metres of way are whole metres on both axes.
    samples = Samples({"time_s": BEGIN_S + time_s} | columns)
    step = np.array([int(np.searchsorted(time_s, middle_s)) - 1])
    sign = -1 if back else 1
    return bool(slow_steps(samples, step, moments(samples).places(sign * way * 0.6 + 7, sign * way * 0.8 + 900))[0])


@pytest.mark.parametrize("third", range(3))
@pytest.mark.parametrize(("metres", "moving"), [(5.0, True), (4.9, False), (19.9, True), (20.1, False)])
def test_each_third_makes_a_quarter_metre_to_a_metre_a_second(third, metres, moving):
    thirds = [10.0, 10.0, 10.0]
    thirds[third] = metres
    assert moves(thirds) is moving
    assert moves(thirds, back=True) is moving


def north_only(*thirds_m, **columns):
    time_s = clock()
    way = np.interp(time_s, KNOTS_S, np.append(0.0, np.cumsum([0, *thirds_m, 0])))
    samples = Samples({"time_s": BEGIN_S + time_s} | columns)
    return bool(slow_steps(samples, np.array([59]), moments(samples).places(np.zeros(len(way)), way))[0])


def test_the_limits_themselves_are_slow_and_moving():
    assert north_only(5.0, 5.0, 5.0)
    assert north_only(20.0, 20.0, 20.0)


def test_a_third_is_twenty_seconds():
    # From 70 to 71 half a metre, from 71 to 90 four and a half: a third from 71 on would not make 0.25 m/s.
    assert moves((), knots_s=(0, 30, 50, 70, 71, 90, 120), legs_m=[0, 5, 5, 0.5, 4.5, 0])


@pytest.mark.parametrize(("seconds", "moving"), [(60, True), (58, False)])
def test_the_whole_minute_lies_in_the_activity(seconds, moving):
    assert moves((), knots_s=(0, seconds), legs_m=[0.5 * seconds], seconds=seconds, middle_s=seconds // 2) is moving


@pytest.mark.parametrize("middle_s", [5, 115])
def test_near_an_end_the_first_or_last_whole_minute_is_asked(middle_s):
    # Half a metre a second in the first minute, and in the last; between them nothing.
    both = {"knots_s": (0, 60, 61, 120), "legs_m": [30, 0, 29.5]}
    assert moves((), middle_s=middle_s, **both)
    one = {"knots_s": (0, 60, 120), "legs_m": [30, 0] if middle_s < 60 else [0, 30]}
    assert moves((), middle_s=middle_s, **one)
    other = {"knots_s": (0, 60, 120), "legs_m": [0, 30] if middle_s < 60 else [30, 0]}
    assert not moves((), middle_s=middle_s, **other)


def bent(height_m, **columns):
    """Ten metres east, `height_m` north, ten metres east: how straight is told by the height."""
    time_s = clock()
    east = np.interp(time_s, KNOTS_S, [0, 0, 10, 10, 20, 20])
    north = np.interp(time_s, KNOTS_S, [0, 0, 0, height_m, height_m, height_m])
    samples = Samples({"time_s": BEGIN_S + time_s} | columns)
    return bool(slow_steps(samples, np.array([59]), moments(samples).places(east, north))[0])


@pytest.mark.parametrize(("height_m", "straight"), [(6.0, True), (6.4, False), (7.0, False), (19.0, False)])
def test_a_course_is_straight_by_eight_tenths_of_its_thirds(height_m, straight):
    # 20 east and h north: ends hypot(20, h) apart after 20 + h metres; at h = 6 it is 20.9 / 26 = 0.803, at 6.4 0.795.
    assert bent(height_m) is straight
    assert bent(height_m, cadence_spm=np.full(120, 60.0))


def test_what_is_drawn_between_two_known_places_is_no_course():
    for gap_s, moving in ((20, True), (21, False)):
        time_s = np.array([*range(51), 50 + gap_s, *range(51 + gap_s, 140)], float)
        way = 0.5 * time_s
        samples = Samples({"time_s": BEGIN_S + time_s})
        assert bool(slow_steps(samples, np.array([50]), moments(samples).places(way, way * 0))[0]) is moving


@pytest.mark.parametrize("place", [0, 118])
def test_the_first_and_the_last_step_lie_between_known_places_too(place):
    time_s = clock()
    samples = Samples({"time_s": BEGIN_S + time_s})
    way = 0.5 * time_s
    assert slow_steps(samples, np.array([place]), moments(samples).places(way, 0 * way))[0]
    # Where only the two outermost places of half a minute are known, it is drawn.
    for hidden in (slice(1, 31), slice(89, 119)):
        known = way.copy()
        known[hidden] = np.nan
        step = np.array([0 if hidden.start == 1 else 118])
        assert not slow_steps(samples, step, moments(samples).places(known, 0 * way))[0]


def test_after_the_last_known_place_nothing_moves():
    time_s = clock()
    way = np.where(time_s < 60, 0.5 * time_s, np.nan)
    samples = Samples({"time_s": BEGIN_S + time_s})
    assert slow_steps(samples, np.array([20, 118]), moments(samples).places(way, 0 * way)).tolist() == [True, False]


@pytest.mark.parametrize(("spm", "moving"), [(40.0, True), (39.9, False)])
def test_forty_steps_a_minute_are_walked(spm, moving):
    assert bent(19.0, cadence_spm=np.full(120, spm)) is moving


@pytest.mark.parametrize(("count", "moving"), [(80.0, True), (79.0, False)])
def test_steps_are_counted_over_the_minute_and_missing_ones_are_none(count, moving):
    # Half of the minute, from 60 on: only there a cadence is known. Between 59 and 61 it rises from nothing.
    time_s = clock()
    half = np.where(time_s > 60, count, np.nan)
    # From 61 to 90 29 s, and one second's worth of the two seconds before: 30 s of `count` are half of 60.
    assert bent(19.0, cadence_spm=half) is moving
    # What happens outside the minute does not count.
    assert not bent(19.0, cadence_spm=np.where((time_s < 29) | (time_s > 91), 500.0, 0.0))


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize(
    ("rises_m", "moving"),
    [((2, 2, 2), True), ((1.9, 2, 2), False), ((2, 1.9, 2), False), ((2, 2, 1.9), False), ((9, -2, 9), False)],
)
def test_each_third_climbs_two_metres_or_each_falls(rises_m, moving, sign):
    height = 300.0 + sign * np.interp(clock(), KNOTS_S, np.append(0.0, np.cumsum([0, *rises_m, 0])))
    assert bent(19.0, altitude_m=height) is moving


def test_a_recorded_distance_is_no_course():
    assert moves((10.0, 10.0, 10.0))
    assert not moves((10.0, 10.0, 10.0), distance_m=0.5 * clock())
