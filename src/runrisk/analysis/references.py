"""The sources cited: one entry of references.toml each, with the figures that may be printed."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from runrisk.errors import RunriskError

READ = "R"
"""Tag of a figure that was read in the source's own abstract or page. Only such figures are printed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class StudyFigure:
    """One figure of a source: what it counts, its value and interval as printed there, and how it was checked."""

    what: str
    value: str
    tag: str
    ci: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Reference:
    """A study, review, manual or popular article. What was not seen in the source is None."""

    key: str
    kind: str
    authors: str
    title: str
    design: str
    checked: str
    figures: tuple[StudyFigure, ...] = ()
    year: int | None = None
    journal: str | None = None
    volume: str | None = None
    pages: str | None = None
    doi: str | None = None
    url: str | None = None
    pmid: int | None = None
    pmcid: str | None = None
    n: int | None = None
    file: str | None = None
    note: str | None = None
    rules: tuple[str, ...] = ()

    @property
    def printable(self) -> tuple[StudyFigure, ...]:
        """The figures that were read in the source itself."""
        return tuple(figure for figure in self.figures if figure.tag == READ)

    @property
    def link(self) -> str | None:
        """Where to find it: the DOI as an address, else the page that was seen."""
        return f"https://doi.org/{self.doi}" if self.doi else self.url


def reference(key: str) -> Reference:
    """The source with this key.

    Raises:
        RunriskError: there is none.
    """
    known = references()
    if key not in known:
        raise RunriskError(f"references.toml has no source {key!r}")
    return known[key]


@cache
def references() -> Mapping[str, Reference]:
    """Every source by key, in the order of the file."""
    tables = tomllib.loads((files("runrisk") / "references.toml").read_text(encoding="utf-8"))
    return MappingProxyType({key: _reference(key, table) for key, table in tables.items()})


def _reference(key: str, table: dict[str, Any]) -> Reference:
    figures = tuple(StudyFigure(**figure) for figure in table.pop("figures"))
    return Reference(key=key, figures=figures, rules=tuple(table.pop("rules", ())), **table)


def cite(source: Reference) -> str:
    """One line: authors, year, journal, DOI; what was not seen is left out."""
    head = source.authors if source.year is None else f"{source.authors} {source.year}"
    place = " ".join(part for part in (source.journal, source.volume) if part)
    return ", ".join(part for part in (head, place, source.doi and f"doi {source.doi}") if part)


@cache
def _article_titles() -> Mapping[str, str]:
    return MappingProxyType({one.file: f"{one.title} ({one.authors})" for one in references().values() if one.file})


def article(file: str) -> str:
    """Title and author of the popular article kept under this file name; the name itself where none is."""
    return _article_titles().get(file, file)
