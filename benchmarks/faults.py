"""What is left of a library when its disk fails: at every call that changes a file, one after the other.

    python benchmarks/faults.py [--every N] [--only NAME]... [--places]

Needs Linux and a C compiler: faulty_disk.c is preloaded, and hears every call below the library's folder, SQLite's too.
Each thing that a runner can do is done once for each of its calls and each fault:

    full     from that call on nothing can be written (ENOSPC)
    broken   that call fails (EIO)
    killed   the process is killed there (SIGKILL)
    power    all that was not forced to the disk by then is lost, with the names of files or without them

Afterwards the library must open, pass `doctor --verify`, and hold what it held before or what it was to hold (of an import
in parts: nothing that both hold is missing); then the same again must lead to the end. Whatever does not is a loss and is
printed. `--every N` takes each Nth call only; `--places` lists where processes were killed. Wanted: losses 0.
"""

import argparse
import ctypes
import errno
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

HERE = Path(__file__).resolve().parent


def compiled(folder: Path) -> Path:
    """The failing disk, as a library to preload."""
    made = folder / "faulty_disk.so"
    compiler = shutil.which("cc") or sys.exit("needs a C compiler: cc")
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", made, HERE / "faulty_disk.c", "-ldl"], check=True)
    return made


if __name__ == "__main__" and "LD_PRELOAD" not in os.environ:  # once more, with the failing disk
    with tempfile.TemporaryDirectory() as made:
        preloaded = os.environ | {"LD_PRELOAD": str(compiled(Path(made)))}
        sys.exit(subprocess.run([sys.executable, *sys.argv], env=preloaded, check=False).returncode)

sys.path.insert(0, str(HERE.parent / "tests"))

from disk_log import Disk, read_log  # noqa: E402 - beside the tests, which use it too
from library_builders import export_folder, facts_of  # noqa: E402
from runrisk.errors import RunriskError  # noqa: E402
from runrisk.model import JournalEntry  # noqa: E402
from runrisk.store import Gear, Library  # noqa: E402
from runrisk.store.export import MANIFEST, export_library  # noqa: E402
from runrisk.store.rebuild import rebuild  # noqa: E402
from runrisk.store.verify import verify  # noqa: E402
from runrisk.workflows.files.import_files import import_files  # noqa: E402

FULL, BROKEN, KILLED = errno.ENOSPC, errno.EIO, 0
NAMES = {FULL: "full", BROKEN: "broken", KILLED: "killed"}
LEFT_BY_A_STOP = {"samples of a run that the library does not know", "left of a forgotten run"}
"""What a program that was stopped may leave: the next import, or the same again, takes it away."""

State = frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Deed:
    """Something a runner does.

    Attributes:
        name: as the command is called.
        act: does it, given the folder that holds `library`, `runs` and `backup`.
        begin: what is done before, without faults.
        in_parts: whether it may stop between its beginning and its end.
    """

    name: str
    act: Callable[[Path], None]
    begin: Callable[[Path], None] = lambda _: None
    in_parts: bool = False


@dataclass
class Tally:
    """How often a fault was met, and what was lost by it."""

    faults: int = 0
    said: int = 0
    losses: list[str] = field(default_factory=list)


def opened(home: Path) -> Library:
    """The library under test."""
    return Library(home / "library")


def first_id(library: Library) -> str:
    """The id of the oldest run."""
    return library.read()[0].id


def do_import(home: Path) -> None:
    with opened(home) as library:
        import_files(library, home / "runs" / "0002.fit.gz", jobs=0)


def do_edit(home: Path) -> None:
    with opened(home) as library:
        library.edit(first_id(library), shoe="red", distance_m=170.0)


def do_journal(home: Path) -> None:
    with opened(home) as library:
        library.journal.add(JournalEntry(day=date(2026, 3, 5), kind="pain", score=3.0))


def do_forget(home: Path) -> None:
    with opened(home) as library:
        library.forget(first_id(library))


def do_forget_all(home: Path) -> None:
    with opened(home) as library:
        library.forget_all()


def do_export(home: Path) -> None:
    with opened(home) as library:
        export_library(library, home / "out")


def do_restore(home: Path) -> None:
    with opened(home) as library:
        import_files(library, home / "backup", jobs=0)


def do_rebuild(home: Path) -> None:
    rebuild(home / "library")


def lose_library(home: Path) -> None:
    shutil.rmtree(home / "library")


def damage(home: Path) -> None:
    """Damage the header: SQLite opens it no more."""
    file = home / "library" / "library.sqlite"
    file.write_bytes(b"x" * 100 + file.read_bytes()[100:])


