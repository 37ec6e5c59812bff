"""Each rule's cases: named logs and the verdicts expected of them (tests/cases/ID.yaml)."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from logs import training_log
from runrisk.analysis.outcome import run_analyzers
from runrisk.analyzers import analyzer_classes

FILES = sorted((Path(__file__).parent / "cases").glob("*.yaml"))
CASES = [
    pytest.param(file.stem, case, id=f"{file.stem}: {case['name']}")
    for file in FILES
    for case in yaml.safe_load(file.read_text(encoding="utf-8"))["cases"]
    if "weeks" in case["log"]
]


@pytest.mark.parametrize(("rule", "case"), CASES)
def test_case(rule, case):
    analyzer = analyzer_classes()[rule](**case.get("limits", {}))
    [outcome] = run_analyzers([analyzer], training_log(**case["log"]))
    finding, expected = outcome.finding, case["expect"]
    assert finding.verdict == expected["verdict"], finding.summary
    if "level" in expected:
        assert finding.level == expected["level"]
    if "confidence" in expected:
        assert finding.confidence == expected["confidence"]
    if "occurrences" in expected:
        assert [_days(seen) for seen in finding.occurrences] == [str(days) for days in expected["occurrences"]]
    measured = {measure.name: measure.value for measure in finding.measures}
    for name, value in expected.get("measures", {}).items():
        assert measured[name] == pytest.approx(value, rel=1e-4), name
    assert expected.get("says", "") in finding.summary


def _days(seen):
    return str(seen.first) if seen.first == seen.last else f"{seen.first}..{seen.last}"


def test_the_files_are_named_after_their_rules():
    for file in FILES:
        assert yaml.safe_load(file.read_text(encoding="utf-8"))["rule"] == file.stem


def test_dates_in_the_notation_are_dates():
    # Monday 5 January 2026 is the first day of every log.
    log = training_log(["5 . . . . . 7"])
    assert list(log.runs["day"].dt.date) == [date(2026, 1, 5), date(2026, 1, 11)]
