"""The log at a glance: a few numbers of the period, and two charts of the last year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import pandas as pd

from runrisk.analyzers.form_trends import draw_form_trends, form_trends, says_all
from runrisk.charts import Chart, draw_calendar, draw_weeks, new_figure
from runrisk.finding import Finding, Level, Occurrence
from runrisk.model import HOLE_DAYS, TrainingLog
from runrisk.report import words
from runrisk.report.units import Units

CHART_WEEKS = 53
"""The charts show a year at most, or they could not be read. Our choice."""
LONG_LOG_DAYS = 2 * CHART_WEEKS * 7
"""From here on a chart by month shows the whole log. Our choice."""

CALENDAR_HEIGHT_IN = 1.75
MONTHS_HEIGHT_IN = 2.2
MONTH_BAR_DAYS = 26.0


def glance_numbers(log: TrainingLog, units: Units) -> tuple[tuple[str, str], ...]:
    """What was done in the period, as (name, value) pairs; averages leave out the holes of the log."""
    days = _in_period(log)
    if days.empty or log.runs.empty:
        return ()
    known = days[days["known"]]
    runs, distance_m, weeks = known["runs"].sum(), known["distance_m"].sum(), len(known) / 7
    rest = ((known["runs"] == 0) & (known["other_s"] == 0)).sum()
    numbers = [
        ("Runs", f"{runs:,}"),
        ("Distance run", units.text(distance_m)),
        ("Longest run", units.text(known["longest_m"].max() if runs else 0.0)),
    ]
    if weeks >= 1:
        numbers += [
            ("Distance a week", units.text(distance_m / weeks)),
            ("Runs a week", f"{runs / weeks:.1f}"),
            ("Days without training", f"{rest:,} of {len(known):,}"),
        ]
    if len(known) < len(days):
        numbers.append(("Days without a record", f"{len(days) - len(known):,} of {len(days):,}"))
    return tuple(numbers)


def _in_period(log: TrainingLog) -> pd.DataFrame:
    days = log.days
    if days.empty:
        return days
    return days.loc[pd.Timestamp(log.period.since) : pd.Timestamp(log.period.until)]


@dataclass(frozen=True, kw_only=True, slots=True)
class GlanceChart:
    """A chart of the log as a whole: its heading, the chart, and a sentence below it."""

    heading: str
    chart: Chart
    note: str


def glance_charts(log: TrainingLog, findings: Sequence[Finding], units: Units) -> tuple[GlanceChart, ...]:
    """The weeks and the calendar of the last year up to the period's end, and the months of a long log."""
    if log.runs.empty:
        return ()
    until = pd.Timestamp(min(log.period.until, log.days.index[-1].date()))
    monday = until - timedelta(days=until.weekday())
    days = log.days.loc[monday - timedelta(weeks=CHART_WEEKS - 1) : until]
    if days.empty:
        return ()
    marked = marked_occurrences(findings)
    charts = [_weeks(days, marked, units), _calendar(days, marked, units)]
    charts += [_months(log.days, units)] if len(log.days) > LONG_LOG_DAYS else []
    return (*charts, *_form(log))


HABIT_DAYS = 42
"""What lasts longer is a habit of the whole period, such as a side of the road, and marks no week. Our choice."""


def marked_occurrences(findings: Sequence[Finding]) -> tuple[Occurrence, ...]:
    """The occurrences that the charts mark: caution and above, and no habits; more would mark every week."""
    seen = (occurrence for finding in findings for occurrence in finding.occurrences)
    return tuple(
        occurrence
        for occurrence in seen
        if occurrence.level.rank >= Level.CAUTION.rank and (occurrence.last - occurrence.first).days <= HABIT_DAYS
    )


