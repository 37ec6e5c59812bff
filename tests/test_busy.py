"""No silent minute: on a terminal every long command says at once that it works, in a line that goes away."""

import os
import subprocess
import sys

import pytest

pty = pytest.importorskip("pty")


def on_a_terminal(place, *words):
    """All that a command shows on a terminal."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "runrisk", *words], cwd=place, stdin=theirs, stdout=theirs, stderr=theirs
    ) as program:
        os.close(theirs)
        shown = b"".join(iter(lambda: _read(ours), b""))
    os.close(ours)
    assert program.returncode == 0, shown
    return shown.decode()


def _read(terminal):
    try:
        return os.read(terminal, 4096)
    except OSError:  # Linux's end of a terminal whose program ended
        return b""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("check", "RUNS"), ["reading", "looking for files", "judging"]),
        (("sides", "RUNS"), ["reading", "judging"]),
        (("import", "RUNS", "--dry-run"), ["importing", "looking for files"]),
        (("simulate", "season", "--weeks", "2"), ["making runs"]),
        (("simulate", "cohort", "--athletes", "3"), ["making runners"]),
    ],
)
def test_a_long_command_says_that_it_works(tmp_path, few_runs, words, said):
    shown = on_a_terminal(tmp_path, *(str(few_runs) if word == "RUNS" else word for word in words))
    assert [word for word in said if word not in shown] == []


def test_explain_is_laid_out_on_a_terminal_and_plain_in_a_pipe(tmp_path):
    laid_out = on_a_terminal(tmp_path, "explain", "session-spike")
    words = [sys.executable, "-m", "runrisk", "explain", "session-spike"]
    plain = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    assert "\n## Looks for\n" in plain
    assert "\x1b[" in laid_out
    assert "\x1b[" not in plain
    assert "## " not in laid_out
