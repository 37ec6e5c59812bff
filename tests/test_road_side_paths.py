"""Paths: samples' positions resampled every 10 m and cut where the track is broken."""

import numpy as np
import pytest

from runrisk.geo import steps_m
from runrisk.importers.features.paths import run_path
from runrisk.model import Samples

METRES_PER_DEG = 111_195.08
"""Of latitude on the mean sphere: pi / 180 * 6 371 008.8 m."""


def going_north(metres, **columns):
    metres = np.asarray(metres, float)
    made = {
        "time_s": np.arange(len(metres)),
        "lat_deg": 48 + metres / METRES_PER_DEG,
        "lon_deg": np.full(len(metres), 11.0),
    }
    return Samples(made | columns)


def test_points_stand_every_ten_metres():
    path = run_path(going_north(np.arange(0, 301, 3.0)))
    assert len(path) == 31  # 0, 10, ..., 300 m
    assert steps_m(path.lat_deg, path.lon_deg) == pytest.approx(np.full(30, 10.0), abs=1e-3)
    assert (path.piece == 0).all()
    assert path.piece.dtype == np.int32


def test_a_gap_above_sixty_metres_cuts_the_path():
    path = run_path(going_north([*range(0, 101, 5), *range(161, 262, 5)]))
    # 0..100 m: 11 points; 161..261 m: 11 points. The gap is 61 m, in one second.
    assert np.bincount(path.piece).tolist() == [11, 11]


def test_a_gap_of_fifty_nine_metres_in_ten_seconds_does_not():
    metres = [*range(0, 101, 5), *range(159, 260, 5)]
    time_s = np.arange(len(metres)) + np.where(np.arange(len(metres)) > 20, 9, 0)
    assert (run_path(going_north(metres, time_s=time_s)).piece == 0).all()


def test_a_jump_costs_itself_only():
    metres = np.arange(0, 301, 3.0)
    lon = np.full(len(metres), 11.0)
    lon[50] += 40 / METRES_PER_DEG / np.cos(np.radians(48))  # 40 m to the side, within a second
    path = run_path(going_north(metres, lon_deg=lon))
    assert path.lon_deg == pytest.approx(11.0, abs=1e-9)
    # 0..147 m: 15 points; the jump alone is too short for a piece; 153..300 m: 15 points.
    assert np.bincount(path.piece).tolist() == [15, 0, 15]


def test_a_pause_cuts_the_path():
    segment = np.where(np.arange(101) < 51, 0, 1)
    path = run_path(going_north(np.arange(0, 303, 3.0), segment=segment))
    assert np.bincount(path.piece).tolist() == [16, 15]  # 0..150 m and 153..300 m


def test_missing_positions_are_passed_over():
    lat = 48 + np.arange(0, 303, 3.0) / METRES_PER_DEG
    lat[10:15] = np.nan
    assert len(run_path(going_north(np.arange(0, 303, 3.0), lat_deg=lat))) == 31


def test_the_date_line_is_crossed():
    lon = 179.999 + np.arange(100) * 3 / METRES_PER_DEG
    path = run_path(going_north(np.zeros(100), lat_deg=np.zeros(100), lon_deg=(lon + 180) % 360 - 180))
    assert len(path) == 30  # 297 m
    assert (np.abs(path.lon_deg) <= 180).all()
    assert steps_m(path.lat_deg, path.lon_deg).max() == pytest.approx(10, abs=1e-3)


@pytest.mark.parametrize("metres", [[], [0], [0, 5], [0, 500, 1000]])
def test_too_little_gives_no_path(metres):
    assert run_path(going_north(metres)) is None
