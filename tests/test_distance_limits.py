"""Who is believed about a distance, each limit from both sides, on ten minutes due north at 3 m/s."""

import numpy as np
import pytest

from runrisk.importers.cleaning.distance import distance
from runrisk.importers.cleaning.rising import rising
from runrisk.model import Samples, Sport
from tracks import north, recording, straight

LIMIT_MPS = 12.5


def told(samples=None, *, placed=True, **facts):
    made = recording(straight(601) if samples is None else samples, **({"elapsed_s": 600.0} | facts))
    return distance(made, made.samples, placed=placed)


def metres_and_doubts(samples=None, **facts):
    found = told(samples, **facts)
    return found.distance_m and round(found.distance_m, 1), len(found.warnings)


def bare(seconds=600.0, **facts):
    """What is found where only the session or the laps tell anything."""
    nothing = straight(601).without("lat_deg", "lon_deg")
    return metres_and_doubts(nothing, placed=False, elapsed_s=seconds, **facts)


@pytest.mark.parametrize(("step_s", "count", "doubts"), [(60.0, 11, 1), (61.0, 11, 0)])
def test_positions_a_minute_apart_are_a_witness(step_s, count, doubts):
    sparse = straight(count, step_s=step_s)
    assert metres_and_doubts(sparse, session_distance_m=2500.0) == (2500, doubts)


@pytest.mark.parametrize(("last_s", "doubts"), [(540, 1), (539, 0)])
def test_positions_over_nine_tenths_of_the_time_are_a_witness(last_s, doubts):
    assert metres_and_doubts(straight(last_s + 1), session_distance_m=2900.0) == (2900, doubts)


@pytest.mark.parametrize(
    ("session_mps", "sport", "believed_m"),
    [
        (0.51, Sport.RUNNING, 306),
        (0.49, Sport.RUNNING, 1800),
        (6.4, Sport.RUNNING, 3840),
        (6.6, Sport.RUNNING, 1800),
        (6.6, Sport.WALKING, 1800),
        (6.6, Sport.CYCLING, 3960),
    ],
)
def test_on_foot_half_a_metre_to_six_and_a_half_a_second_are_likely(session_mps, sport, believed_m):
    found = metres_and_doubts(session_distance_m=600 * session_mps, sport=sport)
    assert found == (believed_m, 1)


@pytest.mark.parametrize(("session_m", "doubts"), [(150.0, 0), (152.0, 1)])
def test_fifty_metres_are_no_contradiction(session_m, doubts):
    assert bare(60.0, session_distance_m=session_m, lap_distance_m=100.0) == (session_m, doubts)


@pytest.mark.parametrize(("session_m", "found"), [(12.5, (12.5, 0)), (13.0, (None, 1))])
def test_in_no_time_nobody_makes_more_than_in_a_second(session_m, found):
    assert bare(0.0, session_distance_m=session_m) == found


@pytest.mark.parametrize(("session_m", "said"), [(99.9, "99.9 m"), (100.0, "0.1 km"), (105.0, "0.1 km")])
def test_less_than_a_hundred_metres_are_told_in_metres(session_m, said):
    (doubt,) = told(session_distance_m=session_m).warnings
    assert doubt == f"Distance: the session says {said}, the positions say 1.8 km, which was taken."


@pytest.mark.parametrize(("session_m", "doubts"), [(0.0, 0), (0.9, 1)])
def test_a_session_without_distance_says_nothing(session_m, doubts):
    assert metres_and_doubts(session_distance_m=session_m) == (1800, doubts)


@pytest.mark.parametrize(("reached_m", "doubts"), [(0.0, 0), (0.9, 1)])
def test_samples_that_never_left_the_start_say_nothing(reached_m, doubts):
    samples = straight(601, distance_m=np.linspace(0, reached_m, 601))
    assert metres_and_doubts(samples) == (1800, doubts)


def test_nothing_told_but_the_positions():
    assert metres_and_doubts() == (1800, 0)
    assert metres_and_doubts(placed=False) == (1800, 0)  # where nobody else says anything they are better than nothing


