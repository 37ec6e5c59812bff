"""Patterns of load: each limit from both sides, on what was measured, made by hand."""

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from logs import training_log
from runrisk.analyzers.acwr import Acwr, Ratios
from runrisk.analyzers.downhill_jump import Descents, DownhillJump
from runrisk.analyzers.hard_days_in_a_row import HardDays, HardDaysInARow
from runrisk.analyzers.intensity_jump import HardWeeks, IntensityJump
from runrisk.analyzers.long_run_share import LongRunShare, Weeks
from runrisk.analyzers.low_base import Base, LowBase
from runrisk.analyzers.many_changes import Changes, ManyChanges
from runrisk.analyzers.monotony import Monotony, Sameness, daily_load
from runrisk.analyzers.rest_days import FreeDays, RestDays
from runrisk.analyzers.return_after_break import ReturnAfterBreak, Returns
from runrisk.analyzers.run_streak import RunStreak, Streak, Streaks
from runrisk.analyzers.session_spike import SessionSpike
from runrisk.analyzers.two_week_ramp import Fortnights, TwoWeekRamp
from runrisk.analyzers.weekly_jump import WeeklyJump
from runrisk.finding import Confidence, Level, NotEnoughData
from runrisk.measures.baseline import AgainstBaseline
from runrisk.measures.breaks import Return
from runrisk.measures.day_windows import in_a_row
from runrisk.measures.largest_before import Step
from runrisk.measures.zones import Basis, HardTime
from runrisk.model import Period
from runrisk.wording import Wording

MONDAY = date(2026, 1, 5)
DAY = MONDAY + timedelta(days=6)
PERIOD = Period(since=DAY, until=DAY)
LONG = Period(since=MONDAY, until=MONDAY + timedelta(days=400))
HARD = HardTime(basis=Basis.HEART_TOLD, minutes=pd.Series(dtype=float), hard=np.zeros(0, bool), limit="over the limit")
NONE, INFO, CAUTION, WARNING = None, Level.INFO, Level.CAUTION, Level.WARNING


def by(values, first=MONDAY):
    return pd.Series(values, index=pd.date_range(first, periods=len(values)), dtype=float)


def on_day(value):
    """One day with one value."""
    return by([value], DAY)


def against(recent, usual, largest):
    return AgainstBaseline(
        recent=on_day(recent), usual=on_day(usual), largest=on_day(largest), known_days=400, hole=False, period=PERIOD
    )


def level(rule, measured):
    return rule.judge(measured, Wording()).level


def days_of(finding):
    return [((one.first - MONDAY).days, (one.last - MONDAY).days, one.level) for one in finding.occurrences]


def is_judged(rule, *weeks, **more):
    return not isinstance(rule.measure(training_log(weeks, **more)), NotEnoughData)


# Weeks and fortnights


@pytest.mark.parametrize(
    ("recent_km", "usual_km", "largest_km", "found"),
    [
        (13, 10, 10, NONE),
        (13.1, 10, 10, INFO),
        (22, 10, 20, NONE),  # 1.1 times the largest
        (22.1, 10, 20, INFO),
        (32, 20, 20, INFO),  # 1.6 times
        (32.1, 20, 20, CAUTION),
        (35, 20, 25, INFO),  # 1.4 times the largest
        (35.1, 20, 25, CAUTION),
        (18, 10, 10, CAUTION),
        (17.9, 10, 10, INFO),  # 7.9 km more
    ],
)
def test_a_week_beyond_the_usual_and_the_largest(recent_km, usual_km, largest_km, found):
    measured = against(1000 * recent_km, 1000 * usual_km, 1000 * largest_km)
    assert level(WeeklyJump(), measured) is found
    assert WeeklyJump().day_scores(measured, None).flagged.tolist() == [found is not NONE]


