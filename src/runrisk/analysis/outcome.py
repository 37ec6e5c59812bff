"""An analyzer run over a log: what it measured, what it found, and its chart."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from runrisk.analysis.base import Analyzer
from runrisk.analysis.policy import apply_policy
from runrisk.charts.chart import Chart
from runrisk.charts.plot import Words, plot_of
from runrisk.charts.units import KILOMETRES, Display
from runrisk.finding import Confidence, Finding, NotApplicable, NotEnoughData, Verdict
from runrisk.model import TrainingLog

if TYPE_CHECKING:
    from matplotlib.figure import Figure, SubFigure


@dataclass(frozen=True, kw_only=True, eq=False)
class Outcome:
    """What one rule made of a log.

    Attributes:
        analyzer: the rule, with its limits.
        measured: the numbers it took; None where it could not or need not measure.
        finding: what it says of them, after the policy over all findings.
    """

    analyzer: Analyzer[Any]
    measured: Any | None
    finding: Finding

    def plot(self, figure: "Figure | SubFigure | None" = None, *, display: Display = KILOMETRES) -> Chart:
        """The chart of what was judged, in a figure of its own or in an empty one of yours."""
        said = self.finding.summary
        drawn = (
            plot_of(Words(lines=(said,), quiet=True)) if self.measured is None else self.analyzer.draw(self.measured)
        )
        return Chart(drawn, alt=said, prefix=self.finding.rule, display=display, figure=figure)

    def __repr__(self) -> str:
        level = f", {self.finding.level}" if self.finding.level else ""
        return f"Outcome({self.finding.rule}: {self.finding.verdict}{level})"

    def _repr_html_(self) -> str:
        """The finding, for a notebook; `plot()` shows the chart."""
        return self.finding._repr_html_()


def run_analyzers(analyzers: Iterable[Analyzer[Any]], log: TrainingLog) -> tuple[Outcome, ...]:
    """Measure, judge, and hold all findings against the policy; in the order of the policy."""
    single = {analyzer.id: run_analyzer(analyzer, log) for analyzer in analyzers}
    findings = apply_policy((outcome.finding for outcome in single.values()), log)
    return tuple(replace(single[finding.rule], finding=finding) for finding in findings)


def run_analyzer(analyzer: Analyzer[Any], log: TrainingLog) -> Outcome:
    """One rule by itself, before the policy."""
    measured = analyzer.measure(log) if analyzer.enabled else _off(analyzer)
    if isinstance(measured, NotApplicable):
        finding = analyzer.finding(verdict=Verdict.NOT_APPLICABLE, summary=measured.reason, confidence=Confidence.HIGH)
        return Outcome(analyzer=analyzer, measured=None, finding=finding)
    if isinstance(measured, NotEnoughData):
        finding = analyzer.finding(
            verdict=Verdict.UNKNOWN, summary=measured.missing, has=measured.has, confidence=Confidence.LOW
        )
        return Outcome(analyzer=analyzer, measured=None, finding=finding)
    return Outcome(analyzer=analyzer, measured=measured, finding=analyzer.judge(measured))


def _off(analyzer: Analyzer[Any]) -> NotApplicable:
    return NotApplicable(reason=f"off; {analyzer.id}.enabled=true turns it on")
