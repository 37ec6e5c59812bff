"""Straight points, the offsets of single runs, the day's side, and streets of a map: each limit from both sides."""

from datetime import date

import numpy as np
import pytest

from runrisk.geo import to_degrees
from runrisk.model import Period
from runrisk.model.features import RunPath
from runrisk.roadside.by_run import run_offsets
from runrisk.roadside.crossings import Crossings
from runrisk.roadside.measured import RunSide, measure_sides
from runrisk.roadside.offset import ERROR_FACTOR, NOTHING
from runrisk.roadside.points import straight_points
from runrisk.roadside.road_runs import RoadRun

PLACE = (48.2, 16.3)


def path(east_m, north_m, piece=0, place=PLACE):
    lat, lon = to_degrees(np.asarray(east_m, float), np.asarray(north_m, float), *place)
    return RunPath(lat_deg=lat, lon_deg=lon, piece=np.broadcast_to(np.int32(piece), len(lat)).copy())


def north(count, **more):
    return path(np.zeros(count), 10.0 * np.arange(count), **more)


@pytest.mark.parametrize(("turn_deg", "straight"), [(29.8, True), (30.2, False), (32.0, False)])
def test_straight_turns_by_less_than_thirty_degrees(turn_deg, straight):
    # On a circle the way 30 m before a point and that 30 m after it differ by as much as 30 m of arc turn.
    radius = 30 / np.radians(turn_deg)
    angle = 10 * np.arange(40) / radius
    found = straight_points([path(radius * np.cos(angle), radius * np.sin(angle))], [0])
    assert len(found) == (34 if straight else 0)


def test_heading_is_taken_from_twenty_metres_before_to_twenty_after():
    # North for 100 m, then 20 degrees to the left: north is 90 degrees from east.
    turned = 10 * np.exp(1j * np.radians(np.repeat([90.0, 110.0], 10)))
    place = np.append(0, np.cumsum(turned))
    found = straight_points([path(place.real, place.imag)], [0])
    heading = dict(zip(found.of_path.tolist(), np.degrees(found.heading_rad).tolist(), strict=True))
    # The corner is point 10: two steps before it all four steps lie on the first way, one before it three of four.
    one = np.degrees(np.angle(3 * np.exp(1j * np.radians(90)) + np.exp(1j * np.radians(110))))
    assert [heading[at] for at in (3, 8, 9, 10, 12, 17)] == pytest.approx([90, 90, one, 100, 110, 110], abs=0.02)
    assert min(heading) == 3
    assert max(heading) == 17


@pytest.mark.parametrize(("count", "straight"), [(6, 0), (7, 1), (8, 2)])
def test_three_points_on_either_side_tell(count, straight):
    found = straight_points([north(count)], [5])
    assert len(found) == straight
    assert found.run.tolist() == [5] * straight


@pytest.mark.parametrize("piece", [0, 1])
def test_the_end_of_one_path_is_no_neighbour_of_the_next(piece):
    halves = [north(7, piece=piece), path(np.zeros(7), 70 + 10.0 * np.arange(7), piece=piece)]
    assert straight_points(halves, [0, 1]).of_path.tolist() == [3, 10]
    assert straight_points(halves, [4, 9]).run.tolist() == [4, 9]


def test_places_are_measured_from_the_middle_of_half_a_degree():
    found = straight_points([north(7)], [0])
    # 48.2 lies 0.05 degrees south of 48.25, 16.3 as much east of 16.25: 111.195 km a degree, by the cosine of 48.25.
    assert found.north_m.tolist() == pytest.approx([-0.05 * 111_195.08 + 30], abs=0.1)
    assert found.east_m.tolist() == pytest.approx([0.05 * 111_195.08 * np.cos(np.radians(48.25))], abs=0.1)


def test_half_degrees_are_regions_of_their_own():
    places = [(48.2, 16.3), (48.2, 16.6), (48.6, 16.3), (48.2, 16.3), (48.2, 15.9)]
    found = straight_points([north(7, place=place) for place in places], range(5))
    assert found.region.tolist() == [1, 2, 3, 1, 0]  # from south to north, then from west to east
    assert (
        len(set(straight_points([north(7, place=p) for p in ((0.1, 0.1), (-0.1, 0.1), (0.1, -0.1))], range(3)).region))
        == 3
    )


