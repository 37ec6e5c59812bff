"""The program makes no network call: every command runs where any is noted and refused."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from cli_examples import EXAMPLES, code_of, fill, leaves

TESTS = Path(__file__).parent

RUN_ALL = """
import json
from click.testing import CliRunner
from cli_examples import EXAMPLES
from runrisk.cli import cli
from runrisk.library import Library

if __name__ == "__main__":
    codes = []
    for words in EXAMPLES:
        known = sorted(Library.of().ids()) if "ID" in words else []
        done = CliRunner().invoke(cli, [known[0] if word == "ID" else word for word in words])
        codes.append((done.exit_code, done.stderr[-300:]))
    print(json.dumps(codes))
"""


def test_there_is_an_example_of_every_command():
    named = [words for words in leaves() if not any(example[: len(words)] == words for example in EXAMPLES)]
    assert named == []


def test_every_command_runs_without_a_network(tmp_path):
    place, guard = tmp_path / "place", tmp_path / "guard"
    fill(place)
    shutil.copytree(TESTS / "offline", guard)
    (place / "run_all.py").write_text(RUN_ALL)
    done = subprocess.run(
        [*alone(), sys.executable, "run_all.py"],
        cwd=place,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(map(str, (guard, TESTS)))},
        capture_output=True,
        text=True,
        check=True,
    )
    assert not (guard / "attempts").exists(), (guard / "attempts").read_text()
    ended = {words: tuple(said) for words, said in zip(EXAMPLES, json.loads(done.stdout), strict=True)}
    assert {words: said for words, said in ended.items() if said[0] != code_of(words)} == {}


def test_the_guard_sees_and_refuses_a_call(tmp_path):
    guard = shutil.copytree(TESTS / "offline", tmp_path / "guard")
    code = "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9')"
    done = subprocess.run(
        [sys.executable, "-c", code], env=os.environ | {"PYTHONPATH": str(guard)}, capture_output=True, check=False
    )
    assert done.returncode == 1
    assert "getaddrinfo 127.0.0.1" in (guard / "attempts").read_text()


def alone():
    """Words that start a program without any network, where the system lets us."""
    words = ["unshare", "--net", "--map-root-user"]
    found = (
        shutil.which("unshare") and not subprocess.run([*words, "true"], capture_output=True, check=False).returncode
    )
    return words if found else []
