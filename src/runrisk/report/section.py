"""One rule's part of the report as text and rows, the same for every format."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import isnan

from runrisk.analysis.manual import docstring_sections
from runrisk.analysis.outcome import Outcome
from runrisk.analysis.references import article
from runrisk.finding import Finding, Occurrence
from runrisk.model import TrainingLog
from runrisk.report import words
from runrisk.report.citations import Citation, citation
from runrisk.report.privacy import public_text
from runrisk.report.run_days import RunDays
from runrisk.report.since import since
from runrisk.wording import Wording

MAX_ROWS = 12
"""Longer tables are cut, and say so. Our choice: a week each makes a quarter."""


@dataclass(frozen=True, kw_only=True, slots=True)
class OccurrenceRow:
    """One time the pattern was seen: when, how much it asks for attention, the numbers, the runs."""

    when: str
    first: date
    last: date
    level: str
    sign: str
    note: str
    runs: str
    name: str
    run_ids: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class OccurrenceRows:
    """OccurrenceRows, the newest first, and how many were left out."""

    shown: tuple[OccurrenceRow, ...]
    more: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """What a rule says of the log; `outcome` draws the chart and knows the manual page.

    `since` says since when a flagged pattern is there, `to_do` the one thing that its manual page advises,
    `acknowledged` since when it was acknowledged, and what grew since.
    """

    outcome: Outcome
    summary: str
    since: str
    to_do: str
    measures: tuple[dict[str, str], ...]
    current: OccurrenceRows
    earlier: OccurrenceRows
    advice: tuple[str, ...]
    supporting: tuple[Citation, ...]
    opposing: tuple[Citation, ...]
    articles: tuple[str, ...]
    needs: str
    has: str
    acknowledged: str = ""

    def has_measure(self, column: str) -> bool:
        """Whether any measure has a limit, or an interval."""
        return any(row[column] for row in self.measures)

    @property
    def finding(self) -> Finding:
        """The finding this section is about."""
        return self.outcome.finding


def section(outcome: Outcome, log: TrainingLog, runs: RunDays, wording: Wording, acknowledged: str = "") -> Section:
    """The texts and rows of one rule; `runs` are those of the log by day."""
    finding = outcome.finding
    return Section(
        outcome=outcome,
        summary=finding.summary,
        since=since(finding, log.period.until, wording),
        to_do=_to_do(outcome),
        measures=tuple(words.measure(taken, wording) for taken in finding.measures),
        current=_rows(finding.current, log, runs, wording),
        earlier=_rows([seen for seen in finding.occurrences if not seen.in_period], log, runs, wording),
        advice=finding.advice,
        supporting=tuple(citation(piece) for piece in finding.evidence if piece.supports),
        opposing=tuple(citation(piece) for piece in finding.evidence if not piece.supports),
        articles=tuple(article(file) for file in finding.articles),
        needs=finding.needs,
        has=finding.has,
        acknowledged=acknowledged,
    )


def _to_do(outcome: Outcome) -> str:
    _, sections = docstring_sections(type(outcome.analyzer))
    return " ".join(sections.get("What to do", "").split())


def _rows(occurrences: Sequence[Occurrence], log: TrainingLog, runs: RunDays, wording: Wording) -> OccurrenceRows:
    newest = sorted(occurrences, key=lambda seen: (seen.last, seen.first), reverse=True)
    shown = tuple(_row(seen, log, runs, wording) for seen in newest[:MAX_ROWS])
    return OccurrenceRows(shown=shown, more=len(newest) - len(shown))


def _row(seen: Occurrence, log: TrainingLog, runs: RunDays, wording: Wording) -> OccurrenceRow:
    return OccurrenceRow(
        when=wording.days(seen.first, seen.last),
        first=seen.first,
        last=seen.last,
        level=seen.level.value,
        sign=words.LEVEL_SIGNS[seen.level],
        note=seen.note,
        runs=_runs(seen, log, runs, wording),
        name=public_text(runs.names.get(seen.activity or "", "")),
        run_ids=runs.named_by(seen),
    )


def _runs(seen: Occurrence, log: TrainingLog, runs: RunDays, wording: Wording) -> str:
    """The run it is about, or how many runs there were in its days and how far they went together."""
    distance_m = log.runs["distance_m"]
    if seen.activity in runs.known:
        alone_m = float(distance_m[seen.activity])
        return "distance not known" if isnan(alone_m) else wording.distance(alone_m)
    ids = runs.between(seen.first, seen.last)
    return f"{wording.counted(len(ids), 'run')}, {wording.distance(distance_m[list(ids)].sum())}" if ids else "–"
