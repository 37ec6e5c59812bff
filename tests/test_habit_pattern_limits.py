"""Patterns of habit, of steps and of what was told: each limit from both sides, on what was measured, made by hand."""

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from logs import training_log
from runrisk.analyzers.cadence_low_for_speed import Cadence, CadenceLowForSpeed
from runrisk.analyzers.cold_start_hard import ColdStartHard, HardStart, HardStarts
from runrisk.analyzers.gct_balance_shift import BalanceStep, GctBalanceShift, RunBalance, run_balances
from runrisk.analyzers.late_run_fade import Fade, LateRunFade
from runrisk.analyzers.low_sleep import LowSleep, SleepTold
from runrisk.analyzers.new_shoe_jump import NewPairs, NewShoeJump
from runrisk.analyzers.no_cross_training import NoCrossTraining
from runrisk.analyzers.red_flags import RedFlags
from runrisk.analyzers.running_through_pain import PainAndRuns, RunningThroughPain
from runrisk.analyzers.same_route_same_direction import RouteDays, SameRouteSameDirection
from runrisk.analyzers.shoe_age import ShoeAge
from runrisk.analyzers.single_shoe import MainPair, SingleShoe
from runrisk.analyzers.strength_work_missing import Strength, StrengthWorkMissing
from runrisk.analyzers.surface_shift import SurfaceShift
from runrisk.analyzers.track_one_direction import TrackDays, TrackOneDirection
from runrisk.analyzers.turn_balance import LoopDays, TurnBalance
from runrisk.finding import Level, NotApplicable, NotEnoughData
from runrisk.measures.other_training import OtherTraining
from runrisk.measures.pain import Pain
from runrisk.measures.surfaces import Surfaces
from runrisk.measures.zones import Basis, HardTime
from runrisk.model import Period
from runrisk.model import body_parts as body
from runrisk.wording import Wording

MONDAY = date(2026, 1, 5)
DAY = MONDAY + timedelta(days=6)
PERIOD = Period(since=DAY, until=DAY)
LONG = Period(since=MONDAY, until=MONDAY + timedelta(days=400))
HARD = HardTime(basis=Basis.HEART_TOLD, minutes=pd.Series(dtype=float), hard=np.zeros(0, bool), limit="over the limit")
NONE, INFO, CAUTION, WARNING = None, Level.INFO, Level.CAUTION, Level.WARNING


def day(number):
    return MONDAY + timedelta(days=number)


def by(values, first=MONDAY):
    return pd.Series(values, index=pd.date_range(first, periods=len(values)), dtype=float)


def on_day(value):
    return by([value], DAY)


def level(rule, measured):
    return rule.judge(measured, Wording()).level


def days_of(finding):
    return [((one.first - MONDAY).days, (one.last - MONDAY).days) for one in finding.occurrences]


def measures(finding):
    return {measure.name: measure.value for measure in finding.measures}


def is_judged(rule, *weeks, **more):
    return not isinstance(rule.measure(training_log(weeks, **more)), NotEnoughData | NotApplicable)


# Cadence


def cadence(residual_pct=(0.0,), common_spm=(170.0,)):
    return Cadence(
        at_zero_spm=150.0,
        slope=5.0,
        residual_pct=by(residual_pct),
        common_spm=by(common_spm),
        runs=pd.Index(["1"]),
        period=LONG,
    )


@pytest.mark.parametrize(
    ("residual_pct", "rows"),
    [
        ([-6, -6, -6], [(0, 2)]),
        ([-6, -6, -5], []),
        ([-5.1, -5.1, -5.1], [(0, 2)]),
        ([0, -6, -6, 0, -6, -6, 0], []),
        ([-6, -6, -6, 0, -6, -6], [(0, 2)]),
        ([0, -6, -6, -6, 0, 0, 0, 0, -6, -6, -6, -6], [(1, 3), (8, 11)]),
    ],
)
def test_three_runs_in_a_row_below_the_line(residual_pct, rows):
    assert days_of(CadenceLowForSpeed().judge(cadence(residual_pct), Wording())) == rows


@pytest.mark.parametrize(("common_spm", "found"), [([165.0], NONE), ([164.9], INFO), ([170.0], NONE), ([np.nan], NONE)])
def test_a_median_below_165_steps(common_spm, found):
    assert level(CadenceLowForSpeed(), cadence(common_spm=common_spm)) is found


@pytest.mark.parametrize(("runs", "minutes", "judged"), [(10, 10, True), (9, 10, False), (10, 9, False)])
def test_ten_runs_of_ten_minutes_tell_of_cadence(runs, minutes, judged):
    weeks = ["8@a 8@a 8@a 8@a 8@a . .", f"{'8@a ' * (runs - 5)}{'. ' * (12 - runs)}"]
    assert is_judged(CadenceLowForSpeed(), *weeks, minutes={"a": f"{minutes}x150:3:170"}) is judged
    if judged:
        elsewhere = [day(40), day(50)]
        assert not is_judged(CadenceLowForSpeed(), *weeks, minutes={"a": f"{minutes}x150:3:170"}, period=elsewhere)


