"""Folders, people's names, e-mail addresses, serial numbers and places never appear in what the program gives."""

import re

import pytest
from click.testing import CliRunner

import runrisk as rr
from cli_examples import EXAMPLES, HOME, MAIL, OWNER, SERIAL, STREET, code_of, fill
from runrisk.cli import cli
from runrisk.library import Library
from runrisk.model import Recorder

PLACES = {"a latitude": str(HOME[0])[:5], "a longitude": str(HOME[1])[:6]}
SECRETS = PLACES | {
    "a person": OWNER.split()[1],
    "a folder": STREET,
    "an e-mail address": MAIL.split("@")[1],
    "a serial number": str(SERIAL),
}
READS_NOTHING = {("simulate", "season"), ("simulate", "sample"), ("rules",), ("rules", "--json")}


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A folder with files full of secrets, and the program in it."""
    fill(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def told_by(text, place):
    """Which secrets a text tells."""
    found = {name for name, secret in SECRETS.items() if re.search(re.escape(secret), text, re.IGNORECASE)}
    return found | ({"a path"} if str(place) in text else set())


def telling(texts, place):
    """What tells which secrets."""
    return {name: found for name, text in texts.items() if (found := told_by(text, place))}


def said(words):
    """All that a command prints."""
    known = sorted(Library.of().ids()) if "ID" in words else []
    done = CliRunner().invoke(cli, [known[0] if word == "ID" else word for word in words])
    assert done.exit_code == code_of(words), (words, done.output, done.exception)
    return done.output


def test_the_secrets_are_there_to_be_told(place):
    paths = "\n".join(str(path) for path in place.rglob("*"))
    assert {"a person", "a folder", "an e-mail address"} <= told_by(paths, place)
    log = rr.read(place / "runs")
    assert {run.source.recorder.serial_number for run in log.recorded if run.source.recorder} >= {SERIAL}
    assert told_by(log.samples(log.recorded[0].id).to_csv(), place) == {"a latitude", "a longitude"}


def test_no_command_tells_any_in_print_or_in_a_file(place):
    examples = [words for words in EXAMPLES if words[:2] not in READS_NOTHING]
    assert telling({words: said(words) for words in examples}, place) == {}
    written = [path for ending in ("html", "csv", "json", "ipynb") for path in place.rglob(f"*.{ending}")]
    assert len(written) > 8
    assert telling({path.name: path.read_text(encoding="utf-8") for path in written}, place) == {}


def test_a_report_with_locations_tells_only_where_its_map_is(place):
    said_aloud = CliRunner().invoke(cli, ["report", "runs", "--all", "-o", "places.html", "--include-locations"]).output
    page = (place / "places.html").read_text(encoding="utf-8")
    assert told_by(said_aloud + page, place) <= PLACES.keys()


def test_nothing_shown_in_a_notebook_tells_any(place):
    log = rr.read(place / "runs")
    report = rr.analyze(log)
    shown = [log, log.recorded, log.files, log.activities, log.days, log.weeks, log.minutes, log.journal, report]
    shown += [report.to_frame(), *report.outcomes, *report.findings, log.read_path(log.recorded[0].id), rr.budget(log)]
    shown += [rr.library("zora").add(place / "runs"), rr.library("zora").log(), rr.library("zora").log().activities]
    shown += [outcome.plot() for outcome in report.outcomes if outcome.finding.verdict == "flagged"]
    looks = {f"{type(one).__name__} {number}": every_look(one) for number, one in enumerate(shown)}
    assert telling(looks, place) == {}


def every_look(one):
    """Whatever Python and a notebook show of a value."""
    looks = (getattr(one, look, str) for look in ("_repr_html_", "_repr_svg_", "_repr_markdown_"))
    return "\n".join([repr(one), str(one), *(str(look()) for look in looks)])


def test_a_recorder_keeps_its_serial_number_to_itself():
    assert str(SERIAL) not in repr(Recorder(serial_number=SERIAL))
