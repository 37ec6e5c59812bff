"""A long log is measured year by year: a new run adds its part, and what comes of it is what the whole at once gives."""

from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from road_side_seasons import log_of, run
from runrisk.analyzers.road_side import RoadSide
from runrisk.roadside import cache as kept_sides
from runrisk.roadside.measured import measure_sides
from runrisk.roadside.offset import NOTHING, Offset, pooled
from runrisk.roadside.packing import pack
from runrisk.roadside.road_runs import road_runs
from test_road_side import waves

RULE = RoadSide()
STEP_DAYS = 40
RUNS = 80
"""Every fortieth day: nine years."""


class Shelf:
    """A shelf with a place for each name, as a library has it."""

    def __init__(self):
        self.content, self.found = {}, []

    def get(self, key):
        for name, (stored, content) in self.content.items():
            if stored == key:
                self.found.append(name)
                return content
        return None

    def put(self, name, key, content):
        self.content[name] = key, content


@cache
def path_of(number, left_m):
    return waves(left_m, number)


def log_with(numbers, *, left_m=2.0, shelf=None, watch_of=lambda _: 1):
    """A log of some of the runs, on the days they always have."""
    numbers = sorted(numbers)
    runs = [run(number, step_days=STEP_DAYS, serial=watch_of(number)) for number in numbers]
    log = log_of([path_of(number, left_m) for number in numbers], runs)
    return log if shelf is None else replace(log, cache=shelf)


def measured(numbers, **more):
    return RULE.measure(log_with(numbers, **more))


def test_what_lies_before_the_year_that_now_may_reach_back_to_is_measured_by_itself(monkeypatch):
    together = []

    def looked(runs, *rest):
        together.append({one.day.year for one in runs})
        return measure_sides(runs, *rest)

    monkeypatch.setattr(kept_sides, "measure_sides", looked)
    shelf = Shelf()
    assert measured(range(RUNS), shelf=shelf).now.last == date(2032, 10, 25)
    assert together == [{2029, 2030, 2031, 2032}]  # three times 365 days back is 26 October 2029
    assert sorted(shelf.content) == ["sides", *(f"sides {year}" for year in range(2024, 2029))]


def test_a_short_log_is_measured_as_a_whole():
    log = log_with(range(20))
    assert pack(RULE.measure(log)) == pack(measure_sides(road_runs(log), log.period))


def test_a_new_run_looks_at_the_last_years_only():
    shelf = Shelf()
    measured(range(RUNS - 1), shelf=shelf)
    read = []
    log = log_with(range(RUNS), shelf=shelf)
    RULE.measure(replace(log, read_path=lambda key: read.append(key) or log.read_path(key)))
    assert {one.local_day.year for one in log.recorded if one.id in read} == {2029, 2030, 2031, 2032}
    assert len(shelf.found) == 5


@settings(max_examples=20)
@given(st.permutations(range(20)), st.integers(0, 19))
def test_law_runs_added_one_by_one_in_any_order_and_one_taken_away_give_what_the_whole_gives(order, gone):
    """Every tenth run is there from the start, so that years come and go in between."""
    shelf, there = Shelf(), set(range(0, RUNS, 10))
    for number in order[:4]:
        there.add(number * 4)
        measured(there, shelf=shelf)
    there.discard(gone * 4)
    assert pack(measured(there, shelf=shelf)) == pack(measured(there))


def test_a_changed_run_of_long_ago_is_measured_anew():
    shelf = Shelf()
    log = log_with(range(RUNS), shelf=shelf)
    RULE.measure(log)
    other = replace(log.recorded[3], sub_sport="trail")
    changed = replace(log, recorded=(*log.recorded[:3], other, *log.recorded[4:]))
    assert pack(RULE.measure(changed)) == pack(RULE.measure(replace(changed, cache=Shelf())))
    assert len(RULE.measure(changed).by_run) == RUNS - 1


def test_every_year_quarter_run_and_watch_stands_once_oldest_first():
    found = measured(range(RUNS), watch_of=lambda number: 1 + (number > RUNS // 2))
    days = [one.day for one in found.by_run]
    assert days == sorted(days)
    assert len(days) == RUNS
    years = [part.name for part in found.now.earlier]
    assert years == sorted(set(years), key=int)
    quarters = [part.name for part in found.by_quarter]
    assert quarters == sorted(set(quarters))
    [old, new] = found.by_device
    assert (old.first, new.last) == (days[0], days[-1])
    assert old.last < new.first
    for part in (*found.by_device, *found.by_quarter, *found.now.earlier):
        assert part.offset.left_m == pytest.approx(2.0, abs=1.0), part.name


def test_a_year_without_positions_is_no_year():
    log = log_with(range(RUNS))
    without = {one.id for one in log.recorded if one.local_day.year == log.recorded[0].local_day.year + 1}
    found = RULE.measure(replace(log, read_path=lambda key: None if key in without else log.read_path(key)))
    gone = log.recorded[0].local_day.year + 1
    assert str(gone) not in [part.name for part in found.now.earlier]
    assert str(gone + 1) in [part.name for part in found.now.earlier]


ONE = Offset(
    left_m=1.0, error_m=0.2, runs_eff=10.0, blocks_eff=20.0, km_eff=30.0, residual_m=3.0, km_both_ways=50.0, varies_m=0.1, spells_eff=4.0,
)  # fmt: skip
OTHER = Offset(
    left_m=-1.0, error_m=0.4, runs_eff=5.0, blocks_eff=12.0, km_eff=10.0, residual_m=1.0, km_both_ways=20.0, varies_m=0.2, spells_eff=2.0,
)  # fmt: skip


def test_parts_are_pooled_by_their_information():
    both = pooled([ONE, NOTHING, OTHER])  # three quarters and one quarter
    assert (both.left_m, both.error_m, both.km_eff, both.km_both_ways, both.blocks_eff) == pytest.approx(
        (0.5, 0.25, 40.0, 70.0, 20.0)
    )
    assert both.runs_eff == pytest.approx(1 / (0.75**2 / 10 + 0.25**2 / 5))
    assert both.spells_eff == pytest.approx(1 / (0.75**2 / 4 + 0.25**2 / 2))
    assert both.residual_m == pytest.approx((0.75 * 9 + 0.25 * 1) ** 0.5)
    assert both.varies_m == pytest.approx(((0.75 * 0.1) ** 2 + (0.25 * 0.2) ** 2) ** 0.5)
    assert pooled([]) == pooled([NOTHING]) == NOTHING


def test_a_watch_of_many_years_is_where_its_years_are():
    """The same as fitting the rows of all years together with streets of their own each year."""
    years = range(5)
    apart = [
        RULE.measure(log_with(range(9 * year, 9 * year + 9), left_m=1.0 + year)).by_device[0].offset for year in years
    ]
    assert pooled(apart).left_m == pytest.approx(
        sum(one.left_m * one.km_eff for one in apart) / sum(one.km_eff for one in apart)
    )
