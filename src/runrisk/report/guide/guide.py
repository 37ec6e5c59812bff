"""The articles' guide: a line for every cause, symptom and advice of the five articles, with what the log says of it."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from textwrap import fill
from types import MappingProxyType
from typing import Any

from runrisk.analysis import articles
from runrisk.analysis.references import article, cite, reference
from runrisk.analyzers.road_side import SAFETY
from runrisk.finding import Finding, Verdict
from runrisk.model import TrainingLog
from runrisk.model.questions import QUESTIONS
from runrisk.report import words
from runrisk.wording import Wording

GROUPS: Mapping[str, str] = MappingProxyType(
    {"C": "Causes the articles name", "S": "Symptoms by leg", "P": "What the articles advise"}
)
"""First letter of a row's id -> heading."""
ADVICE = "P"
"""The letter of what is advised."""

WIDTH = 100
"""Characters a line in a terminal. Our choice."""


class Seen(StrEnum):
    """Where a row can be seen, and whether it was."""

    IN_LOG = "seen in your log"
    NOT_IN_LOG = "looked for in your log, not seen"
    TOO_LITTLE = "your log is too thin to say"
    ANSWERED = "asked"
    OPEN = "asked, not answered yet"
    HIDDEN = "cannot be seen in a log"
    DONE = "done"
    NOT_DONE = "not done"
    TOLD = "you told"
    NO_LOG = "no log yet"
    HINT = "a hint of it in your log"
    NO_HINT = "no hint of it in your log"
    HINT_DONE = "a hint that it is done"
    HINT_NOT_DONE = "a hint that it is not done"


REMEDY: Mapping[Seen, Seen] = MappingProxyType(
    {
        Seen.IN_LOG: Seen.NOT_DONE,
        Seen.NOT_IN_LOG: Seen.DONE,
        Seen.ANSWERED: Seen.TOLD,
        Seen.OPEN: Seen.NO_LOG,
        Seen.TOO_LITTLE: Seen.NO_LOG,
    }
)
"""What is said of advice: a pattern that is flagged means that its remedy is not done, and one that is not, that it is."""


HINTED: Mapping[Seen, Seen] = MappingProxyType(
    {
        Seen.IN_LOG: Seen.HINT,
        Seen.NOT_IN_LOG: Seen.NO_HINT,
        Seen.DONE: Seen.HINT_DONE,
        Seen.NOT_DONE: Seen.HINT_NOT_DONE,
    }
)
"""What is said where a log holds signs only: one pair is not the wrong shoe, and steps are not all of form."""


@dataclass(frozen=True, kw_only=True, slots=True)
class GuideRow:
    """One row of the articles, as guide.toml holds it.

    Attributes:
        id: C for causes, S for symptoms, P for advice, with a number.
        text: what the articles say, in our words.
        articles: the articles that say so: S000 to S004.
        science: what studies say.
        rules: rules whose findings speak of it.
        questions: questions whose answers do.
        journal: kinds of journal entries that do.
        sites: body parts of a symptom.
        keys: the studies.
        safety: whether the sentence on traffic belongs to it.
        hint: whether its rules see a sign of it at most, not the thing itself.
    """

    id: str
    text: str
    articles: tuple[str, ...]
    science: str
    rules: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    journal: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    safety: bool = False
    hint: bool = False

    @property
    def group(self) -> str:
        """The heading it stands under."""
        return GROUPS[self.id[0]]

    @property
    def sources(self) -> str:
        """The studies in one line each, and the articles by title and author."""
        named = [f"article: {article(file)}" for file in article_files(self)]
        return "; ".join([*(cite(reference(key)) for key in self.keys), *named])


@dataclass(frozen=True, kw_only=True, slots=True)
class GuideLine:
    """One row with what the log says of it."""

    row: GuideRow
    found: Seen
    says: str

    @property
    def seen(self) -> Seen:
        """Where it can be seen and whether it was, in the words of a remedy for what the articles advise."""
        said = REMEDY.get(self.found, self.found) if self.row.id[0] == ADVICE else self.found
        return HINTED.get(said, said) if self.row.hint else said

    @property
    def science(self) -> str:
        """What studies say, with the sentence on traffic where it belongs."""
        return f"{self.row.science} {SAFETY}" if self.row.safety else self.row.science


@cache
def guide_rows() -> tuple[GuideRow, ...]:
    """Every row of the articles, in their order."""
    tables = tomllib.loads((files("runrisk.report.guide") / "guide.toml").read_text(encoding="utf-8"))
    return tuple(_row(name, table) for name, table in tables.items())


