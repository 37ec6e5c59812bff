"""Whole reading against the peers' mere parsing, in one run: FIT against fitparse, GPX against gpxpy.

    python benchmarks/read.py [PATH...] [--repeats N]

PATH = files or folders; without one the files of ../shared/corpus, else those of sample_logs. `rr.read` finds, unpacks,
decodes, cleans, measures, dates and compares; the peers only parse: fitparse gives the values of the record messages,
gpxpy its objects (expat: with lxml it is slower, so lxml is hidden). A file that one of them cannot read is left out for
all. All in one process and thread; processor time; ours takes the median of N turns (default 5), fitparse one.

Wanted: FIT 80 x, GPX 3.5 x, GPX below 50 points 1 x.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

sys.modules["lxml"] = None  # type: ignore[assignment]  # Python's way to say "not installed"

import fitparse  # noqa: E402  # after lxml is hidden
import fitparse.records  # noqa: E402
import gpxpy  # noqa: E402

import runrisk as rr  # noqa: E402
from runrisk.errors import RunriskError  # noqa: E402

ROOT = Path(__file__).resolve().parents[1]
MIN_RECORDS, FEW_POINTS = 1_000, 50

Counted = Callable[[Path], int]


def with_fitparse(path: Path) -> int:
    """Decode all records; return how many there are."""
    fitparse.records.DEV_TYPES.clear()
    with fitparse.FitFile(str(path), check_crc=True) as fit:
        return sum(bool(message.get_values()) for message in fit.get_messages("record"))


def with_gpxpy(path: Path) -> int:
    """Parse; return the number of track points."""
    return int(gpxpy.parse(path.read_bytes()).get_track_points_no())


def counted(reader: Counted, path: Path) -> int | None:
    """What a reader finds in a file; None where it, or ours, cannot read it."""
    try:
        found = reader(path)
        rr.read(path, jobs=0)
    except RunriskError:
        return None
    except Exception:  # noqa: BLE001 - whatever a foreign reader raises, the file is left out
        return None
    return found


def processor_s(work: Callable[[], object]) -> float:
    """Processor time of a call [s]."""
    begin = time.process_time()
    work()
    return time.process_time() - begin


def compare(label: str, peer: str, reader: Counted, files: Sequence[tuple[Path, int]], repeats: int) -> None:
    """Print one line: both times, and how many times as fast whole reading is."""
    if not files:
        print(f"{label:<24} none there")
        return
    paths = [path for path, _ in files]
    ours = statistics.median(processor_s(lambda: rr.read(*paths, jobs=0)) for _ in range(repeats))
    theirs = processor_s(lambda: [reader(path) for path in paths])
    points = sum(count for _, count in files)
    print(
        f"{label:<24} {len(paths):>4} files {points:>9,} points   rr.read {1000 * ours / len(paths):>7.1f} ms a file   "
        f"{peer} {1000 * theirs / len(paths):>8.1f} ms   {theirs / ours:>6.1f} x"
    )


def files_of(paths: Sequence[Path], ending: str, reader: Counted) -> list[tuple[Path, int]]:
    """The files that both can read, with their number of points."""
    found = [file for path in paths for file in (sorted(path.rglob(f"*{ending}")) if path.is_dir() else [path])]
    told = [(file, counted(reader, file)) for file in found if file.suffix.lower() == ending]
    return [(file, count) for file, count in told if count is not None]


def main() -> None:
    """Compare, and print one table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--repeats", type=int, default=5, metavar="N")
    chosen = parser.parse_args()
    corpus = ROOT.parent / "shared" / "corpus"
    paths = chosen.paths or [corpus if corpus.is_dir() else ROOT / "sample_logs"]
    fit, gpx = files_of(paths, ".fit", with_fitparse), files_of(paths, ".gpx", with_gpxpy)
    long = [one for one in fit if one[1] >= MIN_RECORDS]
    compare(f"FIT, {MIN_RECORDS:,} records and more", "fitparse", with_fitparse, long, chosen.repeats)
    compare("GPX", "gpxpy", with_gpxpy, [one for one in gpx if one[1] >= FEW_POINTS], chosen.repeats)
    compare(
        f"GPX below {FEW_POINTS} points",
        "gpxpy",
        with_gpxpy,
        [one for one in gpx if one[1] < FEW_POINTS],
        chosen.repeats,
    )


if __name__ == "__main__":
    main()
