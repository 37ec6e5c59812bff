"""On ordinary runners without any planted pattern the program is quiet; a planted one is heard.

`benchmarks/alarm_rate.py` counts windows of 84 days on four kinds of runner and prints every rule.
"""

from datetime import timedelta
from statistics import mean

import pytest

from runrisk.analysis.outcome import run_analyzer, run_analyzers
from runrisk.analyzers import analyzer_classes
from runrisk.finding import Level, Verdict
from runrisk.load import acwr
from runrisk.model import Period
from runrisk.simulate import season_log
from runrisk.simulate.kinds_of_runner import KINDS, runner_log

SEEDS = range(1000, 1012)
"""None of the seeds that the benchmark uses."""
WEEKS = 52


def whole(log):
    return log.looking_at(Period(since=log.counted[0].local_day, until=log.as_of))


@pytest.fixture(scope="module")
def logs():
    return [whole(season_log(seed=seed, weeks=WEEKS)) for seed in SEEDS]


@pytest.fixture(scope="module")
def judged(logs):
    """Every finding over the whole year, old events as they were."""
    rules = [kind() for kind in analyzer_classes().values()]
    return [[outcome.finding for outcome in run_analyzers(rules, log, aged=False)] for log in logs]


def loud(finding):
    return sum(seen.level is not Level.INFO for seen in finding.current)


@pytest.mark.parametrize("kind", KINDS)
def test_at_most_one_caution_a_month_on_ordinary_runners(kind):
    """Twelve windows each, a month apart or more; only what is news of their last 28 days is counted."""
    rules, counts = [rule() for rule in analyzer_classes().values()], []
    for seed in SEEDS[:4]:
        log = runner_log(kind, seed=seed)
        for weeks_ago in (0, 8, 16):
            period = Period.ending(log.as_of - timedelta(weeks=weeks_ago))
            since = period.until - timedelta(days=27)
            findings = [outcome.finding for outcome in run_analyzers(rules, log.looking_at(period))]
            counts.append(
                sum(seen.level is not Level.INFO and seen.last >= since for one in findings for seen in one.current)
            )
    assert mean(counts) <= 1


def test_session_spike_flags_fewer_than_one_run_in_twenty(logs):
    rule = analyzer_classes()["session-spike"]()
    shares = []
    for log in logs:
        steps = rule.measure(log)
        assert len(steps) > 100
        flagged = sum(step.amount_m >= rule.limit_m(step.before_m) for step in steps)
        shares.append(flagged / len(log.runs))
    assert mean(shares) < 0.05


def test_it_is_quieter_than_a_chronic_ratio_above_1_3(logs, judged):
    ratio_days = sum(int((acwr(log.days["distance_m"]) > 1.3).resample("W").max().sum()) for log in logs)
    assert sum(loud(finding) for findings in judged for finding in findings) < ratio_days


def test_no_warning_at_all(judged):
    assert all(finding.level is not Level.WARNING for findings in judged for finding in findings)


@pytest.mark.parametrize("rule", ["session-spike", "weekly-jump", "two-week-ramp", "single-shoe", "surface-shift"])
def test_the_same_runner_with_a_planted_pattern_is_heard(rule):
    log = season_log(seed=1000, weeks=26, plant=(rule,))
    assert run_analyzer(analyzer_classes()[rule](), log, aged=False).finding.verdict is Verdict.FLAGGED
