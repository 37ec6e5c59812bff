"""Routes, bends, laps and the holes around a door: each limit from both sides, on ways made by hand."""

from datetime import date, timedelta

import numpy as np
import pytest

from runrisk.geo import distance_m, to_degrees
from runrisk.measures.laps import lap_part
from runrisk.measures.outdoor import PathRun
from runrisk.measures.privacy_zones import PrivacyZone, outside_zones, privacy_zones
from runrisk.measures.routes import Footprint, footprint, recognised
from runrisk.measures.turns import heading_changes, loop_width_m, turn_bias, turns_of
from walked_paths import PLACE, walked

DAY = date(2026, 1, 5)


def run_in(place_m, piece=None, sub_sport=None):
    place_m = np.asarray(place_m, complex)
    piece = np.zeros(len(place_m), int) if piece is None else np.asarray(piece)
    return PathRun(activity="1", day=DAY, sub_sport=sub_sport, place_m=place_m, piece=piece)


def along(turns_deg):
    """A way of ten-metre steps; before each step it turns so far to the left."""
    return np.append(0, np.cumsum(10 * np.exp(1j * np.radians(np.cumsum(turns_deg)))))


# Routes


def squares(metres, way=1.0):
    """What a run leaves: so many metres in each square, all of them one way round, or part of them the other."""
    cells = sorted(metres)
    distance = np.array([metres[cell] for cell in cells], float)
    ways = np.array([way[cell] if isinstance(way, dict) else way for cell in cells])
    return Footprint(cell=np.array(cells, np.uint64), distance_m=distance, way_m=distance * ways)


def routes(*prints):
    made = ((str(number), DAY + timedelta(days=number), one) for number, one in enumerate(prints))
    return [(run.route, run.way) for run in recognised(made)]


@pytest.mark.parametrize(("common", "route"), [(70, 0), (69, 1)])
def test_a_route_shares_seven_tenths_of_its_way(common, route):
    first = squares(dict.fromkeys(range(100), 100))
    other = squares(dict.fromkeys(range(100 - common, 200 - common), 100))
    assert routes(first, other)[1][0] == route
    longer = squares(dict.fromkeys(range(100), 100) | {500: 4300 if common == 69 else 4200})
    assert routes(first, longer)[1][0] == route  # 10,000 of 14,300 m, of 14,200 m


@pytest.mark.parametrize(("common", "route"), [(3, 0), (2, 1)])
def test_three_squares_in_common_are_compared(common, route):
    # Of four squares, the first with nearly all of the way; the others are others.
    first = squares({0: 97, 1: 1, 2: 1, 3: 1})
    other = squares({0: 97} | {(at if at < common else 100 + at): 1 for at in (1, 2, 3)})
    assert routes(first, other)[1][0] == route


def test_of_two_squares_two_are_compared():
    assert routes(squares({0: 97, 1: 1}), squares({0: 97, 1: 1}))[1] == (0, 1)
    assert routes(squares({0: 97, 1: 1}), squares({0: 97, 2: 1}))[1] == (1, 1)


def test_sixteen_of_seventeen_squares_lead_to_a_route():
    # Whichever square a run of one square lies in, all but one lead to the route that has nearly all of its way there.
    found = []
    for at in range(17):
        first = squares(dict.fromkeys(range(17), 1) | {at: 97})
        found.append(routes(first, squares({at: 97}))[1][0])
    assert found.count(0) == 16


@pytest.mark.parametrize(("others", "route"), [(7, 0), (8, 9)])
def test_eight_routes_are_compared(others, route):
    # The right one has three squares in common with the run, each of the others four.
    right = squares({9: 97, 10: 1, 11: 1})
    decoys = [squares(dict.fromkeys(range(4), 1) | {100 + at: 97}) for at in range(others)]
    run = squares(dict.fromkeys(range(12), 1) | {9: 97})
    assert routes(right, *decoys, run)[-1][0] == route