def test_positions_too_sparse_to_be_asked_stand_in_for_what_is_impossible():
    sparse = straight(11, step_s=61.0)
    assert metres_and_doubts(sparse, elapsed_s=610.0, session_distance_m=8000.0) == (1830, 1)
    assert metres_and_doubts(sparse, elapsed_s=610.0, session_distance_m=8000.0, placed=False) == (None, 1)


def test_after_the_session_the_samples_are_the_surest():
    samples = straight(601).without("lat_deg", "lon_deg").replace(distance_m=3.0 * np.arange(601))
    known = {"session_distance_m": 6.6 * 600, "lap_distance_m": 2500.0}
    assert metres_and_doubts(samples, placed=False, **known) == (1800, 2)


def test_of_two_pairs_the_one_that_has_no_unit_is_right():
    # Session and laps in kilometres, samples and positions in metres; any of it can be ridden.
    samples = straight(601, speed_mps=10.0, distance_m=10.0 * np.arange(601))
    found = metres_and_doubts(samples, sport=Sport.CYCLING, session_distance_m=6.0, lap_distance_m=6.0)
    assert found == (6000, 2)


def test_a_hole_in_positions_that_are_not_believed_is_not_said():
    late = np.arange(1200) >= 600
    time_s = np.arange(1200.0) + np.where(late, 1500.0, 0.0)
    way = straight(1200, time_s=time_s, lat_deg=north(3.0 * np.arange(1200) + np.where(late, 3300.0, 0.0)))
    assert metres_and_doubts(way, elapsed_s=2699.0, session_distance_m=6897.0) == (6897, 0)
    assert metres_and_doubts(way, elapsed_s=2699.0)[1] == 1


# The recorded distance as one that rises


def risen(metres, time_s=None):
    time_s = np.arange(float(len(metres))) if time_s is None else np.asarray(time_s, float)
    return rising(Samples({"time_s": time_s, "distance_m": np.asarray(metres, float)}), LIMIT_MPS).tolist()


@pytest.mark.parametrize(
    ("metres", "expected"),
    [
        ([0, 20, 10, 30], [0, 20, 20, 30]),  # 10 m back are a second thought
        ([0, 20, 9, 30], [0, 20, 20, 41]),  # 11 m back are a new beginning
        ([0, 20, 0, 5, 20, 0, 7], [0, 20, 20, 25, 40, 40, 47]),
        ([0, 20, 19, 21, 22], [0, 20, 20, 21, 22]),
    ],
)
def test_a_fall_of_more_than_ten_metres_begins_anew(metres, expected):
    assert risen(metres) == expected


@pytest.mark.parametrize(("step_m", "counted_m"), [(137.5, 137.5), (138, 0), (-138, 0)])
def test_a_step_may_hold_ten_seconds_of_distance_besides_its_own(step_m, counted_m):
    # (1 + 10) s x 12.5 m/s
    metres = np.cumsum([0, 3, step_m, 3, 3]) + 200 * (step_m < 0)
    begin = metres[0] if metres[0] <= 125 else 0
    assert risen(metres) == (begin + np.cumsum([0, 3, counted_m, 3, 3])).tolist()


@pytest.mark.parametrize(
    ("steps_m", "kept"),
    [([500, 500, 3, 3], False), ([500, 500, 3], True), ([500, 3, 3], False), ([500, 500, 500, 3, 3], True)],
)
def test_where_more_than_half_of_the_steps_are_impossible_the_unit_is_wrong(steps_m, kept):
    expected = [step if kept or step < 100 else 0 for step in steps_m]
    assert risen(np.append(0, np.cumsum(steps_m))) == np.append(0, np.cumsum(expected)).tolist()


@pytest.mark.parametrize(
    ("first_m", "first_s", "counted_m"),
    [(125, 0, 125), (126, 0, 0), (126, -5, 0), (187.5, 5, 187.5), (188, 5, 0), (3, 0, 3)],
)
def test_the_first_distance_was_covered_since_the_start(first_m, first_s, counted_m):
    assert risen([first_m, first_m + 3], [first_s, first_s + 1]) == [counted_m, counted_m + 3]


def test_missing_distances_stay_missing():
    assert risen([0, 3, 6])[2] == 6
    assert np.isnan(risen([np.nan, 3, np.nan, 9])).tolist() == [True, False, True, False]
    assert np.isnan(risen([np.nan, np.nan])).all()
