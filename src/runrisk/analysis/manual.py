"""A rule's manual page, taken from its class: the docstring's sections, the limits, the evidence with its sources."""

import re
from dataclasses import dataclass, fields
from inspect import cleandoc
from typing import Any, get_type_hints

from runrisk.analysis.base import Analyzer
from runrisk.analysis.base_rates import base_rates
from runrisk.analysis.references import article, cite, reference
from runrisk.errors import RunriskError
from runrisk.finding import Evidence

SECTIONS = (
    "Looks for",
    "Why it matters",
    "How it is measured",
    "What it cannot see",
    "What to do",
    "Parameters",
    "References",
)
"""The sections of an analyzer's docstring, in this order."""

_HEADING = re.compile(r"^([A-Z][a-z ]+):$", re.MULTILINE)
_PARAMETER = re.compile(r"^(\w+) \[([^\]]+)\]: ", re.MULTILINE)


@dataclass(frozen=True, kw_only=True, slots=True)
class ManualLimit:
    """One limit of a rule: its name in the settings, type, default, unit, what it does and where it comes from."""

    name: str
    kind: Any
    default: Any
    unit: str
    meaning: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CitedSource:
    """One row of the evidence table."""

    supports: bool
    says: str
    key: str
    citation: str
    design: str
    link: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class ManualPage:
    """All that is to be known of a rule."""

    id: str
    title: str
    lead: str
    grade: str
    enabled: bool
    needs: str
    sections: dict[str, str]
    """Heading -> text, for the headings of SECTIONS but Parameters and References."""
    limits: tuple[ManualLimit, ...]
    sources: tuple[CitedSource, ...]
    articles: tuple[str, ...]
    how_often: str
    """In how many windows of 84 days it is flagged where nothing is planted, and on real lives."""

    def to_json(self) -> dict[str, Any]:
        """The page as JSON types."""
        limits = [
            {"name": limit.name, "default": limit.default, "unit": limit.unit, "meaning": limit.meaning}
            for limit in self.limits
        ]
        sources = [
            {name: getattr(source, name) for name in CitedSource.__dataclass_fields__} for source in self.sources
        ]
        plain = ("id", "title", "lead", "grade", "enabled", "needs", "sections", "how_often")
        page = {name: getattr(self, name) for name in plain}
        return page | {"limits": limits, "evidence": sources, "articles": list(self.articles)}


def manual_page(kind: type[Analyzer[Any]]) -> ManualPage:
    """The page of a rule.

    Raises:
        RunriskError: the docstring lacks a section, or a limit is not described there.
    """
    lead, sections = docstring_sections(kind)
    missing = [heading for heading in SECTIONS if not sections.get(heading)]
    if missing:
        raise RunriskError(f"the docstring of {kind.__name__} has no section {missing[0]!r}")
    return ManualPage(
        id=kind.id,
        title=kind.title,
        lead=lead,
        grade=kind.grade.value,
        enabled=kind.enabled,
        needs=kind.needs,
        sections={heading: sections[heading] for heading in SECTIONS[:-2]},
        limits=limits_of(kind),
        sources=tuple(_source(evidence) for evidence in kind.evidence),
        articles=kind.articles,
        how_often=_how_often(kind),
    )


def _how_often(kind: type[Analyzer[Any]]) -> str:
    shares = str(base_rates(kind.id))
    if not shares:
        return "Not measured: the made-up and real logs of the benchmark hold nothing that it could judge by."
    return f"Flagged in this share of looks back at 84 days in which nothing was planted: {shares}."


def docstring_sections(kind: type[Analyzer[Any]]) -> tuple[str, dict[str, str]]:
    """The docstring's first line, and its sections by heading."""
    lead, *parts = _HEADING.split(cleandoc(kind.__doc__ or ""))
    texts = {heading: cleandoc(text) for heading, text in zip(parts[::2], parts[1::2], strict=True)}
    return lead.strip(), texts


def limits_of(kind: type[Analyzer[Any]]) -> tuple[ManualLimit, ...]:
    """The limits of a rule, as the Parameters section describes them.

    Raises:
        RunriskError: a limit is not described there.
    """
    described = _parameters(docstring_sections(kind)[1].get("Parameters", ""))
    types, limits = get_type_hints(kind), []
    for field in fields(kind):
        if field.name == "enabled":
            continue
        if field.name not in described:
            raise RunriskError(f"the docstring of {kind.__name__} does not describe {field.name!r}")
        unit, meaning = described[field.name]
        limits.append(
            ManualLimit(name=field.name, kind=types[field.name], default=field.default, unit=unit, meaning=meaning)
        )
    return tuple(limits)


def _parameters(text: str) -> dict[str, tuple[str, str]]:
    """`name [unit]: meaning` -> name: (unit, meaning)."""
    _, *parts = _PARAMETER.split(text)
    rows = zip(parts[::3], parts[1::3], parts[2::3], strict=True)
    return {name: (unit, " ".join(meaning.split())) for name, unit, meaning in rows}


def _source(evidence: Evidence) -> CitedSource:
    source = reference(evidence.key)
    return CitedSource(
        supports=evidence.supports,
        says=evidence.says,
        key=evidence.key,
        citation=cite(source),
        design=source.design,
        link=source.link,
    )


def manual_markdown(page: ManualPage) -> str:
    """The page as Markdown."""
    state = "on" if page.enabled else f"off; `{page.id}.enabled=true` turns it on"
    head = [
        f"# {page.id}: {page.title}",
        page.lead,
        f"Evidence: {page.grade}. Needs: {page.needs}. This rule is {state}.",
    ]
    body = [f"## {heading}\n\n{flowing(text)}" for heading, text in page.sections.items()]
    limits = [f"- `{one.name}` = {one.default} [{one.unit}]: {one.meaning}" for one in page.limits]
    rows = {supports: [_row(one) for one in page.sources if one.supports is supports] for supports in (True, False)}
    tail = [
        _section("How often it speaks", [page.how_often], ""),
        _section("Limits", limits, "This rule has no limits."),
        _section("Evidence for", rows[True], "None."),
        _section("Evidence against, and doubts", rows[False], "None."),
        _section("Articles", [f"- {article(file)}" for file in page.articles], "The articles do not name it."),
    ]
    return "\n\n".join(head + body + tail) + "\n"


def _row(source: CitedSource) -> str:
    link = f" <{source.link}>" if source.link else ""
    return f"- {source.says} {source.citation} ({source.design}).{link}"


def _section(heading: str, lines: list[str], otherwise: str) -> str:
    return f"## {heading}\n\n" + ("\n".join(lines) or otherwise)


def flowing(text: str) -> str:
    """The text with the lines of each paragraph joined."""
    return "\n\n".join(" ".join(part.split()) for part in re.split(r"\n\s*\n", text))
