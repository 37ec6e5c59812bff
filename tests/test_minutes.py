"""A run minute by minute: pauses left out, every step in the minute it lies in."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from library_builders import activity, put
from logs import training_log
from runrisk.importers.features.minutes import run_minutes
from runrisk.model import Samples, columns
from runrisk.model.features import RunMinutes
from runrisk.store import Library


def samples(seconds=300, step_s=1, **more):
    time_s = np.arange(0, seconds + 1, step_s, dtype=float)
    given_ = {"time_s": time_s, "distance_m": 3.0 * time_s, "heart_rate_bpm": np.full(len(time_s), 140.0)}
    return Samples(given_ | more)


def test_five_even_minutes():
    minutes = run_minutes(samples())
    assert minutes.seconds.tolist() == [60] * 5
    assert minutes.speed_mps == pytest.approx([3.0] * 5)
    assert minutes.heart_rate_bpm == pytest.approx([140.0] * 5)
    assert np.isnan(minutes.cadence_spm).all()
    assert np.isnan(minutes.grade).all()
    assert all(getattr(minutes, name).dtype == np.float32 for name in columns.MINUTES)


def test_the_last_minute_is_shorter():
    assert run_minutes(samples(seconds=150)).seconds.tolist() == [60, 60, 30]


def test_a_pause_is_left_out():
    # two minutes, a pause of ten in which the heart calms and 500 m are driven, two minutes more
    time_s = np.concatenate([np.arange(121.0), 720 + np.arange(121.0)])
    way = np.concatenate([3.0 * np.arange(121), 860 + 3.0 * np.arange(121)])
    heart = np.repeat([150.0, 130.0], 121)
    table = Samples({"time_s": time_s, "distance_m": way, "heart_rate_bpm": heart, "segment": np.repeat([0, 1], 121)})
    minutes = run_minutes(table)
    assert minutes.seconds.tolist() == [60] * 4
    assert minutes.speed_mps == pytest.approx([3.0] * 4)
    assert minutes.heart_rate_bpm == pytest.approx([150, 150, 130, 130])


def test_a_step_over_the_full_minute_counts_in_both():
    # samples at 0, 50, 70, 120 s: 2 m/s until 50 s, then 4 m/s; heart 100 until 50 s, 200 from 70 s on
    table = Samples(
        {"time_s": [0, 50, 70, 120], "distance_m": [0, 100, 180, 380], "heart_rate_bpm": [100, 100, 200, 200]}
    )
    minutes = run_minutes(table)
    # 100 m + 10 s x 4 m/s = 140 m; 240 m
    assert minutes.speed_mps == pytest.approx([140 / 60, 4.0])
    # the two steps of 50 s are longer than what is drawn between values: only 50-70 s is known, too little for a minute
    assert np.isnan(minutes.heart_rate_bpm).all()


def test_smart_recording_gives_the_same_minutes():
    every, some = run_minutes(samples()), run_minutes(samples(step_s=6))
    assert every.speed_mps == pytest.approx(some.speed_mps)
    assert every.heart_rate_bpm == pytest.approx(some.heart_rate_bpm)


def test_standing_and_dropouts_are_no_values():
    cadence = np.where(np.arange(301) % 4 == 0, 0.0, 172.0)
    heart = np.where(np.arange(301) < 120, np.nan, 140.0)
    minutes = run_minutes(samples(cadence_spm=cadence, heart_rate_bpm=heart))
    assert minutes.cadence_spm == pytest.approx([172.0] * 5)
    assert np.isnan(minutes.heart_rate_bpm[:2]).all()
    assert minutes.heart_rate_bpm[2:] == pytest.approx([140.0] * 3)


def test_slope_and_climb_of_each_minute():
    # 180 m of way and 9 m of height a minute, up for three minutes, down for two: a slope of 5 %
    height = np.interp(np.arange(301), [0, 180, 300], [100, 127, 109])
    minutes = run_minutes(samples(altitude_m=height))
    assert minutes.grade == pytest.approx([0.05, 0.05, 0.05, -0.05, -0.05], abs=0.002)
    # at the top a mean over 9 s of 0.15 m/s up and down lies 0.15 x 20 / 9 = 0.33 m too low
    assert minutes.ascent_m == pytest.approx([9, 9, 8.67, 0, 0], abs=0.1)
    assert minutes.descent_m == pytest.approx([0, 0, 0, 8.67, 9], abs=0.1)


@pytest.mark.parametrize("column", ["speed_mps", "lat_deg"])
def test_the_way_is_told_by_speed_or_positions_where_no_distance_was_recorded(column):
    told = {
        "speed_mps": {"speed_mps": np.full(301, 3.0)},
        "lat_deg": {"lat_deg": 48 + 3.0 * np.arange(301) / 111_195.0, "lon_deg": np.full(301, 16.0)},
    }
    assert run_minutes(samples(distance_m=np.full(301, np.nan), **told[column])).speed_mps == pytest.approx(
        [3.0] * 5, rel=1e-4
    )


def test_too_little_gives_nothing():
    assert run_minutes(Samples()) is None
    assert run_minutes(samples(seconds=10)) is None


def test_no_way_is_no_speed_of_zero():
    assert np.isnan(run_minutes(samples(distance_m=np.full(301, np.nan))).speed_mps).all()


@given(
    st.lists(st.tuples(st.floats(0.1, 300), st.floats(0, 8), st.booleans()), min_size=1, max_size=80),
)
def test_no_second_and_no_metre_is_lost(steps):
    seconds, speed, paused = (np.array(column) for column in zip(*steps, strict=True))
    time_s = np.concatenate([[0], np.cumsum(seconds)])
    way = np.concatenate([[0], np.cumsum(seconds * speed)])
    segment = np.concatenate([[0], np.cumsum(paused)])
    minutes = run_minutes(Samples({"time_s": time_s, "distance_m": way, "segment": segment}))
    timed = ~paused & (seconds <= 120)
    if minutes is None:
        assert seconds[timed].sum() < 15
        return
    assert minutes.seconds.sum() == pytest.approx(seconds[timed].sum(), rel=1e-4)
    known = ~np.isnan(minutes.speed_mps)
    covered = (minutes.speed_mps * minutes.seconds)[known].sum()
    # the end may be too short for a speed
    assert covered <= (seconds * speed)[timed].sum() * (1 + 1e-4) + 1e-3
    assert covered >= (seconds * speed)[timed].sum() - 15 * 8 - 1e-2


def test_the_table_of_all_runs_joins_parts_and_counts_up():
    log = training_log(["8@a . 5@a~5@b . 6 . ."], minutes={"a": "2x140", "b": "3x150"})
    table = log.minutes
    assert list(table.columns) == ["run", "minute", *columns.MINUTES]
    assert table["run"].tolist() == [0, 0, 1, 1, 1, 1, 1]
    assert table["minute"].tolist() == [0, 1, 0, 1, 2, 3, 4]
    assert table["heart_rate_bpm"].tolist() == [140] * 4 + [150] * 3
    assert {name: str(kind) for name, kind in table[list(columns.MINUTES)].dtypes.items()} == {
        name: kind for name, (kind, _) in columns.MINUTES.items()
    }


def test_the_columns_are_those_of_the_feature():
    assert tuple(columns.MINUTES) == tuple(RunMinutes.__dataclass_fields__)


def test_a_distance_that_ends_early_is_not_taken_for_standing():
    """Missing inside it is drawn as a line: 3 m/s all the way; behind the last value nothing is known."""
    way = 3.0 * np.arange(181)
    way[30:90] = np.nan
    way[121:] = np.nan
    speed = run_minutes(Samples({"time_s": np.arange(181), "distance_m": way})).speed_mps
    assert speed.tolist() == [3, 3, pytest.approx(np.nan, nan_ok=True)]


def test_an_empty_log_has_an_empty_table():
    assert training_log([]).minutes.empty


def test_the_library_keeps_the_minutes(tmp_path):
    run = activity()
    with Library(tmp_path / "library") as library:
        put(library, run, count=181)
        kept, log = library.minutes(run.id), library.log()
        fresh = run_minutes(library.samples(run.id))
        for name in columns.MINUTES:
            np.testing.assert_array_equal(getattr(kept, name), getattr(fresh, name))
        assert len(kept) == 3
        assert isinstance(log.minutes, pd.DataFrame)
        assert log.minutes["speed_mps"].to_numpy() == pytest.approx([2.8] * 3, rel=1e-3)
