"""What happens in a made-up life: one table of all, each taken by itself or all together."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from runrisk.simulate.lifetime import interruptions as breaks
from runrisk.simulate.lifetime import outings
from runrisk.simulate.lifetime.happened import Happened
from runrisk.simulate.session import Season


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happens in a life.

    Attributes:
        says: what it does, in one line.
        into: puts it into the years; gives them back, and what was done on which days.
    """

    says: str
    into: Callable[[Season, np.random.Generator], tuple[Season, list[Happened]]]


def _event(into: Callable[[Season, np.random.Generator], tuple[Season, list[Happened]]]) -> Event:
    return Event((into.__doc__ or "").splitlines()[0], into)


EVENTS: Mapping[str, Event] = {
    "few-runs": _event(breaks.few_runs),
    "injuries": _event(breaks.injuries),
    "holidays": _event(breaks.holidays),
    "holes": _event(breaks.holes),
    "treadmill-weeks": _event(outings.treadmill_weeks),
    "races": _event(outings.races),
    "ultras": _event(outings.ultras),
    "travel": _event(outings.travel),
    "swims": _event(outings.swims),
    "lonely": _event(outings.lonely),
}
"""Every event, in the order in which they are put in: what takes away comes before what is put where runs are."""
