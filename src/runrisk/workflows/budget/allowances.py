"""The four allowances of a budget: the longest run, the week, the descent, the days in a row."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from runrisk.analyzers.run_streak import RunStreak, Streaks
from runrisk.analyzers.session_spike import ORDINARY_RATIO, SessionSpike
from runrisk.finding import NotEnoughData
from runrisk.measures.baseline import week_against_baseline
from runrisk.measures.day_windows import daily, known_before, runs_by_day
from runrisk.measures.descents import descents
from runrisk.model import Period, TrainingLog
from runrisk.wording import Wording

AHEAD_DAYS = 7


@dataclass(frozen=True, kw_only=True, slots=True)
class Longest:
    """The longest run that counts before a day.

    Attributes:
        before_m: its distance [m]; None where it cannot be told.
        up_to_m: how far a run may go and stay within a tenth more [m].
        missing: why it cannot be told; empty where it can.
    """

    before_m: float | None = None
    up_to_m: float | None = None
    missing: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Allowance:
    """What the seven days up to and with a day may hold, if nothing is run before it.

    Attributes:
        usual_m: mean of the four weeks before [m]; None where it cannot be told.
        up_to_m: a tenth more than that [m].
        done_m: what the six days before the day already hold [m].
        left_m: what is left of it, never below 0 [m].
        missing: why it cannot be told; empty where it can.
    """

    usual_m: float | None = None
    up_to_m: float | None = None
    done_m: float | None = None
    left_m: float | None = None
    missing: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class DaysInARow:
    """Days in a row with a run.

    Attributes:
        days: how many there would be with a run on each day up to this one.
        limit: from here on run-streak flags it.
        last_free: the last day without a run that is known; None where there is none in the log.
    """

    days: int
    limit: int
    last_free: date | None


@dataclass(frozen=True, kw_only=True, eq=False)
class Spikes:
    """The runs of a log, and which of them were themselves flagged."""

    rule: SessionSpike
    runs: pd.DataFrame
    known_since: date
    """First day of the log, or after its last hole."""
    flagged: pd.Index

    def longest(self, day: date) -> Longest:
        """The longest run of the days before `day` that was not flagged."""
        start = day - timedelta(days=self.rule.window_days)
        window = self.runs[(self.runs["day"] >= pd.Timestamp(start)) & (self.runs["day"] < pd.Timestamp(day))]
        counting = window.loc[~window.index.isin(self.flagged), "distance_m"].dropna()
        if self.known_since > start:
            age_days = (day - self.known_since).days
            return Longest(missing=f"the log began only {Wording().counted(age_days, 'day')} before")
        if len(counting) < self.rule.min_runs:
            found = f"runs that count in the {self.rule.window_days} days before: {len(counting)}"
            return Longest(missing=f"{found}; it takes {self.rule.min_runs}")
        before = float(counting.max())
        return Longest(before_m=before, up_to_m=ORDINARY_RATIO * before)

    def left_out(self, day: date) -> Iterator[tuple[date, float]]:
        """The flagged runs of the window before `day`: day and distance [m]."""
        start = day - timedelta(days=self.rule.window_days)
        flagged = self.runs[self.runs.index.isin(self.flagged)]
        for ran, distance_m in zip(flagged["day"].dt.date, flagged["distance_m"], strict=True):
            if start <= ran < day:
                yield ran, float(distance_m)


def spikes(log: TrainingLog, rule: SessionSpike) -> Spikes:
    """Ask the rule itself which runs it flags, in the whole log."""
    first = log.counted[0].local_day
    measured = rule.measure(log.looking_at(Period(since=first, until=log.as_of)))
    steps = () if isinstance(measured, NotEnoughData) else measured
    flagged = [step.run for step in steps if step.amount_m >= rule.limit_m(step.before_m)]
    return Spikes(rule=rule, runs=log.runs, known_since=_known_since(log), flagged=pd.Index(flagged, dtype="object"))


def _known_since(log: TrainingLog) -> date:
    """First of the known days in a row that the log ends with."""
    known_days = int(known_before(log).iloc[-1])
    return pd.Timestamp(log.days.index[-1]).date() - timedelta(days=known_days)


def week_allowances(ahead: TrainingLog) -> pd.Series:
    """The allowance in kilometres run, as weekly-jump sums them, of each of the last days of a log looked at from ahead."""
    return _allowances(daily(ahead, "distance_m"), ahead, "a run of unknown distance or")


def descent_allowances(ahead: TrainingLog) -> pd.Series:
    """The same in metres of descent; indoor runs have none."""
    return _allowances(runs_by_day(ahead, descents(ahead)), ahead, "a run of unknown descent or")


def _allowances(amount: pd.Series, log: TrainingLog, unknown: str) -> pd.Series:
    weeks = week_against_baseline(amount, log)
    missing = f"it takes five weeks without {unknown} a fortnight without records, and a run in each of the four before"
    usual, done = weeks.usual.tail(AHEAD_DAYS), weeks.recent.tail(AHEAD_DAYS)
    allowances = [_allowance(*sums, missing) for sums in zip(usual, done, strict=True)]
    return pd.Series(allowances, index=usual.index, dtype="object")


def _allowance(usual: float, done: float, missing: str) -> Allowance:
    if np.isnan(usual) or np.isnan(done):
        return Allowance(missing=missing)
    up_to = ORDINARY_RATIO * usual
    return Allowance(usual_m=usual, up_to_m=up_to, done_m=done, left_m=max(up_to - done, 0.0))


def row_so_far(log: TrainingLog, rule: RunStreak) -> tuple[int, date | None]:
    """Days in a row with a run up to the last day of the log, and the last known day without one."""
    whole = log.looking_at(Period(since=log.counted[0].local_day, until=log.as_of))
    measured = rule.measure(whole)
    days = int(measured.so_far.iloc[-1]) if isinstance(measured, Streaks) else 0
    free = log.days.index[(log.days["runs"] == 0) & log.days["known"]]
    return days, free[-1].date() if len(free) else None
