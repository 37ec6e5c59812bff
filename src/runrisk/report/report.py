"""The report: the outcome of every rule over one log, in every format."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from html import escape
from typing import TYPE_CHECKING, Any

import pandas as pd

from runrisk.analysis.outcome import Outcome, reworded
from runrisk.errors import RunriskError
from runrisk.finding import Finding, Verdict
from runrisk.model import TrainingLog
from runrisk.report import words
from runrisk.report.formats.html import html
from runrisk.report.formats.json import check_json, news_json
from runrisk.report.formats.markdown import markdown
from runrisk.report.formats.text import text
from runrisk.report.glance import glance_charts
from runrisk.report.news import News, news
from runrisk.report.privacy_zones import outside_privacy_zones
from runrisk.report.sides.sides import middle_of
from runrisk.report.summary import Summary, summarize
from runrisk.report.week_start import WeekStart
from runrisk.report_memory import ReportMemory
from runrisk.wording import Wording, for_people

if TYPE_CHECKING:
    from numpy.random import Generator

FORMATS = ("html", "md", "json", "text")


@dataclass(frozen=True, kw_only=True, eq=False)
class Report:
    """What every rule says of a log.

    Attributes:
        log: what was read.
        outcomes: one for each rule, what asks for most attention first.
        changed: the limits that differ from the defaults, a line each.
        made_on: the day the report is made, to say how long ago the log ends; None leaves that out.
        head: words a line for the head of the report, how far next; None leaves that out.
        memory: what the log's library remembers of earlier reports; a report without a library remembers nothing.
    """

    log: TrainingLog
    outcomes: tuple[Outcome, ...]
    changed: tuple[str, ...] = ()
    made_on: date | None = None
    head: Callable[[Wording], str] | None = None
    memory: ReportMemory = field(default_factory=ReportMemory)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What each rule says, in the order of the report."""
        return tuple(outcome.finding for outcome in self.outcomes)

    @property
    def news(self) -> News:
        """What is new since the last report of the library, and what was acknowledged and is quiet."""
        return self._news(Wording())

    def _news(self, wording: Wording) -> News:
        return news(self.findings, self.memory, wording)

    def __getitem__(self, rule: str) -> Outcome:
        """The outcome of one rule, e.g. `report["session-spike"].plot()`."""
        found = {outcome.finding.rule: outcome for outcome in self.outcomes}
        if rule not in found:
            raise KeyError(f"no rule {rule!r} in this report; it has {', '.join(found)}")
        return found[rule]

    def __iter__(self) -> Iterator[Outcome]:
        return iter(self.outcomes)

    def __len__(self) -> int:
        return len(self.outcomes)

    def summary(self, units: str = "km", *, decimal: str = "point") -> Summary:
        """The report in words, before it has a format."""
        wording = for_people(units, decimal)
        return summarize(
            self.log,
            self.outcomes_in(wording),
            self.changed,
            wording=wording,
            made_on=self.made_on,
            head=self.head(wording) if self.head else "",
            news=self._news(wording),
        )

    def outcomes_in(self, wording: Wording) -> tuple[Outcome, ...]:
        """The outcomes told in another wording: the same numbers, verdicts and order."""
        return self.outcomes if wording == Wording() else reworded(self.outcomes, self.log, wording)

    def to_frame(self) -> pd.DataFrame:
        """One row a rule: verdict, level, confidence, grade, how often and when last seen in the period, summary."""
        rows = [
            {
                "rule": finding.rule,
                "title": finding.title,
                "verdict": finding.verdict.value,
                "level": finding.level.value if finding.level else None,
                "confidence": finding.confidence.value,
                "grade": finding.grade.value,
                "seen": len(finding.current),
                "last": max((pd.Timestamp(seen.last) for seen in finding.current), default=pd.NaT),
                "summary": finding.summary,
            }
            for finding in self.findings
        ]
        return pd.DataFrame(rows)

    def to_html(
        self,
        units: str = "km",
        *,
        include_locations: bool = False,
        decimal: str = "point",
        week_starts: str = "monday",
        chance: "Generator | None" = None,
    ) -> str:
        """One self-contained page with charts; no place is named unless asked for.

        Args:
            units: of distances: km or mi.
            include_locations: whether the street map says where it is.
            decimal: the decimal mark: point or comma.
            week_starts: the first day of a week in the charts of the log as a whole: monday, sunday or saturday.
            chance: draws how the street map is disguised, the one thing that differs from page to page; default: anew.
        """
        first_weekday = WeekStart(week_starts).first_weekday
        middle_deg = middle_of(self.log) if include_locations else None
        page = self.summary(units, decimal=decimal)
        if middle_deg is not None and page.sides is not None:
            page = replace(page, sides=outside_privacy_zones(page.sides, self.log, middle_deg))
        glance = glance_charts(self.log, self.findings, page.wording, first_weekday)
        return html(page, glance, middle_deg, chance)

    def to_markdown(self, units: str = "km", *, decimal: str = "point") -> str:
        """The same content without charts."""
        return markdown(self.summary(units, decimal=decimal))

    def to_text(self, units: str = "km", *, decimal: str = "point") -> str:
        """The findings for a terminal."""
        return text(self.summary(units, decimal=decimal))

    def to_json(self) -> dict[str, Any]:
        """The findings as JSON types, schema `runrisk.check/1`; always SI and km."""
        return check_json(self.log, self.findings) | news_json(self.news, self.changed)

    def render(
        self,
        form: str,
        *,
        units: str = "km",
        include_locations: bool = False,
        decimal: str = "point",
        week_starts: str = "monday",
    ) -> str:
        """The report as text in one of FORMATS, the rest as in `to_html`; JSON knows only km and the decimal point.

        Raises:
            RunriskError: there is no such format.
        """
        if form == "json":
            return json.dumps(self.to_json(), indent=2, ensure_ascii=False)
        if form == "html":
            return self.to_html(units, include_locations=include_locations, decimal=decimal, week_starts=week_starts)
        writers = {"md": self.to_markdown, "text": self.to_text}
        if form not in writers:
            raise RunriskError(f"there is no format {form!r}; the formats are {', '.join(FORMATS)}")
        return writers[form](units, decimal=decimal)

    def __repr__(self) -> str:
        seen = sum(finding.verdict is Verdict.FLAGGED for finding in self.findings)
        return f"Report({seen} of {len(self)} patterns seen in {self.log!r})"

    def _repr_html_(self) -> str:
        """A small table for a notebook: what stands out, and how many rules say what. No place, no script."""
        page = self.summary()
        top = "".join(
            f"<tr><td>{part.finding.level}</td><td>{escape(part.finding.title)}</td><td>{escape(part.summary)}</td></tr>"
            for part in page.headline
        )
        counted = {verdict: len(page.of(verdict)) for verdict in Verdict}
        said = ", ".join(
            page.wording.counted(number, words.VERDICTS[verdict], words.MANY_VERDICTS[verdict])
            for verdict, number in counted.items()
            if number
        )
        new = "; ".join(escape(f"{part.finding.title}, {why}") for part, why in page.new)
        told = f"<p>{page.news.heading}: {new}.</p>" if new else ""
        body = f"<table><tbody>{top}</tbody></table>" if top else f"<p>{page.calm}</p>"
        return f"{told}{body}<p>{page.wording.counted(len(self), 'pattern')}: {said}.</p>"
