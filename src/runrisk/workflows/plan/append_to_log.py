"""A plan appended to a log: planned sessions become activities, minutes become kilometres by the runner's own pace."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

import pandas as pd

from runrisk.errors import FileError
from runrisk.model import Activity, Source, Sport, TrainingLog
from runrisk.wording import Wording
from runrisk.workflows.plan.planned_session import Plan, PlannedSession

PACE_DAYS = 42
"""The pace is that of the last six weeks. Our choice: recent, and more than a few runs."""
PACE_RUNS = 3
"""Fewer runs with a distance and a time give no pace. Our choice."""
MAX_DAYS = 366
"""A plan may reach a year beyond the log. Our choice: nobody plans further, and each day is judged."""

MORNING, APART = time(6), timedelta(hours=1)
"""When planned sessions are taken to begin, and the least time from the end of one to the next: they stay apart."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Pace:
    """The runner's own recent speed [m/s], and the runs it comes from."""

    speed_mps: float
    runs: int

    def says(self, wording: Wording) -> str:
        """`5:52 /km, from 18 runs of the last 42 days`."""
        pace, runs = wording.pace(1000 / self.speed_mps, 1000), wording.counted(self.runs, "run")
        return f"{pace}, from {runs} of the last {PACE_DAYS} days"


def recent_pace(log: TrainingLog) -> Pace | None:
    """Distance over time of the last six weeks of the log; None where there are too few runs."""
    runs = log.runs
    recent = runs[runs["day"] > pd.Timestamp(log.as_of - timedelta(days=PACE_DAYS))]
    timed = recent[(recent["distance_m"] > 0) & (recent["moving_s"] > 0)]
    if len(timed) < PACE_RUNS:
        return None
    return Pace(speed_mps=float(timed["distance_m"].sum() / timed["moving_s"].sum()), runs=len(timed))


def ahead(plan: Plan, log: TrainingLog) -> Plan:
    """The sessions after the last logged day; earlier ones are left out, and it is said.

    Raises:
        FileError: none is left, or one lies more than a year ahead.
    """
    later = tuple(session for session in plan.sessions if session.day > log.as_of)
    if not later:
        problem = f"no session lies after the log, which ends on {log.as_of}"
        raise FileError(problem, file=plan.name, cure="Write the days that are still to come")
    far = next((session for session in later if session.day > log.as_of + timedelta(days=MAX_DAYS)), None)
    if far:
        problem = f"{far.day} is more than a year after the log, which ends on {log.as_of}"
        raise FileError(problem, file=plan.name, place=far.place, cure="Check the date, or leave it out for now")
    past = len(plan.sessions) - len(later)
    said = (f"{Wording().counted(past, 'session')} up to {log.as_of}, the last day of the log",) if past else ()
    return replace(plan, sessions=later, left_out=(*said, *plan.left_out))


def in_kilometres(plan: Plan, pace: Pace | None) -> Plan:
    """The plan with a distance for every run.

    Raises:
        FileError: a run is planned in minutes, and the log has no pace.
    """
    return replace(plan, sessions=tuple(_with_distance(session, pace, plan.name) for session in plan.sessions))


def _with_distance(session: PlannedSession, pace: Pace | None, name: str) -> PlannedSession:
    if session.sport is not Sport.RUNNING or session.distance_m is not None:
        return session
    if pace is None:
        problem = (
            f"minutes cannot become kilometres: fewer than {PACE_RUNS} runs with distance and time in {PACE_DAYS} days"
        )
        raise FileError(problem, file=name, place=session.place, cure="Write the distance")
    return replace(session, distance_m=(session.duration_s or 0.0) * pace.speed_mps)


def append_to_log(log: TrainingLog, sessions: Sequence[PlannedSession], pace: Pace | None, last: date) -> TrainingLog:
    """The log and the sessions up to `last` as one log that ends there."""
    offset_s = log.counted[-1].utc_offset_s
    planned: list[Activity] = []
    for number, session in enumerate(sorted(sessions, key=lambda one: one.day)):
        if session.sport is not None and session.day <= last:
            start = datetime.combine(session.day, MORNING, UTC) - timedelta(seconds=offset_s)
            if planned and planned[-1].local_day == session.day:
                start = planned[-1].end_utc + APART
            planned.append(_activity(session, start, offset_s, pace, number))
    return replace(log, recorded=(*log.recorded, *planned), today=last)


def _activity(session: PlannedSession, start: datetime, offset_s: int, pace: Pace | None, number: int) -> Activity:
    digest = hashlib.sha256(f"plan {number} {session}".encode()).hexdigest()
    is_run = session.sport is Sport.RUNNING
    duration_s = session.duration_s
    if duration_s is None and is_run and pace is not None:
        duration_s = (session.distance_m or 0.0) / pace.speed_mps
    return Activity(
        source=Source(name=session.place or "plan", format="plan", sha256=digest),
        start_utc=start,
        utc_offset_s=offset_s,
        elapsed_s=duration_s or 0.0,
        timer_s=duration_s,
        moving_s=duration_s if is_run else None,
        sport=session.sport or Sport.UNKNOWN,
        distance_m=session.distance_m,
        race=session.kind == "race" or None,
    )
