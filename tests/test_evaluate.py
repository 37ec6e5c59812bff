"""How flags do on known injuries: hand-worked numbers, a planted truth, a null, and a leak that must be refused."""

import json
import math
from dataclasses import replace
from math import comb

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner

import runrisk as rr
from runrisk.analyzers.monotony import Monotony
from runrisk.analyzers.session_spike import SessionSpike
from runrisk.cli import cli
from runrisk.errors import RunriskError
from runrisk.settings import Settings, build_analyzers
from runrisk.simulate import made_cohort, write_cohort
from runrisk.workflows.evaluation.athlete_log import athlete_log
from runrisk.workflows.evaluation.exposure import (
    EXPOSED_DAYS,
    FlagDays,
    RiskDays,
    at_risk_days,
    dense_days,
    measured_flags,
    risk_days,
    without_metres,
)
from runrisk.workflows.evaluation.injury_tables import read_injury_tables
from runrisk.workflows.evaluation.statistics import FlagResult, draws, flag_result
from runrisk.workflows.evaluation.verdicts import Word, holm, injuries_needed, injuries_until_told, verdicts

ATHLETES = 120
DRAWS = 400
"""Fewer than an evaluation takes: an interval moves a little, its coverage does not."""


@pytest.fixture(scope="module")
def training():
    """A cohort's training, measured once: injuries have no part in it."""
    made = made_cohort(seed=0, athletes=ATHLETES)
    cohort = read_injury_tables(made.days, made.outcomes)
    rules = [rule for rule in build_analyzers() if rule.load_rule or rule.id == "acwr"]
    dense = dense_days(cohort)
    return cohort, dense, measured_flags(dense, cohort, rules)


def results(training, ratio, seed, *only):
    """What each flag, or one, does on injuries drawn anew."""
    cohort, dense, flags = training
    made = made_cohort(seed=0, athletes=ATHLETES, ratio=ratio, injury_seed=seed)
    risk = risk_days(dense, replace(cohort, outcomes=made.outcomes), flags)
    weights = draws(ATHLETES, DRAWS, seed)
    return [flag_result(name, risk.flags[name], risk, weights) for name in only or risk.flags]


def least_hits(number, chance=0.001):
    """So many of `number` intervals of 95 % hold the truth at least, but for one time in a thousand."""
    law = [comb(number, hits) * 0.95**hits * 0.05 ** (number - hits) for hits in range(number + 1)]
    return next(hits for hits in range(number + 1) if sum(law[: hits + 1]) > chance)


def test_the_planted_ratio_lies_in_the_interval_at_its_nominal_rate(training):
    number, hits = 40, 0
    for seed in range(number):
        [one] = results(training, 1.8, seed, "session-spike")
        hits += one.interval[0] <= 1.8 <= one.interval[1]
    assert hits >= least_hits(number)


def test_on_a_null_cohort_every_interval_covers_1_at_its_nominal_rate(training):
    hits, loud = {}, 0
    number = 40
    for seed in range(100, 100 + number):
        found = results(training, 1.0, seed)
        said = verdicts(found, ATHLETES)
        loud += any(one.word in {Word.SUPPORTED, Word.REVERSED} for one in said.values())
        for one in found:
            if said[one.flag].p_holm is not None:
                hits.setdefault(one.flag, []).append(one.interval[0] <= 1 <= one.interval[1])
    assert set(hits) >= {"session-spike", "weekly-jump", "two-week-ramp", "rest-days", "run-streak"}
    for flag, held in hits.items():
        assert sum(held) >= least_hits(len(held)), flag
    # Holm: a word in 5 % of null cohorts; 9 of 40 would be one time in a thousand.
    assert loud <= 8


def test_the_planted_flag_is_supported_and_the_words_stand_in_every_format(tmp_path):
    made = made_cohort(seed=2, athletes=80, ratio=8.0)
    paths = write_cohort(tmp_path, made)
    done = rr.evaluate(*paths[:2])
    assert done.said["session-spike"].word is Word.SUPPORTED
    assert done.injuries == made.truth["injuries"]
    assert "session-spike" in done.to_text()
    assert "sample SD" in done.to_text()
    page = done.to_html()
    assert "<svg" in page
    assert "session-spike" in page
    assert page == done.to_html()
    again = done.to_json()
    assert again["schema"] == "runrisk.evaluation/1"
    assert json.loads(json.dumps(again, allow_nan=False)) == again


