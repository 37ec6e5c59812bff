"""What a library remembers from one report to the next: what the last one saw, and what the runner acknowledged."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from runrisk.finding import Finding, Level


@dataclass(frozen=True, kw_only=True, slots=True)
class Sighting:
    """How a report saw one pattern.

    Attributes:
        level: how much it asked for attention.
        newest: last day of its newest occurrence in the period; None where only an answer told of it.
        times: number of its occurrences in the period.
    """

    level: Level
    newest: date | None
    times: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Acknowledged:
    """What a finding said on the day it was acknowledged: its level, and its number of occurrences in the period."""

    day: date
    level: Level
    times: int


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportMemory:
    """What a report is held against; without anything in it nothing is new and nothing is quiet.

    Attributes:
        last_day: the day of the last report before today; None where there was none.
        last: what that report saw, by rule.
        acknowledged: by rule.
    """

    last_day: date | None = None
    last: Mapping[str, Sighting] = field(default_factory=dict)
    acknowledged: Mapping[str, Acknowledged] = field(default_factory=dict)


def sightings(findings: Iterable[Finding]) -> dict[str, Sighting]:
    """What a report saw, by rule."""
    return {
        finding.rule: Sighting(level=finding.level, newest=_newest(finding), times=len(finding.current))
        for finding in findings
        if finding.level is not None
    }


def _newest(finding: Finding) -> date | None:
    return max((seen.last for seen in finding.current if not seen.standing), default=None)