@pytest.mark.parametrize(("km", "judged"), [(5, True), (4.9, False), (5.4, True)])
def test_five_kilometres_a_week_are_compared(km, judged):
    assert is_judged(WeeklyJump(), f"4 x {km} . . . . . .", "9 . . . . . c30") is judged
    assert "and 5 km a week" in WeeklyJump().needs_in(Wording())


@pytest.mark.parametrize(
    ("recent_km", "usual_km", "largest_km", "found"),
    [(13, 10, 10, NONE), (13.1, 10, 10, INFO), (22, 10, 20, NONE), (22.1, 10, 20, INFO)],
)
def test_a_fortnight_beyond_the_one_before_and_the_largest(recent_km, usual_km, largest_km, found):
    sums = against(1000 * recent_km, 1000 * usual_km, 1000 * largest_km)
    assert level(TwoWeekRamp(), Fortnights(sums=sums, novice=False)) is found
    assert level(TwoWeekRamp(), Fortnights(sums=sums, novice=True)) is (found and CAUTION)
    scores = TwoWeekRamp().day_scores(Fortnights(sums=sums, novice=False), None)
    assert scores.flagged.tolist() == [found is not NONE]


@pytest.mark.parametrize(("years", "novice"), [(1.0, False), (1.05, False), (0.9, True), (None, False)])
def test_a_novice_runs_for_less_than_a_year(years, novice):
    log = training_log(["4 x 8 . 8 . . . 8"], answers={} if years is None else {"running_years": years})
    assert TwoWeekRamp().measure(log).novice is novice


def test_the_largest_fortnight_lies_up_to_four_weeks_before():
    log = training_log(["2 x 50 . 0.1 . 0.1 . .", "6 x 9.8 . 0.1 . 0.1 . .", "15 . . . . . .", "15 . . . . . c30"])
    sums = TwoWeekRamp().measure(log).sums
    assert (sums.recent.iloc[-1], sums.usual.iloc[-1], sums.largest.iloc[-1]) == (30_000, 20_000, 20_000)


@pytest.mark.parametrize(("before", "judged"), [("8 . 8 . 8 . .", True), ("8 . 8 . . . .", False)])
def test_three_runs_in_the_fortnight_before_are_compared(before, judged):
    assert is_judged(TwoWeekRamp(), before, ". . . . . . .", "9 . . . . . .", ". . . . . . 9") is judged


# Single runs


def step(amount_m, before_m, **more):
    return Step(
        "1",
        DAY,
        amount_m,
        before_m,
        more.get("runs", 9),
        more.get("current", True),
        more.get("race", False),
        more.get("known_m", 0.0),
    )


@pytest.mark.parametrize(
    ("amount_m", "before_m", "found"),
    [
        (11_200, 10_000, CAUTION),
        (11_190, 10_000, NONE),
        (6_000, 5_000, CAUTION),
        (5_990, 5_000, NONE),
        (20_000, 10_000, CAUTION),
        (20_010, 10_000, WARNING),
    ],
)
def test_a_run_longer_than_those_of_the_month_before(amount_m, before_m, found):
    assert level(SessionSpike(), (step(amount_m, before_m),)) is found


@pytest.mark.parametrize(("known_m", "found"), [(11_200, INFO), (11_199, CAUTION), (12_000, INFO)])
def test_a_length_known_from_the_weeks_before_is_muted(known_m, found):
    assert level(SessionSpike(), (step(11_200, 10_000, known_m=known_m),)) is found


def test_what_is_said_of_a_spike():
    assert SessionSpike().limit_m(10_000) == pytest.approx(11_200)
    assert SessionSpike().limit_m(5_000) == 6_000
    said = SessionSpike().judge((step(12_500, 10_000),), Wording())
    assert "25 % longer" in said.occurrences[0].note
    assert "11.0 km" in " ".join(said.advice)


