"""Routes recognised across a log, and the way round each run of them went."""

from datetime import date, timedelta

import numpy as np
import pytest

from logs import shuffled, training_log
from runrisk.analysis.outcome import run_analyzer
from runrisk.analyzers.same_route_same_direction import SameRouteSameDirection
from runrisk.measures.routes import footprint, recognised
from runrisk.simulate.town import TownKind, make_town
from runrisk.simulate.town_routes import plan_routes
from runrisk.simulate.track import run_track
from walked_paths import path_through, walked

DAY = date(2026, 1, 5)
SQUARE, TURNED = "1000 L 1000 L 1000 L 1000", "L 1000 R 1000 R 1000 R 1000"


def routes_of(paths):
    runs = ((str(number), DAY + timedelta(days=number), footprint([path])) for number, path in enumerate(paths))
    return [(run.route, run.way) for run in recognised(runs)]


def test_the_same_loop_both_ways_round_is_one_route():
    assert routes_of([walked(SQUARE), walked(TURNED), walked(SQUARE)]) == [(0, 1), (0, -1), (0, 1)]


def test_a_way_out_and_back_has_no_way_round():
    assert routes_of([walked("2000 U 2000")] * 2) == [(0, 0), (0, 0)]


def test_another_part_of_town_is_another_route():
    assert [route for route, _ in routes_of([walked(SQUARE), walked(f"@3000,0 {SQUARE}"), walked(SQUARE)])] == [0, 1, 0]


def test_a_route_twice_as_long_is_another_one():
    assert [route for route, _ in routes_of([walked(SQUARE), walked("1000 L 3000 L 1000 L 3000")])] == [0, 1]


def test_a_short_detour_is_the_same_route():
    assert routes_of([walked(SQUARE), walked("1000 L 300 R 100 L 300 L 100 R 400 L 1000 L 1000")])[1] == (0, 1)


@pytest.mark.parametrize("place", [(0.0, 0.0), (-33.9, 151.2), (64.1, -21.9), (51.5, 179.99)])
def test_routes_are_recognised_anywhere(place):
    assert routes_of([walked(SQUARE, place), walked(TURNED, place)]) == [(0, 1), (0, -1)]


@pytest.mark.parametrize("kind", list(TownKind))
def test_routes_of_a_town_are_recognised_through_the_watchs_error(kind):
    rng = np.random.default_rng([3, list(TownKind).index(kind)])
    town = make_town(kind, rng)
    routes = plan_routes(town, rng.uniform(5_000, 11_000, 8), rng)
    order = rng.integers(0, len(routes), 60)
    tracks = [run_track(routes[at], np.zeros(len(routes[at].edge)), 2.9, rng) for at in order]
    found = [route for route, _ in routes_of([path_through(track.east_m + 1j * track.north_m) for track in tracks])]
    # Runs of one planned route come under one number; routes that are nearly the same may share one.
    alone = [len({found[run] for run in np.flatnonzero(order == at)}) == 1 for at in set(order.tolist())]
    assert np.mean(alone) >= 0.8
    assert len(set(found)) <= len(routes) + 2


PATHS = {"a": SQUARE, "b": TURNED}


def test_the_order_of_files_does_not_matter():
    log = training_log(["9 x 4%a . 4%b . 4%a . ."], paths=PATHS)
    turned = shuffled(log, range(len(log.recorded))[::-1])
    rule = SameRouteSameDirection()
    assert run_analyzer(rule, turned).finding == run_analyzer(rule, log).finding


def test_a_mirrored_world_has_the_same_routes():
    rule = SameRouteSameDirection()
    shares = []
    for paths in (PATHS, {"a": TURNED, "b": SQUARE}):
        finding = run_analyzer(rule, training_log(["9 x 4%a . 4%a . 4%b . ."], paths=paths)).finding
        shares.append({measure.name: measure.value for measure in finding.measures}["one_way_share"])
    assert shares[0] == pytest.approx(shares[1])
