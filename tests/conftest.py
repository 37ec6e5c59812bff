"""Fixtures shared by the tests."""

import os
import re
import shutil
import signal
import time
from collections import Counter
from collections.abc import Iterator
from itertools import count
from math import ceil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import runrisk as rr

ROOT = Path(__file__).resolve().parents[1]
HOMES = count()
TRACED_CASES = 8
"""So many cases of a test, or a few more, are traced for coverage, but all of test_cases: on Python 3.11 tracing doubles what
a case costs, and what it counts so is the least that the coverage is. Our choice."""
UNTRACED = re.compile(
    r"/browser/|/test_(law_\w+|quiet|chart_layout|planted_minutes|sentences|docs|notebooks|road_side_(accuracy|laws))\.py"
)
"""Tests that run many times what others run too are not traced at all."""


def pytest_configure() -> None:
    """Let Ctrl-C be heard: a job in the background inherits that it is ignored, and so would every command tested here."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Name to pytest-cov the cases that need no tracing: of a test with many, those between TRACED_CASES of them."""
    cases = Counter(name_of(item) for item in items)
    number: Counter[str] = Counter()
    for item in items:
        test = name_of(item)
        between = number[test] % ceil(cases[test] / TRACED_CASES) and "/test_cases.py" not in test
        number[test] += 1
        if between or UNTRACED.search(test):
            item.add_marker(pytest.mark.no_cover)


def name_of(item: pytest.Item) -> str:
    """File and name of a test, without its case."""
    return item.nodeid.partition("[")[0]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Lets golden files be written anew."""
    parser.addoption("--regen", action="store_true", help="write the golden files of tests/golden anew")


settings.register_profile("runrisk", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.load_profile("runrisk")


@pytest.fixture(scope="session")
def sample_logs() -> Path:
    """The made-up season that the project ships."""
    return ROOT / "sample_logs"


@pytest.fixture(scope="session")
def sample_log(sample_logs: Path) -> rr.TrainingLog:
    """That season, read once."""
    return rr.read(sample_logs, jobs=0)


@pytest.fixture(scope="session")
def few_runs(sample_logs: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one month of it: enough for every command, few enough for a test."""
    folder = tmp_path_factory.mktemp("few-runs")
    for file in sample_logs.glob("2025-08-*.fit"):
        shutil.copy(file, folder)
    return folder


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees or touches the developer's own library; the folder is made by those that write one."""
    monkeypatch.setenv("RUNRISK_HOME", str(tmp_path_factory.getbasetemp() / "homes" / str(next(HOMES))))


@pytest.fixture
def machine_zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Lets a test move the machine to another time zone by setting TZ, and moves it back."""
    before = os.environ.get("TZ")
    yield monkeypatch
    monkeypatch.undo()
    assert os.environ.get("TZ") == before
    time.tzset()