DEEDS = (
    Deed(name="first import", act=do_import, begin=lose_library),
    Deed(name="import", act=do_import),
    Deed(name="edit", act=do_edit),
    Deed(name="journal", act=do_journal),
    Deed(name="forget", act=do_forget),
    Deed(name="forget all", act=do_forget_all),
    Deed(name="export", act=do_export),
    Deed(name="restore", act=do_restore, begin=lose_library, in_parts=True),
    Deed(name="rebuild", act=do_rebuild, begin=damage, in_parts=True),
)


def make_home(home: Path) -> None:
    """A library of two runs with something told, its backup, and the files of three runs."""
    export_folder(home / "runs", 3)
    with opened(home) as library:
        import_files(library, home / "runs" / "0000.fit.gz", home / "runs" / "0001.fit.gz", jobs=0)
        library.journal.add(JournalEntry(day=date(2026, 3, 1), kind="note", note="left knee"))
        library.journal.answer({"born": 1984})
        library.gear.put(Gear(name="red", start_m=120_000.0))
        library.edit(library.read()[1].id, race=True)
        library.database.copy_once_a_day()
        export_library(library, home / "backup")


def state_of(folder: Path) -> State:
    """All that a library holds, an item each."""
    with Library(folder) as library:
        told = [*library.journal.journal().entries, *library.journal.answers().given.items(), *library.gear.all()]
        for run in library.read():
            library.samples(run.id)
        forgotten = library.forgotten() if library.ids() else ()  # while all is forgotten, the ids go last
        return frozenset(map(repr, [*facts_of(library), *told, *forgotten]))


def whole_state(home: Path) -> State:
    """What is held once nothing is wrong, an export that can be taken in again being part of it.

    Raises:
        ValueError: something is wrong.
    """
    if not (home / "library").exists():
        return frozenset()
    wrong = [fault for fault in verify(home / "library").faults if fault.wrong not in LEFT_BY_A_STOP]
    if wrong:
        raise ValueError("; ".join(map(str, wrong)))
    state = state_of(home / "library")
    if not (home / "out").exists():
        return state
    with tempfile.TemporaryDirectory() as again:
        with Library(Path(again)) as library:
            import_files(library, home / "out", jobs=0)
        if not (home / "out" / MANIFEST).exists() or state_of(Path(again)) != state:
            raise ValueError("an export that is not whole")
    return state | {"exported"}


@dataclass(kw_only=True)
class Bench:
    """A place to fail in, always the same, and what is known of the deed under test."""

    deed: Deed
    home: Path
    start: Path
    disk: ctypes.CDLL
    before: State = frozenset()
    after: State = frozenset()

    def reset(self) -> None:
        """Everything as before the deed."""
        shutil.rmtree(self.home, ignore_errors=True)
        shutil.copytree(self.start, self.home)

    def run(self, at: int = 0, error: int = 0, log: int = -1) -> tuple[int, str]:
        """Do it in a child whose disk fails at a call; return its end, and what it said."""
        out, into = os.pipe()
        pid = os.fork()
        if pid == 0:
            os._exit(self._child(at, error, log, into))
        os.close(into)
        with os.fdopen(out) as said:
            words = said.read()
        return os.waitpid(pid, 0)[1], words

    def _child(self, at: int, error: int, log: int, into: int) -> int:
        words, end = "", 0
        self.disk.disk_watch(bytes(self.home), at, error, log)
        try:
            self.deed.act(self.home)
        except (RunriskError, OSError) as refused:
            words, end = str(refused), 1
        except BaseException:  # noqa: BLE001 - whatever it is, it is told
            words, end = traceback.format_exc(), 9
        self.disk.disk_watch(b"", 0, 0, -1)
        os.write(into, words.encode())
        return end

    def loss(self, *, done: bool = False) -> str:
        """What is wrong with what is left, after the fault and after the same again; empty where nothing is.

        What was said to be `done` must be so.
        """
        try:
            state = whole_state(self.home) if self.can_open_before else self.after
            if done:
                lost = state ^ self.after
            elif self.deed.in_parts:
                lost = (self.before & self.after) - state | state - (self.before | self.after)
            else:
                lost = frozenset() if state in {self.before, self.after} else state ^ self.before
            if lost:
                return f"neither before nor after: {sorted(lost)[:2]}"
            if state != self.after or not self.can_open_before:
                self.deed.act(self.home)
            if whole_state(self.home) != self.after:
                return f"the same again leads elsewhere: {sorted(whole_state(self.home) ^ self.after)[:2]}"
        except Exception as error:  # noqa: BLE001 - whatever it is, it is a loss
            return f"{type(error).__name__}: {error}"
        return ""

    @property
    def can_open_before(self) -> bool:
        """Whether the deed is done to a library that opens."""
        return self.deed.act is not do_rebuild