@pytest.mark.parametrize(("turned", "way"), [(0, 1), (24, 1), (25, 1), (27, 0), (73, 0), (75, -1), (100, -1)])
def test_a_way_round_is_one_of_three_quarters(turned, way):
    # 1 - 2 x 0.25 is one half of the way.
    other = squares(dict.fromkeys(range(100), 100), {at: -1.0 if at < turned else 1.0 for at in range(100)})
    assert routes(squares(dict.fromkeys(range(100), 100)), other)[1] == (0, way)


@pytest.mark.parametrize(("back_m", "one_way"), [(310, True), (350, False)])
def test_a_way_round_keeps_half_of_its_way(back_m, one_way):
    # 1,000 m out and 310 m back: 690 of 1,310 m are left, 0.53; 650 of 1,350 are 0.48.
    made = footprint([walked(f"1000 U {back_m}")])
    assert made.one_way is one_way
    assert made.length_m == pytest.approx(1000 + back_m + 10)


def test_squares_are_a_hundred_metres_wide():
    # 48.2 degrees are 53,595.99 squares: one point, then twenty whole squares, in which the way goes north.
    made = footprint([walked("2000")])
    assert sorted(made.distance_m)[-20:] == [100] * 20
    assert len(made.cell) == 21
    assert np.sort(made.way_m.imag)[-19:] == pytest.approx([100] * 19, rel=1e-3)
    east = footprint([walked("R 2000")])
    assert sorted(east.distance_m)[-19:] == [100] * 19
    assert np.abs(made.way_m.real).max() == pytest.approx(0, abs=0.1)


def test_the_step_over_a_cut_is_no_way():
    path = walked("200")
    cut = type(path)(lat_deg=path.lat_deg, lon_deg=path.lon_deg, piece=(np.arange(len(path)) >= 10).astype(np.int32))
    assert footprint([cut]).way_m.sum() == pytest.approx(190j, abs=0.1)
    assert footprint([path]).way_m.sum() == pytest.approx(200j, abs=0.1)


def test_over_the_date_line_a_step_is_a_step():
    path = walked("R 2000", (0.0, 179.995))
    wrapped = type(path)(lat_deg=path.lat_deg, lon_deg=(path.lon_deg + 180) % 360 - 180, piece=path.piece)
    assert np.abs(footprint([wrapped]).way_m).sum() == pytest.approx(2000, rel=1e-3)


@pytest.mark.parametrize(("degrees", "number"), [(0.0005, 2**42 + 2**21), (-0.0005, (2**20 - 1) * 2**22 + 2**21 - 1)])
def test_squares_are_numbered_by_row_and_column(degrees, number):
    # The first one north and east of where the equator meets Greenwich, and the one across that corner.
    here = np.full(5, degrees)
    path = type(walked("10"))(lat_deg=here, lon_deg=here, piece=np.zeros(5, np.int32))
    assert footprint([path]).cell.tolist() == [number]


@pytest.mark.parametrize(("kept", "way"), [(0.5, 1), (0.49, 0)])
def test_a_run_that_keeps_less_than_half_of_its_way_has_no_way_round(kept, way):
    loop, mixed = (squares(dict.fromkeys(range(100), 100), share) for share in (1.0, kept))
    assert routes(loop, mixed)[1] == routes(mixed, loop)[1] == (0, way)


# Bends


def corner(degrees):
    return turns_of(run_in(along([0] * 20 + [degrees] + [0] * 20)))


@pytest.mark.parametrize(("degrees", "bends"), [(29.9, 0), (30.1, 1), (31, 1), (149.9, 1), (150.1, 0), (155, 0)])
def test_a_bend_turns_by_thirty_degrees_and_less_than_about(degrees, bends):
    left, right = corner(degrees), corner(-degrees)
    assert (left.left_bends, left.right_bends) == (right.right_bends, right.left_bends) == (bends, 0)
    assert left.left_deg == pytest.approx(right.right_deg)
    assert left.right_deg == right.left_deg == 0


