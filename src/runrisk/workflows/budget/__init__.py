"""How far next: what stays within ten per cent of what was ordinary. A budget, never a goal."""

from runrisk.workflows.budget.allowances import Allowance, DaysInARow, Longest
from runrisk.workflows.budget.budget import budget
from runrisk.workflows.budget.result import Budget, BudgetDay

__all__ = ["Allowance", "Budget", "BudgetDay", "DaysInARow", "Longest", "budget"]
