"""Dirt in recordings: found, taken out where it spoils a number, always said."""

from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from runrisk.importers.cleaning.activity import IN_A_ROOM, cleaned_activity
from runrisk.importers.cleaning.clock_jumps import steady_clock
from runrisk.importers.cleaning.movement import moving_steps
from runrisk.importers.cleaning.samples import clean_samples
from runrisk.importers.cleaning.track_way import track_way
from runrisk.model import Samples, Sport
from tracks import LON_DEG, METRES_PER_DEGREE, START, north, recording, source, straight


def shifted(samples, at, metres):
    lat = samples["lat_deg"].copy()
    lat[at] += metres / METRES_PER_DEGREE
    return samples.replace(lat_deg=lat)


@given(
    at=st.integers(0, 600),
    metres=st.floats(30, 50_000).flatmap(lambda m: st.sampled_from([m, -m])),
    speed_mps=st.floats(1.5, 6),
)
def test_law_one_spike_changes_next_to_nothing(at, metres, speed_mps):
    clean = straight(speed_mps=speed_mps)
    spiked, _ = cleaned_activity(recording(shifted(clean, at, metres)), source())
    expected, _ = cleaned_activity(recording(clean), source())
    # A spike costs at most the two steps beside it, at an end of the track the end's own step.
    assert spiked.distance_m == pytest.approx(expected.distance_m, abs=2 * speed_mps + 0.1)
    assert spiked.moving_s == expected.moving_s
    assert spiked.local_day == expected.local_day
    assert "GPS jumps: 1 position left out." in spiked.warnings


def test_a_spike_is_missing_afterwards_and_the_table_given_stays():
    spiked = shifted(straight(), 100, 400)
    before = spiked["lat_deg"].copy()
    cleaned, warnings = clean_samples(spiked, Sport.RUNNING)
    assert np.flatnonzero(np.isnan(cleaned["lat_deg"])).tolist() == [100]
    assert np.isnan(cleaned["lon_deg"]).sum() == 1
    assert warnings == ("GPS jumps: 1 position left out.",)
    np.testing.assert_array_equal(spiked["lat_deg"], before)


def test_a_clean_run_with_turns_and_sprints_is_left_alone():
    # Out and back at 3 m/s with a sprint of 9 m/s, sampled every 10 s: 30 m steps and a turn on the spot.
    way = np.concatenate([np.arange(0, 900, 30), np.arange(900, 1800, 90), np.arange(1800, 0, -30.0)])
    samples = Samples(
        {"time_s": 10.0 * np.arange(len(way)), "lat_deg": north(way), "lon_deg": np.full(len(way), LON_DEG)},
    )
    cleaned, warnings = clean_samples(samples, Sport.RUNNING)
    assert warnings == ()
    assert cleaned is samples


def test_of_two_tracks_mixed_point_by_point_one_stays():
    mixed = shifted(straight(), np.arange(200, 400, 2), 300)
    cleaned, _ = clean_samples(mixed, Sport.RUNNING)
    assert np.flatnonzero(np.isnan(cleaned["lat_deg"])).tolist() == list(range(200, 400, 2))


def test_positions_before_a_cold_fix_settled_go():
    cold = shifted(straight(), slice(0, 8), 2500)
    cleaned, _ = clean_samples(cold, Sport.RUNNING)
    assert np.flatnonzero(np.isnan(cleaned["lat_deg"])).tolist() == list(range(8))
    assert track_way(cleaned, 12.5).distance_m == pytest.approx(3 * (600 - 8), rel=1e-3)


def test_a_jump_later_stays_a_track_in_two_places_and_adds_no_distance():
    jumped = shifted(straight(), slice(300, None), 5000)
    cleaned, warnings = clean_samples(jumped, Sport.RUNNING)
    assert warnings == ()
    # 599 of the 600 steps of 3 m: the jump itself is not counted.
    assert track_way(cleaned, 12.5).distance_m == pytest.approx(599 * 3, rel=1e-3)


@pytest.mark.parametrize(("lat", "lon"), [(91.0, 0.0), (10.0, 181.0), (np.inf, 0.0), (0.0, 0.0)])
def test_places_that_cannot_be_go(lat, lon):
    samples = straight()
    lats, lons = samples["lat_deg"].copy(), samples["lon_deg"].copy()
    lats[5], lons[5] = lat, lon
    cleaned, warnings = clean_samples(samples.replace(lat_deg=lats, lon_deg=lons), Sport.UNKNOWN)
    assert np.flatnonzero(np.isnan(cleaned["lat_deg"])).tolist() == [5]
    assert len(warnings) == 1


