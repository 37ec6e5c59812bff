"""The evidence behind a finding as citations."""

from dataclasses import dataclass

from runrisk.analysis.references import cite, reference
from runrisk.finding import Evidence


@dataclass(frozen=True, kw_only=True, slots=True)
class Citation:
    """One source in one line, and where to find it (empty where that is not known)."""

    says: str
    source: str
    link: str


def citation(evidence: Evidence) -> Citation:
    """What a piece of evidence says, with its source."""
    source = reference(evidence.key)
    return Citation(says=evidence.says, source=cite(source), link=source.link or "")
