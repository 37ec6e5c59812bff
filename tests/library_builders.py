"""Activities and samples made by hand for the tests of the library."""

import gzip
import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from frames import frame_of
from runrisk.model import Activity, Recorder, Samples, Source, Sport, TzSource
from runrisk.store import Incoming, Library
from runrisk.store.features import FEATURES, packed_features
from runrisk.store.samples import write_incoming
from runrisk.writers.fit import fit_bytes

START = datetime(2026, 3, 2, 17, 30, tzinfo=UTC)
"""A Monday."""


def activity(
    number: int = 0, *, days: float = 0.0, source_format: str = "fit", recorder: Recorder | None = None, **facts: object
) -> Activity:
    """A run of half an hour; `number` stands for the content of its file, `days` moves its start."""
    source = Source(
        name=f"run-{number}.{source_format}",
        format=source_format,
        sha256=hashlib.sha256(f"file {number}".encode()).hexdigest(),
        recorder=recorder,
    )
    plain = {
        "start_utc": START + timedelta(days=days),
        "elapsed_s": 1800.0,
        "sport": Sport.RUNNING,
        "distance_m": 5000.0,
        "timer_s": 1800.0,
        "moving_s": 1780.0,
        "utc_offset_s": 3600,
        "tz_source": TzSource.POSITION,
    }
    return Activity(source=source, **(plain | facts))


def samples(count: int = 60):
    """A straight track to the north at 2.8 m/s, one sample a second."""
    time_s = np.arange(count, dtype=float)
    metres_a_degree = 111_195.0  # 6,371,008.8 m x pi / 180
    return Samples(
        {
            "time_s": time_s,
            "lat_deg": 48.0 + 2.8 * time_s / metres_a_degree,
            "lon_deg": np.full(count, 16.0),
            "distance_m": 2.8 * time_s,
            "heart_rate_bpm": 140 + time_s % 7,
        },
    )


def put(library: Library, *activities: Activity, count: int = 60) -> None:
    """Take activities into a library, as an import does once it has read them."""
    for one in activities:
        table = samples(count)
        file = write_incoming(library.incoming_folder, one, table)
        library.take(Incoming(activity=one, samples_file=file, features=packed_features(one, table)))


def fit_file(number: int, *, days: float | None = None, count: int = 60, **facts: object) -> bytes:
    """A FIT file of a run; different numbers are different days unless `days` says otherwise."""
    watch = Recorder(manufacturer="garmin", product="fr955", serial_number=3_900_000_000 + number, time_created=START)
    seconds = float(count - 1)
    measured = {"elapsed_s": seconds, "timer_s": seconds, "moving_s": seconds, "distance_m": 2.8 * seconds}
    day = float(number) if days is None else days
    return fit_bytes(frame_of(samples(count)), activity(number, days=day, recorder=watch, **(measured | facts)))


def export_folder(folder: Path, runs: int, **facts: object) -> Path:
    """A folder of runs, one a day, gzipped as services give them."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(runs):
        (folder / f"{number:04d}.fit.gz").write_bytes(gzip.compress(fit_file(number, **facts), 1, mtime=0))
    return folder


def facts_of(library: Library) -> list[Activity]:
    """What a library says of each run, and where it has it from; the names of the files aside."""
    return [replace(run, source=replace(run.source, name="")) for run in library.recorded()]


def check(library: Library) -> None:
    """Assert what must hold at any moment: every row has its source, its samples and its path; the tables are whole."""
    runs = library.read()
    assert {run.id for run in runs} == library.ids() == library.stored_ids()
    for run in runs:
        assert library.samples(run.id).in_order
        assert all(library.features.get(run.id, feature) is not None for feature in FEATURES)
    assert library.database.rows("PRAGMA integrity_check") == [("ok",)]
    assert library.database.rows("PRAGMA foreign_key_check") == []
