"""How far next: what stays within ten per cent of what was ordinary. A budget, never a goal."""

from runrisk.workflows.budget.allowances import Longest, Room, Row
from runrisk.workflows.budget.budget import Budget, BudgetDay, budget

__all__ = ["Budget", "BudgetDay", "Longest", "Room", "Row", "budget"]
