"""Anchors, and the rows they make, against a plain reckoning of the same: loops over cells and points."""

from collections import defaultdict
from math import atan2, cos, degrees, floor, hypot, pi, radians, sin

import numpy as np
import pytest

from runrisk.roadside.anchors import find_anchors
from runrisk.roadside.crossings import block_keys, match
from runrisk.roadside.points import Points


def points(east_m, north_m, heading_deg, region=0, run=0):
    count = len(east_m)

    def whole(value):
        return np.broadcast_to(np.asarray(value, np.int64), count).copy()

    return Points(
        of_path=np.arange(count),
        run=whole(run),
        region=whole(region),
        east_m=np.asarray(east_m, float),
        north_m=np.asarray(north_m, float),
        heading_rad=np.radians(np.broadcast_to(np.asarray(heading_deg, float), count)),
    )


def town(seed, count=260):
    """Runs along three streets that cross, either way, in two regions, on both sides of the middle."""
    rng = np.random.default_rng(seed)
    street, along = rng.integers(0, 3, count), rng.uniform(-70, 70, count)
    axis = np.radians(np.array([3.0, 93.0, 48.0])[street])
    off = rng.normal(0, 5, count)
    back = rng.integers(0, 2, count)
    return points(
        along * np.cos(axis) - off * np.sin(axis) + 3,
        along * np.sin(axis) + off * np.cos(axis) - 240,
        np.degrees(axis) + 180 * back + rng.normal(0, 9, count),
        region=rng.integers(0, 2, count),
        run=rng.integers(0, 5, count),
    )


def apart(one, other):
    """Between two axes [degrees]."""
    return abs(degrees((one - other + pi / 2) % pi - pi / 2))


def in_frame(east, north, axis):
    return east * cos(axis) + north * sin(axis), north * cos(axis) - east * sin(axis)


def plain_cells(made):
    """Members, mean place and axis of each cell of 8 m and 15 degrees, the most visited first, then by place."""
    members = defaultdict(list)
    for at in range(len(made)):
        turned = floor((made.heading_rad[at] % pi) / radians(15)) % 12
        members[made.region[at], floor(made.north_m[at] / 8), floor(made.east_m[at] / 8), turned].append(at)
    cells = []
    for key in sorted(members, key=lambda key: (-len(members[key]), key)):
        those = members[key]
        east, north = (float(np.mean(column[those])) for column in (made.east_m, made.north_m))
        doubled = [2 * made.heading_rad[at] for at in those]
        axis = atan2(sum(map(sin, doubled)), sum(map(cos, doubled))) / 2 % pi
        cells.append((those, key[0], east, north, axis))
    return cells


def plain_anchors(made):
    """For each pair of point and anchor how far to the left it lies and whether it runs along."""
    cells = plain_cells(made)
    chosen, claimed = [], set()
    for number, (_, region, east, north, axis) in enumerate(cells):
        if number in claimed:
            continue
        chosen.append(number)
        for other in range(number + 1, len(cells)):
            _, region_2, east_2, north_2, axis_2 = cells[other]
            along, left = in_frame(east_2 - east, north_2 - north, axis)
            if region == region_2 and abs(along) <= 10 and abs(left) <= 18 and apart(axis, axis_2) <= 25:
                claimed.add(other)
    found = {}
    for number in chosen:
        _, region, east, north, axis = cells[number]
        for those, region_2, east_2, north_2, axis_2 in cells:
            near = hypot(east - east_2, north - north_2) <= hypot(10, 18) + 8 and apart(axis, axis_2) <= 25
            for at in those if region == region_2 and near else ():
                heading = made.heading_rad[at]
                along, left = in_frame(made.east_m[at] - east, made.north_m[at] - north, axis)
                if abs(along) <= 10 and abs(left) <= 18 and apart(heading, axis) <= 25:
                    found[at, number] = (round(left, 6), cos(heading - axis) > 0)
    return found


def as_pairs(matches):
    columns = (matches.point, matches.anchor, matches.left_m, matches.forward)
    return {(int(p), int(a)): (round(float(left), 6), bool(way)) for p, a, left, way in zip(*columns, strict=True)}


@pytest.mark.parametrize("seed", range(4))
def test_anchors_are_those_of_a_plain_reckoning(seed):
    made = town(seed)
    assert as_pairs(find_anchors(made)) == plain_anchors(made)


def test_no_points_have_no_anchors():
    assert len(find_anchors(points([], [], [])).point) == 0


