"""What is worked out once from some columns: the same as anew, whatever was replaced in between."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from runrisk.importers.cleaning.altitude import clean_altitude, timer_s
from runrisk.importers.cleaning.moments import moments
from runrisk.importers.cleaning.movement import moving_steps, step_s
from runrisk.importers.cleaning.positions import positions
from runrisk.model import Samples
from runrisk.model.samples import derived_from
from tracks import straight

COUNT = 120


def run(**columns):
    wave = np.sin(np.arange(COUNT) / 9)
    more = {"altitude_m": 300 + 20 * wave, "heart_rate_bpm": 150 + wave, "segment": np.arange(COUNT) // 50}
    return straight(COUNT, distance_m=3.0 * np.arange(COUNT), **(more | columns))


def seen(answer):
    """An answer bit by bit, whatever it is."""
    if answer is None or isinstance(answer, np.ndarray):
        return answer if answer is None else (answer.dtype, answer.tobytes())
    names = ("time_s", "lat_deg", "lon_deg", "way_m", "held_s", "clock_s", "bounds_s", "smooth_m", "counted_m")
    return [np.asarray(getattr(answer, name)).tobytes() for name in names if hasattr(answer, name)]


CHANGES = st.lists(
    st.sampled_from(
        [
            {"distance_m": np.zeros(COUNT)},
            {"altitude_m": np.full(COUNT, 7.0)},
            {"time_s": 2.0 * np.arange(COUNT)},
            {"segment": np.arange(COUNT) // 30},
            {"lat_deg": np.where(np.arange(COUNT) < 20, np.nan, 48.0)},
            {"heart_rate_bpm": np.full(COUNT, 99.0)},
            "altitude_m",
            "lon_deg",
            "distance_m",
        ]
    ),
    max_size=4,
)


@pytest.mark.parametrize(
    "asked", [step_s, moments, positions, timer_s, clean_altitude, moving_steps, lambda one: one.placed]
)
@given(changes=CHANGES)
def test_an_answer_handed_on_is_that_of_new_samples(asked, changes):
    samples = run()
    asked(samples)
    for change in changes:
        samples = samples.without(change) if isinstance(change, str) else samples.replace(**change)
        assert seen(asked(samples)) == seen(asked(Samples(dict(samples.recorded))))


def test_it_is_worked_out_once_while_its_columns_stay():
    calls = []

    @derived_from("heart_rate_bpm")
    def highest(samples):
        calls.append(samples)
        return samples["heart_rate_bpm"].max()

    samples = run()
    assert highest(samples) == highest(samples.replace(distance_m=np.zeros(COUNT)).without("lat_deg", "lon_deg"))
    assert len(calls) == 1
    assert highest(samples.replace(heart_rate_bpm=np.full(COUNT, 200.0))) == 200
    assert highest(samples.take(slice(3))) == samples["heart_rate_bpm"][:3].max()
    assert len(calls) == 3