def _weeks(days: pd.DataFrame, marked: Sequence[Occurrence], units: Units) -> GlanceChart:
    index = pd.DatetimeIndex(days.index)
    monday = index - pd.to_timedelta(index.day_of_week, unit="D")
    weeks = days.groupby(monday).agg({"distance_m": "sum", "longest_m": "max"})
    flagged = weeks.index.isin([week for seen in marked for week in flagged_weeks(seen)])
    distance = weeks["distance_m"].map(units.of)
    figure = new_figure()
    mondays = [stamp.date() for stamp in weeks.index]
    draw_weeks(figure, mondays, distance, weeks["longest_m"].map(units.of), flagged, unit=units)
    alt = (
        f"Distance a week over {words.count(len(weeks), 'week')}: {distance.min():.0f} to {distance.max():.0f} {units}, "
        f"{distance.mean():.0f} {units} on average; {words.count(int(flagged.sum()), 'week')} flagged."
    )
    return GlanceChart(
        heading="Week by week",
        chart=Chart(figure, alt=alt, prefix="glance-weeks"),
        note=FLAGGED_NOTE if flagged.any() else WEEKS_NOTE,
    )


FORM_NOTE = (
    "Steady flat minutes only: a dot a run, a line for the median of four weeks. Shown without a verdict: no study says "
    "which change matters, and all of it follows the usual speed."
)


def _form(log: TrainingLog) -> tuple[GlanceChart, ...]:
    """How contact time, bounce and step length went over the year, where a sensor tells."""
    trends = form_trends(log)
    if not trends:
        return ()
    figure = new_figure()
    draw_form_trends(trends, figure)
    chart = Chart(figure, alt=says_all(trends), prefix="glance-form")
    return (GlanceChart(heading="Form over the year", chart=chart, note=f"{says_all(trends)} {FORM_NOTE}"),)


WEEKS_NOTE = "Weeks from Monday to Sunday."
FLAGGED_NOTE = (
    f"{WEEKS_NOTE} A flagged week holds a flagged run, or lies mostly within a flagged stretch of days, at level caution "
    "or above."
)

MOST_OF_A_WEEK = 4
"""More than half of seven days."""


def flagged_weeks(seen: Occurrence) -> tuple[pd.Timestamp, ...]:
    """The Mondays of the weeks that lie mostly in an occurrence; of a short one, the week of its last day."""
    days = pd.date_range(seen.first, seen.last)
    mondays = (days - pd.to_timedelta(days.day_of_week, unit="D")).value_counts(sort=False)
    return tuple(mondays.index[mondays >= MOST_OF_A_WEEK]) or (mondays.index[-1],)


def _calendar(days: pd.DataFrame, marked: Sequence[Occurrence], units: Units) -> GlanceChart:
    figure = new_figure(CALENDAR_HEIGHT_IN)
    ran, trained = days["runs"] > 0, days["other_s"] > 0
    # A run of unknown distance is no rest day: NaN keeps it apart from 0.
    distance = days["distance_m"].map(units.of).where(days["distance_m"] > 0, float("nan")).where(ran, 0.0)
    flagged = days.index.isin([pd.Timestamp(seen.last) for seen in marked if seen.activity])
    first = days.index[0].date()
    draw_calendar(figure, first, distance, other=trained, known=days["known"], flagged=flagged, unit=units)
    rest = int((~ran & ~trained & days["known"]).sum())
    alt = (
        f"Calendar of {words.count(len(days), 'day')}: {int(ran.sum()):,} with a run, {rest:,} without training, "
        f"{int((~days['known']).sum()):,} without any record for {HOLE_DAYS} days or more."
    )
    return GlanceChart(heading="Day by day", chart=Chart(figure, alt=alt, prefix="glance-days"), note="")


def _months(days: pd.DataFrame, units: Units) -> GlanceChart:
    month = pd.DatetimeIndex(days.index).to_period("M").to_timestamp()
    months = days.groupby(month).agg({"distance_m": "sum", "longest_m": "max"})
    distance, longest = months["distance_m"].map(units.of), months["longest_m"].map(units.of)
    figure = new_figure(MONTHS_HEIGHT_IN)
    starts = [stamp.date() for stamp in months.index]
    none = [False] * len(months)
    draw_weeks(figure, starts, distance, longest, none, unit=units, span="month", bar_days=MONTH_BAR_DAYS)
    alt = (
        f"Distance a month over {words.count(len(months), 'month')}: "
        f"{distance.min():.0f} to {distance.max():.0f} {units}, {distance.mean():.0f} {units} on average."
    )
    chart = Chart(figure, alt=alt, prefix="glance-months")
    return GlanceChart(heading="The whole log, month by month", chart=chart, note="")