@pytest.mark.parametrize(
    ("mps", "common"), [(2.9, True), (2.89, False), (3.05, True), (3.59, True), (3.61, False), (3.8, False)]
)
def test_ordinary_speeds(mps, common):
    log = training_log(["2 x 8@a 8@a 8@a 8@a 8@a . ."], minutes={"a": f"10x150:{mps}:170"})
    assert CadenceLowForSpeed().measure(log).common_spm.notna().all() == common


def test_how_far_a_run_lies_off_the_line():
    # 100 steps at no speed and 20 more for each metre a second: 160 at 3 m/s. One run of 152 lies 5 % below.
    minutes = {"a": "20x150:2.6:152", "b": "20x150:3:160", "c": "20x150:3.4:168", "low": "20x150:3:152"}
    log = training_log(["4 x 8@a 8@b 8@c 8@a 8@c . .", "8@low . . . . . ."], minutes=minutes)
    measured = CadenceLowForSpeed().measure(log)
    assert measured.residual_pct.iloc[:5].tolist() == pytest.approx([0] * 5, abs=0.1)
    assert measured.residual_pct.iloc[-1] == pytest.approx(-5, abs=0.1)


# Cold starts


def starts(*warm_min):
    runs = tuple(HardStart(str(at), day(7 * at), float(minutes), True) for at, minutes in enumerate(warm_min))
    return HardStarts(runs=runs, hard=HARD)


@pytest.mark.parametrize(
    ("warm_min", "cold", "found"),
    [
        ([7, 7, 7], 3, INFO),
        ([8, 8, 8], 0, NONE),
        ([7.9, 7.9, 7.9], 3, INFO),
        ([7, 7, 9, 9], 2, NONE),
        ([7, 7, 7, 9, 9, 9], 3, INFO),
        ([7, 7, 7, 9, 9, 9, 9], 3, NONE),
        ([7, 7, 8, 8, 8, 9], 2, NONE),
    ],
)
def test_half_of_the_hard_sessions_and_three_are_a_habit(warm_min, cold, found):
    finding = ColdStartHard().judge(starts(*warm_min), Wording())
    assert (finding.level, measures(finding)["cold_sessions"]) == (found, cold)
    assert len(finding.occurrences) == cold


@pytest.mark.parametrize(
    ("minutes", "weeks", "warm_min"),
    [
        ("7x140:2.8 3x175:3.6 30x140:2.8", "8@a . 8@a . 8@a . .", 7),
        ("7x140:2.8 2x175:3.6 30x140:2.8", "8@a . 8@a . 8@a . .", None),
        ("5x175:3.6 30x140:2.8", "8@a . 8@a . 8@a . .", 0),
        ("7x140:2.8 3x175:3.6 30x140:2.8", "8@a . 8@a . . . .", None),
    ],
)
def test_a_hard_part_is_three_minutes_and_three_sessions_tell(minutes, weeks, warm_min):
    found = ColdStartHard().measure(training_log([weeks], minutes={"a": minutes}, answers={"hr_max_bpm": 190}))
    if warm_min is None:
        assert isinstance(found, NotEnoughData)
        assert "with a hard part in the period" in found.has(Wording())
    else:
        assert [one.warm_min for one in found.runs] == [warm_min] * 3


def test_where_no_minute_tells_it_is_not_asked():
    assert isinstance(ColdStartHard().measure(training_log(["8!7 . 8!7 . . . ."])), NotApplicable)
    assert isinstance(ColdStartHard().measure(training_log(["8@a . . . . . ."], minutes={"a": "9x-:3"})), NotApplicable)
    rated = training_log(["8!7@a . 8!7@a . . . ."], minutes={"a": "9x140:3"})
    assert isinstance(ColdStartHard().measure(rated), NotEnoughData)


# The balance of contact


def balances(*left_pct, baseline_pct=50.0):
    runs = tuple(
        RunBalance(activity=str(at), day=day(at), left_pct=left, recorder=None) for at, left in enumerate(left_pct)
    )
    return BalanceStep(runs=runs, baseline_pct=baseline_pct, baseline_runs=20, current=True)


@pytest.mark.parametrize(
    ("left_pct", "found"),
    [
        ((50, 50, 51, 51, 51), INFO),
        ((50, 50, 50, 51, 51), NONE),
        ((50, 50, 50.9998, 51, 51), NONE),
        ((50, 50, 50.99995, 51, 51), INFO),
        ((50, 50, 51.05, 51.05, 51.05), INFO),
    ],
)
def test_three_of_five_runs_shifted_by_a_point(left_pct, found):
    assert level(GctBalanceShift(), (balances(*left_pct),)) is found
    mirrored = balances(*(100 - left for left in left_pct))
    assert level(GctBalanceShift(), (mirrored,)) is found
    assert mirrored.shift_pct == pytest.approx(50 - sorted(left_pct)[2])


