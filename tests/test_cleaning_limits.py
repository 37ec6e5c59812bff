"""The steps of cleaning, each by itself, on both sides of its limits."""

import numpy as np
import pytest

from runrisk.importers.cleaning.cadence import both_feet, in_steps
from runrisk.importers.cleaning.checks import checks, stays_in_a_room
from runrisk.importers.cleaning.distance import covered, distance, mistaken_unit
from runrisk.importers.cleaning.duration import with_duration
from runrisk.importers.cleaning.moments import moments
from runrisk.importers.cleaning.positions import positions
from runrisk.importers.cleaning.slow import slow_steps
from runrisk.importers.cleaning.spikes import max_speed_mps, wild_positions
from runrisk.importers.cleaning.witnesses import Witness, agree, say, vote
from runrisk.model import Samples, Sport
from tracks import LON_DEG, activity, north, recording, straight

# Cadence


@pytest.mark.parametrize(
    ("cadence", "sport", "steps"),
    [
        (120, Sport.RUNNING, 120),
        (119, Sport.RUNNING, 238),
        (80, Sport.WALKING, 80),
        (79, Sport.WALKING, 158),
        (79, Sport.HIKING, 158),
        (80, Sport.HIKING, 80),
        (79, Sport.CYCLING, 79),
    ],
)
def test_one_foot_or_both(cadence, sport, steps):
    assert list(both_feet(np.full(3, float(cadence)), sport)) == [steps] * 3


def test_standing_does_not_count_for_the_median():
    assert list(both_feet(np.array([0.0, 0.0, 0.0, 160.0, 1.0, 170.0]), Sport.RUNNING)) == [0, 0, 0, 160, 1, 170]


def test_only_nothing_is_standing():
    assert list(both_feet(np.array([0.0, 0.0, 0.0, 0.9, 0.9, 85.0]), Sport.RUNNING)) == [0, 0, 0, 1.8, 1.8, 170]
    assert list(both_feet(np.array([0.0, 0.9, 0.9, 150.0]), Sport.RUNNING)) == [0, 1.8, 1.8, 300]


def test_samples_without_a_cadence_stay():
    samples = straight(3)
    assert in_steps(samples, Sport.RUNNING) is samples
    assert list(in_steps(straight(3, cadence_spm=np.full(3, 85.0)), Sport.RUNNING)["cadence_spm"]) == [170] * 3


# Signs that a recording is not what it says


@pytest.mark.parametrize(
    ("mps", "said"),
    [
        (6.5, ""),
        (6.6, "24 km/h on average: a ride?"),
        (15.0, "a ride?"),
        (15.1, "cannot be"),
        (1.3, ""),
        (1.2, "4.3 km/h on average: a walk?"),
        (0.5, "a walk?"),
        (0.49, "0.49 km in 17 min cannot be"),
    ],
)
def test_a_speed_that_is_no_run(mps, said):
    found = checks(activity(distance_m=1000 * mps, elapsed_s=1000.0))
    assert len(found) == bool(said)
    assert said in "".join(found)


@pytest.mark.parametrize(("seconds", "count"), [(299.0, 0), (300.0, 1)])
def test_a_short_activity_is_not_judged_by_its_speed(seconds, count):
    assert len(checks(activity(distance_m=8 * seconds, elapsed_s=seconds))) == count


def test_moving_time_goes_before_timer_and_elapsed():
    assert not checks(activity(distance_m=3000, moving_s=1000.0, timer_s=9000.0, elapsed_s=9000.0))
    assert not checks(activity(distance_m=3000, timer_s=1000.0, elapsed_s=9000.0))


@pytest.mark.parametrize(
    ("metres", "seconds", "inside"), [(99.0, 600.0, True), (101.0, 600.0, False), (99.0, 599.0, False)]
)
def test_a_room(metres, seconds, inside):
    samples = straight(2).replace(lat_deg=north([0, metres]))
    assert stays_in_a_room(samples, seconds) == inside


# Witnesses


@pytest.mark.parametrize(
    ("one", "other", "slack", "same"),
    [
        (100, 114.9, 0, True),
        (114.9, 100, 0, True),
        (100, 115.1, 0, False),
        (100, 116, 16, True),
        (100, 116, 15.9, False),
        (20, 20 * 1.15, 0, True),
    ],
)
def test_who_agrees(one, other, slack, same):
    assert agree(one, other, slack) == same


def test_without_slack_there_is_none():
    assert not agree(0.1, 0.19)
    assert believed(named(0.1, 0.19)) == (["w0"], ["w1"])


def named(*values):
    return [Witness(name=f"w{number}", value=value) for number, value in enumerate(values)]


def believed(witnesses, likely=lambda _one, _others: 0.0):
    found = vote(witnesses, likely)
    return [one.name for one in found.believed], [one.name for one in found.outvoted]


