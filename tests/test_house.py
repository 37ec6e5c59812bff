"""The plan of the house: no import circle, none by string, one word for one thing, a pattern named in its file only."""

import ast
import re
from collections import defaultdict
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from runrisk.analyzers import analyzer_classes

SRC = Path(__file__).resolve().parents[1] / "src"

FACADES = {"runrisk.__init__", "runrisk.cli.groups", "runrisk.analyzers.__init__"}
"""They find modules by name: the public names, the commands, the patterns."""

EXTRAS = {"runrisk.workflows.printing"}
"""It asks for a program of others that may not be there."""

SAME_JOB = {
    "a package and the module that its callers want": "budget cohort evaluation guide report sides store",
    "a command, and the workflow, report or table behind it": (
        "activities check doctor duplicates export journal physio plan simulate"
    ),
    "a value, and what makes, cleans or keeps it": "activity cache features minutes recording report_memory samples",
    "a format or folder of formats, read and written": "fit formats gpx services tcx",
    "a result of a workflow, and its page": "page result",
    "numbers, and where they are shown or drawn": "load pain privacy_zones street_map weeks charts",
    "what can go wrong here": "errors",
}
"""Why modules of two packages may have one name, and which do."""

BELOW_THE_RULES = {"runrisk.simulate.planted", "runrisk.simulate.sample_truth", "runrisk.simulate.cohort_days"}
"""What is planted is named by the rule that is to find it (`--plant session-spike`), by people too; but whoever makes
test data must not know the rules it is for, so simulators stand below them and cannot ask their classes."""


def _modules():
    for file in sorted((SRC / "runrisk").rglob("*.py")):
        yield ".".join(file.relative_to(SRC).with_suffix("").parts), ast.parse(file.read_text(encoding="utf-8"))


MODULES = dict(_modules())
CLASSES = [(name, node) for name, tree in MODULES.items() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]


def _imports(tree):
    """Every module a file imports, also inside functions and under TYPE_CHECKING."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (name if _file_of(name) else node.module for name in names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def _file_of(module):
    return next((name for name in (module, f"{module}.__init__") if name in MODULES), None)


def _graph():
    """Who imports whom. The public names are left out: `import runrisk` finds them only when they are asked for."""
    return {
        name: {file for module in _imports(tree) if (file := _file_of(module))} - {name, "runrisk.__init__"}
        for name, tree in MODULES.items()
        if name != "runrisk.__init__"
    }


def _circle(graph):
    try:
        tuple(TopologicalSorter(graph).static_order())
    except CycleError as error:
        return " -> ".join(error.args[1])
    return ""


def test_there_is_no_import_circle():
    assert _circle(_graph()) == ""


def test_a_circle_would_be_found():
    assert set(_circle({"a": {"b"}, "b": {"c"}, "c": {"a"}}).split(" -> ")) == {"a", "b", "c"}


@pytest.mark.parametrize(
    "text",
    [
        "from runrisk.report.sides.sides import sides_of",
        "from runrisk.report.sides import sides",
        "import runrisk.report.sides.sides",
        "def late():\n    from runrisk.report.sides.sides import sides_of",
        "if TYPE_CHECKING:\n    from runrisk.report.sides.sides import sides_of",
    ],
)
def test_every_way_to_import_is_seen(text):
    assert "runrisk.report.sides.sides" in set(_imports(ast.parse(text)))


def test_nothing_is_imported_by_string():
    calls = {
        name
        for name, tree in MODULES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in {"import_module", "__import__"}
    }
    assert calls <= FACADES | EXTRAS


def test_every_module_says_its_one_job():
    for name, tree in MODULES.items():
        assert (ast.get_docstring(tree) or "").splitlines(), name


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
        homes[name.removesuffix(".__init__").split(".")[-1]].append(name)
    twice = {own for own, at in homes.items() if len(at) > 1}
    assert twice == {own for owns in SAME_JOB.values() for own in owns.split()}


def test_an_attributes_section_names_attributes_that_there_are():
    for name, node in CLASSES:
        there = set(_attributes(node))
        assert set(_documented_attributes(node)) <= there, (name, node.name)


def test_an_attributes_section_of_a_value_names_what_is_handed_over():
    """A property must not stand in for the field it is made from: nobody can hand it over under that name."""
    for name, node in CLASSES:
        fields = {one.target.id for one in node.body if isinstance(one, ast.AnnAssign)}
        if any("dataclass" in ast.unparse(one) for one in node.decorator_list):
            assert set(_documented_attributes(node)) <= fields, (name, node.name)


def _documented_attributes(node):
    section = re.search(r"^Attributes:\n((?:    .*\n?|\n)*)", ast.get_docstring(node) or "", re.MULTILINE)
    for names in re.findall(r"^    (\w[\w, ]*):", section.group(1) if section else "", re.MULTILINE):
        yield from re.split(r", | and ", names)


def _attributes(node):
    for one in ast.walk(node):
        if isinstance(one, ast.AnnAssign | ast.Assign):
            targets = one.targets if isinstance(one, ast.Assign) else [one.target]
            yield from (target.id for target in targets if isinstance(target, ast.Name))
            yield from (target.attr for target in targets if isinstance(target, ast.Attribute))
        elif isinstance(one, ast.FunctionDef):
            yield one.name


def test_a_pattern_is_named_in_its_own_file_only():
    for name, tree in MODULES.items():
        own = name.split(".")[-1].replace("_", "-")
        if name not in BELOW_THE_RULES:
            assert _rules_named(tree) <= {own}, name


def test_what_stands_below_the_rules_names_only_rules_that_there_are():
    for name in BELOW_THE_RULES:
        assert _rules_named(MODULES[name]), f"{name} names no rule any more: it needs no exception"


def _rules_named(tree):
    """The ids of rules that a file holds as texts; what a docstring tells of a rule is no dependency on it."""
    docs = {id(node.body[0].value) for node in ast.walk(tree) if _documented(node)}
    said = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in docs}
    return said & analyzer_classes().keys()


def _documented(node):
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef)
    return isinstance(node, kinds) and node.body and isinstance(node.body[0], ast.Expr)
