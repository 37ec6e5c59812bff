"""Each rule's cases: named logs and the verdicts expected of them (tests/cases/ID.yaml)."""

from datetime import date

import pytest

from case_logs import FILES, each_case, read_cases
from logs import training_log


@each_case
def test_case(case):
    finding, expected = case.outcome.finding, case.expect
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
        assert read_cases(file)["rule"] == file.stem


def test_dates_in_the_notation_are_dates():
    # Monday 5 January 2026 is the first day of every log.
    log = training_log(["5 . . . . . 7"])
    assert list(log.runs["day"].dt.date) == [date(2026, 1, 5), date(2026, 1, 11)]
