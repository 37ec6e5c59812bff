"""The plan of the house: no import circle, none by string, one word for one thing."""

import ast
import re
from collections import defaultdict
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

SRC = Path(__file__).resolve().parents[1] / "src"
FACADES = {"runrisk.__init__", "runrisk.cli.__init__", "runrisk.analyzers.__init__"}
"""They find modules by name: the public names, the commands, the patterns."""
EXTRAS = {"runrisk.workflows.printing"}
"""It asks for a program of others that may not be there."""
SAME_JOB = {
    "activities", "budget", "check", "cohort", "edit", "explain", "export", "journal", "physio", "plan", "report", "sides",
    "simulate", "library", "evaluation", "errors", "table", "calendar", "gpx", "fit", "html", "charts", "page", "reading",
    "duplicates", "recording", "report_memory", "evaluate", "doctor", "rules", "starter",
}  # fmt: skip
"""Modules of one name in two packages that do the same job there: a command and what it calls, a reader and a writer."""


def _modules():
    for file in sorted((SRC / "runrisk").rglob("*.py")):
        yield ".".join(file.relative_to(SRC).with_suffix("").parts), ast.parse(file.read_text(encoding="utf-8"))


MODULES = dict(_modules())


def _imports(tree):
    """Every module a file imports, also inside functions and under TYPE_CHECKING."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (name if name in MODULES else node.module for name in names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def _graph():
    graph = {}
    for name, tree in MODULES.items():
        if name != "runrisk.__init__":
            found = {one if one in MODULES else f"{one}.__init__" for one in _imports(tree)}
            graph[name] = {one for one in found if one in MODULES} - {name}
    return graph


def test_there_is_no_import_circle():
    try:
        tuple(TopologicalSorter(_graph()).static_order())
    except CycleError as error:
        raise AssertionError(" -> ".join(error.args[1])) from None


def test_a_circle_would_be_found():
    with pytest.raises(CycleError) as found:
        tuple(TopologicalSorter({"a": {"b"}, "b": {"c"}, "c": {"a"}}).static_order())
    assert set(found.value.args[1]) == {"a", "b", "c"}


def test_nothing_is_imported_by_string():
    calls = {
        name
        for name, tree in MODULES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in {"import_module", "__import__"}
    }
    assert calls <= FACADES | EXTRAS


def test_every_package_says_its_one_job():
    for name, tree in MODULES.items():
        first = (ast.get_docstring(tree) or "").splitlines()
        assert first, name


def test_no_two_public_classes_have_one_name():
    homes = defaultdict(list)
    for name, tree in MODULES.items():
        for node in tree.body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                homes[node.name].append(name)
    assert {name: at for name, at in homes.items() if len(at) > 1} == {}


def test_no_two_modules_have_one_name_unless_they_do_the_same_job():
    homes = defaultdict(list)
    for name in MODULES:
        own = name.removesuffix(".__init__").split(".")[-1]
        homes[own].append(name)
    twice = {own: at for own, at in homes.items() if len(at) > 1 and own not in SAME_JOB}
    assert twice == {}


def test_a_pattern_is_named_in_its_own_file_only():
    ids = {
        name.split(".")[-1].replace("_", "-")
        for name in MODULES
        if re.fullmatch(r"runrisk\.analyzers\.(?!__init__)\w+", name)
    }
    for name, tree in MODULES.items():
        own = name.split(".")[-1].replace("_", "-")
        docs = {id(node.body[0].value) for node in ast.walk(tree) if _documented(node)}
        said = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in docs}
        assert {one for one in said if one in ids} <= {own}, name


def _documented(node):
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef)
    return isinstance(node, kinds) and node.body and isinstance(node.body[0], ast.Expr)
