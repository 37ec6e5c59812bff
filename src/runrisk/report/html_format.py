"""The report as one HTML file that fetches nothing, runs nothing and needs nothing beside it."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from runrisk import __version__
from runrisk.charts import Chart
from runrisk.finding import Verdict
from runrisk.report import words
from runrisk.report.glance import GlanceChart
from runrisk.report.habits import FIRST_THE_PAIN, NO_PROMISE, TICK_DAYS
from runrisk.report.ledger_charts import ledger_charts
from runrisk.report.lookback import ONE_LOG, WINDOWS
from runrisk.report.method import method
from runrisk.report.section import Section
from runrisk.report.summary import CLEAR_MEANS, CLOSING, Summary, latest

DRAWN = frozenset({Verdict.FLAGGED, Verdict.CLEAR})
"""Verdicts that have numbers to draw."""


def html(page: Summary, glance: tuple[GlanceChart, ...], middle_deg: tuple[float, float] | None = None) -> str:
    """The whole page. All text is escaped; only our own charts and style sheet are put in as they are.

    With `middle_deg`, from `ledger.middle_of`, the street map says where it is.
    """
    drawn = [part for part in page.sections if part.finding.verdict in DRAWN and part.outcome.analyzer.drawn]
    return render_page(
        "report.html",
        page=page,
        glance=glance,
        sides=() if page.sides is None else ledger_charts(page.sides, middle_deg),
        charts={part.finding.rule: _chart(part) for part in drawn},
        methods={part.finding.rule: method(part.outcome.analyzer) for part in page.sections},
        signs=words.LEVEL_SIGNS,
        meanings=words.LEVEL_MEANINGS,
        grades=words.GRADES,
        confidences=words.CONFIDENCES,
        latest=latest,
        clear_means=CLEAR_MEANS,
        closing=CLOSING,
        no_promise=NO_PROMISE,
        first_the_pain=FIRST_THE_PAIN,
        tick_days=TICK_DAYS,
        windows=WINDOWS,
        one_log=ONE_LOG,
    )


def render_page(template: str, *, sheet: str = "report.css", more: str = "", **values: Any) -> str:
    """A page from one of our templates, with our style sheet (and one more) and the policy that allows nothing else."""
    style = _style(sheet) + (_style(more) if more else "")
    return (
        _templates()
        .get_template(template)
        .render(
            **values,
            style=Markup(style),  # noqa: S704 (our own file, no text from elsewhere)
            policy=content_policy(style),
            version=__version__,
        )
    )


def _chart(part: Section) -> Chart:
    chart = part.outcome.plot()
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
def _style(sheet: str) -> str:
    return (files("runrisk.report") / "templates" / sheet).read_text(encoding="utf-8")


def content_policy(style: str) -> str:
    """What a browser may do with the page: apply this one style sheet, and nothing else."""
    digest = b64encode(sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
