"""Made-up towns, routes, habits, tracks and the error of the watch."""

import numpy as np
import pytest

from runrisk.simulate.gps_error import SD_CITY_M, SD_MULTI_BAND_M, SD_USUAL_M, position_error_m
from runrisk.simulate.side_habits import SidePolicy, draw_habit
from runrisk.simulate.town import TownKind, make_town
from runrisk.simulate.town_routes import STEP_M, RouteKind, lengths_as_run, plan_route, plan_routes
from runrisk.simulate.track import run_track

each_kind = pytest.mark.parametrize("kind", list(TownKind))


def town_and_rng(kind, seed=0):
    rng = np.random.default_rng(seed)
    return make_town(kind, rng), rng


@each_kind
def test_curves_join_their_nodes(kind):
    town, _ = town_and_rng(kind)
    for (first, last), curve in zip(town.edges, town.curves, strict=True):
        assert np.hypot(*(curve[0] - town.nodes_m[first])) < 1.5  # nodes within a metre are one
        assert np.hypot(*(curve[-1] - town.nodes_m[last])) < 1.5
    assert len(town.neighbours[town.home]) > 1


@each_kind
def test_routes_start_and_end_at_home_and_are_about_as_long_as_wished(kind):
    town, rng = town_and_rng(kind)
    lengths = lengths_as_run(8, rng)
    routes = plan_routes(town, lengths, rng)
    made = np.array([route.length_m for route in routes])
    assert np.median(np.abs(made / lengths - 1)) < 0.15
    for route in routes:
        ends = route.points_m[[0, -1]] - town.nodes_m[town.home]
        assert np.hypot(*ends.T).max() < 2 * STEP_M
        assert np.hypot(*np.diff(route.points_m, axis=0).T).max() < STEP_M + 1e-6


@each_kind
def test_the_same_seed_gives_the_same_town(kind):
    one, other = (town_and_rng(kind, 5)[0] for _ in range(2))
    assert np.array_equal(one.nodes_m, other.nodes_m)
    assert one.home == other.home


def test_an_out_and_back_runs_each_stretch_both_ways():
    town, rng = town_and_rng(TownKind.SUBURB)
    route = plan_route(town, 8_000, RouteKind.OUT_AND_BACK, rng)
    there, back = route.edge[route.forward], route.edge[~route.forward]
    assert set(there) == set(back)


def test_a_loop_runs_most_stretches_once():
    town, rng = town_and_rng(TownKind.GRID)
    loop = plan_route(town, 8_000, RouteKind.LOOP, rng)
    both = set(loop.edge[loop.forward]) & set(loop.edge[~loop.forward])
    assert len(both) < 0.3 * len(set(loop.edge))


def test_a_reversed_route_is_the_same_street_the_other_way():
    town, rng = town_and_rng(TownKind.RADIAL)
    route = plan_route(town, 8_000, RouteKind.LOOP, rng)
    turned = route.reversed()
    assert np.array_equal(turned.points_m, route.points_m[::-1])
    assert np.array_equal(turned.forward, ~route.forward[::-1])


@pytest.mark.parametrize(
    ("policy", "low", "high"),
    [
        (SidePolicy.LEFT, 1.5, 3.0),
        (SidePolicy.RIGHT, -3.0, -1.5),
        (SidePolicy.LEFT_80, 0.7, 2.0),  # 0.6 times 1.5 to 3 m, more or less
        (SidePolicy.MIDDLE, -0.2, 0.2),
        (SidePolicy.RANDOM, -0.6, 0.6),
        (SidePolicy.ALTERNATE, -0.4, 0.4),
        (SidePolicy.SAME_EDGE, -0.4, 0.4),
    ],
)
def test_a_habit_is_on_average_what_its_name_says(policy, low, high):
    town, rng = town_and_rng(TownKind.ORGANIC)
    habit = draw_habit(policy, town, rng)
    route = plan_route(town, 12_000, RouteKind.OUT_AND_BACK, rng)
    runs = [habit.offset_left_m(route, run, rng).mean() for run in range(20)]
    assert low < np.mean(runs) < high


def test_left_is_left_of_travel():
    town, rng = town_and_rng(TownKind.OUT_AND_BACK)
    route = plan_route(town, 8_000, RouteKind.OUT_AND_BACK, rng)
    track = run_track(route, np.full(len(route.edge), 2.0), 3.0, rng, gps_sd_m=0.61, device_left_m=0.5)
    assert track.true_offset_left_m == pytest.approx(2.5)
    at = np.round(track.route_m / STEP_M).astype(int).clip(5, len(route.edge) - 6)
    ahead = route.points_m[at + 5] - route.points_m[at - 5]
    aside = np.column_stack([track.east_m, track.north_m]) - route.points_m[at]
    left = (ahead[:, 0] * aside[:, 1] - ahead[:, 1] * aside[:, 0]) / np.hypot(*ahead.T).clip(1e-9)
    assert np.median(left) == pytest.approx(2.5, abs=0.2)


def test_a_track_is_as_long_as_its_route_and_as_fast_as_asked():
    town, rng = town_and_rng(TownKind.GRID)
    route = plan_route(town, 9_000, RouteKind.LOOP, rng)
    track = run_track(route, np.zeros(len(route.edge)), 3.0, rng)
    assert track.distance_m[-1] == pytest.approx(route.length_m, rel=0.03)
    assert track.distance_m[-1] / track.time_s[-1] == pytest.approx(3.0, rel=0.03)
    assert (np.diff(track.time_s) == 1).all()


def test_smart_recording_keeps_one_to_thirteen_seconds():
    town, rng = town_and_rng(TownKind.GRID)
    route = plan_route(town, 9_000, RouteKind.LOOP, rng)
    gaps = np.diff(run_track(route, np.zeros(len(route.edge)), 3.0, rng, smart=True).time_s)
    assert set(gaps) == set(range(1, 14))


@pytest.mark.parametrize("sd_m", [SD_MULTI_BAND_M, SD_USUAL_M, SD_CITY_M])
def test_the_error_has_the_size_and_the_memory_of_real_ones(sd_m):
    rng = np.random.default_rng(1)
    errors = np.stack([position_error_m(np.arange(2400.0), sd_m, rng) for _ in range(120)])[..., 0]
    assert errors.std() == pytest.approx(sd_m, rel=0.05)
    memory = {lag: np.mean(errors[:, :-lag] * errors[:, lag:]) / errors.var() for lag in (10, 50, 400)}
    # Real logs: 0.6-0.8 at 4-10 s, 0.4-0.5 at 50 s, 0.14-0.35 at 250-580 s; larger errors are a little smoother.
    assert 0.55 < memory[10] < 0.85
    assert 0.32 < memory[50] < 0.52
    assert 0.10 < memory[400] < 0.30


def test_the_error_of_a_very_long_run_stays_finite():
    error = position_error_m(np.arange(40_000.0), SD_USUAL_M, np.random.default_rng(2))
    assert np.isfinite(error).all()
    assert error[20_000:].std() == pytest.approx(SD_USUAL_M, rel=0.3)