def test_a_corner_is_as_large_as_it_is():
    # Within 30 m of a corner of 40 degrees headings change by a third, two thirds and all of it: three times 40 in all.
    assert corner(40).left_deg == pytest.approx(40, rel=0.01)


@pytest.mark.parametrize(("arc_deg", "size_deg"), [(5.2, 40 + 52), (4.8, 40)])
def test_a_bend_goes_on_while_five_degrees_in_thirty_metres_do(arc_deg, size_deg):
    # A corner of 40 degrees, then an arc of 300 m.
    found = turns_of(run_in(along([0] * 20 + [40] + [arc_deg / 3] * 30 + [0] * 20)))
    assert found.left_bends == 1
    assert found.left_deg == pytest.approx(size_deg, abs=5)


def test_headings_are_taken_over_thirty_metres_on_either_side():
    changes = np.degrees(heading_changes(along([0] * 10 + [20] + [0] * 9), np.zeros(21, int)))
    assert len(changes) == 15
    # One step, then two, of the three behind a point lie behind the corner of 20 degrees, at the tenth point all.
    assert changes.argmax() == 10 - 3
    assert changes[7] == pytest.approx(20)
    assert changes[[6, 8]] == pytest.approx([13.3, 13.3], abs=0.3)
    assert changes[[4, 10]] == pytest.approx([0, 0], abs=1e-9)
    assert len(heading_changes(along([0] * 6), np.zeros(7, int))) == 1
    assert len(heading_changes(along([0] * 5), np.zeros(6, int))) == 0


def test_a_bend_at_the_very_beginning_is_one():
    assert turns_of(run_in(along([0, 0, 0, 40] + [0] * 20))).left_bends == 1
    assert turns_of(run_in(along([0, 0, 0, -40] + [0] * 20))).right_bends == 1


def test_over_a_cut_no_heading_changes():
    cut = np.arange(21) >= 10
    assert heading_changes(along([0] * 10 + [60] + [0] * 9), cut.astype(int))[4:10].tolist() == [0] * 6


def test_the_bias_is_the_difference_by_the_sum():
    assert turn_bias(30, 10) == 0.5
    assert turn_bias(10, 30) == -0.5


def test_a_loop_is_as_wide_wherever_it_lies():
    place = np.array([0, 100, 100 + 100j, 100j, 0])
    # Twice 10,000 m^2 over five points of ten metres
    assert loop_width_m(run_in(place)) == loop_width_m(run_in(place + 7000 - 900j)) == pytest.approx(400)


@pytest.mark.parametrize(("open_m", "closed"), [(300, True), (301, False), (320, False)])
def test_a_loop_ends_within_three_hundred_metres(open_m, closed):
    place = np.array([0, 1000, 1000 + 1000j, 1j * open_m])
    assert np.isfinite(loop_width_m(run_in(place))) == closed


# Laps


def circles(length_m, points, middle=25 + 25j):
    """Round and round a circle of this length, a point every ten metres."""
    radius = length_m / (2 * np.pi)
    return middle + radius * np.exp(2j * np.pi * np.arange(points) * 10 / length_m)


def laps(place_m, piece=None):
    found = lap_part(run_in(place_m, piece))
    return 0 if found is None else len(found.place_m)


@pytest.mark.parametrize(("points", "found"), [(60, 60), (59, 0)])
def test_four_times_a_hundred_and_fifty_metres_are_laps(points, found):
    assert laps(circles(150, points)) == found


@pytest.mark.parametrize(("length_m", "found"), [(500, 400), (520, 0)])
def test_a_lap_has_five_hundred_metres_at_most(length_m, found):
    assert laps(circles(length_m, 400)) == found


def lanes(apart_m, count=12):
    """A stadium with straights of 120 m, each lap so much further to the left than the one before."""
    straight = np.arange(0, 120, 10.0)
    bend = 20 * np.exp(1j * np.linspace(-np.pi / 2, np.pi / 2, 8)[1:-1])
    lap = np.concatenate([straight - 20j, 120 + bend, straight[::-1] + 10 + 20j, -bend])
    return np.concatenate([lap + 1j * apart_m * number for number in range(count)])


