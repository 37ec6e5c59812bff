"""Moving, the way along positions, means over time and local time: each limit from both sides."""

from datetime import UTC, datetime

import numpy as np
import pytest

from runrisk.importers.cleaning.activity import IN_A_ROOM, cleaned_activity, went_nowhere
from runrisk.importers.cleaning.movement import moving_steps, sample_weights, step_s, weighted_mean
from runrisk.importers.cleaning.samples import clean_samples
from runrisk.importers.cleaning.separate import separated
from runrisk.importers.cleaning.timezones import local_time, utc_offset_text
from runrisk.importers.cleaning.track_way import track_way
from runrisk.model import Samples, Sport, TzSource
from tracks import LON_DEG, activity, north, recording, source, straight

LIMIT_MPS = 12.5


def told(metres, time_s=None, **columns):
    """Samples that tell their distance and no positions."""
    time_s = np.arange(float(len(metres))) if time_s is None else np.asarray(time_s, float)
    return Samples({"time_s": time_s, "distance_m": np.asarray(metres, float)} | columns)


def test_steps_and_what_each_sample_stands_for():
    samples = told([0, 1, 2, 3], [0, 2, 6, 7], segment=np.array([0, 0, 0, 1]))
    assert step_s(samples).tolist() == [2, 4, 0]
    assert sample_weights(np.array([2.0, 4.0, 0.0])).tolist() == [1, 3, 2, 0]


def test_a_mean_by_weight_leaves_out_what_is_missing_or_weighs_nothing():
    assert weighted_mean(np.array([1.0, 4.0, np.nan, 900.0]), np.array([2.0, 1.0, 5.0, 0.0])) == 2
    assert weighted_mean(np.array([1.0, np.nan]), np.array([0.0, 1.0])) is None
    assert weighted_mean(np.array([3.0]), np.array([0.5])) == 3


@pytest.mark.parametrize(("mps", "moves"), [(0.48, False), (0.52, True)])
def test_half_a_metre_a_second_is_moving(mps, moves):
    assert (moving_steps(told(mps * np.arange(100))) == moves).all()


def lump(metres):
    """Standing, but for one step from second 100 to 101."""
    return told(np.where(np.arange(200) > 100, metres, 0.0) + 1)


@pytest.mark.parametrize(("metres", "steps"), [(5.1, 9), (4.9, 0), (5.4, 9)])
def test_a_step_moves_by_the_way_of_five_seconds_on_either_side(metres, steps):
    # All of it lies within the ten seconds around the nine steps from second 96 to 105: more than 5 m of them.
    moves = moving_steps(lump(metres))
    assert np.flatnonzero(moves).tolist() == list(range(96, 105))[:steps]


def test_two_samples_are_enough_and_one_is_not():
    assert moving_steps(told([0, 3])).tolist() == [True]
    assert moving_steps(told([np.nan, 3, np.nan])) is None
    assert moving_steps(straight(2)).tolist() == [True]
    # Half a metre in all was measured, too
    assert moving_steps(told([0.0, 0.9], [0.0, 1.0])).tolist() == [True]
    assert moving_steps(told([0.0, 0.0])) is None


def test_across_a_pause_nothing_moves():
    way = told([0, 3, 6, 9], segment=np.array([0, 0, 1, 1]))
    assert moving_steps(way).tolist() == [True, False, True]


def test_one_position_tells_less_than_a_distance():
    # Creeping with steps: slow ground by the distance, though one position is known.
    samples = told(0.4 * np.arange(200), cadence_spm=np.full(200, 60.0))
    lat = np.full(200, np.nan)
    lat[0] = 48.2
    placed = samples.replace(lat_deg=lat, lon_deg=np.where(np.isnan(lat), np.nan, LON_DEG))
    assert moving_steps(placed).all()


# The way along positions


def way_m(metres, time_s=None, **columns):
    time_s = np.arange(float(len(metres))) if time_s is None else np.asarray(time_s, float)
    made = Samples({"time_s": time_s, "lat_deg": north(metres), "lon_deg": np.full(len(metres), LON_DEG)} | columns)
    found = track_way(made, LIMIT_MPS)
    return found and found.distance_m


def test_two_positions_make_a_way_and_one_makes_none():
    assert way_m([0, 3]) == pytest.approx(3)
    assert way_m([0]) is None


@pytest.mark.parametrize(("jump_m", "counted"), [(258, True), (267, False)])
@pytest.mark.parametrize("at", [300, 6, 595])
def test_a_jump_counts_where_the_seconds_around_it_could_have_made_it(jump_m, counted, at):
    # Ten seconds before and after the step, as far as the track goes: 21 s, or 16 s near an end, at 12.5 m/s, less
    # the metres run beside it.
    around_s = 21 if at == 300 else 16
    jump_m -= 12.5 * (21 - around_s)
    metres = 3.0 * np.arange(601)
    beside_m = 3.0 * (around_s - 1)
    metres[at:] += jump_m - beside_m - 3
    assert way_m(metres) == pytest.approx(1797 + (jump_m - beside_m if counted else 0), abs=1)


@pytest.mark.parametrize(("jump_m", "counted"), [(850, True), (864, False)])
def test_a_position_held_for_a_minute_had_that_minute_to_catch_up(jump_m, counted):
    # Held from second 300 to 360: 61 s and ten more at 12.5 m/s are 887.5 m, of which 30 m are run afterwards.
    seconds = np.arange(601)
    metres = np.where(seconds <= 360, 3.0 * np.minimum(seconds, 300), 900 + jump_m + 3.0 * (seconds - 361))
    assert way_m(metres) == pytest.approx(900 + 717 + (jump_m if counted else 0), abs=4)