def test_a_street_over_the_date_line_is_straight():
    made = path(7.0 * np.arange(40), 7.0 * np.arange(40), place=(-18.0, 179.999))
    wrapped = RunPath(lat_deg=made.lat_deg, lon_deg=(made.lon_deg + 180) % 360 - 180, piece=made.piece)
    found = straight_points([wrapped], [0])
    assert len(found) == 34
    assert found.heading_rad == pytest.approx(np.full(34, np.pi / 4), abs=1e-3)


def rows(**columns):
    """Two anchors, two runs each way, in two blocks."""
    known = {
        "anchor": [0, 0, 0, 0, 1, 1, 1, 1],
        "run": [0, 0, 1, 1, 0, 0, 1, 1],
        "block": [0, 0, 0, 0, 1, 1, 1, 1],
        "direction": [1.0, -1.0] * 4,
        "left_m": [12.0, 8.0, 14.0, 6.0, -7.0, -13.0, -7.0, -13.0],
        "distance_m": [10.0] * 8,
    }
    return Crossings(**{name: np.array(values) for name, values in (known | columns).items()})


def test_the_error_of_a_run_by_hand():
    single = run_offsets(rows(), 3.0)
    # Centres are 10 and -10; run 0 lies at 2, 2, 3 and 3 and is pulled to 40 / 14: by block it is off by twice
    # 2 - 40 / 14 and twice 3 - 40 / 14.
    off = [2 * (2 - 40 / 14), 2 * (3 - 40 / 14)]
    assert single.error_m == pytest.approx([ERROR_FACTOR * np.hypot(*off) / 14] * 2)
    assert single.centre_m == pytest.approx([10] * 4 + [-10] * 4)
    assert single.run.tolist() == [0, 1]


def test_the_error_of_runs_that_went_one_way_only():
    made = rows(direction=[1.0, -1.0, 1.0, 1.0, 1.0, -1.0, -1.0, -1.0])
    single = run_offsets(made, 3.0)
    off = made.direction * (made.left_m - single.centre_m) - single.left_m[made.run]
    for run in (0, 1):
        summed = [off[(made.run == run) & (made.block == block)].sum() for block in (0, 1)]
        assert single.error_m[run] == pytest.approx(ERROR_FACTOR * np.hypot(*summed) / 14)


def test_runs_and_anchors_may_have_any_number():
    single = run_offsets(
        rows(anchor=[3, 3, 3, 3, 9, 9, 9, 9], run=[2, 2, 7, 7, 2, 2, 7, 7], block=[5] * 4 + [6] * 4), 3.0
    )
    assert single.run.tolist() == [2, 7]
    assert single.left_m == pytest.approx([40 / 14, 44 / 14])
    assert single.error_m == pytest.approx(run_offsets(rows(), 3.0).error_m)


def test_runs_settle_over_streets_they_share():
    # Run 0 alone knows the first street, both know the second: what is found lies within a centimetre of the end.
    alone = rows(run=[0, 0, 0, 0, 0, 0, 1, 1])
    found = run_offsets(alone, 0.0)
    centres, offsets = {}, {0: 0.0, 1: 0.0}
    for _ in range(200):
        for anchor in (0, 1):
            those = np.flatnonzero(alone.anchor == anchor)
            centres[anchor] = np.mean([alone.left_m[at] - alone.direction[at] * offsets[alone.run[at]] for at in those])
        for run in (0, 1):
            those = np.flatnonzero(alone.run == run)
            own = sum(alone.direction[at] * (alone.left_m[at] - centres[alone.anchor[at]]) for at in those)
            offsets[run] = own / (len(those) + 10)
    assert found.left_m == pytest.approx([offsets[0], offsets[1]], abs=0.01)


@pytest.mark.parametrize(
    ("left_m", "error_m", "km", "side"),
    [
        (3.0, 1.0, 1.0, "left"),
        (-3.0, 1.0, 1.0, "right"),
        (2.99, 1.0, 1.0, None),
        (3.5, 1.0, 1.0, "left"),
        (9.0, 1.0, 0.99, None),
        (9.0, 1.0, 1.05, "left"),
        (0.5, 0.1, 5.0, "left"),
    ],
)
def test_a_single_run_names_a_side_from_a_kilometre_and_three_errors_on(left_m, error_m, km, side):
    made = RunSide(activity="1", day=date(2026, 1, 5), left_m=left_m, error_m=error_m, km_both_ways=km)
    assert made.side == side


