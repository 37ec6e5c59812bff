"""The report as one HTML file that fetches nothing and needs nothing beside it, not even its script."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from numpy.random import Generator

from runrisk.charts import Chart
from runrisk.finding import Verdict
from runrisk.report import words
from runrisk.report.glance import GlanceChart
from runrisk.report.guide.habits import FIRST_THE_PAIN, NO_PROMISE, TICK_DAYS
from runrisk.report.guide.lookback import ONE_LOG, WINDOWS
from runrisk.report.headings import road_heading, season_heading
from runrisk.report.method import method
from runrisk.report.news import GONE
from runrisk.report.runs import RUNS_NOTE
from runrisk.report.section import Section
from runrisk.report.sides.charts import sides_charts
from runrisk.report.summary import CLEAR_MEANS, Summary
from runrisk.report.usual import usual
from runrisk.version import __version__
from runrisk.wording import Wording

DRAWN = frozenset({Verdict.FLAGGED, Verdict.CLEAR})
"""Verdicts that have numbers to draw."""


def html(
    page: Summary,
    glance: tuple[GlanceChart, ...],
    middle_deg: tuple[float, float] | None = None,
    chance: Generator | None = None,
) -> str:
    """The whole page. All text is escaped; only our own charts and style sheet are put in as they are.

    With `middle_deg`, from `sides.middle_of`, the street map says where it is; else `chance` draws its disguise.
    """
    drawn = [part for part in page.sections if part.finding.verdict in DRAWN and part.outcome.analyzer.drawn]
    charts = {part.finding.rule: _chart(part, page.wording) for part in drawn}
    first = next(iter(glance), None)
    sides = () if page.sides is None else sides_charts(page.sides, middle_deg, page.wording, chance)
    return render_page(
        "report.html",
        script_file="report.js",
        page=page,
        wording=page.wording,
        first=first,
        season=first and season_heading(first, page.headline),
        road_says=page.sides and road_heading(page.sides),
        road=Chart(sides[0].chart.plot, alt=sides[0].chart.alt, prefix="first-road", wording=page.wording)
        if sides
        else None,
        usual={part.finding.rule: usual(part.finding) for part in page.headline},
        glance=glance[1:],
        sides=sides,
        charts=charts,
        methods={part.finding.rule: method(part.outcome.analyzer, page.wording) for part in page.sections},
        titles={part.finding.rule: part.finding.title for part in page.sections},
        runs_note=RUNS_NOTE,
        gone=GONE,
        signs=words.LEVEL_SIGNS,
        meanings=words.LEVEL_MEANINGS,
        grades=words.GRADES,
        confidences=words.CONFIDENCES,
        clear_means=CLEAR_MEANS,
        closing=page.closing,
        no_promise=NO_PROMISE,
        first_the_pain=FIRST_THE_PAIN,
        tick_days=TICK_DAYS,
        windows=WINDOWS,
        one_log=ONE_LOG,
    )


def render_page(
    template: str, *, sheet: str = "report.css", more: str = "", script_file: str | None = None, **values: Any
) -> str:
    """A page from one of our templates: with one or two style sheets, a script or none, and a policy against all else."""
    style = _file(sheet) + (_file(more) if more else "")
    script = _file(script_file) if script_file else ""
    return (
        _templates()
        .get_template(template)
        .render(
            **values,
            style=Markup(style),  # noqa: S704 (our own file, no text from elsewhere)
            script=Markup(script),  # noqa: S704 (the same)
            policy=content_policy(style, script),
            version=__version__,
        )
    )


def _chart(part: Section, wording: Wording) -> Chart:
    chart = part.outcome.plot(wording=wording)
    chart.alt = part.summary
    return chart


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("runrisk.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _file(name: str) -> str:
    return (files("runrisk.report") / "templates" / name).read_text(encoding="utf-8")


def content_policy(style: str, script: str = "") -> str:
    """What a browser may do with the page: apply this one style sheet, run this one script, and nothing else."""
    one_script = f"script-src {_hash(script)}; " if script else ""
    return f"default-src 'none'; style-src {_hash(style)}; {one_script}base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
