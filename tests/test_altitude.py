"""Altitude cleaned: noise, jumps and pauses climb nothing; real hills keep their height."""

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from runrisk.importers.cleaning.activity import cleaned_activity
from runrisk.importers.cleaning.altitude import MAX_STEP_S, clean_altitude, is_rough, timer_s, turning_points
from runrisk.importers.formats.file_formats import read_recordings
from runrisk.importers.read_file import ReadDefaults, read_content, unpacked
from runrisk.importers.recording import Recording
from runrisk.model import Samples, Source, Sport

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"


def samples(altitude_m, step_s=1.0, **more):
    altitude_m = np.asarray(altitude_m, float)
    return Samples({"time_s": step_s * np.arange(len(altitude_m)), "altitude_m": altitude_m} | more)


def hills(seconds=3600, waves=6, height_m=25.0):
    """Up and down `waves` times by 2 x height_m: ascent = descent = 2 x height_m x waves."""
    return height_m * -np.cos(2 * np.pi * waves * np.arange(seconds) / (seconds - 1))


def test_hills_keep_their_height():
    clean = clean_altitude(samples(hills()))
    # 6 x 50 m; a mean over 5 s takes a few centimetres off each top
    assert clean.ascent_m == pytest.approx(300, abs=1)
    assert clean.descent_m == pytest.approx(300, abs=1)


@pytest.mark.parametrize("seed", range(3))
def test_a_barometers_noise_climbs_nothing(seed):
    noise = np.round(np.random.default_rng(seed).normal(0, 0.3, 3600) / 0.2) * 0.2
    assert clean_altitude(samples(100 + noise)).ascent_m == 0
    assert clean_altitude(samples(hills() + noise)).ascent_m == pytest.approx(300, rel=0.03)


@pytest.mark.parametrize("seed", range(3))
def test_gps_altitude_is_told_apart_and_its_wavering_climbs_nothing(seed):
    rng = np.random.default_rng(seed)
    waver = np.interp(np.arange(3600), np.arange(0, 3660, 60), rng.normal(0, 2, 61)) + rng.normal(0, 1.5, 3600)
    flat = samples(100 + waver)
    assert is_rough(timer_s(flat), flat["altitude_m"].astype(float))
    assert clean_altitude(flat).ascent_m < 30
    assert clean_altitude(samples(hills() + waver)).ascent_m == pytest.approx(300, rel=0.15)


def test_few_altitudes_count_as_rough():
    assert is_rough(np.arange(20.0), np.zeros(20))
    assert not is_rough(np.arange(60.0), np.zeros(60))


def test_a_barometer_set_anew_is_no_mountain():
    jump = np.where(np.arange(3600) < 1800, 0.0, 80.0)
    assert clean_altitude(samples(hills() + jump)).ascent_m == pytest.approx(300, abs=1)


@pytest.mark.parametrize(("step_m", "climbed_m"), [(14.9, 14.9), (15.1, 0.0)])
def test_a_barometer_that_held_its_height_catches_up_by_15_metres_at_most(step_m, climbed_m):
    step = np.where(np.arange(600) < 300, 0.0, step_m)
    assert clean_altitude(samples(100 + step)).ascent_m == pytest.approx(climbed_m, abs=0.01)


def test_a_single_wild_altitude_climbs_nothing():
    spike = np.where(np.arange(3600) == 1200, 300.0, 0.0)
    assert clean_altitude(samples(hills() + spike)).ascent_m == pytest.approx(300, abs=1)


def test_a_cable_car_during_a_pause_climbs_nothing():
    height = np.concatenate([np.linspace(0, 50, 600), np.linspace(450, 400, 600)])
    segment = np.repeat([0, 1], 600)
    clean = clean_altitude(samples(height, segment=segment))
    assert clean.ascent_m == pytest.approx(50, abs=0.5)
    assert clean.descent_m == pytest.approx(50, abs=0.5)


def test_a_rise_counts_from_two_metres_on():
    # up by 1.9 m and down again four times, then up by 10 m
    waves = np.concatenate([0.95 * (1 - np.cos(np.linspace(0, 8 * np.pi, 1200))), np.linspace(0, 10, 600)])
    assert clean_altitude(samples(waves)).ascent_m == pytest.approx(10, abs=0.3)
    higher = np.concatenate([1.05 * (1 - np.cos(np.linspace(0, 8 * np.pi, 1200))), np.linspace(0, 10, 600)])
    # 4 x 2.1 m + 10 m
    assert clean_altitude(samples(higher)).ascent_m == pytest.approx(18.4, abs=0.5)


