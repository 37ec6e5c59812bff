"""Where libraries stand, and that nobody else may look into them."""

import os
import stat
import sys

import pytest

from library_builders import activity, put
from runrisk.store import Library, LibraryError, athlete_folder, home
from runrisk.store.home import folder_name


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