def test_a_leaky_table_is_refused():
    made = made_cohort(seed=3, athletes=30, ratio=3.0, leaky=True)
    with pytest.raises(RunriskError, match=r"refused: .* of fatigue lack in the 28 days before injuries"):
        rr.evaluate(made.days, made.outcomes)
    without = made.days.drop(columns="fatigue")
    assert rr.evaluate(without, made.outcomes, number=50).injuries == made.truth["injuries"]


def test_days_that_lack_before_injuries_are_refused_too():
    made = made_cohort(seed=3, athletes=30, ratio=3.0)
    onsets = made.days.merge(made.outcomes, on="athlete")
    ahead = (onsets["onset"] - onsets["date"]).dt.days
    gone = onsets[(ahead > 0) & (ahead <= 5)][["athlete", "date"]]
    kept = made.days.merge(gone, how="left", indicator=True).query("_merge == 'left_only'").drop(columns="_merge")
    with pytest.raises(RunriskError, match="of km lack"):
        rr.evaluate(kept, made.outcomes)


def test_the_order_of_the_rows_does_not_matter():
    made = made_cohort(seed=4, athletes=30, ratio=3.0)
    mixed = made.days.sample(frac=1, random_state=1), made.outcomes.sample(frac=1, random_state=2)
    assert rr.evaluate(made.days, made.outcomes, number=100).to_json() == rr.evaluate(*mixed, number=100).to_json()


def test_nothing_of_the_day_itself_or_later_goes_into_an_exposure():
    made = made_cohort(seed=5, athletes=1, days=200)
    rules = [rule for rule in build_analyzers() if rule.load_rule]

    def flags_of(days):
        cohort = read_injury_tables(days, pd.DataFrame({"athlete": ["runner-0000"], "onset": ["2025-02-01"]}))
        [own] = measured_flags(dense_days(cohort), cohort, rules)
        return own

    changed = made.days.copy()
    cut = 150
    changed.loc[cut:, "km"] = changed.loc[cut:, "longest_km"] = np.linspace(30, 40, 200 - cut)
    changed.loc[cut:, "sessions"] = 1
    before, after = flags_of(made.days), flags_of(changed)
    for rule in before:
        for name in ("judged", "exposed", "score"):
            first, second = getattr(before[rule], name)[: cut + 1], getattr(after[rule], name)[: cut + 1]
            assert np.array_equal(first, second, equal_nan=name == "score"), (rule, name)


def test_one_athlete_has_counts_only():
    made = made_cohort(seed=6, athletes=1, days=300)
    days = made.days
    outcomes = pd.DataFrame({"athlete": ["runner-0000"], "onset": ["2025-06-01"]})
    done = rr.evaluate(days, outcomes)
    assert all(one.ratio is None and one.interval is None for one in done.flags)
    assert {said.word for said in done.said.values()} == {Word.CANNOT_TELL}
    assert "counts only" in done.to_text()
    assert "<svg" not in done.to_html()


def test_below_twenty_injuries_it_refuses():
    made = made_cohort(seed=7, athletes=40)
    with pytest.raises(RunriskError, match="19 injuries"):
        rr.evaluate(made.days, made.outcomes.head(19))


def test_both_sds_of_monotony():
    # The population SD of seven days is sqrt(6/7) of the sample SD, so monotony is 1.0801 times as high (below its cap).
    made = made_cohort(seed=8, athletes=3)
    cohort = read_injury_tables(made.days, made.outcomes)
    dense = dense_days(cohort)
    sample, population = (measured_flags(dense, cohort, [Monotony(sd=sd)]) for sd in ("sample", "population"))
    for one, other in zip(sample, population, strict=True):
        low = one["monotony"].score < 6
        assert other["monotony"].score[low] == pytest.approx(one["monotony"].score[low] * np.sqrt(7 / 6))


def test_which_sd_is_said():
    made = made_cohort(seed=8, athletes=1, days=100)
    outcomes = pd.DataFrame({"athlete": ["runner-0000"], "onset": ["2025-03-01"]})
    done = rr.evaluate(made.days, outcomes, settings=Settings().changed("monotony", "sd", "population"))
    assert done.monotony_sd == "population"
    assert "population SD" in done.to_text()


