"""How many small changes of the code are noticed by the tests of that very file.

    python benchmarks/noticed.py analyzers --changes 60 --seed 1

A change is a number a tenth larger (or one more), `<` for `<=`, minus for plus, `and` for `or`. It is made in a copy of
`src`; then the tests that name the file are run: for a pattern its cases, sweeps and what imports it, for any other module
the test files that import it. A change that no test notices is printed with its place. Changes in docstrings, texts and
drawing are not made; those that change nothing anyone could see are named in `noticed.toml` with the reason, printed, and
not counted. Nothing is timed.
"""

import argparse
import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COMPARED = {ast.Lt: "<=", ast.LtE: "<", ast.Gt: ">=", ast.GtE: ">"}
SUMMED = {ast.Add: "-", ast.Sub: "+"}
JOINED = {ast.And: "or", ast.Or: "and"}
NOT_JUDGED = {"draw", "plot", "__repr__", "_repr_html_"}
"""Functions whose results are seen, not judged: tests of charts hold them."""
SAME_FILE = Path(__file__).with_suffix(".toml")
SECONDS = 300
"""A run that takes longer has noticed something."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """One small change: what stands at which place, and what is put there."""

    file: Path
    line: int
    begin: int
    end: int
    old: str
    new: str

    def __str__(self) -> str:
        return f"{self.file.relative_to(ROOT)}:{self.line}: {self.old!r} -> {self.new!r}"


@dataclass(frozen=True, kw_only=True)
class Same:
    """Changes that change nothing: of `old`, in the lines of a file that hold `code`, and why."""

    file: str
    code: str
    old: str
    why: str

    def names(self, change: Change) -> bool:
        """Whether this is one of them."""
        line = change.file.read_text(encoding="utf-8").splitlines()[change.line - 1]
        here = change.file.relative_to(ROOT / "src" / "runrisk").as_posix()
        return here == self.file and self.code in line and change.old.strip("() ") == self.old


def same_changes() -> list[Same]:
    """What `noticed.toml` names."""
    named = tomllib.loads(SAME_FILE.read_text(encoding="utf-8"))
    return [Same(file=file, **one) for file, those in named.items() for one in those]


def changes(file: Path) -> Iterator[Change]:
    """Every small change that can be made in a file."""
    source = file.read_text(encoding="utf-8")
    starts = [0]
    for line in source.encode().splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    content = source.encode()

    def change(line: int, begin: int, end: int, new: str) -> Change:
        return Change(file=file, line=line, begin=begin, end=end, old=content[begin:end].decode(), new=new)

    for node in judged(ast.parse(source)):
        if isinstance(node, ast.Constant) and type(node.value) in {int, float}:
            begin, end = starts[node.lineno - 1] + node.col_offset, starts[node.end_lineno - 1] + node.end_col_offset
            yield change(node.lineno, begin, end, repr(larger(node.value)))
        for left, right, sign in between(node):
            begin, end = starts[left.end_lineno - 1] + left.end_col_offset, starts[right.lineno - 1] + right.col_offset
            old = content[begin:end].decode()
            word = old.replace("(", " ").replace(")", " ").split()
            if len(word) == 1:
                yield change(left.end_lineno, begin, end, old.replace(word[0], sign))


def larger(number: float) -> float:
    """A tenth more; a small whole number one more."""
    if isinstance(number, int):
        return number + 1 if number < 20 else number + number // 10
    return round(number * 1.1, 12) if number else 0.1


def between(node: ast.AST) -> Iterator[tuple[ast.expr, ast.expr, str]]:
    """The two sides of a sign, and the sign to put there."""
    if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in COMPARED:
        yield node.left, node.comparators[0], COMPARED[type(node.ops[0])]
    if isinstance(node, ast.BinOp) and type(node.op) in SUMMED:
        yield node.left, node.right, SUMMED[type(node.op)]
    if isinstance(node, ast.BoolOp):
        yield node.values[0], node.values[1], JOINED[type(node.op)]


def judged(node: ast.AST) -> Iterator[ast.AST]:
    """What is judged by: no text, no annotation, no subscript of a fixed place, nothing that only draws."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (ast.JoinedStr, ast.Import, ast.ImportFrom)):
            continue
        if isinstance(child, ast.FunctionDef) and (child.name in NOT_JUDGED or child.name.endswith("_plot")):
            continue
        if isinstance(child, ast.Subscript):
            yield from judged(child)
            continue
        if isinstance(child, ast.Constant) and isinstance(node, (ast.Subscript, ast.Slice, ast.UnaryOp)):
            continue
        yield child
        yield from judged(child)


def tests_of(file: Path) -> list[str]:
    """The arguments of pytest that run the tests of one file."""
    module = ".".join(file.relative_to(ROOT / "src").with_suffix("").parts)
    parent, name = module.rsplit(".", 1)
    marks = (f"from {module} import", f"import {module}", f"from {parent} import {name}")
    naming = [
        str(test)
        for test in sorted((ROOT / "tests").rglob("test_*.py"))
        if any(mark in test.read_text(encoding="utf-8") for mark in marks)
    ]
    rule = name.replace("_", "-")
    cases = ROOT / "tests" / "cases" / f"{rule}.yaml"
    return [*naming, *([f"CASES:{rule}"] if cases.exists() else [])]


def is_noticed(change: Change, tests: list[str]) -> bool:
    """Whether the tests fail with the change."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "src", Path(folder) / "src")
        changed = Path(folder) / change.file.relative_to(ROOT)
        content = change.file.read_bytes()
        changed.write_bytes(content[: change.begin] + change.new.encode() + content[change.end :])
        paths = os.pathsep.join([str(Path(folder) / "src"), str(ROOT / "tests")])
        return any(_fails(call, paths) for call in calls_of(tests))


def calls_of(tests: list[str]) -> Iterator[list[str]]:
    """The cases of a pattern first: they are quick and notice most."""
    for one in tests:
        if one.startswith("CASES:"):
            yield ["tests/test_cases.py", "tests/test_sweeps.py", "-k", one.removeprefix("CASES:")]
    files = [one for one in tests if not one.startswith("CASES:")]
    if files:
        yield files


def _fails(call: list[str], paths: str) -> bool:
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *call]
    environment = {**os.environ, "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return True
    return done.returncode not in {0, 5}


def main() -> None:
    """Pick changes by a seed, make each, and print the share that is noticed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "package", help="below src/runrisk: analyzers, measures, roadside, importers/cleaning, or one file"
    )
    parser.add_argument("--changes", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    place = ROOT / "src" / "runrisk" / asked.package
    files = [place] if place.is_file() else sorted(place.rglob("*.py"))
    possible = [change for file in files for change in changes(file)]
    picked = random.Random(asked.seed).sample(possible, min(asked.changes, len(possible)))  # noqa: S311 - no secret
    same = {change: one.why for change in picked for one in same_changes() if one.names(change)}
    for change, why in same.items():
        print(f"changes nothing: {change}: {why}")
    picked = [change for change in picked if change not in same]
    tests = {file: tests_of(file) for file in {change.file for change in picked}}
    unnoticed = []
    for number, change in enumerate(picked, 1):
        noticed = is_noticed(change, tests[change.file])
        if not noticed:
            unnoticed.append(change)
            print(f"not noticed: {change}", flush=True)
        print(f"{number} of {len(picked)}", end="\r", file=sys.stderr, flush=True)
    seen = len(picked) - len(unnoticed)
    print(f"{asked.package}: {seen} of {len(picked)} changes noticed ({100 * seen / max(len(picked), 1):.0f} %)")


if __name__ == "__main__":
    main()
