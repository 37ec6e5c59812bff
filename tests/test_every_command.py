"""Every command once, where any network call is noted and refused: all end as they should, and none tells a secret."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from cli_examples import EXAMPLES, code_of, fill, leaves, telling

TESTS = Path(__file__).parent
READS_NOTHING = {("simulate", "season"), ("simulate", "sample"), ("simulate", "life"), ("rules",), ("rules", "--json")}

RUN_ALL = """
import json
from click.testing import CliRunner
from cli_examples import EXAMPLES
from runrisk.cli import cli
from runrisk.store import Library

if __name__ == "__main__":
    ended = []
    for words in EXAMPLES:
        known = sorted(Library.of().ids()) if "ID" in words else []
        done = CliRunner().invoke(cli, [known[0] if word == "ID" else word for word in words])
        ended.append((done.exit_code, done.output))
    print(json.dumps(ended))
"""


@dataclass(frozen=True, kw_only=True)
class Ran:
    """What became of every example.

    Attributes:
        place: the folder they ran in.
        attempts: where the guard notes uses of the network.
        ended: exit code and all that was printed.
    """

    place: Path
    attempts: Path
    ended: dict[tuple[str, ...], tuple[int, str]]


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    place, guard = tmp_path_factory.mktemp("place"), tmp_path_factory.mktemp("guard")
    fill(place)
    shutil.copytree(TESTS / "offline", guard, dirs_exist_ok=True)
    (place / "run_all.py").write_text(RUN_ALL)
    done = subprocess.run(
        [*alone(), sys.executable, "run_all.py"],
        cwd=place,
        env=os.environ
        | {"PYTHONPATH": os.pathsep.join(map(str, (guard, TESTS))), "RUNRISK_HOME": str(place / "runrisk-home")},
        capture_output=True,
        text=True,
        check=True,
    )
    ended = {words: tuple(said) for words, said in zip(EXAMPLES, json.loads(done.stdout), strict=True)}
    return Ran(place=place, attempts=guard / "attempts", ended=ended)


def test_there_is_an_example_of_every_command():
    named = [words for words in leaves() if not any(example[: len(words)] == words for example in EXAMPLES)]
    assert named == []


def test_every_command_runs_without_a_network(ran):
    assert not ran.attempts.exists(), ran.attempts.read_text()
    assert {words: said for words, said in ran.ended.items() if said[0] != code_of(words)} == {}


def test_no_command_tells_a_secret_in_print_or_in_a_file(ran):
    printed = {words: output for words, (_, output) in ran.ended.items() if words[:2] not in READS_NOTHING}
    assert telling(printed, ran.place) == {}
    written = [path for ending in ("html", "csv", "json", "ipynb") for path in ran.place.rglob(f"*.{ending}")]
    assert len(written) > 8
    assert telling({path.name: path.read_text(encoding="utf-8") for path in written}, ran.place) == {}


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