def hand_made(athlete, injured, exposed, athletes):
    athlete, injured, exposed = np.array(athlete), np.array(injured, bool), np.array(exposed, bool)
    flag = FlagDays(judged=np.ones(len(injured), bool), exposed=exposed, score=exposed * 1.0, alarm=exposed)
    return flag, RiskDays(
        athlete=athlete, athletes=athletes, injured=injured, injured_soon=injured, flags={"x": flag}, left_out=0
    )


def test_hand_worked_numbers():
    # Athlete 0: 10 exposed days with 2 injuries, 30 other days with 1. Athlete 1: 20 exposed with 1, 40 other with 3.
    athlete = [0] * 40 + [1] * 60
    exposed = [1] * 10 + [0] * 30 + [1] * 20 + [0] * 40
    injured = [1, 1] + [0] * 8 + [1] + [0] * 29 + [1] + [0] * 19 + [1, 1, 1] + [0] * 37
    flag, risk = hand_made(athlete, injured, exposed, 2)
    one = flag_result("x", flag, risk, draws(2, 200, 0))
    assert (one.days, one.days_exposed, one.injuries, one.injuries_exposed) == (100, 30, 7, 3)
    assert one.rate_exposed == pytest.approx(100.0)  # 3 / 30
    assert one.rate_other == pytest.approx(4000 / 70)
    assert one.ratio == pytest.approx((3 / 30) / (4 / 70))  # 1.75
    # Mantel-Haenszel: (2 x 30/40 + 1 x 40/60) / (1 x 10/40 + 3 x 20/60) = 2.1667 / 1.25
    assert one.within_ratio == pytest.approx((1.5 + 2 / 3) / 1.25)
    # AUC: of 7 x 93 pairs, 3 x (93 - 27) have the exposed injury above, 3 x 27 + 4 x 66 are ties.
    assert one.auc == pytest.approx((3 * 66 + 0.5 * (3 * 27 + 4 * 66)) / (7 * 93))
    assert one.precision == pytest.approx(3 / 30)
    assert one.alarms_a_month == pytest.approx(30 / 100 * 30.4375)


def known(**numbers):
    counted = dict.fromkeys(("rate_exposed", "rate_other", "alarms_a_month", "precision", "auc"))
    return FlagResult(
        **{"flag": "x", "days": 1000, "days_exposed": 100, "injuries": 50, "injuries_exposed": 5, "alarms": 9}
        | counted
        | numbers
    )


@pytest.mark.parametrize(
    ("days_exposed", "needed"),
    [
        (500, 93.47),  # (1.96 / ln 1.5)^2 = 23.37; / (0.5 x 0.5)
        (100, 259.6),  # / (0.1 x 0.9)
        (900, 259.6),
        (0, math.inf),
        (1000, math.inf),
    ],
)
def test_how_many_injuries_it_takes(days_exposed, needed):
    assert injuries_needed(known(days_exposed=days_exposed)) == pytest.approx(needed, rel=1e-3)


@pytest.mark.parametrize(
    ("ratio", "interval", "needed"),
    [
        (1.0, (0.5, 2.0), 50 * (math.log(2) / math.log(1 / 0.67)) ** 2),  # until it reaches neither 0.67 nor 1.5
        (1.0, (0.65, 1.4), 50 * (math.log(0.65) / math.log(0.67)) ** 2),  # the end that reaches too far decides
        (1.4, (0.7, 2.8), 50 * (math.log(2) / math.log(1.4)) ** 2),  # until it leaves 1 out
        (1 / 1.4, (0.7 / 1.96, 2.8 / 1.96), 50 * (math.log(2) / math.log(1.4)) ** 2),
        (0.0, (0.0, 2.0), math.inf),
        (None, None, math.inf),
    ],
)
def test_how_many_injuries_until_a_wide_interval_tells(ratio, interval, needed):
    assert injuries_until_told(known(ratio=ratio, interval=interval)) == pytest.approx(needed)


