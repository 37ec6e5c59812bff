"""The report as plain text for a terminal: what stands out, one line a rule, what was read."""

from collections.abc import Iterable, Iterator
from textwrap import fill

from runrisk.finding import Verdict
from runrisk.report.guide.plain_lines import habit_lines, look_back_lines
from runrisk.report.news import GONE
from runrisk.report.section import Section
from runrisk.report.sides.as_text import sides_lines
from runrisk.report.summary import CLEAR_MEANS, Summary
from runrisk.report.usual import usual

WIDTH = 100
"""Characters a line. Our choice."""

MAX_UNREAD = 10
"""So many unread files are named in a terminal. Our choice."""

HEADINGS = {
    Verdict.FLAGGED: "Patterns seen",
    Verdict.CLEAR: "Looked for and not seen",
    Verdict.UNKNOWN: "Could not be judged",
    Verdict.NOT_APPLICABLE: "Does not apply",
}


def text(page: Summary) -> str:
    """The whole report."""
    return "\n".join(_lines(page)).rstrip() + "\n"


def _lines(page: Summary) -> Iterator[str]:
    yield from (_wrapped(line) for line in (page.period and f"Period {page.period}", page.logged) if line)
    yield from ([_wrapped(page.head)] if page.head else [])
    yield from _news(page)
    yield ""
    yield from (f"{name}: {value}" for name, value in page.numbers)
    for line in filter(None, (page.calm, page.not_judged)):
        yield from ("", line)
    for hint in page.hints:
        yield from ("", _wrapped(hint.text), f"    {hint.option}")
    for verdict, heading in HEADINGS.items():
        yield from _sections(heading, page.of(verdict))
    yield from (["", *sides_lines(page.sides_words)] if page.sides_words else [])
    if page.guide_parts:
        yield from _headed("Habits to try", habit_lines(page.guide_parts))
        yield from _headed("Before pain began", look_back_lines(page.guide_parts.looked_back, page.wording))
        yield from ("", "What five articles on hip pain name, row by row: runrisk explain hip")
    if page.changed:
        yield from ("", "Limits other than the defaults", *(_wrapped(line, "  ") for line in page.changed))
    yield from _files(page)
    yield from ("", _wrapped(CLEAR_MEANS))


def _news(page: Summary) -> Iterator[str]:
    if page.news.since is None:
        return
    yield from ("", page.news.heading or page.news.calm)
    for part, why in page.new:
        yield _wrapped(f"{part.finding.level}: {part.finding.title} [{part.finding.rule}], {why}", "  ")
    yield from (_wrapped(f"{GONE}: {part.finding.title} [{part.finding.rule}]", "  ") for part in page.gone)


def _headed(heading: str, lines: Iterable[str]) -> Iterator[str]:
    said = [_wrapped(line, "  ") for line in lines]
    yield from (["", heading, *said] if said else [])


def _sections(heading: str, parts: tuple[Section, ...]) -> Iterator[str]:
    if not parts:
        return
    yield from ("", heading)
    for part in parts:
        yield from _section(part)


def _section(part: Section) -> Iterator[str]:
    level = f"{part.finding.level}: " if part.finding.level else ""
    known = f", {part.acknowledged}" if part.acknowledged else ""
    yield _wrapped(f"{level}{part.finding.title} [{part.finding.rule}]{known}", "  ")
    yield _wrapped(part.summary + (f" Seen {part.since}." if part.since else ""), "    ")
    if part.finding.verdict is Verdict.FLAGGED and (rate := usual(part.finding)):
        yield _wrapped(rate.words, "    ")
    yield from (_wrapped(advice, "    > ") for advice in part.advice)


def _wrapped(line: str, indent: str = "") -> str:
    return fill(
        line,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=" " * len(indent),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _files(page: Summary) -> Iterator[str]:
    if not page.files.counts:
        return
    yield from ("", "What was read")
    yield from (f"  {page.wording.counted(number, 'file')}: {status}" for status, number in page.files.counts)
    yield from (f"    {name}: {reason}" for name, reason in page.files.unread[:MAX_UNREAD])
    more = page.files.more + max(len(page.files.unread) - MAX_UNREAD, 0)
    yield from ([f"    and {more} more"] if more else [])
