"""The script that makes small changes: what it makes of a file, and the list of those that change nothing."""

import importlib.util
import sys
from pathlib import Path

import pytest

FILE = Path(__file__).resolve().parents[1] / "benchmarks" / "noticed.py"


@pytest.fixture(scope="module", name="noticed")
def _noticed():
    spec = importlib.util.spec_from_file_location("noticed_benchmark", FILE)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_every_change_said_to_change_nothing_can_be_made(noticed):
    source = noticed.ROOT / "src" / "runrisk"
    for same in noticed.same_changes():
        assert any(same.names(change) for change in noticed.changes(source / same.file)), (
            same.file,
            same.code,
            same.old,
        )


def test_what_is_changed_in_a_file(noticed, tmp_path):
    file = tmp_path / "one.py"
    file.write_text(
        '"""A text with 5."""\nLIMIT = 2.0\n\n\ndef over(x):\n    return x - 1 > LIMIT and x[0] <= 40\n\n\ndef draw(x):\n    return x + 9\n',
        encoding="utf-8",
    )
    made = {(change.line, change.old.strip(), change.new.strip()) for change in noticed.changes(file)}
    assert made == {
        (2, "2.0", "2.2"),
        (6, "-", "+"),
        (6, "1", "2"),
        (6, ">", ">="),
        (6, "and", "or"),
        (6, "<=", "<"),
        (6, "40", "44"),
    }
