"""Folders, people's names, e-mail addresses, serial numbers and places never appear in what the program gives."""

import re

import pytest
from click.testing import CliRunner

import runrisk as rr
from cli_examples import EXAMPLES, HOME, MAIL, OWNER, SERIAL, STREET, code_of, fill
from runrisk.cli import cli
from runrisk.library import Library
from runrisk.model import Recorder

SECRETS = {
    "a person": OWNER.split()[1],
    "a folder": STREET,
    "an e-mail address": MAIL.split("@")[1],
    "a serial number": str(SERIAL),
    "a latitude": f"{HOME[0]:.2f}",
    "a longitude": f"{HOME[1]:.1f}",
}


def told_by(text, place):
    """Which secrets a text tells."""
    found = {name for name, secret in SECRETS.items() if re.search(re.escape(secret), text, re.IGNORECASE)}
    return found | ({"a path"} if str(place) in text else set())


@pytest.fixture(scope="module")
def outputs(tmp_path_factory):
    """What every command printed, by its words, and the place it ran in."""
    place = tmp_path_factory.mktemp("place")
    fill(place)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(place)
        patch.setenv("RUNRISK_HOME", str(place / "home"))
        said = {
            words: _said(words)
            for words in EXAMPLES
            if words[:2] not in {("simulate", "season"), ("simulate", "sample")}
        }
    return place, said


def _said(words):
    known = sorted(Library.of().ids()) if "ID" in words else []
    done = CliRunner().invoke(cli, [known[0] if word == "ID" else word for word in words])
    assert done.exit_code == code_of(words), (words, done.output, done.exception)
    return done.output


def test_the_secrets_are_there_to_be_told(outputs):
    place, _ = outputs
    paths = "\n".join(str(path) for path in place.rglob("*"))
    assert {"a person", "a folder", "an e-mail address"} <= told_by(paths, place)
    log = rr.read(place / "runs")
    assert log.recorded[0].source.recorder.serial_number == SERIAL
    assert told_by(log.samples(log.recorded[0].id).to_csv(), place) == {"a latitude", "a longitude"}


def test_nothing_printed_tells_any(outputs):
    place, said = outputs
    assert {words: found for words, text in said.items() if (found := told_by(text, place))} == {}


def test_no_file_written_tells_any(outputs):
    place, _ = outputs
    written = [path for ending in ("html", "csv", "json", "ipynb", "md") for path in place.rglob(f"*.{ending}")]
    assert len(written) > 8
    told = {path.name: told_by(path.read_text(encoding="utf-8"), place) for path in written}
    assert {name: found for name, found in told.items() if found} == {}


def test_a_report_with_locations_tells_no_more_than_where_its_map_is(outputs, monkeypatch):
    place, _ = outputs
    monkeypatch.chdir(place)
    done = CliRunner().invoke(cli, ["report", "runs", "-o", "places.html", "--include-locations"])
    assert done.exit_code == 3
    page = (place / "places.html").read_text(encoding="utf-8")
    assert told_by(done.output + page, place) <= {"a latitude", "a longitude"}
    assert f"{HOME[0]:.4f}" not in page
    assert f"{HOME[1]:.4f}" not in page


def test_nothing_shown_in_a_notebook_tells_any(outputs, tmp_path):
    place, _ = outputs
    log = rr.read(place / "runs")
    report = rr.analyze(log)
    shown = [log, log.recorded, log.files, log.activities, log.days, log.weeks, log.minutes, log.journal, report]
    shown += [report.to_frame(), *report.outcomes, *report.findings, *(run.source.recorder for run in log.recorded)]
    shown += [log.read_path(log.recorded[0].id), rr.budget(log), rr.library("zora").add(place / "runs")]
    shown += [outcome.plot() for outcome in report.outcomes if outcome.finding.verdict == "flagged"]
    told = {type(one).__name__: told_by(_every_look(one), place) for one in shown}
    assert {name: found for name, found in told.items() if found} == {}


def _every_look(one):
    looks = (getattr(one, look, str) for look in ("_repr_html_", "_repr_svg_", "_repr_markdown_"))
    return "\n".join([repr(one), str(one), *(str(look()) for look in looks)])


def test_a_recorder_keeps_its_serial_number_to_itself():
    assert str(SERIAL) not in repr(Recorder(serial_number=SERIAL))
