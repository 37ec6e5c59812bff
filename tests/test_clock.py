"""Clocks that were set while recording, pauses of a night, several activities in one recording, weeks counted anew."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from runrisk.errors import UnsafeFileError
from runrisk.importers.cleaning.activity import cleaned_activity
from runrisk.importers.cleaning.clock_jumps import Jump, jumps, steady_clock
from runrisk.importers.cleaning.separate import separated
from runrisk.importers.read_file import ReadDefaults, read_content
from runrisk.model import Samples
from tracks import LON_DEG, START, gpx, north, recording, source

HOUR = 3600.0
DAY = 24 * HOUR


def jumped(gap_s, *, at=600, count=1801, apart_m=3.0, paused=False, distance=True):
    """A run at 3 m/s and one sample a second whose clock jumps at a sample, which is so far from the one before."""
    time_s = np.arange(float(count))
    time_s[at:] += gap_s - 1
    way_m = 3.0 * np.arange(count)
    way_m[at:] += apart_m - 3
    made = {"time_s": time_s, "lat_deg": north(way_m), "lon_deg": np.full(count, LON_DEG)}
    made |= {"distance_m": way_m} if distance else {}
    return Samples(made | {"segment": (np.arange(count) >= at).astype(int) * paused})


def told(samples, stops_s=(), **known):
    """As a FIT file tells it: 1,800 s of timer, and an end that its clock got wrong."""
    totals = {"timer_s": 1800.0, "session_distance_m": 5400.0}
    return recording(samples, stops_s=stops_s, **(totals | known))


def read(known):
    return [cleaned_activity(part, source())[0] for part in separated([known])]


# Clock set


@given(gap_s=st.floats(DAY + 1, 99_999) | st.floats(102_000, 4000 * DAY), at=st.integers(1, 1799))
def test_law_a_clock_set_while_running_loses_nothing(gap_s, at):
    (run,) = read(told(jumped(gap_s, at=at)))
    assert run.distance_m == 5400
    assert run.timer_s == run.elapsed_s == pytest.approx(1800, abs=2)
    assert run.moving_s == pytest.approx(1800, abs=2)
    # The later clock is the right one: the last sample stays where it was dated.
    assert (run.start_utc - START).total_seconds() == pytest.approx(gap_s - 1, abs=1)
    assert len([warning for warning in run.warnings if warning.startswith("The clock was set")]) == 1
    assert not [warning for warning in run.warnings if warning.startswith(("Distance", "Duration"))]


@given(back_s=st.floats(200, 100 * DAY), at=st.integers(300, 1500))
def test_law_a_clock_set_back_loses_nothing(back_s, at):
    samples = jumped(-back_s, at=at)
    first_s = samples["time_s"].min()
    run, kept = cleaned_activity(recording(samples.replace(time_s=samples["time_s"] - first_s)), source())
    assert run.elapsed_s == pytest.approx(1800, abs=1)
    assert len(kept) == 1801
    assert kept["time_s"][0] == 0
    # START is the earliest date of all, that of the sample after the jump: the run began `at` seconds before.
    started = -at if first_s < 0 else first_s - back_s
    assert (run.start_utc - START).total_seconds() == pytest.approx(started, abs=1)


def test_seen_five_hours_and_twenty_days():
    for gap_s, text in ((5 * HOUR + 1, "+5.0 h"), (20.2 * DAY, "+20.2 days")):
        (run,) = read(told(jumped(gap_s), elapsed_s=1799 + gap_s))
        assert run.start_utc == START + timedelta(seconds=gap_s - 1)
        assert (run.distance_m, run.timer_s, run.elapsed_s) == (5400, 1800, 1800)
        assert f"The clock was set by {text} while recording: the start was moved by as much." in run.warnings


@pytest.mark.parametrize(("gap_s", "set_"), [(2900, False), (3100, True)])
def test_where_pauses_are_told_fifty_minutes_on_the_run_are_a_clock(gap_s, set_):
    assert jumps(jumped(gap_s), ()) == ({600: Jump.CLOCK_SET} if set_ else {})


@pytest.mark.parametrize(("gap_h", "set_"), [(23, False), (25, True)])
def test_where_pauses_are_not_told_a_day_is_a_clock(gap_h, set_):
    assert jumps(jumped(gap_h * HOUR), None) == ({600: Jump.CLOCK_SET} if set_ else {})


@pytest.mark.parametrize(
    ("apart_m", "kind"), [(0.85, None), (0.95, Jump.CLOCK_SET), (8.9, Jump.CLOCK_SET), (9.1, None)]
)
def test_whoever_pauses_stands(apart_m, kind):
    # 3 m a second: a step over the jump between 0.9 and 9 m is one on the run.
    assert jumps(jumped(5 * HOUR, apart_m=apart_m), ()).get(600) is kind


@pytest.mark.parametrize(("apart_m", "kind"), [(95, Jump.CLOCK_SET), (105, Jump.OTHER_ACTIVITY)])
def test_the_way_goes_on_within_100_metres(apart_m, kind):
    assert jumps(jumped(25 * HOUR, apart_m=apart_m), ()) == {600: kind}
    alone = jumped(25 * HOUR, apart_m=apart_m).without("lat_deg", "lon_deg")
    assert jumps(alone, ()) == {600: kind}


@pytest.mark.parametrize(("early_s", "kind"), [(1.9, None), (2.1, Jump.CLOCK_SET)])
def test_a_timer_event_beside_a_jump_tells_of_a_pause(early_s, kind):
    assert jumps(jumped(5 * HOUR), (599 - early_s,)).get(600) is kind
    assert jumps(jumped(5 * HOUR), (600 + 5 * HOUR - 1 + early_s,)).get(600) is kind


@pytest.mark.parametrize(("pause_s", "kind"), [(0, Jump.TIME_ADDED), (1750, Jump.TIME_ADDED), (1850, Jump.CLOCK_SET)])
def test_an_app_that_adds_100_000_seconds_a_pause(pause_s, kind):
    assert jumps(jumped(100_000 + pause_s), None) == {600: kind}


@given(
    pauses=st.lists(st.tuples(st.integers(100, 1700), st.floats(1, 1700)), min_size=1, max_size=5), said=st.booleans()
)
def test_law_time_added_at_pauses_is_taken_out_again(pauses, said):
    time_s, paused_s, segment = np.arange(1801.0), 0.0, np.zeros(1801, int)
    for at, pause_s in dict(pauses).items():
        time_s[at:] += 100_000 + pause_s
        segment[at:] += said
        paused_s += pause_s
    (run,) = read(recording(jumped(1).replace(time_s=time_s, segment=segment)))
    assert run.start_utc == START
    assert run.elapsed_s == pytest.approx(1800 + paused_s)
    assert run.distance_m == pytest.approx(5400)


def test_a_few_samples_out_of_order_cost_themselves_more_are_a_clock_set_back():
    for count, kept in ((3, 17), (4, 20)):
        samples = jumped(-1000.0, at=count, count=20)
        steady = steady_clock(samples.replace(time_s=samples["time_s"] + 1000))
        assert len(steady.samples) == kept
    for at, kept in ((47, 953), (53, 1000)):  # five per cent of a thousand
        samples = jumped(-5000.0, at=at, count=1000)
        assert len(steady_clock(samples.replace(time_s=samples["time_s"] + 5000)).samples) == kept


def test_one_date_far_off_costs_one_sample():
    time_s = np.arange(1801.0)
    time_s[900] += 3000 * DAY
    steady = steady_clock(jumped(1).replace(time_s=time_s), ())
    assert len(steady.samples) == 1800
    assert steady.shift_s == 0


# Pauses of a night


@pytest.mark.parametrize(("gap_h", "activities"), [(7.5, 1), (8.5, 2)])
@pytest.mark.parametrize("stops_s", [None, (599.5,)])
def test_after_a_pause_of_a_night_it_is_another_activity(gap_h, activities, stops_s):
    runs = read(told(jumped(gap_h * HOUR, paused=True), stops_s))
    assert len(runs) == activities
    assert sum(run.distance_m for run in runs) == pytest.approx(5400, abs=10)


def test_seen_resumed_after_26_hours():
    parts = separated([told(jumped(26 * HOUR, at=900, paused=True), (899.5,))])
    first, second = (cleaned_activity(part, source())[0] for part in parts)
    assert [part.session for part in parts] == [0, 1]
    assert (first.start_utc, second.start_utc) == (START, START + timedelta(seconds=899 + 26 * HOUR))
    assert (first.distance_m, second.distance_m) == (899 * 3, 900 * 3)
    assert (first.timer_s, second.timer_s) == (899, 900)
    assert "One recording with up to 26 h between its parts: told as 2 activities." in first.warnings


def test_seen_segments_on_three_days_are_three_activities():
    # Three times the same way, from home at three times of three days.
    tracks = b"".join(
        gpx(count=181, start=START + timedelta(days=day, hours=day))
        .partition(b"<trkseg>")[2]
        .partition(b"</trkseg>")[0]
        + b"</trkseg><trkseg>"
        for day in range(3)
    ).removesuffix(b"</trkseg><trkseg>")
    head, _, rest = gpx(count=1).partition(b"<trkseg>")
    content = head + b"<trkseg>" + tracks + b"</trkseg>" + rest.partition(b"</trkseg>")[2]
    reading = read_content("three.gpx", content, ReadDefaults())
    assert [run.start_utc - START for run in reading.activities] == [timedelta(days=day, hours=day) for day in range(3)]
    assert [run.distance_m for run in reading.activities] == pytest.approx([5400] * 3, rel=1e-3)
    assert len(reading.samples) == 3


@pytest.mark.parametrize(("seconds", "activities"), [(115, 1), (125, 2)])
def test_a_scrap_is_no_activity_and_its_loss_is_told(seconds, activities):
    samples = jumped(100 * DAY, at=seconds + 1, apart_m=5000)
    parts = separated([told(samples)])
    assert len(parts) == activities
    if activities == 1:
        assert parts[0].warnings == ("Far from the rest in time, left out: 0.34 km in 1.9 min.",)
        assert parts[0].start_utc > START + timedelta(days=100)


@pytest.mark.parametrize(("days", "refused"), [(9.8, False), (10.2, True)])
def test_no_activity_lasts_longer_than_ten_days(days, refused):
    time_s = np.arange(0, days * DAY, 120.0)
    sparse = told(Samples({"time_s": time_s, "altitude_m": np.full(len(time_s), 100.0)}))
    if refused:
        with pytest.raises(UnsafeFileError, match="span 10 days: no activity lasts so long"):
            separated([sparse])
    else:
        assert separated([sparse]) == [sparse]


def test_more_activities_than_any_file_holds_are_refused():
    time_s = 9 * HOUR * np.repeat(np.arange(1001), 2) + np.tile([0.0, 200.0], 1001)
    many = told(Samples({"time_s": time_s, "segment": np.repeat(np.arange(1001), 2)}), None)
    with pytest.raises(UnsafeFileError, match="more than 1,000 activities"):
        separated([many])
    fewer = replace(many, samples=many.samples.take(slice(0, 2000)))
    assert len(separated([fewer])) == 1000
