"""The report as Markdown: the same content, brief, without charts."""

import re
from collections.abc import Iterable, Iterator

from runrisk.finding import Verdict
from runrisk.report import words
from runrisk.report.citations import Citation
from runrisk.report.guide.plain_lines import guide_lines, habit_lines, look_back_lines
from runrisk.report.news import GONE
from runrisk.report.section import OccurrenceRows, Section
from runrisk.report.summary import Summary
from runrisk.report.usual import usual
from runrisk.version import __version__

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|$~&!])")
_LINE_BREAK = re.compile(r"\s*[\r\n]+\s*")


def escape(text: str) -> str:
    """The text so that Markdown shows it as it stands: no markup, HTML, formula, table cell or new line."""
    return _SPECIAL.sub(r"\\\1", _LINE_BREAK.sub(" ", text))


def markdown(page: Summary) -> str:
    """The whole report."""
    return "\n".join(_lines(page)).rstrip() + "\n"


def _lines(page: Summary) -> Iterator[str]:
    yield from ("# What your running log shows", "", escape(" · ".join(filter(None, (page.period, page.logged)))), "")
    yield from ([escape(page.head), ""] if page.head else [])
    yield from _news(page)
    yield from ("## What stands out", "", *_headline(page), "")
    if page.numbers:
        yield from ("## The log at a glance", "", *(f"- {name}: {value}" for name, value in page.numbers), "")
    yield from (["## Form over the year, without a verdict", "", escape(page.form), ""] if page.form else [])
    for part in page.of(Verdict.FLAGGED):
        yield from _flagged(part)
    if page.guide_parts:
        yield from _bullets("Habits to try", habit_lines(page.guide_parts))
        yield from _bullets("Before pain began", look_back_lines(page.guide_parts.looked_back, page.wording))
    yield from _sides(page)
    yield from _listed("Looked for and not seen", page.of(Verdict.CLEAR))
    yield from _listed("Could not be judged", page.of(Verdict.UNKNOWN))
    yield from _listed("Does not apply", page.of(Verdict.NOT_APPLICABLE))
    if page.guide_parts:
        for heading, lines in guide_lines(page.guide_parts):
            yield from _bullets(heading, lines)
    if page.changed:
        yield from ("## Limits other than the defaults", "", *(f"- {escape(line)}" for line in page.changed), "")
    yield from _files(page)
    yield from ("---", "", *(f"{line}\n" for line in page.closing), f"runrisk {__version__}")


def _bullets(heading: str, lines: Iterable[str]) -> Iterator[str]:
    listed = [f"- {escape(line)}" for line in lines]
    yield from ([f"## {heading}", "", *listed, ""] if listed else [])


def _news(page: Summary) -> Iterator[str]:
    yield from ([page.news.calm, ""] if page.news.calm else [])
    new = [f"{str(part.finding.level).capitalize()}: {part.finding.title}, {why}" for part, why in page.new]
    gone = [f"{GONE}: {part.finding.title}" for part in page.gone]
    yield from _bullets(page.news.heading, (*new, *gone))


def _headline(page: Summary) -> Iterator[str]:
    for part in page.headline:
        level = str(part.finding.level).capitalize()
        yield f"1. **{level}: {escape(part.finding.title)}** ({part.finding.rule}). {escape(part.summary)}"
    for line in filter(None, (page.calm, page.not_judged, *(f"{hint.text} `{hint.option}`" for hint in page.hints))):
        yield from ("", line)


def _flagged(part: Section) -> Iterator[str]:
    finding = part.finding
    yield from (f"## {str(finding.level).capitalize()}: {escape(finding.title)}", "", escape(part.summary), "")
    if rate := usual(finding):
        yield from (rate.words, "")
    evidence = f"{finding.rule} · evidence {finding.grade} ({words.GRADES[finding.grade]})"
    yield f"{evidence} · seen {part.since}" if part.since else evidence
    yield from (["", f"Acknowledged{part.acknowledged.removeprefix('acknowledged')}."] if part.acknowledged else [])
    yield from ("", *(f"{escape(advice)}\n" for advice in part.advice))
    yield from _rows(part.current)
    yield from (f"- {escape(_measure(row))}" for row in part.measures)
    yield ""
    yield from (f"- For: {_citation(one)}" for one in part.supporting)
    yield from (f"- Against: {_citation(one)}" for one in part.opposing)
    yield from (f"- Article: {escape(one)}" for one in part.articles)
    yield ""


def _sides(page: Summary) -> Iterator[str]:
    if page.sides_words is None:
        return
    yield from ("## Left and right", "", "| What | Seen |", "| --- | --- |")
    yield from (f"| {name} | {escape(seen)} |" for name, seen in page.sides_words.rows)
    yield from ("", *(f"{escape(note)}\n" for note in page.sides_words.notes))


def _rows(seen: OccurrenceRows) -> Iterator[str]:
    if not seen.shown:
        return
    yield from ("| When | Level | Numbers compared | Runs |", "| --- | --- | --- | --- |")
    for row in seen.shown:
        note = " ".join(filter(None, (row.note, row.name)))
        yield f"| {row.when} | {row.level} | {escape(note)} | {escape(row.runs)} |"
    yield from ("", *([f"and {seen.more} more", ""] if seen.more else []))


def _measure(row: dict[str, str]) -> str:
    limit = f", limit {row['limit']}" if row["limit"] else ""
    interval = f" ({row['interval']})" if row["interval"] else ""
    return f"{row['name']}: {row['value']}{interval}{limit}"


def _citation(one: Citation) -> str:
    source = f"[{escape(one.source)}](<{one.link}>)" if one.link else escape(one.source)
    return f"{escape(one.says)} {source}"


def _listed(heading: str, parts: tuple[Section, ...]) -> Iterator[str]:
    if not parts:
        return
    yield from (f"## {heading}", "")
    for part in parts:
        yield f"- **{escape(part.finding.title)}** ({part.finding.rule}): {escape(part.summary)}"
    yield ""


def _files(page: Summary) -> Iterator[str]:
    if not page.files.counts:
        return
    yield from ("## What was read", "")
    yield from (f"- {page.wording.counted(number, 'file')}: {status}" for status, number in page.files.counts)
    yield from (f"  - {escape(name)}: {escape(reason)}" for name, reason in page.files.unread)
    yield from ([f"  - and {page.files.more} more"] if page.files.more else [])
    yield ""