@pytest.mark.parametrize(
    ("one", "says"),
    [
        (known(), "only 5.0 injuries could be expected on exposed days, where 10 are the least; it would take about 260 injuries"),
        (known(injuries=19), "injuries on days that can be judged: 19, where 20 are the least; it would take about 260 injuries"),
        (known(days_exposed=500, ratio=1.0, interval=(0.5, 2.0), p=1.0), "the interval, 0.50 to 2.00, is too wide; it would take about 150 injuries"),
        (known(days_exposed=500, ratio=1.0, interval=(0.66, 1.0), p=1.0), "the interval, 0.66 to 1.00, is too wide"),
    ],
)  # fmt: skip
def test_cannot_tell_says_how_many_injuries_it_would_take(one, says):
    said = verdicts([one], athletes=50)["x"]
    assert (said.word, said.why) == (Word.CANNOT_TELL, says)


def test_a_draw_counts_an_athlete_as_often_as_it_is_drawn():
    weights = draws(5, 300, 1)
    assert weights.shape == (300, 5)
    assert (weights.sum(axis=1) == 5).all()


def test_holm():
    # 0.01 x 3, 0.02 x 2, 0.5 x 1; and never below the one before.
    assert holm({"a": 0.01, "b": 0.02, "c": 0.5}) == pytest.approx({"a": 0.03, "b": 0.04, "c": 0.5})
    assert holm({"a": 0.04, "b": 0.03, "c": 0.9}) == pytest.approx({"b": 0.09, "a": 0.09, "c": 0.9})


def test_days_within_an_injury_are_not_at_risk():
    days = pd.date_range("2026-01-01", periods=10)
    injuries = pd.DataFrame({"onset": pd.to_datetime(["2026-01-03"]), "end": pd.to_datetime(["2026-01-05"])})
    onset, at_risk = at_risk_days(days, injuries)
    assert list(np.flatnonzero(onset)) == [2]
    assert list(np.flatnonzero(~at_risk)) == [3, 4]


def test_injuries_that_cannot_be_placed_are_counted():
    made = made_cohort(seed=9, athletes=30, ratio=3.0)
    late = pd.DataFrame({"athlete": ["runner-0001"], "onset": pd.to_datetime(["2030-01-01"]), "end": [pd.NaT]})
    done = rr.evaluate(made.days, pd.concat([made.outcomes, late]), number=50)
    assert done.left_out == 1
    assert "1 more begin on no day at risk" in done.to_text()


def test_an_athletes_days_become_a_log_without_holes():
    days = pd.DataFrame(
        {"km": [12.0, 0.0, np.nan] + [0.0] * 30, "sessions": [3, 0, 1] + [0] * 30, "longest_km": [8.0] + [np.nan] * 32},
        index=pd.date_range("2026-01-05", periods=33),
    )
    log = athlete_log(days, distance="km")
    # 12 km in three runs, the longest 8: the others 2 km each.
    assert list(log.runs["distance_m"]) == [8000, 2000, 2000]
    assert log.days["known"].all()
    assert log.days["longest_m"].iloc[0] == 8000


def test_the_load_is_the_effort():
    days = pd.DataFrame({"load": [420.0, 0.0, 60.0]}, index=pd.date_range("2026-01-05", periods=3))
    assert list(athlete_log(days, distance="load").days["effort"]) == [420, 0, 60]


def test_a_load_in_place_of_kilometres():
    made = made_cohort(seed=10, athletes=30, ratio=3.0)
    scaled = made.days.assign(load=made.days["km"] * 50).drop(columns=["km", "sessions", "longest_km"])
    done = rr.evaluate(scaled, made.outcomes, number=50)
    assert done.unit == "load"
    assert all(one.days > 0 for one in done.flags)
    assert without_metres(SessionSpike()).margin_m == 0


