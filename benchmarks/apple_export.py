"""Reading an Apple Health export of 200 MB: memory it takes, and time over that of unzipping it.

Run: python benchmarks/apple_export.py [MEGABYTES]. The zip is written as a stream into a temporary folder.
"""

import resource
import sys
import tempfile
import time
import zipfile
from datetime import date, datetime, timedelta
from datetime import time as time_of_day
from pathlib import Path

from runrisk.importers.containers.walk import walk
from runrisk.importers.read_file import ReadDefaults
from runrisk.importers.services.recognise import Exports

HEAD = b'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE HealthData [<!ELEMENT HealthData ANY>]>\n<HealthData locale="en_US">\n'
RECORD = (
    ' <Record type="HK{kind}" sourceName="Watch" sourceVersion="11.0" unit="{unit}" '
    'creationDate="{at} +0200" startDate="{at} +0200" endDate="{end} +0200" value="{value}"/>\n'
)
EVENING = time_of_day(17)
KINDS = (
    ("QuantityTypeIdentifierHeartRate", "count/min", 30),
    ("QuantityTypeIdentifierStepCount", "count", 25),
    ("QuantityTypeIdentifierActiveEnergyBurned", "kcal", 25),
    ("QuantityTypeIdentifierRunningPower", "W", 5),
    ("QuantityTypeIdentifierRunningGroundContactTime", "ms", 5),
    ("QuantityTypeIdentifierRunningVerticalOscillation", "cm", 5),
    ("QuantityTypeIdentifierHeartRateVariabilitySDNN", "ms", 1),
    ("CategoryTypeIdentifierSleepAnalysis", "", 4),
)
"""What an export holds most of, and how much of each in a hundred records: a guess at a runner with a watch."""
WORKOUT = (
    ' <Workout workoutActivityType="HKWorkoutActivityTypeRunning" duration="30" durationUnit="min" totalDistance="{km}" '
    'totalDistanceUnit="km" sourceName="Watch" startDate="2026-06-{day:02} 17:00:00 +0200" '
    'endDate="2026-06-{day:02} 17:30:00 +0200"/>\n'
)


def write(file: Path, megabytes: int) -> int:
    """Write the export; return the bytes of its XML."""
    written = 0
    with (
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("apple_health_export/export.xml", "w", force_zip64=True) as stream,
    ):
        written += stream.write(HEAD)
        day = 0
        while written < megabytes * 1_000_000:
            written += stream.write(_records(date(2016, 1, 1) + timedelta(days=day % 3650)))
            day += 1
        for day in range(1, 29):
            written += stream.write(WORKOUT.format(km=day, day=day).encode())
        written += stream.write(b"</HealthData>\n")
    return written


def _records(day: date) -> bytes:
    """Some 1,300 records of one day, kind after kind as Apple writes them: ten minutes each of one every second or so."""
    rows = []
    for kind, unit, share in KINDS:
        for number in range(13 * share):
            at = datetime.combine(day, EVENING) + timedelta(seconds=5 * number)
            value = "HKCategoryValueSleepAnalysisAsleepCore" if not unit else str(60 + number % 97)
            rows.append(RECORD.format(kind=kind, unit=unit, at=at, end=at + timedelta(seconds=4), value=value))
    return "".join(rows).encode()


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(megabytes: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "export.zip"
        size = write(file, megabytes)
        started = time.process_time()
        with zipfile.ZipFile(file) as archive, archive.open("apple_health_export/export.xml") as stream:
            while stream.read(1 << 20):
                pass
        unzip_s, before_mb = time.process_time() - started, peak_mb()
        started = time.process_time()
        exports = Exports()
        for container in walk(file):
            exports.enter(container)
        read_s, after_mb = time.process_time() - started, peak_mb()
        runs = len(list(exports.rest(ReadDefaults())))
    print(f"{size / 1e6:.0f} MB of XML, {runs} workouts")
    print(f"peak memory: {before_mb:.0f} MB before, {after_mb:.0f} MB after reading (+{after_mb - before_mb:.1f} MB)")
    print(
        f"reading takes {read_s:.1f} s of CPU, {read_s / unzip_s:.1f} x that of unzipping it ({size / 1e6 / read_s:.0f} MB/s)"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
