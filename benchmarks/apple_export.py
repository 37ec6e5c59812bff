"""Reading an Apple Health export of 200 MB: memory it takes, and time over that of unzipping it.

Run: python benchmarks/apple_export.py [MEGABYTES]. The zip is written as a stream into a temporary folder.
"""

import resource
import sys
import tempfile
import time
import zipfile
from pathlib import Path

from runrisk.importers.containers.walk import walk
from runrisk.importers.read_file import ReadDefaults
from runrisk.importers.services.recognise import Exports

HEAD = b'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE HealthData [<!ELEMENT HealthData ANY>]>\n<HealthData locale="en_US">\n'
RECORD = (
    ' <Record type="HKQuantityTypeIdentifierHeartRate" sourceName="Watch" sourceVersion="11.0" unit="count/min" '
    'creationDate="2026-08-05 17:00:05 +0200" startDate="2026-08-05 17:00:00 +0200" endDate="2026-08-05 17:00:00 +0200" '
    'value="{value}"/>\n'
)
WORKOUT = (
    ' <Workout workoutActivityType="HKWorkoutActivityTypeRunning" duration="30" durationUnit="min" totalDistance="{km}" '
    'totalDistanceUnit="km" sourceName="Watch" startDate="2026-06-{day:02} 17:00:00 +0200" '
    'endDate="2026-06-{day:02} 17:30:00 +0200"/>\n'
)


def write(file: Path, megabytes: int) -> int:
    """Write the export; return the bytes of its XML."""
    block = "".join(RECORD.format(value=60 + number % 97) for number in range(4000)).encode()
    written = 0
    with (
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("apple_health_export/export.xml", "w", force_zip64=True) as stream,
    ):
        written += stream.write(HEAD)
        while written < megabytes * 1_000_000:
            written += stream.write(block)
        for day in range(1, 29):
            written += stream.write(WORKOUT.format(km=day, day=day).encode())
        written += stream.write(b"</HealthData>\n")
    return written


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(megabytes: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "export.zip"
        size = write(file, megabytes)
        started = time.perf_counter()
        with zipfile.ZipFile(file) as archive, archive.open("apple_health_export/export.xml") as stream:
            while stream.read(1 << 20):
                pass
        unzip_s, before_mb = time.perf_counter() - started, peak_mb()
        started = time.perf_counter()
        exports = Exports()
        for container in walk(file):
            exports.enter(container)
        read_s, after_mb = time.perf_counter() - started, peak_mb()
        runs = len(list(exports.rest(ReadDefaults())))
    print(f"{size / 1e6:.0f} MB of XML, {runs} workouts")
    print(f"peak memory: {before_mb:.0f} MB before, {after_mb:.0f} MB after reading (+{after_mb - before_mb:.1f} MB)")
    print(f"reading takes {read_s / unzip_s:.1f} x the time of unzipping it ({size / 1e6 / read_s:.0f} MB/s)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
