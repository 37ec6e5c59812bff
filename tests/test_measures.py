"""The measures that several patterns share, each by itself, on both sides of its limits."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from logs import training_log
from runrisk.measures.baseline import week_against_baseline
from runrisk.measures.breaks import returns_of
from runrisk.measures.changes import changes
from runrisk.measures.day_windows import daily, in_a_row, rows
from runrisk.measures.descents import descents
from runrisk.measures.largest_before import none_compared, steps
from runrisk.measures.new_shoes import new_share
from runrisk.measures.other_training import daily_hours, other_training, strength_sessions
from runrisk.measures.pain import pain_is_known, told_pain
from runrisk.measures.robust_line import robust_line
from runrisk.measures.shoe_wear import first_days, known_pair, wear
from runrisk.measures.steady_flat import medians, running_flat, steady_flat
from runrisk.measures.surfaces import Spans, surfaces
from runrisk.model import Sport
from runrisk.wording import Wording


def weeks(log):
    return week_against_baseline(daily(log, "distance_m"), log)


# A week against its baseline


def test_a_week_against_the_four_before():
    # weeks of 10, 20, 30 and 20 km, then 40: the mean is 20, the largest 7 days are 30
    sums = weeks(
        training_log(["10 . . . . . .", "20 . . . . . .", "30 . . . . . .", "20 . . . . . .", "40 . . . . . 0.1"])
    )
    last = sums.recent.index[-1]
    assert [sums.recent[last], sums.usual[last], sums.largest[last]] == [40_100, 20_000, 30_000]
    assert sums.ratio[last] == pytest.approx(2.005)
    assert sums.beyond[last] == pytest.approx(40.1 / 30)
    assert sums.rise[last] == 20_100
    # day 34 is the first with 35 days of log; the day before has none before its fourth week
    assert sums.usual.first_valid_index() == last


def test_the_largest_week_goes_four_weeks_back_and_no_further():
    sums = weeks(
        training_log(
            ["50 . . . . . .", "10 . . . . . .", "10 . . . . . .", "10 . . . . . .", "10 . . . . . .", "10 . . . . . 1"]
        )
    )
    # Sunday of week 5: the weeks 1 to 4; of week 6: the weeks 2 to 5
    assert list(sums.largest.iloc[[34, 41]]) == [50_000, 10_000]
    assert list(sums.largest.iloc[[35, 40]]) == [10_000, 10_000]


@pytest.mark.parametrize("missing", [0, 1, 2, 3])
def test_each_of_the_four_weeks_needs_a_run(missing):
    notation = ["10 . . . . . c60"] * 5
    assert weeks(training_log(notation)).usual.iloc[-1] == 10_000
    notation[missing] = "c60 . . . . . c60"
    assert np.isnan(weeks(training_log(notation)).usual.iloc[-1])


def test_a_day_exceeds_by_ratio_by_margin_and_above_the_largest():
    log = training_log(["4 x 10 . . . . . .", "15 . . . . . ."], today=date(2026, 2, 8))
    last = [
        bool(weeks(log).exceeds(ratio, margin).iloc[-1]) for ratio, margin in [(1.49, 5000), (1.5, 5000), (1.49, 5001)]
    ]
    assert last == [True, False, False]
    same = training_log(["15 . . . . . .", "3 x 5 . . . . . .", "15 . . . . . ."], today=date(2026, 2, 8))
    assert not weeks(same).exceeds(1.1, 0).iloc[-1]


def test_the_limit_is_the_largest_of_three():
    sums = weeks(training_log(["4 x 10 . . . . . .", "15 . . . . . ."], today=date(2026, 2, 8)))
    assert [sums.limit(*asked).iloc[-1] for asked in [(1.5, 0), (1.5, 8000), (1.5, 0, 2.0)]] == [15_000, 18_000, 20_000]


def test_rows_of_days():
    holds = pd.Series([True, False, True, True, False, True], index=pd.date_range("2026-01-05", periods=6))
    assert list(in_a_row(holds)) == [1, 0, 1, 2, 0, 1]
    first, second, last = rows(in_a_row(holds))
    assert first == (date(2026, 1, 5), date(2026, 1, 5))
    assert second == (date(2026, 1, 7), date(2026, 1, 8))
    assert last == (date(2026, 1, 10), date(2026, 1, 10))


# Breaks in the running


def returns(*notation, gap=14, **more):
    return list(returns_of(training_log(notation, **more), gap))


def test_a_return_and_what_was_usual_before():
    # four weeks of 8 and 12 km; back on Monday 16 February, 16 days after Saturday 31 January
    [back] = returns("4 x . 8 . . . 12 .", "2 x c30 . . . . . .", "6 . . 5 . . 4", "9 . . . . . .")
    assert (back.left, back.back, back.until) == (date(2026, 1, 31), date(2026, 2, 16), date(2026, 2, 22))
    assert (back.gap_days, back.runs_before) == (16, 8)
    assert (back.week_m, back.first_run_m) == (15_000, 6_000)
    assert (back.usual_week_m, back.usual_run_m) == (20_000, 10_000)
    assert back.week_ratio == 0.75
    assert back.known


def test_the_shortest_break():
    assert len(returns("4 x 8 . . . . . .", ". . . . . . .", "8 . . . . . .")) == 1
    assert not returns("3 x 8 . . . . . .", ". 8 . . . . .", ". . . . . . .", "8 . . . . . .")


def test_four_weeks_before_the_break_count_with_the_last_run():
    # Monday 5 January lies 28 days before Monday 2 February, Tuesday 6 January 27
    [back] = returns("20 8 . . . . .", "3 x 8 . . . . . .", "8 . . . . . .", "2 x c30 . . . . . .", "5 . . . . . .")
    assert (back.runs_before, back.usual_week_m) == (5, 10_000)


def test_a_first_week_that_the_log_cuts_short():
    [back] = returns("4 x 8 . . . . . .", "2 x c30 . . . . . .", "5 . 3 . . . .")
    assert (back.week_m, back.until) == (8_000, date(2026, 2, 18))


def test_nothing_to_compare_with_is_not_known():
    assert not returns("? . . . . . .", "2 x c30 . . . . . .", "5 . . . . . .")[0].known


# changes


def change(name, *notation, **more):
    return changes(training_log(notation, **more))[name].iloc[-1]


def test_two_weeks_against_the_eight_before():
    # 40 km a week after 25; the longest 18 km after 12; two runs a week more
    log = ("8 x 8 . 5 . . 12 .", "2 x 8 8 . 3 3 . 18")
    assert change("distance", *log) == 1.6
    assert change("longest", *log) == 1.5
    assert change("runs", *log) == 2
    assert np.isnan(change("surface", *log))
    assert np.isnan(change("hard", *log))


def test_a_ratio_at_its_limit_is_not_rounded_above_it():
    # 225 m after 150 m a week
    assert change("descent", "8 x 8v50 . 5v50 . . . 12v50", "2 x 8v75 . 5v75 . . . 12v75") == 1.5


def test_nothing_before_gives_no_ratio():
    assert np.isnan(change("descent", "8 x 8v0 . . . . . 8v0", "2 x 8v75 . . . . . 8v75"))
    assert np.isnan(change("distance", "8 x c30 . . . . . c30", "2 x 8 . . . . . 8"))


def test_little_before_is_not_nothing():
    # 1 m, and one run a week
    assert change("longest", "8 x 0.001 . . . . . 0.001", "2 x 8 . . . . . 8") == 8000
    assert change("runs", "8 x 8 . . . . . .", "2 x 8 8 . . . . 8") == 2


def test_the_share_of_new_shoes_needs_shoes_with_a_name():
    # of each week's 20 km: 5 in the new pair, 11 or 10.9 in the old one, the rest without a name
    assert change("shoe", "8 x 10#a . . . . . 10#a", "2 x 5#b . 11#a . . . 4") == pytest.approx(5 / 16)
    assert np.isnan(change("shoe", "8 x 10#a . . . . . 10#a", "2 x 5#b . 10.9#a . . . 4.1"))


# descents, largest_before


def test_a_treadmill_goes_down_nowhere():
    log = training_log(["8v40 8v50/treadmill 8v60/indoor_running 8 . . ."])
    assert list(descents(log))[:3] == [40, 0, 0]
    assert np.isnan(descents(log).iloc[3])


def compared(*notation, **more):
    log = training_log(notation, **more)
    return steps(log, log.runs["distance_m"], 7, 2)


def test_each_run_against_the_window_before_it():
    [first, second] = compared("10 . 4 . . . .", "5 . 12 . . . .")
    # Monday 12 January: 7 days before it lies Monday the 5th; two days later only Wednesday the 7th and Monday the 12th do
    assert (first.day, first.amount_m, first.before_m, first.runs_before) == (date(2026, 1, 12), 5000, 10_000, 2)
    assert (second.day, second.before_m, second.runs_before) == (date(2026, 1, 14), 5000, 2)
    assert (second.ratio, second.rise_m) == (2.4, 7000)


def test_an_earlier_run_of_the_day_counts_and_one_of_unknown_length_does_not():
    assert [step.before_m for step in compared("4 . 3 . . . .", "8+9 . . . . . .")] == [4000, 8000]
    assert not compared("4 . ? . . . .", "8 . . . . . .")


def test_too_young_a_log_is_said():
    log = training_log(["4 . 3 . . 5 ."])
    assert not steps(log, log.runs["distance_m"], 7, 2)
    assert (
        none_compared(log, "a week").missing(Wording())
        == "None of 3 runs in the period can be compared: it takes a week."
    )


# shoes


def test_a_pair_is_new_for_two_weeks():
    log = training_log(["4 x 10#a . . . . . 10#a", "2 x 5#b . . . . . 15#a", "5#b . . . . . ."])
    share = new_share(log, wear(log))
    # the 14 days up to Sunday 15 February hold 10 of 40 km in the new pair; a day later it is 14 days old
    assert list(share[["2026-02-15", "2026-02-16"]]) == [0.25, 0.0]


def test_in_the_first_four_weeks_every_pair_looks_new():
    log = training_log(["5 x 10#a . . . . . 10#a"])
    share = new_share(log, wear(log))
    assert share.first_valid_index() == pd.Timestamp(2026, 2, 2)
    assert (share.dropna() == 0).all()


def test_who_was_worn_where():
    log = training_log(
        ["10#a 5#b 5 . . . ."], journal=[{"day": date(2025, 12, 1), "kind": "shoe", "note": "A", "score": 300}]
    )
    worn = wear(log)
    assert list(worn.named_m) == [10_000, 5_000, 0]
    assert list(worn.total_m) == [10_000, 5_000, 5_000]
    assert list(worn.over(3).named_enough(0.75)) == [False, False, True]
    assert list(worn.over(3).named_enough(0.76)) == [False, False, False]
    assert known_pair(log, "a").start_m == 300_000
    assert known_pair(log, "b").since is None
    assert first_days(log, worn) == {"a": date(2025, 12, 1), "b": date(2026, 1, 6)}


# other training


def test_hours_and_sessions_beside_running():
    log = training_log(
        ["c90 s30 8 . . . ."], journal=[{"day": date(2026, 1, day), "kind": "strength"} for day in (6, 7)]
    )
    assert list(daily_hours(log, {Sport.CYCLING})) == [1.5, 0, 0]
    assert list(strength_sessions(log)) == [0, 1, 1]


def test_means_over_eight_weeks():
    log = training_log(["7 x c60 . 8 . . . 8", "c60 . 8 . . . 8"])
    means = other_training(log, daily_hours(log, {Sport.CYCLING}), None)
    assert (means.amount.iloc[-1], means.runs.iloc[-1], means.others, means.known_days) == (1.0, 2.0, 8, 56)
    assert means.amount.notna().sum() == 1


def test_a_watch_for_running_only_judges_what_was_told():
    log = training_log(["9 x . . 8 . . . 8"])
    rides = daily_hours(log, {Sport.CYCLING})
    assert other_training(log, rides, None).amount.isna().all()
    assert other_training(log, rides, 2.0).amount.iloc[-1] == 0


# pain


def test_pain_is_what_was_told_above_nothing():
    told = [
        {"day": date(2026, 1, 5 + at), "kind": "pain", "score": score, "site": "knee", "side": "left"}
        for at, score in enumerate([3, 0])
    ]
    log = training_log(["8 . 8 . . . ."], journal=told)
    [pain] = told_pain(log)
    assert (pain.day, pain.last, pain.score, pain.current) == (date(2026, 1, 5), date(2026, 1, 5), 3, True)
    assert "3 of 10" in pain.said(Wording())
    assert pain_is_known(log)
    assert not pain_is_known(training_log(["8 . 8 . . . ."]))


def test_pain_after_the_last_run_is_current_unless_an_older_period_is_looked_at():
    after = [{"day": date(2026, 1, 20), "kind": "pain", "score": 3}]
    assert told_pain(training_log(["8 . 8 . . . ."], journal=after))[0].current
    older = training_log(["8 . 8 . . . ."], journal=after, period=[date(2026, 1, 5), date(2026, 1, 6)])
    assert not told_pain(older)[0].current


def test_the_questionnaire_adds_a_day_that_the_journal_does_not_tell_of():
    asked = {"pain_now": 4, "pain_day": date(2026, 1, 6)}
    assert [pain.score for pain in told_pain(training_log(["8 . 8 . . . ."], answers=asked))] == [4]
    told = [{"day": date(2026, 1, 6), "kind": "pain", "score": 2}]
    assert [pain.score for pain in told_pain(training_log(["8 . 8 . . . ."], answers=asked, journal=told))] == [2]
    assert not told_pain(training_log(["8 . 8 . . . ."], answers={"pain_now": 0}))


# lines and minutes


def test_an_outlier_hardly_moves_the_line():
    x = np.arange(21.0)
    y = 3 + 2 * x + np.where(x % 2 == 0, 0.1, -0.1)
    y[20] += 100
    height, slope = robust_line(x, y)
    assert (height, slope) == (pytest.approx(3, abs=0.15), pytest.approx(2, abs=0.02))
    assert robust_line(x, 3 - 2 * x) == (pytest.approx(3), pytest.approx(-2))


def test_equal_places_give_a_level_line():
    height, slope = robust_line(np.full(4, 2.0), np.array([1.0, 2.0, 3.0, 4.0]))
    assert (height, slope) == (pytest.approx(2.5), 0)


def test_the_ends_of_huber_weights():
    # Residuals of 1, 1, 1, 1 and an outlier: the plain mean is 2, Huber's 0.5 or less.
    height, _ = robust_line(np.zeros(5), np.array([-1.0, 1.0, -1.0, 1.0, 10.0]))
    # the fixed point of mean = 0.997 ... = scale 1.4826 x median |y - mean|, outlier weighed 1.345 x scale / |10 - mean|
    assert height == pytest.approx(_huber([-1.0, 1.0, -1.0, 1.0, 10.0]), abs=1e-3)


def _huber(values):
    """The same mean by plain steps, many of them."""
    mean = sum(values) / len(values)
    for _ in range(200):
        off = sorted(abs(one - mean) for one in values)
        limit = 1.345 * 1.4826 * off[len(off) // 2]
        weights = [min(1.0, limit / max(abs(one - mean), 1e-9)) for one in values]
        mean = sum(w * one for w, one in zip(weights, values, strict=True)) / sum(weights)
    return mean


def minutes(**changed):
    usual = {"run": 0, "grade": 0.0, "cadence_spm": 170.0, "speed_mps": 3.0, "seconds": 60.0}
    return pd.DataFrame([usual, usual, usual, {**usual, **changed}])


@pytest.mark.parametrize(
    ("changed", "kept"),
    [
        ({"grade": 0.02}, True),
        ({"grade": 0.021}, False),
        ({"grade": -0.021}, False),
        ({"grade": np.nan}, True),
        ({"cadence_spm": 140.0}, False),
        ({"cadence_spm": 141.0}, True),
        ({"speed_mps": 0.0}, False),
        ({"speed_mps": 0.05}, True),
        ({"seconds": 55.0}, True),
        ({"seconds": 54.0}, False),
    ],
)
def test_what_is_run_whole_and_flat(changed, kept):
    assert list(running_flat(minutes(**changed))) == [True, True, True, kept]


@pytest.mark.parametrize(("speed_mps", "kept"), [(3.29, True), (3.31, False), (2.71, True), (2.69, False)])
def test_what_is_steady(speed_mps, kept):
    assert list(steady_flat(minutes(speed_mps=speed_mps))) == [True, True, True, kept]


def test_a_run_needs_enough_minutes_for_a_median():
    log = training_log(["8@a . 8@b . . . ."], minutes={"a": "1x140:3 2x150:3", "b": "2x160:3"})
    values = medians(log, "heart_rate_bpm", np.ones(5, bool), 3)
    assert values.iloc[0] == 150
    assert np.isnan(values.iloc[1])


# surfaces

SPANS = Spans(recent_days=7, usual_days=14, min_known_pct=70.0, min_recent_runs=2, min_usual_runs=4)


def shift(*notation, spans=SPANS):
    return surfaces(training_log(notation, today=date(2026, 1, 25)), spans)


def test_the_rise_of_a_surface():
    found = shift("2 x 10/street . 10/road . . . .", "10/trail . 10/street . . . .")
    assert (found.shift_pct.iloc[-1], found.surface.iloc[-1]) == (50, "trail")
    assert (found.recent.iloc[-1], found.usual.iloc[-1], found.known) == (0.5, 0.0, 1.0)
    assert found.shift_pct.notna().sum() == 1  # 21 days are complete on the last


@pytest.mark.parametrize(
    ("last", "judged"),
    [("7/trail . 3 . . . .", True), ("6.9/trail . 3.1 . . . .", False), ("10/trail . . . . . .", False)],
)
def test_what_the_recent_week_must_hold(last, judged):
    assert np.isfinite(shift("2 x 10/street . 10/road . . . .", last).shift_pct.iloc[-1]) == judged


@pytest.mark.parametrize(
    ("before", "judged"),
    [("7/street . 3 . . . .", True), ("6.9/street . 3.1 . . . .", False), ("10/street . . . . . .", False)],
)
def test_what_the_weeks_before_must_hold(before, judged):
    assert np.isfinite(shift(f"2 x {before}", "10/trail . 10/street . . . .").shift_pct.iloc[-1]) == judged


def test_the_rise_of_the_first_surface_by_name():
    found = shift("2 x 10/trail . 10/trail . . . .", "10/road . 10/trail . . . .")
    assert (found.surface.iloc[-1], found.recent.iloc[-1], found.usual.iloc[-1]) == ("street", 0.5, 0.0)


def test_no_surface_was_ever_named():
    assert shift("3 x 10 . 10 . . . .") is None
