"""The side of the road is that of now: earlier habits are history, watches stay apart, tables do not contradict it."""

from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import numpy as np
import pytest

from road_side_seasons import log_of, run
from runrisk.analyzers.road_side import RoadSide
from runrisk.finding import Level, Verdict
from runrisk.roadside.answer import Answer, answer_of
from runrisk.roadside.crossings import Crossings
from runrisk.roadside.now import LogPart, Now, answer_now, disagreeing, quarter_name
from runrisk.roadside.offset import offset, t_quantile
from runrisk.roadside.road_runs import road_runs
from runrisk.wording import Wording
from test_road_side import known, waves

RULE = RoadSide()
NOTHING_ELSE = Now(first=date(2024, 1, 1), last=date(2024, 12, 30), reached_back=False, devices=(), earlier=())


@cache
def measured(*spells, step_days=8):
    """Spells of (runs, metres left, watch): a run every `step_days` days along one road and back."""
    facts = [(left_m, watch) for runs, left_m, watch in spells for _ in range(runs)]
    paths = [waves(left_m, number) for number, (left_m, _) in enumerate(facts)]
    activities = [run(number, step_days=step_days, serial=watch) for number, (_, watch) in enumerate(facts)]
    return RULE.measure(log_of(paths, activities))


def said(*spells, **more):
    return RULE.judge(measured(*spells, **more), Wording())


def part(name, left_m, margin_m=0.3, day=date(2024, 12, 1), **facts):
    return LogPart(name=name, first=day, last=day, offset=known(left_m, margin_m, **facts))


def test_a_side_that_ended_is_history_and_not_flagged():
    # 46 runs of 8 days are 360 days: the 40 runs before them are outside the year.
    # 2.5 m were put in; the watch adds 0.1 m here and there.
    finding = said((40, 2.5, 1), (46, 0.0, 1))
    assert (finding.answer, finding.verdict) == ("no consistent side", Verdict.CLEAR)
    assert "Until 2024 you kept 2.6 m to the left: that is history." in " ".join(finding.advice)
    assert not finding.occurrences


def test_sides_that_changed_years_ago_do_not_change_from_run_to_run():
    # 40 runs kept right, then 46 in a year left: all together 40 of 86 would read as changing sides between runs.
    assert "change sides between runs" not in " ".join(said((40, -2.5, 1), (46, 2.5, 1)).advice)
    alternating = [(1, 2.5 * (-1) ** number, 1) for number in range(46)]
    assert "23 kept left and 23 kept right: you change sides" in " ".join(said(*alternating).advice)


def test_a_side_that_is_kept_has_no_history():
    finding = said((40, 2.5, 1), (46, 2.5, 1))
    assert (finding.answer, finding.level) == ("left", Level.CAUTION)
    assert "history" not in " ".join(finding.advice)


