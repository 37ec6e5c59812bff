"""Judge made-up runners one by one, by one and two processes, and on a Dask cluster; compare tables, times and memory.

    python benchmarks/cohort.py [--runners N] [--weeks N] [--turns N] [--keep FOLDER]

Each of the N runners (default 200) is a season of its own, `runrisk.simulate.season`. Every way is a fresh interpreter
with a fresh working folder. Times leave out the start of Python, but not that of the workers. Peak memory is that of
the largest process. The Dask cluster is a scheduler and two workers on loopback; one of them is killed when a third of
the runners is done, and nobody starts it again. One and two processes take turns, and the quickest pass of each counts: what
else the machine does only ever adds.

Wanted: two processes >= 1.6 x one (on two processors with nothing else to do), peak memory of all runners <= 1.1 x that
of a quarter of them, and the same bytes from every way.
"""

import argparse
import hashlib
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from runrisk.simulate import season
from runrisk.workflows.cohort import cohort

MEMORY_LIMIT = 1.1
SPEED_LIMIT = 1.6


def write_runner(folder: Path, weeks: int, number: int) -> None:
    """Write one runner's season, wholly or not at all."""
    made = folder / f"runner-{number:04d}"
    if not made.exists():
        season(folder / f".{made.name}", seed=number, weeks=weeks)
        (folder / f".{made.name}").rename(made)


@dataclass(frozen=True)
class Cost:
    """What a pass cost: wall and processor time [s], peak of the largest process [MB]; activities; the table's SHA-256."""

    wall_s: float
    cpu_s: float
    peak_mb: float
    files: int
    table: str


def measured(folder: Path, way: str, words: tuple[str, ...] = ()) -> Cost:
    """Judge the runners in a folder in a fresh process."""
    command = [sys.executable, __file__, "--way", way, str(folder), *words]
    answer = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return Cost(**json.loads(answer.stdout))


def run_way(way: str, folder: str, *words: str) -> None:
    """The other side of `measured`; words: the scheduler and the process to kill."""
    scheduler, victim = (words[0], int(words[1])) if words else (None, 0)
    progress = partial(kill_at_a_third, victim) if victim else None
    with tempfile.TemporaryDirectory() as work:
        started = time.perf_counter()
        jobs = {"one by one": 0, "1 process": 1}.get(way, 2)
        made = cohort(folder, scheduler, jobs=jobs, work=work, progress=progress)
        wall_s = time.perf_counter() - started
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    cost = Cost(
        wall_s=wall_s,
        cpu_s=sum(u.ru_utime + u.ru_stime for u in used),
        peak_mb=max(u.ru_maxrss for u in used) / 1024,
        files=int(made.table["files"].sum()),
        table=hashlib.sha256(made.to_parquet()).hexdigest(),
    )
    print(json.dumps(vars(cost)))


def kill_at_a_third(victim: int, done: int, total: int) -> None:
    """End a worker in the middle."""
    if done == total // 3:
        os.kill(victim, signal.SIGKILL)


@contextmanager
def dask_cluster(folder: Path) -> Iterator[tuple[str, str]]:
    """A scheduler and two workers; gives the address and the process id of one worker."""
    note = folder / "scheduler.json"
    note.unlink(missing_ok=True)
    with ExitStack() as stack:

        def start(module: str, *words: str) -> subprocess.Popen[bytes]:
            given = [sys.executable, "-m", f"distributed.cli.{module}", *words, "--host", "127.0.0.1", "--no-dashboard"]
            process = subprocess.Popen(given, stderr=subprocess.DEVNULL)
            stack.callback(process.wait)
            stack.callback(process.kill)
            return process

        start("dask_scheduler", "--port", "0", "--scheduler-file", str(note))
        while not note.exists():
            time.sleep(0.1)
        address = json.loads(note.read_text())["address"]
        words = (address, "--nthreads", "1", "--no-nanny", "--death-timeout", "10", "--local-directory", str(folder))
        workers = [start("dask_worker", *words) for _ in range(2)]
        yield address, str(workers[0].pid)


def main(runners: int, weeks: int, turns: int, keep: Path) -> None:
    """Make the runners where they are not there yet, measure, and print one table."""
    club, quarter = keep / "club", keep / "quarter"
    club.mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        list(pool.map(partial(write_runner, club, weeks), range(runners)))
    shutil.rmtree(quarter, ignore_errors=True)
    for made in sorted(club.iterdir())[: runners // 4]:
        shutil.copytree(made, quarter / made.name)
    costs = {"a quarter": measured(quarter, "2 processes"), "one by one": measured(club, "one by one")}
    passes = [{way: measured(club, way) for way in ("1 process", "2 processes")} for _ in range(turns)]
    costs |= {way: min((turn[way] for turn in passes), key=lambda cost: cost.wall_s) for way in passes[0]}
    with dask_cluster(keep) as words:
        costs["Dask, 1 of 2 killed"] = measured(club, "Dask", words)
    show(costs, runners, [file.stat().st_size for file in club.rglob("*") if file.is_file()])


def show(costs: dict[str, Cost], runners: int, sizes: list[int]) -> None:
    """Print what each way cost, and the ratios that are wanted."""
    load = os.getloadavg()[1]
    files = costs["one by one"].files
    print(f"{runners} runners, {files} files, {sum(sizes) / 1e6:.0f} MB packed; load of the machine {load:.1f}")
    for name, cost in costs.items():
        print(f"{name:20}{cost.wall_s:8.1f} s {cost.cpu_s:8.1f} s of processor {cost.peak_mb:6.0f} MB")
    speed = costs["1 process"].wall_s / costs["2 processes"].wall_s
    memory = costs["2 processes"].peak_mb / costs["a quarter"].peak_mb
    tables = {cost.table for name, cost in costs.items() if name != "a quarter"}
    print(f"1 / 2 processes       {speed:6.2f}   wanted >= {SPEED_LIMIT}")
    print(f"peak, all / a quarter {memory:6.2f}   wanted <= {MEMORY_LIMIT}")
    print(f"different tables      {len(tables):6}   wanted 1")
    print(f"processor a runner    {costs['one by one'].cpu_s / runners:6.2f} s")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--way"]:
        run_way(*sys.argv[2:])
    else:
        parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
        parser.add_argument("--runners", type=int, default=200, metavar="N", help="how many")
        parser.add_argument("--weeks", type=int, default=4, metavar="N", help="length of each season")
        parser.add_argument("--turns", type=int, default=2, metavar="N", help="passes of one and of two processes")
        parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the runners there for the next time")
        given = parser.parse_args()
        with tempfile.TemporaryDirectory() as passing:
            main(given.runners, given.weeks, given.turns, given.keep or Path(passing))
