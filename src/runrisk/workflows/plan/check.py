"""A plan held against every rule that looks at load, before it is run."""

import os
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from html import escape
from typing import Any

from runrisk.errors import NothingToReadError
from runrisk.model import TrainingLog
from runrisk.settings import Settings, build_analyzers
from runrisk.wording import Units, Wording, said
from runrisk.workflows.plan.append_to_log import Pace, ahead, in_kilometres, recent_pace
from runrisk.workflows.plan.changes import Change, Changer
from runrisk.workflows.plan.judging import Judged, judge
from runrisk.workflows.plan.reading import read_plan
from runrisk.workflows.plan.session import Plan
from runrisk.workflows.plan.words import text

SCHEMA = "runrisk.plan/1"


@dataclass(frozen=True, kw_only=True, eq=False)
class PlanCheck:
    """What the load rules say of a plan.

    Attributes:
        plan: the sessions after the log, runs with their distance.
        as_of: the last day of the log.
        pace: how minutes became kilometres and back; None where the log has none.
        judged: each rule on each day.
        titles: rule -> its title.
        changes: the nearest changes with which the first crossing does not happen.
    """

    plan: Plan
    as_of: date
    pace: Pace | None
    judged: Judged
    titles: dict[str, str]
    changes: tuple[Change, ...]

    @cached_property
    def crossings(self) -> dict[date, tuple[str, ...]]:
        """The days on which a limit is crossed, and the rules it belongs to."""
        return self.judged.crossings()

    @property
    def first_crossing(self) -> date | None:
        """The first of them."""
        return min(self.crossings, default=None)

    def to_text(self, units: str = "km") -> str:
        """The check for a terminal."""
        return text(self, Wording(units=Units(units)))

    def _repr_html_(self) -> str:
        """The same text, for a notebook."""
        return f"<pre>{escape(self.to_text())}</pre>"

    def to_json(self) -> dict[str, Any]:
        """The check as JSON types, schema `runrisk.plan/1`; always SI."""
        return {
            "schema": SCHEMA,
            "as_of": self.as_of.isoformat(),
            "pace_s_per_km": None if self.pace is None else round(1000 / self.pace.speed_mps, 1),
            "left_out": list(self.plan.left_out),
            "over_before": list(self.judged.before()),
            "unknown": {rule: said(reason, Wording()) for rule, reason in self.judged.unknown.items()},
            "first_crossing": self.first_crossing and self.first_crossing.isoformat(),
            "crossings": [{"day": day.isoformat(), "rules": list(rules)} for day, rules in self.crossings.items()],
            "changes": [_change(change) for change in self.changes],
            "days": self._days(),
        }

    def _days(self) -> list[dict[str, Any]]:
        days = [stamp.date() for stamp in self.judged.flagged.index[1:]]
        return [
            {
                "day": day.isoformat(),
                "sessions": [
                    {"kind": one.kind, "distance_m": one.distance_m, "duration_s": one.duration_s, "place": one.place}
                    for one in self.plan.sessions
                    if one.day == day
                ],
                "flagged": list(self.judged.on(day)),
            }
            for day in days
        ]


def check_plan(plan: Plan | str | os.PathLike[str], log: TrainingLog, *, settings: Settings | None = None) -> PlanCheck:
    """Lay a plan after a log and hold each day against every load rule.

    Args:
        plan: a plan, or its file: CSV or .ics (docs/plan.md).
        log: the training log.
        settings: other limits, rules switched off.

    Raises:
        FileError: the plan cannot be read, or does not lie after the log.
        NothingToReadError: the log holds no run.
        SettingsError: a setting that does not exist.
    """
    if log.runs.empty:
        raise NothingToReadError("The log holds no run, so there is nothing to hold a plan against")
    given = plan if isinstance(plan, Plan) else read_plan(plan, utc_offset_s=log.counted[-1].utc_offset_s)
    pace = recent_pace(log)
    laid = in_kilometres(ahead(given, log), pace)
    rules = [rule for rule in build_analyzers(settings) if rule.load_rule and rule.enabled]
    judged = judge(log, laid.sessions, pace, rules, laid.sessions[-1].day)
    first = min(judged.crossings(), default=None)
    changer = Changer(log=log, sessions=laid.sessions, pace=pace, rules=rules)
    tried = () if first is None else (changer.shorter(first), changer.moved(first))
    return PlanCheck(
        plan=laid,
        as_of=log.as_of,
        pace=pace,
        judged=judged,
        titles={rule.id: rule.title for rule in rules},
        changes=tuple(change for change in tried if change is not None),
    )


def _change(change: Change) -> dict[str, Any]:
    return {
        "day": change.session.day.isoformat(),
        "place": change.session.place,
        "from_m": change.session.distance_m,
        "to_m": change.to_m,
        "to_day": change.to_day and change.to_day.isoformat(),
    }
