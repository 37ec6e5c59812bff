"""An analyzer run over a log: what it measured, what it found, and its chart."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from matplotlib.figure import Figure, SubFigure

from runrisk.analysis.base import Analyzer
from runrisk.analysis.policy import apply_policy
from runrisk.charts.chart import Chart
from runrisk.charts.style import MUTED, new_figure
from runrisk.finding import Confidence, Finding, NotApplicable, NotEnoughData, Verdict
from runrisk.model import TrainingLog

FAILED = (
    "This pattern failed ({name}): a fault of runrisk, not of your training. The others stand. Please report it, with this "
    "name."
)


@dataclass(frozen=True, kw_only=True, eq=False)
class Outcome:
    """What one rule made of a log.

    Attributes:
        analyzer: the rule, with its limits.
        measured: the numbers it took; None where it could not or need not measure.
        finding: what it says of them, after the policy over all findings.
        failed: name of the error that the rule ended in; empty where it did not.
    """

    analyzer: Analyzer[Any]
    measured: Any | None
    finding: Finding
    failed: str = ""

    def plot(self, figure: Figure | SubFigure | None = None) -> Chart:
        """Draw what was judged, into a figure of its own or into an empty one of yours."""
        canvas = new_figure() if figure is None else figure
        if self.measured is None:
            canvas.text(0.5, 0.5, self.finding.summary, ha="center", va="center", wrap=True, color=MUTED)
        else:
            self._draw(self.measured, canvas)
        return Chart(canvas, alt=self.finding.summary, prefix=self.finding.rule)

    def _draw(self, measured: Any, canvas: Figure | SubFigure) -> None:
        """Draw; a fault of ours in one chart costs only that chart, which says so."""
        try:
            self.analyzer.draw(measured, canvas)
        except Exception as error:  # noqa: BLE001 - whatever it is, the rest of the report stands
            canvas.clear()
            said = FAILED.format(name=type(error).__name__)
            canvas.text(0.5, 0.5, said, ha="center", va="center", wrap=True, color=MUTED)

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
    """One rule by itself, before the policy. A fault of ours in one rule costs only that rule, and its finding says so."""
    try:
        return _outcome(analyzer, log)
    except Exception as error:  # noqa: BLE001 - whatever it is, the other rules have something to say
        name = type(error).__name__
        finding = analyzer.finding(
            verdict=Verdict.UNKNOWN, summary=FAILED.format(name=name), has="nothing", confidence=Confidence.LOW
        )
        return Outcome(analyzer=analyzer, measured=None, finding=finding, failed=name)


def _outcome(analyzer: Analyzer[Any], log: TrainingLog) -> Outcome:
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
