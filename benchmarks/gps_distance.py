"""How far the positions alone come from the watch's own distance: each FIT run read again as a bare GPX.

    python benchmarks/gps_distance.py [FOLDER]

FOLDER (default: shared/corpus beside the repository) is searched for FIT files. Every run outdoors of a kilometre or
more is written as GPX with nothing but positions and times, read again, and its distance held against the one that the
watch measured from the first position to the last. Printed is the difference of each run, then median and quartiles. A
watch measures with its own filter and often a foot pod: a difference is no error of either.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import quantiles

import numpy as np

from runrisk.errors import FileError
from runrisk.importers.formats.file_formats import read_recordings
from runrisk.importers.read_file import ReadDefaults, read_content, unpacked
from runrisk.importers.recording import Recording
from runrisk.model import Sport
from runrisk.model.tables import samples_frame
from runrisk.writers.gpx import gpx_text

LEAST_M = 1000.0
"""Shorter runs tell of their first and last seconds [m]."""

PLACED = 0.9
"""Runs with fewer of their records placed were recorded indoors, or the receiver was off [share]."""


def bare(recording: Recording) -> bytes:
    """The recording as a GPX file of positions and times."""
    samples = recording.samples
    kept = {name: samples[name] for name in ("time_s", "segment", "lat_deg", "lon_deg")}
    return gpx_text(samples_frame(len(samples), kept), recording.start_utc, name=None, sport=recording.sport).encode()


def differences(file: Path) -> Iterator[float]:
    """Our distance over the watch's, less one, of each run outdoors in a file."""
    for recording in read_recordings(unpacked(file.read_bytes())[0], file.name):
        samples = recording.samples
        if recording.sport is not Sport.RUNNING or recording.virtual or samples.placed.sum() < PLACED * len(samples):
            continue
        measured_m = samples["distance_m"][samples.placed]
        stated = float(np.nanmax(measured_m, initial=0.0) - np.nanmin(measured_m, initial=np.inf))
        if not stated >= LEAST_M:
            continue
        for activity in read_content(file.name, bare(recording), ReadDefaults()).activities:
            yield (activity.distance_m or 0.0) / stated - 1


def main(folder: Path) -> None:
    """Print every run's difference and how they lie."""
    found = []
    for file in sorted(folder.rglob("*.fit")):
        try:
            told = list(differences(file))
        except FileError:
            continue
        for one in told:
            print(f"{one:+7.1%}  {file.name}")
        found += told
    low, middle, high = quantiles(found, n=4)
    print(f"{len(found)} runs: median {middle:+.2%}, quartiles {low:+.2%} to {high:+.2%}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else Path(__file__).resolve().parents[2] / "shared" / "corpus")
