"""What values show of themselves in a notebook: short, escaped, and without any place."""

import re
from dataclasses import replace

import pytest

import runrisk as rr
from logs import training_log
from runrisk.model import Answers, FileResult, Journal, JournalEntry, Recorder, Status, TrainingLog
from runrisk.workflows.files.import_files import ImportResult

TAG = '<script>alert("x")</script>'
COORDINATE = re.compile(r"\b(51\.7|20\.4)(?!\d* k?m\b)")
"""Where the sample season's town was put; a distance of 20.4 km is none."""
LONGEST = 6000
"""Characters that a display may have. Our choice: a screen."""


@pytest.fixture(scope="module")
def shown(sample_log):
    log, report = sample_log, rr.analyze(sample_log)
    values = {
        "log": log,
        "report": report,
        "finding": report["road-side"].finding,
        "outcome": report["road-side"],
        "budget": rr.budget(log),
        "sides": rr.sides(log),
        "answers": rr.ask({"pain_now": 3}),
        "journal": Journal((JournalEntry(day=log.as_of, kind="pain", site="hip", side="left", score=3.0),)),
        "import": ImportResult(files=log.files),
    }
    return {name: (value._repr_html_(), repr(value)) for name, value in values.items()}


def test_the_samples_hold_the_place_that_must_not_show(sample_log):
    assert COORDINATE.search(sample_log.samples(sample_log.runs.index[-1]).to_string())


def test_displays_are_short_and_name_no_place(shown):
    for name, (html, _) in shown.items():
        assert 40 < len(html) < LONGEST, name
        assert not COORDINATE.search(html), name


def test_what_a_saved_notebook_keeps_beside_it_is_short_too(shown):
    for name in ("log", "report", "outcome", "sides", "import"):
        assert len(shown[name][1]) < 200, name


def test_a_log_says_what_it_holds(shown):
    html, _ = shown["log"]
    # sample_logs/README.md: 104 runs are planned, one of them is a file that names no sport and is taken for a run
    assert "104, 800 km" in html
    assert "2025-05-13 to 2025-11-09" in html
    assert "log.columns()" in html


def test_a_finding_says_verdict_evidence_and_what_to_do(shown):
    html, _ = shown["finding"]
    assert shown["outcome"][0] == html
    for part in ("flagged: caution", "limited: 3 for, 2 against", "to do", "1.8 m to the left"):
        assert part in html


def test_texts_from_anywhere_are_escaped():
    entry = JournalEntry(day=training_log(["5"]).as_of, kind="note", note=TAG)
    failed = FileResult(name=TAG, status=Status.FAILED, reason=TAG)
    finding = replace(rr.analyze(training_log(["5"])).findings[0], title=TAG, summary=TAG, advice=(TAG,))
    for value in (Journal((entry,)), Answers({TAG: TAG}), ImportResult(files=(failed,)), finding):
        html = value._repr_html_()
        assert TAG not in html
        assert "&lt;script&gt;" in html


def test_an_empty_log_shows_itself():
    assert "empty" in TrainingLog()._repr_html_()


def test_a_serial_number_is_not_shown():
    assert "3912345678" not in repr(Recorder(manufacturer="garmin", serial_number=3_912_345_678))


def test_another_journal_gives_another_log():
    told = Journal((JournalEntry(day=training_log(["5"]).as_of, kind="strength", score=20.0),))
    log = training_log(["5"], answers={"sleep_hours": 7})
    assert log.with_journal(told).told == told
    assert log.with_journal(told).answers == log.answers
    assert log.with_journal(answers=Answers()).answers == Answers()
    assert not log.told
