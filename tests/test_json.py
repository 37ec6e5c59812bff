"""Everything that a command prints as JSON is as docs/json.schema.json says, and described in docs/json.md."""

import copy
import json
import os
from pathlib import Path
from unittest.mock import patch

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from cli_examples import code_of, command_of, fill, leaves
from runrisk.cli import cli
from runrisk.finding import Confidence, Grade, Level, Verdict
from runrisk.model import Sport
from runrisk.model.columns import ACTIVITIES
from runrisk.workflows.journal.entry_text import KINDS

DOCS = Path(__file__).parents[1] / "docs"
SCHEMA = json.loads((DOCS / "json.schema.json").read_text(encoding="utf-8"))
KNOWN = SCHEMA["$defs"]
VALIDATOR = Draft202012Validator(SCHEMA)

CALLS = (
    ("import", "runs", "--json"),
    ("upload", "runs", "--dry-run", "--json"),
    ("activities", "--json"),
    ("activities", "runs", "--json"),
    ("ask", "--list", "--json"),
    ("journal", "list", "--json"),
    ("check", "--json"),
    ("check", "runs", "--all", "--json", "--set", "monotony.max_monotony=3"),
    ("check", "SAMPLE", "--json"),
    ("report", "runs", "--format", "json"),
    ("sides", "--json"),
    ("sides", "SAMPLE", "--json"),
    ("budget", "--json"),
    ("budget", "SAMPLE", "--json"),
    ("plan", "plan.csv", "--json"),
    ("rules", "--json"),
    ("doctor", "--json"),
    ("cohort", "people", "--jobs", "1", "--json"),
    ("evaluate", "days/DAYS.csv", "days/OUTCOMES.csv", "--json"),
)
TOLD = (
    ("simulate", "cohort", "--out", "days", "--athletes", "40"),
    ("import", "runs"),
    ("ask", "--file", "answers.toml"),
    ("journal", "add", "pain", "left hip", "4", "next morning", "--date", "2026-03-04"),
    ("journal", "add", "injury", "right calf", "--date", "2026-03-05", "--until", "2026-03-09", "--note", "sore"),
    ("journal", "add", "habit", "rest-day", "--date", "2026-03-06"),
)


@pytest.fixture(scope="module")
def place(tmp_path_factory, sample_logs):
    folder = tmp_path_factory.mktemp("json")
    fill(folder)
    (folder / "people" / "runner 2").mkdir()
    (folder / "people" / "runner 2" / "empty.fit").write_bytes(b"")
    (folder / "SAMPLE").symlink_to(sample_logs)
    with patch.dict(os.environ, {"RUNRISK_HOME": str(folder / "home")}):
        there = Path.cwd()
        os.chdir(folder)
        for words in TOLD:
            CliRunner().invoke(cli, list(words), catch_exceptions=False)
        os.chdir(there)
    return folder


@pytest.fixture
def printed(place, monkeypatch, request):
    monkeypatch.chdir(place)
    monkeypatch.setenv("RUNRISK_HOME", str(place / "home"))
    done = CliRunner().invoke(cli, list(request.param), catch_exceptions=False)
    assert done.exit_code == code_of(request.param), done.output
    return json.loads(done.stdout)


@pytest.mark.parametrize("printed", CALLS, ids=" ".join, indirect=True)
def test_what_is_printed_is_as_the_schema_says(printed):
    assert [f"{one.json_path}: {one.message}" for one in VALIDATOR.iter_errors(printed)] == []
    for name in printed:
        if name != "schema":
            less = {key: value for key, value in printed.items() if key != name}
            assert not VALIDATOR.is_valid(less), f"without {name}"
    assert not VALIDATOR.is_valid(printed | {"more": 1})


def test_every_command_with_json_is_called():
    with_json = [words for words in leaves() if any("--json" in one.opts for one in command_of(words).params)]
    assert [words for words in with_json if not any(call[: len(words)] == words for call in CALLS)] == []


def objects(schema):
    if isinstance(schema, dict):
        if schema.get("type") == "object" or "properties" in schema:
            yield schema
        for inner in schema.values():
            yield from objects(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from objects(inner)


def test_the_schema_is_one_and_leaves_nothing_open():
    Draft202012Validator.check_schema(SCHEMA)
    for described in objects(KNOWN):
        assert "additionalProperties" in described
    for name in SCHEMA["properties"]["schema"]["enum"]:
        assert not VALIDATOR.is_valid({"schema": name}), name
    assert not VALIDATOR.is_valid({"schema": "runrisk.unknown/1"})


@pytest.mark.parametrize("printed", [("check", "SAMPLE", "--json")], indirect=True)
@pytest.mark.parametrize(
    ("name", "value"),
    [("verdict", "perhaps"), ("level", "high"), ("summary", None), ("rule", "Session Spike"), ("measures", {})],
)
def test_a_wrong_finding_is_refused(printed, name, value):
    wrong = copy.deepcopy(printed)
    wrong["findings"][3][name] = value
    assert not VALIDATOR.is_valid(wrong)


def test_words_that_there_are_are_those_of_the_schema():
    finding = KNOWN["finding"]["properties"]
    assert set(KNOWN["verdict"]["enum"]) == set(Verdict)
    assert set(KNOWN["level"]["enum"]) == set(Level)
    assert set(finding["grade"]["enum"]) == set(Grade)
    assert set(finding["confidence"]["enum"]) == set(Confidence)
    entry = KNOWN["journal"]["properties"]["entries"]["items"]["properties"]
    assert set(entry["kind"]["enum"]) == set(KINDS)
    activity = KNOWN["activities"]["properties"]["activities"]["items"]["properties"]
    assert list(activity) == ["id", *ACTIVITIES]
    assert all(sport in activity["sport"]["description"] for sport in Sport)


def test_the_page_describes_every_schema_and_its_command():
    page = (DOCS / "json.md").read_text(encoding="utf-8")
    for name in SCHEMA["properties"]["schema"]["enum"]:
        assert f"`{name}`" in page
    for words in CALLS:
        assert words[0] in page
