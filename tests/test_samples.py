"""The samples' columns: checked when made, never changed, missing without taking room; and on the disk as null."""

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from frames import frame_of, samples_of
from library_builders import START, activity
from runrisk.model import SAMPLES, Samples, TrainingLog
from runrisk.store import samples as stored
from runrisk.store.arrow import nullable, plain, text

FLOATS = arrays.arrays(np.float32, st.integers(0, 70), elements=st.floats(width=32, allow_nan=True))


def three():
    return Samples({"time_s": np.arange(3), "lat_deg": np.array([48.0, np.nan, 49.0]), "lon_deg": np.full(3, 11.0)})


def test_every_column_has_its_type_whether_it_was_recorded_or_not():
    samples = three()
    assert {name: str(samples[name].dtype) for name in SAMPLES} == {name: kind for name, (kind, _) in SAMPLES.items()}
    assert {len(samples[name]) for name in SAMPLES} == {3}
    assert np.isnan(samples["power_w"]).all()
    assert samples["segment"].tolist() == [0, 0, 0]
    assert ("lat_deg" in samples, "power_w" in samples) == (True, False)


def test_what_is_not_known_takes_no_room():
    assert Samples({"time_s": np.arange(10**6)})["power_w"].strides == (0,)


def test_strangers_and_columns_of_several_lengths_are_refused():
    with pytest.raises(KeyError, match="pace"):
        Samples({"pace": np.zeros(3)})
    with pytest.raises(ValueError, match="heart_rate_bpm"):
        Samples({"time_s": np.arange(3), "heart_rate_bpm": np.zeros(2)})
    with pytest.raises(KeyError):
        three()["pace"]


def test_nothing_can_be_changed_and_what_was_given_stays_the_giver_s():
    given_ = np.arange(3.0)
    samples = Samples({"time_s": given_})
    for column in (samples["time_s"], samples["power_w"]):
        with pytest.raises(ValueError, match="read-only"):
            column[0] = 7
    with pytest.raises(TypeError):
        samples.recorded["time_s"] = given_
    given_[0] = 0.5  # still writable


def test_rows_are_taken_and_columns_replaced_in_a_new_value():
    samples = three()
    assert samples.take(samples.placed)["lat_deg"].tolist() == [48, 49]
    assert samples.take(slice(1, None))["time_s"].tolist() == [1, 2]
    assert samples.take(np.array([2, 0]))["time_s"].tolist() == [2, 0]
    assert "power_w" not in samples.take(slice(1))
    warmer = samples.replace(temperature_c=np.full(3, 20.0))
    assert (warmer["temperature_c"].tolist(), "temperature_c" in samples) == ([20, 20, 20], False)
    nowhere = samples.without("lat_deg", "lon_deg")
    assert (nowhere.placed.tolist(), samples.placed.tolist()) == ([False] * 3, [True, False, True])
    assert (len(Samples()), Samples().placed.tolist(), Samples().in_order) == (0, [], True)


@pytest.mark.parametrize(
    ("time_s", "in_order"), [([0, 1, 1], True), ([0, 2, 1], False), ([0, np.nan, 1], False), ([np.nan], False)]
)
def test_a_time_that_runs_backwards_or_is_missing_is_out_of_order(time_s, in_order):
    assert Samples({"time_s": np.array(time_s, float)}).in_order is in_order


def test_a_place_is_never_shown():
    assert repr(three()) == "Samples(3 of time_s, lat_deg, lon_deg)"


def test_a_table_is_made_at_the_door_and_is_the_caller_s_own():
    log = TrainingLog(read_samples={"one": three()}.__getitem__)
    table = log.samples("one")
    assert {name: str(kind) for name, kind in table.dtypes.items()} == {
        name: kind for name, (kind, _) in SAMPLES.items()
    }
    table.loc[0, "lat_deg"] = 0.0
    assert log.samples("one")["lat_deg"][0] == 48
    assert frame_of(samples_of(log.samples("one"))).equals(log.samples("one"))


@given(FLOATS)
def test_law_columns_are_what_pyarrow_itself_makes_of_them(column):
    assert nullable(column).equals(pa.array(column, from_pandas=True))
    assert np.array_equal(plain(column).to_numpy(), column, equal_nan=True)


def test_a_text_with_any_letters():
    assert text("früh-0").to_pylist() == ["früh-0"]


def test_the_file_on_the_disk_holds_null_for_what_is_missing(tmp_path):
    samples = three().replace(heart_rate_bpm=np.array([140.0, np.nan, 141.0]))
    file = tmp_path / f"{START:%Y}.parquet"
    file.write_bytes(stored.parquet_bytes(activity(), samples))
    table = pq.read_table(file)
    assert table.column_names == [*SAMPLES, "activity_id"]
    assert table["heart_rate_bpm"].to_pylist() == [140, None, 141]
    assert table["power_w"].null_count == 3
    assert set(table["activity_id"].to_pylist()) == {activity().id}
    assert frame_of(stored.samples_of(file.read_bytes())).equals(frame_of(samples))
