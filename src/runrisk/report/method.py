"""How a rule measures, for its "How this was measured": its manual page with the limits that were really used."""

import re
from dataclasses import dataclass
from typing import Any

from runrisk.analysis.base import Analyzer
from runrisk.analysis.manual import docstring_sections, limits_of
from runrisk.errors import RunriskError
from runrisk.wording import Wording

SHOWN = ("Looks for", "Why it matters", "How it is measured", "What it cannot see")
"""The other sections of the manual page stand elsewhere in the report."""

_BLANK_LINE = re.compile(r"\n\s*\n")


@dataclass(frozen=True, kw_only=True, slots=True)
class UsedLimit:
    """A limit as it was when the log was judged."""

    name: str
    value: str
    meaning: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Method:
    """Sections of the manual page as (heading, paragraphs), and the limits."""

    sections: tuple[tuple[str, tuple[str, ...]], ...]
    limits: tuple[UsedLimit, ...]


def method(analyzer: Analyzer[Any], wording: Wording) -> Method:
    """What a rule says of its own method; a rule without a full manual page says what it has."""
    _, sections = docstring_sections(type(analyzer))
    shown = ((heading, sections[heading]) for heading in SHOWN if heading in sections)
    return Method(
        sections=tuple((heading, tuple(_BLANK_LINE.split(text))) for heading, text in shown),
        limits=_limits(analyzer, wording),
    )


def _limits(analyzer: Analyzer[Any], wording: Wording) -> tuple[UsedLimit, ...]:
    try:
        limits = limits_of(type(analyzer))
    except RunriskError:  # a rule of the reader's own need not describe its limits
        return ()
    return tuple(
        UsedLimit(
            name=limit.name,
            value=f"{_value(getattr(analyzer, limit.name), wording)} {limit.unit.removesuffix('ratio')}".strip(),
            meaning=limit.meaning,
        )
        for limit in limits
    )


def _value(value: object, wording: Wording) -> str:
    """A limit as it is set; one that is a word stays one."""
    return wording.exact(value) if isinstance(value, int | float) and not isinstance(value, bool) else str(value)
