"""Straight tracks, GPX text and activities made by hand for the tests of reading."""

import hashlib
from datetime import UTC, datetime, timedelta

import numpy as np

from runrisk.importers.recording import Recording
from runrisk.model import Activity, Recorder, Samples, Source, Sport

START = datetime(2026, 3, 2, 17, 30, tzinfo=UTC)
"""A Monday, half past six in the evening in Vienna."""
LAT_DEG, LON_DEG = 48.2, 16.37
METRES_PER_DEGREE = 111_195.08
"""Of latitude, on the mean sphere: pi / 180 * 6 371 008.8 m."""


def north(metres):
    """Latitudes so many metres north of the start."""
    return LAT_DEG + np.asarray(metres, float) / METRES_PER_DEGREE


def straight(count=601, speed_mps=3.0, step_s=1.0, **columns):
    """Samples of a run due north; any column can be replaced or added."""
    time_s = np.arange(count) * step_s
    made = {"time_s": time_s, "lat_deg": north(time_s * speed_mps), "lon_deg": np.full(count, LON_DEG)}
    return Samples(made | columns)


def recording(samples=None, **facts):
    samples = straight() if samples is None else samples
    known = {
        "format": "fit",
        "start_utc": START,
        "elapsed_s": float(samples["time_s"].max(initial=-np.inf)),
        "sport": Sport.RUNNING,
    }
    return Recording(samples=samples, **(known | facts))


def source(content="a file", name="run.fit", form="fit", session=0, recorder=None):
    digest = hashlib.sha256(content.encode()).hexdigest()
    return Source(name=name, format=form, sha256=digest, session=session, recorder=recorder)


def activity(content="a file", *, late_s=0.0, minutes=30.0, form="fit", recorder=None, session=0, **facts):
    """A run of half an hour and 5 km; `content` stands for the bytes of its file."""
    known = {"sport": Sport.RUNNING, "distance_m": 5000.0, "elapsed_s": 60 * minutes}
    return Activity(
        source=source(content, f"{content}.{form}", form, session, recorder),
        start_utc=START + timedelta(seconds=late_s),
        **(known | facts),
    )


def watch(serial=1, late_s=0):
    return Recorder(manufacturer="garmin", serial_number=serial, time_created=START + timedelta(seconds=late_s))


def gpx(*, count=61, speed_mps=3.0, step_s=10, start=START, kind="running", lat_shift=0.0):
    """A GPX file of a run due north, as bytes."""
    points = "".join(
        f'<trkpt lat="{lat + lat_shift:.7f}" lon="{LON_DEG}"><time>{start + timedelta(seconds=number * step_s):%Y-%m-%dT%H:%M:%SZ}</time></trkpt>'
        for number, lat in enumerate(north(np.arange(count) * step_s * speed_mps))
    )
    kind = f"<type>{kind}</type>" if kind else ""
    return (
        '<?xml version="1.0"?><gpx version="1.1" creator="test" xmlns="http://www.topografix.com/GPX/1/1">'
        f"<trk>{kind}<trkseg>{points}</trkseg></trk></gpx>"
    ).encode()
