"""A life as a log, without files: each activity as a right reader would count it, in seconds for ten years."""

from collections.abc import Iterable
from datetime import date

import numpy as np

from runrisk.model import TrainingLog
from runrisk.model.features import RunMinutes, RunPath
from runrisk.simulate.lifetime.circumstances import device_of
from runrisk.simulate.lifetime.life_dirt import split_dirt
from runrisk.simulate.lifetime.life_minutes import session_minutes
from runrisk.simulate.lifetime.life_paths import samples_path
from runrisk.simulate.lifetime.life_plan import Life, plan_life
from runrisk.simulate.lifetime.life_recordings import recording
from runrisk.simulate.lifetime.years import LAST_DAY


def life_log(
    *, seed: int = 0, years: int = 10, dirt: Iterable[str] | None = None, last: date = LAST_DAY
) -> TrainingLog:
    """A made-up life as a log: ten years in a second.

    What happens in the life is in it (`EVENTS`: breaks, races, journeys ...); what goes wrong with files is not, for
    here everything is counted once and on its day. Minutes are made when they are asked for (1 ms a run), paths as
    well (10 ms a run); samples there are none.

    Args:
        seed: makes the runner, the towns and all chance, as in `life`.
        years: length of the life.
        dirt: names of `LIFE_DIRT`; all unless some are named.
        last: last day, a Sunday.

    Raises:
        SettingsError: a dirt that does not exist.
    """
    made = plan_life(seed=seed, years=years, events=split_dirt(dirt)[0], last=last)
    lived = _Lived(made)
    recorded = tuple(sorted(made.activities, key=lambda activity: activity.start_utc))
    return TrainingLog(recorded=recorded, read_minutes=lived.minutes, read_path=lived.path)


class _Lived:
    """Minutes and paths of a life, made when they are asked for."""

    def __init__(self, life: Life) -> None:
        self._life = life
        pairs = zip(life.season.sessions, life.activities, strict=True)
        self._of_id = {activity.id: (session, activity) for session, activity in pairs}

    def minutes(self, activity_id: str) -> RunMinutes | None:
        """The minutes of a run; None where it left no track to take them from."""
        session, activity = self._of_id[activity_id]
        if not session.is_run or activity.distance_m is None:
            return None
        rng = np.random.default_rng([self._life.seed, 9, session.day.toordinal(), session.minute])
        strap = device_of(self._life.season, session).strap
        return session_minutes(self._life.season.runner, session, rng, strap=strap)

    def path(self, activity_id: str) -> RunPath | None:
        """The path of a run; None indoors."""
        session, activity = self._of_id[activity_id]
        if not session.is_run:
            return None
        return samples_path(recording(self._life, session, activity).samples)