def bench_for(deed: Deed, scratch: Path, template: Path, disk: ctypes.CDLL) -> Bench:
    """Make everything ready for a deed, and do it once without a fault."""
    home, start = scratch / "home", scratch / "start"
    shutil.rmtree(home, ignore_errors=True)
    shutil.rmtree(start, ignore_errors=True)
    shutil.copytree(template, home)
    deed.begin(home)
    shutil.copytree(home, start)
    bench = Bench(deed=deed, home=home, start=start, disk=disk)
    if bench.can_open_before and (home / "library").exists():
        bench.before = whole_state(home)
        bench.reset()
    deed.act(home)
    bench.after = whole_state(home)
    return bench


def errors_and_kills(bench: Bench, error: int, every: int, places: Counter[str]) -> Tally:
    """The deed with its disk failing at each call."""
    tally, at = Tally(), 1
    while True:
        bench.reset()
        with tempfile.TemporaryFile() as log:
            status, words = bench.run(at, error, log.fileno())
            log.seek(0)
            last = list(read_log(log.read()))
        if len(last) < at:
            return tally
        tally.faults += 1
        tally.said += bool(words)
        if error == KILLED:
            places[f"{last[at - 1].verb} {kind_of(last[at - 1].path, bench.home)}"] += 1
        wanted = os.WIFSIGNALED(status) if error == KILLED else os.WEXITSTATUS(status) in {0, 1}
        said = "" if wanted else f"ended with {status}: {words[-300:]}"
        if lost := said or bench.loss():
            tally.losses.append(f"{bench.deed.name}, {NAMES[error]} at call {at} ({last[at - 1]}): {lost}")
        at += every


def power_losses(bench: Bench, every: int) -> Tally:
    """What is left of the deed where the power goes before each call, and what was not forced to the disk is lost."""
    tally, seen = Tally(), set()
    bench.reset()
    with tempfile.TemporaryFile() as log:
        bench.run(0, 0, log.fileno())
        log.seek(0)
        calls = list(read_log(log.read()))
    bench.reset()
    disk = Disk(bench.home)
    for number, call in enumerate([None, *calls]):
        if call is not None:
            disk.hear(call)
        if number % every and number != len(calls):
            continue
        for names_too in (True, False):
            left, done = disk.after_power_loss(names_too=names_too), number == len(calls)
            tally.faults += 1
            if (left.key, done) in seen:
                continue
            seen.add((left.key, done))
            left.write(bench.home)
            if lost := bench.loss(done=done):
                tally.losses.append(f"{bench.deed.name}, power lost after call {number} ({call}): {lost}")
    return tally


def kind_of(path: Path, home: Path) -> str:
    """What a path is, without what differs from run to run."""
    inner = path.relative_to(home) if path.is_relative_to(home) else path
    parts = ["*" if part.startswith((".runrisk-", "library-2")) or part[:2].isdigit() else part for part in inner.parts]
    name = parts[-1] if parts else "."
    return "/".join([*parts[:-1], "*.parquet" if name.endswith(".parquet") else name])


def table(scratch: Path, every: int, only: list[str]) -> Iterator[tuple[str, str, Tally, Counter[str]]]:
    """Each deed and fault with its tally."""
    disk = ctypes.CDLL(None)
    disk.disk_watch.argtypes = [ctypes.c_char_p, ctypes.c_long, ctypes.c_int, ctypes.c_int]
    make_home(scratch / "template")
    for deed in DEEDS:
        if only and deed.name not in only:
            continue
        bench = bench_for(deed, scratch, scratch / "template", disk)
        for error, name in NAMES.items():
            places: Counter[str] = Counter()
            yield deed.name, name, errors_and_kills(bench, error, every, places), places
        yield deed.name, "power", power_losses(bench, every), Counter()


def main(every: int, only: list[str], *, places: bool) -> int:
    """Print the table; return how much was lost."""
    whole, killed_at = Tally(), Counter[str]()
    print(f"{'':<14}{'fault':<8}{'faults':>7}{'refused':>9}{'losses':>8}")
    with tempfile.TemporaryDirectory() as scratch:
        for deed, fault, tally, where in table(Path(scratch).resolve(), every, only):
            print(f"{deed:<14}{fault:<8}{tally.faults:>7}{tally.said:>9}{len(tally.losses):>8}", flush=True)
            for loss in tally.losses[:3]:
                print(f"    {loss}")
            whole.faults += tally.faults
            whole.losses += tally.losses
            killed_at += where
    if places:
        for place, number in killed_at.most_common():
            print(f"killed {number:>4} times at {place}")
    print(
        f"faults {whole.faults:,}, kills {killed_at.total():,} at {len(killed_at):,} places, losses {len(whole.losses):,}"
    )
    return len(whole.losses)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=1, metavar="N", help="each Nth call only")
    parser.add_argument("--only", action="append", choices=[deed.name for deed in DEEDS], help="only this, or these")
    parser.add_argument("--places", action="store_true", help="where processes were killed")
    given = parser.parse_args()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.exit(min(1, main(given.every, given.only or [], places=given.places)))
