"""A season of runs by someone with a habit: what the road-side rule is measured against."""

from dataclasses import dataclass

import numpy as np

from runrisk.simulate.gps_error import DEVICE_SD_M, SD_USUAL_M
from runrisk.simulate.side_habits import SideHabit, SidePolicy, draw_habit
from runrisk.simulate.town import Floats, Town, TownKind, make_town
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
        drift_m: how much further left than the habit each run is run [m]; empty for none.
    """

    town: TownKind
    policy: SidePolicy
    runs: int = 30
    gps_sd_m: float = SD_USUAL_M
    one_loop: bool = False
    drift_m: tuple[float, ...] = ()

    def tracks(self, rng: np.random.Generator) -> tuple[Track, ...]:
        """The season's runs, in order."""
        runner = self._runner(rng)
        made = []
        for run, route in enumerate(self._chosen(self._routes(runner.town, rng), rng)):
            offset_m = runner.habit.offset_left_m(route, run, rng) + (self.drift_m[run] if self.drift_m else 0.0)
            made.append(self._run(route, offset_m, rng, runner))
        return tuple(made)

    def habit_left_m(self, rng: np.random.Generator) -> float:
        """What the habit that `tracks` draws from such an `rng` averages to over the town and all days, watch included [m]."""
        runner = self._runner(rng)
        return runner.habit.mean_left_m + runner.device_left_m

    def _runner(self, rng: np.random.Generator) -> "_Runner":
        town = make_town(self.town, rng)
        habit = draw_habit(self.policy, town, rng)
        smart = bool(rng.random() < SMART_SHARE)
        return _Runner(town=town, habit=habit, smart=smart, device_left_m=float(rng.normal(0, DEVICE_SD_M)))

    def _routes(self, town: Town, rng: np.random.Generator) -> tuple[Route, ...]:
        if self.one_loop:
            return (plan_route(town, 8_000, RouteKind.LOOP, rng),)
        return plan_routes(town, lengths_as_run(int(rng.integers(*ROUTES, endpoint=True)), rng), rng)

    def _chosen(self, routes: tuple[Route, ...], rng: np.random.Generator) -> list[Route]:
        """The route of each run: some are liked more; each is now and then run the other way round."""
        liked = rng.dirichlet(np.full(len(routes), 2.0))
        reverse_share = 0.0 if self.one_loop else rng.uniform(0, REVERSED) * rng.integers(0, 2)
        drawn = [routes[at] for at in rng.choice(len(routes), self.runs, p=liked)]
        return [route.reversed() if rng.random() < reverse_share else route for route in drawn]

    def _run(self, route: Route, offset_m: Floats, rng: np.random.Generator, runner: "_Runner") -> Track:
        return run_track(
            route,
            offset_m,
            float(np.clip(rng.normal(2.9, 0.25), 2.2, 3.6)),
            rng,
            gps_sd_m=self.gps_sd_m,
            device_left_m=runner.device_left_m,
            smart=runner.smart,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Runner:
    """Who runs a season: his town, his habit, whether his watch records only changes, how far left it lies [m]."""

    town: Town
    habit: SideHabit
    smart: bool
    device_left_m: float
