"""The minutes of a made-up run without samples: easy at the start, hard in the middle where its kind asks for it."""

import numpy as np

from runrisk.model.features import RunMinutes
from runrisk.simulate.runner import Runner
from runrisk.simulate.session import HARD, Kind, Session

WARM_MIN = 12
"""Easy minutes before the hard part. Our choice: what training books ask for; a race has none."""
EASY_END_MIN = 6
"""Easy minutes after the hard part. Our choice."""


def minutes_of(runner: Runner, session: Session) -> RunMinutes | None:
    """What a run was like minute by minute; None for what is no run."""
    if not session.is_run:
        return None
    count = max(int(session.duration_s // 60), 1)
    at, race = np.arange(count), session.kind is Kind.RACE
    hard = (session.kind in HARD) & (race | ((at >= WARM_MIN) & (at < count - EASY_END_MIN)))
    speed = np.where(hard, session.speed_mps if race else runner.threshold_mps, runner.easy_mps)
    heart = [runner.heart_bpm(one) for one in speed]
    known = {
        "seconds": np.full(count, 60.0),
        "speed_mps": speed,
        "heart_rate_bpm": np.array(heart),
    }
    nothing = np.full(count, np.nan, np.float32)
    columns = {name: known.get(name, nothing).astype(np.float32) for name in RunMinutes.__dataclass_fields__}
    return RunMinutes(**columns)