@pytest.mark.parametrize(
    ("sub_sport", "warnings", "nowhere"),
    [("treadmill", (), True), (None, (IN_A_ROOM,), True), ("street", ("another",), False)],
)
def test_whose_positions_tell_no_way(sub_sport, warnings, nowhere):
    assert went_nowhere(activity(sub_sport=sub_sport, warnings=warnings)) is nowhere


# Means and totals


def test_no_sample_stands_for_more_than_two_minutes():
    # A heart rate of 100, after a hole of an hour 160: a second before and a minute of the hole, and as much after.
    time_s = np.array([0.0, 1.0, 3601.0, 3602.0])
    samples = straight(4, time_s=time_s, heart_rate_bpm=np.array([100.0, 100.0, 160.0, 100.0]))
    run, _ = cleaned_activity(recording(samples), source())
    # 100 for 0.5 + 60.5 + 0.5 s, 160 for 60.5 s
    assert run.avg_hr_bpm == pytest.approx((100 * 61.5 + 160 * 60.5) / 122)


def test_a_heart_rate_of_nothing_is_none():
    run, _ = cleaned_activity(
        recording(straight(601, heart_rate_bpm=np.where(np.arange(601) < 300, 0.0, 150.0))), source()
    )
    assert run.avg_hr_bpm == 150
    run, _ = cleaned_activity(
        recording(straight(601, heart_rate_bpm=np.where(np.arange(601) < 300, 0.9, 150.0))), source()
    )
    assert run.avg_hr_bpm < 80


@pytest.mark.parametrize(("count", "moving_s"), [(2, 1), (1, None)])
def test_one_sample_moves_nowhere(count, moving_s):
    run, _ = cleaned_activity(recording(straight(count), elapsed_s=float(count - 1)), source())
    assert run.moving_s == moving_s


@pytest.mark.parametrize(("mps", "left_out"), [(12.5, 0), (12.6, 1)])
def test_a_speed_faster_than_anybody_is_left_out(mps, left_out):
    speed = np.full(601, 3.0)
    speed[9] = mps
    assert (
        np.isnan(clean_samples(straight(speed_mps=3.0).replace(speed_mps=speed), Sport.RUNNING)[0]["speed_mps"]).sum()
        == left_out
    )


@pytest.mark.parametrize(("before_m", "after_m", "left_out"), [(3.0, 20.0, 0), (20.0, 3.0, 0), (20.0, 20.0, 1)])
def test_a_height_of_zero_is_wrong_where_both_of_its_neighbours_say_so(before_m, after_m, left_out):
    height = np.where(np.arange(601) < 300, before_m, after_m)
    height[300] = 0
    cleaned, warnings = clean_samples(straight(altitude_m=height), Sport.RUNNING)
    assert np.isnan(cleaned["altitude_m"]).sum() == left_out == len(warnings)


# Several activities


@pytest.mark.parametrize(("seconds", "activities"), [(120, 1), (121, 2)])
def test_two_minutes_are_a_scrap(seconds, activities):
    time_s = np.append(np.arange(seconds + 1.0), 100 * 86_400 + np.arange(601.0))
    metres = np.append(np.zeros(seconds + 1), 9000 + 3.0 * np.arange(601))
    assert len(separated([recording(told(metres, time_s))])) == activities


def test_timer_events_move_with_the_start_of_their_activity():
    time_s = np.append(np.arange(601.0), 50_000 + np.arange(601.0))
    made = recording(told(3.0 * np.arange(1202), time_s), stops_s=(600.5, 50_100.0))
    assert [part.stops_s for part in separated([made])] == [(600.5, 50_100.0), (-49_399.5, 100.0)]


def test_a_single_activity_keeps_its_number():
    made = recording(straight(), session=4)
    assert separated([made]) == [made]
    assert [part.session for part in separated([made, made])] == [0, 1]


# Local time


@pytest.mark.parametrize(
    ("offset_s", "taken"),
    [
        (14 * 3600, True),
        (14 * 3600 + 900, False),
        (-14 * 3600, True),
        (900, True),
        (60, False),
        (990, False),
        (4500, True),
    ],
)
def test_offsets_in_use_are_quarters_of_an_hour_up_to_fourteen_hours(offset_s, taken):
    found = local_time(datetime(2026, 3, 2, tzinfo=UTC), file_offset_s=offset_s)
    assert (found.source is TzSource.FILE) is taken
    assert found.offset_s == (offset_s if taken else 0)


@pytest.mark.parametrize(
    ("offset_s", "text"),
    [(0, "UTC+00:00"), (-5400, "UTC-01:30"), (45_900, "UTC+12:45"), (3600, "UTC+01:00"), (-1, "UTC-00:00")],
)
def test_offsets_in_words(offset_s, text):
    assert utc_offset_text(offset_s) == text


def test_old_zones_are_told_to_the_quarter_hour():
    # Monrovia was 44 min 30 s behind until 1972.
    found = local_time(datetime(1970, 3, 2, tzinfo=UTC), position=(6.3, -10.8))
    assert (found.offset_s, found.source) == (-2700, TzSource.POSITION)
