"""On a steady runner without any planted pattern the program is quiet; a planted one is heard.

`benchmarks/alarm_rate.py` does the same with 100 seeds and prints every rule.
"""

from statistics import mean, median

import pytest

from runrisk.analysis.outcome import run_analyzer, run_analyzers
from runrisk.analyzers import analyzer_classes
from runrisk.finding import Level, Verdict
from runrisk.load import acwr
from runrisk.model import Period
from runrisk.simulate import season_log

SEEDS = range(1000, 1012)
"""None of the seeds that the benchmark uses."""
WEEKS = 52
DAYS_PER_MONTH = 365.25 / 12


def whole(log):
    return log.looking_at(Period(since=log.counted[0].local_day, until=log.as_of))


@pytest.fixture(scope="module")
def logs():
    return [whole(season_log(seed=seed, weeks=WEEKS)) for seed in SEEDS]


@pytest.fixture(scope="module")
def judged(logs):
    rules = [kind() for kind in analyzer_classes().values()]
    return [[outcome.finding for outcome in run_analyzers(rules, log)] for log in logs]


def loud(finding):
    return sum(seen.level is not Level.INFO for seen in finding.current)


def test_at_most_two_cautions_a_month_in_the_median(logs, judged):
    a_month = [
        sum(loud(finding) for finding in findings) / (len(log.days) / DAYS_PER_MONTH)
        for log, findings in zip(logs, judged, strict=True)
    ]
    assert median(a_month) <= 2


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
    assert run_analyzer(analyzer_classes()[rule](), log).finding.verdict is Verdict.FLAGGED