EAST_M = [4.0, 4.0, 4.0]
"""Three points at one place in the middle of a cell, running east: an anchor with the axis east."""


@pytest.mark.parametrize(
    ("east_m", "north_m", "heading_deg", "within"),
    [
        (14.0, 4.0, 0.0, True),
        (14.1, 4.0, 0.0, False),
        (-6.0, 4.0, 0.0, True),
        (-6.1, 4.0, 0.0, False),
        (4.0, 22.0, 0.0, True),
        (4.0, 22.1, 0.0, False),
        (4.0, -14.0, 180.0, True),
        (4.0, -14.1, 180.0, False),
        (4.0, 4.0, 24.9, True),
        (4.0, 4.0, 25.1, False),
        (4.0, 4.0, -24.9, True),
        (4.0, 4.0, 154.9, False),
        (13.9, -13.9, 204.9, True),
    ],
)
def test_a_point_belongs_within_ten_metres_along_eighteen_across_and_25_degrees(east_m, north_m, heading_deg, within):
    made = points([*EAST_M, east_m], [4.0, 4.0, 4.0, north_m], [0.0, 0.0, 0.0, heading_deg])
    found = as_pairs(find_anchors(made))
    assert ((3, 0) in found) is within
    if within:
        left_m, forward = found[3, 0]
        assert left_m == pytest.approx(north_m - 4)
        assert forward is (abs(heading_deg) < 90)


@pytest.mark.parametrize(("east_m", "anchors"), [(14.0, 1), (14.5, 2)])
def test_an_anchor_claims_what_lies_in_its_reach(east_m, anchors):
    made = points([*EAST_M, east_m], [4.0] * 4, 0.0)
    assert len(set(find_anchors(made).anchor.tolist())) == anchors


def plain_rows(made):
    """For each anchor that was run both ways, each run and direction: mean place to the left and metres."""
    pairs = plain_anchors(made)
    ways, of_point = defaultdict(set), defaultdict(int)
    for (_, anchor), (_, forward) in pairs.items():
        ways[anchor].add(forward)
    kept = {pair: value for pair, value in pairs.items() if len(ways[pair[1]]) == 2}
    for at, _ in kept:
        of_point[at] += 1
    rows = defaultdict(list)
    for (at, anchor), (left, forward) in kept.items():
        rows[anchor, int(made.run[at]), 1.0 if forward else -1.0].append((left, 10 / of_point[at]))
    return {
        key: (np.mean([left for left, _ in those]), sum(metres for _, metres in those)) for key, those in rows.items()
    }


@pytest.mark.parametrize("seed", range(3))
def test_rows_are_those_of_a_plain_reckoning(seed):
    made = town(seed)
    matched, expected = match(made), plain_rows(made)
    rows = matched.rows
    keys = list(zip(rows.anchor.tolist(), rows.run.tolist(), rows.direction.tolist(), strict=True))
    assert sorted(keys) == sorted(expected)
    for number, key in enumerate(keys):
        assert (rows.left_m[number], rows.distance_m[number]) == pytest.approx(expected[key], abs=1e-5)
    # Every row is told by its points, and lies in the block of one of them.
    for number, at in zip(matched.row.tolist(), matched.point.tolist(), strict=True):
        assert rows.run[number] == made.run[at]
    for number, block in enumerate(rows.block.tolist()):
        places = {_block(made, at) for at in matched.point[matched.row == number].tolist()}
        places |= {_block(made, at) for at in matched.point[rows.anchor[matched.row] == rows.anchor[number]].tolist()}
        assert (int(matched.blocks.region[block]), *matched.blocks.middle_m[block].tolist()) in places


def _block(made, at):
    middle = (250 * (floor(metres / 250) + 0.5) for metres in (made.east_m[at], made.north_m[at]))
    return int(made.region[at]), *middle


def test_blocks_are_250_metres_wide_and_count_every_point():
    made = points([0, 249.9, 250, -0.1, -400, 3], [0, 0, 0, 0, -300, 3], 0.0, region=[0, 0, 0, 0, 0, 3])
    blocks = match(made).blocks
    found = zip(blocks.region.tolist(), blocks.middle_m.tolist(), blocks.points.tolist(), strict=True)
    assert sorted(found) == [
        (0, [-375, -375], 1),
        (0, [-125, 125], 1),
        (0, [125, 125], 2),
        (0, [375, 125], 1),
        (3, [125, 125], 1),
    ]
    assert len(set(block_keys(made).tolist())) == 5
    assert block_keys(made)[0] == block_keys(made)[1]
