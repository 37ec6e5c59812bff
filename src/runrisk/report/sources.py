"""The evidence behind a finding as citations, and the articles that say so by their titles."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from runrisk.analysis.references import cite, reference, references
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


@cache
def article_titles() -> Mapping[str, str]:
    """Title and author of each popular article by its file name."""
    return {source.file: f"{source.title} ({source.authors})" for source in references().values() if source.file}


def article(file: str) -> str:
    """An article by title, author and file name; the file name alone where it is not known."""
    return f"{article_titles()[file]}, {file}" if file in article_titles() else file
