"""Compare FIT decoders on the same files in one run: ours, fitparse, fitdecode.

    python benchmarks/fit_decode.py [PATH...] [--files N]

PATH = FIT files or folders; without one the files of ../shared/corpus, else those of sample_logs, that hold more than
1,000 records. All three check the checksum and give the values of the record fields that the log keeps. A file that
one of them cannot read to its end is left out for all and named. Ours runs five times (the median counts), the others
once. Times are processor times: all three use one thread, and what else the machine does matters less. Peak memory is
measured in a fresh process, above what the imports take.
"""

import argparse
import importlib
import importlib.util
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import fitparse
import fitparse.records

from runrisk.errors import RunriskError
from runrisk.importers.formats.fit import decode

ROOT = Path(__file__).resolve().parents[1]
MIN_RECORDS = 1_000
PASSES = 5

KEPT_FIELDS = (
    "timestamp",
    "position_lat",
    "position_long",
    "altitude",
    "enhanced_altitude",
    "distance",
    "speed",
    "enhanced_speed",
    "heart_rate",
    "cadence",
    "fractional_cadence",
    "power",
    "stance_time",
    "stance_time_balance",
    "vertical_oscillation",
    "vertical_ratio",
    "step_length",
    "temperature",
    "gps_accuracy",
)

Reader = Callable[[Path], int]


def ours(path: Path) -> int:
    records = 0
    for part in decode(path.read_bytes()).parts:
        if "record" in part.tables:
            table = part.tables["record"]
            columns = [table.numbers(name) for name in KEPT_FIELDS]
            records += len(columns[0])
    return records


def with_fitparse(path: Path) -> int:
    fitparse.records.DEV_TYPES.clear()
    with fitparse.FitFile(str(path), check_crc=True) as fit:
        return sum(bool(message.get_values()) for message in fit.get_messages("record"))


def with_fitdecode(path: Path) -> int:
    fitdecode = importlib.import_module("fitdecode")  # an extra: without it the others are compared

    records = 0
    with fitdecode.FitReader(str(path), check_crc=fitdecode.CrcCheck.RAISE) as fit:
        for frame in fit:
            if frame.frame_type == fitdecode.FIT_FRAME_DATA and frame.name == "record":
                records += bool({field.name: field.value for field in frame.fields})
    return records


def candidates(paths: Sequence[Path]) -> list[Path]:
    """FIT files with enough records, in the order of their names."""
    found: list[Path] = []
    for path in paths:
        found += sorted(path.rglob("*.fit")) if path.is_dir() else [path]
    return [path for path in found if _records(path) > MIN_RECORDS]


def _records(path: Path) -> int:
    try:
        return ours(path)
    except RunriskError:
        return 0


def timed(reader: Reader, path: Path) -> tuple[float, str]:
    """Seconds of processor time, and what went wrong."""
    start = time.process_time()
    try:
        reader(path)
    except Exception as error:  # noqa: BLE001 - whatever a foreign reader raises, the file is left out by name
        return 0.0, f"{type(error).__name__}: {error}"
    return time.process_time() - start, ""


def peak_kib() -> int:
    """The process's own high-water mark; a child's ru_maxrss would start from its parent's."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1])
    raise OSError("no VmHWM in /proc/self/status")


def memory_above_imports(paths: Sequence[Path]) -> float:
    """Peak memory of ours over all files in a fresh process [MB]."""
    command = [sys.executable, __file__, "--peak", *map(str, paths)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def print_peak(paths: Sequence[Path]) -> None:
    importlib.import_module("fitparse.profile")  # an import, not decoding
    before = peak_kib()
    for path in paths:
        ours(path)
    print((peak_kib() - before) * 1024 / 1e6)


def compare(paths: Sequence[Path]) -> None:
    readers: dict[str, Reader] = {"fitparse": with_fitparse}
    if importlib.util.find_spec("fitdecode"):
        readers["fitdecode"] = with_fitdecode
    seconds = dict.fromkeys(["ours", *readers], 0.0)
    kept: list[Path] = []
    for path in paths:
        times = {name: timed(reader, path) for name, reader in readers.items()}
        troubles = [f"{name}: {trouble}" for name, (_, trouble) in times.items() if trouble]
        if troubles:
            print(f"left out {path.name}: {'; '.join(troubles)}")
            continue
        kept.append(path)
        for name, (taken, _) in times.items():
            seconds[name] += taken
        seconds["ours"] += statistics.median(timed(ours, path)[0] for _ in range(PASSES))
    records, size = sum(map(ours, kept)), sum(path.stat().st_size for path in kept)
    print(f"{len(kept)} files, {records:,} records, {size / 1e6:.1f} MB, checksums compared by all")
    print(f"{'reader':<10} {'records/s':>12} {'MB/s':>8} {'ours is':>10}")
    for name, taken in seconds.items():
        print(f"{name:<10} {records / taken:>12,.0f} {size / taken / 1e6:>8.2f} {taken / seconds['ours']:>8.0f} x")
    print(f"ours, peak memory above the imports: {memory_above_imports(kept):.1f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--files", type=int, help="only the first N of the files, for all readers")
    parser.add_argument("--peak", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.peak:
        print_peak(chosen.paths)
        return
    corpus = ROOT.parent / "shared" / "corpus"
    paths = candidates(chosen.paths or [corpus if corpus.is_dir() else ROOT / "sample_logs"])[: chosen.files]
    if not paths:
        sys.exit(f"no FIT file with more than {MIN_RECORDS:,} records there")
    compare(paths)


if __name__ == "__main__":
    main()
