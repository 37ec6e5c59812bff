"""Which sockets the commands open, by the system calls that strace (Debian's package) sees of them and of their children.

    python benchmarks/sockets.py

Printed are, for each command: the calls that were watched, the sockets by family, and the calls that reached an address
of the internet. Wanted: none of AF_INET or AF_INET6. A PDF is printed by Chromium, which opens some inside a network
namespace of its own that holds nothing: there the last column counts, and is to be 0.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

SAMPLES = Path(__file__).parents[1] / "sample_logs"
SOME_UNREAD = 3
"""Exit code: the sample logs hold damaged files on purpose."""
CALLS = "socket,socketpair,connect,sendto,sendmsg,sendmmsg,bind,execve"
OPENED = re.compile(r"\bsocket\((AF_\w+)[^)]*\) = \d")
REACHED = re.compile(r"\b(?:connect|sendto|sendmsg|sendmmsg)\(.*sa_family=AF_INET6?\b.*\) = \d")
CELLS = "import json, sys; [exec(''.join(c['source'])) for c in json.load(open(sys.argv[1]))['cells'] if c['cell_type'] == 'code']"


def watched(folder: Path, *words: str | Path) -> list[str]:
    """The calls of a command, run in a folder and a home of its own."""
    calls = folder / "calls"
    own = os.environ | {"RUNRISK_HOME": str(folder / "home")}
    command = ["strace", "-f", "-qq", "-e", f"trace={CALLS}", "-o", calls, sys.executable, *words]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    done = subprocess.run(command, check=False, cwd=folder, env=own, **quiet)
    assert done.returncode in {0, SOME_UNREAD}, words  # noqa: S101 - else nothing was watched
    return calls.read_text(encoding="utf-8", errors="replace").splitlines()


def show(name: str, calls: list[str]) -> None:
    """One row of the table."""
    families = Counter(found[1] for line in calls if (found := OPENED.search(line)))
    opened = ", ".join(f"{family} {count}" for family, count in sorted(families.items())) or "none"
    print(f"{name:28} {len(calls):6} {sum(map(bool, map(REACHED.search, calls))):8}  {opened}", flush=True)


def main(folder: Path) -> None:
    """Run each command on the sample logs and print a row."""
    club = folder / "club" / "anna"
    club.mkdir(parents=True)
    for file in sorted(SAMPLES.glob("*.fit"))[:6]:
        shutil.copy(file, club)
    print(f"{'command':28} {'calls':>6} {'internet':>8}  sockets opened")
    commands = {
        "import": ["import", SAMPLES],
        "report": ["report", "-o", "report.html"],
        "check": ["check"],
        "check PATH": ["check", SAMPLES],
        "physio -o page.pdf": ["physio", "-o", "page.pdf"],
        "notebook": ["notebook", "-o", "season.ipynb"],
        "cohort": ["cohort", "club", "--jobs", "2"],
        "doctor": ["doctor"],
    }
    for name, words in commands.items():
        show(name, watched(folder, "-m", "runrisk", *words))
    show("cells of the notebook", watched(folder, "-c", CELLS, folder / "season.ipynb"))


if __name__ == "__main__":
    if shutil.which("strace") is None:
        sys.exit("it takes strace (Debian's package)")
    with tempfile.TemporaryDirectory() as passing:
        main(Path(passing))
