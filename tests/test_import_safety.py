"""Whatever happens to an import, the library opens, nothing is lost or doubled, and the same call finishes the work."""

import os
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from library_builders import check, export_folder, facts_of
from runrisk.model import JournalEntry
from runrisk.store import Library, LibraryBusyError
from runrisk.store.lock import import_lock
from runrisk.workflows.files.import_files import import_files

KILLS = 60
TESTS = Path(__file__).parent
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills and limits as POSIX has them")


@pytest.fixture(scope="module")
def export(tmp_path_factory):
    return export_folder(tmp_path_factory.mktemp("export") / "runs", 12)


@pytest.fixture(scope="module")
def expected(export, tmp_path_factory):
    with Library(tmp_path_factory.mktemp("whole")) as library:
        import_files(library, export, jobs=0)
        return facts_of(library)


def python(*words, **options):
    """Start Python with the tests' own modules at hand."""
    known = filter(None, (str(TESTS), os.environ.get("PYTHONPATH")))
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(known)}
    return subprocess.Popen([sys.executable, *map(str, words)], env=environment, text=True, **options)


def test_killed_at_any_moment(export, expected, tmp_path):
    process = python(TESTS / "import_and_kill.py", export, tmp_path, KILLS, 7, stdout=subprocess.PIPE)
    out, _ = process.communicate(timeout=300)
    assert process.returncode == 0
    kills, partly, finished, libraries = map(int, out.split())
    assert kills >= KILLS
    assert partly >= KILLS // 4  # so many kills left a library with some runs and not all
    assert finished < kills
    for number in range(libraries):
        with Library(tmp_path / str(number)) as library:
            check(library)
            assert facts_of(library) == expected


_IMPORT = """
import sys
from pathlib import Path
from runrisk.store import Library
from runrisk.workflows.files.import_files import import_files
with Library(Path(sys.argv[2])) as library:
    print("open", flush=True)
    result = import_files(library, sys.argv[1], jobs=int(sys.argv[3]))
    print(*result.counts.values(), result.complete)
"""


def test_killed_with_its_workers_at_work(export, expected, tmp_path):
    for delay_s in (0.05, 0.6, 0.9):
        process = python("-c", _IMPORT, export, tmp_path / "library", 2, stdout=subprocess.PIPE)
        process.stdout.readline()
        time.sleep(delay_s)
        process.kill()
        process.communicate()
        with Library(tmp_path / "library") as library:
            check(library)
    with Library(tmp_path / "library") as library:
        import_files(library, export, jobs=0)
        assert facts_of(library) == expected


def test_ctrl_c_stops_cleanly_and_the_same_call_goes_on(export, expected, tmp_path):
    process = python("-c", _IMPORT, export, tmp_path / "library", 1, stdout=subprocess.PIPE, process_group=0)
    process.stdout.readline()
    with Library(tmp_path / "library") as library:
        while not library.ids():
            time.sleep(0.01)
        os.killpg(process.pid, signal.SIGINT)
        out, _ = process.communicate(timeout=30)
        stored = len(library.ids())
        assert process.returncode == 0
        assert out.split()[0] == str(stored)
        assert out.split()[-1] == str(stored == 12)
        check(library)
        import_files(library, export, jobs=0)
        assert facts_of(library) == expected


def test_two_imports_at_once_both_finish(export, expected, tmp_path):
    both = [python("-c", _IMPORT, export, tmp_path / "library", 0, stdout=subprocess.PIPE) for _ in range(2)]
    counts = sorted(tuple(map(int, process.communicate(timeout=60)[0].split()[1:6])) for process in both)
    assert counts == [(0, 12, 0, 0, 0), (12, 0, 0, 0, 0)]  # the second waited, and found all there
    with Library(tmp_path / "library") as library:
        check(library)
        assert facts_of(library) == expected


def test_a_second_import_gives_up_waiting_with_a_clear_sentence(export, tmp_path):
    with (
        Library(tmp_path) as library,
        import_lock(tmp_path / "import.lock"),
        pytest.raises(LibraryBusyError, match="Wait until it has finished"),
        import_lock(tmp_path / "import.lock", wait_s=0.05),
    ):
        import_files(library, export, jobs=0)


def test_a_reader_is_never_disturbed(export, expected, tmp_path):
    process = python("-c", _IMPORT, export, tmp_path / "library", 0, stdout=subprocess.PIPE)
    process.stdout.readline()
    seen = set()
    with Library(tmp_path / "library") as library:
        while process.poll() is None:
            log = library.log()
            assert all(len(log.samples(run.id)) == 60 for run in log.recorded)
            seen.add(len(log))
        process.communicate()
        assert facts_of(library) == expected
    assert len(seen) > 2  # the reader looked in the middle of it


def test_a_journal_is_written_while_an_import_runs(export, expected, tmp_path):
    process = python("-c", _IMPORT, export, tmp_path / "library", 0, stdout=subprocess.PIPE)
    process.stdout.readline()
    written = 0
    with Library(tmp_path / "library") as library:
        while process.poll() is None:
            library.journal.add(JournalEntry(day=date(2026, 3, 1), kind="note"))
            written += 1
            time.sleep(0.01)
        process.communicate()
        assert process.returncode == 0
        assert len(library.journal.entries()) == written > 0
        assert facts_of(library) == expected


_LIMITED = """
import resource, sys
from pathlib import Path
from runrisk.store import Library, NoRoomError
from runrisk.workflows.files.import_files import import_files
with Library(Path(sys.argv[2])) as library:
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[4]), resource.RLIM_INFINITY))
    try:
        import_files(library, sys.argv[1], jobs=int(sys.argv[3]))
    except NoRoomError as error:
        print(error)
"""


@pytest.mark.parametrize("limit_bytes", [2_000, 100_000, 130_000, 200_000, 300_000])
def test_a_full_disk_loses_nothing(export, expected, tmp_path, limit_bytes):
    """The smallest limit stops the samples files, the others the tables at one point or another."""
    process = python("-c", _LIMITED, export, tmp_path / "library", 0, limit_bytes, stdout=subprocess.PIPE)
    out, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    assert "Make room and run the same command again" in out
    with Library(tmp_path / "library") as library:
        check(library)
        assert len(library.ids()) < 12
        import_files(library, export, jobs=0)
        check(library)
        assert facts_of(library) == expected


def test_a_full_disk_met_by_a_worker_is_the_same(export, expected, tmp_path):
    process = python("-c", _LIMITED, export, tmp_path / "library", 1, 2_000, stdout=subprocess.PIPE)
    assert "Make room" in process.communicate(timeout=60)[0]
    with Library(tmp_path / "library") as library:
        import_files(library, export, jobs=0)
        assert facts_of(library) == expected


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks for its children as Linux lists them")
def test_a_crash_of_the_reader_costs_one_file(export, expected, tmp_path):
    def crash(done, *_):
        if done == 3:
            for children in Path("/proc/self/task").glob("*/children"):
                for child in children.read_text().split():
                    os.kill(int(child), signal.SIGKILL)

    with Library(tmp_path / "library") as library:
        result = import_files(library, export, jobs=1, progress=crash)
        assert (result.counts["imported"], result.counts["failed"]) == (11, 1)
        [failure] = [file for file in result.files if file.status == "failed"]
        assert failure.reason == "crashed the reader (exit -9)"
        check(library)
        assert import_files(library, export, jobs=0).counts["imported"] == 1
        assert facts_of(library) == expected
