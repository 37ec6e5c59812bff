"""The charts of the log as a whole, in the order of the page."""

from collections.abc import Sequence
from datetime import timedelta

import pandas as pd

from runrisk.charts import Chart
from runrisk.finding import Finding
from runrisk.measures.form_trends import form_plot, form_trends, says_all
from runrisk.model import TrainingLog
from runrisk.report.glance.days import calendar_chart
from runrisk.report.glance.flag_marks import marked_occurrences
from runrisk.report.glance.glance_chart import GlanceChart, Shown, week_of
from runrisk.report.glance.load import load_chart
from runrisk.report.glance.shoes import shoe_charts
from runrisk.report.glance.weeks import months_chart, weeks_chart
from runrisk.report.glance.year_by_year import years_chart
from runrisk.wording import Wording

CHART_WEEKS = 53
"""The charts show a year at most, or they could not be read. Our choice."""
LONG_LOG_DAYS = 2 * CHART_WEEKS * 7
"""From here on two charts show the whole log: a row for each year, and by month. Our choice."""

FORM_NOTE = (
    "Steady flat minutes only: a dot a run, a line for the median of four weeks. Shown without a verdict: no study says "
    "which change matters, and all of it follows the usual speed."
)


def glance_charts(
    log: TrainingLog, findings: Sequence[Finding], wording: Wording, first_weekday: int = 0
) -> tuple[GlanceChart, ...]:
    """The last year up to the period's end by week, day, load, shoes and form, and the months of a long log.

    Args:
        log: what was read.
        findings: whose occurrences are marked.
        wording: of every distance, number and day.
        first_weekday: the day that weeks begin with, 0 = Monday; rules keep to weeks from Monday to Sunday.
    """
    shown = None if log.runs.empty else _shown(log, findings, wording, first_weekday)
    if shown is None:
        return ()
    is_long = len(log.days) > LONG_LOG_DAYS
    years = (years_chart(log, shown.marked, wording, first_weekday),) if is_long else ()
    months = (months_chart(log, wording),) if is_long else ()
    return (
        weeks_chart(shown),
        *years,
        calendar_chart(shown),
        *months,
        load_chart(shown),
        *shoe_charts(shown),
        *_form(log, wording),
    )


def _shown(log: TrainingLog, findings: Sequence[Finding], wording: Wording, first_weekday: int) -> Shown | None:
    """The year up to the period's end; None where the log holds no day of it."""
    until = pd.DatetimeIndex([min(pd.Timestamp(log.period.until), log.days.index[-1])])
    first = week_of(until, first_weekday)[0] - timedelta(weeks=CHART_WEEKS - 1)
    days = log.days.loc[first : until[0]]
    if days.empty:
        return None
    marked = marked_occurrences(findings)
    return Shown(log=log, days=days, marked=marked, wording=wording, first_weekday=first_weekday)


def _form(log: TrainingLog, wording: Wording) -> tuple[GlanceChart, ...]:
    """How contact time, bounce and step length went over the year, where a sensor tells."""
    trends = form_trends(log)
    if not trends:
        return ()
    said = says_all(trends, wording)
    chart = Chart(form_plot(trends), alt=said, prefix="glance-form", wording=wording)
    return (GlanceChart(heading="Form over the year", chart=chart, note=f"{said} {FORM_NOTE}"),)
