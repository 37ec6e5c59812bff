"""What the load rules say of a plan: the value, and its words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from html import escape
from textwrap import fill
from typing import Any

from runrisk.model import Sport
from runrisk.wording import Units, Wording, for_people, listed, said
from runrisk.workflows.plan.append_to_log import Pace
from runrisk.workflows.plan.judging import Judged
from runrisk.workflows.plan.nearest_changes import Change
from runrisk.workflows.plan.planned_session import Plan, PlannedSession

WIDTH = 100
"""Characters a line, as in other texts for a terminal."""
CLOSING = (
    "Within the limits is no promise: it means that these patterns are not in the plan. A limit crossed is no injury "
    "either, only a pattern worth attention; how good its evidence is, `runrisk explain RULE` says."
)


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
        return text(self, for_people(units))

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
            "changes": [_change_json(change) for change in self.changes],
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


def text(check: PlanCheck, wording: Wording) -> str:
    """The whole check for a terminal."""
    return "\n".join(_lines(check, wording)) + "\n"


def _lines(check: PlanCheck, wording: Wording) -> Iterator[str]:
    sessions = check.plan.sessions
    yield _wrapped(f"Plan {check.plan.name}: {len(sessions)} sessions, {wording.days(sessions[0].day, sessions[-1].day)}, laid after "
                   f"the log, which ends on {wording.day(check.as_of)}.")  # fmt: skip
    if check.pace is not None and any(one.duration_s and one.sport is Sport.RUNNING for one in sessions):
        yield _wrapped(f"Minutes became kilometres by your own pace: {check.pace.says(wording)}.")
    yield from (_wrapped(f"Left out: {reason}.") for reason in check.plan.left_out)
    yield from ("", *map(_wrapped, _verdict(check, wording)), "")
    yield from _table(check, wording)
    yield from _beside(check, wording)
    yield from ("", _wrapped(CLOSING))


def _wrapped(line: str) -> str:
    return fill(line, WIDTH, break_long_words=False, break_on_hyphens=False)


def _verdict(check: PlanCheck, wording: Wording) -> Iterator[str]:
    first = check.first_crossing
    if first is None:
        judged = len(check.judged.flagged.columns)
        yield (
            f"No limit is crossed on any day ({judged} rules judged)."
            if judged
            else "Cannot tell: no rule can judge it."
        )
        return
    yield f"First crossed on {first:%Y-%m-%d %a}: {_named(check, check.crossings[first])}."
    for change in check.changes:
        yield f"Would not cross: {_change(change, wording)}."
    if not check.changes:
        yield "No single run of that week, shortened or moved, keeps within it: it builds up over more days."


def _named(check: PlanCheck, rules: tuple[str, ...]) -> str:
    return listed([f"{check.titles[rule].lower()} [{rule}]" for rule in rules])


def _change(change: Change, wording: Wording) -> str:
    planned = f"the {change.session.kind} of {change.session.day:%Y-%m-%d %a} ({wording.distance(change.session.distance_m or 0)})"
    if change.to_day is not None:
        return f"{planned} moved to {change.to_day:%Y-%m-%d %a}, with its own day left free"
    if change.to_m == 0:
        return f"a free day in place of {planned}"
    return f"{planned} shortened to {_tenths(change.to_m or 0.0, wording)}"


def _tenths(distance_m: float, wording: Wording) -> str:
    """Miles get two decimals: rounded up to one, the run could be too long again."""
    return wording.distance(distance_m) if wording.units is Units.KM else wording.distance_within(distance_m, 2)


def _table(check: PlanCheck, wording: Wording) -> Iterator[str]:
    for stamp in check.judged.flagged.index[1:]:
        day = stamp.date()
        planned = " + ".join(_session(one, wording) for one in check.plan.sessions if one.day == day) or "–"
        new = check.crossings.get(day, ())
        marks = [f"{rule} crossed" if rule in new else rule for rule in check.judged.on(day)]
        yield f"{day:%Y-%m-%d %a}  {planned:<34} {', '.join(marks)}".rstrip()


def _session(one: PlannedSession, wording: Wording) -> str:
    distance = wording.distance(one.distance_m) if one.distance_m else ""
    minutes = f"{wording.number(one.duration_s / 60, 0)} min" if one.duration_s else ""
    return " ".join(filter(None, (one.kind, distance, f"({minutes})" if distance and minutes else minutes)))


def _beside(check: PlanCheck, wording: Wording) -> Iterator[str]:
    before = check.judged.before()
    if before:
        yield from ("", _wrapped(f"Beyond the limit before the plan begins: {_named(check, before)}."))
    if check.judged.unknown:
        yield from ("", "Cannot tell:")
        yield from (_wrapped(f"  {rule}: {said(reason, wording)}") for rule, reason in check.judged.unknown.items())


def _change_json(change: Change) -> dict[str, Any]:
    return {
        "day": change.session.day.isoformat(),
        "place": change.session.place,
        "from_m": change.session.distance_m,
        "to_m": change.to_m,
        "to_day": change.to_day and change.to_day.isoformat(),
    }
