"""How the flags did on known injuries."""

from runrisk.workflows.evaluation.evaluation import evaluate
from runrisk.workflows.evaluation.result import Evaluation
from runrisk.workflows.evaluation.statistics import FlagResult
from runrisk.workflows.evaluation.verdicts import Word

__all__ = ["Evaluation", "FlagResult", "Word", "evaluate"]
