"""A library's memory over a report: what it is held against, that it was read, and what the runner acknowledged."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from runrisk.did_you_mean import unknown_word
from runrisk.errors import WrongUseError
from runrisk.finding import Finding, Grade, Verdict
from runrisk.model import Period
from runrisk.report_memory import Acknowledged, ReportMemory, sightings
from runrisk.store import Library

if TYPE_CHECKING:
    from runrisk.report import Report


def with_memory(library: Library, report: "Report", today: date) -> "Report":
    """The report, held against what the library remembers.

    Numbers compare only within the usual 84 days: over other days everything is said, and nothing is new. With other
    limits nothing is new either, but what was acknowledged stays quiet.
    """
    memory = library.report_memory.of(today) if _of_usual_days(report) else ReportMemory()
    if report.changed:
        memory = ReportMemory(acknowledged=memory.acknowledged)
    return replace(report, memory=memory)


def mark_seen(library: Library, report: "Report", today: date) -> None:
    """Remember what a report of today saw, unless it is about other days or limits than usual.

    What was acknowledged and is not seen any more is let go: should it come back, it is news.
    """
    if not _of_usual_days(report) or report.changed:
        return
    with library.database.writing():
        library.report_memory.keep_report(today, sightings(report.findings))
        for finding in report.findings:
            if finding.verdict is Verdict.CLEAR:
                library.report_memory.unacknowledge(finding.rule)


def acknowledge(library: Library, report: "Report", rules: Sequence[str], today: date) -> None:
    """Keep findings of a report quiet until they grow: all of the rules or none.

    Raises:
        WrongUseError: a rule that does not exist, is not seen, or whose finding is never quiet; a report of other days.
    """
    if not _of_usual_days(report):
        raise WrongUseError("A finding is acknowledged as it stands in the last 84 days. Leave out other days")
    found = {finding.rule: finding for finding in report.findings}
    known = {rule: _acknowledged(rule, found, today) for rule in rules}
    with library.database.writing():
        for rule, one in known.items():
            library.report_memory.acknowledge(rule, one)


def unacknowledge(library: Library, rules: Sequence[str]) -> None:
    """Let findings speak again: all of the rules or none.

    Raises:
        WrongUseError: a rule that is not acknowledged.
    """
    known = library.report_memory.acknowledged()
    for rule in rules:
        if rule not in known:
            raise WrongUseError(unknown_word("acknowledged rule", rule, known))
    with library.database.writing():
        for rule in rules:
            library.report_memory.unacknowledge(rule)


def _of_usual_days(report: "Report") -> bool:
    return report.log.period == Period.ending(report.log.as_of)


def _acknowledged(rule: str, found: dict[str, Finding], today: date) -> Acknowledged:
    if rule not in found:
        raise WrongUseError(unknown_word("rule", rule, sorted(found)))
    finding = found[rule]
    if finding.grade is Grade.SAFETY:
        raise WrongUseError(f"{rule} cannot be acknowledged: pain and warning signs are never kept quiet")
    if finding.level is None:
        raise WrongUseError(f"{rule} is not seen now, so there is nothing to acknowledge")
    return Acknowledged(day=today, level=finding.level, times=len(finding.current))
