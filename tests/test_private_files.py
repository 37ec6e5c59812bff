"""Files of ours: whole or not at all, and nobody else's business."""

import errno
import os
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from runrisk.cli import cli
from runrisk.store.private_files import write_private

OLD = b"the report of last week"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")


class _Faults:
    """The operating system, failing at the n-th of the calls that change the disk. Heard by Python's own audit events."""

    WATCHED = frozenset({"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod"})

    def __init__(self) -> None:
        self.fails_at = 0
        self.calls = 0
        sys.addaudithook(self._hear)

    def _hear(self, event: str, arguments: tuple) -> None:
        if not self.fails_at or event not in self.WATCHED:
            return
        if event == "open" and not (isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)):
            return
        self.calls += 1
        if self.calls == self.fails_at:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def at(self, number: int) -> "_Faults":
        self.fails_at, self.calls = number, 0
        return self

    def __enter__(self) -> None:
        return None

    def __exit__(self, *exception: object) -> None:
        self.fails_at = 0


FAULTS = _Faults()


def test_a_file_is_replaced_whole_and_is_private(tmp_path):
    file = tmp_path / "r.html"
    file.write_bytes(OLD)
    file.chmod(0o644)
    write_private(file, b"new")
    assert (file.read_bytes(), file.stat().st_mode & 0o777) == (b"new", 0o600)
    assert list(tmp_path.iterdir()) == [file]


def test_whatever_call_fails_the_old_file_stays_whole(tmp_path):
    file = tmp_path / "r.html"
    file.write_bytes(OLD)
    failed = 0
    for number in range(1, 20):
        try:
            with FAULTS.at(number):
                write_private(file, b"new")
        except OSError:
            failed += 1
            assert file.read_bytes() == OLD
            assert list(tmp_path.iterdir()) == [file]
        else:
            break
    assert failed == 3  # the file beside it made, opened, and moved
    assert file.read_bytes() == b"new"


def test_a_full_disk_leaves_the_old_file_whole(tmp_path):
    resource = pytest.importorskip("resource")
    file = tmp_path / "r.html"
    file.write_bytes(OLD)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, before[1]))
    try:
        with pytest.raises(OSError, match="too large"):
            write_private(file, b"x" * 20_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert file.read_bytes() == OLD
    assert list(tmp_path.iterdir()) == [file]


def test_a_link_is_followed_and_stays_a_link(tmp_path):
    (tmp_path / "real.html").write_bytes(OLD)
    link = tmp_path / "link.html"
    link.symlink_to("real.html")
    write_private(link, b"new")
    assert link.is_symlink()
    assert (tmp_path / "real.html").read_bytes() == b"new"


def test_what_is_no_file_is_written_to_as_it_is():
    write_private(Path("/dev/null"), b"new")
    assert not Path("/dev/null").is_file()


def test_physio_leaves_a_foreign_table_alone(few_runs, tmp_path):
    plan = tmp_path / "plan.csv"
    plan.write_text("date,km\n2026-03-01,8\n")
    done = CliRunner().invoke(cli, ["physio", str(few_runs), "-o", str(tmp_path / "plan.html")])
    assert "plan.csv is there already" in str(done.exception)
    assert plan.read_text() == "date,km\n2026-03-01,8\n"
    assert not (tmp_path / "plan.html").exists()
    plan.unlink()
    for _ in range(2):  # its own table is replaced
        assert CliRunner().invoke(cli, ["physio", str(few_runs), "-o", str(tmp_path / "plan.html")]).exit_code == 0


@pytest.mark.parametrize("command", ["report", "physio"])
def test_what_holds_health_is_private(command, few_runs, tmp_path):
    page = tmp_path / "page.html"
    assert CliRunner().invoke(cli, [command, str(few_runs), "-o", str(page)]).exit_code == 0
    assert page.stat().st_mode & 0o777 == 0o600
