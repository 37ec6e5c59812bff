"""`runrisk notebook` writes a notebook that runs, beside the data, and never over another one."""

import gzip
import json
import shutil
import zipfile
from pathlib import Path

import nbformat
import pytest
from click.testing import CliRunner
from nbclient import NotebookClient

import runrisk as rr
from runrisk.cli import cli
from runrisk.errors import RunriskError
from runrisk.workflows.starter import NAME, write_starter

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def exports(few_runs, tmp_path):
    return shutil.copytree(few_runs, tmp_path / "runs 'of' \\me")


def reading(notebook):
    return "".join(json.loads(notebook.read_text(encoding="utf-8"))["cells"][1]["source"]).splitlines()[2:-1]


@pytest.mark.filterwarnings("ignore")  # the kernel's own libraries warn about themselves
def test_it_runs_from_top_to_bottom(exports):
    written = write_starter(exports, tz="Europe/Vienna", sport="running")
    assert written == exports.parent / NAME
    notebook = nbformat.read(written, as_version=4)
    nbformat.validate(notebook)
    client = NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(written.parent)}})
    client.execute()
    assert all(cell.outputs for cell in notebook.cells if cell.cell_type == "code")


def test_the_command_writes_it_where_it_is_told(exports, tmp_path):
    target = tmp_path / "deeper" / "mine.ipynb"
    target.parent.mkdir()
    done = CliRunner().invoke(cli, ["notebook", str(exports), "-o", str(target)], catch_exceptions=False)
    assert done.output.strip() == str(target)
    assert reading(target) == [f"log = rr.read({'../' + exports.name!r})"]


def test_a_notebook_that_is_there_stays(exports):
    written = write_starter(exports)
    written.write_text("my work", encoding="utf-8")
    with pytest.raises(RunriskError, match="is there already and stays as it is"):
        write_starter(exports)
    assert written.read_text(encoding="utf-8") == "my work"


def test_a_folder_that_is_not_there_is_said(exports, tmp_path):
    with pytest.raises(RunriskError, match="cannot be written"):
        write_starter(exports, output=tmp_path / "nowhere" / "mine.ipynb")


def test_without_a_path_it_reads_the_library(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert reading(write_starter()) == ["library = rr.library()", "log = library.log()"]
    assert reading(write_starter(output=Path("o'neil.ipynb"), athlete="o'neil"))[0] == 'library = rr.library("o\'neil")'


def test_the_sample_season_comes_out_of_the_package(tmp_path):
    done = CliRunner().invoke(cli, ["simulate", "sample", "--out", str(tmp_path / "sample")], catch_exceptions=False)
    assert done.exit_code == 0
    assert unpacked(tmp_path / "sample") == unpacked(ROOT / "sample_logs")


def unpacked(folder):
    """What each file of a folder holds: not every zlib packs alike."""
    content = {file.name: file.read_bytes() for file in folder.iterdir() if file.suffix != ".zip"}
    for file in folder.glob("*.zip"):
        with zipfile.ZipFile(file) as archive:
            content |= {f"{file.name}: {name}": archive.read(name) for name in archive.namelist()}
    return {name: gzip.decompress(held) if name.endswith(".gz") else held for name, held in content.items()}


def test_the_library_takes_plain_words():
    with rr.library() as library:
        [line] = library.tell("pain left hip 3", day="2025-10-20")
        assert "2025-10-20  pain left hip 3 of 10" in line
        assert [entry.score for entry in library.log().told.entries] == [3.0]
