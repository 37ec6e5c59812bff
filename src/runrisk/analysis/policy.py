"""What holds between findings: caps by evidence, escalation, suppression, order. Pure functions over all findings."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from runrisk.analysis.base import Analyzer, strongest
from runrisk.finding import Finding, Grade, Level, Occurrence, Verdict
from runrisk.measures.injury import recently_injured
from runrisk.model import TrainingLog

CAPS: Mapping[Grade, Level] = MappingProxyType(
    {
        Grade.SAFETY: Level.WARNING,
        Grade.STRONG: Level.WARNING,
        Grade.MODERATE: Level.WARNING,
        Grade.LIMITED: Level.CAUTION,
        Grade.CONFLICTING: Level.CAUTION,
        Grade.ARTICLE_ONLY: Level.INFO,
        Grade.AGAINST: Level.INFO,
    }
)
"""The highest level that each grade of evidence allows. Our choice."""

HEADLINE_LENGTH = 5
"""Our choice: a list that is too long is not read, and pushes people to change everything at once (fokkema2019)."""

RAISED = "Raised by one level because you told of an injury in the last 12 months."

_VERDICTS = (Verdict.FLAGGED, Verdict.UNKNOWN, Verdict.CLEAR, Verdict.NOT_APPLICABLE)


def apply_policy(
    findings: Iterable[Finding], rules: Iterable[type[Analyzer[Any]]], log: TrainingLog
) -> tuple[Finding, ...]:
    """All findings as the report shows them: capped, raised after an injury, said once, in order.

    Args:
        findings: one of each rule.
        rules: the rules' classes, which say what holds between them.
        log: what was looked at.
    """
    known = {rule.id: rule for rule in rules}
    capped = [capped_finding(finding) for finding in findings]
    if recently_injured(log):
        capped = [raised(finding) if known[finding.rule].raised_by_injury else finding for finding in capped]
    fired = {finding.rule for finding in capped if finding.verdict is Verdict.FLAGGED}
    return in_order(said_once(finding, known[finding.rule].said_by, fired) for finding in capped)


def capped_finding(finding: Finding) -> Finding:
    """No level above what the grade of the evidence allows."""
    cap = CAPS[finding.grade]
    occurrences = tuple(replace(seen, level=_lower(seen.level, cap)) for seen in finding.occurrences)
    level = None if finding.level is None else _lower(finding.level, cap)
    return replace(finding, occurrences=occurrences, level=level)


def raised(finding: Finding) -> Finding:
    """One level more for what was seen in the period, never above the cap; the finding says so."""
    if finding.level is None or finding.grade is Grade.SAFETY:
        return finding
    cap = CAPS[finding.grade]
    occurrences = tuple(_raised_occurrence(seen, cap) for seen in finding.occurrences)
    level = strongest(seen.level for seen in occurrences if seen.in_period) or _next(finding.level, cap)
    if level is finding.level:
        return finding
    return replace(finding, level=level, occurrences=occurrences, advice=(*finding.advice, RAISED))


def _raised_occurrence(seen: Occurrence, cap: Level) -> Occurrence:
    return replace(seen, level=_next(seen.level, cap)) if seen.in_period else seen


def _next(level: Level, cap: Level) -> Level:
    return _lower(list(Level)[min(level.rank + 1, Level.WARNING.rank)], cap)


def _lower(level: Level, cap: Level) -> Level:
    return min(level, cap, key=lambda one: one.rank)


def said_once(finding: Finding, other: type[Analyzer[Any]] | None, fired: Collection[str]) -> Finding:
    """A finding that another rule already says is left to that one."""
    if finding.verdict is not Verdict.FLAGGED or other is None or other.id not in fired:
        return finding
    summary = f"Left to {other.id}, which says the same of these days: {finding.summary}"
    return replace(finding, verdict=Verdict.NOT_APPLICABLE, level=None, occurrences=(), advice=(), summary=summary)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Flagged ones first: pain and red flags before all, then by level, grade and recency."""
    return tuple(sorted(findings, key=_place))


def _place(finding: Finding) -> tuple[int, bool, int, int, int, str]:
    last = max((seen.last.toordinal() for seen in finding.current), default=0)
    level = -1 if finding.level is None else finding.level.rank
    verdict = _VERDICTS.index(finding.verdict)
    return verdict, finding.grade is not Grade.SAFETY, -level, finding.grade.rank, -last, finding.rule


def headline(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """What stands out: at most five flagged findings in order, none whose evidence says no."""
    flagged = [finding for finding in findings if finding.verdict is Verdict.FLAGGED]
    return in_order(finding for finding in flagged if finding.grade is not Grade.AGAINST)[:HEADLINE_LENGTH]