def test_the_score_of_a_day_is_its_largest_step():
    log = training_log(["5 x 10 . . 5 . . .", "12 4 . . . . 0.5"])
    scores = SessionSpike().day_scores(SessionSpike().measure(log), log)
    # Five weeks, the last of which begins on day 28: scored from day 30 on.
    assert scores.score.first_valid_index() == log.days.index[30]
    assert scores.score.iloc[30:].tolist() == [0, 0.5, 0, 0, 0, 1.2, 1 / 3, 0, 0, 0, 0, 0.5 / 12]
    assert np.flatnonzero(scores.flagged).tolist() == [35]


@pytest.mark.parametrize(
    ("descent_m", "before_m", "found"),
    [
        (500, 100, CAUTION),
        (499, 100, INFO),
        (300, 100, INFO),
        (299, 100, NONE),
        (600, 400, NONE),
        (601, 400, INFO),
        (800, 400, INFO),
        (801, 400, CAUTION),
    ],
)
def test_more_downhill_than_in_the_month_before(descent_m, before_m, found):
    assert DownhillJump().level_of(descent_m, before_m) is found


@pytest.mark.parametrize(("steeper", "found"), [(1.2, NONE), (1.21, INFO), (1.25, INFO)])
def test_a_week_is_steeper_too(steeper, found):
    runs = (Step("1", MONDAY, 10.0, 10.0, 9, True, False, 0.0),)
    weeks = against(601, 300, 300)
    assert level(DownhillJump(), Descents(runs=runs, weeks=weeks, steeper=on_day(steeper))) is found


# Hard time


@pytest.mark.parametrize(
    ("unraced_min", "usual_min", "found"),
    [(45, 30, NONE), (45.1, 30, INFO), (25, 10, INFO), (24.9, 10, NONE), (48, 30, INFO)],
)
def test_more_hard_minutes_than_usual(unraced_min, usual_min, found):
    weeks = against(unraced_min + 9, usual_min, usual_min)
    measured = HardWeeks(weeks=weeks, unraced=on_day(unraced_min), hard=HARD, races=())
    assert level(IntensityJump(), measured) is found


@pytest.mark.parametrize(("ago", "said"), [(0, True), (6, True), (7, False)])
def test_a_race_among_the_seven_days_is_said(ago, said):
    races = (DAY - timedelta(days=ago),)
    measured = HardWeeks(weeks=against(60, 10, 10), unraced=on_day(60), hard=HARD, races=races)
    assert ("a race among them" in IntensityJump().judge(measured, Wording()).occurrences[0].note) is said


def test_a_run_that_tells_nothing_and_a_race_add_no_hard_minutes():
    # Every Monday 20 hard minutes, on Saturday a race of as many; one Wednesday without a heart rate.
    log = training_log(
        ["5 x 8@t . . . . 8r@t .", "8@t . 8 . . 8r@t c30"],
        minutes={"t": "28x140:2.8 20x175:3.6"},
        answers={"hr_max_bpm": 190},
    )
    measured = IntensityJump().measure(log)
    assert (measured.weeks.recent.iloc[-1], measured.unraced.iloc[-1]) == (40, 20)


def test_why_a_day_is_hard():
    minutes = {"a": "33x140:2.8 15x175:3.6", "b": "34x140:2.8 14x175:3.6"}
    weeks = ["8!7@b 8!6@b 8!6@a 8r@b . . ."]
    log = training_log(weeks, minutes=minutes, answers={"hr_max_bpm": 190})
    assert HardDaysInARow().measure(log).why.tolist() == ["rated", "", "minutes", "race"]


@pytest.mark.parametrize(
    ("runs_km", "long"),
    [
        ([5] * 9 + [10], True),
        ([5] * 8 + [10], False),  # nine runs
        ([5] * 10, False),
        ([5] * 18 + [10, 9], True),  # 90 % lie below 5.4 km, 99 % below 9.8 km
        ([5] * 16 + [7, 8, 9, 6], False),  # 90 % lie below 7.1 km
    ],
)
def test_a_long_run_is_among_the_longest_tenth(runs_km, long):
    tokens = [f"{km}!2" for km in runs_km]
    weeks = [" ".join([*tokens[at : at + 5], ".", "."]) for at in range(0, len(tokens), 5)]
    assert (HardDaysInARow().measure(training_log(weeks)).why.iloc[-1] == "long") is long


