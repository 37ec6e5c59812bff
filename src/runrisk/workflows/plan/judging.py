"""The load rules' verdict on each planned day, taken from the days up to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd

from runrisk.analysis.base import Analyzer
from runrisk.finding import NotApplicable, NotEnoughData
from runrisk.model import Period, TrainingLog
from runrisk.wording import Said
from runrisk.workflows.plan.append_to_log import Pace, append_to_log
from runrisk.workflows.plan.planned_session import PlannedSession

Rules = Sequence[Analyzer[Any]]


@dataclass(frozen=True, kw_only=True, eq=False)
class Judged:
    """What the rules say of the last logged day and of each planned one.

    Attributes:
        flagged: one column a rule, one row a day from the last logged one on: whether the day is beyond the limit.
        unknown: rule -> why it can judge none of the planned days.
    """

    flagged: pd.DataFrame
    unknown: dict[str, Said]

    def before(self) -> tuple[str, ...]:
        """The rules that are beyond their limit on the last logged day, before the plan begins."""
        return self._marked(self.flagged.iloc[0])

    def on(self, day: date) -> tuple[str, ...]:
        """The rules that are beyond their limit on a day."""
        return self._marked(self.flagged.iloc[(pd.Timestamp(day) - self.flagged.index[0]).days])

    def crossed(self, day: date) -> tuple[str, ...]:
        """The rules that are beyond their limit on a day, and were not on the day before."""
        yesterday = self.on(day - timedelta(days=1))
        return tuple(rule for rule in self.on(day) if rule not in yesterday)

    @staticmethod
    def _marked(row: pd.Series) -> tuple[str, ...]:
        return tuple(str(rule) for rule in row.index[row.to_numpy(bool)])

    def crossings(self) -> dict[date, tuple[str, ...]]:
        """The days on which a rule's limit is crossed, and which rules'."""
        days = [stamp.date() for stamp in self.flagged.index[1:]]
        found = {day: self.crossed(day) for day in days}
        return {day: rules for day, rules in found.items() if rules}


def judge(log: TrainingLog, sessions: Sequence[PlannedSession], pace: Pace | None, rules: Rules, last: date) -> Judged:
    """Lay the sessions up to `last` after the log and ask each rule about each day; every rule looks only back."""
    whole = append_to_log(log, sessions, pace, last).looking_at(Period(since=log.as_of + timedelta(days=1), until=last))
    days = pd.date_range(log.as_of, last, unit="us")
    flagged, unknown = {}, {}
    for rule in rules:
        measured = rule.measure(whole)
        if isinstance(measured, NotEnoughData | NotApplicable):
            unknown[rule.id] = measured.missing if isinstance(measured, NotEnoughData) else measured.reason
            continue
        scores = rule.day_scores(measured, whole)
        if scores is not None:
            flagged[rule.id] = scores.flagged.reindex(days, fill_value=False)
    return Judged(flagged=pd.DataFrame(flagged, index=days, dtype=bool), unknown=unknown)