def _row(name: str, table: dict[str, Any]) -> GuideRow:
    values = {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
    known: dict[str, Any] = {"id": name, **values}
    return GuideRow(**known)


def article_files(row: GuideRow) -> tuple[str, ...]:
    """The files of the articles of a row."""
    return tuple(getattr(articles, name) for name in row.articles)


def guide(log: TrainingLog, findings: Sequence[Finding], wording: Wording) -> tuple[GuideLine, ...]:
    """A line for every row: what the findings say of it, else the answers and the journal, else that it is hidden."""
    by_rule = {finding.rule: finding for finding in findings}
    return tuple(_line(row, log, by_rule, wording) for row in guide_rows())


def _line(row: GuideRow, log: TrainingLog, by_rule: Mapping[str, Finding], wording: Wording) -> GuideLine:
    if row.sites:
        return _symptom(row, log, wording)
    found = [by_rule[rule] for rule in row.rules if rule in by_rule]
    told = _told(row, log, wording)
    for verdict, seen in ((Verdict.FLAGGED, Seen.IN_LOG), (Verdict.CLEAR, Seen.NOT_IN_LOG)):
        if those := [finding for finding in found if finding.verdict is verdict]:
            return GuideLine(row=row, found=seen, says=" ".join(filter(None, (_summaries(those), told))))
    if told:
        return GuideLine(row=row, found=Seen.ANSWERED, says=told)
    if row.questions or row.journal:
        return GuideLine(row=row, found=Seen.OPEN, says=_where_to_tell(row))
    unknown = [finding for finding in found if finding.verdict is Verdict.UNKNOWN]
    return GuideLine(row=row, found=Seen.TOO_LITTLE if unknown else Seen.HIDDEN, says=_summaries(unknown))


SHOWN_FINDINGS = 2
"""So many findings speak in one line; more are named. Our choice."""


def _summaries(found: Sequence[Finding]) -> str:
    said = " ".join(finding.summary for finding in found[:SHOWN_FINDINGS])
    more = ", ".join(finding.rule for finding in found[SHOWN_FINDINGS:])
    return f"{said} Also: {more}." if more else said


def _told(row: GuideRow, log: TrainingLog, wording: Wording) -> str:
    """The answers and the number of journal entries that speak of a row."""
    answers = [(QUESTIONS[name].text, log.answers.get(name)) for name in row.questions]
    said = [f"{text} {_shown(answer, wording)}." for text, answer in answers if answer is not None]
    entries = [(kind, len(log.told.of_kind(kind))) for kind in row.journal]
    return " ".join([*said, *(f"Your journal holds {wording.number(n, 0)} of {kind}." for kind, n in entries if n)])


def _shown(answer: Any, wording: Wording) -> str:
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    if isinstance(answer, list):
        return ", ".join(map(str, answer)) or "none"
    return wording.exact(answer) if isinstance(answer, float) else str(answer)


def _where_to_tell(row: GuideRow) -> str:
    if row.questions:
        return f"`runrisk ask {' '.join(row.questions)}` asks it."
    return f"`runrisk journal add {row.journal[0]}` keeps it."


def _symptom(row: GuideRow, log: TrainingLog, wording: Wording) -> GuideLine:
    """Whether the journal, or the answer about pain, names one of the places of a symptom."""
    from_journal = [entry for entry in log.told.of_kind("pain") if entry.site in row.sites]
    place = str(log.answers.get("pain_place") or "")
    if from_journal:
        last = from_journal[-1]
        where = " ".join(filter(None, (last.side, last.site)))
        told = wording.counted(len(from_journal), "journal entry", "journal entries")
        says = f"{told}, the last on {wording.day(last.day)} ({where}). {words.NO_CAUSE}"
        return GuideLine(row=row, found=Seen.ANSWERED, says=says)
    if any(place.endswith(site) for site in row.sites):
        return GuideLine(row=row, found=Seen.ANSWERED, says=f"You named {place}. {words.NO_CAUSE}")
    if log.told.of_kind("pain") or log.answers.get("pain_now") is not None:
        return GuideLine(row=row, found=Seen.ANSWERED, says="You named no pain there.")
    return GuideLine(row=row, found=Seen.OPEN, says="`runrisk journal add pain left hip 4` keeps it.")


def guide_text(lines: Sequence[GuideLine]) -> str:
    """The guide for a terminal."""
    said: list[str] = []
    for number, line in enumerate(lines):
        if number == 0 or line.row.group != lines[number - 1].row.group:
            said += [*([""] if said else []), line.row.group]
        said.append(
            fill(f"{line.row.id} {line.row.text}: {line.seen}.", WIDTH, initial_indent="  ", subsequent_indent="     ")
        )
        for label, text in (("Log", line.says), ("Science", line.science), ("Sources", line.row.sources)):
            if text:
                said.append(fill(f"{label}: {text}", WIDTH, initial_indent="     ", subsequent_indent="     "))
    return "\n".join(said)
