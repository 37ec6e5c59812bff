"""Reading files loads neither pandas nor Matplotlib: a second of every worker's start, and none of its work."""

import subprocess
import sys

import pytest

from exports import polar_export, strava_export
from exports.recorded import put_zip
from one_run import WRITERS, OneRun
from runrisk.importers.read_file import ReadDefaults
from runrisk.workflows.files.file_stream import read_lean
from runrisk.workflows.files.file_to_read import FileToRead
from runrisk.workflows.files.import_run import read_for_library
from runrisk.workflows.files.workers import Worker, WorkerLimits

HEAVY = ("pandas", "matplotlib", "scipy", "gpxpy", "distributed")

_LOADED = f"[name for name in {HEAVY!r} if name in __import__('sys').modules]"
_IMPORT_ALL = """
import importlib, pkgutil, runrisk.importers
for found in pkgutil.walk_packages(runrisk.importers.__path__, "runrisk.importers."):
    importlib.import_module(found.name)
"""
_READ = """
import sys
from pathlib import Path
from runrisk.importers.read_file import ReadDefaults
from runrisk.workflows.files.file_stream import FileStream
found = list(FileStream(paths=(Path(sys.argv[1]),), defaults=ReadDefaults(), jobs=0))
assert any(file.activities and any(file.minutes.values()) for file in found), found
"""


def loaded_after(code: str, *words: str) -> str:
    """Which heavy modules a fresh process has loaded after some code."""
    command = [sys.executable, "-c", f"import sys; sys.path[:] = {sys.path!r}\n{code}\nprint({_LOADED})", *words]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def test_importing_all_of_the_importers() -> None:
    assert loaded_after(_IMPORT_ALL) == "[]"


@pytest.mark.parametrize("name", WRITERS)
def test_reading_a_file_of_each_format(tmp_path, name: str) -> None:
    file = tmp_path / "run.bin"
    file.write_bytes(WRITERS[name](OneRun()))
    assert loaded_after(_READ, str(file)) == "[]"


@pytest.mark.parametrize(
    "members", [strava_export.export(strava_export.DIALECTS["english"]), polar_export.export(new=True)]
)
def test_reading_an_export(tmp_path, members: dict[str, bytes]) -> None:
    assert loaded_after(_READ, str(put_zip(tmp_path / "export.zip", members))) == "[]"


def test_a_worker_that_reads_for_a_log_and_for_a_library(tmp_path) -> None:
    content = WRITERS["fit"](OneRun(seconds=120))
    given = FileToRead(order=0, name="run.fit", content=content, defaults=ReadDefaults())
    worker = Worker(WorkerLimits(seconds=60))
    try:
        file = worker.call(read_lean, given)
        stored = worker.call(read_for_library, given, tmp_path)
        assert worker.call(eval, _LOADED) == []
    finally:
        worker.close()
    assert file.activities == tuple(one.activity for one in stored.incoming)
    assert len(list(tmp_path.glob("*.parquet"))) == 1


def test_a_table_that_is_asked_for_loads_pandas() -> None:
    """The test's own check: what it looks for is found where it is."""
    assert loaded_after("import runrisk; runrisk.TrainingLog().activities") == "['pandas']"
