"""docs/rules.md: the manual pages of all rules in one Markdown page, made from the code.

runrisk rules --markdown > docs/rules.md
"""

from collections.abc import Iterable, Sequence

from runrisk.analysis.events import NEWS_DAYS
from runrisk.analysis.manual import CitedSource, ManualLimit, ManualPage, flowing, manual_page
from runrisk.analysis.policy import CAPS, HEADLINE_LENGTH
from runrisk.analysis.references import article
from runrisk.analyzers import analyzer_classes
from runrisk.finding import Grade

REGENERATE = "runrisk rules --markdown > docs/rules.md"
"""The command that makes the page anew; a test compares the two."""

_INTRO = f"""# Rules

What each rule looks for, how it measures, what stands behind it, and what it cannot see. This page is made from the code
with `{REGENERATE}`; `runrisk explain RULE` prints the same for one rule.

A verdict is *flagged*, *clear* (the pattern is not in this log, never "no risk"), *unknown* (not enough data; it says
what is missing) or *not-applicable*. A flagged rule has a level: *info*, *caution* or *warning*. The grade of the
evidence caps it:

{{caps}}

If you told of an injury of leg, hip or back in the last 12 months, the level of {{raised}} rises by one
step, never above the cap: a study saw the two together. Nothing else is raised by it.
A single event (a long run, a week, a break) is news for {NEWS_DAYS} days up to the last one looked at. Older ones are history,
listed but not flagged, unless there are more of them than in nine of ten looks of real runners: that is a habit. How often
each rule speaks is measured by `benchmarks/alarm_rate.py` on made-up runners and on five real ones.
A rule gives at most one occurrence an ISO week, and the summary holds at most {HEADLINE_LENGTH} findings. Every limit can be
changed in `runrisk.toml` or with `--set rule.limit=value`, and `rule.enabled=false` turns a rule off; the report says
which limits are not the defaults. "Our choice" marks numbers that no study gives.
"""


def rules_page() -> str:
    """The whole page: an introduction, a table of all rules, and a section for each."""
    pages = [manual_page(kind) for kind in analyzer_classes().values()]
    raised = ", ".join(rule for rule, kind in analyzer_classes().items() if kind.raised_by_injury)
    caps = _table(("evidence", "highest level"), [(grade.value, CAPS[grade].value) for grade in Grade])
    overview = _table(
        ("rule", "pattern", "evidence", "on"),
        [(f"[{page.id}](#{page.id})", page.title, page.grade, "yes" if page.enabled else "no") for page in pages],
    )
    return "\n\n".join([_INTRO.format(caps=caps, raised=raised).strip(), overview, *map(_section, pages)]) + "\n"


def _section(page: ManualPage) -> str:
    state = "on" if page.enabled else f"off; `{page.id}.enabled=true` turns it on"
    facts = [
        f"- Minimum data: {page.needs}.",
        f"- Evidence: {page.grade}, which allows {CAPS[Grade(page.grade)]} at most{_raised(page)}.",
        f"- This rule is {state}.",
        f"- How often it speaks: {page.how_often}",
        f"- Articles: {'; '.join(map(article, page.articles)) or 'they do not name it'}.",
    ]
    texts = [f"### {heading}\n\n{flowing(text)}" for heading, text in page.sections.items()]
    parts = [f"## {page.id}", f"**{page.title}.** {page.lead}", "\n".join(facts), *texts, _limits(page.limits)]
    return "\n\n".join([*parts, _evidence(page.sources)])


def _raised(page: ManualPage) -> str:
    return "; an earlier injury raises it by one step" if analyzer_classes()[page.id].raised_by_injury else ""


def _limits(limits: Sequence[ManualLimit]) -> str:
    rows = [(f"`{one.name}`", f"{one.default}", one.unit, one.meaning) for one in limits]
    text = (
        _table(("limit", "default", "unit", "what it does, and its source"), rows)
        if rows
        else "This rule has no limits."
    )
    return f"### Limits\n\n{text}"


def _evidence(sources: Sequence[CitedSource]) -> str:
    ordered = sorted(sources, key=lambda source: not source.supports)
    rows = [
        ("for" if one.supports else "against", one.says, f"{one.citation} ({one.design})", _link(one))
        for one in ordered
    ]
    text = _table(("", "what it found", "source", "link"), rows) if rows else "No study was found."
    return f"### Evidence\n\n{text}"


def _link(source: CitedSource) -> str:
    return f"<{source.link}>" if source.link else "-"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; what would end a cell is escaped."""
    lines = [
        heads,
        ["---"] * len(heads),
        *([" ".join(cell.split()).replace("|", "\\|") for cell in row] for row in rows),
    ]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
