"""runrisk: reads a runner's watch exports and says which habits go with running injuries.

The public names are loaded when they are first used: `import runrisk` itself loads neither pandas nor matplotlib.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from runrisk import load, simulate
    from runrisk.errors import RunriskError
    from runrisk.model import Activity, Period, TrainingLog
    from runrisk.report import Report
    from runrisk.settings import Settings
    from runrisk.workflows.analysis import analyze
    from runrisk.workflows.budget import budget
    from runrisk.workflows.cohort import cohort
    from runrisk.workflows.evaluation import evaluate
    from runrisk.workflows.own_library import library
    from runrisk.workflows.physio import write_physio
    from runrisk.workflows.plan import check_plan
    from runrisk.workflows.questionnaire import ask
    from runrisk.workflows.reading import read
    from runrisk.workflows.sides import sides

__version__ = "0.1.0"

__all__ = [
    "Activity",
    "Period",
    "Report",
    "RunriskError",
    "Settings",
    "TrainingLog",
    "__version__",
    "analyze",
    "ask",
    "budget",
    "check_plan",
    "cohort",
    "evaluate",
    "library",
    "load",
    "read",
    "sides",
    "simulate",
    "write_physio",
]

_HOMES = {
    "Activity": "runrisk.model",
    "Period": "runrisk.model",
    "Report": "runrisk.report",
    "RunriskError": "runrisk.errors",
    "Settings": "runrisk.settings",
    "TrainingLog": "runrisk.model",
    "analyze": "runrisk.workflows.analysis",
    "budget": "runrisk.workflows.budget",
    "check_plan": "runrisk.workflows.plan",
    "cohort": "runrisk.workflows.cohort",
    "evaluate": "runrisk.workflows.evaluation",
    "ask": "runrisk.workflows.questionnaire",
    "library": "runrisk.workflows.own_library",
    "read": "runrisk.workflows.reading",
    "sides": "runrisk.workflows.sides",
    "write_physio": "runrisk.workflows.physio",
}
_MODULES = ("load", "simulate")


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    if name in _MODULES:
        return import_module(f"runrisk.{name}")
    raise AttributeError(f"module 'runrisk' has no attribute {name!r}")


def __dir__() -> list[str]:
    return list(__all__)
