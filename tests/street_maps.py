"""Made-up towns as map files, and one-way loops through them."""

import numpy as np
import osmium

from road_side_seasons import benchmark, log_of
from runrisk.geo import to_degrees
from runrisk.simulate.side_habits import draw_habit
from runrisk.simulate.town import make_town
from runrisk.simulate.town_routes import RouteKind, plan_route
from runrisk.simulate.track import run_track

NODE_SD_M = 1.2
"""How far a map's nodes lie off the middle of the road [m] (road-side method)."""


def write_map(file, town, rng, *, shift_m=(0.0, 0.0), tags=None, beside_m=None):
    """The streets of a town as one way each; with `beside_m`, a footway that far to the left of each as well."""
    tags = tags or {"highway": "residential"}
    numbers = iter(range(1, 10_000_000))
    lines = [(curve, tags) for curve in town.curves]
    if beside_m is not None:
        lines += [(_beside(curve, beside_m), {"highway": "footway"}) for curve in town.curves]
    with osmium.SimpleWriter(str(file)) as writer:
        ways = []
        for line, said in lines:
            east, north = (line + rng.normal(0, NODE_SD_M, line.shape) + np.array(shift_m)).T
            lat, lon = to_degrees(east, north, *benchmark.PLACE)
            refs = [next(numbers) for _ in lat]
            for number, place in zip(refs, zip(lon, lat, strict=True), strict=True):
                writer.add_node(osmium.osm.mutable.Node(id=number, location=tuple(map(float, place))))
            ways.append((refs, said))
        for number, (refs, said) in enumerate(ways, start=1):
            writer.add_way(osmium.osm.mutable.Way(id=number, nodes=refs, tags=said))
    return file


def _beside(curve, left_m):
    ahead = np.gradient(curve, axis=0)
    left = np.column_stack([-ahead[:, 1], ahead[:, 0]]) / np.hypot(*ahead.T)[:, None]
    return curve + left_m * left


def one_way_loops(kind, policy, rng, *, loops=10, runs=30, sd_m=2.5):
    """A town, a log of loops each always run the same way round, and the true mean offset to the left [m]."""
    town = make_town(kind, rng)
    habit = draw_habit(policy, town, rng)
    routes = [plan_route(town, 8_000, RouteKind.LOOP, rng) for _ in range(loops)]
    device_left_m, tracks = float(rng.normal(0, 0.3)), []
    for number in range(runs):
        route = routes[number % loops]
        offset_m = habit.offset_left_m(route, number, rng)
        tracks.append(run_track(route, offset_m, 2.9, rng, gps_sd_m=sd_m, device_left_m=device_left_m))
    truth_m = float(np.mean(np.concatenate([track.true_offset_left_m for track in tracks])))
    return town, log_of(benchmark.paths_of(tracks, benchmark.PLACE)[0]), truth_m
