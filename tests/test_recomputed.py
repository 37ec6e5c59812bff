"""What each load pattern sees in five made-up seasons is what a plain script finds there by itself."""

from functools import cache

import pytest

from plain_patterns import OCCURRENCES, acwr, plain
from runrisk.analysis.outcome import run_analyzer
from runrisk.analyzers import analyzer_classes
from runrisk.simulate import season_log

SEASONS = {
    "jumps": {
        "seed": 1,
        "weeks": 40,
        "plant": ("session-spike@20", "weekly-jump@26", "two-week-ramp@32", "downhill-jump"),
    },
    "no rest": {"seed": 2, "weeks": 40, "plant": ("run-streak@12", "monotony@20", "rest-days", "session-spike@28")},
    "breaks": {"seed": 3, "weeks": 44, "plant": ("return-after-break@20", "session-spike@35")},
    "known": {"seed": 5, "weeks": 40, "plant": ("session-spike@20", "session-spike@28", "return-after-break@30")},
    "little": {"seed": 4, "weeks": 30, "plant": ("low-base",)},
}


@cache
def season(name):
    log = season_log(**SEASONS[name])
    return log, plain(log.recorded, log.period.since)


def outcome(rule, name):
    return run_analyzer(analyzer_classes()[rule](enabled=True), season(name)[0], aged=False)


@pytest.mark.parametrize("name", SEASONS)
@pytest.mark.parametrize("rule", OCCURRENCES)
def test_the_same_days_and_levels(rule, name):
    found = outcome(rule, name)
    assert not found.failed
    seen = [(one.first, one.last, one.level.value) for one in found.finding.occurrences]
    assert seen == sorted(OCCURRENCES[rule](season(name)[1]), key=lambda one: one[1])


@pytest.mark.parametrize("rule", OCCURRENCES)
def test_the_seasons_hold_each_pattern(rule):
    # Two empty lists are equal too.
    assert any(OCCURRENCES[rule](season(name)[1]) for name in SEASONS)


def test_a_season_holds_a_spike_of_a_known_distance():
    assert "info" in {level for _, _, level in OCCURRENCES["session-spike"](season("known")[1])}


@pytest.mark.parametrize("name", [name for name in SEASONS if name != "little"])
def test_the_same_ratios(name):
    measured = {one.name: one.value for one in outcome("acwr", name).finding.measures}
    assert measured == pytest.approx(acwr(season(name)[1]), rel=1e-9)
