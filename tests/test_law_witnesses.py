"""Law: distance, duration and samples agree, or the activity says so with both numbers."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from runrisk.importers.cleaning.activity import cleaned_activity
from runrisk.importers.cleaning.rising import rising
from runrisk.model import Samples, Sport
from tracks import LON_DEG, north, recording, source

HALF_HOUR = 1800

seconds_ = st.integers(600, 3000)
speeds = st.floats(2.0, 5.0)
wrong_ratios = st.sampled_from([1000.0, 1 / 1000, 1.609344, 1 / 1.609344, 2.0, 0.5, 1.2, 1 / 1.2])


def whole(seconds=HALF_HOUR, speed_mps=3.0, step_s=1):
    """A run due north of which session, laps, samples and positions all say the same."""
    time_s = np.arange(0.0, seconds + 1, step_s)
    way_m = time_s * speed_mps
    samples = Samples(
        {"time_s": time_s, "lat_deg": north(way_m), "lon_deg": np.full(len(time_s), LON_DEG), "distance_m": way_m}
    )
    metres = seconds * speed_mps
    return recording(
        samples,
        elapsed_s=float(seconds),
        timer_s=float(seconds),
        moving_s=float(seconds),
        session_distance_m=metres,
        lap_distance_m=metres,
        stated_end_s=float(seconds),
        lap_elapsed_s=float(seconds),
        lap_timer_s=float(seconds),
        stops_s=(),
    )


def with_samples(told, **columns):
    return replace(told, samples=told.samples.replace(**columns))


def read(told):
    activity, samples = cleaned_activity(told, source())
    return activity, samples


def doubts(activity, about="Distance:"):
    return [warning for warning in activity.warnings if warning.startswith(about)]


def scaled_distance(told, name, ratio):
    if name == "samples":
        return with_samples(told, distance_m=told.samples["distance_m"] * ratio)
    return replace(told, **{name: getattr(told, name) * ratio})


def in_order(activity):
    return 0 <= activity.moving_s <= activity.timer_s <= activity.elapsed_s


DISTANCES = ["session_distance_m", "lap_distance_m", "samples"]


@given(seconds=seconds_, speed_mps=speeds, name=st.sampled_from(DISTANCES), ratio=wrong_ratios)
def test_law_one_wrong_distance_is_outvoted_and_said_with_both_numbers(seconds, speed_mps, name, ratio):
    true_m = seconds * speed_mps
    run, samples = read(scaled_distance(whole(seconds, speed_mps), name, ratio))
    assert run.distance_m == pytest.approx(true_m, rel=0.01)
    (said,) = doubts(run)
    for metres in (true_m, true_m * ratio):
        number = f"{metres:.1f} m" if metres < 100 else f"{metres / 1000:.1f} km"
        assert number in said
    assert not [warning for warning in run.warnings if warning.startswith("Called a run")]
    assert run.moving_s == pytest.approx(seconds, abs=2)
    reached = samples["distance_m"]
    assert not np.isfinite(reached).any() or reached[-1] == pytest.approx(true_m, rel=0.01)


@given(seconds=seconds_, speed_mps=speeds, dropped=st.sets(st.sampled_from([*DISTANCES, "positions"]), max_size=3))
def test_law_what_is_missing_is_no_witness(seconds, speed_mps, dropped):
    told = whole(seconds, speed_mps)
    for name in dropped & {"session_distance_m", "lap_distance_m"}:
        told = replace(told, **{name: None})
    gone = [*["distance_m"] * ("samples" in dropped), *["lat_deg", "lon_deg"] * ("positions" in dropped)]
    told = replace(told, samples=told.samples.without(*gone))
    run, _ = read(told)
    assert run.distance_m == pytest.approx(seconds * speed_mps, rel=0.01)
    assert doubts(run) == []
    assert in_order(run)


@given(seconds=seconds_, speed_mps=speeds, kept=st.floats(0.1, 0.8))
def test_law_samples_that_break_off_say_nothing_of_the_whole(seconds, speed_mps, kept):
    told = whole(seconds, speed_mps)
    run, _ = read(replace(told, samples=told.samples.take(slice(0, int(kept * seconds)))))
    assert run.distance_m == seconds * speed_mps
    assert run.timer_s == run.elapsed_s == seconds
    assert doubts(run) == doubts(run, "Duration:") == []


@given(
    seconds=seconds_,
    name=st.sampled_from(["elapsed_s", "timer_s", "stated_end_s", "lap_elapsed_s", "lap_timer_s", "moving_s"]),
    ratio=st.sampled_from([0.1, 0.5, 0.8, 1.25, 2.0, 10.0, 1000.0]),
)
def test_law_one_wrong_time_is_outvoted(seconds, name, ratio):
    told = whole(seconds)
    run, _ = read(replace(told, **{name: getattr(told, name) * ratio}))
    assert run.elapsed_s == run.timer_s == seconds
    assert run.moving_s == pytest.approx(seconds, abs=2)
    assert run.distance_m == 3.0 * seconds
    said = doubts(run, "Duration:")
    if name not in {"stated_end_s", "moving_s"}:
        assert f"{seconds / 60:.0f} min" in said[0]
        assert len(said) == 1


@given(
    times=st.fixed_dictionaries(
        {
            name: st.one_of(st.none(), st.floats(1, 1e6))
            for name in ("timer_s", "moving_s", "stated_end_s", "lap_elapsed_s", "lap_timer_s")
        }
    ),
    elapsed_s=st.floats(0, 1e6),
    kept=st.integers(0, 1801),
)
def test_law_moving_is_never_longer_than_the_timer_nor_the_timer_than_the_whole(times, elapsed_s, kept):
    told = whole()
    run, _ = read(replace(told, samples=told.samples.take(slice(0, kept)), elapsed_s=elapsed_s, **times))
    assert (run.moving_s or 0) <= (run.timer_s or np.inf)
    assert (run.timer_s or 0) <= run.elapsed_s


# What was seen


def test_seen_elapsed_shorter_than_the_run():
    # 4,034 s by the session, 4,961 s by its laps and samples: 15.2 km stay 15.2 km.
    told = whole(4961, 15_200 / 4961)
    run, samples = read(replace(told, elapsed_s=4034.0, stated_end_s=None))
    assert (run.elapsed_s, run.distance_m) == (4961, pytest.approx(15_200))
    assert len(samples) == 4962
    assert "Duration: the session says 67 min, the laps and the samples say 83 min, which was taken." in run.warnings


def test_seen_elapsed_shorter_than_the_timer():
    told = whole(2760)
    run, _ = read(replace(told, elapsed_s=1632.0, stated_end_s=None, lap_elapsed_s=None))
    assert run.elapsed_s == run.timer_s == 2760
    assert "Duration: the session says 27 min, the samples say 46 min, which was taken." in run.warnings


def test_seen_timer_longer_than_start_to_end():
    run, _ = read(replace(whole(), timer_s=7200.0, lap_timer_s=7200.0))
    assert run.elapsed_s == run.timer_s == 1800
    assert "Duration: the session and the laps say 120 min, the samples say 30 min, which was taken." in run.warnings


def test_seen_points_in_km():
    told = replace(whole(), session_distance_m=None)
    run, samples = read(with_samples(told, distance_m=told.samples["distance_m"] / 1000))
    assert run.distance_m == 5400
    assert samples["distance_m"][-1] == pytest.approx(5400)
    assert run.moving_s == 1800
    said = "the samples say 5.4 m, the laps and the positions say 5.4 km, which was taken"
    assert doubts(run) == [f"Distance: {said} (it looks as if km were taken for metres)."]


@pytest.mark.parametrize("lap_m", [5400.0, None])
def test_seen_a_leg_that_counts_on_from_20_km(lap_m):
    told = replace(whole(), session_distance_m=None, lap_distance_m=lap_m)
    run, samples = read(with_samples(told, distance_m=told.samples["distance_m"] + 20_000))
    assert run.distance_m == pytest.approx(5400)
    assert samples["distance_m"][[0, -1]].tolist() == pytest.approx([0, 5400])
    assert doubts(run) == []


def test_the_session_in_miles_is_told_by_the_positions():
    # Nobody else is there, and both would be a run: 5,400 m are 3.355 miles.
    told = replace(whole(), session_distance_m=3355.0, lap_distance_m=None)
    run, _ = read(replace(told, samples=told.samples.without("distance_m")))
    assert run.distance_m == pytest.approx(5400, rel=0.001)
    assert "miles were taken for km" in doubts(run)[0]


# Limits, on both sides


@pytest.mark.parametrize(("ratio", "said"), [(1.14, 0), (1.16, 1), (1 / 1.14, 0), (1 / 1.16, 1)])
def test_witnesses_agree_within_15_per_cent(ratio, said):
    run, _ = read(replace(whole(), session_distance_m=5400 * ratio))
    assert len(doubts(run)) == said
    assert run.distance_m == pytest.approx(5400 if said else 5400 * ratio)


@pytest.mark.parametrize(("share", "metres"), [(0.91, 2.0 * 0.91 * 1800), (0.89, 5400)])
def test_samples_speak_for_the_whole_where_they_cover_nine_tenths(share, metres):
    told = replace(whole(speed_mps=2.0), session_distance_m=5400.0, lap_distance_m=None)
    run, _ = read(replace(told, samples=told.samples.take(slice(0, round(1800 * share) + 1))))
    assert run.distance_m == pytest.approx(metres, rel=1e-3)


@pytest.mark.parametrize(("step_s", "metres"), [(58, 5220), (62, 9000)])
def test_positions_speak_where_they_are_a_minute_apart_at_most(step_s, metres):
    told = replace(whole(1798, step_s=step_s), session_distance_m=9000.0, lap_distance_m=5220.0)
    run, _ = read(replace(told, samples=told.samples.without("distance_m")))
    assert run.distance_m == metres


@pytest.mark.parametrize(("session_mps", "taken"), [(0.48, "laps"), (0.52, "session"), (6.4, "session"), (6.6, "laps")])
def test_of_two_the_likelier_on_foot_is_taken(session_mps, taken):
    told = replace(whole(), session_distance_m=1800 * session_mps, samples=Samples())
    run, _ = read(told)
    assert run.distance_m == (5400 if taken == "laps" else 1800 * session_mps)
    assert len(doubts(run)) == 1
    other = replace(told, sport=Sport.ROWING)
    assert read(other)[0].distance_m == 1800 * session_mps


@pytest.mark.parametrize(("ratio", "named"), [(1047, True), (1053, False), (953, True), (947, False)])
def test_a_unit_is_named_within_five_per_cent(ratio, named):
    run, _ = read(replace(whole(), session_distance_m=5400 / ratio))
    assert ("km were taken for metres" in doubts(run)[0]) == named


@pytest.mark.parametrize(("more_m", "said"), [(48, 0), (52, 1)])
def test_fifty_metres_are_no_disagreement(more_m, said):
    run, _ = read(replace(whole(60), session_distance_m=180.0 + more_m))
    assert len(doubts(run)) == said


@pytest.mark.parametrize(("metres", "number"), [(95.0, "95.0 m"), (105.0, "0.1 km")])
def test_short_distances_are_told_in_metres(metres, number):
    run, _ = read(replace(whole(), session_distance_m=metres))
    assert f"the session says {number}," in doubts(run)[0]


@pytest.mark.parametrize(("more_s", "said"), [(58, 0), (62, 1)])
def test_a_minute_is_no_other_time(more_s, said):
    run, _ = read(replace(whole(120), timer_s=120.0 + more_s, elapsed_s=200.0, stated_end_s=200.0))
    assert len(doubts(run, "Duration: the session")) == said


@pytest.mark.parametrize(("fall_m", "reached_m"), [(9.5, 100 - 9.5 + 50), (10.5, 100 + 50)])
def test_a_distance_begins_anew_after_a_fall_of_ten_metres(fall_m, reached_m):
    along = np.array([0, 50, 100, 100 - fall_m, 100 - fall_m + 50])
    made = rising(Samples({"time_s": 10.0 * np.arange(5), "distance_m": along}), 12.5)
    assert made[-1] == pytest.approx(reached_m)
    assert (np.diff(made) >= 0).all()


@pytest.mark.parametrize(("step_m", "reached_m"), [(135, 141), (140, 6)])
def test_a_step_that_nobody_makes_does_not_count(step_m, reached_m):
    # 12.5 m/s for the second itself and ten more: 137.5 m.
    along = np.array([0.0, 3.0, 6.0, 6.0 + step_m])
    assert rising(Samples({"time_s": np.arange(4.0), "distance_m": along}), 12.5)[-1] == reached_m


@pytest.mark.parametrize(("first_m", "reached_m"), [(120, 150), (130, 30)])
def test_a_first_value_counts_where_it_can_have_been_run(first_m, reached_m):
    along = np.array([first_m, first_m + 30.0])
    assert rising(Samples({"time_s": np.array([0.0, 10.0]), "distance_m": along}), 12.5)[-1] == reached_m


def test_laps_that_count_from_0_are_added_and_holes_stay():
    along = np.array([0, 30, np.nan, 60, 0, 30, 60.0])
    made = rising(Samples({"time_s": 10.0 * np.arange(7), "distance_m": along}), 12.5)
    np.testing.assert_array_equal(made, [0, 30, np.nan, 60, 60, 90, 120])


@pytest.mark.parametrize("glitch_m", [1e6, 5000.0])
def test_one_value_far_off_adds_nothing(glitch_m):
    along = np.arange(0, 300, 3.0)
    along[50] = glitch_m
    made = rising(Samples({"time_s": np.arange(100.0), "distance_m": along}), 12.5)
    assert made[-1] == pytest.approx(297, abs=6)


def test_the_impossible_alone_is_left_out_with_both_numbers():
    told = replace(whole(), session_distance_m=5e6, lap_distance_m=None, samples=Samples())
    run, _ = read(told)
    assert run.distance_m is None
    assert "A distance of 5000.0 km in 30 min is impossible: left out." in run.warnings


def test_positions_in_a_room_or_made_up_are_no_witness():
    told = replace(whole(), session_distance_m=9000.0, lap_distance_m=None)
    told = replace(told, samples=told.samples.without("distance_m"))
    for known in ({"virtual": True}, {"sub_sport": "treadmill"}):
        run, _ = read(replace(told, **known))
        assert (run.distance_m, doubts(run)) == (9000, [])


def test_a_sample_stands_for_two_minutes_at_most():
    # 100 bpm up to a hole of 600 s inside one segment, 200 bpm for 100 s after it: each end of the hole stands for
    # 60 s of it, so that 160 s of 100 bpm stand against 160 s of 200 bpm. Without the bound it would be 400 s each.
    time_s = np.append(np.arange(101.0), np.arange(700.0, 801))
    samples = Samples({"time_s": time_s, "heart_rate_bpm": np.repeat([100.0, 200.0], 101)})
    late = Samples({"time_s": time_s, "heart_rate_bpm": np.append(np.full(101, 100.0), [200.0, *[np.nan] * 100])})
    assert read(recording(samples))[0].avg_hr_bpm == pytest.approx(150)
    # One reading behind the hole: 60 s of the hole and half a second, against 100 s and 60 s (in halves at the ends).
    assert read(recording(late))[0].avg_hr_bpm == pytest.approx((100 * 160 + 200 * 60.5) / 220.5, abs=0.1)


@pytest.mark.parametrize(("hours", "text"), [(47, "2820 min"), (49, "49 h")])
def test_two_days_are_told_in_hours(hours, text):
    run, _ = read(replace(whole(), timer_s=hours * 3600.0))
    assert f"the session says {text}," in doubts(run, "Duration:")[0]
