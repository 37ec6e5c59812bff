"""The report finds what was planted in sample_logs, and raises nothing else to caution or above."""

import tomllib
from datetime import date

import pytest

from runrisk.analysis.outcome import run_analyzers
from runrisk.settings import build_analyzers
from runrisk.workflows.analyze import period_of


@pytest.fixture(scope="module")
def planted(sample_logs):
    return tomllib.loads((sample_logs / "planted.toml").read_text(encoding="utf-8"))["planted"]


@pytest.fixture(scope="module")
def whole(sample_log):
    """Every finding over the whole season, with old events as they were when they were news."""
    log = sample_log.looking_at(period_of(sample_log, None, None, whole=True))
    return [outcome.finding for outcome in run_analyzers(build_analyzers(), log, aged=False)]


def overlaps(occurrence, first: date, last: date) -> bool:
    return occurrence.first <= last and occurrence.last >= first


def test_every_planted_pattern_that_a_rule_exists_for_is_found(whole, planted):
    found = {finding.rule: finding for finding in whole}
    for plant in planted:
        if plant["rule"] in found:
            hits = [o for o in found[plant["rule"]].occurrences if overlaps(o, plant["first"], plant["last"])]
            assert hits, plant
            assert plant["level"] in {hit.level for hit in hits}, plant


def test_nothing_that_was_not_planted_reaches_caution(whole, planted):
    for finding in whole:
        for occurrence in finding.occurrences:
            if occurrence.level != "info":
                spans = [(p["first"], p["last"]) for p in planted if p["rule"] == finding.rule]
                assert any(overlaps(occurrence, *span) for span in spans), (finding.rule, occurrence)


def test_every_file_is_accounted_for(sample_log):
    assert sample_log.files
    assert all(result.status != "failed" or result.reason for result in sample_log.files)
