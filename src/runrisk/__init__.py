"""runrisk: reads a runner's watch exports and says which habits go with running injuries.

The public names are loaded when they are first used: `import runrisk` itself loads neither pandas nor matplotlib.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from runrisk.version import __version__

if TYPE_CHECKING:
    from runrisk import load, simulate
    from runrisk.errors import RunriskError
    from runrisk.model import Activity, Period, TrainingLog
    from runrisk.report import Report
    from runrisk.settings import Settings
    from runrisk.workflows.analyze import analyze
    from runrisk.workflows.budget import budget
    from runrisk.workflows.cohort import cohort
    from runrisk.workflows.evaluation import evaluate
    from runrisk.workflows.files.read import read
    from runrisk.workflows.journal.questionnaire import ask
    from runrisk.workflows.library import library
    from runrisk.workflows.physio import write_physio
    from runrisk.workflows.plan import check_plan
    from runrisk.workflows.sides import sides

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
    "analyze": "runrisk.workflows.analyze",
    "budget": "runrisk.workflows.budget",
    "check_plan": "runrisk.workflows.plan",
    "cohort": "runrisk.workflows.cohort",
    "evaluate": "runrisk.workflows.evaluation",
    "ask": "runrisk.workflows.journal.questionnaire",
    "library": "runrisk.workflows.library",
    "read": "runrisk.workflows.files.read",
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
