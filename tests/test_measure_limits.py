"""Measures that speak of days, of told things and of hard time: each limit from both sides."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from logs import training_log
from runrisk.finding import Level
from runrisk.measures.baseline import largest_before, week_against_baseline
from runrisk.measures.breaks import Return
from runrisk.measures.changes import NEEDED_DAYS, changes
from runrisk.measures.daily_load import effort_load, impact_load
from runrisk.measures.day_windows import (
    NOTHING,
    by_day,
    daily,
    hole_in,
    judged,
    known_before,
    ranks,
    rows,
    stretches,
    week_count,
    weekly_peaks,
    within,
)
from runrisk.measures.form_trends import FormTrend, form_trends
from runrisk.measures.injury import told_injuries
from runrisk.measures.other_training import other_training, strength_sessions
from runrisk.measures.outdoor import in_plane, most_runs, over_days, paths_of_runs, spoken_day, sums_on
from runrisk.measures.pain import days_with_pain, pain_is_known, told_pain
from runrisk.measures.races import names_race
from runrisk.measures.robust_line import robust_line
from runrisk.measures.shoe_wear import first_days, wear
from runrisk.measures.surfaces import Spans, surfaces
from runrisk.measures.zones import Basis, coverage, hard_time, has_any, hr_max_found, hr_max_told, run_s, threshold_mps
from runrisk.model import Answers, Period
from runrisk.model.features import RunPath
from runrisk.wording import Wording

MONDAY = date(2026, 1, 5)


def day(number):
    """The day of a log, counted from 0."""
    return MONDAY + timedelta(days=number)


def by(values, start=MONDAY):
    return pd.Series(values, index=pd.date_range(start, periods=len(values)), dtype=float)


# Days


def test_a_day_before_the_period_is_a_hole_as_far_back_as_asked():
    series = by([1.0] * 60)
    series.iloc[15] = np.nan
    period = Period(since=day(50), until=day(59))
    assert hole_in(series, period, 35)
    assert not hole_in(series, period, 34)
    assert hole_in(series, Period(since=day(20), until=day(20)), 5)
    assert not hole_in(series, Period(since=day(10), until=day(14)), 5)


@pytest.mark.parametrize(("missing", "hole"), [(15, True), (14, False), (59, True)])
def test_a_baseline_looks_five_weeks_back_for_a_hole(missing, hole):
    log = training_log(["8 x 10 . . . . . 1", "10 . . 1"], period=[day(50), day(59)])
    amount = daily(log, "distance_m")
    amount.iloc[missing] = np.nan
    assert week_against_baseline(amount, log).hole is hole


def test_the_largest_of_few_sums_is_the_largest():
    found = largest_before(by([3.0, 1, 2, 5]), 2, 5)
    assert found.isna().tolist() == [True, True, False, False]
    assert found.tolist()[2:] == [3, 3]


def test_a_sum_is_compared_with_the_largest_before_at_least():
    sums = week_against_baseline(
        daily(log := training_log(["4 x 10 . . . . . .", "15 . . . . . 1"]), "distance_m"), log
    )
    assert sums.limit(1.0, 0).iloc[-1] == 10_000


def test_the_days_of_a_period_are_its_first_and_last_too():
    period = Period(since=day(1), until=day(3))
    assert within(by([0.0] * 5).index, period).tolist() == [False, True, True, True, False]
    assert judged(by([0, 1, np.nan, 3, 4]), period).tolist() == [1, 3]


def test_rows_of_days_are_those_that_hold():
    counted = by([0, 0, 1, 2, 0, 0]).astype(int)
    assert list(rows(counted)) == [(day(2), day(3))]


def test_a_path_without_points_is_no_way():
    log = training_log(["4%a 4%b . . . . ."], paths={"a": "1000", "b": "1000"})
    nothing = RunPath(lat_deg=np.zeros(0), lon_deg=np.zeros(0), piece=np.zeros(0, np.int32))
    first = log.recorded[0].id
    read = log.read_path
    empty = replace(log, read_path=lambda run: nothing if run == first else read(run))
    assert [found for _, found, _ in paths_of_runs(empty, (), 8)] == [day(1)]


def test_a_week_begins_on_monday():
    # Sunday the seventh day and Monday the eighth lie in two weeks, Monday and Sunday in one
    assert week_count(by([1.0] * 7)) == 1
    assert week_count(by([1.0] * 8)) == 2


def peaks(levels, sizes, apart_days):
    found = weekly_peaks(pd.Series(levels, index=by(sizes).index), by(sizes), apart_days)
    return [((one.peak.date() - MONDAY).days, one.level) for one in found]


def test_one_peak_a_week_the_strongest_then_the_largest():
    none, info, caution = NOTHING, Level.INFO.rank, Level.CAUTION.rank
    levels = [info, caution, caution, info, none, none, info, info, none, none, none, none, none, none]
    sizes = [9, 1, 2, 9, 0, 0, 9, 9, 0, 0, 0, 0, 0, 0]
    # The first week has its peak on the third day, though others are larger at a lower level; the second on its Monday.
    assert peaks(levels, sizes, 1) == [(2, Level.CAUTION), (7, Level.INFO)]
    assert peaks(levels, sizes, 5) == [(2, Level.CAUTION), (7, Level.INFO)]
    assert peaks(levels, sizes, 6) == [(2, Level.CAUTION)]


def test_of_close_peaks_the_larger_is_kept():
    info = Level.INFO.rank
    levels = [NOTHING] * 6 + [info, info] + [NOTHING] * 6
    assert peaks(levels, [0] * 6 + [1, 2] + [0] * 6, 2) == [(7, Level.INFO)]
    assert peaks(levels, [0] * 6 + [2, 1] + [0] * 6, 2) == [(6, Level.INFO)]


def test_stretches_are_days_in_a_row_cut_by_the_period():
    info = Level.INFO.rank
    rank = pd.Series([info, info, NOTHING, info, info, info, info, NOTHING], index=by([0] * 8).index)
    found = list(stretches(rank, by([1, 2, 0, 1, 4, 3, 2, 0]), Period(since=day(5), until=day(7))))
    days = [((one.first - MONDAY).days, (one.last - MONDAY).days, (one.peak.date() - MONDAY).days) for one in found]
    assert days == [(0, 1, 1), (3, 4, 4), (5, 6, 5)]
    period = Period(since=day(5), until=day(7))
    assert [one.occurrence("", period).in_period for one in found] == [False, False, True]
    # Seven days up to the peak on the sixth day of the log begin a day before it.
    week = found[-1].up_to_peak(7, "", period)
    assert (week.first, week.last, week.in_period) == (day(-1), day(5), True)


def test_the_strongest_level_of_a_day_counts():
    index = by([0] * 3).index
    found = ranks(
        {Level.CAUTION: pd.Series([True, False, False], index), Level.INFO: pd.Series([True, True, False], index)},
        index,
    )
    assert found.tolist() == [Level.CAUTION.rank, Level.INFO.rank, NOTHING]


def test_days_known_in_a_row_before_each():
    assert known_before(training_log(["8 . . 8 . . ."])).tolist() == [0, 1, 2, 3]
    hole = training_log(["8 . . . . . 8", "3 x -", "8 8 . . . . ."])
    assert known_before(hole).tolist() == [*range(7), 7, *[0] * 20, 0, 1]
    complete = training_log(["8 . . . . . 8", "3 x -", "8 8 . . . . ."], answers={"log_complete": "yes"})
    assert known_before(complete).tolist() == list(range(30))


def test_sums_by_day():
    log = training_log(["8 . 8 . . . ."])
    assert by_day(log, [day(0), day(2), day(2)], [1, 2, 3]).tolist() == [1, 0, 5]


# A break


@pytest.mark.parametrize(("usual_week_m", "week_m", "known"), [(1, 9, True), (0, 9, False), (1, np.nan, False)])
def test_a_return_is_known_where_there_is_something_to_compare_with(usual_week_m, week_m, known):
    made = Return(
        left=day(0),
        back=day(20),
        until=day(26),
        week_m=week_m,
        first_run_m=1,
        usual_week_m=usual_week_m,
        usual_run_m=1,
        runs_before=1,
    )
    assert made.known is known


# What changed


def change(name, *notation, **more):
    return changes(training_log(notation, **more))[name].iloc[-1]


def test_ten_weeks_are_compared():
    assert NEEDED_DAYS == 70


@pytest.mark.parametrize(
    ("weeks", "known"),
    [
        # 21 of the last 30 km are named, then 20.9 of them; then two runs; then seven runs before.
        (("8 x 8/street . . . . . .", "7/trail . . 7/trail . . .", "7/trail . . 9 . . c30"), True),
        (("8 x 8/street . . . . . .", "7/trail . . 6.9/trail . . .", "7/trail . . 9.1 . . c30"), False),
        (("8 x 8/street . . . . . .", "9/trail . . 9/trail . . .", ". . . . . . c30"), False),
        (("c30 . . . . . .", "7 x 8/street . . . . . .", "9/trail . . 9/trail . . .", "9/trail . . . . . c30"), False),
    ],
)
def test_what_tells_of_a_surface(weeks, known):
    found = change("surface", *weeks)
    assert found == 100 if known else np.isnan(found)


def test_a_run_without_heart_rate_adds_no_hard_minutes():
    # Before it 16 runs of 20 hard minutes, then three and one without heart rate: (60 / 14) / (320 / 56)
    tempo = {"t": "28x140:2.8 20x175:3.6"}
    found = change(
        "hard",
        "8 x 8@t . . . . 8@t .",
        "8@t . . . . 8@t .",
        "8@t . . . . 8 c30",
        minutes=tempo,
        answers={"hr_max_bpm": 190},
    )
    assert found == pytest.approx(0.75)


def test_the_smallest_amount_before_is_something_and_none_is_none():
    assert change("descent", "8v1 . . . . . 8v0", "7 x 8v0 . . . . . 8v0", "2 x 8v75 . . . . . 8v75") == pytest.approx(
        1200
    )
    for name in ("longest", "runs"):
        assert np.isnan(change(name, "8 x c30 . . . . . c30", "2 x 8 . . . . . 8"))


# Form


def trend(values):
    return FormTrend(
        name="contact", unit="ms", by_run=pd.Series(values.values(), index=pd.DatetimeIndex([day(at) for at in values]))
    )


def test_the_first_and_the_last_four_weeks():
    # Of day 0 to 27: 100 and 200; of day 73 to 100: 300 and 500. Day 28 and day 72 belong to neither.
    said = trend({0: 100.0, 27: 200.0, 28: 900.0, 72: 900.0, 73: 300.0, 100: 500.0}).says(Wording())
    assert "150 ms in the four weeks from 2026-01-05, 400 ms" in said
    smooth = trend({0: 100.0, 27: 200.0, 28: 600.0}).smooth
    assert smooth.tolist() == [100, 150, 400]


@pytest.mark.parametrize(("runs", "minutes", "known"), [(10, 10, True), (9, 10, False), (10, 9, False)])
def test_ten_runs_of_ten_minutes_make_a_trend(runs, minutes, known):
    log = training_log(
        ["8@a 8@a 8@a 8@a 8@a . .", f"{'8@a ' * (runs - 5)}{'. ' * (12 - runs)}"],
        minutes={"a": f"{minutes}x140:2.8:170:250"},
    )
    assert bool(form_trends(log)) is known


def test_a_year_of_form_ends_with_the_period():
    log = training_log(["60 x 8@a . . . . . ."], minutes={"a": "40x140:2.8:170:250"}, period=[day(7 * 50), day(7 * 55)])
    # 364 days before the 56th Monday lies the fourth, which is no longer shown.
    [found] = form_trends(log)
    assert (found.by_run.index[0].date(), found.by_run.index[-1].date()) == (day(7 * 4), day(7 * 55))


# Injuries


def injured(*, ago=10, lasted=None, **answers):
    log = training_log(["8 . . . . . 8"])
    first = log.as_of - timedelta(days=ago)
    entry = {"day": first, "kind": "injury", "site": "knee"} | (
        {} if lasted is None else {"until": first + timedelta(days=lasted)}
    )
    return len(told_injuries(training_log(["8 . . . . . 8"], journal=() if answers else [entry], answers=answers)))


@pytest.mark.parametrize(
    ("told", "count"),
    [
        ({"ago": 365}, 1),
        ({"ago": 366}, 0),
        ({"ago": 380, "lasted": 15}, 1),
        ({"ago": 380, "lasted": 14}, 0),
        ({"ago": 0}, 1),
        ({"ago": -1}, 0),
        ({"ago": 20, "lasted": 7}, 1),
        ({"ago": 20, "lasted": 6}, 0),
        ({"previous_injury": "knee", "previous_injury_days": 7}, 1),
        ({"previous_injury": "knee", "previous_injury_days": 6}, 0),
        ({"previous_injury": "knee"}, 1),
        ({"previous_injury": "knee, elbow, hip"}, 2),
        ({"previous_injury": "no"}, 0),
    ],
)
def test_a_week_without_running_in_the_last_year_is_an_injury(told, count):
    assert injured(**told) == count


# Outdoors


def test_a_window_that_ends_in_the_period_holds_its_first_day():
    log = training_log(["2 x 4%a . . . . . ."], paths={"a": "1000"}, period=[day(7), day(7)])
    assert [found for _, found, _ in paths_of_runs(log, (), 8)] == [day(0), day(7)]
    assert [found for _, found, _ in paths_of_runs(log, (), 7)] == [day(7)]


def test_sums_over_days():
    log = training_log(["8 8 . 8 . . ."])
    over = over_days(log, [{"day": day(at), "runs": 1, "m": 10 * at} for at in (0, 1, 3)], ("runs", "m"), 2)
    assert over["runs"].tolist() == [1, 2, 1, 1]
    assert sums_on(over, pd.Timestamp(day(1))) == {"runs": 2, "m": 10}
    assert most_runs(over, Period(since=day(2), until=day(3))) == 1
    assert most_runs(over, Period(since=day(20), until=day(23))) == 0


def test_the_day_spoken_of():
    index = by([0] * 4).index
    seen, never = (pd.Series(values, index=index) for values in ([0, 0, NOTHING, NOTHING], [NOTHING] * 4))
    known, period = pd.Series([True, True, True, False], index=index), Period(since=day(1), until=day(3))
    assert spoken_day(seen, known, period) == pd.Timestamp(day(1))
    assert spoken_day(never, known, period) == pd.Timestamp(day(2))


# Races


@pytest.mark.parametrize(
    ("name", "metres", "race"),
    [
        ("Night 5K", 5_050, True),
        ("5 km", 5_400, False),
        ("15k", 15_100, True),
        ("15K", 16_400, False),
        ("5km", 4_800, False),
    ],
)
def test_distances_that_name_a_race(name, metres, race):
    assert names_race(name, metres) is race


# Hard time


@pytest.mark.parametrize(
    ("told", "expected"), [(119.9, None), (120, 120), (125, 125), (230, 230), (230.1, None), (240, None)]
)
def test_highest_heart_rates_that_can_be(told, expected):
    assert hr_max_told(Answers({"hr_max_bpm": told})) == expected


@pytest.mark.parametrize(
    ("told", "seconds"),
    [
        ("1:59", None), ("2:00", 120), ("2:05", 125), ("12:00", 720), ("12:01", None), (740, None), ("4:", 240),
        (":250", 250), ("4:10", 250),
    ],
)  # fmt: skip
def test_threshold_paces_that_can_be(told, seconds):
    assert threshold_mps(Answers({"threshold_pace_s_per_km": told})) == (seconds and 1000 / seconds)


def hearts(low, high, weeks=11):
    """22 runs of 30 minutes at one heart rate and 18 at a higher one."""
    return training_log([f"{weeks} x 8@a . . . . 8@a ."], minutes={"a": f"30x{low} 18x{high}"})


@pytest.mark.parametrize(("low", "high", "found"), [(175, 200, 200), (176, 200, None), (90, 120, 120), (90, 119, None)])
def test_who_was_never_near_it_tells_no_highest_heart_rate(low, high, found):
    # 88 % of 200 are 176: half of all minutes must lie below.
    assert hr_max_found(hearts(low, high)) == (found and pytest.approx(found))


def test_rated_sessions_are_hard_from_seven_on():
    hard = hard_time(training_log(["8 x 8!6 . 8!7 . . 8!8 ."]))
    assert hard.minutes.tolist() == [0, 48, 48] * 8
    assert hard.says(Wording()) == "Hard is every minute of a run rated 7 or more."


@pytest.mark.parametrize(("known", "basis"), [(8, Basis.HEART_TOLD), (7, Basis.RATING)])
def test_eight_tenths_of_the_time_are_enough(known, basis):
    # Ten runs a fortnight, so many of them with a heart rate; all have a rating.
    tokens = ["8!4@a"] * known + ["8!4"] * (10 - known)
    weeks = [f"{' '.join(tokens[:5])} . .", f"{' '.join(tokens[5:])} . ."] * 5
    assert hard_time(training_log(weeks, minutes={"a": "48x140"}, answers={"hr_max_bpm": 190})).basis is basis


@pytest.mark.parametrize(("minutes", "known"), [("40x140 10x-", True), ("39x140 11x-", False), ("1x140", True)])
def test_a_run_is_known_by_eight_tenths_of_its_minutes(minutes, known):
    log = training_log(
        ["12 x 8@a 8@a 8@a 8@a 8@a 8@b ."], minutes={"a": "50x140", "b": minutes}, answers={"hr_max_bpm": 190}
    )
    assert bool(hard_time(log).minutes.notna().iloc[5]) is known


def test_how_much_of_the_running_time_is_known():
    log = training_log(["10 x 10 10 10 10 10 10 10"], period=[day(40), day(44)])
    # Five days and the 35 before them: days 5 to 44
    for at, share in ((4, 0), (5, 1 / 40), (44, 1 / 40), (45, 0)):
        known = pd.Series(np.arange(70) == at, index=log.runs.index)
        assert coverage(log, known) == pytest.approx(share)
    assert coverage(training_log([]), pd.Series([], dtype=bool)) == 0


def test_what_hard_time_could_be_told_from():
    pace, slow = {"threshold_pace_s_per_km": 285}, {"a": "48x-:2.8"}
    assert has_any(training_log(["8@a . . . . . ."], minutes={"a": "48x140"}))
    assert has_any(training_log(["8@a . . . . . ."], minutes=slow, answers=pace))
    assert has_any(training_log(["8!3 . . . . . ."]))
    assert not has_any(training_log(["8@a . . . . . ."], minutes=slow))
    assert not has_any(training_log(["8 . . . . . ."], answers=pace))


def test_how_long_a_run_took():
    log = training_log(["8 8n@a 8n . . . ."], minutes={"a": "40x140"})
    assert run_s(log).tolist()[:2] == [2880, 2400]
    assert np.isnan(run_s(log).iloc[2])


def test_ratings_of_joined_parts_are_those_of_the_highest():
    log = training_log(["5!3~5!8 . . . . . ."])
    assert hard_time(log).minutes.tolist() == [60]
    assert hard_time(replace(log, recorded=log.recorded[:1])).minutes.tolist() == [0]


# Pain, shoes, surfaces, what is done beside running


def hurts(at, until=None, **more):
    return {"day": day(at), "kind": "pain", "score": 3} | ({} if until is None else {"until": day(until)}) | more


def test_days_with_pain_are_counted_once():
    log = training_log(
        ["8 . 8 . . . 8"], journal=[hurts(0, 2), hurts(2), hurts(1), hurts(5, score=1), hurts(6, score=0)]
    )
    pains = told_pain(log)
    assert [(one.day, one.last) for one in pains] == [
        (day(0), day(2)),
        (day(1), day(1)),
        (day(2), day(2)),
        (day(5), day(5)),
    ]
    assert days_with_pain(pains) == 4
    assert days_with_pain([]) == 0


@pytest.mark.parametrize(
    ("told", "place"),
    [
        ({"site": "knee", "side": "left"}, ("left", "knee")),
        ({"site": "left knee"}, ("left", "knee")),
        ({"site": "left knee", "side": "right"}, ("right", "knee")),
        ({"site": "my big dog"}, (None, "my big dog")),
        ({}, (None, None)),
    ],
)
def test_where_it_hurts(told, place):
    [one] = told_pain(training_log(["8 . . . . . ."], journal=[hurts(0, **told)]))
    assert (one.place.side, one.place.site) == place


@pytest.mark.parametrize(("answers", "when"), [({"pain_day": day(2)}, day(2)), ({}, day(6))])
def test_asked_pain_is_of_the_day_told_else_of_the_last(answers, when):
    [one] = told_pain(training_log(["8 . 8 . . . 8"], answers={"pain_now": 4} | answers))
    assert (one.day, one.score) == (when, 4)


def test_whether_pain_is_known():
    assert pain_is_known(training_log(["8 . . . . . ."], answers={"pain_now": 0}))
    assert pain_is_known(training_log(["8 . . . . . ."], journal=[{"day": day(0), "kind": "note", "note": "fine"}]))
    assert not pain_is_known(training_log(["8 . . . . . ."]))


def test_a_metre_is_a_way():
    worn = wear(training_log(["0.001#a . 1 . . . ."]))
    assert worn.named_days.tolist() == [pd.Timestamp(day(0))]
    assert worn.named_enough(0.9).tolist() == [True, False, False]
    twice = training_log(["0.001#a . 9#a . . . ."])
    assert first_days(twice, wear(twice)) == {"a": day(0)}
    spans = Spans(recent_days=7, usual_days=14, min_known_pct=70.0, min_recent_runs=2, min_usual_runs=4)
    for before, recent in (
        ("10/street . 10/road . . . .", "0.0005/trail . 0.0005/trail . . . c30"),
        ("0.00025/street . 0.00025/road . . . .", "10/trail . 10/trail . . . c30"),
    ):
        assert surfaces(training_log([f"2 x {before}", recent]), spans).shift_pct.iloc[-1] == pytest.approx(100)


def test_one_ride_or_one_told_session_in_eight_weeks_is_a_record():
    for weeks, journal in (
        (["8 c60 . . . . .", "7 x 8 . . . . . 8"], ()),
        (["8 x 8 . . . . . 8"], [{"day": day(9), "kind": "strength"}]),
    ):
        log = training_log(weeks, journal=journal)
        means = other_training(log, strength_sessions(log), None)
        assert means.amount.iloc[-1] == (0 if not journal else 1 / 8)


def test_minutes_without_a_heart_rate_are_no_effort():
    log = training_log(["10@a . . . . . ."], minutes={"a": "30x150 10x- 10x120"}, answers={"hr_max_bpm": 200})
    # 75 % is zone 3, 60 % zone 2
    assert effort_load(log).daily.tolist() == [30 * 3 + 10 * 2]
    untold = training_log(["10@a . . . . . ."], minutes={"a": "30x-"}, answers={"hr_max_bpm": 200})
    assert effort_load(untold).unit == "min"


def test_half_of_what_was_walked_is_impact():
    log = training_log(["8 w60 w30 . . . ."])
    run, walk, unknown = log.recorded
    walked = replace(log, recorded=(run, replace(walk, distance_m=5000.0), unknown))
    assert impact_load(walked).daily.tolist() == [8, 2.5, 0]


def test_paths_lie_in_one_plane_from_their_first_point():
    east = 0.001 * np.arange(3)
    paths = [
        RunPath(lat_deg=np.zeros(3), lon_deg=(179.999 + east + 180) % 360 - 180, piece=np.array([0, 0, 1])),
        RunPath(lat_deg=np.array([0.001, 0.002]), lon_deg=np.full(2, 179.999), piece=np.array([0, 1])),
    ]
    place_m, piece = in_plane(paths)
    # A thousandth of a degree is 111.2 m, also over the date line.
    assert place_m == pytest.approx(np.array([0, 111.2, 222.4, 111.2j, 222.4j]), abs=0.1)
    assert piece.tolist() == [0, 0, 1, 2, 3]


def test_a_line_through_places_close_together():
    x = 0.1 * np.arange(5)
    assert robust_line(x, 3 + 2 * x) == (pytest.approx(3), pytest.approx(2))
