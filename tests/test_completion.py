"""What the Tab key completes, in each shell that docs/completion.md names."""

import os
import subprocess
import sys

import pytest
from click.shell_completion import ShellComplete

import runrisk as rr
from runrisk.analyzers import analyzer_classes
from runrisk.cli import cli
from runrisk.model.questions import QUESTIONS
from runrisk.store.home import athlete_folder
from runrisk.workflows.journal.entry_text import KINDS


def completed(*words):
    *before, begun = words
    return {item.value: item.help for item in ShellComplete(cli, {}, "runrisk", "_").get_completions(before, begun)}


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["rep"], {"report"}),
        (["journal", "a"], {"add"}),
        (["explain", "session"], {"session-spike"}),
        (["explain", "hi"], {"hip"}),
        (["check", "--ack", "road"], {"road-side", "road-side-asked"}),
        (["check", "--set", "session-spike.max"], {"session-spike.max_ratio="}),
        (["check", "--set", "report.units"], {"report.units=km", "report.units=mi"}),
        (["report", "--format", "h"], {"html"}),
        (["journal", "add", ""], set(KINDS)),
        (["journal", "add", "pain", ""], set()),
        (["journal", "list", "--kind", "pa"], {"pain"}),
        (["ask", ""], set(QUESTIONS)),
        (["import", "--sport", "run"], {"running"}),
        (["import", "--tz", "Europe/Vien"], {"Europe/Vienna"}),
        (["simulate", "season", "--plant", "session"], {"session-spike"}),
        (["edit", ""], set()),
    ],
)
def test_words_that_there_are_are_offered(words, offered):
    assert set(completed(*words)) == offered


def test_a_rule_is_offered_with_its_title():
    assert completed("explain", "session")["session-spike"] == analyzer_classes()["session-spike"].title


def test_runs_of_the_library_are_offered_by_id_newest_first(few_runs):
    assert completed("edit", "") == {}
    assert not athlete_folder().exists()
    with rr.library() as library:
        library.add(few_runs, jobs=0)
        known = sorted(library.log().recorded, key=lambda one: one.start_utc, reverse=True)
    offered = completed("edit", "")
    assert list(offered) == [one.id for one in known]
    assert offered[known[0].id].startswith(f"{known[0].start_utc:%Y-%m-%d} ")
    assert set(completed("forget", known[0].id[:6])) == {known[0].id}
    assert completed("edit", "--athlete", "nobody", "") == {}


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_its_script_and_its_words(shell):
    def said(**asked):
        words = [sys.executable, "-c", "import sys; from runrisk.cli import main; sys.argv = ['runrisk']; main()"]
        done = subprocess.run(words, env=os.environ | asked, capture_output=True, text=True, check=False)
        assert done.stderr == "" or "bash" in done.stderr.lower()
        return done.stdout

    assert "_RUNRISK_COMPLETE" in said(_RUNRISK_COMPLETE=f"{shell}_source")
    typed = {"COMP_WORDS": "runrisk explain sess", "COMP_CWORD": "sess" if shell == "fish" else "2"}
    assert "session-spike" in said(_RUNRISK_COMPLETE=f"{shell}_complete", **typed)
