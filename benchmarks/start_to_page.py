"""What each command costs from its start to its page: the sample logs, and a library of ten dirty years with one new run.

    python benchmarks/start_to_page.py [--years N] [--keep FOLDER]

Every step is a whole command in a fresh process; processor time [s], the best of three where nothing is changed by it, over
that of bare Python and of `import pandas` in the same sitting, and the largest process [MB]. `runrisk.simulate.life` writes
the years; the new run is one more of theirs, on a later day.
"""

import argparse
import os
import shutil
import sys
import tempfile
from datetime import date
from pathlib import Path

from growth import Cost, cost_of
from runrisk.simulate import life, season

ROOT = Path(__file__).resolve().parent.parent
WANTED_S = {
    "report sample_logs": 4.0,
    "check sample_logs": 2.5,
    "report": 3.0,
    "check": 1.5,
    "sides after a new run": 1.0,
    "import a new run": 4.0,
    "its report": 4.0,
}
"""Processor time to reach [s]; import and report of a new run together."""


def best(home: Path, *words: str | Path) -> Cost:
    """The cheapest of three runs of a command that changes nothing."""
    return min((cost_of(home, *words) for _ in range(3)), key=lambda cost: cost.cpu_s)


def library(folder: Path, years: int) -> tuple[Path, list[Path]]:
    """The home of a library of so many years that has made its report, and new files for it."""
    home, export, later = folder / f"home-{years}", folder / f"life-{years}", folder / "later"
    if not export.exists():
        life(export, years=years, seed=3)
    if not home.exists():
        cost_of(home, "-m", "runrisk", "import", export)
    shutil.rmtree(later, ignore_errors=True)
    season(later, seed=3, weeks=1, first=date(2026, 11, 2))
    shutil.unpack_archive(next(later.glob("*.zip")), later)
    cost_of(home, "-m", "runrisk", "report", "-o", folder / "page.html")
    return home, sorted(later.rglob("*.fit.gz"))


def steps(folder: Path, years: int) -> dict[str, Cost]:
    """What each step costs."""
    run, page, none = ("-m", "runrisk"), folder / "page.html", folder / "no-home"
    logs = ROOT / "sample_logs"
    found = {
        "python": best(none, "-c", "pass"),
        "import pandas": best(none, "-c", "import pandas"),
        "--help": best(none, *run, "--help"),
        "report sample_logs": best(none, *run, "report", logs, "-o", page),
        "check sample_logs": best(none, *run, "check", logs),
    }
    home, (first, second, *_) = library(folder, years)
    found |= {"report": best(home, *run, "report", "-o", page), "check": best(home, *run, "check")}
    cost_of(home, *run, "import", first)
    found["sides after a new run"] = cost_of(home, *run, "sides")
    found["import a new run"] = cost_of(home, *run, "import", second)
    found["its report"] = cost_of(home, *run, "report", "-o", page)
    return found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--years", type=int, default=10, metavar="N")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the library there for the next time")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as passing:
        folder = (given.keep or Path(passing)).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        found = steps(folder, given.years)
    python_s, pandas_s = found["python"].cpu_s, found["import pandas"].cpu_s
    print(f"{'':24} {'processor s':>11} {'above Python':>12} {'x pandas':>8} {'MB':>5} {'wanted s':>8}")
    for name, cost in found.items():
        wanted = f"{WANTED_S[name]:8.1f}" if name in WANTED_S else ""
        above = cost.cpu_s - python_s
        print(f"{name:24} {cost.cpu_s:11.2f} {above:12.2f} {cost.cpu_s / pandas_s:8.1f} {cost.peak_mb:5.0f} {wanted}")
    print(f"load {os.getloadavg()[0]:.1f}, Python {sys.version.split()[0]}")


if __name__ == "__main__":
    main()
