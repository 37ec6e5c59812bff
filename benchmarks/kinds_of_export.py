"""What arrives of each kind of export, and what reading it costs: python benchmarks/kinds_of_export.py [--markdown].

Every kind is written by ours: a made-up season as the services hand it out, a run as each format writes it. A fresh process
reads each; its processor time is that of a second reading, per 1,000 activities, its memory the most it ever took. "yes" is
read of all runs, a share of some; "-" is not in the export; "lost" is in it and not read (`LOST`, as docs/exports.md says).
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

import runrisk as rr
from exports import apple_export, garmin_export, polar_export, runkeeper_export
from exports.recorded import put_folder
from one_run import START, WRITERS, OneRun
from runrisk.importers.services.unread_kinds import UNREAD_KINDS
from runrisk.model import TrainingLog
from runrisk.simulate import made_season
from runrisk.simulate.service_export import WRITTEN

COPIES = 40
"""Files of a format that is one file a run, each of another length."""

FIELDS: dict[str, Callable[[pd.DataFrame], pd.Series]] = {
    "distance": lambda runs: runs["distance_m"].notna(),
    "heart rate": lambda runs: runs["avg_hr_bpm"].notna(),
    "cadence": lambda runs: runs["avg_cadence_spm"].notna(),
    "dynamics": lambda runs: runs[["avg_contact_ms", "avg_oscillation_mm", "avg_step_length_mm"]].notna().any(axis=1),
    "shoe": lambda runs: runs["shoe"].notna(),
    "effort": lambda runs: runs[["rpe", "feel_pct"]].notna().any(axis=1),
    "note": lambda runs: runs["note"].notna(),
}
LOST = {"adidas Running (Runtastic)": {"effort"}, "TrainingPeaks (table)": {"effort"}}
"""By kind: what it holds and is not read: feelings from 1 to 5 of which nobody has said which end is good."""


def exports() -> Iterator[tuple[str, dict[str, bytes]]]:
    """The kinds that are read, each as its files by path."""
    season = list(made_season(seed=3, weeks=12))
    yield "Garmin", garmin_export.export(old=False)
    yield "Apple Health", apple_export.export(new=True)
    yield "Polar Flow", polar_export.export(new=True)
    yield "Runkeeper", runkeeper_export.export(miles=False)
    yield from ((name, dict(members(season))) for name, members in WRITTEN.items())
    for form, write in WRITERS.items():
        yield f"{form} (files)", {f"{at}.{form}": on_day(at, write) for at in range(COPIES)}


def on_day(at: int, write: Callable[[OneRun], bytes]) -> bytes:
    """Half an hour's run of a later day."""
    with patch("one_run.START", START + timedelta(days=at)):
        return write(OneRun(seconds=1800))


def told(log: TrainingLog, elsewhere: TrainingLog) -> dict[str, float]:
    """The share of runs that each field is known of; a day is, where it is the same whatever zone is assumed."""
    runs, others = (one.activities[one.activities["sport"] == "running"] for one in (log, elsewhere))
    days = pd.Series(runs["local_day"].to_numpy() == others["local_day"].to_numpy())
    return {"local day": float(days.mean())} | {name: float(known(runs).mean()) for name, known in FIELDS.items()}


def measured(folder: Path) -> dict[str, object]:
    """What is read of a folder: how many runs, what is known of them, what it cost. Runs in a process of its own."""
    elsewhere = rr.read(folder, jobs=0, tz="Pacific/Auckland")
    begun = time.process_time()
    log = rr.read(folder, jobs=0, tz="America/Los_Angeles")
    spent_s = time.process_time() - begun
    peak_mb = int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1]) / 1024  # type: ignore[index]
    return {
        "runs": len(log.runs),
        "told": told(log, elsewhere),
        "ms": 1000 * spent_s / len(log.counted),
        "peak_mb": peak_mb,
    }


def in_a_fresh_process(folder: Path) -> dict[str, object]:
    """The same, of another process."""
    done = subprocess.run([sys.executable, __file__, "--of", folder], capture_output=True, check=False, text=True)
    return dict(json.loads(done.stdout)) if done.returncode == 0 else {"failed": done.stderr.strip().splitlines()[-1]}


def cell(kind: str, name: str, share: float) -> str:
    """One word on a field of a kind."""
    if share:
        return "yes" if share == 1 else f"{share:.0%}"
    return "lost" if name in LOST.get(kind, ()) else "-"


def row(kind: str, files: dict[str, bytes]) -> list[str]:
    """The line of one kind."""
    with tempfile.TemporaryDirectory() as folder:
        found = in_a_fresh_process(put_folder(Path(folder), files))
    if "failed" in found:
        return [kind, "0", str(found["failed"]), *[""] * (len(FIELDS) + 2)]
    shares = [cell(kind, name, share) for name, share in dict(found["told"]).items()]  # type: ignore[call-overload]
    return [kind, str(found["runs"]), *shares, f"{found['ms']:.0f} s", f"{found['peak_mb']:.0f} MB"]


def main() -> None:
    """Print the table, and what is said of the kinds that stay unread."""
    rows = [["kind", "runs", "local day", *FIELDS, "processor / 1,000", "memory"]]
    for kind, files in exports():
        rows.append(row(kind, files))
        print(f"\r{kind:<40}", end="", file=sys.stderr)
    print(file=sys.stderr)
    widths = [max(len(line[at]) for line in rows) for at in range(len(rows[0]))]
    for line in rows:
        cells = [text.ljust(width) for text, width in zip(line, widths, strict=True)]
        print(f"| {' | '.join(cells)} |" if "--markdown" in sys.argv else "  ".join(cells).rstrip())
    print("\nNot read:", *(f"- {kind.sentence}" for kind in UNREAD_KINDS), sep="\n")
    print(f"\nload {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--of"]:
        print(json.dumps(measured(Path(sys.argv[2]))))
    else:
        main()
