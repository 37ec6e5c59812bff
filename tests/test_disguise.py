"""The street map does not tell how it was turned, is never the same twice, and left stays left."""

import numpy as np
import pytest

from road_side_seasons import log_of
from runrisk.analysis.outcome import run_analyzers
from runrisk.analyzers.road_side import RoadSide
from runrisk.report.sides.charts import sides_charts
from runrisk.report.sides.sides import sides_of
from runrisk.roadside.charts import map_plot
from runrisk.roadside.disguise import disguised
from test_road_side import there_and_back

RULE = RoadSide()
BLOCK_M = 250.0


def town(side=20):
    """A square of blocks in rows from west to east, one in three missing at random."""
    places = np.array([(east, north) for north in range(side) for east in range(side)], float) * BLOCK_M
    return places[np.random.default_rng(1).random(len(places)) < 0.67]


def shown(middle_m, seed):
    place_m, _, _ = disguised(middle_m, np.ones(len(middle_m)), np.ones(len(middle_m)), np.random.default_rng(seed))
    return place_m


def strongest_rows(place_m):
    """The most that rows of blocks can be seen in any direction: the number of places where all stand in rows, 1 by chance."""
    turns = np.radians(np.arange(0.0, 90.0, 0.5))
    along = place_m @ np.array([np.cos(turns), np.sin(turns)])
    return float((np.abs(np.exp(2j * np.pi * along / BLOCK_M).sum(axis=0)) ** 2 / len(place_m)).max())


def test_no_row_of_blocks_is_left_by_which_the_map_could_be_turned_back():
    blocks = town()
    assert strongest_rows(blocks) == pytest.approx(len(blocks))
    by_chance = [
        strongest_rows(np.random.default_rng(seed).uniform(0, 20 * BLOCK_M, blocks.shape)) for seed in range(8)
    ]
    found = [strongest_rows(shown(blocks, seed)) for seed in range(8)]
    assert np.median(found) < 1.5 * np.median(by_chance)
    assert max(found) < 1.5 * max(by_chance)


def test_nothing_is_equal_between_two_maps():
    log = log_of([there_and_back(2.5) for _ in range(8)])
    measured = RULE.measure(log)
    [one], [other] = map_plot(measured).panels, map_plot(measured).panels
    for column in ("east_m", "north_m", "km_seen"):
        assert not set(getattr(one, column)) & set(getattr(other, column)) - {0.0}
    known = sides_of(log, run_analyzers([RULE], log))
    one, same, other = (
        next(
            part for part in sides_charts(known, chance=np.random.default_rng(seed)) if part.heading == "Where"
        ).chart.svg()
        for seed in (1, 1, 2)
    )
    assert one == same != other


def test_the_order_of_the_blocks_tells_nothing():
    rows = np.arange(400.0)
    _, left_m, _ = disguised(town()[:200], rows[:200], rows[:200], np.random.default_rng(3))
    assert abs(np.corrcoef(left_m, rows[:200])[0, 1]) < 0.2  # 0.07 by chance (1 / sqrt(200))


@pytest.mark.parametrize("seed", range(6))
def test_a_map_is_turned_and_never_mirrored(seed):
    # Three places kilometres apart, told from each other by what was seen of them: counted round against the clock.
    corners = np.array([(0.0, 0.0), (9000.0, 0.0), (0.0, 4000.0)])
    place_m, _, km = disguised(corners, np.ones(3), np.array([1.0, 10.0, 100.0]), np.random.default_rng(seed))
    first, second, third = place_m[np.argsort(km)]
    assert np.linalg.det([second - first, third - first]) > 0
    assert np.ptp(place_m[:, 0]) > np.ptp(place_m[:, 1])  # the longest way still lies across the page
