"""Beside the streets of a map: each limit from both sides, on streets and ways drawn by hand."""

from datetime import date

import numpy as np
import pytest

pytest.importorskip("shapely", reason="the extra map is not installed")

from runrisk.analyzers.road_side import RoadSide
from runrisk.geo import to_degrees
from runrisk.roadside.by_map import side_on_map
from runrisk.roadside.road_runs import RoadRun
from runrisk.roadside.streets import Streets, placed_beside
from runrisk.wording import Wording, said
from walked_paths import path_through

PLACE = (48.2, 16.3)
ROAD = (0j, 3000j)


def streets(*pieces, carriageway=None):
    """Straight pieces, each from one place to another, east + i north [m]."""
    places = np.array(pieces, complex).reshape(-1, 2)
    start, end = (np.stack(to_degrees(p.real, p.imag, *PLACE), axis=1) for p in (places[:, 0], places[:, 1]))
    roads = np.ones(len(places), bool) if carriageway is None else np.array(carriageway)
    return Streets(start_deg=start, end_deg=end, carriageway=roads)


def run(*places):
    return RoadRun(activity="1", day=date(2026, 1, 5), device="watch", paths=(path_through(places, PLACE),))


def left_m(way, *pieces, **more):
    """How far to the left of the nearest street the points lie; NaN where none is near."""
    return placed_beside([run(*way)], streets(*pieces, **more)).left_m


def north(east_m, first_m=0, last_m=1000):
    return (east_m + 1j * first_m, east_m + 1j * last_m)


@pytest.mark.parametrize("east_m", [3.0, -3.0, 19.9, -19.9])
def test_left_is_west_of_someone_going_north_and_east_of_someone_coming_south(east_m):
    there, back = north(east_m), north(east_m)[::-1]
    assert left_m(there, ROAD) == pytest.approx(np.full(95, -east_m), abs=0.05)
    assert left_m(back, ROAD) == pytest.approx(np.full(95, east_m), abs=0.05)
    assert left_m(there, ROAD[::-1]) == pytest.approx(np.full(95, -east_m), abs=0.05)


@pytest.mark.parametrize("east_m", [20.2, 21.0, -20.2])
def test_a_street_further_than_twenty_metres_is_not_the_one(east_m):
    assert np.isnan(left_m(north(east_m), ROAD)).all()


@pytest.mark.parametrize(
    ("degrees", "parallel"), [(24.5, True), (25.5, False), (26.5, False), (154.5, False), (155.5, True)]
)
def test_a_street_is_parallel_within_25_degrees(degrees, parallel):
    # Through the middle of the way, so much to its left.
    half = 300j * np.exp(1j * np.radians(degrees))
    found = left_m(north(0), (500j - half, 500j + half))
    assert np.isfinite(found).any() == parallel


def test_the_nearest_parallel_street_counts():
    found = placed_beside(
        [run(*north(0))],
        streets(
            north(-8, 0, 3000), north(3, 0, 3000), (-50 + 500j, 50 + 500j), north(18, 0, 3000), carriageway=[1, 0, 1, 1]
        ),
    )
    assert found.left_m == pytest.approx(np.full(95, 3.0), abs=0.05)
    assert not found.on_carriageway.any()
    assert found.run.tolist() == [0] * 95


def test_of_two_equally_near_streets_the_first_counts():
    assert left_m(north(0), north(-5, 0, 3000), north(5, 0, 3000)) == pytest.approx(np.full(95, -5), abs=0.05)


def test_beyond_its_end_a_street_is_as_far_as_its_end():
    # A street from 300 to 700 m, 3 m to the east: 19 m beyond either end it is hypot(19, 3) = 19.2 m away.
    found = left_m(north(0), north(3, 300, 700))
    points_m = 10 * (np.arange(95) + 3)
    assert np.isfinite(found).tolist() == ((points_m >= 300 - 19.7) & (points_m <= 700 + 19.7)).tolist()
    # Of a street that ends and a further one that goes on, the nearer by its end counts: 15 m beyond, 6 m aside.
    both = left_m(north(0), north(3, 300, 700), north(-6, 0, 3000))
    assert both[points_m.tolist().index(700)] == pytest.approx(3, abs=0.05)
    assert both[points_m.tolist().index(710)] == pytest.approx(-6, abs=0.05)
    assert both[points_m.tolist().index(290)] == pytest.approx(-6, abs=0.05)


