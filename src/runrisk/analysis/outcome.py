"""An analyzer run over a log: what it measured, what it found, and its chart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from runrisk.analysis.base import Analyzer
from runrisk.analysis.base_rates import base_rates
from runrisk.analysis.events import as_news, is_habit, news_of, with_history
from runrisk.analysis.policy import apply_policy
from runrisk.charts.chart import Chart
from runrisk.charts.plot import Plot, Words, plot_of, unmarked_before
from runrisk.charts.units import PLAIN
from runrisk.finding import Confidence, Finding, NotApplicable, NotEnoughData, Verdict
from runrisk.model import Period, TrainingLog
from runrisk.wording import Wording, said

if TYPE_CHECKING:
    from matplotlib.figure import Figure, SubFigure

FAILED = (
    "This pattern failed ({name}): a fault of runrisk, not of your training. The others stand. Please report it, with this "
    "name."
)


@dataclass(frozen=True, kw_only=True, eq=False)
class Outcome:
    """What one rule made of a log.

    Attributes:
        analyzer: the rule, with its limits.
        measured: the numbers it took, or why it could not or need not take them.
        finding: what it says of them, after the policy over all findings.
        news: the days before which a single event is history; None where the rule sees no events, or all shall count.
        recent: what it measured of `news`, where the period reaches further back and holds an event; else None.
        failed: name of the error that the rule ended in; empty where it did not.
    """

    analyzer: Analyzer[Any]
    measured: Any
    finding: Finding
    news: Period | None = None
    recent: Any | None = None
    failed: str = ""

    @property
    def is_measured(self) -> bool:
        """Whether there are numbers, and not only the reason why there are none."""
        return not isinstance(self.measured, NotApplicable | NotEnoughData)

    def plot(self, figure: "Figure | SubFigure | None" = None, *, wording: Wording = PLAIN) -> Chart:
        """The chart of what was judged, in a figure of its own or in an empty one of yours."""
        summary = self.finding.summary
        plot = self._drawn() if self.is_measured else _words(summary)
        return Chart(plot, alt=summary, prefix=self.finding.rule, wording=wording, figure=figure)

    def _drawn(self) -> Plot:
        """The plot; a fault of ours in one chart costs only that chart, which says so."""
        try:
            plot = self.analyzer.draw(self.measured)
            plot = unmarked_before(plot, self.news.since) if self.news else plot
            _ = Chart(plot, prefix=self.finding.rule).numbers  # a value too few shows here, not in the midst of a page
        except Exception as error:  # noqa: BLE001 - whatever it is, the rest of the report stands
            return _words(FAILED.format(name=type(error).__name__))
        return plot

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
    return _with_policy([run_analyzer(analyzer, log, aged=aged) for analyzer in analyzers], log)


def run_analyzer(analyzer: Analyzer[Any], log: TrainingLog, *, aged: bool = True) -> Outcome:
    """One rule by itself, before the policy, in the wording of JSON. A fault of ours in one rule costs only that rule."""
    try:
        measured = analyzer.measure(log) if analyzer.enabled else _off(analyzer)
        finding = _judged(analyzer, measured, Wording())
        news = _news(analyzer, finding, log.period) if aged and analyzer.event else None
        again = news is not None and news != log.period and finding.current
        recent = analyzer.measure(log.looking_at(news)) if news and again else None
        return _told(
            Outcome(analyzer=analyzer, measured=measured, finding=finding, news=news, recent=recent), Wording()
        )
    except Exception as error:  # noqa: BLE001 - whatever it is, the other rules have something to say
        name = type(error).__name__
        nothing = NotEnoughData(has="nothing", missing=FAILED.format(name=name))
        return Outcome(analyzer=analyzer, measured=nothing, finding=_judged(analyzer, nothing, Wording()), failed=name)


def reworded(outcomes: Iterable[Outcome], log: TrainingLog, wording: Wording) -> tuple[Outcome, ...]:
    """The same numbers judged and held against the policy once more, told in another wording."""
    return _with_policy([_told(one, wording) for one in outcomes], log)


def _news(analyzer: Analyzer[Any], finding: Finding, period: Period) -> Period:
    """The days in which a single event asks for attention: the whole period where such events are a habit."""
    return period if is_habit(len(finding.current), period, base_rates(analyzer.id).usual) else news_of(period)


def _told(one: Outcome, wording: Wording) -> Outcome:
    """An outcome judged anew in a wording; what is history is told as such."""
    finding = _judged(one.analyzer, one.measured, wording)
    if one.news is None:
        return replace(one, finding=finding)
    if one.recent is None:
        finding = with_history(finding, one.news.since)
    else:
        finding = as_news(finding, _judged(one.analyzer, one.recent, wording), one.news)
    return replace(one, finding=finding)


def _with_policy(outcomes: Sequence[Outcome], log: TrainingLog) -> tuple[Outcome, ...]:
    single = {outcome.analyzer.id: outcome for outcome in outcomes}
    rules = [type(outcome.analyzer) for outcome in outcomes]
    findings = apply_policy((outcome.finding for outcome in outcomes), rules, log)
    return tuple(replace(single[finding.rule], finding=finding) for finding in findings)


def _judged(analyzer: Analyzer[Any], measured: Any, wording: Wording) -> Finding:
    """What a rule says of what it measured, or of why it could not."""
    if isinstance(measured, NotApplicable):
        reason = said(measured.reason, wording)
        found = analyzer.finding(verdict=Verdict.NOT_APPLICABLE, summary=reason, confidence=Confidence.HIGH)
    elif isinstance(measured, NotEnoughData):
        missing, has = said(measured.missing, wording), said(measured.has, wording)
        found = analyzer.finding(verdict=Verdict.UNKNOWN, summary=missing, has=has, confidence=Confidence.LOW)
    else:
        found = analyzer.judge(measured, wording)
    return replace(found, needs=analyzer.needs_in(wording))


def _off(analyzer: Analyzer[Any]) -> NotApplicable:
    return NotApplicable(reason=f"off; {analyzer.id}.enabled=true turns it on")


def _words(text: str) -> Plot:
    return plot_of(Words(lines=(text,), quiet=True))
