"""What the report adds to the findings: habits to try, the look-back from pain, the articles' guide."""

from collections.abc import Sequence
from dataclasses import dataclass

from runrisk.finding import Finding
from runrisk.model import TrainingLog
from runrisk.report.guide.guide import GROUPS, GuideLine, guide
from runrisk.report.guide.habits import HabitToTry, habits_to_try, pain_first
from runrisk.report.guide.lookback import LookBack, look_back
from runrisk.wording import Wording


@dataclass(frozen=True, kw_only=True, slots=True)
class GuideParts:
    """The three parts, in the wording of the report.

    Attributes:
        habits: at most three.
        pain_first: whether pain told of goes before any habit.
        looked_back: what the log showed before pain began; empty without pain told of.
        guide: a line for every row of the articles.
    """

    habits: tuple[HabitToTry, ...]
    pain_first: bool
    looked_back: LookBack
    guide: tuple[GuideLine, ...]

    @property
    def groups(self) -> tuple[tuple[str, tuple[GuideLine, ...]], ...]:
        """The guide by heading."""
        return tuple((name, tuple(line for line in self.guide if line.row.group == name)) for name in GROUPS.values())


def guide_parts(log: TrainingLog, findings: Sequence[Finding], wording: Wording) -> GuideParts:
    """The three parts of one report; the findings are in its wording."""
    return GuideParts(
        habits=habits_to_try(log, findings),
        pain_first=pain_first(findings),
        looked_back=look_back(log, findings, wording),
        guide=guide(log, findings, wording),
    )