def test_no_shift_is_none_whatever_the_limit():
    anything = GctBalanceShift(shift_pct=0.0)
    assert level(anything, (balances(50, 50, 50, 50, 50),)) is NONE
    assert level(anything, (balances(50, 50, 50.5, 50.5, 50.5),)) is INFO


@pytest.mark.parametrize(("left_pct", "found"), [(52.3, INFO), (52.1, NONE), (47.7, INFO), (47.9, NONE)])
def test_far_from_even_without_a_shift(left_pct, found):
    assert level(GctBalanceShift(), (balances(*[left_pct] * 5, baseline_pct=left_pct),)) is found


def test_what_moved_is_said_before_what_is_far():
    moved, far = balances(51, 51, 51, 51, 51.5), balances(*[53.0] * 5, baseline_pct=53.0)
    finding = GctBalanceShift().judge((moved, far), Wording())
    assert measures(finding)["shift_pct"] == 1
    both = balances(*[53.0] * 5, baseline_pct=51.0)
    assert len(GctBalanceShift().judge((both,), Wording()).occurrences) == 1


@pytest.mark.parametrize(
    ("last_five", "baseline"), [("8@a 8@a 8@a 8@a 8@a . .", 10), (". 8@a 8@a 8@a 8@a 8@a .", None)]
)
def test_a_baseline_is_ten_runs_of_the_eight_weeks_before(last_five, baseline):
    # The first of ten runs lies 56 or 57 days before the first of the last five.
    weeks = ["8@a 8@a 8@a 8@a 8@a 8@a 8@a", "8@a 8@a 8@a . . . .", "6 x . . . . . . .", last_five]
    found = GctBalanceShift().measure(training_log(weeks, minutes={"a": "20x150:3:170:240:0:50.5"}))
    if baseline is None:
        assert isinstance(found, NotEnoughData)
    else:
        assert [(step.baseline_runs, step.baseline_pct, step.shift_pct) for step in found] == [(baseline, 50.5, 0)]


def test_every_five_runs_after_the_baseline_are_looked_at():
    log = training_log(["8@a 8@a 8@a 8@a 8@a 8@a 8@a", "8@a 8@a 8@a 8@b 8@b 8@b 8@b", "8@b 8@b . . . . ."],
        minutes={"a": "20x150:3:170:240:0:50", "b": "20x150:3:170:240:0:51"})  # fmt: skip
    found = GctBalanceShift().measure(log)
    assert [(step.runs[0].day, step.runs[-1].day, step.baseline_runs) for step in found] == [
        (day(10), day(14), 10),
        (day(11), day(15), 11),
    ]
    until = training_log(["8@a 8@a 8@a 8@a 8@a 8@a 8@a", "8@a 8@a 8@a 8@b 8@b 8@b 8@b", "8@b 8@b . . . . ."],
        minutes={"a": "20x150:3:170:240:0:50", "b": "20x150:3:170:240:0:51"}, period=[day(0), day(14)])  # fmt: skip
    assert len(GctBalanceShift().measure(until)) == 1


@pytest.mark.parametrize(
    ("left_pct", "kept"), [(40, True), (39.9, False), (42, True), (60, True), (60.1, False), (64, False)]
)
def test_shares_from_forty_to_sixty_are_believed(left_pct, kept):
    log = training_log(["8@a . . . . . ."], minutes={"a": f"10x150:3:170:240:0:{left_pct}"})
    assert bool(list(run_balances(log, 10))) is kept
    assert not list(run_balances(log, 11))


@pytest.mark.parametrize(("minutes", "judged"), [(10, True), (9, False)])
def test_a_run_tells_its_balance_by_ten_minutes(minutes, judged):
    weeks = ["8@a 8@a 8@a 8@a 8@a 8@a 8@a", "8@a 8@a 8@a 8@a 8@a 8@a 8@a", "8@a . . . . . ."]
    assert is_judged(GctBalanceShift(), *weeks, minutes={"a": f"{minutes}x150:3:170:240:0:50.5"}) is judged


# The last third of a run


@pytest.mark.parametrize(
    ("contact_pct", "cadence_pct", "left_points", "changed"),
    [
        (5.0, 0, 0, ["contact"]),
        (4.9, 0, 0, []),
        (-9, 0, 0, []),
        (0, -3.0, 0, ["cadence"]),
        (0, -2.9, 0, []),
        (0, 9, 0, []),
        (0, 0, 1.0, ["left share of contact"]),
        (0, 0, -1.0, ["left share of contact"]),
        (0, 0, 0.9, []),
    ],
)
def test_what_fades(contact_pct, cadence_pct, left_points, changed):
    fade = Fade("1", DAY, float(contact_pct), float(cadence_pct), float(left_points), True)
    assert [name for name, _, _ in LateRunFade().changes(fade)] == changed
    finding = LateRunFade().judge((fade, fade, fade), Wording())
    assert list(measures(finding).values()) == [contact_pct, cadence_pct, left_points]


