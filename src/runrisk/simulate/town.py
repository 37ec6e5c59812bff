"""Made-up towns: street graphs in metres, of the kinds that runners live in."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating[Any]]
Ints = NDArray[np.integer[Any]]


_MISSING = {"grid": 0.06, "ring": 0.15, "organic": 0.22}
"""Share of the stretches that a regular plan would have and the town has not; our choice."""


class TownKind(StrEnum):
    """How the streets of a town lie."""

    GRID = "grid"
    RADIAL = "radial"
    """Spokes and rings around a centre."""
    ORGANIC = "organic"
    """Grown: bent streets, odd angles, blocks of all sizes."""
    SUBURB = "suburb"
    """Through roads far apart, between them crescents and cul-de-sacs."""
    OUT_AND_BACK = "out-and-back"
    """One long road with a few dead ends off it."""


@dataclass(frozen=True, kw_only=True)
class Town:
    """A street graph.

    Attributes:
        kind: how the streets lie.
        nodes_m: crossings and dead ends, east and north [m], shape (nodes, 2).
        edges: first and last node of each stretch of street, shape (stretches, 2).
        curves: centre line of each stretch from its first to its last node [m], each (points, 2).
        streets: number of the street that each stretch belongs to, shape (stretches,).
        home: the node where the runner lives.
    """

    kind: TownKind
    nodes_m: Floats
    edges: Ints
    curves: tuple[Floats, ...]
    streets: Ints
    home: int

    @cached_property
    def lengths_m(self) -> Floats:
        """Length of each stretch [m]."""
        return np.array([np.hypot(*np.diff(curve, axis=0).T).sum() for curve in self.curves])

    @cached_property
    def neighbours(self) -> tuple[tuple[tuple[int, int], ...], ...]:
        """For each node the stretches that leave it: (stretch, node at its other end)."""
        leaving: list[list[tuple[int, int]]] = [[] for _ in self.nodes_m]
        for edge, (first, last) in enumerate(self.edges.tolist()):
            leaving[first].append((edge, last))
            leaving[last].append((edge, first))
        return tuple(tuple(ways) for ways in leaving)


def make_town(kind: TownKind, rng: np.random.Generator) -> Town:
    """A town of one kind, some 5 km across (the one long road: 20 km), with the runner's home in it."""
    plan = _Plan()
    _PLANNERS[kind](plan, rng)
    return _built(kind, plan, rng)


class _Plan:
    """Streets as they are laid down; nodes closer than a metre are one."""

    def __init__(self) -> None:
        self.nodes: dict[tuple[int, int], int] = {}
        self.places: list[tuple[float, float]] = []
        self.ends: list[tuple[int, int]] = []
        self.curves: list[Floats] = []
        self.streets: list[int] = []

    def node(self, place: Floats) -> int:
        key = (round(float(place[0])), round(float(place[1])))
        if key not in self.nodes:
            self.nodes[key] = len(self.places)
            self.places.append((float(place[0]), float(place[1])))
        return self.nodes[key]

    def stretch(self, curve: Floats, street: int) -> None:
        self.ends.append((self.node(curve[0]), self.node(curve[-1])))
        self.curves.append(curve)
        self.streets.append(street)

    def street(self, places: Floats, *, bulge: Floats | float = 0.0) -> None:
        """Lay one street through `places`; each stretch bulges sideways by `bulge` times its length."""
        number = len(set(self.streets))
        bulges = np.broadcast_to(bulge, len(places) - 1)
        for start, end, bend in zip(places[:-1], places[1:], bulges, strict=True):
            self.stretch(_bent(start, end, float(bend)), number)


def _bent(start: Floats, end: Floats, bulge: float) -> Floats:
    """Join two places by a parabola that bulges to the left by `bulge` times their distance."""
    along = np.linspace(0, 1, 2 if bulge == 0 else 17)[:, None]
    left = np.array([start[1] - end[1], end[0] - start[0]])
    return np.asarray(start + along * (end - start) + 4 * bulge * along * (1 - along) * left)


def _grid(plan: _Plan, rng: np.random.Generator) -> None:
    """Straight streets at right angles, 26 by 26, some blocks without a street between them."""
    east, north = (np.cumsum(rng.uniform(120, 260, 26)) for _ in range(2))
    for lines, across, flip in ((north, east, 1), (east, north, -1)):
        for line in lines:
            places = np.column_stack([across, np.full(len(across), line)])[:, ::flip]
            for part in _parts(places, rng.random(len(places) - 1) > _MISSING["grid"]):
                plan.street(part)


def _parts(places: Floats, kept: NDArray[np.bool_]) -> list[Floats]:
    """A street cut where stretches are missing: the runs of places joined by kept stretches."""
    pieces = np.split(places, np.flatnonzero(~kept) + 1)
    return [piece for piece in pieces if len(piece) > 1]


