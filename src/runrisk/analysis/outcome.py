"""An analyzer run over a log: what it measured, what it found, and its chart."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from matplotlib.figure import Figure, SubFigure

from runrisk.analysis.base import Analyzer
from runrisk.analysis.base_rates import base_rates
from runrisk.analysis.events import without_old_events
from runrisk.analysis.policy import apply_policy
from runrisk.charts.chart import Chart
from runrisk.charts.style import MUTED, new_figure
from runrisk.finding import Confidence, Finding, NotApplicable, NotEnoughData, Verdict
from runrisk.model import TrainingLog


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

    def plot(self, figure: Figure | SubFigure | None = None) -> Chart:
        """Draw what was judged, into a figure of its own or into an empty one of yours."""
        canvas = new_figure() if figure is None else figure
        if self.measured is None:
            canvas.text(0.5, 0.5, self.finding.summary, ha="center", va="center", wrap=True, color=MUTED)
        else:
            self.analyzer.draw(self.measured, canvas)
        return Chart(canvas, alt=self.finding.summary, prefix=self.finding.rule)

    def __repr__(self) -> str:
        level = f", {self.finding.level}" if self.finding.level else ""
        return f"Outcome({self.finding.rule}: {self.finding.verdict}{level})"

    def _repr_html_(self) -> str:
        """The finding, for a notebook; `plot()` shows the chart."""
        return self.finding._repr_html_()


def run_analyzers(analyzers: Iterable[Analyzer[Any]], log: TrainingLog, *, aged: bool = True) -> tuple[Outcome, ...]:
    """Measure, judge, and hold all findings against the policy; in the order of the policy.

    `aged=False` leaves single events that are no news any more as they were: for counting how often they happen.
    """
    single = {analyzer.id: run_analyzer(analyzer, log, aged=aged) for analyzer in analyzers}
    rules = [type(outcome.analyzer) for outcome in single.values()]
    findings = apply_policy((outcome.finding for outcome in single.values()), rules, log)
    return tuple(replace(single[finding.rule], finding=finding) for finding in findings)


def run_analyzer(analyzer: Analyzer[Any], log: TrainingLog, *, aged: bool = True) -> Outcome:
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
    finding = analyzer.judge(measured)
    if aged and analyzer.event:
        finding = without_old_events(finding, log.period, base_rates(analyzer.id).usual)
    return Outcome(analyzer=analyzer, measured=measured, finding=finding)


def _off(analyzer: Analyzer[Any]) -> NotApplicable:
    return NotApplicable(reason=f"off; {analyzer.id}.enabled=true turns it on")
