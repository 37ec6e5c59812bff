"""Holes around frequent starts and ends: wide enough, not round, and their centre is no door."""

import numpy as np
import pytest

from runrisk.geo import distance_m, to_degrees
from runrisk.measures.privacy_zones import PrivacyZone, hidden, outside_zones, privacy_zones
from walked_paths import PLACE, walked

HOME = walked("10")
AWAY = "@5000,0 3000 R 2000"
LOOP = "1500 L 1500 L 1500 L 1500"


def ring(metres):
    """Points all round the usual place."""
    bearing = np.linspace(0, 2 * np.pi, 720, endpoint=False)
    return to_degrees(metres * np.sin(bearing), metres * np.cos(bearing), *PLACE)


def zone(seed=b"any track"):
    return PrivacyZone.around(*PLACE, seed)


@pytest.mark.parametrize("seed", [bytes([number]) for number in range(40)])
def test_the_edge_is_200_to_400_m_from_the_door(seed):
    assert zone(seed).hides(*ring(199)).all()
    assert not zone(seed).hides(*ring(401)).any()


def test_the_edge_is_not_round_and_its_centre_is_not_the_door():
    radii = np.arange(190.0, 411.0, 5.0)
    edge = np.array([zone().hides(*ring(radius)) for radius in radii]).sum(axis=0) * 5 + 190
    assert np.ptp(edge) > 50
    assert 0 < distance_m(zone().lat_deg, zone().lon_deg, *PLACE) <= 50


def test_the_same_seed_gives_the_same_hole_and_another_another():
    assert zone().lat_deg == zone().lat_deg != zone(b"another").lat_deg
    assert zone().wave_m.tolist() == zone().wave_m.tolist() != zone(b"another").wave_m.tolist()


def test_a_hole_never_says_where_it_is():
    assert repr(zone()) == "PrivacyZone()"
    assert "16.3" not in repr(HOME)


def test_a_place_is_frequent_from_three_runs_on():
    assert privacy_zones([]) == ()
    assert privacy_zones([walked(LOOP)] * 2) == ()
    assert len(privacy_zones([walked(LOOP)] * 3)) == 1
    assert len(privacy_zones([walked(LOOP), *[walked(AWAY)] * 3])) == 2  # where it starts, where it ends


def test_starts_around_the_block_are_one_place():
    corners = ((0, 0), (70, 40), (-60, 50), (20, -80))
    starts = [walked(f"@{east},{north} {2000 + 500 * place}") for place, (east, north) in enumerate(corners)]
    assert len(privacy_zones([*starts, walked(AWAY)])) == 1


def test_a_log_that_grows_keeps_its_holes():
    before, after = (privacy_zones([walked(LOOP)] * count)[0] for count in (3, 9))
    assert before.wave_m.tolist() == after.wave_m.tolist()
    assert before.lat_deg == pytest.approx(after.lat_deg, abs=1e-9)


def test_every_run_past_the_door_is_cut_there():
    zones = privacy_zones([walked(LOOP)] * 3)
    past = walked("@-2000,0 10 R 4000")  # from the west to the east, through the usual place
    shown = outside_zones(past, zones)
    assert (distance_m(shown.lat_deg, shown.lon_deg, *PLACE) > 199).all()
    assert set(shown.piece) == {0, 1}
    assert not hidden(zones, shown.lat_deg, shown.lon_deg).any()


def test_the_first_and_last_metres_of_any_run_are_cut():
    shown = outside_zones(walked(AWAY), ())
    gone = len(walked(AWAY)) - len(shown)
    assert 40 <= gone <= 80  # twice 200 to 400 m, a point every 10 m
    assert set(shown.piece) == {0}


def test_pieces_stay_apart_and_columns_stay_in_step():
    path = walked(AWAY)
    halves = np.arange(len(path)) * 2 // len(path)
    measured = np.arange(len(path), dtype=np.float32)
    split = type(path)(lat_deg=path.lat_deg, lon_deg=path.lon_deg, piece=halves.astype(np.int32), grade=measured)
    shown = outside_zones(split, ())
    assert set(shown.piece) == {0, 1}
    assert (halves[shown.grade.astype(int)] == shown.piece).all()


def test_a_run_around_the_block_shows_nothing():
    assert len(outside_zones(walked("150 L 100 L 150 L 100"), ())) == 0
    assert len(outside_zones(outside_zones(walked("150 L 100"), ()), ())) == 0


def test_a_home_on_the_date_line_is_hidden_too():
    paths = [walked("2000", (-18.0, lon)) for lon in (179.9999, -179.9999, 179.9998)]
    assert len(privacy_zones(paths)) == 2
    assert len(outside_zones(paths[1], privacy_zones(paths[:1] * 3))) <= 160
