"""Where libraries stand, and that nobody else may look into them."""

import ctypes
import os
import shutil
import stat
import subprocess
import sys

import pytest

from library_builders import activity, export_folder, put
from runrisk.store import Gear, Library, LibraryError, athlete_folder, home
from runrisk.store.home import folder_name
from runrisk.workflows.files.import_files import import_files


def test_home_is_the_environment_s_or_the_platform_s(monkeypatch, tmp_path):
    monkeypatch.setenv("RUNRISK_HOME", str(tmp_path))
    assert home() == tmp_path
    assert athlete_folder() == athlete_folder("me") == tmp_path / "athletes" / "me"
    monkeypatch.delenv("RUNRISK_HOME")
    assert home().name == "runrisk"


def test_a_plain_name_is_its_own_folder():
    assert folder_name(" Anna-2 ") == folder_name("anna-2") == "anna-2"


@pytest.mark.parametrize(
    "name", ["../../etc", "a/b", "C:\\x", "nul", "con", "..", "käthe", "日本", "x" * 300, "a.b", "~"]
)
def test_any_other_name_is_made_safe(name):
    made = folder_name(name)
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.")
    assert len(made) <= 40
    assert made not in {".", "..", "con", "nul"}


def test_two_names_are_never_one_folder():
    names = ["a b", "a-b", "a/b", "a.b", "ä", "ö", "日本", "中国", "nul", "a b."]
    assert len({folder_name(name) for name in names}) == len(names)


def test_an_empty_name_is_refused():
    with pytest.raises(LibraryError, match="name is empty"):
        folder_name("  ")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_nobody_else_may_look_even_with_an_open_umask():
    before = os.umask(0)
    try:
        with Library.of("anna") as library:
            put(library, activity())
            found = [home(), *home().rglob("*")]
            modes = {path: stat.S_IMODE(path.stat().st_mode) for path in found}
    finally:
        os.umask(before)
    assert {mode for path, mode in modes.items() if path.is_dir()} == {0o700}
    assert {mode for path, mode in modes.items() if path.is_file()} == {0o600}
    assert {path.name for path in modes} >= {"library.sqlite", "library.sqlite-wal", "library.sqlite-shm"}


def test_one_athlete_s_library_is_not_another_s():
    with Library.of("anna") as anna, Library.of("bert") as bert:
        put(anna, activity())
        assert len(anna.ids()) == 1
        assert bert.ids() == frozenset()


def test_a_home_that_cannot_be_a_folder_is_one_sentence(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("RUNRISK_HOME", str(tmp_path / "file"))
    with pytest.raises(LibraryError, match="Set RUNRISK_HOME"):
        Library.of()


_LOOK = """
import sys
from runrisk.cli import cli
for words in (["check"], ["report", "-o", sys.argv[1]], ["doctor", "--verify"], ["activities", "--athlete", "stopped"]):
    cli(words, standalone_mode=False)
"""


def _give_up_root():
    """Let root be stopped by permissions like anybody: without CAP_DAC_OVERRIDE (1), by PR_CAPBSET_DROP (24)."""
    if os.getuid() == 0 and ctypes.CDLL(None).prctl(24, 1, 0, 0, 0):
        os._exit(77)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="root gives up its rights as Linux has it")
def test_a_home_that_cannot_be_written_can_be_read(tmp_path):
    """Check, report and verify work; what would be remembered is not, and says nothing of it."""
    with Library.of() as library:
        import_files(library, export_folder(tmp_path / "runs", 2), jobs=0)
        copied = shutil.copytree(library.folder, athlete_folder("stopped"))  # as a killed program leaves it
    (copied / "library.sqlite-shm").unlink()
    assert (copied / "library.sqlite-wal").stat().st_size > 0
    places = [home(), *home().rglob("*")]
    before = {path: path.read_bytes() for path in places if path.is_file()}
    for path in places:
        path.chmod(0o500 if path.is_dir() else 0o400)
    page = tmp_path / "page.html"
    done = subprocess.run(
        [sys.executable, "-c", _LOOK, page], preexec_fn=_give_up_root, capture_output=True, text=True, check=False
    )
    for path in places:
        path.chmod(0o700 if path.is_dir() else 0o600)
    if done.returncode == 77:
        pytest.skip("this root cannot give up its rights")
    assert (done.returncode, done.stderr) == (0, "")
    assert "2 samples files, 4 features" in done.stdout
    assert done.stdout.splitlines()[-1].split()[1] == "2026-03-03"
    assert page.stat().st_size > 10_000
    assert {path: path.read_bytes() for path in home().rglob("*") if path.is_file()} == before


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="as above")
def test_what_would_change_a_home_that_cannot_be_written_names_the_cause(monkeypatch):
    with Library.of() as library:
        put(library, activity())
    monkeypatch.setattr(os, "access", lambda *_: False)
    with Library.of() as library:
        assert not library.database.writable
        with pytest.raises(LibraryError, match=r"read-only\. Set RUNRISK_HOME"):
            library.gear.put(Gear(name="red"))