def hard_days(holds, known=1.0):
    row = in_a_row(by(holds).astype(bool))
    day = pd.Series(row.index, index=range(len(row)))
    why = pd.Series(np.where(holds, "race", ""), index=range(len(row)))
    return HardDays(why=why, day=day, row=row, known=known, hard=HARD, period=LONG)


def test_three_hard_days_in_a_row():
    assert level(HardDaysInARow(), hard_days([1, 1, 0, 1, 1])) is NONE
    found = HardDaysInARow().judge(hard_days([0, 1, 1, 1, 0]), Wording())
    assert days_of(found) == [(1, 3, INFO)]
    assert found.occurrences[0].note == "3 hard days in a row: race"
    assert found.confidence is Confidence.HIGH
    assert HardDaysInARow().judge(hard_days([1, 0], known=0.99), Wording()).confidence is Confidence.MEDIUM


# The ratio for reference


def test_days_at_the_ratio_that_apps_warn_of_are_counted():
    series = by([1.4, 1.5])
    measured = Ratios(uncoupled=series, coupled=series, ewma=series, known_days=99, hole=False, period=LONG)
    assert Acwr().day_scores(measured, None).flagged.tolist() == [False, True]
    assert "1 day of 2 had 1.5 or more" in Acwr().judge(measured, Wording()).summary


@pytest.mark.parametrize(("runs", "judged"), [(6, True), (5, False)])
def test_a_ratio_needs_six_runs(runs, judged):
    weeks = ["8 . 8 . . . .", "8 . . . . . .", "8 . . . . . .", ("8" if runs == 6 else ".") + " . . . . . 8"]
    assert is_judged(Acwr(), *weeks) is judged


# Long runs, bases, streaks


def test_half_of_a_week_may_be_its_longest_run():
    mondays = pd.DatetimeIndex([MONDAY, MONDAY + timedelta(weeks=1)])
    measured = Weeks(
        longest_m=pd.Series([10_000.0, 10_100.0], index=mondays),
        distance_m=pd.Series([20_000.0, 20_000.0], index=mondays),
        hole=False,
        period=Period(since=MONDAY, until=MONDAY + timedelta(days=13)),
    )
    found = LongRunShare(enabled=True).judge(measured, Wording())
    assert days_of(found) == [(7, 13, INFO)]
    assert {measure.name: measure.value for measure in found.measures}["flagged_weeks"] == 1
    cut = Weeks(
        longest_m=measured.longest_m,
        distance_m=measured.distance_m,
        hole=False,
        period=Period(since=MONDAY + timedelta(days=6), until=MONDAY + timedelta(days=12)),
    )
    assert len(cut.current) == 1  # a week lies where its Sunday lies


@pytest.mark.parametrize(
    ("weeks", "judged"),
    [("4 x 8 8 8 . . . 8", True), ("3 x 8 8 8 . . . 8", False), ("4 x 8 8 . . . . 8", False)],
)
def test_four_weeks_of_four_runs_tell_of_long_runs(weeks, judged):
    assert is_judged(LongRunShare(), weeks) is judged


def base(hours=9.0, runs=9.0, km=99.0, race=None):
    return Base(
        hours=on_day(hours),
        runs=on_day(runs),
        distance_km=on_day(km),
        race=race,
        known_days=400,
        hole=False,
        period=PERIOD,
    )


@pytest.mark.parametrize(
    ("known", "found"),
    [
        ({"hours": 2.0}, NONE),
        ({"hours": 1.99}, INFO),
        ({"runs": 2.0}, NONE),
        ({"runs": 1.99}, INFO),
        ({"km": 30.0, "race": DAY}, NONE),
        ({"km": 29.9, "race": DAY}, CAUTION),
        ({"km": 29.9}, NONE),
    ],
)
def test_a_base_of_two_hours_two_runs_and_before_a_race_thirty_kilometres(known, found):
    finding = LowBase().judge(base(**known), Wording())
    assert finding.level is found
    if found is CAUTION:
        assert ", 29.9 km a week where 30 km are the limit" in finding.occurrences[0].note