def test_medians_leave_out_what_is_not_known():
    fades = (Fade("1", DAY, 2.0, np.nan, np.nan, True), Fade("2", DAY, 4.0, -1.0, np.nan, True))
    assert list(measures(LateRunFade().judge(fades, Wording())).values()) == [3, -1, None]


def faded(minutes):
    found = LateRunFade().measure(training_log(["8@a . 8@a . 8@a . ."], minutes={"a": minutes}))
    return None if isinstance(found, NotEnoughData) else found[0][2:5]


THIRDS = "15x150:3:170:240:0:50 15x150:3:180:300:0:55 15x150:3:165:252:0:51"


def test_the_last_third_is_compared_with_the_first():
    # 252 ms after 240 are 5 % more, 165 steps after 170 2.94 % less, and a point to the left
    assert faded(THIRDS) == pytest.approx((5, -100 * 5 / 170, 1), abs=1e-3)
    assert faded(THIRDS.replace("15x150:3:180", "14x150:3:180")) is None  # 44 minutes
    longer = "20x150:3:170:240:0:50 20x150:3:180:300:0:55 20x150:3:165:252:0:51"
    assert faded(longer) == pytest.approx((5, -100 * 5 / 170, 1), abs=1e-3)


@pytest.mark.parametrize(("known", "judged"), [(5, True), (4, False)])
def test_a_third_is_told_by_five_minutes(known, judged):
    last = f"{15 - known}x150:3:165 {known}x150:3:165:252"
    found = faded(f"15x150:3:170:240 15x150:3:170:240 {last}")
    assert np.isfinite(found[0]) == judged


@pytest.mark.parametrize(("weeks", "judged"), [("8@a . 8@a . 8@a . .", True), ("8@a . 8@a . . . .", False)])
def test_three_long_runs_tell_of_fading(weeks, judged):
    assert is_judged(LateRunFade(), weeks, minutes={"a": THIRDS}) is judged


# Sleep


def slept(nights, *, first_ago=0, hours=6.5):
    log = training_log(["3 x 8 . . . . . 8"])
    told = [
        {"day": log.as_of - timedelta(days=first_ago + at), "kind": "sleep", "score": hours} for at in range(nights)
    ]
    return LowSleep().measure(training_log(["3 x 8 . . . . . 8"], journal=told))


@pytest.mark.parametrize(
    ("nights", "first_ago", "judged"),
    [(7, 0, True), (6, 0, False), (7, 7, True), (7, 8, False), (7, -1, False), (20, 0, True)],
)
def test_seven_nights_of_the_last_fourteen_tell_of_sleep(nights, first_ago, judged):
    found = slept(nights, first_ago=first_ago)
    assert (not isinstance(found, NotEnoughData)) is judged
    if nights == 20:
        assert len(found.nights) == 14


@pytest.mark.parametrize(("hours", "found"), [(7.0, NONE), (6.9, INFO), (7.5, NONE)])
def test_less_than_seven_hours_are_short(hours, found):
    told = SleepTold(mean_hours=hours, nights=(), recorded=0, first=DAY, last=DAY)
    assert level(LowSleep(enabled=True), told) is found


# Shoes


@pytest.mark.parametrize(("share", "found"), [(0.5, NONE), (0.51, INFO)])
def test_half_of_the_way_may_be_run_in_a_new_pair(share, found):
    measured = NewPairs(share=on_day(share), distance_m=on_day(20_000), known_days=90, hole=False, period=PERIOD)
    assert level(NewShoeJump(), measured) is found


@pytest.mark.parametrize(
    ("recent", "known"),
    [
        ("4#a . . . . . 4#a 2 . . . . . .", True),  # 10 km, 8 of them named
        ("4#a . . . . . 3.9#a 2.1 . . . . . .", False),
        ("4#a . . . . . 4#a 1.9 . . . . . .", False),
    ],
)
def test_ten_kilometres_of_which_four_fifths_name_their_shoes(recent, known):
    tokens = recent.split()
    weeks = ["5 x 10#a . . . . . 10#a", " ".join(tokens[:7]), " ".join([*tokens[7:13], "c30"])]
    measured = NewShoeJump().measure(training_log(weeks))
    assert measured.share.notna().iloc[-1] == known
    assert measured.known_days == 49


@pytest.mark.parametrize(("km", "found"), [(800.0, NONE), (800.1, INFO), (840.0, INFO)])
def test_eight_hundred_kilometres_are_a_pairs_age(km, found):
    # 10 km in the log after so many less before it
    told = [{"day": date(2025, 12, 1), "kind": "shoe", "note": "a", "score": km - 10}]
    rule = ShoeAge()
    measured = rule.measure(training_log(["10#a . . . . . ."], journal=told))
    finding = rule.judge(measured, Wording())
    assert (finding.level, measured.worn[0].latest_km) == (found, pytest.approx(km))


