"""A cohort as one HTML page: who asks for attention first, which rules say so, and the whole table of signs."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from runrisk.analyzers import analyzer_classes
from runrisk.finding import Level, Verdict
from runrisk.report import words
from runrisk.report.formats.html import render_page
from runrisk.report.summary import CLEAR_MEANS
from runrisk.wording import NOT_KNOWN, Wording, for_people

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
    """A runner as the page shows one.

    Attributes:
        facts: the row of the table.
        words: a level or verdict for each rule.
        flagged: the titles of rules that flag, by level.
        wording: of distances and days.
    """

    facts: dict[str, Any]
    words: tuple[str, ...]
    flagged: tuple[tuple[str, tuple[str, ...]], ...]
    wording: Wording

    @property
    def why_level(self) -> str | None:
        """The level of what is said first; None where nothing stands out."""
        rule = self.facts["why_rule"]
        return rule and str(self.facts[f"{rule}.level"])

    @property
    def more(self) -> int:
        """How many patterns are seen besides."""
        return sum(len(titles) for _, titles in self.flagged) - 1

    @property
    def last_day(self) -> str:
        """The last day of the log."""
        return self.wording.day(date.fromisoformat(self.facts["last_day"]))

    def km(self, distance_km: float | None) -> str:
        """A distance of the table, or that it is not known."""
        return NOT_KNOWN if distance_km is None else self.wording.distance(1000 * distance_km)


@dataclass(frozen=True, kw_only=True, slots=True)
class RuleLine:
    """How often a rule says what: by level, and by verdict where it flags nothing."""

    rule: str
    title: str
    counts: Counter[str]


def cohort_html(table: pa.Table, left_out: int, changed_since: date | None, reports: str) -> str:
    """The whole page. All text is escaped; it fetches nothing and runs nothing.

    Args:
        table: the cohort's, in order.
        left_out: how many things lie beside the runners' folders and zips.
        changed_since: the day of the last time; None where there was none.
        reports: address of the folder of the runners' own reports, with its "/"; empty links to none.
    """
    wording = for_people()
    titles = {rule: kind.title for rule, kind in analyzer_classes().items()}
    is_judged = pc.is_null(table["problem"])
    judged, failed = table.filter(is_judged), table.filter(pc.invert(is_judged))
    tally = [_tally(rule, title, judged) for rule, title in titles.items()]
    return render_page(
        "cohort.html",
        more="cohort.css",
        wording=wording,
        runners=wording.counted(len(table), "runner"),
        judged=[_line(row, titles, wording) for row in judged.slice(0, MAX_ROWS).to_pylist()],
        more_judged=len(judged) - MAX_ROWS,
        failed=failed.slice(0, MAX_ROWS).to_pylist(),
        more_failed=len(failed) - MAX_ROWS,
        changed_since=changed_since and wording.day(changed_since),
        reports=reports,
        left_out=wording.counted(left_out, "thing") if left_out else "",
        rules=sorted(tally, key=_often),
        titles=tuple(titles.values()),
        signs=SIGNS,
        levels=LEVELS,
        columns=(*LEVELS, Verdict.CLEAR.value, Verdict.UNKNOWN.value, Verdict.NOT_APPLICABLE.value),
        clear_means=CLEAR_MEANS,
    )


def _line(row: dict[str, Any], titles: dict[str, str], wording: Wording) -> RunnerLine:
    """A level where the rule flags, else its verdict."""
    found = {rule: str(row[f"{rule}.level"] or row[f"{rule}.verdict"]) for rule in titles}
    by_level = ((level, tuple(titles[rule] for rule, word in found.items() if word == level)) for level in LEVELS)
    return RunnerLine(
        facts=row,
        words=tuple(found.values()),
        flagged=tuple((level, names) for level, names in by_level if names),
        wording=wording,
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
