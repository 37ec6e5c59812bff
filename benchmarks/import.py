"""Import a made-up history into a new library, and show what that costs beside the least it could cost.

    python benchmarks/import.py [--runs N] [--jobs N] [--parts N] [--keep FOLDER]

The history is N one-hour runs (default 3,000) recorded every second, as .fit.gz, a day apart. Each is made of its own
numbers. The floor is gunzip, decode and one Parquet file a run (as we write it: zstd, no dictionaries, no statistics), by as many
processes as the import uses, without library, cleaning, time zone, duplicates, features or import log. All ratios come from
one run of this program. Floor and import go through the history in parts, by turns, so that whatever else the machine
does weighs on both alike. Peak memory is that of the largest process, from fresh interpreters.

Wanted: import <= 1.7 x the floor, second import >= 10 x faster, N / 10 -> N runs <= 11 x, peak < 500 MB.
"""

import argparse
import gzip
import hashlib
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from runrisk.importers.formats.fit import read_fit
from runrisk.model import Activity, Source, Sport
from runrisk.model.tables import samples_frame
from runrisk.store import Library
from runrisk.workflows.files.import_files import import_files
from runrisk.writers.fit import fit_bytes

SECONDS = 3600
START = datetime(2016, 1, 4, 17, tzinfo=UTC)
METRES_A_DEGREE = 111_195.0


def write_run(folder: Path, number: int) -> None:
    """Write one run: a winding track at about 2.8 m/s with the channels of a good watch."""
    rng = np.random.default_rng(number)
    time_s = np.arange(SECONDS, dtype=float)
    heading = np.cumsum(rng.normal(0, 0.05, SECONDS))
    speed = 2.8 + 0.3 * np.sin(time_s / 300) + rng.normal(0, 0.05, SECONDS)
    samples = samples_frame(
        SECONDS,
        {
            "time_s": time_s,
            "lat_deg": 48.2 + np.cumsum(speed * np.cos(heading)) / METRES_A_DEGREE,
            "lon_deg": 16.3 + np.cumsum(speed * np.sin(heading)) / (METRES_A_DEGREE * np.cos(np.radians(48.2))),
            "altitude_m": 200 + np.cumsum(rng.normal(0, 0.1, SECONDS)),
            "distance_m": np.cumsum(speed),
            "speed_mps": speed,
            "heart_rate_bpm": np.round(150 + 5 * np.sin(time_s / 200)),
            "cadence_spm": np.round(170 + rng.normal(0, 2, SECONDS)),
            "contact_ms": np.round(240 + rng.normal(0, 4, SECONDS)),
            "contact_left_pct": np.round(50 + rng.normal(0, 0.4, SECONDS), 1),
            "oscillation_mm": np.round(90 + rng.normal(0, 3, SECONDS)),
            "step_length_mm": np.round(1000 + rng.normal(0, 20, SECONDS)),
            "temperature_c": np.full(SECONDS, 18.0),
        },
    )
    run = Activity(
        source=Source(name="", format="fit", sha256=hashlib.sha256(str(number).encode()).hexdigest()),
        start_utc=START + timedelta(days=number),
        elapsed_s=float(SECONDS - 1),
        timer_s=float(SECONDS - 1),
        sport=Sport.RUNNING,
        distance_m=float(np.sum(speed)),
        ascent_m=80.0,
        descent_m=80.0,
    )
    (folder / f"{number:05d}.fit.gz").write_bytes(gzip.compress(fit_bytes(samples, run), 6, mtime=0))


def write_floor(folder: Path, file: Path) -> None:
    """Gunzip, decode, one Parquet file: nothing else."""
    [recording] = read_fit(gzip.decompress(file.read_bytes()), file.name)
    table = pa.table(dict(recording.samples.recorded))
    where = folder / f"{file.name}.parquet"
    pq.write_table(table, where, compression="zstd", use_dictionary=False, write_statistics=False)


def in_processes(jobs: int, work: Callable[[Any], None], items: list[Any]) -> None:
    """Do all the work in `jobs` processes; 0: in this one."""
    if not jobs:
        for item in items:
            work(item)
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        list(pool.map(work, items, chunksize=4))


def floor(files: list[Path], jobs: int, folder: Path) -> None:
    """The least an import could do."""
    in_processes(jobs, partial(write_floor, folder), files)


