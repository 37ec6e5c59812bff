"""A plan held against every rule that looks at load, before it is run."""

import os

from runrisk.errors import NothingToReadError
from runrisk.model import TrainingLog
from runrisk.settings import Settings, build_analyzers
from runrisk.workflows.plan.append_to_log import ahead, in_kilometres, recent_pace
from runrisk.workflows.plan.judging import judge
from runrisk.workflows.plan.nearest_changes import Changer
from runrisk.workflows.plan.planned_session import Plan
from runrisk.workflows.plan.reading import read_plan
from runrisk.workflows.plan.result import PlanCheck


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
