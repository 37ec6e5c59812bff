"""The base-rate table is in step with the rules, and the pages that print it say the same."""

import sys
import tomllib
from importlib.resources import files
from math import inf
from pathlib import Path

import pytest

from runrisk.analysis.base_rates import RUNNERS, base_rates
from runrisk.analysis.manual import manual_markdown, manual_page
from runrisk.analyzers import analyzer_classes
from runrisk.simulate.kinds_of_runner import KINDS, MARATHON_M, runner_log

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
import alarm_rate

RULES = analyzer_classes()
TABLE = tomllib.loads((files("runrisk") / "base_rates.toml").read_text(encoding="utf-8"))
MAKE = "make it anew with: python benchmarks/alarm_rate.py --write"
STEADY_ANY_PCT, STEADY_CAUTION_PCT = 25, 5
"""No pattern flags more of a steady runner's windows, at all and at caution."""


def test_every_rule_has_its_row_and_no_other_is_there():
    assert list(TABLE["rates"]) == list(RULES), MAKE


@pytest.mark.parametrize("rule", RULES)
def test_every_share_is_one_and_caution_is_part_of_all(rule):
    row = TABLE["rates"][rule]
    assert set(row) <= {*RUNNERS, "usual"}, MAKE
    for name in set(row) - {"usual"}:
        any_pct, caution_pct = row[name]
        assert 0 <= caution_pct <= any_pct <= 100
    assert ("usual" in row) is ("real" in row)


@pytest.mark.parametrize("rule", RULES)
def test_a_steady_runner_hears_little(rule):
    any_pct, caution_pct = TABLE["rates"][rule].get("steady", (0, 0))
    assert any_pct <= STEADY_ANY_PCT
    assert caution_pct <= STEADY_CAUTION_PCT


def test_a_rate_is_read_as_it_stands_there():
    rates, row = base_rates("session-spike"), TABLE["rates"]["session-spike"]
    assert (rates.any_pct["real"], rates.caution_pct["real"]) == tuple(row["real"])
    assert rates.usual == row["usual"]
    assert base_rates("no-such-rule").usual == inf


def test_the_page_prints_it():
    share = TABLE["rates"]["weekly-jump"]["steady"]
    text = manual_markdown(manual_page(RULES["weekly-jump"]))
    assert f"a steady runner {share[0]} % ({share[1]} % at caution or above)" in text
    assert "Not measured" in manual_page(RULES["road-side"]).how_often


@pytest.mark.parametrize("kind", KINDS)
def test_the_kinds_of_runner_are_drawn_by_their_seed(kind):
    one, again, other = runner_log(kind, seed=1), runner_log(kind, seed=1), runner_log(kind, seed=2)
    assert one.recorded == again.recorded
    assert one.recorded != other.recorded
    assert not one.minutes.empty


def test_each_kind_is_what_its_name_says():
    weeks = {kind: runner_log(kind, seed=4).weeks["distance_m"] / 1000 for kind in KINDS}
    beginner, marathon, cutback = (weeks[kind] for kind in ("beginner", "marathon", "cut-back"))
    assert beginner[:8].mean() < 0.6 * beginner[26:].mean()
    assert (runner_log("marathon", seed=4).runs["distance_m"] == MARATHON_M).sum() == 2
    assert marathon[12:28].mean() > 1.2 * marathon[:12].mean()
    assert cutback[3::4].mean() < 0.75 * cutback[:52].mean()


def test_a_look_counts_what_the_report_shows():
    log = runner_log("marathon", seed=1)
    seen = alarm_rate.look(log, log.as_of)
    assert set(seen.levels) <= seen.judged <= set(RULES)
    assert seen.loud <= len(seen.levels)


def test_real_lives_are_asked_at_eight_dates():
    folder = alarm_rate.REAL
    if not alarm_rate.files(folder):
        pytest.skip("the days of real runners are not here")
    log = alarm_rate.read(alarm_rate.files(folder)[-1])
    days = alarm_rate.eight_days(log)
    assert len(days) == alarm_rate.LOOKS == 8
    assert days == sorted(days)
    assert days[-1] == log.runs["day"].iloc[-1].date()
