"""How far and how long: freezes, holes, noise and slow ground, each limit from both sides."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from runrisk.importers.cleaning.activity import cleaned_activity
from runrisk.importers.cleaning.movement import moving_steps
from runrisk.importers.cleaning.samples import clean_samples
from runrisk.importers.cleaning.track_way import HOLE_M, HOLE_S, track_way
from runrisk.model import Samples, Sport
from tracks import LON_DEG, METRES_PER_DEGREE, north, recording, source, straight

LIMIT_MPS = 12.5
EAST_DEGREE_M = METRES_PER_DEGREE * np.cos(np.radians(48.2))


def track(east_m, north_m, **columns):
    """Samples of a second each at these places."""
    made = {"time_s": np.arange(float(len(east_m))), "lat_deg": north(north_m)}
    return Samples(made | {"lon_deg": LON_DEG + np.asarray(east_m) / EAST_DEGREE_M} | columns)


def winding(count=1200, speed_mps=3.0):
    """A way in bends of 100 m radius, exactly `speed_mps` fast."""
    heading = np.sin(np.arange(count) * speed_mps / 100)
    return np.cumsum(speed_mps * np.sin(heading)), np.cumsum(speed_mps * np.cos(heading))


def frozen(samples, begins, lasts):
    """The position of second `begins` is given for `lasts` seconds more, then the track catches up."""
    lat, lon = samples["lat_deg"].copy(), samples["lon_deg"].copy()
    for values in (lat, lon):
        values[begins : begins + lasts + 1] = values[begins]
    return samples.replace(lat_deg=lat, lon_deg=lon)


def distance_m(samples):
    return track_way(samples, LIMIT_MPS).distance_m


def wander(count, metres, tau_s, seed):
    """A receiver at rest: it wanders `metres` on each axis and forgets where it was within `tau_s`."""
    rng, keep = np.random.default_rng(seed), np.exp(-1 / tau_s)
    pushes = rng.normal(0, metres * np.sqrt(1 - keep**2), (count, 2))
    places = np.zeros((count, 2))
    for at in range(1, count):
        places[at] = keep * places[at - 1] + pushes[at]
    return places.T


@given(begins=st.integers(0, 1100), lasts=st.integers(1, 20), speed_mps=st.floats(1.5, 5.5))
def test_law_a_freeze_of_up_to_20_s_changes_next_to_nothing(begins, lasts, speed_mps):
    clean = track(*winding(speed_mps=speed_mps))
    cleaned, warnings = clean_samples(frozen(clean, begins, lasts), Sport.RUNNING)
    assert warnings == ()
    assert distance_m(cleaned) == pytest.approx(distance_m(clean), rel=0.01)
    # Two steps at either end may count as standing
    assert np.count_nonzero(moving_steps(cleaned)) == pytest.approx(1199, abs=4)


def test_a_track_that_freezes_again_and_again_keeps_its_length():
    clean = track(*winding(3600))
    held = clean
    for begins in range(0, 3560, 40):
        held = frozen(held, begins, 19)
    # 89 chords of 60 m in bends of 100 m radius: each a hundredth short, half of the way
    assert distance_m(held) == pytest.approx(distance_m(clean), rel=0.015)


@given(begins=st.integers(30, 1100), metres=st.floats(40, 200), lasts=st.integers(2, 6))
def test_law_a_track_that_jumps_away_and_back_is_no_catching_up(begins, metres, lasts):
    east, ahead = winding()
    east[begins : begins + lasts] += metres
    assert distance_m(track(east, ahead)) <= distance_m(track(*winding())) + 20


@pytest.mark.parametrize(("jump_m", "counted"), [(200.0, True), (255.0, False)])
def test_a_jump_counts_where_21_seconds_could_have_made_it(jump_m, counted):
    # 10 s before and after the step of 1 s: 21 s x 12.5 m/s = 262.5 m, of which 20 s x 3 m/s are run
    ahead = np.arange(600) * 3.0
    ahead[300:] += jump_m - 3.0
    assert distance_m(track(np.zeros(600), ahead)) == pytest.approx(598 * 3 + (jump_m if counted else 0), abs=0.5)


def test_a_position_held_longer_may_catch_up_further():
    # Held for 60 s at 5 m/s: 305 m in one step, and 5 m/s since it last changed
    clean = track(np.zeros(600), np.arange(600) * 5.0)
    assert distance_m(frozen(clean, 300, 60)) == pytest.approx(599 * 5.0, rel=0.001)


@given(every=st.integers(2, 5), speed_mps=st.floats(1.0, 5.5))
def test_law_thinning_a_track_changes_the_distance_by_less_than_a_hundredth(every, speed_mps):
    clean = track(*winding(1201, speed_mps))
    assert distance_m(clean.take(slice(None, None, every))) == pytest.approx(distance_m(clean), rel=0.01)


def hole(seconds, metres):
    """Ten minutes at 3 m/s, a hole, ten minutes more, without a pause in the file."""
    late = np.arange(1200) >= 600
    time_s = np.arange(1200.0) + np.where(late, seconds - 1.0, 0.0)
    return straight(1200, time_s=time_s, lat_deg=north(3.0 * np.arange(1200) + np.where(late, metres - 3.0, 0.0)))


@pytest.mark.parametrize(
    ("seconds", "metres", "said"),
    [
        (HOLE_S, 300.0, True),
        (HOLE_S - 1, 300.0, False),
        (HOLE_S, HOLE_M + 1, True),
        (HOLE_S, HOLE_M - 1, False),
    ],
)
def test_a_straight_line_over_a_hole_is_said_from_its_limits_on(seconds, metres, said):
    way = track_way(hole(seconds, metres), LIMIT_MPS)
    assert bool(way.warnings) is said
    assert way.distance_m == pytest.approx(1198 * 3 + metres, abs=0.5)


def test_a_ferry_is_said_with_kilometres_and_minutes():
    ferried, _ = cleaned_activity(recording(hole(1500.0, 3300.0)), source())
    assert ferried.distance_m == pytest.approx(1198 * 3 + 3300, abs=1)
    line = "3.3 km of the distance are a straight line over 25 minutes without positions: a ferry, or run unseen?"
    assert line in ferried.warnings


def test_a_pause_in_the_file_bridges_nothing():
    paused = hole(1500.0, 3300.0).replace(segment=np.repeat([0, 1], 600))
    assert track_way(paused, LIMIT_MPS).warnings == ()
    assert distance_m(paused) == pytest.approx(1198 * 3, abs=0.5)


def shares_moving(samples):
    return np.count_nonzero(moving_steps(samples)) / (len(samples) - 1)


@pytest.mark.parametrize(("speed_mps", "moves"), [(0.45, True), (0.27, True), (0.23, False)])
def test_a_steady_course_is_moving_from_a_quarter_metre_a_second(speed_mps, moves):
    assert shares_moving(straight(speed_mps=speed_mps)) == float(moves)


def zigzag(count=600, leg_s=30):
    """Switchbacks at 0.48 m/s, half a minute to either side: the course alone tells nothing (at most 0.76 straight)."""
    right = np.where(np.arange(count) // leg_s % 2, -1.0, 1.0)
    return np.cumsum(0.37 * right), np.cumsum(np.full(count, 0.3))


@pytest.mark.parametrize(
    ("cadence", "climb_mps", "moves"), [(41, 0, True), (39, 0, False), (0, 0.11, True), (0, 0.09, False)]
)
def test_switchbacks_are_moving_where_feet_or_height_say_so(cadence, climb_mps, moves):
    for way in (1, -1):
        height = 500 + way * climb_mps * np.arange(600)
        slow = track(*zigzag(), cadence_spm=np.full(600, float(cadence)), altitude_m=height)
        assert shares_moving(slow) == float(moves)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(("metres", "tau_s"), [(2, 60), (3, 120)])
def test_law_noise_does_not_turn_standing_into_moving(metres, tau_s, seed):
    # Its height wavers with it, as that of a receiver does
    east, ahead = wander(1800, metres, tau_s, seed)
    assert shares_moving(track(east, ahead, altitude_m=500 + 1.5 * east)) < 0.02


@pytest.mark.parametrize("seed", range(5))
def test_noise_on_a_slow_climb_leaves_it_moving(seed):
    east, ahead = wander(1800, 2, 60, seed)
    slow = track(east, ahead + 0.45 * np.arange(1800), cadence_spm=np.full(1800, 70.0))
    assert shares_moving(slow) > 0.9


@pytest.mark.parametrize("lasts_s", [20, 40, 90])
def test_a_stop_in_a_run_stays_a_stop(lasts_s):
    way = np.concatenate([np.arange(0, 900, 3.0), np.full(lasts_s, 900.0), np.arange(900, 1800, 3.0)])
    stopped = track(np.zeros(len(way)), way, cadence_spm=np.full(len(way), 170.0))
    assert len(way) - np.count_nonzero(moving_steps(stopped)) == pytest.approx(lasts_s, abs=7)


def test_what_is_drawn_over_a_hole_of_positions_is_no_course():
    # Positions only in the first and last five minutes, 90 m apart: 0.3 m/s if it were a course
    lat = north(np.where(np.arange(900) < 600, 0.0, 90.0))
    lat[300:600] = np.nan
    assert np.count_nonzero(moving_steps(straight(900, lat_deg=lat))) == 0


def test_a_distance_that_creeps_is_moving_only_where_feet_say_so():
    creeping = straight(distance_m=0.4 * np.arange(601)).without("lat_deg", "lon_deg")
    assert shares_moving(creeping) == 0
    assert shares_moving(creeping.replace(cadence_spm=np.full(601, 60.0))) == 1


def test_a_pool_swim_moves_as_long_as_its_timer_runs():
    # Lengths of 25 m in 45 s, written when the wall is touched
    lengths = Samples({"time_s": np.arange(1801.0), "distance_m": np.arange(1801) // 45 * 25.0})
    swum, _ = cleaned_activity(recording(lengths, sport=Sport.SWIMMING), source())
    assert swum.moving_s == 1800
    assert swum.distance_m == 1000
    assert cleaned_activity(recording(lengths, sport=Sport.RUNNING), source())[0].moving_s < 900


def test_heights_of_zero_are_holes_where_their_neighbours_are_far_from_the_sea():
    height = 200 + 20 * np.sin(np.arange(601) / 60)
    dirty = height.copy()
    dirty[[0, 1, 50, 300, 301, 302, 600]] = 0
    cleaned, warnings = clean_samples(straight(altitude_m=dirty), Sport.RUNNING)
    assert np.flatnonzero(np.isnan(cleaned["altitude_m"])).tolist() == [0, 1, 50, 300, 301, 302, 600]
    assert warnings == ("Heights of 0 m far from their neighbours: 7 heights left out.",)


@pytest.mark.parametrize(("neighbour_m", "left_out"), [(4.9, 0), (5.0, 1), (-5.0, 1)])
def test_a_height_of_zero_by_the_sea_stays(neighbour_m, left_out):
    height = np.full(601, neighbour_m)
    height[300] = 0
    cleaned, _ = clean_samples(straight(altitude_m=height), Sport.RUNNING)
    assert np.count_nonzero(np.isnan(cleaned["altitude_m"])) == left_out


def test_a_run_on_sea_level_keeps_its_heights():
    level = straight(altitude_m=np.zeros(601))
    assert clean_samples(level, Sport.RUNNING)[0] is level