def test_what_a_pair_has_run():
    rule = ShoeAge(max_distance_km=15.0)
    measured = rule.measure(training_log(["10#a 5#a 1#a . . . ."]))
    assert measured.worn[0].worn_km.tolist() == [10, 15, 16]
    finding = rule.judge(measured, Wording())
    assert days_of(finding) == [(2, 2)]
    assert "a with 16 km" in finding.occurrences[0].note
    told = [{"day": date(2025, 12, 1), "kind": "shoe", "note": "a"}]
    assert rule.measure(training_log(["10#a 5#a 1#a . . . ."], journal=told)).worn[0].latest_km == 16


def test_a_metre_in_a_pair_is_a_day_of_it():
    pair = ShoeAge().measure(training_log(["0.001#a 10#a . . . . ."])).worn[0]
    assert pair.worn_km.tolist() == pytest.approx([0.001, 10.001])


@pytest.mark.parametrize(("until", "retired"), [(2, True), (1, True), (3, False), (None, False)])
def test_a_pair_is_retired_from_its_last_day_on(until, retired):
    told = [{"day": date(2025, 12, 1), "kind": "shoe", "note": "a"} | ({} if until is None else {"until": day(until)})]
    measured = ShoeAge().measure(training_log(["10#a 5#a 1#a . . . ."], journal=told))
    assert measured.worn[0].retired is retired


def main_pair(share, metres):
    return MainPair(
        share=on_day(share), pair=pd.Series(["a"], index=on_day(0).index), distance_m=on_day(metres), told_pairs=None,
        known_days=90, hole=False, period=PERIOD,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("share", "metres", "found"),
    [(0.9, 100_000, INFO), (0.89, 100_000, NONE), (0.95, 99_900, NONE), (0.9, 105_000, INFO)],
)
def test_nine_tenths_of_a_hundred_kilometres_in_one_pair(share, metres, found):
    assert level(SingleShoe(), main_pair(share, metres)) is found


def test_the_main_pair_of_eight_weeks():
    log = training_log(["6#a . . . . . .", "7 x 3#b . . . . . .", "4 . . . . . ."])
    measured = SingleShoe().measure(log)
    # 56 days up to the second last day hold 6 km in a, 21 km in b; the day after, 21 km of 25 km name b.
    assert (measured.share.iloc[-2], measured.pair.iloc[-2]) == (pytest.approx(21 / 27), "b")
    assert (measured.share.iloc[-1], measured.pair.iloc[-1]) == (1.0, "b")
    assert measured.share.notna().sum() == 2
    assert SingleShoe(min_named_share=0.85).measure(log).share.notna().sum() == 1


@pytest.mark.parametrize(("pairs", "share"), [(1, [1.0]), (2, [])])
def test_who_tells_of_one_pair_runs_in_one(pairs, share):
    log = training_log(["9 x 8 . . . . . 8"], answers={"shoe_pairs": pairs})
    assert SingleShoe().measure(log).share.dropna().tolist() == share


def test_how_much_of_the_way_names_its_shoes_is_said():
    some = training_log(["8 x 1#a . . . . . 9"])
    assert "shoes named on 10 % of its last 8 weeks" in SingleShoe().measure(some).has(Wording())
    none = training_log(["8 x c30 . . . . . c30"])
    assert "shoes named on 0 % of its last 8 weeks" in SingleShoe().measure(none).has(Wording())


# Beside running


def beside(amount, runs, elsewhere=None):
    return OtherTraining(
        amount=on_day(amount),
        runs=on_day(runs),
        elsewhere=elsewhere,
        others=9,
        known_days=90,
        hole=False,
        period=PERIOD,
    )


@pytest.mark.parametrize(
    ("hours", "runs", "elsewhere", "found"),
    [(0, 5, None, INFO), (0.05, 5, None, NONE), (0, 4.9, None, NONE), (0, 5.2, 0.0, INFO), (0, 9, 1.0, NONE)],
)
def test_five_runs_a_week_and_nothing_beside_them(hours, runs, elsewhere, found):
    finding = NoCrossTraining().judge(beside(hours, runs, elsewhere), Wording())
    assert finding.level is found
    if found:
        assert f"{runs:.1f} runs and 0.0 hours" in finding.occurrences[0].note


@pytest.mark.parametrize(
    ("sessions", "elsewhere", "found"),
    [(0, None, INFO), (0.05, None, NONE), (0, 0.0, INFO), (0, 1.0, NONE), (0, 0.05, NONE)],
)
def test_no_strength_work_at_all(sessions, elsewhere, found):
    measured = Strength(beside=beside(sessions, 5, elsewhere), guided=False)
    finding = StrengthWorkMissing().judge(measured, Wording())
    assert finding.level is found
    assert ("not taught by anyone" in finding.summary) is bool(elsewhere)
    guided = StrengthWorkMissing().judge(Strength(beside=measured.beside, guided=True), Wording())
    assert "not taught by anyone" not in guided.summary


# Surfaces, routes, bends and laps


