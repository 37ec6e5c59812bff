"""One rule's part of the report as text and rows, the same for every format."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan

from runrisk.analyzers.outcome import Outcome
from runrisk.finding import Finding, Occurrence
from runrisk.model import TrainingLog
from runrisk.report import words
from runrisk.report.privacy import public_text
from runrisk.report.sources import Citation, article, citation
from runrisk.report.units import Units

MAX_ROWS = 12
"""Longer tables are cut, and say so. Our choice: a week each makes a quarter."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One time the pattern was seen: when, how much it asks for attention, the numbers, the runs."""

    when: str
    level: str
    sign: str
    note: str
    runs: str
    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Rows:
    """Rows, the newest first, and how many were left out."""

    shown: tuple[Row, ...]
    more: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """What a rule says of the log; `outcome` draws the chart and knows the manual page."""

    outcome: Outcome
    summary: str
    measures: tuple[dict[str, str], ...]
    current: Rows
    earlier: Rows
    advice: tuple[str, ...]
    supporting: tuple[Citation, ...]
    opposing: tuple[Citation, ...]
    articles: tuple[str, ...]
    needs: str
    has: str

    def has_measure(self, column: str) -> bool:
        """Whether any measure has a limit, or an interval."""
        return any(row[column] for row in self.measures)

    @property
    def finding(self) -> Finding:
        """The finding this section is about."""
        return self.outcome.finding


def section(outcome: Outcome, log: TrainingLog, units: Units) -> Section:
    """The texts and rows of one rule."""
    finding = outcome.finding
    return Section(
        outcome=outcome,
        summary=units.sentence(finding.summary),
        measures=tuple(words.measure(taken, units) for taken in finding.measures),
        current=_rows(finding.current, log, units),
        earlier=_rows([seen for seen in finding.occurrences if not seen.in_period], log, units),
        advice=tuple(units.sentence(advice) for advice in finding.advice),
        supporting=tuple(citation(piece) for piece in finding.evidence if piece.supports),
        opposing=tuple(citation(piece) for piece in finding.evidence if not piece.supports),
        articles=tuple(article(file) for file in finding.articles),
        needs=units.sentence(finding.needs),
        has=units.sentence(finding.has),
    )


def _rows(occurrences: Sequence[Occurrence], log: TrainingLog, units: Units) -> Rows:
    newest = sorted(occurrences, key=lambda seen: (seen.last, seen.first), reverse=True)
    shown = tuple(_row(seen, log, units) for seen in newest[:MAX_ROWS])
    return Rows(shown=shown, more=len(newest) - len(shown))


def _row(seen: Occurrence, log: TrainingLog, units: Units) -> Row:
    return Row(
        when=words.days(seen.first, seen.last),
        level=seen.level.value,
        sign=words.LEVEL_SIGNS[seen.level],
        note=units.sentence(seen.note),
        runs=_runs(seen, log, units),
        name=_name(seen, log),
    )


def _runs(seen: Occurrence, log: TrainingLog, units: Units) -> str:
    """The run it is about, or how many runs there were in its days and how far they went together."""
    if seen.activity is not None and seen.activity in log.runs.index:
        distance_m = float(log.runs["distance_m"][seen.activity])
        return "distance not known" if isnan(distance_m) else units.text(distance_m)
    runs = log.runs[log.runs["day"].between(str(seen.first), str(seen.last))]
    return f"{words.count(len(runs), 'run')}, {units.text(runs['distance_m'].sum())}" if len(runs) else "–"


def _name(seen: Occurrence, log: TrainingLog) -> str:
    """What the runner or the service called the run, where there is one."""
    if seen.activity is None or seen.activity not in log.activities.index:
        return ""
    name = log.activities.at[seen.activity, "name"]
    return public_text(name) if isinstance(name, str) else ""
