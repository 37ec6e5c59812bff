"""A pair of shoes, as the runner or a service tells of it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True, slots=True)
class Gear:
    """One pair of shoes, under the name that activities give in `shoe`.

    Attributes:
        name: as in `Activity.shoe`.
        since: first day of use.
        until: last day of use; None while in use.
        start_m: distance run in it before the log begins [m].
        note: the runner's own words.
        retire_m: distance after which the runner wants to retire it [m].
        is_default: whether the service puts it on a run where nothing else is said.
    """

    name: str
    since: date | None = None
    until: date | None = None
    start_m: float = 0.0
    note: str | None = None
    retire_m: float | None = None
    is_default: bool = False
