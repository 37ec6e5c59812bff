"""The nearest change of a plan that keeps a day within its limits: a shorter run, or a run moved to a free day."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import ceil

from runrisk.model import Sport, TrainingLog
from runrisk.workflows.plan.append_to_log import Pace
from runrisk.workflows.plan.judging import Rules, judge
from runrisk.workflows.plan.planned_session import PlannedSession

STEP_M = 100.0
"""Shorter runs are looked for to a tenth of a kilometre [m]."""
REACH_DAYS = 6
"""A run is shortened or moved within the week around the day. Our choice."""

Sessions = tuple[PlannedSession, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One session changed.

    Attributes:
        session: the session as planned.
        to_m: its new distance [m]; 0 for a day without it; None where it is only moved.
        to_day: its new day; None where it is only shortened.
    """

    session: PlannedSession
    to_m: float | None = None
    to_day: date | None = None

    def applied(self, sessions: Sessions) -> Sessions:
        """The plan with this change."""
        at = sessions.index(self.session)
        if self.to_m == 0:
            new: Sessions = ()
        elif self.to_m is not None:
            # The time goes with the distance.
            share = self.to_m / (self.session.distance_m or self.to_m)
            duration_s = None if self.session.duration_s is None else self.session.duration_s * share
            new = (replace(self.session, distance_m=self.to_m, duration_s=duration_s),)
        else:
            new = (replace(self.session, day=self.to_day or self.session.day),)
        return (*sessions[:at], *new, *sessions[at + 1 :])


@dataclass(frozen=True, kw_only=True)
class Changer:
    """What is needed to try changes: the log, the plan, the pace and the rules."""

    log: TrainingLog
    sessions: Sessions
    pace: Pace | None
    rules: Rules

    def shorter(self, day: date) -> Change | None:
        """The longest shorter run, to a tenth of a kilometre, with which no limit is crossed up to `day`.

        Tried on the longest run of the day, then on the last ones before it.
        """
        for session in self._runs_before(day):
            if self._holds(Change(session=session, to_m=0.0), day):
                return self._longest(session, day)
        return None

    def _longest(self, session: PlannedSession, day: date) -> Change:
        """Halve the span between a distance that holds and one that does not; at 0 it holds."""
        holds, fails = 0, ceil((session.distance_m or 0.0) / STEP_M)
        while fails - holds > 1:
            middle = (holds + fails) // 2
            if self._holds(Change(session=session, to_m=middle * STEP_M), day):
                holds = middle
            else:
                fails = middle
        return Change(session=session, to_m=holds * STEP_M)

    def moved(self, day: date) -> Change | None:
        """A run of the day moved to the nearest free day of the plan, later ones first, that crosses no limit."""
        planned = [session for session in self.sessions if session.day == day and session.sport is Sport.RUNNING]
        if len(planned) != 1:
            return None
        for free in self._free_days(day):
            change = Change(session=planned[0], to_day=free)
            if self._holds(change, max(day, free)):
                return change
        return None

    def _holds(self, change: Change, until: date) -> bool:
        """Whether no limit is crossed up to a day with the change."""
        return not judge(self.log, change.applied(self.sessions), self.pace, self.rules, until).crossings()

    def _runs_before(self, day: date) -> list[PlannedSession]:
        since = day - timedelta(days=REACH_DAYS)
        runs = [one for one in self.sessions if since <= one.day <= day and one.sport is Sport.RUNNING]
        return sorted(runs, key=lambda one: (one.day, one.distance_m or 0.0), reverse=True)

    def _free_days(self, day: date) -> Iterator[date]:
        taken = {session.day for session in self.sessions if session.sport is not None}
        last = max(session.day for session in self.sessions)
        for apart in range(1, REACH_DAYS + 1):
            for free in (day + timedelta(days=apart), day - timedelta(days=apart)):
                if self.log.as_of < free <= last and free not in taken:
                    yield free