def test_fifteen_metres_to_the_side_is_the_same_place():
    assert laps(lanes(14.9)) > 300
    assert laps(lanes(15.0)) > 300
    assert laps(lanes(15.1)) < 200


def stars(turn_deg, laps=20):
    """Through one place again and again, each time turned by so much; fifteen points a lap."""
    spoke = np.arange(-70.0, 80.0, 10.0)
    return np.concatenate([25 + 25j + spoke * np.exp(1j * np.radians(turn_deg * lap)) for lap in range(laps)])


def test_within_thirty_degrees_it_is_the_same_direction():
    assert laps(stars(29.5)) > 60
    assert laps(stars(30.5)) == 0


def test_the_part_before_and_after_laps_is_left_out():
    way = np.concatenate(
        [np.arange(-2000, 0, 10.0) + 0j, circles(200, 100, middle=100j), np.arange(10.0, 2000, 10) + 2000j]
    )
    found = lap_part(run_in(way))
    assert len(found.place_m) == pytest.approx(100, abs=2)
    assert found.piece.max() <= 1


# Holes around a door


def test_only_ends_within_150_metres_are_one_place():
    for apart_m, holes in ((145, 1), (155, 0)):
        ways = [walked("3000"), walked("R 3500"), walked(f"@{apart_m},0 R 4000 L 900")]
        assert len(privacy_zones(ways)) == holes


def test_the_first_run_of_a_place_shapes_its_hole_whatever_was_run_elsewhere():
    loop, away = walked("1500 L 1500 L 1500 L 1500"), walked("@5000,0 3000 R 2000")
    [alone], [later] = privacy_zones([loop] * 3), privacy_zones([away, loop, loop, loop])
    assert alone.wave_m.tolist() == later.wave_m.tolist()


def test_a_hole_stays_the_same_from_release_to_release():
    # Two holes around one door, laid over each other, would tell more than one.
    zone = PrivacyZone.around(*PLACE, b"any track")
    assert zone.wave_m == pytest.approx([15.6897, 14.7848, 19.5255], abs=1e-4)
    assert zone.phase_rad == pytest.approx([5.4953, 2.6381, 2.2990], abs=1e-4)
    assert (zone.lat_deg, zone.lon_deg) == pytest.approx((48.1999900, 16.3003305), abs=1e-6)


def test_waves_are_fifty_metres_high_together_and_the_middle_is_fifty_beside_at_most():
    zones = [PrivacyZone.around(*PLACE, bytes([number])) for number in range(60)]
    assert [zone.wave_m.sum() for zone in zones] == pytest.approx([50] * 60)
    beside_m = [float(distance_m(zone.lat_deg, zone.lon_deg, *PLACE)) for zone in zones]
    assert 45 < max(beside_m) <= 50.01
    assert min(zone.wave_m.min() for zone in zones) > 50 * 0.2 / 2.2


def test_the_edge_of_a_hole():
    zone = PrivacyZone.around(*PLACE, b"any track")
    bearing = np.linspace(-3, 3, 50)
    # Two, three and five waves on a circle of 300 m
    edge_m = 300 + sum(
        h * np.cos(k * bearing + p) for k, h, p in zip((2, 3, 5), zone.wave_m, zone.phase_rad, strict=True)
    )
    for off_m, inside in ((-0.5, True), (0.5, False)):
        east, north = (edge_m + off_m) * np.sin(bearing), (edge_m + off_m) * np.cos(bearing)
        assert (zone.hides(*to_degrees(east, north, zone.lat_deg, zone.lon_deg)) == inside).all()


def test_what_is_shown_of_a_run_stays_the_same_too():
    shown = outside_zones(walked("@5000,0 3000 R 2000"), ())
    assert len(shown) == 443  # of 501
