"""The line a session is run on: one of the runner's own routes, made to fit the day's distance."""

from dataclasses import dataclass, replace

import numpy as np

from runrisk.simulate.session import Session
from runrisk.simulate.side_habits import SideHabit, SidePolicy, draw_habit
from runrisk.simulate.town import Floats, Town, TownKind, make_town
from runrisk.simulate.town_routes import STEP_M, Route, RouteKind, plan_routes

_LENGTHS_M = (4_000.0, 5_000.0, 6_000.0, 7_000.0, 7_500.0, 8_500.0, 10_000.0, 12_000.0, 14_000.0)
"""Wished lengths of the runner's routes [m]; our choice: some for every kind of run."""

_STRAIGHT_M, _BEND_M = 84.39, 36.5
"""Straight and bend radius of a 400 m running track [m] (World Athletics' standard track)."""

_KERB_M = 1.5
"""How far to the right of the middle of the street the runner cycles [m]; our choice."""

_FAVOURITES = 3
"""Among how many routes that fit the day's distance the runner chooses; our choice."""


@dataclass(frozen=True, kw_only=True)
class Ground:
    """Where this runner runs: the town, the routes and the habit of keeping to a side."""

    town: Town
    routes: tuple[Route, ...]
    habit: SideHabit
    one_way: bool


def draw_ground(policy: SidePolicy, rng: np.random.Generator, *, one_way: bool, kind: TownKind) -> Ground:
    """A town, nine routes in it, and a habit. With `one_way` every loop goes anticlockwise."""
    town = make_town(kind, rng)
    routes = plan_routes(town, np.array(_LENGTHS_M), rng)
    turned = tuple(_anticlockwise(route) for route in routes) if one_way else routes
    return Ground(town=town, routes=turned, habit=draw_habit(policy, town, rng), one_way=one_way)


def line_of_day(ground: Ground, session: Session, rng: np.random.Generator) -> tuple[Route, Floats]:
    """The centre line of a session and the metres to the left of it, at each point."""
    if session.sub_sport == "track":
        oval = _oval(session.distance_m)
        return oval, np.zeros(len(oval.edge))
    fitting = [route for route in ground.routes if route.length_m <= 1.02 * session.distance_m]
    longest = sorted(fitting or ground.routes[:1], key=lambda route: route.length_m)[-_FAVOURITES:]
    route = longest[int(rng.integers(len(longest)))]
    if route.kind is not RouteKind.OUT_AND_BACK and not ground.one_way and rng.integers(2):
        route = route.reversed()
    line = _fitted(route, session.distance_m)
    if not session.is_run:
        return line, np.full(len(line.edge), -_KERB_M)
    return line, ground.habit.offset_left_m(line, session.day.toordinal(), rng)


def _anticlockwise(route: Route) -> Route:
    east, north = route.points_m.T
    area = np.sum(east * np.roll(north, -1) - np.roll(east, -1) * north)
    return route if area > 0 or route.kind is RouteKind.OUT_AND_BACK else route.reversed()


def _fitted(route: Route, distance_m: float) -> Route:
    """A route with what is missing added at its end: some way along its beginning and back."""
    wanted = round(distance_m / STEP_M)
    picked = np.arange(len(route.edge))
    back = np.zeros(len(picked), bool)
    while len(picked) < wanted:
        out = np.arange(1, min((wanted - len(picked)) // 2 + 2, len(route.edge)))
        picked = np.concatenate([picked, out, out[::-1]])
        back = np.concatenate([back, np.zeros(len(out), bool), np.ones(len(out), bool)])
    picked, back = picked[:wanted], back[:wanted]
    return replace(
        route,
        points_m=route.points_m[picked],
        edge=route.edge[picked],
        street=route.street[picked],
        forward=route.forward[picked] ^ back,
    )


def _oval(distance_m: float) -> Route:
    """Anticlockwise laps of a standard track."""
    lap_m = 2 * _STRAIGHT_M + 2 * np.pi * _BEND_M
    along = np.arange(0, distance_m, STEP_M) % lap_m
    half = along % (lap_m / 2)
    turn = np.clip(half - _STRAIGHT_M, 0, None) / _BEND_M
    east = np.minimum(half, _STRAIGHT_M) + _BEND_M * np.sin(turn)
    north = -_BEND_M * np.cos(turn)
    second = np.where(along >= lap_m / 2, -1.0, 1.0)
    points = np.column_stack([np.where(second > 0, east, _STRAIGHT_M - east), second * north])
    nothing = np.zeros(len(along), int)
    return Route(kind=RouteKind.LOOP, points_m=points, edge=nothing, street=nothing, forward=nothing == 0)
