"""Run by test_import_safety: imports in children that are killed at random moments, and looks at what they leave.

Usage: import_and_kill.py EXPORT FOLDER KILLS SEED. Prints how many kills there were, how many left a library with some of
the runs, how many left one with all, and how many libraries there are in the end.
Children are forked from this process, so that a kill falls into the import and not into Python's start. How many kills find a
library half filled depends on what else the machine does: it goes on, four times as long at most, until a quarter of KILLS did.
"""

import os
import random
import signal
import sys
import time
from pathlib import Path

from library_builders import check
from runrisk.store import Library
from runrisk.workflows.files.import_files import import_files


def child(export: Path, folder: Path) -> int:
    """Start an import in a child; return its process id."""
    pid = os.fork()
    if pid == 0:
        with Library(folder) as library:
            import_files(library, export, jobs=0)
        os._exit(0)
    return pid


def main(export: Path, folder: Path, kills: int, seed: int) -> None:
    """Kill `kills` imports or more; a library that is finished is set aside and the next one begun."""
    rng = random.Random(seed)  # noqa: S311 - seeded, for a test
    started = time.perf_counter()
    os.waitpid(child(export, folder / "timed"), 0)
    whole_s = time.perf_counter() - started
    number, made, partly, finished = 0, 0, 0, 0
    while made < kills or (partly < kills // 4 and made < 4 * kills):
        made += 1
        pid = child(export, folder / str(number))
        time.sleep(rng.uniform(0, whole_s))
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        with Library(folder / str(number)) as library:
            check(library)
            stored = len(library.ids())
        partly += 0 < stored < len(list(export.iterdir()))
        if stored == len(list(export.iterdir())):
            finished += 1
            number += 1
    os.waitpid(child(export, folder / str(number)), 0)
    print(made, partly, finished, number + 1)  # noqa: T201 - the answer to the test


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