@pytest.mark.parametrize(
    ("in_days", "km", "ahead"),
    [
        (56, 21.1, True),
        (57, 21.1, False),
        (60, 21.1, False),
        (0, 21.0, True),
        (9, 20.9, False),
        (-1, 42, False),
        (9, 22, True),
    ],
)
def test_a_long_race_within_eight_weeks(in_days, km, ahead):
    log = training_log(["9 x 8 . 8 . . . 8"])
    answers = {"race_date": log.as_of + timedelta(days=in_days), "race_distance_km": km}
    measured = LowBase().measure(training_log(["9 x 8 . 8 . . . 8"], answers=answers))
    assert (measured.race is not None) is ahead
    assert measured.distance_km.iloc[-1] == pytest.approx(24)


def test_ten_days_in_a_row_are_a_streak():
    assert Streak(first=MONDAY, last=DAY).days == 7
    for days, found in ((9, NONE), (10, INFO)):
        so_far = by(range(1, days + 1))
        last = MONDAY + timedelta(days=days - 1)
        measured = Streaks(streaks=(Streak(first=MONDAY, last=last),), so_far=so_far, hole=False, period=LONG)
        assert level(RunStreak(), measured) is found
        assert RunStreak().day_scores(measured, None).flagged.sum() == (found is INFO)
        hole = Streaks(streaks=measured.streaks, so_far=so_far, hole=True, period=LONG)
        assert (RunStreak().judge(hole, Wording()).confidence is Confidence.LOW) is (found is NONE)
        assert RunStreak().judge(measured, Wording()).confidence is Confidence.HIGH


@pytest.mark.parametrize(("km", "longest"), [(1.6, 7), (1.59, 3), (1.7, 7)])
def test_a_mile_is_a_run(km, longest):
    measured = RunStreak().measure(training_log([f"8 8 8 {km} 8 8 8"]))
    assert measured.so_far.max() == longest


# Many changes at once

LIMITS = {"longest": 1.1, "distance": 1.3, "descent": 1.5, "hard": 1.5, "surface": 25.0, "shoe": 0.3, "runs": 2.0}


def changed(**sizes):
    """How many of the things changed; what is not named stayed as it was."""
    table = pd.DataFrame({name: on_day(sizes.get(name, 0.0)) for name in LIMITS})
    finding = ManyChanges().judge(Changes(sizes=table, known_days=400, hole=False, period=PERIOD), Wording())
    return {measure.name: measure.value for measure in finding.measures}["most_changes"], finding.level


@pytest.mark.parametrize("thing", LIMITS)
def test_a_thing_changed_beyond_its_limit(thing):
    at, above = LIMITS[thing], LIMITS[thing] * 1.01
    assert changed(**{thing: at})[0] == (thing == "runs")
    assert changed(**{thing: above})[0] == 1
    assert changed(**{thing: at * 0.99})[0] == 0


@pytest.mark.parametrize(("count", "found"), [(2, NONE), (3, INFO), (4, CAUTION)])
def test_three_things_at_once_and_four(count, found):
    assert changed(**dict.fromkeys(list(LIMITS)[:count], 99.0)) == (count, found)


@pytest.mark.parametrize(("known", "judged"), [(4, True), (3, False)])
def test_four_things_must_be_measurable(known, judged):
    weeks = ["10 x 8!2v50 . 8!2v50 . . . 8!2v50"] if known == 4 else ["10 x 8!2 . 8!2 . . . 8!2"]
    found = ManyChanges().measure(training_log(weeks))
    # Longest, distance, runs and descent; hard minutes are none before, and so no ratio.
    assert (not isinstance(found, NotEnoughData)) is judged
    if not judged:
        assert "70 days of log, 3 of 7 things measurable" in found.has(Wording())


