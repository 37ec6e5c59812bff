"""No command opens a socket: the system calls of one process that runs them one after the other are watched."""

import shutil
import subprocess
import sys

import pytest

from exports.recorded import put_zip
from one_run import WRITERS, OneRun

STRACE = shutil.which("strace")
RUNS_ALL = """
import sys
sys.path[:] = {path!r}
from click.testing import CliRunner
from runrisk.cli import cli
for words in {commands!r}:
    done = CliRunner().invoke(cli, words)
    assert done.exit_code == 0, (words, done.output, done.exception)
"""


@pytest.mark.skipif(STRACE is None, reason="it takes strace (a package of Debian's)")
def test_no_command_opens_a_socket(tmp_path, monkeypatch):
    run = WRITERS["fit"](OneRun(seconds=600))
    (tmp_path / "club").mkdir()
    put_zip(tmp_path / "club" / "anna.zip", {"run.fit": run})
    commands = [
        ["import", "club/anna.zip", "--jobs", "1"],
        ["check"],
        ["report", "-o", "report.html"],
        ["physio", "-o", "page.html"],
        ["notebook", "-o", "mine.ipynb"],
        ["cohort", "club", "--jobs", "1"],
    ]
    monkeypatch.setenv("RUNRISK_HOME", str(tmp_path / "home"))
    watch = [STRACE, "-f", "-e", "trace=execve,socket,socketpair", "-o", tmp_path / "calls"]
    code = RUNS_ALL.format(path=sys.path, commands=commands)
    subprocess.run([*watch, sys.executable, "-c", code], check=True, cwd=tmp_path, timeout=240)
    calls = (tmp_path / "calls").read_text(encoding="utf-8", errors="replace")
    assert calls.count("execve(") >= 3  # itself, and the workers of import and cohort
    assert "socket" not in calls.replace("execve", "")
