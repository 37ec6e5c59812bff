"""What the TCX writer writes is read back by our reader."""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from frames import frame_of
from runrisk.importers.formats.tcx import read_tcx
from runrisk.model import Activity, Recorder, Source, Sport
from runrisk.model.tables import samples_frame
from runrisk.writers.tcx import tcx_text

START = datetime(2026, 5, 1, 6, 0, 0, tzinfo=UTC)

SAMPLES = samples_frame(
    4,
    {
        "time_s": [0, 5, 60, 65],
        "segment": [0, 0, 1, 1],
        "lat_deg": [48.1234567, np.nan, 48.1235, -0.0000001],
        "lon_deg": [11.5, np.nan, 11.5001, -179.9999999],
        "altitude_m": [512.2, np.nan, 513, -3],
        "distance_m": [0, 14.25, 14.25, 28.5],
        "heart_rate_bpm": [140, 141, np.nan, 144],
        "cadence_spm": [170, np.nan, 172, 0],
    },
)

RUN = Activity(
    source=Source(name="run.tcx", format="tcx", sha256="0" * 64, recorder=Recorder(serial_number=7)),
    start_utc=START,
    elapsed_s=65.0,
    timer_s=10.0,
    distance_m=28.5,
    sport=Sport.RUNNING,
    name="Früh <&> 'spät'",
    device="Forerunner 305",
)


def test_our_reader_reads_back_what_was_written():
    (recording,) = read_tcx(tcx_text(SAMPLES, RUN).encode(), "run.tcx")
    columns = ["time_s", "segment", "lat_deg", "lon_deg", "altitude_m", "distance_m", "heart_rate_bpm", "cadence_spm"]
    assert frame_of(recording.samples)[columns].to_numpy() == pytest.approx(
        SAMPLES[columns].to_numpy(), nan_ok=True, abs=1e-9
    )
    assert (recording.start_utc, recording.sport, recording.lap_distance_m) == (START, Sport.RUNNING, 28.5)
    assert (recording.timer_s, recording.device, recording.warnings) == (10.0, "Forerunner 305", ())
    assert recording.note == "Früh <&> 'spät'"
    assert recording.recorder is not None
    assert recording.recorder.serial_number == 7


@pytest.mark.parametrize(
    ("sport", "written"), [(Sport.CYCLING, "Biking"), (Sport.WALKING, "Other"), (Sport.UNKNOWN, "Other")]
)
def test_tcx_knows_two_sports(sport, written):
    assert f'<Activity Sport="{written}">' in tcx_text(SAMPLES, replace(RUN, sport=sport))


def test_no_samples_leave_a_lap_with_its_totals():
    bare = replace(RUN, name=None, device=None, timer_s=None)
    text = tcx_text(SAMPLES.iloc[:0], bare)
    assert "<Track>" not in text
    assert "<TotalTimeSeconds>65</TotalTimeSeconds>" in text  # elapsed, where there is no timer
    assert "Creator" not in text
    assert "Notes" not in text