# Days alike, days without a run


def sameness(lasting, strain, usual):
    week = by([3.0] * 6 + [lasting])
    only = by([np.nan] * 6 + [lasting])
    return Sameness(
        monotony=pd.concat([by([2.5] * 7, MONDAY - timedelta(days=7)), week]), lasting=only, strain=by([strain] * 7),
        usual_strain=by([usual] * 7), unit="km run", sd="sample", hole=False, period=PERIOD,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("lasting", "strain", "found"), [(2.0, 10, INFO), (1.99, 11, NONE), (2.0, 11, CAUTION), (2.1, 10, INFO)]
)
def test_two_weeks_of_days_alike(lasting, strain, found):
    measured = sameness(lasting, strain, 10)
    finding = Monotony().judge(measured, Wording())
    assert finding.level is found
    assert Monotony().day_scores(measured, None).flagged.sum() == (found is not NONE)
    if found:
        assert "and 2.50 a week before" in finding.occurrences[0].note
        assert ("above your usual high" in finding.occurrences[0].note) is (found is CAUTION)


def test_strain_is_held_against_the_twelve_weeks_before():
    rng = np.random.default_rng(3)
    weeks = [" ".join(f"{km:.1f}" for km in rng.uniform(3, 15, 7)) for _ in range(16)]
    measured = Monotony().measure(training_log(weeks))
    for last in (-1, -9):
        before = measured.strain.iloc[last - 84 : last]
        assert measured.usual_strain.iloc[last] == pytest.approx(np.quantile(before, 0.9))
    # A week makes a sum; of those 56 are needed.
    assert measured.usual_strain.first_valid_index() == measured.strain.index[6 + 56]
    lasting = np.minimum(measured.monotony.iloc[7:].to_numpy(), measured.monotony.iloc[:-7].to_numpy())
    assert measured.lasting.iloc[7:].to_numpy() == pytest.approx(lasting, nan_ok=True)


def test_days_all_alike_are_seven_times_as_alike_as_can_be():
    measured = Monotony().measure(training_log(["3 x 8 8 8 8 8 8 8.001"]))
    assert measured.monotony.max() == 7


@pytest.mark.parametrize(
    ("unrated", "unit"), [(22, "minutes of all sports"), (21, "perceived exertion x minutes of all sports")]
)
def test_a_load_is_known_for_the_period_and_fourteen_weeks_before(unrated, unit):
    tokens = ["8!3" if day != unrated else "8" for day in range(140)]
    weeks = [" ".join(tokens[at : at + 7]) for at in range(0, 140, 7)]
    log = training_log(weeks, period=[MONDAY + timedelta(days=120), MONDAY + timedelta(days=139)])
    assert daily_load(log)[1] == unit


def test_loads_in_their_units():
    minutes, unit = daily_load(training_log(["8 c60 8+5 . . . ."]))
    assert (minutes.tolist(), unit) == ([48, 60, 78], "minutes of all sports")
    km, unit = daily_load(training_log(["8n c60 8n . . . ."]))
    assert (km.tolist(), unit) == ([8, 0, 8], "km run")


@pytest.mark.parametrize(("free", "found"), [(2.0, NONE), (1.99, INFO), (1.0, INFO), (0.99, CAUTION)])
def test_two_days_a_week_without_a_run(free, found):
    measured = FreeDays(
        run_free=on_day(free), training_free=on_day(free), covered_weeks=13, needed_weeks=13, hole=False, period=PERIOD
    )
    assert level(RestDays(), measured) is found
    scores = RestDays().day_scores(measured, None)
    assert (scores.score.tolist(), scores.flagged.tolist()) == ([7 - free], [found is not NONE])


