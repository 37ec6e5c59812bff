"""What stands around the code says the same as the code: versions, Pythons, files that a release carries."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml

import runrisk

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CLASSIFIED = {
    found[1]
    for line in PROJECT["project"]["classifiers"]
    if (found := re.fullmatch(r"Programming .*:: (3\.\d+)", line))
}


def in_yaml(name):
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


def test_one_version_everywhere():
    assert PROJECT["project"]["version"] == runrisk.__version__ == in_yaml("CITATION.cff")["version"]


def test_the_citation_names_what_the_project_names():
    cited = in_yaml("CITATION.cff")
    assert cited["license"] == PROJECT["project"]["license"]
    assert [one["name"] for one in cited["authors"]] == [one["name"] for one in PROJECT["project"]["authors"]]
    assert cited["repository-code"] == PROJECT["project"]["urls"]["Homepage"]


def test_the_workflow_checks_each_python_that_is_named_and_three_systems():
    job = in_yaml(".github/workflows/checks.yml")["jobs"]["checks"]
    matrix = job["strategy"]["matrix"]
    assert set(matrix["python"]) == CLASSIFIED
    assert min(CLASSIFIED) == PROJECT["project"]["requires-python"].removeprefix(">=")
    systems = {*matrix["system"], *(one["system"] for one in matrix["include"])}
    assert {system.partition("-")[0] for system in systems} == {"ubuntu", "macos", "windows"}
    assert job["steps"][-1]["run"] == ".ci/run"


@pytest.mark.parametrize("name", ["ruff check", "ruff format", "mypy", "lint-imports"])
def test_what_is_checked_before_a_commit_is_what_is_checked_in_the_end(name):
    hooks = in_yaml(".pre-commit-config.yaml")["repos"][0]["hooks"]
    words = [word for hook in hooks for word in re.findall(r"[\w-]+", hook["entry"])]
    tool, *options = name.split()
    assert tool in words
    assert all(option in words for option in options)
    assert re.search(rf'"\$bin"/{name}\b', (ROOT / ".ci" / "run").read_text(encoding="utf-8"))


def test_a_release_carries_what_it_names():
    carried = PROJECT["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]
    assert all((ROOT / name.removeprefix("/")).exists() for name in carried)
