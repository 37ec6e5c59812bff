"""What is done beside running: strength work and low-impact sports over eight weeks."""

from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd

from runrisk.finding import NotEnoughData
from runrisk.load import window_load
from runrisk.measures.answers import said_yes
from runrisk.measures.day_windows import WEEK, by_day, judged, log_has_hole
from runrisk.model import Period, Sport, TrainingLog
from runrisk.model.activity import MAX_SESSION_S
from runrisk.wording import Wording

WEEKS = 8
"""Weeks that the means are taken over: two months are a habit. Our choice."""
DAYS = WEEK * WEEKS
SECONDS_PER_HOUR = 3600


@dataclass(frozen=True, kw_only=True, eq=False)
class OtherTraining:
    """Means a week over eight weeks, for each day; NaN on days that cannot be judged.

    Attributes:
        amount: what is asked for, a week, in the unit the rule gives.
        runs: runs a week.
        elsewhere: the same amount that the runner told is not in the log; None where the question was not answered.
        others: activities beside running in the log.
        known_days: days of the log with nothing missing.
        hole: days without any record lie in or before the period.
        period: the days verdicts speak of.
    """

    amount: pd.Series
    runs: pd.Series
    elsewhere: float | None
    others: int
    known_days: int
    hole: bool
    period: Period

    @property
    def current(self) -> pd.Series:
        """The amount on the days of the period that can be judged."""
        return judged(self.amount, self.period)

    def has(self, wording: Wording) -> str:
        """What there is to judge by, in numbers."""
        return f"{wording.counted(self.known_days, 'day')} of log with {wording.number(self.others, 0)} activities beside running"

    def too_little(self, needs: str) -> NotEnoughData:
        """The same as the reason why nothing can be judged; `needs` says what it takes."""

        def missing(wording: Wording) -> str:
            days = wording.counted(self.known_days, "recorded day")
            return (
                f"There are {days} with {wording.number(self.others, 0)} activities beside running; it takes {needs}."
            )

        return NotEnoughData(has=self.has, missing=missing)


def other_training(log: TrainingLog, each: pd.Series, elsewhere: float | None) -> OtherTraining:
    """Means over each eight weeks that can be judged.

    A log without any other sport may be a watch worn for running only: its days are judged only if the runner answered,
    or if the eight weeks hold an activity beside running. Days in a hole of the log are not judged unless the runner
    said that the log is complete.

    Args:
        log: the log.
        each: the amount of each day.
        elsewhere: what the runner told of it, a week; None where nothing was told.
    """
    days = log.days
    known = days["known"] | said_yes(log.answers, "log_complete")
    others = daily_count(log, set(Sport) - {Sport.RUNNING, Sport.UNKNOWN})
    recorded = window_load(others + strength_sessions(log), DAYS) > 0
    judged = recorded | (elsewhere is not None)
    return OtherTraining(
        amount=(window_load(each.where(known), DAYS) / WEEKS).where(judged),
        runs=window_load(days["runs"].where(known), DAYS) / WEEKS,
        elsewhere=elsewhere,
        others=int(others.sum()),
        known_days=int(days["known"].sum()),
        hole=log_has_hole(log, DAYS),
        period=log.period,
    )


def daily_count(log: TrainingLog, sports: Collection[Sport]) -> pd.Series:
    """Activities of these sports by day."""
    days = [activity.local_day for activity in log.counted if activity.sport in sports]
    return by_day(log, days, [1.0] * len(days))


def daily_hours(log: TrainingLog, sports: Collection[Sport]) -> pd.Series:
    """Hours of these sports by day; an activity of impossible length counts for none."""
    spent = [(a.local_day, a.spent_s) for a in log.counted if a.sport in sports]
    return by_day(
        log, [day for day, _ in spent], [s / SECONDS_PER_HOUR if s <= MAX_SESSION_S else 0.0 for _, s in spent]
    )


def strength_sessions(log: TrainingLog) -> pd.Series:
    """Strength sessions by day: recorded ones, and those of the journal on days without a recorded one."""
    told = [entry.day for entry in log.told.of_kind("strength")]
    return daily_count(log, {Sport.STRENGTH}).combine(by_day(log, told, [1.0] * len(told)), max)
