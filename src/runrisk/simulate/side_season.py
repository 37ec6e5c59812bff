"""A season of runs by someone with a habit: what the road-side rule is measured against."""

from dataclasses import dataclass

import numpy as np

from runrisk.simulate.gps_error import DEVICE_SD_M, SD_USUAL_M
from runrisk.simulate.side_habits import SidePolicy, draw_habit
from runrisk.simulate.town import Floats, TownKind, make_town
from runrisk.simulate.town_routes import Route, RouteKind, lengths_as_run, plan_route, plan_routes
from runrisk.simulate.track import Track, run_track

ROUTES = (6, 12)
"""Fewest and most routes that a runner has (road-side method)."""

REVERSED = 0.2
"""Largest share of runs in which a runner goes a route against his habit; every other runner never does. Our choice."""

SMART_SHARE = 0.3
"""Share of runners whose watch records only changes; our choice."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SideSeason:
    """What a season is made from.

    Attributes:
        town: kind of town.
        policy: the runner's habit.
        runs: number of runs.
        gps_sd_m: total error of the watch along each axis [m].
        one_loop: only ever one loop, always the same way round, in place of 6 to 12 routes.
    """

    town: TownKind
    policy: SidePolicy
    runs: int = 30
    gps_sd_m: float = SD_USUAL_M
    one_loop: bool = False

    def tracks(self, rng: np.random.Generator) -> tuple[Track, ...]:
        """The season's runs, in order."""
        town = make_town(self.town, rng)
        habit = draw_habit(self.policy, town, rng)
        smart, device_left_m = bool(rng.random() < SMART_SHARE), float(rng.normal(0, DEVICE_SD_M))
        if self.one_loop:
            routes: tuple[Route, ...] = (plan_route(town, 8_000, RouteKind.LOOP, rng),)
        else:
            routes = plan_routes(town, lengths_as_run(int(rng.integers(*ROUTES, endpoint=True)), rng), rng)
        made = []
        for run, route in enumerate(self._chosen(routes, rng)):
            offset_m = habit.offset_left_m(route, run, rng)
            made.append(self._run(route, offset_m, rng, device_left_m, smart=smart))
        return tuple(made)

    def _chosen(self, routes: tuple[Route, ...], rng: np.random.Generator) -> list[Route]:
        """The route of each run: some are liked more; each is now and then run the other way round."""
        liked = rng.dirichlet(np.full(len(routes), 2.0))
        reverse_share = 0.0 if self.one_loop else rng.uniform(0, REVERSED) * rng.integers(0, 2)
        drawn = [routes[at] for at in rng.choice(len(routes), self.runs, p=liked)]
        return [route.reversed() if rng.random() < reverse_share else route for route in drawn]

    def _run(
        self, route: Route, offset_m: Floats, rng: np.random.Generator, device_left_m: float, *, smart: bool
    ) -> Track:
        return run_track(
            route,
            offset_m,
            float(np.clip(rng.normal(2.9, 0.25), 2.2, 3.6)),
            rng,
            gps_sd_m=self.gps_sd_m,
            device_left_m=device_left_m,
            smart=smart,
        )
