"""What is planted in the sample season, and what is therefore really in it, with days and numbers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from runrisk.finding import Level
from runrisk.simulate.made import WEEKS, plan
from runrisk.simulate.planted import PLANTS
from runrisk.simulate.plants import FREE_DAYS, STREAK_DAYS
from runrisk.simulate.session import Season

SEED = 130

_BREAK, _JUMP, _SPIKE, _STREAK, _SHIFT = 5, 15, 24, 21, 24
"""Weeks in which patterns begin, counted from 0: none hides another, and the long run is news on the last day."""

PLANT = (
    "road-side",
    "turn-balance",
    "single-shoe",
    f"return-after-break@{_BREAK}",
    f"weekly-jump@{_JUMP}",
    f"session-spike@{_SPIKE}",
    f"run-streak@{_STREAK}",
    f"gct-balance-shift@{_SHIFT}",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Truth:
    """One pattern that is really in the sample season.

    Attributes:
        rule: the rule that looks for it.
        first: first local day.
        last: last local day.
        level: how loud the rule should be.
        says: what was done, in numbers.
        follows_from: the plant that it is a consequence of, where it was not planted itself.
    """

    rule: str
    first: date
    last: date
    level: Level
    says: str
    follows_from: str = ""


def planted_truths() -> Iterator[Truth]:
    """Everything that is really in the sample season, with its days and numbers."""
    made = plan(seed=SEED, weeks=WEEKS, plant=PLANT)
    end = made.sessions[-1].day
    for truth in (_break, _jump, _spike, _streak, _no_rest):
        yield truth(made)
    for rule, level, first in (
        ("road-side", Level.CAUTION, made.first),
        ("turn-balance", Level.INFO, made.first),
        ("same-route-same-direction", Level.INFO, made.first),
        ("single-shoe", Level.INFO, made.first),
        ("gct-balance-shift", Level.INFO, made.monday(_SHIFT)),
    ):
        follows = "turn-balance" if rule == "same-route-same-direction" else ""
        yield Truth(rule=rule, first=first, last=end, level=level, says=PLANTS[rule].says, follows_from=follows)


def _km(metres: float) -> str:
    return f"{metres / 1000:.2f} km"


def _break(made: Season) -> Truth:
    first = made.monday(_BREAK)
    back = first + timedelta(days=FREE_DAYS)
    last_run = max(session.day for session in made.sessions if session.is_run and session.day < first)
    before, after = made.distance_m(first - timedelta(days=28), 28) / 4, made.distance_m(back, 7)
    says = (
        f"No run from {last_run + timedelta(days=1)} to {back - timedelta(days=1)} ({(back - last_run).days} days after "
        f"the run before), then {_km(made.runs(back, 1)[0].distance_m)} at once and {_km(after)} in the first 7 days; "
        f"the 4 weeks before had {_km(before)} a week."
    )
    return Truth(rule="return-after-break", first=back, last=back + timedelta(days=6), level=Level.CAUTION, says=says)


def _jump(made: Season) -> Truth:
    first = made.monday(_JUMP)
    week, before = made.distance_m(first, 7), made.distance_m(first - timedelta(days=28), 28) / 4
    says = f"{_km(week)} in 7 days, {week / before:.2f} times the mean of the 4 weeks before ({_km(before)})."
    return Truth(rule="weekly-jump", first=first, last=first + timedelta(days=6), level=Level.CAUTION, says=says)


def _spike(made: Season) -> Truth:
    sunday = made.monday(_SPIKE) + timedelta(days=6)
    long, before = made.runs(sunday, 1)[0].distance_m, made.longest_m(sunday)
    says = f"One run of {_km(long)}, {long / before:.2f} times the longest of the 30 days before ({_km(before)})."
    return Truth(rule="session-spike", first=sunday, last=sunday, level=Level.CAUTION, says=says)


def _streak(made: Season) -> Truth:
    first, last = _days_in_a_row(made, made.monday(_STREAK))
    says = f"{(last - first).days + 1} days in a row with a run ({STREAK_DAYS} were planted)."
    return Truth(rule="run-streak", first=first, last=last, level=Level.INFO, says=says)


def _days_in_a_row(made: Season, day: date) -> tuple[date, date]:
    """First and last day of the days in a row with a run around a day."""
    days = {session.day for session in made.sessions if session.is_run}
    first = last = day
    while first - timedelta(days=1) in days:
        first -= timedelta(days=1)
    while last + timedelta(days=1) in days:
        last += timedelta(days=1)
    return first, last


def _no_rest(made: Season) -> Truth:
    first, last = _days_in_a_row(made, made.monday(_STREAK))
    says = "Fewer than one day a week without a run in the 28 days that end with the streak."
    return Truth(rule="rest-days", first=first, last=last, level=Level.CAUTION, says=says, follows_from="run-streak")
