"""Load of both kinds by week: what the legs take, and what the whole runner takes."""

from dataclasses import replace

import pandas as pd

from runrisk.charts import Chart, Unit, days_at
from runrisk.charts.panels import WeeklyAmount, panels_plot
from runrisk.charts.units import METRES_PER_KM, size_of, unit_name
from runrisk.measures.daily_load import effort_load, impact_load
from runrisk.model import TrainingLog
from runrisk.report.glance.glance_chart import GlanceChart, Shown, between
from runrisk.wording import Wording, said

HEIGHT_IN = 3.0
NO_VERDICT = (
    "Both rest on the days shown alone and are shown without a verdict: nothing here holds their size against a limit."
)


def load_chart(shown: Shown) -> GlanceChart:
    """Impact above, effort below, on the same weeks."""
    log = _cut(shown)
    impact, effort = impact_load(log), effort_load(log)
    amounts = [
        _amount(shown, "impact", Unit(name="weighted ", follows=True), METRES_PER_KM * impact.daily),
        _amount(shown, "effort", Unit(name=effort.unit.replace(" x ", " × ")), effort.daily),
    ]
    weeks = pd.DatetimeIndex(shown.week.unique())
    plot = panels_plot(days_at(weeks), amounts, xlabel=shown.week_label, height_in=HEIGHT_IN)
    alt = (
        f"Load of {shown.wording.counted(len(weeks), 'week')} {shown.span}, in two panels. "
        f"{' '.join(_said(amount, shown.wording) for amount in amounts)}"
    )
    note = (
        f"Impact, what the legs take: {said(impact.basis, shown.wording)}. "
        f"Effort, what the whole runner takes: {said(effort.basis, shown.wording)}. {NO_VERDICT}"
    )
    chart = Chart(plot, alt=alt, prefix="glance-load", wording=shown.wording)
    return GlanceChart(heading="Load of both kinds", chart=chart, note=note)


def _cut(shown: Shown) -> TrainingLog:
    """The log of the days shown, from the last activity before them on: a hole that begins there stays one.

    It takes a quarter of the time over ten years, and a sensor that is new this year counts although earlier years lack it.
    """
    log, first, last = shown.log, shown.first, shown.last
    begin = max((one.local_day for one in log.counted if one.local_day <= first), default=first)
    return replace(log, recorded=tuple(one for one in log.recorded if begin <= one.local_day <= last), today=last)


def _amount(shown: Shown, name: str, unit: Unit, daily: pd.Series) -> WeeklyAmount:
    days = daily.reindex(shown.days.index)
    by_week, lost = days.groupby(shown.week).sum(min_count=1), days.isna().groupby(shown.week).any()
    return WeeklyAmount(name=name, unit=unit, by_week=by_week, partly=lost & by_week.notna())


def _said(amount: WeeklyAmount, wording: Wording) -> str:
    seen, unit = amount.by_week / size_of(amount.unit, wording), unit_name(amount.unit, wording)
    reach = f"{amount.name.capitalize()} a week: {between(seen, unit, wording)}"
    known = seen.dropna()
    return f"{reach}, {wording.number(float(known.median()))} in the median week." if len(known) > 1 else f"{reach}."
