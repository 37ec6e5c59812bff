"""The activities of a life with every sample, each on the ground of its place and by the watch of its years."""

from collections.abc import Iterator
from functools import cache

import numpy as np

from runrisk.model import Activity
from runrisk.simulate.lifetime.circumstances import PLACES, device_of, place_of, policy_of
from runrisk.simulate.lifetime.life_plan import Life
from runrisk.simulate.made import STRAP, Made, counted
from runrisk.simulate.recording import Watch, World, recorded
from runrisk.simulate.session import Session
from runrisk.simulate.session_lines import draw_ground
from runrisk.simulate.side_habits import SidePolicy
from runrisk.simulate.terrain import draw_land

_EVERY_SECOND = 4
"""One in so many runs on the newest watch is recorded every second, the others by changes; our choice."""


def recordings(life: Life, *, thin: bool = True) -> Iterator[Made]:
    """Every activity of a life with its samples, oldest first; about 20 ms an activity.

    Args:
        life: what was done.
        thin: older watches, and most recordings of the newest, hold only changes; else every second is there.
    """
    for session, activity in zip(life.season.sessions, life.activities, strict=True):
        yield recording(life, session, activity, thin=thin)


def recording(life: Life, session: Session, activity: Activity, *, thin: bool = True) -> Made:
    """One activity with its samples; it draws from a stream of chance of its own."""
    season, device = life.season, device_of(life.season, session)
    watch = Watch(
        gps_sd_m=device.gps_sd_m,
        left_m=device.left_m,
        strap=device.strap and session.is_run,
        smart=thin and (device.smart or session.day.toordinal() % _EVERY_SECOND > 0),
    )
    rng = np.random.default_rng([life.seed, 4, session.day.toordinal(), session.minute])
    world = world_of(life.seed, place_of(season, session), policy_of(season, session))
    samples = recorded(season.runner, session, world, watch, rng)
    return Made(
        session=session,
        activity=counted(activity, samples),
        samples=samples,
        strap=STRAP if watch.strap else None,
    )


@cache
def world_of(seed: int, place: str, policy: SidePolicy) -> World:
    """The ground at a place. Town and routes stay the same when the habit changes: they are drawn first."""
    rng = np.random.default_rng([seed, 5, sorted(PLACES).index(place)])
    ground = draw_ground(policy, rng, one_way=False, kind=PLACES[place].town)
    land = draw_land(np.random.default_rng([seed, 6, sorted(PLACES).index(place)]))
    return World(ground=ground, land=land, place_deg=PLACES[place].deg)
