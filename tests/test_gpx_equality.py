"""Our GPX reader against gpxpy, point by point, on real files and on the project's own.

Deviations, each named below with its count: gpxpy keeps points without a time and positions beyond the poles, and it
reads routes, tracks without times or points, and places, none of which is an activity.
"""

from datetime import UTC
from pathlib import Path

import gpxpy
import gpxpy.gpx
import numpy as np
import pytest

from runrisk.errors import NotAnActivityError
from runrisk.importers.formats.gpx import read_gpx

ROOT = Path(__file__).resolve().parents[1]
CORPUS = sorted((ROOT.parent / "shared" / "corpus").rglob("*.gpx"))
SAMPLES = sorted((ROOT / "sample_logs").rglob("*.gpx"))

LEFT_OUT = {
    "test_files__cerknicko-jezero-without-elevations.gpx": 1,  # without a time
    "test_files__cerknicko-without-times.gpx": 291,  # without a time
    "test_files__korita-zbevnica.gpx": 358,  # without a time
    "src__androidTest__res__raw__legacy_gpx_pause_resume.gpx": 2,  # latitudes 100 and 200
}

NO_ACTIVITY = {
    "test_files__custom_schema_locations.gpx",  # nothing in it
    "test_files__default_schema_locations.gpx",  # nothing in it
    "test_files__gpx1.1_with_extensions.gpx",  # places
    "test_files__gpx1.1_with_extensions_without_namespaces.gpx",  # places
    "test_files__gpx_with_garmin_extension.gpx",  # places
    "test_files__route.gpx",  # a route
    "test_files__track-with-extremes.gpx",  # no times
    "test_files__track-with-small-floats.gpx",  # no times
    "test_files__track_with_dilution_errors.gpx",  # no times
    "test_files__unicode.gpx",  # places
    "test_files__unicode2.gpx",  # an empty track
    "test_files__unicode_with_bom.gpx",  # places
    "test_files__unicode_with_bom_noencoding.gpx",  # places
}

Rows = list[tuple[float, float, float, float, int]]


def usable(point: gpxpy.gpx.GPXTrackPoint) -> bool:
    return point.time is not None and abs(point.latitude) <= 90 and abs(point.longitude) <= 180


def seconds(point: gpxpy.gpx.GPXTrackPoint) -> float:
    aware = point.time if point.time.tzinfo else point.time.replace(tzinfo=UTC)
    return aware.timestamp()


def theirs(track: gpxpy.gpx.GPXTrack) -> Rows:
    """Return gpxpy's usable points of a track: time, latitude, longitude, elevation, segment."""
    segments = [[point for point in segment.points if usable(point)] for segment in track.segments]
    return [
        (seconds(p), p.latitude, p.longitude, np.nan if p.elevation is None else p.elevation, at)
        for at, points in enumerate(filter(None, segments))
        for p in points
    ]


def ours(content: bytes) -> dict[int, Rows]:
    """Return our points by number of the track."""
    found = {}
    for recording in read_gpx(content, "file.gpx"):
        samples = recording.samples
        time_s = recording.start_utc.timestamp() + samples["time_s"]
        columns = (time_s, samples["lat_deg"], samples["lon_deg"], samples["altitude_m"], samples["segment"])
        found[recording.session] = list(zip(*columns, strict=True))
    return found


def assert_equal(path: Path) -> None:
    content = path.read_bytes()
    tracks = gpxpy.parse(content).tracks
    points = [point for track in tracks for segment in track.segments for point in segment.points]
    if path.name in NO_ACTIVITY:
        assert not any(map(usable, points))
        with pytest.raises(NotAnActivityError):
            read_gpx(content, path.name)
        return
    assert sum(not usable(point) for point in points) == LEFT_OUT.get(path.name, 0)
    expected = {number: rows for number, track in enumerate(tracks) if (rows := theirs(track))}
    read = ours(content)
    assert read.keys() == expected.keys()
    for number, rows in expected.items():
        mine, wanted = np.array(read[number]), np.array(rows)
        assert mine.shape == wanted.shape
        np.testing.assert_allclose(mine[:, 0], wanted[:, 0], rtol=0, atol=1e-6)  # gpxpy and we keep microseconds
        np.testing.assert_array_equal(mine[:, 1:3], wanted[:, 1:3])
        np.testing.assert_array_equal(mine[:, 3].astype(np.float32), wanted[:, 3].astype(np.float32))
        np.testing.assert_array_equal(mine[:, 4], wanted[:, 4])


@pytest.mark.skipif(not CORPUS, reason="the folder with real files is not beside the project")
@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem[-40:])
def test_real_files_equal_gpxpy(path: Path) -> None:
    assert_equal(path)


@pytest.mark.skipif(not SAMPLES, reason="sample_logs holds no GPX files")
def test_sample_logs_equal_gpxpy() -> None:
    for path in SAMPLES:
        assert_equal(path)


@pytest.mark.skipif(not CORPUS, reason="the folder with real files is not beside the project")
def test_named_deviations_exist() -> None:
    assert LEFT_OUT.keys() | NO_ACTIVITY <= {path.name for path in CORPUS}
