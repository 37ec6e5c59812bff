"""A cohort as one HTML page: who asks for attention first, which rules say so, and the whole table of signs."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from runrisk.analyzers import analyzer_classes
from runrisk.finding import Level, Verdict
from runrisk.report import words
from runrisk.report.html_format import render_page
from runrisk.report.summary import CLEAR_MEANS

if TYPE_CHECKING:
    from runrisk.workflows.cohort.table import Cohort

MAX_ROWS = 500
"""So many runners are shown, the others counted: a browser lays out some twenty thousand cells at once. Our choice."""

SIGNS = {level.value: sign for level, sign in words.LEVEL_SIGNS.items()} | {
    Verdict.CLEAR.value: "·",
    Verdict.UNKNOWN.value: "?",
    Verdict.NOT_APPLICABLE.value: "",
}
"""What stands in a cell: a level, or the verdict where nothing is flagged."""

LEVELS = tuple(level.value for level in reversed(Level))


@dataclass(frozen=True, kw_only=True, slots=True)
class RunnerLine:
    """A runner as the page shows one: facts, a word for each rule, and the titles of those that flag by level."""

    facts: dict[str, Any]
    words: tuple[str, ...]
    flagged: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class RuleLine:
    """How often a rule says what: by level, and by verdict where it flags nothing."""

    rule: str
    title: str
    counts: Counter[str]

    @property
    def flagged(self) -> int:
        """Runners it flags."""
        return sum(self.counts[level.value] for level in Level)


def cohort_html(cohort: "Cohort") -> str:
    """The whole page. All text is escaped; the page fetches nothing and runs nothing."""
    rows = cohort.arrow.to_pylist()
    titles = {rule: kind.title for rule, kind in analyzer_classes().items()}
    judged = [row for row in rows if row["problem"] is None]
    tally = [_tally(rule, title, judged) for rule, title in titles.items()]
    return render_page(
        "cohort.html",
        more="cohort.css",
        runners=words.count(len(rows), "runner"),
        judged=[_line(row, titles) for row in judged[:MAX_ROWS]],
        more_judged=len(judged) - MAX_ROWS,
        failed=[row for row in rows if row["problem"] is not None],
        left_out=words.count(cohort.left_out, "thing") if cohort.left_out else "",
        rules=sorted(
            tally, key=lambda line: (-line.counts["warning"], -line.counts["caution"], -line.flagged, line.rule)
        ),
        titles=tuple(titles.values()),
        signs=SIGNS,
        levels=LEVELS,
        columns=(*LEVELS, Verdict.CLEAR.value, Verdict.UNKNOWN.value, Verdict.NOT_APPLICABLE.value),
        clear_means=CLEAR_MEANS,
        shown=MAX_ROWS,
    )


def _line(row: dict[str, Any], titles: dict[str, str]) -> RunnerLine:
    found = {rule: _word(row, rule) for rule in titles}
    by_level = ((level, tuple(titles[rule] for rule, word in found.items() if word == level)) for level in LEVELS)
    return RunnerLine(
        facts=row, words=tuple(found.values()), flagged=tuple((level, names) for level, names in by_level if names)
    )


def _word(row: dict[str, Any], rule: str) -> str:
    """A level where the rule flags, else its verdict."""
    return str(row[f"{rule}.level"] or row[f"{rule}.verdict"])


def _tally(rule: str, title: str, rows: Sequence[dict[str, Any]]) -> RuleLine:
    return RuleLine(rule=rule, title=title, counts=Counter(_word(row, rule) for row in rows))
