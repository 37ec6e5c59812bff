"""Reading in a notebook says how far it is, in one line that goes away; elsewhere nothing is said or loaded."""

import os
import subprocess
import sys
from types import SimpleNamespace

import nbformat
import pytest
from nbclient import NotebookClient

import runrisk as rr
from runrisk.workflows.files.notebook_progress import LINES, progress_or_notebook


@pytest.fixture
def lines(monkeypatch):
    """The texts that a notebook's line was given, where a notebook runs."""
    said = []

    def update(text, *, raw):
        assert raw
        said.append(text["text/plain"])

    def display(text, *, raw, display_id):
        assert display_id
        update(text, raw=raw)
        return SimpleNamespace(update=update)

    notebook = SimpleNamespace(
        get_ipython=lambda: SimpleNamespace(kernel=object()), display=SimpleNamespace(display=display)
    )
    monkeypatch.setitem(sys.modules, "IPython", notebook)
    return said


def test_reading_and_importing_say_how_far_they_are(lines, few_runs):
    runs = len(rr.read(few_runs, jobs=0).files)
    assert lines[0] == "reading"
    assert lines[-2] == f"reading: {runs} of {runs} files"
    assert lines[-1] == ""
    lines.clear()
    with rr.library() as library:
        library.add(few_runs, jobs=0)
    assert lines[0] == "reading"
    assert f"{runs} of {runs} files" in lines[-2]
    assert lines[-1] == ""


def test_a_large_folder_costs_few_messages(lines):
    with progress_or_notebook(None) as tell:
        for done in range(1, 10_001):
            tell(done, 10_000)
    assert len(lines) == LINES + 2


def test_the_line_goes_away_after_an_error(lines, tmp_path):
    with pytest.raises(rr.RunriskError):
        rr.read(tmp_path)
    assert lines == ["reading", ""]


def test_a_progress_that_is_given_is_the_only_one(lines, few_runs):
    heard = []
    rr.read(few_runs, jobs=0, progress=lambda done, total: heard.append((done, total)))
    assert heard[-1][0] == heard[-1][1]
    assert lines == []


def test_nothing_is_said_or_loaded_outside_of_a_notebook(few_runs, monkeypatch):
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: None))
    with progress_or_notebook(None) as tell:
        assert tell is None
    code = "import sys, runrisk; runrisk.read(sys.argv[1], jobs=0); print('IPython' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code, few_runs], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("False\n", "")


def test_in_a_true_kernel_the_line_is_empty_in_the_end(few_runs, tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(sys.path))
    cell = nbformat.v4.new_code_cell(f"import runrisk as rr\nlog = rr.read({str(few_runs)!r}, jobs=0)")
    notebook = nbformat.v4.new_notebook(cells=[cell])
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(tmp_path)}}).execute()
    assert [output["data"] for output in cell["outputs"]] == [{"text/plain": ""}]
