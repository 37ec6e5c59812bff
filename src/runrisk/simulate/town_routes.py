"""Recurring routes through a made-up town, as people have them: loops, out-and-backs and lollipops."""

from dataclasses import dataclass, replace
from enum import StrEnum
from heapq import heappop, heappush
from typing import Any

import numpy as np
from numpy.typing import NDArray

from runrisk.simulate.town import Floats, Ints, Town, TownKind

STEP_M = 2.0
"""Distance between the points of a route [m]; our choice, finer than any GPS error."""

TRIES = 8
"""How often a loop is drawn before the one nearest to the wished length is taken; our choice."""

_USED_AGAIN = 5.0
"""How much longer a stretch seems once it is in the route: people like loops to be loops. Our choice."""

Walk = list[tuple[int, bool]]
"""Stretches in the order they are run: (stretch, whether from its first to its last node)."""


class RouteKind(StrEnum):
    """The shape of a route."""

    LOOP = "loop"
    OUT_AND_BACK = "out-and-back"
    LOLLIPOP = "lollipop"
    """Out along one street, round a loop, home along the same street."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Route:
    """The centre line of a route, a point every `STEP_M`.

    Attributes:
        kind: its shape.
        points_m: east and north [m], shape (points, 2).
        edge: stretch of street at each point, shape (points,).
        street: street at each point, shape (points,).
        forward: whether the stretch is run from its first to its last node, shape (points,).
    """

    kind: RouteKind
    points_m: Floats
    edge: Ints
    street: Ints
    forward: NDArray[np.bool_]

    @property
    def length_m(self) -> float:
        """Length of the centre line [m]."""
        return float(np.hypot(*np.diff(self.points_m, axis=0).T).sum())

    def reversed(self) -> "Route":
        """The same route run the other way round."""
        return replace(
            self,
            points_m=self.points_m[::-1],
            edge=self.edge[::-1],
            street=self.street[::-1],
            forward=~self.forward[::-1],
        )


def plan_routes(town: Town, lengths_m: Floats, rng: np.random.Generator) -> tuple[Route, ...]:
    """One route from home and back for each wished length [m], of mixed shapes; real lengths differ by some tenths.

    Each runner has streets that he likes: they seem shorter to him, so that his routes share them.
    """
    seems_m = town.lengths_m * np.exp(rng.normal(0, 0.35, len(town.edges)))
    return tuple(_route(town, float(length), _kind(town, rng), seems_m, rng) for length in lengths_m)


def _kind(town: Town, rng: np.random.Generator) -> RouteKind:
    if town.kind is TownKind.OUT_AND_BACK:
        return RouteKind.OUT_AND_BACK
    return RouteKind(rng.choice(list(RouteKind), p=[0.6, 0.2, 0.2]))


def plan_route(town: Town, length_m: float, kind: RouteKind, rng: np.random.Generator) -> Route:
    """One route of a given shape from home and back, about `length_m` long [m]."""
    return _route(town, length_m, kind, town.lengths_m, rng)


def _route(town: Town, length_m: float, kind: RouteKind, seems_m: Floats, rng: np.random.Generator) -> Route:
    if kind is RouteKind.LOOP:
        return _laid(town, kind, _loop(town, town.home, length_m, seems_m, rng))
    share = 0.5 if kind is RouteKind.OUT_AND_BACK else rng.uniform(0.15, 0.3)
    out, far = _out(town, share * length_m, seems_m, rng)
    rest_m = length_m - 2 * sum(town.lengths_m[edge] for edge, _ in out)
    head = _loop(town, far, rest_m, seems_m, rng) if kind is RouteKind.LOLLIPOP else []
    return _laid(town, kind, [*out, *head, *_back(out)])


def _back(walk: Walk) -> Walk:
    return [(edge, not forward) for edge, forward in reversed(walk)]


def _out(town: Town, length_m: float, seems_m: Floats, rng: np.random.Generator) -> tuple[Walk, int]:
    """A way from home to one of the five nodes whose distance is nearest to `length_m`, and that node."""
    cost_m, came = _ways(town, town.home, seems_m)
    apart = np.abs(cost_m - length_m)
    apart[town.home] = np.inf
    far = int(rng.choice(np.argsort(apart)[:5]))
    return _walk(town, came, far), far


def _loop(town: Town, start: int, length_m: float, seems_m: Floats, rng: np.random.Generator) -> Walk:
    """A loop through two far corners: of `TRIES` draws the one nearest to `length_m`."""
    _, came = _ways(town, start, seems_m)
    best: Walk = []
    for _ in range(TRIES):
        corners = _corners(town, start, length_m, rng)
        drawn = _round(town, start, corners, came, seems_m)
        if not best or abs(_length(town, drawn) - length_m) < abs(_length(town, best) - length_m):
            best = drawn
    return best


def _length(town: Town, walk: Walk) -> float:
    return float(town.lengths_m[[edge for edge, _ in walk]].sum()) if walk else 0.0


def _corners(town: Town, start: int, length_m: float, rng: np.random.Generator) -> list[int]:
    """Two nodes that make, with `start`, a triangle of about `length_m` along streets (a third more than straight)."""
    bearing = rng.uniform(0, 2 * np.pi)
    bearings = bearing + np.array([0, rng.choice([-1, 1]) * rng.uniform(0.8, 1.4)])
    reach_m = length_m / 4 * rng.uniform(0.75, 1.15)
    wished = town.nodes_m[start] + reach_m * np.column_stack([np.cos(bearings), np.sin(bearings)])
    return [int(np.argmin(np.hypot(*(town.nodes_m - place).T))) for place in wished]


def _round(town: Town, start: int, corners: list[int], came: Ints, seems_m: Floats) -> Walk:
    """From `start` through the corners and home, shy of stretches already run."""
    walk = _walk(town, came, corners[0])
    seems_m = seems_m.copy()
    for here, there in zip(corners, [*corners[1:], start], strict=True):
        used = [edge for edge, _ in walk]
        seems_m[used] = np.maximum(seems_m[used], _USED_AGAIN * town.lengths_m[used])
        _, back = _ways(town, here, seems_m, there)
        walk += _walk(town, back, there)
    return walk


def _ways(town: Town, start: int, seems_m: Floats, goal: int = -1) -> tuple[Floats, Ints]:
    """Shortest ways from `start` (Dijkstra): distance [m] to each node and the stretch by which it is reached."""
    cost_m = np.full(len(town.nodes_m), np.inf)
    came = np.full(len(town.nodes_m), -1)
    cost_m[start] = 0
    lengths, queue = seems_m.tolist(), [(0.0, start)]
    while queue:
        so_far, here = heappop(queue)
        if here == goal:
            break
        if so_far > cost_m[here]:
            continue
        for edge, there in town.neighbours[here]:
            if so_far + lengths[edge] < cost_m[there]:
                cost_m[there], came[there] = so_far + lengths[edge], edge
                heappush(queue, (so_far + lengths[edge], there))
    return cost_m, came


def _walk(town: Town, came: Ints, goal: int) -> Walk:
    """The way to `goal`, read back from the stretches by which nodes are reached; empty where it cannot be reached."""
    walk: Walk = []
    while (edge := int(came[goal])) >= 0:
        first, last = (int(node) for node in town.edges[edge])
        walk.append((edge, goal == last))
        goal = first if goal == last else last
    return walk[::-1]


def _laid(town: Town, kind: RouteKind, walk: Walk) -> Route:
    """A walk as a line with a point every `STEP_M`."""
    lines = [town.curves[edge][:: 1 if forward else -1] for edge, forward in walk]
    line = np.concatenate(lines) if lines else np.zeros((2, 2))
    along = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
    ends = np.cumsum(town.lengths_m[[edge for edge, _ in walk]])
    at = np.arange(0, along[-1], STEP_M)
    step = np.minimum(np.searchsorted(ends, at, side="right"), len(walk) - 1)
    edge = np.array([edge for edge, _ in walk])[step]
    return Route(
        kind=kind,
        points_m=np.column_stack([np.interp(at, along, line[:, axis]) for axis in (0, 1)]),
        edge=edge,
        street=town.streets[edge],
        forward=np.array([forward for _, forward in walk])[step],
    )


def lengths_as_run(count: int, rng: np.random.Generator) -> NDArray[Any]:
    """Lengths [m] of a runner's routes: most of 5 to 10 km, one long one."""
    lengths = rng.uniform(4_500, 11_000, count)
    lengths[-1] = rng.uniform(13_000, 19_000)
    return lengths
