"""Fixtures shared by the tests."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parents[1]

settings.register_profile("runrisk", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.load_profile("runrisk")


@pytest.fixture(scope="session")
def sample_logs() -> Path:
    """The made-up season that the project ships."""
    return ROOT / "sample_logs"


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees or touches the developer's own library."""
    monkeypatch.setenv("RUNRISK_HOME", str(tmp_path / "runrisk-home"))


@pytest.fixture
def machine_zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Lets a test move the machine to another time zone by setting TZ, and moves it back."""
    before = os.environ.get("TZ")
    yield monkeypatch
    monkeypatch.undo()
    assert os.environ.get("TZ") == before
    time.tzset()