def road_run(number, day, *, left_m=2.2, device="watch", place=PLACE, back=True):
    """North and, after it, back along 3 km, so far to the left of travel."""
    along = np.arange(0.0, 3000.0, 10.0)
    there = path(np.full(300, -left_m), along, place=place)
    home = path(np.full(300, left_m), along[::-1], place=place)
    return RoadRun(activity=str(number), day=day, device=device, paths=(there, home) if back else (there,))


def test_what_is_measured_of_a_log():
    days = [date(2024, 1, 31), date(2024, 3, 31), date(2024, 4, 1), date(2024, 12, 31)]
    runs = [road_run(number, one, device="old" if number < 3 else "new") for number, one in enumerate(days)]
    alone = road_run(4, date(2025, 1, 1), place=(48.3, 16.4), back=False)
    measured = measure_sides([*runs, alone], Period(since=date(2024, 12, 31), until=date(2025, 1, 9)))
    # Four runs of 600 points and one of 300
    assert (measured.km_scored, measured.road_runs, measured.current) == (27.0, 5, True)
    assert (measured.now.first, measured.now.last) == (days[0], days[-1])
    assert [part.name for part in measured.by_quarter] == ["2024 Q1", "2024 Q2", "2024 Q4", "2025 Q1"]
    assert [(part.name, part.first, part.last) for part in measured.by_device] == [
        ("old", days[0], days[2]),
        ("new", days[3], days[3]),
        ("watch", date(2025, 1, 1), date(2025, 1, 1)),
    ]
    assert measured.offset.left_m == pytest.approx(2.2, abs=0.01)
    assert [one.left_m for one in measured.by_run] == pytest.approx([2.2] * 4, abs=0.01)
    before = measure_sides([*runs, alone], Period(since=date(2025, 1, 1), until=date(2025, 1, 9)))
    assert before.current is False


def test_what_charts_show_of_it():
    runs = [road_run(0, date(2024, 1, 31)), road_run(1, date(2024, 2, 1), place=(48.3, 16.4), back=False)]
    shown = measure_sides(runs, Period(since=date(2024, 1, 1), until=date(2024, 12, 31)))
    # Half a metre a bin from -8 to 8 m: 2.2 m lie in the bin from 2 m on, whichever way they were run.
    assert shown.map.histogram.shape == (2, 32)
    assert shown.map.histogram[:, 20] == pytest.approx(shown.map.histogram.sum(axis=1))
    assert shown.map.histogram.sum() == pytest.approx(2 * 294 * 10, rel=0.01)
    seen = np.isfinite(shown.map.left_m)
    assert shown.map.left_m[seen] == pytest.approx(np.full(seen.sum(), 2.2), abs=0.01)
    assert shown.map.km_eff[~seen].tolist() == [0] * (~seen).sum() != []
    assert shown.map.km_eff.sum() == pytest.approx(shown.offset.km_eff)


def test_nothing_is_told_by_nothing():
    assert (NOTHING.runs_eff, NOTHING.blocks_eff, NOTHING.km_eff, NOTHING.km_both_ways) == (0, 0, 0, 0)


@pytest.mark.parametrize("chunk", [1, 25, 40, 41, 1000])
def test_points_of_some_paths_at_a_time_are_those_of_all(monkeypatch, chunk):
    paths = [north(20), north(3), north(20, piece=7), north(20, place=(-33.9, 151.2)), north(20)]
    whole = straight_points(paths, [0, 1, 1, 2, 3])
    monkeypatch.setattr("runrisk.roadside.points._CHUNK", chunk)
    parts = straight_points(paths, [0, 1, 1, 2, 3])
    assert len(whole) == 4 * 14
    assert set(whole.region[whole.run == 2]).isdisjoint(whole.region[whole.run != 2])
    for name in type(whole).__slots__:
        assert np.array_equal(getattr(parts, name), getattr(whole, name)), name