def surfaces_of(shift_pct, days=(0,)):
    count = max(days) + 1
    shift = by([shift_pct if at in days else 0.0 for at in range(count)])
    names = pd.Series("trail", index=shift.index)
    return Surfaces(
        shift_pct=shift, surface=names, recent=shift / 100, usual=shift * 0, known=0.9, days=90, hole=False, period=LONG
    )


@pytest.mark.parametrize(("shift_pct", "found"), [(40.0, NONE), (40.1, INFO), (43.0, INFO)])
def test_forty_points_to_another_surface(shift_pct, found):
    finding = SurfaceShift().judge(surfaces_of(shift_pct), Wording())
    assert (finding.level, measures(finding)["surface_known"]) == (found, 90)


@pytest.mark.parametrize(
    ("weeks", "judged"),
    [
        (("8 x 8/street . . . . . .", "7/trail . . 7/trail . . .", "7/trail . . 9 . . c30"), True),
        (("8 x 8/street . . . . . .", "7/trail . . 6.9/trail . . .", "7/trail . . 9.1 . . c30"), False),
        (("8 x 8/street . . . . . .", "9/trail . . 9/trail . . .", "9/trail . . . . . c30"), True),
        (("8 x 8/street . . . . . .", "9/trail . . 9/trail . . .", ". . . . . . c30"), False),
        (("c30 . . . . . .", "7 x 8/street . . . . . .", "9/trail . . 9/trail . . .", "9/trail . . . . . c30"), False),
        (("8 x 8/street . . . . . .", "9/trail . . 9/trail . . .", "9/trail . . . . c30 ."), False),  # 69 days
    ],
)
def test_what_tells_of_a_shift_to_another_surface(weeks, judged):
    assert is_judged(SurfaceShift(), *weeks) is judged


def test_shifts_lie_four_weeks_apart():
    assert len(SurfaceShift().judge(surfaces_of(50, (0, 27)), Wording()).occurrences) == 1
    assert len(SurfaceShift().judge(surfaces_of(50, (0, 28)), Wording()).occurrences) == 2


def test_ninety_days_tell_little_of_ten_weeks():
    # Less than one and a half times 14 + 56 days
    assert SurfaceShift().judge(surfaces_of(50), Wording()).confidence == "low"


def loops(clockwise, anticlockwise):
    index = on_day(0).index
    columns = {
        "runs": 20.0,
        "clockwise": clockwise,
        "anticlockwise": anticlockwise,
        "left_deg": 100.0,
        "right_deg": 50.0,
    }
    return LoopDays(
        over=pd.DataFrame({name: [float(value)] for name, value in columns.items()}, index=index),
        hole=False,
        period=PERIOD,
    )


@pytest.mark.parametrize(
    ("clockwise", "anticlockwise", "found", "way"),
    [
        (12, 3, INFO, "clockwise"),
        (3, 12, INFO, "anticlockwise"),
        (12, 4, NONE, ""),
        (12, 0, INFO, "clockwise"),
        (11, 0, NONE, ""),
        (0, 0, NONE, ""),
    ],
)
def test_eight_of_ten_loops_one_way_round_and_twelve_of_them(clockwise, anticlockwise, found, way):
    measured = loops(clockwise, anticlockwise)
    finding = TurnBalance().judge(measured, Wording())
    assert finding.level is found
    assert measured.loops.iloc[0] == clockwise + anticlockwise
    if found:
        assert finding.occurrences[0].note.endswith(f"in 90 days {way}")
    assert np.isnan(measured.share.iloc[0]) == (clockwise + anticlockwise == 0)


