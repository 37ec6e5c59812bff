"""Ten years of runs on one page: its size, the time `runrisk report` takes, and the time Chromium takes to show it.

    python benchmarks/page.py [--runs N] [--reports N] [--openings N] [--keep FOLDER]

The library holds about N runs (default 2,600, ten years) with all channels: `runrisk.simulate.season` year after year,
one runner in one town, each year with another habit planted. `runrisk report` is the whole command in a fresh process,
after one pass that is not counted. The page is opened from its file by Debian's `chromium`, each time in a new process
with an empty profile; times are those the browser itself notes, from the start of the navigation.

Wanted: page < 3 MB, report <= 5 s, load and first paint < 1 s.
"""

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from playwright.sync_api import sync_playwright

from runrisk.simulate import season

PAGE_MB, REPORT_S, OPEN_S = 3.0, 5.0, 1.0
YEAR_WEEKS = 52
RUNS_A_YEAR = 5 * YEAR_WEEKS
LAST_DAY = date(2026, 3, 29)
"""A Sunday."""
HABITS = ("session-spike@40", "weekly-jump@45", "run-streak@40", "return-after-break@20", "hard-days-in-a-row@40")
TIMES = """() => new Promise(told => new PerformanceObserver(list => {
    const [paint] = list.getEntriesByName('first-contentful-paint');
    const [page] = performance.getEntriesByType('navigation');
    if (paint) told([page.loadEventEnd, paint.startTime]);
}).observe({type: 'paint', buffered: true}))"""


SOME_UNREAD = 3
"""Exit code: a season holds a damaged file on purpose."""


class Cost(NamedTuple):
    """Time, processor time [s], lines printed."""

    wall_s: float
    cpu_s: float
    lines: int


def write_years(export: Path, runs: int) -> None:
    """Write one folder a year, each wholly or not at all."""
    years = max(1, round(runs / RUNS_A_YEAR))
    for year in range(years):
        made = export / f"year-{year:02d}"
        if not made.exists():
            first = LAST_DAY + timedelta(days=1) - timedelta(weeks=YEAR_WEEKS * (years - year))
            season(export / f".{made.name}", seed=1, weeks=YEAR_WEEKS, first=first, plant=[HABITS[year % len(HABITS)]])
            (export / f".{made.name}").rename(made)


def runrisk(home: Path, *words: str | Path) -> Cost:
    """Run a whole command on the library of its own home."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [Path(sys.executable).with_name("runrisk"), *words]
    own = os.environ | {"RUNRISK_HOME": str(home)}
    done = subprocess.run(command, check=False, stdout=subprocess.PIPE, env=own)
    assert done.returncode in {0, SOME_UNREAD}, command  # noqa: S101 - else nothing was measured
    wall_s, used = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    return Cost(wall_s, used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime, done.stdout.count(b"\n"))


def opened(driver: Any, page: Path) -> list[float]:
    """Open the page in a new browser: time to load and to first contentful paint [s]."""
    browser = driver.chromium.launch(
        executable_path=shutil.which("chromium"),
        chromium_sandbox=os.geteuid() != 0,
        args=["--disable-gpu", "--disable-quic", "--disable-sync"],
    )
    tab = browser.new_page(viewport={"width": 1280, "height": 800})
    tab.goto(page.as_uri())
    times_s = [time_ms / 1000 for time_ms in tab.evaluate(TIMES)]
    browser.close()
    return times_s


def main(runs: int, reports: int, openings: int, keep: Path) -> None:
    """Make the library where it is not there yet, measure, and print one table."""
    export, home, page = keep / "export", keep / "home", keep / "page.html"
    export.mkdir(parents=True, exist_ok=True)
    write_years(export, runs)
    runrisk(home, "import", export)
    runrisk(home, "report", "-o", page)
    costs = [runrisk(home, "report", "-o", page) for _ in range(reports)]
    with sync_playwright() as driver:
        loads_s, paints_s = zip(*(opened(driver, page) for _ in range(openings)), strict=True)
    activities = runrisk(home, "activities", "--csv").lines - 1
    print(f"{activities} activities; load of the machine {os.getloadavg()[1]:.1f}")
    show("page [MB]", [page.stat().st_size / 1e6], f"< {PAGE_MB:g}")
    show("report [s]", [cost.wall_s for cost in costs], f"<= {REPORT_S:g}")
    show("  of processor [s]", [cost.cpu_s for cost in costs])
    show("load [s]", list(loads_s), f"< {OPEN_S:g}")
    show("first paint [s]", list(paints_s), f"< {OPEN_S:g}")


def show(name: str, values: list[float], wanted: str = "") -> None:
    """Print the least and the median, and what is wanted."""
    print(f"{name:20} least {min(values):6.2f}  median {median(values):6.2f}{'   wanted ' if wanted else ''}{wanted}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=2600, metavar="N", help="about how many")
    parser.add_argument("--reports", type=int, default=3, metavar="N", help="passes of the report")
    parser.add_argument("--openings", type=int, default=5, metavar="N", help="times the page is opened")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the library there for the next time")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as passing:
        main(given.runs, given.reports, given.openings, (given.keep or Path(passing)).resolve())
