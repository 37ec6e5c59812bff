"""What is concluded from a recording: distance, times and means, without guessing and without reaching over pauses."""

import numpy as np
import pytest

from runrisk.importers.cleaning.activity import cleaned_activity
from runrisk.model import Samples, Sport
from tracks import LON_DEG, north, recording, source, straight

NAN = np.nan


def concluded(samples=None, *, sport=None, **facts):
    return cleaned_activity(recording(samples, **facts), source(), sport=sport)[0]


def test_the_distance_falls_back_step_by_step():
    recorded = straight(distance_m=np.linspace(0, 1790, 601))
    laps = straight(distance_m=np.full(601, NAN))
    assert concluded(recorded, session_distance_m=1800.0, lap_distance_m=1795.0).distance_m == 1800
    assert concluded(recorded, lap_distance_m=1795.0).distance_m == 1790
    assert concluded(laps, lap_distance_m=1795.0).distance_m == 1795
    assert concluded(laps).distance_m == pytest.approx(1800, rel=1e-6)  # 600 steps of 3 m
    indoors = straight(lat_deg=np.full(601, NAN), lon_deg=np.full(601, NAN))
    assert concluded(indoors).distance_m is None


def test_nothing_measured_is_not_a_distance_of_nothing():
    indoors = straight(lat_deg=np.full(601, NAN), lon_deg=np.full(601, NAN), distance_m=np.zeros(601))
    run = concluded(indoors, session_distance_m=0.0)
    assert run.distance_m is None
    assert run.moving_s == 600


def test_an_impossible_distance_gives_way_and_is_said():
    run = concluded(straight(distance_m=np.linspace(0, 1790, 601)), session_distance_m=5_000_000.0)
    assert run.distance_m == 1790
    said = "Distance: the session says 5000.0 km, the samples and the positions say 1.8 km, which was taken."
    assert said in run.warnings
    assert concluded(session_distance_m=5_000_000.0).distance_m == pytest.approx(1800, rel=1e-6)


def paused():
    """300 s at 3 m/s, a pause of 600 s with a drive of 5 km, 300 s at 3 m/s: 2 x 301 samples."""
    time_s = np.concatenate([np.arange(301.0), np.arange(900.0, 1201.0)])
    way = np.concatenate([np.arange(301) * 3.0, 900 + 5000 + np.arange(301) * 3.0])
    segment = np.repeat([0, 1], 301)
    columns = {"time_s": time_s, "segment": segment, "lat_deg": north(way), "lon_deg": np.full(602, LON_DEG)}
    return Samples(columns | {"heart_rate_bpm": np.repeat([120.0, 160.0], 301)})


def test_nothing_is_counted_across_a_pause():
    run = concluded(paused())
    assert run.distance_m == pytest.approx(1800, rel=1e-4)
    assert (run.elapsed_s, run.timer_s, run.moving_s) == (1200, 600, 600)
    assert run.avg_hr_bpm == pytest.approx(140)


def test_the_files_own_timer_comes_first():
    assert concluded(paused(), timer_s=610.0).timer_s == 610


def test_standing_with_the_timer_running_is_not_moving():
    way = np.concatenate([np.arange(0, 900, 3.0), np.full(301, 900.0)])
    run = concluded(straight(lat_deg=north(way)))
    assert run.timer_s == 600
    assert run.moving_s == pytest.approx(300, abs=5)


def test_moving_time_of_a_file_cut_short_is_not_that_of_its_front():
    assert concluded(straight(), timer_s=3600.0, elapsed_s=3600.0, session_distance_m=11_000.0).moving_s == 3600


def test_means_are_weighted_by_time_not_by_samples():
    # Smart recording: a sample a second for 100 s at 120, then one every 10 s for 1000 s at 160.
    time_s = np.concatenate([np.arange(101.0), np.arange(110.0, 1101.0, 10)])
    heart = np.where(time_s <= 100, 120.0, 160.0)
    samples = Samples(
        {
            "time_s": time_s,
            "lat_deg": north(3 * time_s),
            "lon_deg": np.full(len(time_s), LON_DEG),
            "heart_rate_bpm": heart,
            "contact_left_pct": np.where(time_s <= 100, 48.0, 52.0),
        },
    )
    run = concluded(samples)
    # At the change the step of 10 s counts half and half: (105 * 120 + 995 * 160) / 1100 = 156.18; likewise the share.
    assert run.avg_hr_bpm == pytest.approx((105 * 120 + 995 * 160) / 1100)
    assert run.contact_left_pct == pytest.approx((105 * 48 + 995 * 52) / 1100, rel=1e-6)


def test_missing_heart_rate_has_no_mean_and_zero_is_missing():
    assert concluded().avg_hr_bpm is None
    heart = np.where(np.arange(601) < 300, 0.0, 150.0)
    assert concluded(straight(heart_rate_bpm=heart)).avg_hr_bpm == 150


def test_cadence_is_that_of_moving():
    way = np.concatenate([np.arange(0, 900, 3.0), np.full(301, 900.0)])
    cadence = np.where(np.arange(601) < 300, 170.0, 40.0)
    run = concluded(straight(lat_deg=north(way), cadence_spm=cadence))
    assert run.avg_cadence_spm == pytest.approx(170, abs=2)


def test_an_unknown_sport_stays_unknown_unless_the_caller_knows():
    single_leg = straight(cadence_spm=np.full(601, 85.0))
    nameless = recording(single_leg, sport=Sport.UNKNOWN)
    kept, _ = cleaned_activity(nameless, source())
    assert (kept.sport, kept.avg_cadence_spm) == (Sport.UNKNOWN, 85)
    named, samples = cleaned_activity(nameless, source(), sport=Sport.RUNNING)
    assert (named.sport, named.avg_cadence_spm) == (Sport.RUNNING, 170)
    assert samples["cadence_spm"][0] == 170
    assert single_leg["cadence_spm"][0] == 85


def test_a_named_sport_is_not_overruled():
    assert concluded(sport=Sport.CYCLING).sport is Sport.RUNNING


def test_stated_balance_stands_in_for_missing_samples():
    assert concluded(contact_left_pct=49.9).contact_left_pct == 49.9


@pytest.mark.parametrize("count", [0, 1, 2])
def test_hardly_any_samples(count):
    run, samples = cleaned_activity(recording(straight(count), elapsed_s=1800.0, session_distance_m=5000.0), source())
    assert (run.distance_m, run.elapsed_s, len(samples)) == (5000, 1800, count)
