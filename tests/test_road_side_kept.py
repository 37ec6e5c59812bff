"""What was measured of the sides is kept and found again, unless a run came, went or changed."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

import runrisk as rr
from runrisk.analyzers.road_side import RoadSide
from runrisk.roadside.measured import SideMeasured, measure_sides
from runrisk.roadside.packing import pack, unpack
from runrisk.roadside.road_runs import road_runs
from runrisk.wording import Wording


class Shelf:
    """A shelf that counts how often something was found."""

    def __init__(self):
        self.content, self.found = {}, 0

    def get(self, key):
        self.found += key in self.content
        return self.content.get(key)

    def put(self, name, key, content):
        self.content = {key: content}
        assert name == "sides"


@pytest.fixture(name="log")
def _log(sample_log):
    return sample_log


def same(one, other):
    np.testing.assert_equal(pack(one), pack(other))


def test_packed_and_unpacked_is_the_same(log):
    measured = measure_sides(road_runs(log), log.period)
    again = unpack(pack(measured), SideMeasured)
    same(measured, again)
    assert again.by_run == measured.by_run
    np.testing.assert_array_equal(again.map.left_m, measured.map.left_m)
    assert again.map.histogram.shape == measured.map.histogram.shape
    assert RoadSide().judge(again, Wording()) == RoadSide().judge(measured, Wording())


def test_a_second_look_takes_what_was_kept(log):
    shelf = Shelf()
    kept = replace(log, cache=shelf)
    first, second = RoadSide().measure(kept), RoadSide().measure(kept)
    assert shelf.found == 1
    same(first, second)


def test_another_period_is_looked_at_afresh_where_it_matters(log):
    shelf = Shelf()
    kept = replace(log, cache=shelf)
    RoadSide().measure(kept)
    later = kept.looking_at(rr.Period(since=log.as_of + timedelta(30), until=log.as_of + timedelta(60)))
    measured = RoadSide().measure(later)
    assert shelf.found == 1
    assert not measured.current
    same(measured, RoadSide().measure(replace(later, cache=Shelf())))


def test_a_run_less_is_measured_anew(log):
    shelf = Shelf()
    RoadSide().measure(replace(log, cache=shelf))
    RoadSide().measure(replace(log, cache=shelf, recorded=log.recorded[:-1]))
    assert shelf.found == 0