def test_without_altitude_there_is_none():
    assert clean_altitude(samples([np.nan] * 60)) is None
    assert clean_altitude(samples([100.0] + [np.nan] * 59)) is None


def test_timer_time_leaves_out_pauses_and_holes():
    table = Samples({"time_s": [0, 10, 100, 110, 110 + MAX_STEP_S + 1], "segment": [0, 0, 1, 1, 1]})
    assert timer_s(table).tolist() == [0, 10, 10, 20, 20]


@pytest.mark.parametrize(("step_s", "taken_s"), [(120, 120), (121, 0), (-5, 0)])
def test_a_step_of_two_minutes_is_running_time_a_longer_one_a_hole(step_s, taken_s):
    assert timer_s(Samples({"time_s": [0, 10, 10 + step_s]})).tolist() == [0, 10, 10 + taken_s]


def waver(off_m, count=60):
    """Heights that lie `off_m` above and below the line between their neighbours: half of it up, half of it down."""
    return 0.5 * off_m * (-1.0) ** np.arange(count)


@pytest.mark.parametrize(("off_m", "rough"), [(0.74, False), (0.75, False), (0.76, True)])
def test_rough_is_further_than_three_quarters_of_a_metre_off_the_line(off_m, rough):
    assert is_rough(np.arange(60.0), waver(off_m)) is rough


@pytest.mark.parametrize(("count", "rough"), [(31, True), (32, False)])
def test_thirty_heights_between_neighbours_tell_noise(count, rough):
    assert is_rough(np.arange(float(count)), np.zeros(count)) is rough


@pytest.mark.parametrize(
    ("steps_s", "rough"),
    [((6.0, 6.0), False), ((6.1, 6.1), True), ((6.1, 1.0), True), ((1.0, 6.1), True), ((0.0, 1.0), True)],
)
def test_only_neighbours_within_six_seconds_tell_noise(steps_s, rough):
    # Of level heights; where none has two near neighbours nothing is told, and that counts as rough.
    clock = np.append(0.0, np.cumsum(np.tile(steps_s, 40)))
    assert is_rough(clock, np.zeros(len(clock))) is rough


@pytest.mark.parametrize(
    ("step_s", "rise_m", "climbed_m"),
    [(1, 15.0, 15.0), (1, 15.1, 0.0), (3, 15.1, 0.0), (4, 20.0, 20.0), (4, 20.1, 0.0), (6, 29.9, 29.9), (6, 30.1, 0.0)],
)
def test_five_metres_a_second_are_climbed_and_fifteen_in_any_time(step_s, rise_m, climbed_m):
    rise = np.where(np.arange(100) < 50, 0.0, rise_m)
    for way in (1, -1):
        clean = clean_altitude(samples(way * rise, step_s=step_s))
        assert (clean.ascent_m if way > 0 else clean.descent_m) == pytest.approx(climbed_m, abs=1e-6)


def test_what_rises_in_a_hole_is_not_climbed():
    # 10 m in the 200 s between two samples of one segment
    time_s = np.arange(600.0) + np.where(np.arange(600) < 300, 0.0, 199.0)
    height = np.where(np.arange(600) < 300, 100.0, 110.0)
    assert clean_altitude(Samples({"time_s": time_s, "altitude_m": height})).ascent_m == 0


def test_a_barometer_is_averaged_over_nine_seconds():
    # A step of 9 m after 300 s: at second 299 four of the nine values around it lie above, at 300 five of them.
    smooth = clean_altitude(samples(np.where(np.arange(601) < 300, 0.0, 9.0))).smooth_m
    assert len(smooth) == 601
    assert smooth[295:305] == pytest.approx([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])


def test_towards_the_ends_it_is_averaged_over_fewer():
    # The last of level heights is 9 m: the mean of the last three is 3 m, of the last five around the third last 9 / 5.
    smooth = clean_altitude(samples(np.where(np.arange(100) < 99, 0.0, 9.0))).smooth_m
    assert smooth[-5:] == pytest.approx([9 / 9, 9 / 7, 9 / 5, 9 / 3, 9])


def test_a_satellites_height_is_averaged_over_31_seconds_and_counts_from_ten_metres_on():
    # One sample in 7 s is rough. It rises by 14 m from 350 to 357 s, 2 m a second. Within 15 s of 350 lie 16 zeros,
    # then 2 + 4 + ... + 12 = 42 m in six seconds, then nine times 14 m: (42 + 126) / 31.
    rise = np.where(np.arange(101) <= 50, 0.0, 14.0)
    clean = clean_altitude(samples(rise, step_s=7.0))
    assert clean.smooth_m[350] == pytest.approx(168 / 31)
    assert clean.ascent_m == pytest.approx(14)
    for height_m, climbed_m in ((10.0, 10.0), (9.9, 0.0), (10.5, 10.5)):
        assert clean_altitude(samples(rise / 14 * height_m, step_s=7.0)).ascent_m == pytest.approx(climbed_m)


