"""What is made of a life with the dirt of real logs: for each kind of dirt, how often the log has it right.

    python benchmarks/life.py [--years N] [--seed N]

`runrisk.simulate.life` writes the files and their truth; `runrisk.read` reads them. An activity with dirt is right if
what counts of its files is on its day, begins when it began (within 10 minutes), and has its distance and its timer
time (within 5 %). How many are right, and what is wrong with the others, is printed by kind; below it the totals.
What dirt does to heart rate, height and dynamics is not looked at. Wanted: all right, or told in a warning.
"""

import argparse
import tempfile
import time
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import runrisk as rr
from runrisk.model import Activity, Sport
from runrisk.simulate import life, life_log

NEAR = 0.05
"""Distance and time may differ by so much [share]: a phone that records only changes loses up to 4 % at corners."""

LATE = timedelta(minutes=10)
"""The start may differ by so much: a cold first fix costs a minute."""


def wrongs(planted: Mapping[str, Any], found: Iterable[Activity]) -> list[str]:
    """What is wrong with what counts of an activity's files; empty where all is right."""
    counted = [one for one in found if one.duplicate_of is None]
    if not counted:
        return ["not there"]
    wrong = []
    if any(one.local_day != planted["first"] for one in counted):
        wrong.append("another day")
    elif abs(min(one.start_utc for one in counted) - planted["start_utc"]) > LATE:
        wrong.append("start")
    if any(one.sport is Sport.UNKNOWN for one in counted):
        wrong.append("sport unknown")
    distance_m = sum(one.distance_m or 0.0 for one in counted)
    if planted["distance_m"] and abs(distance_m / planted["distance_m"] - 1) > NEAR:
        wrong.append("distance")
    if abs(sum(one.spent_s for one in counted) / planted["timer_s"] - 1) > NEAR:
        wrong.append("time")
    return wrong


def key(name: str) -> str:
    """A file's name without its folder, or its number in the export."""
    return Path(name.rpartition(": ")[2]).name.removesuffix(".gz")


def main(years: int, seed: int) -> None:
    """Write, read, compare, and print."""
    with tempfile.TemporaryDirectory() as passing:
        folder, begun = Path(passing), time.perf_counter()
        files = life(folder, years=years, seed=seed)
        written = time.perf_counter()
        truth = tomllib.loads((folder / "truth.toml").read_text(encoding="utf-8"))
        log = rr.read(folder)
        print(f"{len(files)} files, {sum(p.stat().st_size for p in folder.rglob('*.*')) / 1e6:.0f} MB")
        print(f"written in {written - begun:.0f} s, read in {time.perf_counter() - written:.0f} s")
    by_file = defaultdict(list)
    for one in log.recorded:
        by_file[key(one.source.name)].append(one)
    show_kinds(truth["planted"], by_file)
    true = life_log(years=years, seed=seed)
    print(f"runs {len(true.runs)}, found {len(log.runs)}", end="; ")
    print(f"km {true.runs['distance_m'].sum() / 1000:.0f}, found {log.runs['distance_m'].sum() / 1000:.0f}")


def show_kinds(planted: Iterable[Mapping[str, Any]], by_file: Mapping[str, list[Activity]]) -> None:
    """One row a kind: how many, how many right, what is wrong with the others, how many of those carry a warning."""
    rows = defaultdict(list)
    for one in planted:
        if "files" in one:
            found = [activity for name in one["files"] for activity in by_file.get(key(name), ())]
            rows[one["kind"]].append((wrongs(one, found), any(activity.warnings for activity in found)))
    print(f"{'kind':24} {'n':>4} {'right':>6} {'warned':>7}  wrong")
    for kind, told in sorted(rows.items()):
        bad = Counter(wrong for wrong_ones, _ in told for wrong in wrong_ones)
        right, warned = sum(not wrong for wrong, _ in told), sum(bool(wrong) and said for wrong, said in told)
        said = ", ".join(f"{wrong} {count}" for wrong, count in bad.most_common())
        print(f"{kind:24} {len(told):4} {right:6} {warned:7}  {said}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--years", type=int, default=10, metavar="N")
    parser.add_argument("--seed", type=int, default=3, metavar="N")
    given = parser.parse_args()
    main(given.years, given.seed)
