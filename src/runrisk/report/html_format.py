"""The report as one HTML file that fetches nothing, runs nothing and needs nothing beside it."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from runrisk import __version__
from runrisk.charts import Chart
from runrisk.finding import Verdict
from runrisk.report import words
from runrisk.report.glance import GlanceChart
from runrisk.report.method import method
from runrisk.report.section import Section
from runrisk.report.summary import CLEAR_MEANS, CLOSING, Summary, latest

DRAWN = frozenset({Verdict.FLAGGED, Verdict.CLEAR})
"""Verdicts that have numbers to draw."""


def html(page: Summary, glance: tuple[GlanceChart, ...]) -> str:
    """The whole page. All text is escaped; only our own charts and style sheet are put in as they are."""
    style = _style()
    drawn = [part for part in page.sections if part.finding.verdict in DRAWN]
    return (
        _templates()
        .get_template("report.html")
        .render(
            page=page,
            glance=glance,
            charts={part.finding.rule: _chart(part) for part in drawn},
            methods={part.finding.rule: method(part.outcome.analyzer) for part in page.sections},
            style=Markup(style),  # noqa: S704 (our own file, no text from elsewhere)
            policy=content_policy(style),
            signs=words.LEVEL_SIGNS,
            meanings=words.LEVEL_MEANINGS,
            grades=words.GRADES,
            confidences=words.CONFIDENCES,
            latest=latest,
            clear_means=CLEAR_MEANS,
            closing=CLOSING,
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
def _style() -> str:
    return (files("runrisk.report") / "templates" / "report.css").read_text(encoding="utf-8")


def content_policy(style: str) -> str:
    """What a browser may do with the page: apply this one style sheet, and nothing else."""
    digest = b64encode(sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
