"""The side of the road by a map: towns written as map files, one-way loops, shifted frames."""

import sys
from itertools import pairwise

import numpy as np
import pytest

pytest.importorskip("osmium", reason="the extra map is not installed")
pytest.importorskip("shapely", reason="the extra map is not installed")

from road_side_seasons import log_of, run
from runrisk.analyzers.road_side import RoadSide
from runrisk.errors import FileError, RunriskError
from runrisk.geo import to_degrees
from runrisk.roadside.answer import Answer
from runrisk.roadside.by_map import side_on_map
from runrisk.roadside.road_runs import road_runs
from runrisk.roadside.streets import Streets
from runrisk.simulate.side_habits import SidePolicy
from runrisk.simulate.town import TownKind
from runrisk.wording import Wording, said
from runrisk.workflows.street_map import read_streets
from street_maps import one_way_loops, write_map
from walked_paths import PLACE, walked

RULE = RoadSide()


def side_of(log, file):
    return side_on_map(road_runs(log), read_streets(file), RULE)


@pytest.mark.parametrize("kind", [TownKind.ORGANIC, TownKind.SUBURB])
@pytest.mark.parametrize(("policy", "answer"), [(SidePolicy.LEFT, Answer.LEFT), (SidePolicy.RIGHT, Answer.RIGHT)])
def test_one_way_loops_get_an_answer(tmp_path, kind, policy, answer):
    rng = np.random.default_rng([5, 8])
    town, log, truth_m = one_way_loops(kind, policy, rng)
    found = side_of(log, write_map(tmp_path / "town.osm.pbf", town, rng))
    assert found.answer is answer
    assert found.offset.left_m == pytest.approx(truth_m, abs=0.4)
    assert found.offset.low_m < truth_m < found.offset.high_m
    assert found.shift_m < 1.0


def test_one_loop_alone_is_too_little_also_with_a_map(tmp_path):
    rng = np.random.default_rng([5, 9])
    town, log, _ = one_way_loops(TownKind.GRID, SidePolicy.LEFT, rng, loops=1, runs=4)
    found = side_of(log, write_map(tmp_path / "town.osm.pbf", town, rng))
    assert found.answer is Answer.CANNOT_TELL
    assert "runs of equal weight where 5 are needed" in said(found.summary, Wording())


@pytest.mark.parametrize("shift_m", [(12.0, 0.0), (0.0, -7.0), (400.0, 300.0)])
def test_a_shifted_frame_is_refused(tmp_path, shift_m):
    rng = np.random.default_rng([5, 10])
    town, log, _ = one_way_loops(TownKind.ORGANIC, SidePolicy.LEFT, rng)
    found = side_of(log, write_map(tmp_path / "town.osm.pbf", town, rng, shift_m=shift_m))
    assert found.answer is Answer.CANNOT_TELL
    assert found.offset is None
    assert "frame" in said(found.summary, Wording())


def test_one_way_streets_tunnels_and_bridges_tell_no_side(tmp_path):
    rng = np.random.default_rng([5, 11])
    town, log, _ = one_way_loops(TownKind.GRID, SidePolicy.LEFT, rng, runs=6)
    for number, more in enumerate(
        [{"oneway": "yes"}, {"tunnel": "yes"}, {"bridge": "viaduct"}, {"junction": "roundabout"}]
    ):
        tags = {"highway": "residential"} | more
        found = side_of(log, write_map(tmp_path / f"{number}.osm.pbf", town, rng, tags=tags))
        assert found.answer is Answer.CANNOT_TELL
        assert "Only 0.0 km lie on two-way carriageways" in said(found.summary, Wording())
    open_road = {"highway": "residential", "oneway": "no", "bridge": "no"}
    assert side_of(log, write_map(tmp_path / "open.osm.pbf", town, rng, tags=open_road)).offset is not None


def test_who_runs_on_a_footway_is_on_no_side_of_the_road():
    # A road straight north and a footway 6 m to its left; the runner is on the footway.
    straight = walked("@-6,0 2000")
    streets = streets_of([(0, 0, 0, 2000, True), (-6, 0, -6, 2000, False)])
    found = side_on_map(road_runs(log_of([straight] * 6)), streets, RULE)
    assert "Only 0.0 km lie on two-way carriageways" in said(found.summary, Wording())
    without = side_on_map(road_runs(log_of([straight] * 6)), streets_of([(0, 0, 0, 2000, True)]), RULE)
    assert without.offset is None or without.offset.left_m == pytest.approx(6.0, abs=0.01)


def test_left_of_travel_is_left_whichever_way_a_street_is_drawn():
    # Four roads of 1 km around a square, drawn in any direction; the runner goes round it 2 m inside, anticlockwise.
    inside = walked("@498,-498 996 L 996 L 996 L 996")
    corners = [(500, -500), (500, 500), (-500, 500), (-500, -500), (500, -500)]
    lines = [(*one, *other, True) for one, other in pairwise(corners)]
    for drawn in (lines, [(*line[2:4], *line[:2], True) for line in lines]):
        found = side_on_map(road_runs(log_of([inside] * 6)), streets_of(drawn), RULE)
        assert found.offset.left_m == pytest.approx(2.0, abs=0.02)
        assert found.shift_m == pytest.approx(0.0, abs=0.05)


def test_runs_of_more_than_a_year_before_the_last_one_do_not_count():
    # Round the square 2 m inside it, anticlockwise: 2 m to the left. Before that 2 m outside it: 2 m to the right.
    corners = [(500, -500), (500, 500), (-500, 500), (-500, -500), (500, -500)]
    streets = streets_of([(*one, *other, True) for one, other in pairwise(corners)])
    outside, inside = walked("@502,-502 1004 L 1004 L 1004 L 1004"), walked("@498,-498 996 L 996 L 996 L 996")
    # Run numbers are two days apart: number 200 is 366 days after number 17, 364 after number 18.
    for before, left_m in ((17, 2.0), (18, 0.0)):
        log = log_of([outside, inside], [run(before), run(200)])
        found = side_on_map(road_runs(log), streets, RULE)
        assert found.offset.left_m == pytest.approx(left_m, abs=0.05)
    assert "in the 12 months up to your last road run" in said(found.summary, Wording())


def streets_of(lines):
    east_a, north_a, east_b, north_b, carriageway = zip(*lines, strict=True)
    return Streets(
        start_deg=np.column_stack(to_degrees(east_a, north_a, *PLACE)),
        end_deg=np.column_stack(to_degrees(east_b, north_b, *PLACE)),
        carriageway=np.array(carriageway),
    )


def test_a_file_that_is_no_map_is_refused(tmp_path):
    file = tmp_path / "town.osm.pbf"
    file.write_bytes(b"\x00\x00\x00\x0dthis is no map at all")
    with pytest.raises(FileError, match=r"town\.osm\.pbf: cannot be read as a map"):
        read_streets(file)


def test_a_map_without_streets_is_refused(tmp_path):
    rng = np.random.default_rng(1)
    town, _, _ = one_way_loops(TownKind.OUT_AND_BACK, SidePolicy.LEFT, rng, loops=1, runs=1)
    with pytest.raises(FileError, match="holds no streets"):
        read_streets(write_map(tmp_path / "rivers.osm.pbf", town, rng, tags={"waterway": "river"}))


def test_without_the_extra_the_cure_is_named(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "osmium", None)
    with pytest.raises(RunriskError, match=r'pip install "\.\[map\]"'):
        read_streets(tmp_path / "town.osm.pbf")
