"""A cohort as one HTML page: who asks for attention first, which rules say so, and the whole table of signs."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from runrisk.analyzers import analyzer_classes
from runrisk.finding import Level, Verdict
from runrisk.report import words
from runrisk.report.formats.html import render_page
from runrisk.report.summary import CLEAR_MEANS
from runrisk.wording import Wording

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


def cohort_html(table: pa.Table, left_out: int) -> str:
    """The whole page of a cohort's table and the number of things beside it. All text is escaped; the page fetches nothing and runs nothing."""
    wording = Wording()
    titles = {rule: kind.title for rule, kind in analyzer_classes().items()}
    is_judged = pc.is_null(table["problem"])
    judged, failed = table.filter(is_judged), table.filter(pc.invert(is_judged))
    tally = [_tally(rule, title, judged) for rule, title in titles.items()]
    return render_page(
        "cohort.html",
        more="cohort.css",
        wording=wording,
        runners=wording.counted(len(table), "runner"),
        judged=[_line(row, titles) for row in judged.slice(0, MAX_ROWS).to_pylist()],
        more_judged=len(judged) - MAX_ROWS,
        failed=failed.slice(0, MAX_ROWS).to_pylist(),
        more_failed=len(failed) - MAX_ROWS,
        left_out=wording.counted(left_out, "thing") if left_out else "",
        rules=sorted(tally, key=_often),
        titles=tuple(titles.values()),
        signs=SIGNS,
        levels=LEVELS,
        columns=(*LEVELS, Verdict.CLEAR.value, Verdict.UNKNOWN.value, Verdict.NOT_APPLICABLE.value),
        clear_means=CLEAR_MEANS,
    )


def _line(row: dict[str, Any], titles: dict[str, str]) -> RunnerLine:
    """A level where the rule flags, else its verdict."""
    found = {rule: str(row[f"{rule}.level"] or row[f"{rule}.verdict"]) for rule in titles}
    by_level = ((level, tuple(titles[rule] for rule, word in found.items() if word == level)) for level in LEVELS)
    return RunnerLine(
        facts=row, words=tuple(found.values()), flagged=tuple((level, names) for level, names in by_level if names)
    )


def _tally(rule: str, title: str, judged: pa.Table) -> RuleLine:
    counts: Counter[str] = Counter()
    for column in (f"{rule}.level", f"{rule}.verdict"):
        for counted in pc.value_counts(judged[column].cast(pa.string())).to_pylist():
            counts[counted["values"]] += counted["counts"]
    return RuleLine(rule=rule, title=title, counts=counts)


def _often(line: RuleLine) -> tuple[int, int, int, str]:
    """What is seen most comes first, by level."""
    return -line.counts["warning"], -line.counts["caution"], -line.counts["info"], line.rule