def library_import(files: list[Path], jobs: int, folder: Path) -> None:
    """The import itself."""
    with Library(folder) as library:
        result = import_files(library, *files, jobs=jobs)
        assert len(result.files) == len(files)  # noqa: S101 - a benchmark of something else would be worth nothing
        assert not result.counts["failed"]  # noqa: S101 - the same


def open_log(files: list[Path], jobs: int, folder: Path) -> None:  # noqa: ARG001 - called like the others
    """The log with every run's path and minutes, as a report needs it."""
    with Library(folder) as library:
        log = library.log()
        assert len(log.runs) == len(files)  # noqa: S101 - as above
        for run in log.recorded:
            log.read_path(run.id)
            log.read_minutes(run.id)


STEPS = {"floor": floor, "import": library_import, "log": open_log}


@dataclass(frozen=True)
class Cost:
    """Time, start-up of Python left out [s]; processor time of all processes [s]; peak of the largest [MB]."""

    wall_s: float = 0.0
    cpu_s: float = 0.0
    peak_mb: float = 0.0

    def __add__(self, other: "Cost") -> "Cost":
        return Cost(self.wall_s + other.wall_s, self.cpu_s + other.cpu_s, max(self.peak_mb, other.peak_mb))


def measured(step: str, export: Path, part: tuple[int, int], jobs: int, folder: Path) -> Cost:
    """Run a step over some of the runs in a fresh process."""
    words = [sys.executable, __file__, "--step", step, str(export), *map(str, part), str(jobs), str(folder)]
    done = subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True)
    return Cost(*map(float, done.stdout.split()))


def run_step(step: str, export: str, *numbers_and_folder: str) -> None:
    """The other side of `measured`."""
    first, stop, jobs, folder = numbers_and_folder
    Path(folder).mkdir(parents=True, exist_ok=True)
    files = sorted(Path(export).iterdir())[int(first) : int(stop)]
    started = time.perf_counter()
    STEPS[step](files, int(jobs), Path(folder))
    wall_s = time.perf_counter() - started
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(wall_s, sum(u.ru_utime + u.ru_stime for u in used), max(u.ru_maxrss for u in used) / 1024)


def main(runs: int, jobs: int, parts: int, keep: Path) -> None:
    """Make the history where it is not there yet, measure, and print one table."""
    export = keep / "export"
    export.mkdir(parents=True, exist_ok=True)
    missing = [number for number in range(runs) if not (export / f"{number:05d}.fit.gz").exists()]
    in_processes(jobs, partial(write_run, export), missing)
    edges = [runs * part // parts for part in range(parts + 1)]
    with tempfile.TemporaryDirectory(dir=keep) as scratch:
        least, imports = Cost(), []
        for part in pairwise(edges):
            least += measured("floor", export, part, jobs, Path(scratch) / "floor")
            imports.append(measured("import", export, part, jobs, Path(scratch) / "library"))
        again = measured("import", export, (0, runs), jobs, Path(scratch) / "library")
        log = measured("log", export, (0, runs), jobs, Path(scratch) / "library")
    whole = sum(imports, Cost())
    show({"floor": least, "import": whole, f"  first {edges[1]}": imports[0], "import again": again, "log": log}, runs)
    print(f"import / floor        {whole.wall_s / least.wall_s:6.2f}   wanted <= 1.7")
    print(f"  processor time      {whole.cpu_s / least.cpu_s:6.2f}")
    print(f"first / second import {whole.wall_s / again.wall_s:6.1f}   wanted >= 10")
    print(f"{edges[1]} -> {runs} runs {whole.wall_s / imports[0].wall_s:13.1f}   wanted <= 11 for ten times as many")


def show(costs: dict[str, Cost], runs: int) -> None:
    """Print what each step cost."""
    print(f"{runs} runs of one hour at 1 s")
    for name, cost in costs.items():
        print(f"{name:16}{cost.wall_s:8.2f} s {cost.cpu_s:8.2f} s of processor {cost.peak_mb:6.0f} MB")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--step"]:
        run_step(*sys.argv[2:])
    else:
        parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
        parser.add_argument("--runs", type=int, default=3000, metavar="N", help="runs in the history")
        parser.add_argument(
            "--jobs", type=int, default=2, metavar="N", help="processes; 0: this one, so that none is started"
        )
        parser.add_argument("--parts", type=int, default=10, metavar="N", help="turns of floor and import")
        parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the history there for the next time")
        given = parser.parse_args()
        with tempfile.TemporaryDirectory() as passing:
            main(given.runs, given.jobs, given.parts, given.keep or Path(passing))
