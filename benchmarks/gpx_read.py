"""Points per second of our GPX reader and of gpxpy, on the same bytes in one process.

    python benchmarks/gpx_read.py [FOLDER]

FOLDER (default: shared/corpus beside the repository) is searched for GPX files; a made file of 3,600 points with heart
rate, cadence and temperature is always there. gpxpy takes lxml where it finds it and is slower with it, so lxml is
hidden from it here. Each reader reads everything REPEATS times, in turns; processor time counts, and the median of the
turns' ratios. Files of a few points are a line of their own, without a target: there it is the table, with its types
and columns, that takes our time, while gpxpy returns objects. Exit 1 below TARGET.
"""

import math
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from time import process_time

sys.modules["lxml"] = None  # type: ignore[assignment]  # Python's way to say "not installed"

import gpxpy  # noqa: E402  # after lxml is hidden

from runrisk.errors import FileError  # noqa: E402
from runrisk.importers.formats.gpx import read_gpx  # noqa: E402

REPEATS = 7
TARGET = 3.0
FEW_POINTS = 50


def made(points: int = 3600) -> bytes:
    """Return a GPX file of one hour at 1 s on a circle, as Garmin Connect writes it."""
    rows = "".join(_point(second) for second in range(points))
    extension = "http://www.garmin.com/xmlschemas/TrackPointExtension/v1"
    head = f'<gpx version="1.1" creator="benchmark" xmlns="http://www.topografix.com/GPX/1/1" xmlns:ns3="{extension}">'
    return f"{head}<trk><name>made</name><type>running</type><trkseg>{rows}</trkseg></trk></gpx>".encode()


def _point(second: int) -> str:
    lat, lon = 48 + math.sin(second / 600) / 100, 11 + math.cos(second / 600) / 100
    return f"""
      <trkpt lat="{lat:.15f}" lon="{lon:.15f}">
        <ele>{500 + math.sin(second / 90) * 20:.2f}</ele>
        <time>2026-05-01T{6 + second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}.000Z</time>
        <extensions>
          <ns3:TrackPointExtension>
            <ns3:atemp>17.0</ns3:atemp>
            <ns3:hr>{140 + second % 20}</ns3:hr>
            <ns3:cad>{84 + second % 3}</ns3:cad>
          </ns3:TrackPointExtension>
        </extensions>
      </trkpt>"""


def ours(content: bytes) -> int:
    """Return the number of points we read."""
    try:
        return sum(len(recording.samples) for recording in read_gpx(content, "benchmark.gpx"))
    except FileError:
        return 0


def theirs(content: bytes) -> int:
    """Return the number of track points gpxpy reads."""
    return gpxpy.parse(content).get_track_points_no()


def seconds(read: Callable[[bytes], int], files: Sequence[bytes]) -> float:
    """Return the time to read all files once [s]."""
    begin = process_time()
    for content in files:
        read(content)
    return process_time() - begin


def compare(label: str, files: Sequence[bytes]) -> float:
    """Print one line per reader and return the median ratio of gpxpy's time to ours."""
    turns = [(seconds(ours, files), seconds(theirs, files)) for _ in range(REPEATS)]
    ratio = median(theirs_s / ours_s for ours_s, theirs_s in turns)
    points = sum(theirs(content) for content in files)
    megabytes = sum(map(len, files)) / 1e6
    print(f"{label}: {len(files)} files, {points:,} points, {megabytes:.2f} MB")
    for name, column in zip(("runrisk", "gpxpy (expat)"), zip(*turns, strict=True), strict=True):
        took = min(column)
        print(f"  {name:<14}{points / took:>12,.0f} points/s {megabytes / took:>8.1f} MB/s")
    print(f"  ratio {ratio:.1f} x")
    return ratio


def main() -> int:
    """Compare both readers; return the exit code."""
    beside = Path(__file__).resolve().parents[2] / "shared" / "corpus"
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else beside
    files = [path.read_bytes() for path in sorted(folder.rglob("*.gpx"))]
    few = [content for content in files if theirs(content) < FEW_POINTS]
    many = [content for content in files if content not in few]
    ratios = [compare("made", [made()])]
    if many:
        ratios.append(compare(folder.name, many))
    if few:
        compare(f"{folder.name}, below {FEW_POINTS} points", few)
    print(f"target {TARGET} x: {'reached' if min(ratios) >= TARGET else 'MISSED'}")
    return 0 if min(ratios) >= TARGET else 1


if __name__ == "__main__":
    sys.exit(main())
