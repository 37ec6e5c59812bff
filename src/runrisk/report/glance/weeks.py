"""How far by week over the last year, and by month over a long log."""

from collections.abc import Iterator

import pandas as pd

from runrisk.charts import Chart, days_at, flags, values
from runrisk.charts.day_marks import WEEKDAYS
from runrisk.charts.weeks import MONTH_BAR_DAYS, weeks_plot
from runrisk.measures.day_windows import daily
from runrisk.model import TrainingLog
from runrisk.report.glance.flag_marks import MOST_MARKED, marked_weeks
from runrisk.report.glance.glance_chart import GlanceChart, Shown, between, week_of
from runrisk.wording import Wording

MONTHS_HEIGHT_IN = 2.2
DAYS_IN_MONTH = 365.25 / 12

MONTHS_NOTE = "A dot is the longest single run of the month."
FLAGGED_NOTE = (
    "A flagged week holds a flagged run, or lies mostly within a flagged stretch of days, at level caution or above; "
    f"{MOST_MARKED} are marked at most, the newest."
)
SHIFTED_NOTE = (
    "Rules look at weeks from Monday to Sunday; a flag stands on the week here that holds most of those days."
)


def weeks_chart(shown: Shown) -> GlanceChart:
    """Distance and longest run of each week, the flagged ones marked."""
    weeks = _spans(shown.log, shown.days, shown.week)
    flagged = weeks.index.isin(marked_weeks(shown.marked, shown.first, shown.first_weekday))
    plot = weeks_plot(
        days_at(weeks.index),
        values(weeks["distance_m"]),
        values(weeks["longest_m"]),
        flags(flagged),
        since=days_at(week_of(pd.DatetimeIndex([shown.log.period.since]), shown.first_weekday))[0],
        unfinished=_goes_on(shown),
        xlabel=shown.week_label,
    )
    alt = (
        f"{_said(shown.days, weeks, shown.wording, 'week', len(WEEKDAYS))} "
        f"{shown.wording.counted(int(flagged.sum()), 'week is', 'weeks are') if flagged.any() else 'No week is'} flagged."
    )
    chart = Chart(plot, alt=alt, prefix="glance-weeks", wording=shown.wording)
    return GlanceChart(
        heading="Week by week", chart=chart, note=" ".join(_week_notes(shown, flagged=bool(flagged.any())))
    )


def months_chart(log: TrainingLog, wording: Wording) -> GlanceChart:
    """Distance and longest run of each month of the whole log."""
    months = _spans(log, log.days, pd.DatetimeIndex(log.days.index).to_period("M").to_timestamp())
    plot = weeks_plot(
        days_at(months.index),
        values(months["distance_m"]),
        values(months["longest_m"]),
        span="month",
        bar_days=MONTH_BAR_DAYS,
        xlabel="month",
        height_in=MONTHS_HEIGHT_IN,
    )
    alt = _said(log.days, months, wording, "month", DAYS_IN_MONTH)
    chart = Chart(plot, alt=alt, prefix="glance-months", wording=wording)
    return GlanceChart(heading="The whole log, month by month", chart=chart, note=MONTHS_NOTE)


def _spans(log: TrainingLog, days: pd.DataFrame, start: pd.DatetimeIndex) -> pd.DataFrame:
    """Distance and longest run [m] by the first day of each span; NaN where nothing is known of it."""
    distance_m = daily(log, "distance_m").reindex(days.index)
    longest_m = days["longest_m"].where(days["known"])
    return pd.DataFrame(
        {"distance_m": distance_m.groupby(start).sum(min_count=1), "longest_m": longest_m.groupby(start).max()}
    )


def _said(days: pd.DataFrame, spans: pd.DataFrame, wording: Wording, name: str, span_days: float) -> str:
    """The bars and the dots in words; the average leaves out the holes of the log."""
    first, last = pd.DatetimeIndex(days.index)[[0, -1]]
    known_days, nothing = int(days["known"].sum()), int(spans["distance_m"].isna().sum())
    distance, longest_m = spans["distance_m"].map(wording.units.of), days["longest_m"]
    said = f"Distance run by {name}, {wording.counted(len(spans), name)} "
    said += f"from {wording.day(first)} to {wording.day(last)}: {between(distance, wording.units, wording)}"
    if known_days >= span_days:
        said += f", {wording.number(distance.sum() / known_days * span_days)} {wording.units} a {name} on average"
    if nothing:
        said += f"; of {wording.counted(nothing, name)} nothing is known"
    if longest_m.any():
        said += f". The longest single run was {wording.distance(longest_m.max())}, on {wording.day(pd.Timestamp(str(longest_m.idxmax())))}"
    return f"{said}."


def _goes_on(shown: Shown) -> bool:
    """Whether the last week shown is not over."""
    return shown.last.weekday() != (shown.first_weekday - 1) % len(WEEKDAYS)


def _week_notes(shown: Shown, *, flagged: bool) -> Iterator[str]:
    first, runs = shown.first_weekday, shown.log.runs
    yield f"Weeks from {WEEKDAYS[first]} to {WEEKDAYS[first - 1]}; a dot is the longest single run."
    if _goes_on(shown):
        yield f"The last week goes up to {shown.wording.day(shown.last)}."
    lost = int(runs.loc[runs["day"].between(str(shown.first), str(shown.last)), "distance_m"].isna().sum())
    if lost:
        yield f"{shown.wording.counted(lost, 'run of unknown distance adds', 'runs of unknown distance add')} nothing."
    if flagged:
        yield FLAGGED_NOTE
        yield from [SHIFTED_NOTE] if first else []
