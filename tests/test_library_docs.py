"""docs/library.md says what is so: its tables and columns are the library's, its examples run."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pyarrow as pa
import pytest

from library_builders import activity, put
from runrisk.model import SAMPLES
from runrisk.store import Library
from runrisk.store.schema import MIGRATIONS, TABLES

PAGE = (Path(__file__).parents[1] / "docs" / "library.md").read_text(encoding="utf-8")


@pytest.fixture
def folder(tmp_path):
    with Library(tmp_path) as library:
        put(library, activity(1), activity(2, days=1))
    return tmp_path


def test_every_table_and_column_is_documented(folder):
    documented = {
        name: re.findall(r"`(\w+)`(?:[^`|]*\([^)]*\))?", columns)
        for name, columns in re.findall(r"^\| `(\w+)` \|[^|]*\| (.*) \|$", PAGE, re.MULTILINE)
    }
    with closing(sqlite3.connect(folder / "library.sqlite")) as tables:
        found = {name: [row[1] for row in tables.execute(f"PRAGMA table_info({name})")] for name in TABLES}
        names = {row[0] for row in tables.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert names == set(TABLES) == documented.keys()
    for name, real in found.items():
        columns = [column for column in real if column != "seal"]  # said once, below the table
        assert [column for column in documented[name] if column in columns] == columns
    assert f"(now {len(MIGRATIONS)})" in PAGE


def test_the_example_for_pandas_runs(folder, monkeypatch):
    monkeypatch.chdir(folder)
    code = re.search(r"```python\n(.*?)```", PAGE, re.DOTALL).group(1)
    found = {}
    exec(code.replace("0a1b2c3d4e5f-0", activity(1).id), found)  # noqa: S102 - the manual's own example
    found["tables"].close()
    assert list(found["activities"].index) == [activity(1).id, activity(2).id]
    assert len(found["samples"]) == 120
    assert list(found["one_run"]) == [*SAMPLES, "activity_id"]


def test_a_feature_is_read_as_the_page_says(folder):
    with closing(sqlite3.connect(folder / "library.sqlite")) as tables:
        [(content,)] = tables.execute("SELECT content FROM features WHERE name = 'path' LIMIT 1")
    table = pa.ipc.open_stream(content).read_pandas()
    assert list(table) == ["lat_deg", "lon_deg", "piece"]