def test_most_then_the_likelier_then_the_surer():
    assert believed(named(10, 20, 21)) == (["w1", "w2"], ["w0"])
    assert believed(named(10, 20)) == (["w0"], ["w1"])
    assert believed(named(10, 20), lambda one, _: one.value) == (["w1"], ["w0"])


def test_who_says_it():
    names = ["the session", "the laps", "the positions"]
    witnesses = [Witness(name=name, value=1.0) for name in names]
    assert [say(witnesses[:count]) for count in (1, 2)] == ["the session says", "the session and the laps say"]
    assert say(witnesses) == "the session, the laps and the positions say"
    assert say(witnesses[1:2]) == "the laps say"


# Duration


def times(**facts):
    made = recording(straight(601), **facts)
    found, warnings = with_duration(made, made.samples)
    return found.elapsed_s, found.timer_s, found.moving_s, len(warnings)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"elapsed_s": 660.0}, (660, None, None, 0)),  # a minute later than the last sample agrees
        ({"elapsed_s": 400.0}, (600, None, None, 1)),  # the samples go on
        ({"elapsed_s": 600.0, "timer_s": 550.0, "moving_s": 700.0}, (600, 550, 550, 0)),
        ({"elapsed_s": 600.0, "timer_s": 660.0}, (660, 660, None, 0)),
        ({"elapsed_s": 600.0, "timer_s": 2000.0}, (600, 600, None, 1)),
        ({"elapsed_s": 600.0, "moving_s": 700.0}, (600, None, 600, 0)),
        ({"elapsed_s": 9000.0, "lap_elapsed_s": 600.0}, (600, None, None, 1)),
        ({"elapsed_s": 590.0}, (590, None, None, 0)),  # the samples agree
        ({"elapsed_s": 600.0, "timer_s": 300.0}, (600, 300, None, 0)),  # a watch that was stopped half of the time
        ({"elapsed_s": 600.0, "lap_elapsed_s": 0.0}, (600, None, None, 0)),  # laps that say nothing
        ({"elapsed_s": 600.0, "lap_elapsed_s": 0.9}, (600, None, None, 1)),
    ],
)
def test_times_that_can_all_be_true(facts, expected):
    assert times(**facts) == expected


@pytest.mark.parametrize(("count", "expected"), [(161, (100, 0)), (162, (161, 1))])
def test_a_minute_is_no_contradiction(count, expected):
    made = recording(straight(count), elapsed_s=100.0)
    found, warnings = with_duration(made, made.samples)
    assert (found.elapsed_s, len(warnings)) == expected


def test_without_samples_the_stated_end_tells_how_long_it_ran():
    bare = recording(straight(0), elapsed_s=600.0, timer_s=2000.0, stated_end_s=600.0)
    assert with_duration(bare, bare.samples)[0].timer_s == 600
    nothing = recording(straight(0), elapsed_s=0.0)
    assert with_duration(nothing, nothing.samples)[0].elapsed_s == 0


def test_long_times_are_told_in_hours():
    for seconds, told in [(48 * 3600.0, "48 h"), (47.9 * 3600, "2874 min")]:
        made = recording(straight(601), elapsed_s=seconds, lap_elapsed_s=600.0)
        assert told in with_duration(made, made.samples)[1][0]


# Positions


def placed(lat, lon, *, time_s=None, segment=None):
    time_s = np.arange(len(lat)) if time_s is None else time_s
    segment = np.zeros(len(lat)) if segment is None else segment
    return Samples({"time_s": time_s, "segment": segment, "lat_deg": lat, "lon_deg": lon})


def wild(metres, *, segment=None):
    count = len(metres)
    samples = placed(north(metres), np.full(count, LON_DEG), segment=segment)
    return list(np.flatnonzero(wild_positions(samples, Sport.RUNNING)))


def test_nobody_is_faster():
    assert [max_speed_mps(sport) for sport in (Sport.RUNNING, Sport.WALKING, Sport.HIKING, Sport.CYCLING)] == [
        12.5,
        12.5,
        12.5,
        50,
    ]


def test_off_the_globe_and_the_zero_point():
    lat, lon = np.array([90.0, 90.1, 0.0, 0.0, 10.0, np.nan]), np.array([180.0, 0.0, 0.0, 1.0, 180.1, 5.0])
    found = wild_positions(placed(lat, lon, time_s=np.arange(6) * 1e7, segment=np.arange(6)), Sport.RUNNING)
    assert list(found) == [False, True, True, False, True, False]


@pytest.mark.parametrize(("off_m", "found"), [(8.9, []), (9.2, [50])])
def test_a_spike_is_three_times_as_fast_as_usual(off_m, found):
    # 3 m/s; to the side and back: the slower of the two steps is off_m, so 3 x 3 = 9 m/s is the limit
    metres = 3.0 * np.arange(100)
    metres[50] = metres[49] - off_m
    assert wild(metres) == found


@pytest.mark.parametrize(("off_m", "found"), [(5.9, []), (6.1, [50])])
def test_slow_steps_are_never_a_spike(off_m, found):
    metres = 1.0 * np.arange(100)
    metres[50] = metres[49] - off_m
    assert wild(metres) == found