def test_speeds_no_runner_has_go_but_a_rider_may_have_them():
    speed = np.full(601, 3.0)
    speed[[7, 8]] = 20.0
    cleaned, warnings = clean_samples(straight(speed_mps=3.0).replace(speed_mps=speed), Sport.RUNNING)
    assert np.flatnonzero(np.isnan(cleaned["speed_mps"])).tolist() == [7, 8]
    assert warnings == ("Faster than possible: 2 speeds left out.",)
    assert clean_samples(straight().replace(speed_mps=speed), Sport.CYCLING)[1] == ()


def test_drift_at_rest_is_no_distance():
    # 300 s run, 600 s at a fountain where the receiver wanders on a circle of 2 m, 300 s run.
    rng = np.random.default_rng(5)
    way = np.concatenate([np.arange(0, 900, 3.0), np.full(600, 900.0), np.arange(900, 1800, 3.0)])
    angle = np.cumsum(rng.normal(0, 0.3, 600))
    drift = np.zeros((2, 1200))
    drift[:, 300:900] = 2 * np.cos(angle), 2 * np.sin(angle)
    samples = Samples(
        {
            "time_s": np.arange(1200.0),
            "lat_deg": north(way + drift[0]),
            "lon_deg": LON_DEG + drift[1] / METRES_PER_DEGREE / np.cos(np.radians(48.2)),
        },
    )
    drifted_m = np.hypot(*np.diff(drift, axis=1)).sum()
    assert drifted_m > 200
    assert track_way(samples, 12.5).distance_m == pytest.approx(1800, abs=20)
    assert np.count_nonzero(moving_steps(samples)) == pytest.approx(600, abs=12)


def test_distance_that_comes_in_lumps_still_moves():
    lumps = np.floor(np.arange(601) / 5) * 15
    assert moving_steps(straight(distance_m=lumps)).all()


def test_samples_that_step_back_cost_themselves():
    time_s = np.arange(100.0)
    time_s[40:43] -= 10
    steady = steady_clock(straight(100, time_s=time_s))
    assert len(steady.samples) == 97
    assert (np.diff(steady.samples["time_s"]) > 0).all()
    assert steady.shift_s == 0
    assert steady.warnings == ("Time runs backwards; samples left out: 3.",)


@pytest.mark.parametrize(("back_s", "left_out"), [(0.0, 0), (0.1, 1)])
def test_a_tenth_of_a_second_back_is_back(back_s, left_out):
    time_s = np.arange(20.0)
    time_s[10] = 9 - back_s
    assert len(steady_clock(straight(20, time_s=time_s)).samples) == 20 - left_out


def test_samples_ahead_of_the_clock_at_the_start_cost_themselves():
    time_s = np.arange(100.0)
    time_s[:5] += 3000
    steady = steady_clock(straight(100, time_s=time_s))
    assert len(steady.samples) == 95


def test_a_clock_set_at_the_first_fix_dates_the_run_from_there():
    # Ten seconds in 2015, then the real time, 4000 days later.
    time_s = np.arange(601.0)
    time_s[10:] += 4000 * 86400
    old = START - timedelta(days=4000)
    samples = straight(time_s=time_s)
    run, kept = cleaned_activity(recording(samples, start_utc=old, elapsed_s=float(time_s[-1])), source())
    assert run.start_utc == START  # the ten seconds are moved to right before the rest, and nothing is lost
    assert run.elapsed_s == 600
    assert run.moving_s == 600
    assert kept["time_s"].tolist() == list(range(601))
    assert "The clock was set by +4000.0 days while recording: the start was moved by as much." in run.warnings


def test_an_endless_activity_is_marked():
    run, _ = cleaned_activity(recording(straight(), elapsed_s=200 * 3600.0, timer_s=600.0), source())
    assert "Lasts 200 hours: not stopped, or the clock was wrong." in run.warnings


@pytest.mark.parametrize(("speed_mps", "said"), [(8.0, "a ride?"), (1.1, "a walk?"), (3.0, None), (6.4, None)])
def test_a_run_at_another_sports_speed_is_doubted(speed_mps, said):
    run, _ = cleaned_activity(recording(straight(speed_mps=speed_mps)), source())
    doubts = [warning for warning in run.warnings if warning.startswith("Called a run")]
    assert [doubt.endswith(said) for doubt in doubts] == ([True] if said else [])
    assert run.sport is Sport.RUNNING


def test_positions_that_stay_in_a_room_say_nothing_of_the_distance():
    rng = np.random.default_rng(7)
    drift = np.cumsum(rng.normal(0, 0.3, 1801))
    samples = straight(1801, lat_deg=north(20 * np.sin(drift)), distance_m=np.full(1801, np.nan))
    run, _ = cleaned_activity(recording(samples), source())
    assert IN_A_ROOM in run.warnings
    assert run.distance_m is None
    assert run.moving_s == 1800
