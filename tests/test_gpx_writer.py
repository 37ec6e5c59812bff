"""What the GPX writer writes is read back by our reader and by gpxpy's."""

from datetime import UTC, datetime

import gpxpy
import numpy as np
import pandas as pd
import pytest

from frames import frame_of
from runrisk.importers.formats.gpx import read_gpx
from runrisk.model import Sport
from runrisk.model.tables import samples_frame
from runrisk.writers.gpx import gpx_text

START = datetime(2026, 5, 1, 6, 0, 0, 250_000, tzinfo=UTC)


def samples() -> pd.DataFrame:
    """Five points in two segments; the third has no position, the fourth no heart rate."""
    return samples_frame(
        5,
        {
            "time_s": [0, 1, 2, 62.5, 63],
            "segment": [0, 0, 0, 1, 1],
            "lat_deg": [48.1234567, 48.1234667, np.nan, -0.0000001, 48.1235],
            "lon_deg": [11.5, 11.50001, 11.50002, 11.50003, -179.9999999],
            "altitude_m": [512.25, np.nan, 512, 513, -3],
            "heart_rate_bpm": [140, 141, 142, np.nan, 144],
            "cadence_spm": [170, 172, 172, np.nan, 0],
            "temperature_c": [21.5, np.nan, 21, np.nan, -4],
        },
    )


def test_our_reader_reads_back_what_was_written() -> None:
    text = gpx_text(samples(), START, name="Früh <&> 'spät'", sport=Sport.RUNNING)
    recording = read_gpx(text.encode(), "run.gpx")[0]
    expected = samples().drop(2).reset_index(drop=True)
    pd.testing.assert_frame_equal(frame_of(recording.samples), expected)
    assert (recording.start_utc, recording.name, recording.sport) == (START, "Früh <&> 'spät'", Sport.RUNNING)
    assert (recording.device, recording.warnings) == ("runrisk", ())


def test_gpxpy_reads_what_was_written() -> None:
    gpx = gpxpy.parse(gpx_text(samples(), START, name="run", sport=Sport.RUNNING, creator="made up"))
    assert (gpx.creator, gpx.version, len(gpx.tracks)) == ("made up", "1.1", 1)
    assert [len(segment.points) for segment in gpx.tracks[0].segments] == [2, 2]
    first = gpx.tracks[0].segments[0].points[0]
    assert (first.latitude, first.longitude, first.elevation, first.time) == (48.1234567, 11.5, 512.25, START)
    values = {child.tag.rpartition("}")[2]: child.text for child in first.extensions[0]}
    assert values == {"atemp": "21.5", "hr": "140", "cad": "85"}  # 170 steps are 85 strides of one leg
    assert not gpx.tracks[0].segments[1].points[0].extensions


@pytest.mark.parametrize(("sport", "written"), [(Sport.CYCLING, 90), (Sport.UNKNOWN, 90)])
def test_turns_of_other_sports_are_not_halved(sport: Sport, written: int) -> None:
    ride = samples_frame(1, {"lat_deg": [48.0], "lon_deg": [11.0], "time_s": [0.0], "cadence_spm": [90.0]})
    text = gpx_text(ride, START, name=None, sport=sport)
    assert f"<gpxtpx:cad>{written}</gpxtpx:cad>" in text
    assert ("<type>" in text) == (sport is not Sport.UNKNOWN)
    assert "<name>" not in text


def test_a_run_without_positions_is_an_empty_track() -> None:
    indoors = samples_frame(3, {"time_s": [0, 1, 2], "heart_rate_bpm": [140, 141, 142]})
    assert (
        gpxpy.parse(gpx_text(indoors, START, name="treadmill\x07", sport=Sport.RUNNING)).tracks[0].name == "treadmill"
    )