def test_streets_elsewhere_are_not_looked_at():
    far = streets((60_000 + 0j, 60_000 + 3000j))
    assert np.isnan(placed_beside([run(*north(0))], far).left_m).all()
    assert len(placed_beside([], far).left_m) == 0


def test_regions_are_laid_beside_their_own_streets():
    # 48.2 and 48.6 degrees north lie in two regions, 44.5 km apart.
    other = 44_478j
    runs = [run(*north(2)), run(other + 4, other + 4 + 1000j)]
    found = placed_beside(runs, streets(ROAD, (other, other + 3000j)))
    assert found.left_m[found.run == 0] == pytest.approx(np.full(95, -2), abs=0.05)
    assert found.left_m[found.run == 1] == pytest.approx(np.full(95, -4), abs=0.1)
    assert len(set(found.block.tolist())) >= 8


# What a map tells


def side(ways, *pieces, **more):
    return side_on_map([run(*way) for way in ways], streets(*pieces, **more), RoadSide())


def both_ways(left, shift=0.0, last_m=3000):
    """There and back, so far to the left of the middle, all of it shifted to the east."""
    return [north(shift - left, 0, last_m), north(shift + left, 0, last_m)[::-1]]


@pytest.mark.parametrize(("street_m", "refused"), [(850, True), (950, False), (880, True)])
def test_three_tenths_of_the_way_lie_on_streets_of_the_map(street_m, refused):
    # Of 295 straight points on 3 km those up to 20 m beyond the street's end: 85, 95 and 88, or 0.29, 0.32 and 0.298.
    found = side([north(1, 0, 3000)], north(0, 0, street_m))
    assert ("lies on streets of this map" in said(found.summary, Wording())) is refused


def test_exactly_three_tenths_are_enough():
    # 100 straight points from 30 m on; those up to 320 m lie within 20 m of a street of 305 m: 30 of them.
    found = side([north(1, 0, 1050)], north(0, 0, 305))
    assert "Only 0.3 km lie on two-way carriageways" in said(found.summary, Wording())


@pytest.mark.parametrize(("points", "refused"), [(99, True), (100, False), (105, False)])
def test_a_kilometre_on_carriageways_tells_of_the_frame(points, refused):
    # Of a way of so many points the three at either end are not straight.
    found = side([north(1, 0, 10 * (points + 5))], ROAD)
    assert ("two-way carriageways of this map" in said(found.summary, Wording())) is refused
    assert (found.offset is None) is refused


@pytest.mark.parametrize(("shift_m", "refused"), [(3.9, False), (4.1, True), (4.3, True), (-4.1, True)])
def test_a_map_shifted_by_more_than_four_metres_is_not_used(shift_m, refused):
    found = side(both_ways(1.0, shift_m), ROAD)
    assert (found.offset is None) is refused
    assert found.shift_m == pytest.approx(abs(shift_m), abs=0.02)


@pytest.mark.parametrize(("left", "refused"), [(5.9, False), (6.1, True), (6.4, True)])
def test_tracks_further_than_six_metres_from_the_middle_are_of_another_frame(left, refused):
    found = side(both_ways(left), ROAD)
    assert (found.offset is None) is refused
    assert found.shift_m == pytest.approx(0, abs=0.02)


def test_a_shift_is_told_from_a_side_in_every_direction():
    square = [(0j, 900j), (900j, 900 + 900j), (900 + 900j, 900 + 0j), (900 + 0j, 0j)]
    shifted = [tuple(place + 1.5 + 2j for place in way) for way in square]
    found = side(shifted, *square)
    assert found.shift_m == pytest.approx(2.5, abs=0.05)
    assert found.offset.left_m == pytest.approx(0, abs=0.05)


def test_the_offset_by_a_map_by_hand():
    found = side(both_ways(2.0) + both_ways(3.0), ROAD).offset
    # Twice 295 points at 2 m and at 3 m: 2.5 m, all of them half a metre off; 1,180 points are 11.8 km.
    assert found.left_m == pytest.approx(2.5, abs=0.01)
    assert found.residual_m == pytest.approx(0.5, abs=0.01)
    assert found.km_both_ways == found.km_eff == pytest.approx(11.8)
    assert found.runs_eff == pytest.approx(4)