def test_the_simulated_truth_is_what_the_rule_sees(training):
    # The simulator writes the limits of session-spike down again; both must mark the same days.
    made = made_cohort(seed=0, athletes=ATHLETES)
    km = made.days["km"].to_numpy().reshape(ATHLETES, -1)
    for own, row in zip(training[2][:20], km[:20], strict=True):
        flag = own["session-spike"]
        for day in np.flatnonzero(flag.exposed):
            assert any(row[at] >= 1.119 * row[at - 30 : at].max() for at in range(day - EXPOSED_DAYS, day) if row[at])


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"km": "x"}, "line 2, column km: 'x' is no number"),
        ({"km": "-0.01"}, "line 2, column km: '-0.01' is below 0. Leave the cell empty"),
        ({"km": "inf"}, "is no number"),
        ({"km": "900"}, "more than a day can hold"),
        ({"date": "1.2.2025"}, "line 2, column date: '1.2.2025' is no date"),
        ({"athlete": ""}, "line 2, column athlete: is empty"),
        ({"sessions": "0"}, "line 2, column sessions"),
        ({"longest_km": "50"}, "line 2, column longest_km: the longest run is longer than the day"),
    ],
)
def test_days_that_cannot_be_are_named(tmp_path, change, says):
    row = {"athlete": "a", "date": "2025-01-01", "km": "8", "sessions": "1", "longest_km": "8"} | change
    days = tmp_path / "DAYS.csv"
    days.write_text(",".join(row) + "\n" + ",".join(row.values()) + "\na,2025-03-01,8,1,8\n")
    (tmp_path / "OUT.csv").write_text("athlete,onset\na,2025-03-01\n")
    with pytest.raises(RunriskError) as raised:
        rr.evaluate(days, tmp_path / "OUT.csv")
    assert says in str(raised.value)
    assert str(raised.value).startswith("DAYS.csv")


@pytest.mark.parametrize(
    ("days", "outcomes", "says"),
    [
        ("athlete,date\na,2025-01-01\n", "athlete,onset\n", "has neither a column km nor a column load"),
        ("athlete,km\na,8\n", "athlete,onset\n", "has no column 'date'"),
        ("athlete,date,km,km\n", "athlete,onset\n", "line 1: names a column twice"),
        (
            "athlete,date,km\na,2025-01-01,8\na,2025-01-01,9\n",
            "athlete,onset\n",
            "line 3: the athlete has this day twice",
        ),
        ("athlete,date,km\na,1925-01-01,8\na,2025-01-01,9\n", "athlete,onset\n", "more than 30 years apart"),
        ("athlete,date,km\na,2025-01-01,8\n", "athlete,day\n", "has no column 'onset'"),
        (
            "athlete,date,km\na,2025-01-01,8\n",
            "athlete,onset\nb,2025-01-01\n",
            "line 2, column athlete: 'b' is in no line",
        ),
        ("athlete,date,km\na,2025-01-01,8\n", "athlete,onset\na,soon\n", "'soon' is no date"),
        ("athlete,date,km\na,2025-01-01,8\n", "athlete,onset,end\na,2025-01-02,2025-01-01\n", "ends before it begins"),
        ("athlete,date,km\na,2025-01-01,8\n", "athlete,onset\na,2025-01-01\na,2025-01-01\n", "this injury twice"),
        ("athlete,date,km\n", "athlete,onset\n", "holds no line below its header"),
        ("", "athlete,onset\n", "is no CSV"),
    ],
)
def test_tables_that_cannot_be_are_named(tmp_path, days, outcomes, says):
    (tmp_path / "DAYS.csv").write_text(days)
    (tmp_path / "OUT.csv").write_text(outcomes)
    with pytest.raises(RunriskError) as raised:
        rr.evaluate(tmp_path / "DAYS.csv", tmp_path / "OUT.csv")
    assert says in str(raised.value)


def test_hostile_names_stay_text():
    made = made_cohort(seed=11, athletes=30, ratio=8.0)
    named = {name: f"<script>{name}</script>" for name in made.days["athlete"].unique()}
    tables = [table.assign(athlete=table["athlete"].map(named)) for table in (made.days, made.outcomes)]
    assert "<script>" not in rr.evaluate(*tables, number=50).to_html()


def test_the_commands(tmp_path):
    made = CliRunner().invoke(cli, ["simulate", "cohort", "-o", str(tmp_path), "--athletes", "30", "--ratio", "3"])
    assert made.exit_code == 0, made.output
    assert json.loads((tmp_path / "TRUTH.json").read_text())["rate_ratio"] == 3
    words = ["evaluate", str(tmp_path / "DAYS.csv"), str(tmp_path / "OUTCOMES.csv")]
    page = tmp_path / "page.html"
    done = CliRunner().invoke(cli, [*words, "--json", "-o", str(page)])
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout.partition("\n")[2])["schema"] == "runrisk.evaluation/1"
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