@pytest.mark.parametrize(
    ("height_m", "turns"),
    [
        ([0, 1, 2, 3, 2, 1, 0], [0, 3, 6]),
        ([3, 2, 1, 0, 1, 2, 3], [0, 3, 6]),
        ([0, 3, 3, 0], [0, 1, 3]),  # the first second on the top
        ([3, 0, 0, 3], [0, 1, 3]),
        ([0, 1.9, 0], [0]),  # too low to be a turn
        ([0, 2, 0.1, 2.1], [0, 3]),
        ([0, 2, 0, 2], [0, 1, 2, 3]),
        ([5, 5, 5], [0]),
    ],
)
def test_where_heights_turn_by_two_metres(height_m, turns):
    assert turning_points(np.array(height_m, float), 2.0) == turns


heights = st.lists(st.floats(-400, 4000, allow_nan=False), min_size=2, max_size=60)


@given(heights)
def test_turning_points_alternate_and_are_far_enough_apart(values):
    array = np.array(values)
    turns = turning_points(array, 3.0)
    assert turns == sorted(set(turns))
    change = np.diff(array[turns])
    assert (np.abs(change) >= 3.0).all()
    assert (np.sign(change[1:]) == -np.sign(change[:-1])).all()


@given(heights)
def test_running_it_backwards_swaps_up_and_down(values):
    there = clean_altitude(samples(values, step_s=30.0))
    back = clean_altitude(samples(values[::-1], step_s=30.0))
    assert there.ascent_m == pytest.approx(back.descent_m, abs=1e-6)
    assert there.descent_m == pytest.approx(back.ascent_m, abs=1e-6)


@given(heights, st.floats(-300, 300))
def test_sea_level_does_not_matter(values, shift_m):
    there, shifted = clean_altitude(samples(values)), clean_altitude(samples(np.array(values) + shift_m))
    assert there.ascent_m == pytest.approx(shifted.ascent_m, abs=0.01)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of real files is not beside the repository")
def test_totals_agree_with_those_of_the_watches():
    ratios = np.array([ratio for file in sorted(CORPUS.rglob("*.fit")) for ratio in _ratios(file)])
    low, middle, high = np.quantile(ratios, [0.25, 0.5, 0.75])
    assert len(ratios) >= 40
    assert 0.97 <= middle <= 1.03
    assert low >= 0.93
    assert high <= 1.07


def _ratios(file):
    """Our total over the watch's, of every ascent and descent of 50 m or more that a file states."""
    content = file.read_bytes()
    reading = read_content(file.name, content, ReadDefaults())
    if reading.problem is not None:
        return
    recordings = {recording.session: recording for recording in read_recordings(unpacked(content)[0], file.name)}
    for activity in reading.activities:
        stated, clean = recordings[activity.source.session], clean_altitude(reading.samples[activity.id])
        if clean is None:
            continue
        for ours, theirs in ((clean.ascent_m, stated.ascent_m), (clean.descent_m, stated.descent_m)):
            if theirs is not None and theirs >= 50:
                yield ours / theirs


def concluded(**facts):
    time_s = np.arange(3600.0)
    table = Samples({"time_s": time_s, "distance_m": 2.8 * time_s, "altitude_m": hills()})
    start = datetime(2026, 3, 2, 17, tzinfo=UTC)
    told = {"format": "gpx", "start_utc": start, "elapsed_s": 3599.0, "sport": Sport.RUNNING, "samples": table}
    source = Source(name="run.gpx", format="gpx", sha256="0" * 64)
    return cleaned_activity(Recording(**(told | facts)), source)[0]


def test_what_the_file_states_counts_and_what_it_does_not_is_measured():
    # 6 x 50 m up and down
    measured = concluded()
    assert measured.ascent_m == pytest.approx(300, abs=1)
    assert measured.descent_m == pytest.approx(300, abs=1)
    stated = concluded(ascent_m=280.0)
    assert stated.ascent_m == 280
    assert stated.descent_m == pytest.approx(300, abs=1)


@pytest.mark.parametrize("facts", [{"sub_sport": "treadmill"}, {"virtual": True}], ids=str)
def test_indoors_nothing_is_climbed(facts):
    indoors = concluded(**facts)
    assert indoors.ascent_m is None
    assert indoors.descent_m is None