@pytest.mark.parametrize(("jump_s", "found"), [(30, 30), (31, 0)])
def test_a_jump_soon_after_the_first_fix_leaves_out_what_came_before(jump_s, found):
    metres = 3.0 * np.arange(100)
    metres[jump_s:] += 500
    assert len(wild(metres)) == found


@pytest.mark.parametrize(("step_m", "found"), [(12.4, []), (12.6, [99])])
def test_a_wild_end(step_m, found):
    metres = 3.0 * np.arange(100)
    metres[-1] = metres[-2] + step_m
    assert wild(metres) == found


def test_a_jump_over_a_pause_is_none():
    metres = 3.0 * np.arange(100)
    metres[50:] += 500
    assert wild(metres, segment=[0] * 50 + [1] * 50) == []


# Moments


def test_seconds_since_a_position_was_first_given():
    lat = north([0, 3, 3, 3, 12, 15])
    assert list(positions(placed(lat, np.full(6, LON_DEG), segment=[0, 0, 0, 0, 0, 1])).held_s) == [1, 1, 2, 3, 0]
    held = placed(north([0, 0, 0, 3]), np.full(4, LON_DEG), time_s=np.arange(7.0, 11.0))
    assert list(positions(held).held_s) == [1, 2, 3]


def test_segments_are_drawn_apart():
    on = moments(straight(4, segment=np.array([0, 0, 1, 1])))
    assert list(on.clock_s) == [0, 1, 122, 123]
    assert list(on.middle_s) == [0.5, 61.5, 122.5]
    assert [list(bound) for bound in on.bounds_s] == [[0, 0, 122], [1, 1, 123]]
    assert list(on.within(np.array([-5.0, 5.0, 200.0]))) == [0, 1, 123]


@pytest.mark.parametrize(("held", "known"), [(20, 3), (21, 24)])
def test_a_place_that_was_held_is_known_once(held, known):
    # the place itself, so many seconds of repeating, one new place, and the last
    north_m = np.array([0.0] * (held + 1) + [10.0, 13.0])
    on = moments(straight(len(north_m), time_s=1000.0 + np.arange(len(north_m))))
    assert len(on.places(np.zeros(len(north_m)), north_m).clock_s) == known


# Distance


@pytest.mark.parametrize(
    ("right", "wrong", "unit"),
    [
        (1049, 1, 1000),
        (1051, 1, None),
        (1, 1000, 1 / 1000),
        (16.1, 10, 1.609344),
        (10, 16.1, 1 / 1.609344),
        (12, 10, None),
    ],
)
def test_a_mistaken_unit(right, wrong, unit):
    assert mistaken_unit(right, wrong) == unit


def test_what_covers_enough():
    assert covered(np.full(90, 1.0), 100)
    assert not covered(np.full(89, 1.0), 100)


def found_m(*, placed=True, samples=None, **facts):
    made = recording(straight(601) if samples is None else samples, **facts)
    result = distance(made, made.samples, placed=placed)
    return round(result.distance_m) if result.distance_m else None, len(result.warnings)


def test_the_session_goes_first_and_two_outvote_it():
    # 600 s at 3 m/s
    assert found_m(session_distance_m=1900.0) == (1900, 0)
    assert found_m(session_distance_m=2500.0, lap_distance_m=1850.0) == (1850, 1)
    assert found_m(session_distance_m=1.8) == (1800, 1)


def test_a_distance_that_is_impossible_is_left_out():
    assert found_m(session_distance_m=7500.0, placed=False) == (7500, 0)
    assert found_m(session_distance_m=7501.0, placed=False) == (None, 1)


@pytest.mark.parametrize(("last_m", "taken"), [(540, 540 * 3), (539, 2500)])
def test_samples_are_a_witness_where_they_cover_nine_tenths(last_m, taken):
    # samples end after 540 or 539 of 600 s; alone against the laps the likelier first one is taken
    count = last_m + 1
    samples = straight(count, distance_m=3.0 * np.arange(count)).without("lat_deg").without("lon_deg")
    found, _ = found_m(samples=samples, elapsed_s=600.0, lap_distance_m=2500.0, placed=False)
    assert found == taken


# Slow ground


def slow(mps, *, seconds=120, **columns):
    samples = straight(seconds + 1, mps, **columns)
    places = moments(samples).places(np.zeros(seconds + 1), mps * samples["time_s"])
    return bool(slow_steps(samples, np.array([seconds // 2]), places)[0])


@pytest.mark.parametrize(("mps", "moving"), [(0.24, False), (0.26, True), (0.99, True), (1.01, False)])
def test_slow_but_sure(mps, moving):
    assert slow(mps) == moving


@pytest.mark.parametrize(("seconds", "moving"), [(60, True), (58, False)])
def test_a_whole_minute_is_asked_for(seconds, moving):
    assert slow(0.5, seconds=seconds) == moving
