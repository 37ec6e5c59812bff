"""The articles' guide: nothing that the articles name is missing, and what science says stands beside it."""

import re
from functools import cache
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner

import runrisk as rr
from logs import training_log
from runrisk.analysis.references import reference
from runrisk.analyzers import analyzer_classes
from runrisk.analyzers.road_side import SAFETY
from runrisk.cli import cli
from runrisk.model import TrainingLog
from runrisk.model.body_parts import SITES
from runrisk.model.questions import QUESTIONS
from runrisk.report.guide.guide import Seen, article_files, guide, guide_rows, guide_text
from runrisk.wording import Wording
from runrisk.workflows.journal.entry_text import KINDS
from test_references import numbers, printable
from told_season import season

EVIDENCE = Path(__file__).resolve().parents[2] / "shared" / "evidence.md"
ROWS = {row.id: row for row in guide_rows()}
each_row = pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)


def test_there_is_a_line_for_each_cause_symptom_and_advice():
    causes, symptoms, advice = 20, 7, 19
    expected = [f"C{n}" for n in range(1, causes + 1)] + [f"S{n}" for n in range(1, symptoms + 1)]
    assert list(ROWS) == expected + [f"P{n}" for n in range(1, advice + 1)]


@pytest.mark.skipif(not EVIDENCE.exists(), reason="the evidence table is not beside the repository")
def test_each_row_of_the_evidence_table_is_there_with_its_articles():
    table = re.findall(r"^\| ([CP]\d+) \| [^|]* \| ([^\n]*)", EVIDENCE.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(table) == 39
    for name, rest in table:
        cells = rest.split(" | ")
        named = set(re.findall(r"S00\d", cells[0]))
        assert named == set(ROWS[name].articles), name


@each_row
def test_what_a_row_refers_to_exists(row):
    assert set(row.rules) <= set(analyzer_classes())
    assert set(row.questions) <= set(QUESTIONS)
    assert set(row.journal) <= set(KINDS)
    assert set(row.sites) <= set(SITES)
    assert all(re.fullmatch(r"00[0-4]_[0-9a-f]{16}\.txt", file) for file in article_files(row))


@each_row
def test_each_number_of_science_was_read_in_a_source_of_the_row(row):
    known = set().union(*(printable(reference(key)) for key in row.keys))
    assert numbers(row.science) <= known
    assert all(reference(key).checked == "text" for key in row.keys)


@each_row
@pytest.mark.parametrize("told", ["empty", "thin", "season"])
def test_every_row_has_its_line_whatever_the_log(row, told):
    found, lines = judged(told)
    line = lines[row.id]
    if line.seen in {Seen.IN_LOG, Seen.NOT_DONE}:
        assert any(found[rule].verdict == "flagged" for rule in row.rules if rule in found)
    if line.seen is Seen.HIDDEN:
        assert not row.questions
    assert line.science


LOGS = {"empty": TrainingLog(), "thin": training_log(["4 x 8 . 6 . . 10 ."]), "season": season()}


@cache
def judged(name):
    """The findings of a log by rule, none where it is empty, and the lines of the guide by row."""
    log = LOGS[name]
    findings = rr.analyze(log).findings if log.recorded else ()
    lines = guide(log, findings, Wording())
    assert [line.row.id for line in lines] == list(ROWS)
    return {finding.rule: finding for finding in findings}, {line.row.id: line for line in lines}


def seen(log):
    return {line.row.id: line for line in guide(log, rr.analyze(log).findings, Wording())}


def test_the_season_line_by_line():
    lines = seen(season())
    assert lines["C13"].seen is Seen.IN_LOG
    # the run of 22 km is five weeks old: history; the fortnight around it reaches into the last 28 days
    assert "the last 14 days were 74 % above the 14 before" in lines["C13"].says
    assert lines["C4"].seen is Seen.IN_LOG
    assert "right calf" in lines["C4"].says
    assert lines["C11"].says.startswith("You told of a bag on the left.")
    assert (
        lines["S1"].says
        == "3 journal entries, the last on 2026-03-17 (left hip). This log cannot tell cause from coincidence."
    )
    assert lines["S3"].says == "You named no pain there."
    assert lines["P4"].says == "Your journal holds 1 of massage."
    assert lines["P7"].seen is Seen.NO_LOG
    assert lines["P4"].seen is Seen.TOLD
    for hidden in ("C7", "C8", "C18", "P16", "P18"):
        assert lines[hidden].seen is Seen.HIDDEN


@pytest.mark.parametrize(
    ("weeks", "row", "says"),
    [
        # A swim of 36 minutes in each week; then 6 runs a week beside one early swim only.
        (["13 x 8 s36 6 . . 10 ."], "P13", Seen.DONE),
        (["3 x 6 6 6 s30 6 12 6", "10 x 6 6 6 . 6 12 6"], "P13", Seen.NOT_DONE),
        # Three runs a week leave four free days; a run on each day leaves none.
        (["13 x 8 . 6 . . 10 ."], "P10", Seen.DONE),
        (["13 x 8 6 6 6 6 10 6"], "P10", Seen.NOT_DONE),
        (["13 x 8 . 6 . . 10 ."], "P4", Seen.NO_LOG),
    ],
)
def test_a_remedy_is_done_or_not(weeks, row, says):
    assert seen(training_log(weeks))[row].seen is says


def test_the_middle_of_the_road_never_stands_without_the_sentence_on_traffic():
    assert SAFETY in seen(season())["P3"].science
    for line in guide(TrainingLog(), (), Wording()):
        if "middle of the road" in line.row.text:
            assert SAFETY in line.science


def test_explain_hip_with_paths_with_a_library_and_with_nothing(few_runs):
    run = CliRunner()
    empty = run.invoke(cli, ["explain", "hip"])
    assert empty.exit_code == 0, empty.output
    for row in ROWS.values():
        assert f"  {row.id} " in empty.output
    assert "seen in your log" in run.invoke(cli, ["explain", "hip", str(few_runs)]).output


def test_the_terminal_shows_every_source_once_a_row():
    text = guide_text(guide(TrainingLog(), (), Wording()))
    assert max(map(len, text.splitlines())) <= 100
    assert text.count("Sources:") == len(ROWS)


def test_the_report_holds_every_row():
    page, plain = rr.analyze(season()).to_html(), rr.analyze(season()).to_markdown()
    for heading in ("Causes the articles name", "Symptoms by leg", "What the articles advise"):
        assert heading in page
        assert heading in plain
    assert not re.search(r"S00\d|00\d_[0-9a-f]{16}", page + plain)
    assert "article: Overcoming Hip Pain While Running (Runner's Edge Physio, Anchorage (clinic))" in unescape(page)


@pytest.mark.parametrize(
    ("weeks", "cause", "seen"),
    [
        (["13 x 8#a . 6#a . . 10#a ."], "C9", Seen.HINT),  # one pair is a sign at most
        (["13 x 8#a . 6#b . . 10#b ."], "C9", Seen.NO_HINT),
        (["13 x 8 c30 6 . . 10 ."], "C6", Seen.HINT),
        (["13 x 8 s30 6 . . 10 ."], "C6", Seen.NO_HINT),
        (["13 x 8 c30 6 . . 10 ."], "P2", Seen.HINT_NOT_DONE),  # strength, but which?
        (["13 x 8 s30 6 . . 10 ."], "P2", Seen.HINT_DONE),
        (["13 x 8#a . 6#a . . 10#a ."], "P9", Seen.HINT_NOT_DONE),
        (
            ["13 x 6 6 6 c60 6 12 6"],
            "C14",
            Seen.NOT_IN_LOG,
        ),  # a ride a week is a gentler sport, however few days are free
        (["13 x 6 6 6 s30 6 12 6"], "C14", Seen.IN_LOG),
    ],
)
def test_what_a_log_holds_signs_of_only_is_a_hint(weeks, cause, seen):
    log = training_log(weeks)
    lines = {line.row.id: line for line in guide(log, rr.analyze(log).findings, Wording())}
    assert lines[cause].seen is seen
