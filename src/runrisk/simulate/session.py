"""One training session of a made-up runner, and a season of them: what was done, in a few numbers."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum

from runrisk.model import Sport
from runrisk.simulate.runner import Runner
from runrisk.simulate.side_habits import SidePolicy


class Kind(StrEnum):
    """What a session is for."""

    EASY = "easy run"
    LONG = "long run"
    TEMPO = "tempo run"
    INTERVALS = "intervals"
    RACE = "race"
    RIDE = "ride"
    STRENGTH = "strength"
    SWIM = "swim"
    WALK = "walk"


HARD = frozenset({Kind.TEMPO, Kind.INTERVALS, Kind.RACE})
"""Sessions with a hard part."""

PACE = {Kind.EASY: 1.0, Kind.LONG: 0.98, Kind.TEMPO: 1.14, Kind.INTERVALS: 1.1, Kind.RACE: 1.32}
"""Mean speed as a multiple of the runner's easy speed. Our choice."""

RPE = {
    Kind.EASY: 3,
    Kind.LONG: 5,
    Kind.TEMPO: 7,
    Kind.INTERVALS: 7,
    Kind.RACE: 9,
    Kind.RIDE: 3,
    Kind.STRENGTH: 4,
    Kind.SWIM: 3,
    Kind.WALK: 1,
}
"""Usual rating of perceived exertion, 0-10. Our choice."""

SPORT = {
    Kind.RIDE: Sport.CYCLING,
    Kind.STRENGTH: Sport.STRENGTH,
    Kind.SWIM: Sport.SWIMMING,
    Kind.WALK: Sport.WALKING,
}
"""Every other kind is a run."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Session:
    """What was done.

    Attributes:
        day: local day.
        minute: local start, minutes after midnight.
        kind: what it was for.
        duration_s: moving time [s].
        distance_m: distance [m]; 0 where there is none.
        rpe: perceived exertion, 0-10.
        sub_sport: FIT's finer name.
        shoe: pair of shoes.
        hill: how hilly it was, 1 for the runner's own town.
        contact_shift_pct: how far the left share of ground contact is from the runner's own [percentage points].
        place: where it was, by name, when not at home.
        name: what the runner or the service calls it; None for the kind's own name.
    """

    day: date
    minute: int
    kind: Kind
    duration_s: float
    distance_m: float
    rpe: int
    sub_sport: str = "street"
    shoe: str | None = None
    hill: float = 1.0
    contact_shift_pct: float = 0.0
    place: str | None = None
    name: str | None = None

    @property
    def sport(self) -> Sport:
        """The sport."""
        return SPORT.get(self.kind, Sport.RUNNING)

    @property
    def is_run(self) -> bool:
        """Whether it is a run."""
        return self.sport is Sport.RUNNING

    @property
    def speed_mps(self) -> float:
        """Mean speed [m/s]."""
        return self.distance_m / self.duration_s

    def over(self, distance_m: float) -> "Session":
        """The same session over another distance [m] at the same speed."""
        return replace(self, distance_m=distance_m, duration_s=distance_m / self.speed_mps)


def run(runner: Runner, day: date, kind: Kind, distance_m: float, *, minute: int = 18 * 60) -> Session:
    """A run of one kind as this runner would do it."""
    speed_mps = PACE[kind] * runner.easy_mps
    return Session(
        day=day, minute=minute, kind=kind, duration_s=distance_m / speed_mps, distance_m=distance_m, rpe=RPE[kind]
    )


@dataclass(frozen=True, kw_only=True)
class Season:
    """A season as it was run.

    Attributes:
        runner: who ran it.
        first: its first day, a Monday.
        weeks: its length.
        sessions: what was done, oldest first.
        policy: the side of the road the runner keeps to.
        one_way: whether loops are always run anticlockwise.
    """

    runner: Runner
    first: date
    weeks: int
    sessions: tuple[Session, ...] = field(default=())
    policy: SidePolicy = SidePolicy.SAME_EDGE
    one_way: bool = False

    def monday(self, week: int) -> date:
        """First day of a week, counted from 0."""
        return self.first + timedelta(weeks=week)

    def runs(self, first: date, days: int) -> tuple[Session, ...]:
        """The runs of the `days` days from `first` on."""
        return tuple(s for s in self.sessions if s.is_run and first <= s.day < first + timedelta(days=days))

    def distance_m(self, first: date, days: int) -> float:
        """Distance run in the `days` days from `first` on [m]."""
        return sum(session.distance_m for session in self.runs(first, days))

    def longest_m(self, before: date, days: int = 30) -> float:
        """Longest run of the `days` days before a day [m]."""
        return max((s.distance_m for s in self.runs(before - timedelta(days=days), days)), default=0.0)

    def with_sessions(self, sessions: list[Session]) -> "Season":
        """The same season with other sessions."""
        return replace(self, sessions=tuple(sorted(sessions, key=lambda s: (s.day, s.minute))))

    def changed(self, first: date, days: int, change: Callable[[Session], Session | None]) -> "Season":
        """The same season with the runs of some days changed; None takes a run out."""
        made = [change(s) if s.is_run and 0 <= (s.day - first).days < days else s for s in self.sessions]
        return self.with_sessions([session for session in made if session is not None])