@pytest.mark.parametrize(("days", "runs"), [(364, 2), (365, 1), (366, 1)])
def test_now_is_the_year_up_to_the_last_run(days, runs):
    # The limit by hand: after 365 days before the last run. Eight more runs of the last day make the year suffice.
    paths = [waves(2.5, number) for number in range(9)]
    activities = [run(0), *(run(days // 2 + number, step_days=2) for number in range(1, 9))]
    first = activities[1].start_utc - timedelta(days=days - 14)
    activities[0] = replace(activities[0], start_utc=first)
    found = RULE.measure(log_of(paths, activities))
    # The last run is 14 days after the second, so the first is `days` before the last.
    assert found.road_runs == 7 + runs
    assert not found.now.reached_back


def test_too_thin_a_year_reaches_back_says_so_and_is_no_caution():
    finding = said((8, 2.5, 1), step_days=100)
    assert finding.answer == "left"
    assert "more than a year, because the last one holds too little" in finding.summary
    assert finding.level is Level.INFO


def test_nothing_older_than_three_years_is_now():
    assert said((8, 2.5, 1), step_days=300).answer == "cannot tell"


def test_a_new_watch_does_not_blend_with_an_old_one():
    finding = said((23, 2.6, 1), (23, 0.0, 2))
    assert finding.answer == "cannot tell"
    assert "do not agree: Garmin 245: 2.7 m left; Garmin 245 (2): 0.1 m left." in finding.summary


def test_two_watches_that_agree_are_one_answer():
    finding = said((23, 2.5, 1), (23, 2.5, 2))
    assert finding.answer == "left"


def test_a_road_out_with_one_watch_and_back_with_another_tells_nothing():
    rows = Crossings(
        anchor=np.array([0, 0]),
        run=np.array([0, 1]),
        block=np.array([0, 0]),
        direction=np.array([1.0, -1.0]),
        left_m=np.array([2.0, -2.0]),
        distance_m=np.array([10.0, 10.0]),
    )
    assert offset(rows).left_m == pytest.approx(2.0)
    assert offset(rows.apart(np.array([0, 1]))).km_both_ways == 0


def test_how_quarters_vary_is_in_the_interval_by_hand():
    # Two spells of equal weight, 1 m and 3 m, each with two runs in the same place that agree: no error by chance.
    spells = np.array([0, 0, 0, 0, 1, 1, 1, 1])
    rows = Crossings(
        anchor=np.array([0, 0, 1, 1, 2, 2, 3, 3]),
        run=np.array([0, 0, 1, 1, 2, 2, 3, 3]),
        block=np.zeros(8, int),
        direction=np.array([1.0, -1.0] * 4),
        left_m=np.array([1.0, -1.0, 1.0, -1.0, 3.0, -3.0, 3.0, -3.0]),
        distance_m=np.full(8, 10.0),
    )
    found = offset(rows, spells)
    # Of eight rows of weight 1, four lie 1 m to one side of the mean, four to the other: spells sum to -4 and 4, so that
    # (16 + 16) / 8^2 = 0.5 m2. Runs sum to -2, -2, 2 and 2: 1.2^2 * 16 / 8^2 = 0.36 m2. The larger counts.
    assert (found.left_m, found.spells_eff) == (pytest.approx(2), pytest.approx(2))
    assert found.error_m == pytest.approx(np.sqrt(0.5))
    assert found.varies_m == pytest.approx(np.sqrt(0.5 - 0.36))
    # Runs and the one place: 1 degree of freedom; quarters: 3, as of a year. Shares of the variance: 0.72 and 0.28.
    assert found.margin_m == pytest.approx(np.sqrt(0.5) * t_quantile(1 / (0.72**2 / 1 + 0.28**2 / 3)))
    assert offset(rows, np.zeros(8, int)) == replace(offset(rows), spells_eff=1.0, varies_m=0.0)


def test_a_quarter_of_a_run_or_two_moves_nothing():
    # 40 runs at about 2 m and one of another quarter, on the same road, at -1 m.
    rng = np.random.default_rng(5)
    left_m = np.append(2 + 0.3 * rng.normal(size=40), -1.0)
    runs = np.arange(41)
    rows = Crossings(
        anchor=np.repeat(runs, 2),
        run=np.repeat(runs, 2),
        block=np.repeat(runs, 2),
        direction=np.tile([1.0, -1.0], 41),
        left_m=np.stack([left_m, -left_m], axis=1).ravel(),
        distance_m=np.full(82, 10.0),
    )
    assert offset(rows, np.repeat(runs == 40, 2).astype(int)).margin_m < 1.05 * offset(rows).margin_m


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize(
    ("latest_m", "answers"),
    [(2.0, {Answer.LEFT, Answer.RIGHT}), (0.0, {Answer.CANNOT_TELL}), (-2.0, {Answer.CANNOT_TELL})],
)
def test_the_latest_quarter_may_not_contradict(sign, latest_m, answers):
    quarters = [part("2024 Q1", 2.0 * sign), part("2024 Q4", latest_m * sign)]
    assert answer_now(known(1.5 * sign, 0.3), NOTHING_ELSE, quarters, RULE) in answers


def test_a_quarter_before_now_contradicts_nothing():
    quarters = [part("2023 Q4", -2.0, day=date(2023, 12, 31)), part("2024 Q4", 2.0)]
    assert answer_now(known(1.5, 0.3), NOTHING_ELSE, quarters, RULE) is Answer.LEFT


def test_devices_disagree_beyond_chance_only():
    # 1.1 m apart; by chance hypot(0.7, 0.7) = 0.99 m, hypot(0.8, 0.8) = 1.13 m
    for margin_m, answer in ((0.7, Answer.CANNOT_TELL), (0.8, Answer.LEFT)):
        devices = (part("old", 1.1, margin_m), part("new", 0.0, margin_m))
        assert answer_now(known(2.0, 0.3), replace(NOTHING_ELSE, devices=devices), [], RULE) is answer


def judged(**facts):
    base = measured((46, 2.5, 1))
    return RULE.judge(replace(base, offset=known(2.0, 0.5, **facts)), Wording())


@pytest.mark.parametrize(("blocks", "told"), [(19.9, True), (20.0, False)])
def test_few_places_behind_many_kilometres_are_said(blocks, told):
    assert ("rest on about 20 places of 250 m" in " ".join(judged(blocks_eff=blocks).advice)) is told


@pytest.mark.parametrize(("km", "told"), [(40.0, True), (39.9, False)])
def test_few_places_are_said_of_many_kilometres_only(km, told):
    assert ("places of 250 m" in " ".join(judged(blocks_eff=12.0, km_both_ways=km).advice)) is told


@pytest.mark.parametrize(("left_m", "side"), [(1.5, "left"), (-1.5, "right")])
def test_a_wide_interval_on_one_side_names_the_side_and_no_size(left_m, side):
    finding = RULE.judge(replace(measured((46, left_m, 1)), offset=known(left_m, 1.4)), Wording())
    assert (finding.answer, finding.level) == (f"{side}, how far is not known", Level.INFO)
    assert (
        f"to the {side} of your direction of travel; how far, your tracks cannot tell, and a watch that"
        in finding.summary
    )
    assert "1.5 m" not in finding.summary + finding.occurrences[0].note
    assert "km of running on streets you used both ways" in finding.summary


@pytest.mark.parametrize(
    "spells",
    [
        ((46, 2.5, 1),),
        ((46, -2.5, 1),),
        ((40, 2.5, 1), (46, 0.0, 1)),
        ((35, 2.5, 1), (11, -2.5, 1)),
        ((23, 2.6, 1), (23, 0.0, 2)),
        ((40, -2.5, 1), (46, 2.5, 2)),
    ],
)
def test_answer_and_table_do_not_contradict_each_other(spells):
    found, finding = measured(*spells), said(*spells)
    quarters = [answer_of(each.offset, RULE) for each in found.by_quarter if each.last >= found.now.first]
    side = Answer(finding.answer).side
    spoken = [answer for answer in quarters if answer is not Answer.CANNOT_TELL]
    if side:
        assert spoken[-1].side == side
        assert f"to the {side}" in finding.summary
        assert all(f"the {side} foot" in text for text in finding.advice if "foot on the lower edge" in text)
    elif spoken:
        assert finding.verdict is not Verdict.FLAGGED


def test_quarters_have_names():
    assert [quarter_name(date(2024, month, 1)) for month in (1, 3, 4, 12)] == [
        "2024 Q1",
        "2024 Q1",
        "2024 Q2",
        "2024 Q4",
    ]


def carried(whole, latest_m, **facts):
    now = replace(NOTHING_ELSE, latest=(part("the last three months", latest_m, 9.0, **facts),))
    return answer_now(whole, now, [], RULE)


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize(
    ("whole_m", "margin_m", "limit_m"),
    [
        (2.0, 0.3, 1.0),  # clear: half as far
        (1.0, 0.3, 0.6),  # clear: half would be 0.5, which is not beyond 0.6
        (1.5, 1.4, 0.75),  # how far is not known: half as far
        (0.5, 0.3, 0.0),  # slight: on that side at all
    ],
)
def test_the_last_three_months_must_carry_a_side(sign, whole_m, margin_m, limit_m):
    whole = known(sign * whole_m, margin_m)
    # 19 km of their own and 1 km of the whole: 0.95 * latest + 0.05 * whole is to be beyond the limit.
    latest_m = (limit_m - 0.05 * whole_m) / 0.95
    assert carried(whole, sign * (latest_m - 0.01), km_eff=19.0) is Answer.CANNOT_TELL
    assert carried(whole, sign * (latest_m + 0.01), km_eff=19.0) is answer_of(whole, RULE)


def test_three_months_without_comparison_turn_nothing():
    assert carried(known(2.0, 0.3), float("nan"), km_eff=0.0) is Answer.LEFT
    # 0.3 km of 0 and 1 km of 2 m: 1.5 m; 1.1 km of 0: 0.95 m, less than half of 2 m.
    assert carried(known(2.0, 0.3), 0.0, km_eff=0.3) is Answer.LEFT
    assert carried(known(2.0, 0.3), 0.0, km_eff=1.1) is Answer.CANNOT_TELL


def test_a_whole_that_its_last_months_do_not_carry_is_named_with_its_days():
    now = replace(NOTHING_ELSE, latest=(part("the last three months", -2.0),))
    [(whole, latest)] = disagreeing(known(2.0, 0.3), now, (), RULE)
    assert (whole.first, whole.last, latest.name) == (now.first, now.last, "the last three months")


@pytest.mark.parametrize("left_m", [0.65, -0.65])
def test_last_months_that_hold_nothing_are_as_the_whole(left_m):
    """0.65 m less a margin of 0.02 is beyond the 0.6 m that a side takes; so is 0.65 m filled in, and no less."""
    now = replace(NOTHING_ELSE, latest=(part("the last three months", 0.0, km_eff=0.0),))
    assert list(disagreeing(known(left_m, 0.02), now, (), RULE)) == []


def test_a_watch_is_called_by_its_model_and_one_without_any_is_unnamed():
    paths = [waves(2.5, number) for number in range(2)]
    activities = [replace(run(number), device=device) for number, device in enumerate(("Model A", None))]
    assert [one.device for one in road_runs(log_of(paths, activities))] == ["Model A", "unnamed device"]
