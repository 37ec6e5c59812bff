"""What is new since the last report, and what was acknowledged and stays quiet until it grows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from runrisk.finding import Finding, Grade, Level, Verdict
from runrisk.report_memory import Acknowledged, ReportMemory, Sighting
from runrisk.wording import Wording

NOT_BEFORE = "not seen in the last report"
GONE = "No longer seen"


@dataclass(frozen=True, kw_only=True, slots=True)
class News:
    """A report held against what a library remembers.

    Attributes:
        since: the day of the last report; None where there was none, and nothing is called new.
        new: rule -> what is new of it, in the order of the report.
        gone: the rules that the last report saw and that are looked for and not seen now.
        acknowledged: rule -> since when it is acknowledged, and what grew since, in words.
        quiet: rule -> the day it was acknowledged, of those that did not grow since.
        wording: how days are written.
    """

    since: date | None = None
    new: Mapping[str, str] = field(default_factory=dict)
    gone: tuple[str, ...] = ()
    acknowledged: Mapping[str, str] = field(default_factory=dict)
    quiet: Mapping[str, date] = field(default_factory=dict)
    wording: Wording = field(default_factory=Wording)

    @property
    def heading(self) -> str:
        """What stands over the news; empty where there is none."""
        return f"New since the report of {self._since}" if self.new or self.gone else ""

    @property
    def calm(self) -> str:
        """What is said where nothing is new; empty where something is, or where there is nothing to compare with."""
        return "" if self.new or self.gone or not self.since else f"Nothing is new since the report of {self._since}."

    @property
    def _since(self) -> str:
        return "" if self.since is None else self.wording.day(self.since)


def news(findings: Iterable[Finding], memory: ReportMemory, wording: Wording) -> News:
    """Hold the findings of a report against what the last one saw and what was acknowledged."""
    found = {finding.rule: finding for finding in findings}
    seen = {rule: finding for rule, finding in found.items() if finding.verdict is Verdict.FLAGGED}
    may_be_quiet = [rule for rule, finding in seen.items() if finding.grade is not Grade.SAFETY]
    known = {rule: memory.acknowledged[rule] for rule in may_be_quiet if rule in memory.acknowledged}
    quiet = {rule: one.day for rule, one in known.items() if not _grown(seen[rule], one, wording)}
    why = {
        rule: _why(finding, memory.last.get(rule), wording) for rule, finding in seen.items() if _speaks(finding, quiet)
    }
    return News(
        since=memory.last_day,
        new={rule: said for rule, said in why.items() if said} if memory.last_day else {},
        gone=tuple(rule for rule in memory.last if rule in found and found[rule].verdict is Verdict.CLEAR),
        acknowledged={rule: _acknowledged(seen[rule], one, wording) for rule, one in known.items()},
        quiet=quiet,
        wording=wording,
    )


def _speaks(finding: Finding, quiet: Mapping[str, date]) -> bool:
    """What the evidence speaks against stands out nowhere, also not as news."""
    return finding.rule not in quiet and finding.grade is not Grade.AGAINST


def _why(finding: Finding, before: Sighting | None, wording: Wording) -> str:
    """What is new of a pattern; empty where nothing is."""
    if before is None:
        return NOT_BEFORE
    parts = (_risen(finding, before.level), _again(finding, before, wording), _more(finding, before, wording))
    return "; ".join(filter(None, parts))


def _risen(finding: Finding, before: Level) -> str:
    level = finding.level
    return f"was {before}, now {level}" if level is not None and level.rank > before.rank else ""


def _again(finding: Finding, before: Sighting, wording: Wording) -> str:
    """When it was seen again. An occurrence that had begun before is a habit that goes on, and no news."""
    newest = before.newest or date.min
    later = [seen for seen in finding.current if not seen.standing and seen.first > newest]
    if not later:
        return ""
    last = max(later, key=lambda seen: (seen.last, seen.first))
    return f"seen again {'on' if last.first == last.last else 'from'} {wording.days(last.first, last.last)}"


def _more(finding: Finding, before: Sighting, wording: Wording) -> str:
    """How often more in the days the last report spoke of: runs of those days came in since."""
    newest = before.newest or date.min
    more = sum(seen.standing or seen.first <= newest for seen in finding.current) - before.times
    return f"seen {wording.counted(more, 'time')} more in older days" if more > 0 else ""


def _acknowledged(finding: Finding, known: Acknowledged, wording: Wording) -> str:
    grown = _grown(finding, known, wording)
    return f"acknowledged on {wording.day(known.day)}" + (f"; grown since: {grown}" if grown else "")


def _grown(finding: Finding, known: Acknowledged, wording: Wording) -> str:
    """What became more than it was when it was acknowledged; empty where nothing did."""
    times = len(finding.current)
    more = f"{wording.counted(known.times, 'time')} then, {wording.number(times, 0)} now" if times > known.times else ""
    return "; ".join(filter(None, (_risen(finding, known.level), more)))
