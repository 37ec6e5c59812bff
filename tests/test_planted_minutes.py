"""The rules that look at minutes find what is planted into a made-up season, and nothing in a steady one."""

from functools import cache

import pytest

from frames import samples_of
from runrisk.analysis.outcome import run_analyzer
from runrisk.analyzers import analyzer_classes
from runrisk.finding import Level, Verdict
from runrisk.importers.features.minutes import run_minutes
from runrisk.model import Answers, TrainingLog
from runrisk.simulate.made import made_season, plan, season_log

WEEKS = 20
FOUND = ("downhill-jump", "surface-shift", "intensity-jump", "hard-days-in-a-row", "cadence-low-for-speed")
QUIET = (
    "downhill-jump",
    "surface-shift",
    "hard-days-in-a-row",
    "cadence-low-for-speed",
    "cold-start-hard",
    "late-run-fade",
)


@cache
def season(*plant):
    made = [
        (one.activity, run_minutes(samples_of(one.samples))) for one in made_season(seed=5, weeks=WEEKS, plant=plant)
    ]
    minutes = {activity.id: found for activity, found in made}
    told = Answers({"hr_max_bpm": plan(seed=5, weeks=WEEKS).runner.heart_max_bpm})
    recorded = tuple(activity for activity, _ in made)
    return TrainingLog(recorded=recorded, read_minutes=minutes.__getitem__, answers=told)


def finding(rule, log):
    return run_analyzer(analyzer_classes()[rule](enabled=True), log).finding


@pytest.mark.parametrize("rule", FOUND)
def test_a_planted_pattern_is_found(rule):
    found = finding(rule, season(rule))
    assert found.verdict is Verdict.FLAGGED, found.summary


@pytest.mark.parametrize("rule", QUIET)
def test_a_steady_runner_is_left_alone(rule):
    found = finding(rule, season())
    assert found.verdict is Verdict.CLEAR, found.summary


def test_in_a_year_of_many_steady_runners_nothing_of_this_is_more_than_a_note():
    for seed in range(20):
        log = season_log(seed=seed, weeks=52)
        for rule in ("downhill-jump", "surface-shift", "hard-days-in-a-row", "intensity-jump"):
            levels = {seen.level for seen in finding(rule, log).occurrences}
            assert levels <= {Level.INFO}, (rule, seed)
        assert len(finding("downhill-jump", log).occurrences) == 0
        assert len(finding("hard-days-in-a-row", log).occurrences) <= 2
