"""How a library of one, ten and thirty years costs: import, log, check, report, page and memory, each beside the activities.

    python benchmarks/growth.py [--years N ...] [--keep FOLDER]

`runrisk.simulate.life` writes the years with all their dirt; each step is a whole command in a fresh process. Times are
of processor [s], memory is the largest process [MB], "first" reports work out what later ones find kept. Wanted: nothing
grows faster than the log, and the page stays below 3 MB.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from runrisk.simulate import life

PAGE_MB = 3.0
LOG = "import runrisk; print(len(runrisk.library().log().activities))"


class Cost(NamedTuple):
    """Processor time, time [s], largest process [MB], what was printed."""

    cpu_s: float
    wall_s: float
    peak_mb: float
    said: str


def cost_of(home: Path, *words: str | Path) -> Cost:
    """Run Python with some words on the library of its own home."""
    started = time.perf_counter()
    with tempfile.TemporaryFile("w+") as out:
        own = os.environ | {"RUNRISK_HOME": str(home)}
        process = subprocess.Popen([sys.executable, *words], stdout=out, stderr=subprocess.DEVNULL, env=own)
        _, _, used = os.wait4(process.pid, 0)
        out.seek(0)
        wall_s = time.perf_counter() - started
        return Cost(used.ru_utime + used.ru_stime, wall_s, used.ru_maxrss / 1024, out.read())


def measure(years: int, keep: Path) -> None:
    """One row of the table."""
    export, home, page = keep / f"life-{years}", keep / f"home-{years}", keep / f"page-{years}.html"
    shutil.rmtree(home, ignore_errors=True)
    if not export.exists():
        subprocess.run([sys.executable, __file__, "--write", str(years), export], check=True)  # its memory is not ours
    steps = {"import": cost_of(home, "-m", "runrisk", "import", export), "log": cost_of(home, "-c", LOG)}
    for name in ("first", "report"):
        steps[name] = cost_of(home, "-m", "runrisk", "report", "-o", page)
    steps["check"] = cost_of(home, "-m", "runrisk", "check")
    row = "".join(f" {cost.cpu_s:7.1f} {cost.peak_mb:4.0f}" for cost in steps.values())
    print(f"{years:5} {int(steps['log'].said):10}{row} {page.stat().st_size / 1e6:8.2f}", flush=True)


def main(lives: list[int], keep: Path) -> None:
    """Print a row for each number of years."""
    print(
        f"load of the machine {os.getloadavg()[1]:.1f}; processor [s] and memory [MB] of each step; page wanted < {PAGE_MB:g} MB"
    )
    columns = "".join(f" {name:>12}" for name in ("import", "log", "first report", "report", "check"))
    print(f"{'years':>5} {'activities':>10}{columns} {'page MB':>8}")
    for years in lives:
        measure(years, keep)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--years", type=int, nargs="*", default=[1, 10, 30], metavar="N")
    parser.add_argument("--write", nargs=2, metavar=("N", "FOLDER"), help="write N years and nothing else")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the files there for the next time")
    given = parser.parse_args()
    if given.write is not None:
        life(Path(given.write[1]), years=int(given.write[0]), seed=3)
        sys.exit()
    with tempfile.TemporaryDirectory() as passing:
        main(given.years, (given.keep or Path(passing)).resolve())
