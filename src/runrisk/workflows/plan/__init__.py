"""A training plan laid after the log and judged day by day, before it is run."""

from runrisk.workflows.plan.check import check_plan
from runrisk.workflows.plan.planned_session import Plan, PlannedSession
from runrisk.workflows.plan.reading import read_plan
from runrisk.workflows.plan.result import PlanCheck

__all__ = ["Plan", "PlanCheck", "PlannedSession", "check_plan", "read_plan"]
