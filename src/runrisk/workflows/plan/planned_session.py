"""One planned session, and the words that name its kind."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from runrisk.model import Sport

RUN_KINDS = (
    "run",
    "easy",
    "long",
    "recovery",
    "steady",
    "tempo",
    "threshold",
    "intervals",
    "fartlek",
    "hills",
    "progression",
    "trail",
    "treadmill",
    "jog",
    "race",
)
REST = "rest"
KINDS: Mapping[str, Sport | None] = MappingProxyType(
    dict.fromkeys(RUN_KINDS, Sport.RUNNING)
    | {
        "walk": Sport.WALKING,
        "hike": Sport.HIKING,
        "ride": Sport.CYCLING,
        "bike": Sport.CYCLING,
        "swim": Sport.SWIMMING,
        "row": Sport.ROWING,
        "elliptical": Sport.ELLIPTICAL,
        "strength": Sport.STRENGTH,
        "yoga": Sport.MOBILITY,
        "mobility": Sport.MOBILITY,
        REST: None,
    }
)
"""Kind -> sport; None is a day without training. Our choice of words; docs/plan.md lists them."""

MAX_DISTANCE_M = 500_000.0
MAX_DURATION_S = 48 * 3600.0
"""Longer sessions are slips of the pen [m], [s]. Our choice: as long as the longest activity that is counted."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PlannedSession:
    """One line of a plan.

    Attributes:
        day: local day it is planned for.
        kind: one of KINDS.
        distance_m: planned distance [m]; None where only a duration is planned.
        duration_s: planned duration [s]; None where only a distance is planned.
        place: where in the file it stands, e.g. "line 3".
    """

    day: date
    kind: str
    distance_m: float | None = None
    duration_s: float | None = None
    place: str = ""

    @property
    def sport(self) -> Sport | None:
        """The sport of its kind; None for a day of rest."""
        return KINDS[self.kind]


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """The sessions of a plan, oldest first, and what in its file was left out, with the reason."""

    name: str
    sessions: tuple[PlannedSession, ...]
    left_out: tuple[str, ...] = ()
