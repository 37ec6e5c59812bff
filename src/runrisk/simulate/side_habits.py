"""Which side of the road a made-up runner keeps to, street by street and day by day."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from runrisk.simulate.town import Floats, Town
from runrisk.simulate.town_routes import STEP_M, Route

OFFSET_RANGE_M = (1.5, 3.0)
"""How far from the middle of the street a runner runs who keeps to a side [m] (road-side method)."""

_DAY_SD_M = 0.3
"""How much one day differs from another in distance from the middle [m]; our choice."""

_WANDER_SD_M = 0.4
"""How much a runner drifts sideways within a run [m]; our choice."""

_WANDER_LENGTH_M = 120.0
"""Over what distance he drifts [m]; our choice: parked cars, driveways, bends."""

_CROSSING_M = 24.0
"""Over what distance he changes side [m]; our choice."""

_CONCENTRATION = 8.0
"""How much streets differ in the share run on the left (Beta law with this sum of its two parameters); our choice."""


class SidePolicy(StrEnum):
    """What decides the side."""

    LEFT = "always left"
    RIGHT = "always right"
    LEFT_80 = "left on 80 %"
    LEFT_65 = "left on 65 %"
    SAME_EDGE = "same edge"
    """Always the same pavement of a street, whichever way it is run."""
    MIDDLE = "middle"
    RANDOM = "random by stretch"
    ALTERNATE = "alternate by run"


_LEFT_SHARE = {
    SidePolicy.LEFT: 1.0,
    SidePolicy.RIGHT: 0.0,
    SidePolicy.LEFT_80: 0.8,
    SidePolicy.LEFT_65: 0.65,
    SidePolicy.RANDOM: 0.5,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class SideHabit:
    """One runner's habit in one town.

    Attributes:
        policy: what decides the side.
        half_m: distance from the middle of the street on each stretch [m]; 0 for who runs in the middle.
        left_share: share of passes run on the left of travel, for each stretch.
        edge_left: whether the liked pavement lies to the left when a stretch is run forward, for each stretch.
    """

    policy: SidePolicy
    half_m: Floats
    left_share: Floats
    edge_left: Floats

    @property
    def mean_left_m(self) -> float:
        """The offset to the left of travel that all stretches of the town and all days average to [m]."""
        return float(np.mean((2 * self.left_share - 1) * self.half_m))

    def offset_left_m(self, route: Route, run: int, rng: np.random.Generator) -> Floats:
        """Where the runner is on his `run`-th run: metres to the left of the street's middle at each route point."""
        half = self.half_m[route.edge] + rng.normal(0, _DAY_SD_M) * (self.policy is not SidePolicy.MIDDLE)
        return _smoothed(self._side(route, run, rng) * half) + _wander(len(half), rng)

    def _side(self, route: Route, run: int, rng: np.random.Generator) -> Floats:
        """+1 left of travel, -1 right, at each route point."""
        if self.policy is SidePolicy.ALTERNATE:
            return np.full(len(route.edge), 1.0 if run % 2 else -1.0)
        if self.policy is SidePolicy.SAME_EDGE:
            return self.edge_left[route.edge] * np.where(route.forward, 1.0, -1.0)
        changes = (np.diff(route.edge) != 0) | (np.diff(route.forward) != 0)
        stretch = np.concatenate([[0], np.cumsum(changes)])
        drawn = rng.random(stretch[-1] + 1)[stretch]
        return np.where(drawn < self.left_share[route.edge], 1.0, -1.0)


def draw_habit(policy: SidePolicy, town: Town, rng: np.random.Generator) -> SideHabit:
    """A habit that differs from street to street: the distance by street, the share run on the left by stretch."""
    count, streets = len(town.edges), int(town.streets.max()) + 1
    half = rng.uniform(*OFFSET_RANGE_M, streets)[town.streets]
    share = _LEFT_SHARE.get(policy, 0.5)
    varied = 0 < share < 1
    return SideHabit(
        policy=policy,
        half_m=np.zeros(count) if policy is SidePolicy.MIDDLE else half,
        left_share=rng.beta(_CONCENTRATION * share, _CONCENTRATION * (1 - share), count)
        if varied
        else np.full(count, share),
        edge_left=rng.choice([-1.0, 1.0], streets)[town.streets],
    )


def _smoothed(offset_m: Floats) -> Floats:
    """Sides are changed over some metres, not at once."""
    width = round(_CROSSING_M / STEP_M)
    padded = np.pad(offset_m, (width // 2, width - 1 - width // 2), mode="edge")
    return np.convolve(padded, np.full(width, 1 / width), mode="valid")


def _wander(count: int, rng: np.random.Generator) -> Floats:
    """A slow drift around 0 [m]: noise drawn once a `_WANDER_LENGTH_M`, joined by lines."""
    knots = np.arange(0, count * STEP_M + _WANDER_LENGTH_M, _WANDER_LENGTH_M)
    return np.asarray(np.interp(np.arange(count) * STEP_M, knots, rng.normal(0, _WANDER_SD_M, len(knots))))