@pytest.mark.parametrize(("clockwise", "said"), [(11, True), (12, False)])
def test_too_few_loops_are_said(clockwise, said):
    summary = TurnBalance().judge(loops(clockwise // 2, clockwise - clockwise // 2), Wording()).summary
    assert ("12 are needed to speak of a habit" in summary) is said


def test_as_many_loops_either_way():
    assert loops(6, 6).way(on_day(0).index[0]) == "anticlockwise"
    assert loops(1, 0).share.iloc[0] == 1
    assert loops(6, 6).bias(on_day(0).index[0]) == pytest.approx(1 / 3)


SQUARE = "300 R 300 R 300 R 300"


@pytest.mark.parametrize(("runs", "judged"), [(12, True), (11, False)])
def test_twelve_runs_tell_of_loops(runs, judged):
    tokens = ["4%a"] * runs + ["."] * (14 - runs)
    log = training_log([" ".join(tokens[:7]), " ".join(tokens[7:])], paths={"a": SQUARE})
    found = TurnBalance().measure(log)
    assert (not isinstance(found, NotEnoughData)) is judged
    if judged:
        assert found.over[["runs", "clockwise", "anticlockwise"]].iloc[-1].tolist() == [12, 12, 0]
    else:
        assert "at most 11 outdoor runs" in found.has(Wording())


def test_loops_of_ninety_days():
    log = training_log(["4%a . . . . . .", "12 x 4%a . . . . . 4%a"], paths={"a": SQUARE})
    # The last of 91 days is a Sunday: of the 25 runs the first lies 90 days before it.
    assert TurnBalance().measure(log).over["runs"].iloc[-1] == 24
    assert TurnBalance().measure(log).over["runs"].iloc[-2] == 24


def laps(left_deg, right_deg, metres=9000, sessions=3):
    index = on_day(0).index
    known = {"sessions": sessions, "distance_m": metres, "left_deg": left_deg, "right_deg": right_deg}
    total = left_deg + right_deg
    known["bias"] = (left_deg - right_deg) / total if total else np.nan
    over = pd.DataFrame({name: [float(value)] for name, value in known.items()}, index=index)
    return TrackDays(places={"a track": over}, hole=False, period=PERIOD)


@pytest.mark.parametrize(
    ("known", "found"),
    [
        (laps(90, 10), INFO),
        (laps(10, 90), INFO),
        (laps(89, 11), NONE),
        (laps(92, 8), INFO),
        (laps(90, 10, metres=8000), INFO),
        (laps(90, 10, metres=7990), NONE),
        (laps(90, 10, metres=8500), INFO),
    ],
)
def test_eight_kilometres_of_laps_with_a_bias_of_eight_tenths(known, found):
    finding = TrackOneDirection().judge(known, Wording())
    assert finding.level is found
    if found:
        left = bool(known.places["a track"]["bias"].iloc[0] > 0)
        assert ("to the left (anticlockwise)" in finding.occurrences[0].note) is left


LAPS = "25 x 84 L36 84 L36"


@pytest.mark.parametrize(("sessions", "judged"), [(3, True), (2, False)])
def test_three_sessions_on_a_track_tell(sessions, judged):
    tokens = ["10/track%a"] * sessions + ["."] * (7 - sessions)
    log = training_log([" ".join(tokens)], paths={"a": LAPS})
    found = TrackOneDirection().measure(log)
    assert (not isinstance(found, NotEnoughData)) is judged
    if judged:
        last = found.places["a track"].iloc[-1]
        assert (last["sessions"], last["bias"]) == (3, 1)
        # 25 laps of 394 m
        assert last["distance_m"] == pytest.approx(3 * 25 * 394.2, rel=0.01)
    else:
        assert found.has(Wording()) == "2 track sessions in the period"


def test_sessions_of_four_weeks_by_place():
    weeks = [
        "10/track%a . . . . . .",
        "3 x . . . . . . .",
        "10/track%a 10/track%a 10/indoor_track%a 8/treadmill%a . . .",
    ]
    log = training_log(weeks, paths={"a": LAPS})
    found = TrackOneDirection(min_sessions=1).measure(log)
    # The fifth Monday lies 28 days after the first.
    assert found.places["a track"]["sessions"].iloc[[27, 28, 29]].tolist() == [1, 1, 2]
    assert found.places["an indoor track"]["sessions"].iloc[30] == 1
    assert set(found.places) == {"a track", "an indoor track"}


def routes_of(share):
    over = pd.DataFrame({"runs": [20.0], "distance_m": [1000.0]}, index=on_day(0).index)
    return RouteDays(
        over=over, one_way_m=on_day(1000 * share), route=on_day(0), route_runs=on_day(9), lengths_m=pd.Series([4000.0]),
        hole=False, period=PERIOD,
    )  # fmt: skip


@pytest.mark.parametrize(("share", "found"), [(0.7, INFO), (0.69, NONE), (0.75, INFO)])
def test_seven_tenths_on_routes_run_one_way_round(share, found):
    finding = SameRouteSameDirection().judge(routes_of(share), Wording())
    assert finding.level is found
    if found:
        assert "most on your 4.0 km route (9 runs)" in finding.occurrences[0].note


LOOP, TURNED = "1000 L 1000 L 1000 L 1000", "L 1000 R 1000 R 1000 R 1000"


def on_routes(*weeks, **limits):
    paths = {"a": LOOP, "b": TURNED, "o": "@9000,0 2000 U 2000", "x": "@0,9000 3000 L 900"}
    return SameRouteSameDirection(**limits).measure(training_log(weeks, paths=paths))


@pytest.mark.parametrize(("turned", "share"), [(1, 1.0), (2, 0.0)])
def test_nine_of_ten_runs_are_one_way_round(turned, share):
    tokens = ["4%b"] * turned + ["4%a"] * (10 - turned)
    weeks = [f"{tokens[at]} {tokens[at + 1]} . . . . ." for at in range(0, 10, 2)]
    found = on_routes(*weeks, "3 x . . . . . . .", "c30 . . . . . .", min_runs=8)
    # Eight weeks are full on day 55; a Monday later the first week's runs are gone.
    assert found.share.iloc[55] == pytest.approx(share)
    assert found.route_runs.iloc[55] == 10
    assert found.share.notna().tolist() == [False] * 55 + [True] * 2
    assert found.route.iloc[55] == (0 if share else -1)


@pytest.mark.parametrize(("runs", "one_way"), [(3, True), (2, False)])
def test_three_runs_make_a_route_familiar(runs, one_way):
    tokens = ["4%a"] * runs + ["4%o"] * (12 - runs)
    weeks = [" ".join([*tokens[:6], "."]), " ".join([*tokens[6:], "."]), "5 x . . . . . . .", ". . . . . . c30"]
    found = on_routes(*weeks)
    assert (found.one_way_m.iloc[-1] > 0) == one_way
    assert found.route.iloc[-1] == (0 if one_way else -1)


@pytest.mark.parametrize(("runs", "judged"), [(12, True), (11, False)])
def test_twelve_runs_tell_of_routes(runs, judged):
    tokens = ["4%a"] * runs + ["."] * (14 - runs)
    weeks = [" ".join(tokens[:7]), " ".join(tokens[7:]), "5 x . . . . . . .", ". . . . . . c30"]
    assert (not isinstance(on_routes(*weeks), NotEnoughData)) is judged


def test_out_and_back_has_no_way_round_and_none_is_named():
    weeks = ["4%o 4%o 4%o 4%o 4%o 4%o .", "4%o 4%o 4%o 4%o 4%o 4%o .", "5 x . . . . . . .", ". . . . . . c30"]
    found = on_routes(*weeks)
    assert (found.one_way_m.iloc[-1], found.route.iloc[-1]) == (0, -1)
    assert "most on" not in SameRouteSameDirection().judge(found, Wording()).summary


# Pain


def pain(at=10, score=None, **more):
    return Pain(day=day(at), last=day(at), score=score, **({"place": body.Place("left", "knee")} | more))


def through(*pains, runs=(10, 12), as_of=60):
    return PainAndRuns(pains=pains, run_days=tuple(map(day, runs)), entries=len(pains), as_of=day(as_of))


@pytest.mark.parametrize(
    ("score", "found"),
    [(3.9, NONE), (4.0, CAUTION), (4.2, CAUTION), (5.9, CAUTION), (6.0, WARNING), (6.3, WARNING), (None, NONE)],
)
def test_four_and_six_of_ten_while_running_on(score, found):
    assert level(RunningThroughPain(), through(pain(score=score))) is found


@pytest.mark.parametrize(
    ("runs", "as_of", "found"),
    [
        ((17,), 60, CAUTION),  # within seven days after
        ((18,), 60, NONE),
        ((10,), 60, NONE),  # only on the day itself
        ((10,), 16, CAUTION),  # the log ends within a week: a run in the week up to the pain tells
        ((10,), 17, NONE),
        ((4,), 16, CAUTION),
        ((3,), 16, NONE),
        ((), 16, NONE),
    ],
)
def test_who_runs_on_within_a_week(runs, as_of, found):
    assert level(RunningThroughPain(), through(pain(score=5.0), runs=runs, as_of=as_of)) is found


def test_runs_after_it_are_counted():
    said = RunningThroughPain().judge(through(pain(score=5.0), runs=(10, 11, 17, 18)), Wording())
    assert "2 days with a run in the 7 days after" in said.occurrences[0].note


@pytest.mark.parametrize(
    ("scores", "found"),
    [((1, 2, 3), WARNING), ((1, 2, 2), CAUTION), ((1, 2), NONE), ((3, 2, 1), CAUTION), ((2, 1, 2, 3), WARNING)],
)
def test_pain_that_rises_over_three_runs(scores, found):
    # Three runs with pain in a fortnight are a caution by themselves.
    days = range(20 - len(scores), 20)
    told = [pain(at, float(score)) for at, score in zip(days, scores, strict=True)]
    assert level(RunningThroughPain(), through(*told, runs=(*days, 20))) is found


@pytest.mark.parametrize(("first", "found"), [(6, CAUTION), (5, NONE)])
def test_three_runs_with_pain_within_fourteen_days(first, found):
    # Of the fourteen days up to the nineteenth the sixth is the first.
    told = [pain(at, 1.0) for at in (first, 15, 19)]
    assert level(RunningThroughPain(), through(*told, runs=(first, 15, 19, 20))) is found
    elsewhere = [pain(at, 1.0, place=body.Place("right", "knee")) for at in (first, 15)]
    assert level(RunningThroughPain(), through(*elsewhere, pain(19, 1.0), runs=(first, 15, 19, 20))) is NONE


def test_pain_of_the_next_morning_is_that_of_the_run_before():
    told = [pain(at, 1.0, timing="next morning") for at in (16, 18, 20)]
    measured = through(*told, runs=(15, 17, 19, 21))
    assert measured.before(told[-1], 14) == [1, 1, 1]
    assert through(*told, runs=(16, 18, 20)).before(told[-1], 14) == []


# Signs


def test_one_sign_is_the_limit():
    finding = RedFlags().judge(
        RedFlags().measure(training_log(["8 . . . . . ."], answers={"red_flags": "no"})), Wording()
    )
    assert [(measure.value, measure.limit) for measure in finding.measures] == [(0, 1)]
