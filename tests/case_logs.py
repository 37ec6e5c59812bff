"""The named logs of tests/cases/ID.yaml: each is made and judged once in a process, whichever tests ask for it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import pytest
import yaml

from logs import training_log
from runrisk.analysis.outcome import Outcome, run_analyzers
from runrisk.analyzers import analyzer_classes
from runrisk.model import TrainingLog

FILES = sorted((Path(__file__).parent / "cases").glob("*.yaml"))
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The loader in C where PyYAML was built with it: ten times as fast."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Case:
    """A rule over a log; `expect` and `role` are as the file has them."""

    name: str
    rule: str
    make: Callable[[], TrainingLog]
    role: str = ""
    limits: Mapping[str, Any] = field(default_factory=dict)
    expect: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def log(self) -> TrainingLog:
        return self.make()

    @cached_property
    def outcome(self) -> Outcome:
        [outcome] = run_analyzers([analyzer_classes()[self.rule](**self.limits)], self.log)
        return outcome


def read_cases(file: Path) -> dict[str, Any]:
    """Everything that a file of cases says."""
    return yaml.load(file.read_text(encoding="utf-8"), LOADER)  # noqa: S506 - a safe loader, in C


def case_of(rule: str, case: Mapping[str, Any]) -> Case:
    return Case(
        name=f"{rule}: {case['name']}",
        rule=rule,
        make=partial(training_log, **case["log"]),
        role=case["role"],
        limits=case.get("limits", {}),
        expect=case["expect"],
    )


CASES = tuple(
    case_of(file.stem, case) for file in FILES for case in read_cases(file)["cases"] if "weeks" in case["log"]
)


def cases_of(rule: str) -> list[Case]:
    """The cases of one rule that are logs in the notation of `logs`."""
    return [case for case in CASES if case.rule == rule]


each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
