"""A disk that fails, loses what was not forced to it, or turns a bit: samples of benchmarks/faults.py and bit_rot.py."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from disk_log import Call, Disk

BENCHMARKS = Path(__file__).resolve().parents[1] / "benchmarks"
sys.path.insert(0, str(BENCHMARKS))

from bit_rot import everything, make_home, outcome, restored, targets  # noqa: E402 - it stands elsewhere

FLIPS = 5
"""So many bytes of each file, evenly spread; the database, which is larger, has three times as many."""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="preloads a failing disk as Linux does")
@pytest.mark.skipif(shutil.which("cc") is None, reason="needs a C compiler")
def test_whatever_call_fails_an_import_is_there_or_not():
    words = [sys.executable, BENCHMARKS / "faults.py", "--every", "29", "--only", "import"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    [faults, kills] = re.findall(r"^faults (\d+), kills (\d+)", done.stdout, re.MULTILINE)[0]
    assert (int(faults) >= 12, int(kills) >= 2) == (True, True)  # enough of them to mean something
    assert done.stdout.rstrip().endswith("losses 0")


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return make_home(tmp_path_factory.mktemp("rot") / "home")


@pytest.fixture(scope="module")
def expected(home, tmp_path_factory):
    copied = shutil.copytree(home, tmp_path_factory.mktemp("rot") / "read")
    return everything(copied / "library"), restored(copied)


@pytest.mark.parametrize("number", range(7))
def test_a_turned_bit_never_gives_other_numbers_in_silence(home, expected, number, tmp_path):
    name, file = list(targets(home))[number]
    size, flips = file.stat().st_size, FLIPS * (3 if name == "database" else 1)
    found = {}
    for at in range(size // flips // 2, size, size // flips):
        copied = tmp_path / str(at)
        shutil.copytree(home, copied)
        found[at], _ = outcome(copied, copied / file.relative_to(home), at, expected)
    assert "silent" not in found.values(), found
    assert name in {"database", "manifest"} or set(found.values()) == {"said"}


def test_the_sample_takes_in_every_kind_of_file(home):
    assert len(list(targets(home))) == 7


HERE = Path("/shelf")


def _call(verb, name, content=b"", at=0):
    return Call(verb=verb, path=HERE / name if name else HERE, content=content, at=at)


def _left(*calls, names_too=True):
    disk = Disk(HERE / "nothing")
    disk.home = HERE
    for call in calls:
        disk.hear(call)
    left = disk.after_power_loss(names_too=names_too)
    return {str(path.relative_to(HERE)): content for path, content in left.files.items()}


def test_only_what_was_forced_to_the_disk_is_left():
    written = [_call("make", "a"), _call("write", "a", b"new")]
    assert _left(*written) == {}
    assert _left(*written, names_too=False) == {"a": b""}
    assert _left(*written, _call("sync", "a")) == {}  # its content, but not its name
    assert _left(*written, _call("sync", "")) == {"a": b""}  # its name, but not its content
    assert _left(*written, _call("sync", "a"), _call("sync", "")) == {"a": b"new"}
    later = _call("write", "a", b"X", 1)
    assert _left(*written, _call("sync", "a"), _call("sync", ""), later) == {"a": b"new"}
    assert _left(*written, later, _call("sync", "a"), _call("sync", "")) == {"a": b"nXw"}


def test_a_new_name_counts_when_its_folder_was_forced_to_the_disk():
    whole = [_call("make", "a"), _call("write", "a", b"new"), _call("sync", "a"), _call("sync", "")]
    renamed = _call("rename", "a", b"/shelf/b")
    assert _left(*whole, renamed) == {"a": b"new"}
    assert _left(*whole, renamed, _call("sync", "")) == {"b": b"new"}
    assert _left(*whole, _call("remove", "a")) == {"a": b"new"}
    assert _left(*whole, _call("remove", "a"), _call("sync", "")) == {}
    inner = [_call("mkdir", "f"), _call("make", "f/a"), _call("sync", "f/a"), _call("sync", "f")]
    assert _left(*inner) == {}  # the folder's own name was not
    assert _left(*inner, _call("sync", "")) == {"f/a": b""}
    moved = [*inner, _call("sync", ""), _call("rename", "f", b"/shelf/g")]
    assert _left(*moved) == {"f/a": b""}
    assert _left(*moved, _call("sync", "")) == {"g/a": b""}