def _radial(plan: _Plan, rng: np.random.Generator) -> None:
    """Spokes out of a centre and rings around it; the outer ring streets are long and bent."""
    spokes = 2 * np.pi * (np.arange(14) + rng.uniform(-0.25, 0.25, 14)) / 14
    radii = np.cumsum(rng.uniform(180, 330, 11))
    places = radii[:, None, None] * np.stack([np.cos(spokes), np.sin(spokes)], -1)
    for spoke in range(14):
        first = int(rng.integers(0, 4))  # some spokes reach the centre, others begin at a ring
        plan.street(np.vstack([np.zeros((1, 2)), places[:, spoke]])[first:])
    for ring in places:
        closed = np.vstack([ring, ring[:1]])
        turn = np.diff(np.append(spokes, spokes[0] + 2 * np.pi))
        bulge = -np.tan(turn / 4) / 2  # the sagitta of an arc over its chord; rings bulge away from the centre
        for arc in np.flatnonzero(rng.random(len(turn)) > _MISSING["ring"]):
            plan.street(closed[arc : arc + 2], bulge=bulge[arc])


def _organic(plan: _Plan, rng: np.random.Generator) -> None:
    """A grid shaken until it is none: corners pushed about, stretches bent, a quarter of them missing."""
    lines = np.arange(24) * 210.0
    places = np.stack(np.meshgrid(lines, lines, indexing="ij"), -1)
    places = places + rng.uniform(-75, 75, places.shape)
    for grid in (places, places.swapaxes(0, 1)):
        for line in grid:
            for part in _parts(line, rng.random(len(line) - 1) > _MISSING["organic"]):
                plan.street(part, bulge=rng.normal(0, 0.06, len(part) - 1))


def _suburb(plan: _Plan, rng: np.random.Generator) -> None:
    """Through roads every 600 m or so; in each cell crescents from road to road and dead ends."""
    east, north = (np.cumsum(rng.uniform(500, 720, 10)) for _ in range(2))
    mouths = np.array([0.0, 0.3, 0.7])
    for lines, across, flip in ((north, east, 1), (east, north, -1)):
        stops = np.append((across[:-1, None] + np.diff(across)[:, None] * mouths).ravel(), across[-1])
        for line in lines:
            plan.street(np.column_stack([stops, np.full(len(stops), line)])[:, ::flip])
    for x, width in zip(east[:-1], np.diff(east), strict=True):
        for y, height in zip(north[:-1], np.diff(north), strict=True):
            _fill(plan, np.array([x, y]), np.array([width, height]), rng)


_MOUTHS = np.array([[0.3, 0], [1, 0.3], [0.7, 1], [0, 0.7]])
"""Where side streets leave the through roads, as shares of a cell's sides, anticlockwise."""


def _fill(plan: _Plan, corner: Floats, size: Floats, rng: np.random.Generator) -> None:
    """Put one or two crescents and a cul-de-sac into a cell."""
    order = rng.permutation(4)
    for first in order[: rng.integers(1, 3)]:
        ends = corner + size * _MOUTHS[[first, (first + 1) % 4]]
        plan.street(ends, bulge=float(rng.uniform(0.1, 0.3)))
    mouth = _MOUTHS[order[-1]]
    plan.street(corner + size * np.stack([mouth, mouth + (0.5 - mouth) * 0.7]), bulge=float(rng.uniform(-0.1, 0.1)))


def _out_and_back(plan: _Plan, rng: np.random.Generator) -> None:
    """One road of 20 km in slow bends, a crossing every 250 m, a few dead ends."""
    step_m, count = 250.0, 81
    heading = np.cumsum(rng.normal(0, 0.13, count)) * np.linspace(1, 0.5, count)
    places = np.cumsum(step_m * np.column_stack([np.cos(heading), np.sin(heading)]), axis=0)
    plan.street(places, bulge=rng.normal(0, 0.03, count - 1))
    for at in rng.choice(np.arange(2, count - 2), 18, replace=False):
        aside = rng.choice([-1, 1]) * rng.uniform(120, 400)
        left = np.array([-np.sin(heading[at]), np.cos(heading[at])])
        plan.street(np.stack([places[at], places[at] + aside * left]), bulge=float(rng.normal(0, 0.08)))


_PLANNERS = {
    TownKind.GRID: _grid,
    TownKind.RADIAL: _radial,
    TownKind.ORGANIC: _organic,
    TownKind.SUBURB: _suburb,
    TownKind.OUT_AND_BACK: _out_and_back,
}


def _built(kind: TownKind, plan: _Plan, rng: np.random.Generator) -> Town:
    """Turn a plan into a town: put at a random angle around (0, 0), with a home away from its edge."""
    places = np.array(plan.places)
    middle, angle = places.mean(axis=0), rng.uniform(0, 2 * np.pi)
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    ends = np.array(plan.ends)
    connected = np.flatnonzero(np.bincount(ends.ravel(), minlength=len(places)) > 1)
    central = connected[np.argsort(np.hypot(*(places[connected] - middle).T))]
    return Town(
        kind=kind,
        nodes_m=(places - middle) @ turn,
        edges=ends,
        curves=tuple((curve - middle) @ turn for curve in plan.curves),
        streets=np.array(plan.streets),
        home=int(rng.choice(central[: max(1, len(central) // 3)])),
    )