def test_days_without_a_run_and_without_any_training():
    measured = RestDays().measure(training_log(["4 x 8 8+5 c60 . . . 8"]))
    assert (measured.run_free.iloc[-1], measured.training_free.iloc[-1]) == (4, 3)
    assert measured.run_free.notna().sum() == 1
    assert (measured.covered_weeks, measured.needed_weeks) == (4, 13)


@pytest.mark.parametrize(("empty", "judged"), [(1, True), (2, False)])
def test_nine_weeks_of_ten_must_hold_a_record(empty, judged):
    weeks = ["8 . . . . . .", *[". . . . . . ."] * empty, *["8 . . . . . ."] * (8 - empty), "8 . . . . . 8"]
    measured = RestDays().measure(training_log(weeks))
    assert (not isinstance(measured, NotEnoughData) and bool(measured.run_free.notna().iloc[-1])) is judged


def test_how_many_weeks_hold_a_record_is_said():
    assert "records in 2 of the last 13 weeks" in RestDays().measure(
        training_log(["8 . . . . . .", "8 . . . . . 8"])
    ).has(Wording())
    assert "records in 0 of the last 13 weeks" in RestDays().measure(training_log([])).has(Wording())


# Coming back


def back(gap_days=20, week_m=5000, first_run_m=4000, runs_before=9):
    back_on = MONDAY + timedelta(days=40)
    return Return(
        left=back_on - timedelta(days=gap_days), back=back_on, until=back_on + timedelta(days=6), week_m=week_m,
        first_run_m=first_run_m, usual_week_m=10_000, usual_run_m=5_000, runs_before=runs_before,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("one", "found"),
    [
        (back(), NONE),
        (back(week_m=6000), NONE),
        (back(week_m=6100), INFO),
        (back(first_run_m=5000), NONE),
        (back(first_run_m=5001), INFO),
        (back(28, 8000), INFO),
        (back(28, 8100), CAUTION),
        (back(27, 9900), INFO),
        (back(29, 5000), NONE),
    ],
)
def test_coming_back_at_six_tenths_or_after_four_weeks_at_eight(one, found):
    measured = Returns(returns=(one,), last_week_m=by([0.0] * 60), complete=True, period=LONG)
    assert level(ReturnAfterBreak(), measured) is found


@pytest.mark.parametrize(("runs", "judged"), [(6, True), (5, False)])
def test_six_runs_before_a_break_are_compared(runs, judged):
    before = ["8 . 8 . . . .", "8 . . . . . .", "8 . . . . . .", "8 . . . . . 8" if runs == 6 else "8 . . . . . ."]
    log = [*before, "2 x c30 . . . . . .", "8 . . . . . 8"]
    found = ReturnAfterBreak().measure(training_log(log))
    assert (not isinstance(found, NotEnoughData)) is judged


@pytest.mark.parametrize(("days", "judged"), [(28, True), (27, False)])
def test_four_weeks_of_log_tell_that_nobody_came_back(days, judged):
    weeks = ["3 x 8 . . . . . .", "8 . . . . 8 " + ("8" if days == 28 else ".")]
    assert is_judged(ReturnAfterBreak(), *weeks) is judged


def test_the_days_of_a_return_are_scored_by_the_week_so_far():
    # Four weeks of 20 km in two runs, back after 16 days with 6, 4 and 8 km.
    log = training_log(["4 x 8 . . . . 12 .", ". . . . . . .", ". . . . . . .", "6 . 4 . . . 8", "5 . . . . . ."])
    scores = ReturnAfterBreak().day_scores(ReturnAfterBreak().measure(log), log)
    assert scores.score.first_valid_index() == log.days.index[27]
    assert scores.score.iloc[27:42].tolist() == [0] * 15
    # The mean week before is 20 km less what lies before its 28 days: all eight runs but none earlier.
    weekly = scores.score.iloc[42:50].tolist()
    assert weekly == pytest.approx([0.3, 0.3, 0.5, 0.5, 0.5, 0.5, 0.9, 0.0])
    assert np.flatnonzero(scores.flagged).tolist() == [48]
