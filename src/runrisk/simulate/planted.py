"""Patterns that can be planted into a made-up season: one table of all.

A plant is named by the rule that looks for it, and may name the week it begins in, counted from 0: `session-spike@20`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from runrisk.did_you_mean import unknown_word
from runrisk.errors import SettingsError
from runrisk.simulate import plants
from runrisk.simulate.session import Season


@dataclass(frozen=True, slots=True)
class Plant:
    """A pattern that can be planted.

    Attributes:
        says: what it does, in one line.
        into: puts it into a season, from a week on.
        before: weeks of ordinary running that it needs before.
        lasts: weeks that it takes; 0 where it covers the whole season.
        ends: weeks between its end and the end of the season, unless the caller names a week.
    """

    says: str
    into: Callable[[Season, int], Season]
    before: int
    lasts: int
    ends: int

    def begins(self, season: Season) -> int:
        """The week it begins in, unless the caller names one."""
        return max(season.weeks - self.lasts - self.ends, self.before) if self.lasts else 0


def planted(season: Season, names: Sequence[str]) -> Season:
    """The season with every pattern in `names` put in, in the order given.

    Raises:
        SettingsError: a name that PLANTS does not have, or a week that does not suit the season.
    """
    for text in names:
        name, _, week = text.partition("@")
        if name not in PLANTS:
            raise SettingsError(unknown_word("habit to plant", name, PLANTS))
        plant = PLANTS[name]
        if week and not week.isdecimal():
            raise SettingsError(f"{text!r}: what stands behind @ must be the number of a week, counted from 0")
        begins = int(week) if week else plant.begins(season)
        if begins < plant.before or begins + plant.lasts > season.weeks:
            raise SettingsError(
                f"{text!r} needs {plant.before} weeks before it and {plant.lasts} of its own, and cannot begin in week "
                f"{begins} of a season of {season.weeks}; take a longer season or another week, counted from 0"
            )
        season = plant.into(season, begins)
    return season


def _plant(into: Callable[[Season, int], Season], *, before: int = 0, lasts: int = 0, ends: int = 0) -> Plant:
    return Plant((into.__doc__ or "").splitlines()[0], into, before, lasts, ends)


PLANTS: Mapping[str, Plant] = {
    "session-spike": _plant(plants.spike, before=4, lasts=1, ends=4),
    "weekly-jump": _plant(plants.jump, before=4, lasts=1, ends=7),
    "two-week-ramp": _plant(plants.ramp, before=4, lasts=2, ends=4),
    "run-streak": _plant(plants.streak, before=1, lasts=4),
    "rest-days": _plant(plants.no_rest, before=1, lasts=4),
    "monotony": _plant(plants.monotony, before=1, lasts=3, ends=1),
    "return-after-break": _plant(plants.return_after_break, before=4, lasts=6, ends=3),
    "low-base": _plant(plants.low_base),
    "road-side": _plant(plants.keep_left),
    "turn-balance": _plant(plants.one_way),
    "same-route-same-direction": _plant(plants.one_way),
    "track-one-direction": _plant(plants.track_laps, lasts=5, ends=1),
    "downhill-jump": _plant(plants.hills, before=4, lasts=1, ends=3),
    "surface-shift": _plant(plants.trails, lasts=2),
    "gct-balance-shift": _plant(plants.balance_shift, lasts=2),
    "cadence-low-for-speed": _plant(plants.low_cadence),
    "single-shoe": _plant(plants.one_pair),
    "hard-days-in-a-row": _plant(plants.hard_days, before=4, lasts=1, ends=3),
    "intensity-jump": _plant(plants.intensity, before=4, lasts=1, ends=3),
}
"""Every pattern that can be planted, by the rule that looks for it."""
