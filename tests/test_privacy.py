"""Folders, people's names, e-mail addresses, serial numbers and places never appear in what Python gives.

`test_every_command.py` looks for them in what the commands give.
"""

import pytest
from click.testing import CliRunner

import runrisk as rr
from cli_examples import PLACES, SERIAL, fill, telling, told_by
from runrisk.cli import cli
from runrisk.model import Recorder


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A folder with files full of secrets, and the program in it."""
    fill(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_secrets_are_there_to_be_told(place):
    paths = "\n".join(str(path) for path in place.rglob("*"))
    assert {"a person", "a folder", "an e-mail address"} <= told_by(paths, place)
    log = rr.read(place / "runs")
    assert {run.source.recorder.serial_number for run in log.recorded if run.source.recorder} >= {SERIAL}
    assert told_by(log.samples(log.recorded[0].id).to_csv(), place) == {"a latitude", "a longitude"}


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
