"""A life as numbers: what was done on which day, what happened, and each activity as a right reader would count it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePosixPath
from zlib import crc32

import numpy as np

from runrisk.model import Activity, Sport
from runrisk.simulate.lifetime.circumstances import PLACES, device_of, in_service, place_of
from runrisk.simulate.lifetime.happened import Happened
from runrisk.simulate.lifetime.life_events import EVENTS
from runrisk.simulate.lifetime.years import LAST_DAY, ordinary_years
from runrisk.simulate.recording import INDOORS
from runrisk.simulate.session import Kind, Season, Session
from runrisk.simulate.without_samples import activity_on


@dataclass(frozen=True, kw_only=True)
class Life:
    """What was done in a life, and what of it is out of the ordinary.

    Attributes:
        seed: what it was drawn from.
        season: the years.
        happened: what happened, oldest first.
    """

    seed: int
    season: Season
    happened: tuple[Happened, ...]

    @property
    def activities(self) -> tuple[Activity, ...]:
        """Every session as an activity, in the order of `season.sessions`."""
        return tuple(_activity(self, session) for session in self.season.sessions)


def plan_life(*, seed: int = 0, years: int = 10, events: Iterable[str] | None = None, last: date = LAST_DAY) -> Life:
    """A life of some years; the same seed gives the same one. All `EVENTS` happen unless some are named."""
    season = ordinary_years(seed, years=years, last=last)
    happened: list[Happened] = []
    for name in EVENTS if events is None else events:
        season, told = EVENTS[name].into(season, np.random.default_rng([seed, 3, crc32(name.encode())]))
        happened += told
    kept = [session for session in season.sessions if _is_recorded(season, session)]
    swum = {session.day for session in kept if session.kind is Kind.SWIM}
    return Life(
        seed=seed,
        season=season.with_sessions(kept),
        happened=tuple(
            sorted(
                (one for one in happened if one.kind != "swims" or one.first in swum),
                key=lambda one: (one.first, one.kind),
            )
        ),
    )


def _is_recorded(season: Season, session: Session) -> bool:
    """A service that hands out tracks has none of what was done indoors, but for the empty track of a treadmill."""
    return not (session.sport in INDOORS and device_of(season, session).format == "gpx")


def _activity(life: Life, session: Session) -> Activity:
    """One session as its file tells it: names and races stand in GPX and in the service's table only."""
    season, device = life.season, device_of(life.season, session)
    key = f"life/{life.seed}/{session.day}/{session.minute}"
    zone = PLACES[place_of(season, session)].zone
    activity = activity_on(season.runner, session, key, zone=zone, watch=device.recorder)
    named = device.format != "fit" or in_service(season, session)
    lost = device.format == "gpx" and session.sub_sport == "treadmill"
    file = PurePosixPath(device.format, activity.source.name).with_suffix(f".{device.format}")
    return replace(
        activity,
        source=replace(activity.source, name=str(file), format=device.format),
        sport=_sport(session, device.format),
        name=activity.name if named else None,
        race=True if in_service(season, session) and is_flagged(session) else None,
        distance_m=None if lost else activity.distance_m,
        sub_sport=activity.sub_sport if device.format == "fit" else None,
        contact_left_pct=season.runner.contact_left_pct if device.strap and session.is_run else None,
        rpe=activity.rpe if device.format == "fit" else None,
        shoe=activity.shoe if in_service(season, session) else None,
    )


def _sport(session: Session, kind: str) -> Sport:
    """TCX names runs and rides; all else is something other."""
    return Sport.OTHER if kind == "tcx" and session.sport not in {Sport.RUNNING, Sport.CYCLING} else session.sport


def is_flagged(session: Session) -> bool:
    """Whether the runner told the service that it was a race: of every other one. Our choice."""
    return session.kind is Kind.RACE and session.day.toordinal() % 2 == 0
