"""Load of both kinds by week: what the legs take, and what the whole runner takes."""

from dataclasses import replace

import pandas as pd

from runrisk.charts import Chart, Panel, draw_panels, new_figure
from runrisk.measures.daily_load import effort_load, impact_load
from runrisk.model import TrainingLog
from runrisk.report.glance.shown import GlanceChart, Shown, between
from runrisk.wording import Wording, said

HEIGHT_IN = 3.0
NO_VERDICT = (
    "Both rest on the days shown alone and are shown without a verdict: nothing here holds their size against a limit."
)


def load_chart(shown: Shown) -> GlanceChart:
    """Impact above, effort below, on the same weeks."""
    log = _cut(shown)
    impact, effort = impact_load(log), effort_load(log)
    miles = impact.daily.map(lambda km: shown.units.of(1000 * km))
    panels = [
        _panel(shown, "impact", f"weighted {shown.units}", miles),
        _panel(shown, "effort", effort.unit.replace(" x ", " × "), effort.daily),
    ]
    weeks = pd.DatetimeIndex(shown.week.unique())
    figure = new_figure(HEIGHT_IN)
    draw_panels(figure, [stamp.date() for stamp in weeks], panels, xlabel=shown.week_label)
    alt = (
        f"Load of {shown.wording.counted(len(weeks), 'week')} {shown.span}, in two panels. "
        f"{' '.join(_said(panel, shown.wording) for panel in panels)}"
    )
    note = (
        f"Impact, what the legs take: {said(impact.basis, shown.wording)}. "
        f"Effort, what the whole runner takes: {said(effort.basis, shown.wording)}. {NO_VERDICT}"
    )
    return GlanceChart(heading="Load of both kinds", chart=Chart(figure, alt=alt, prefix="glance-load"), note=note)


def _cut(shown: Shown) -> TrainingLog:
    """The log of the days shown, from the last activity before them on: a hole that begins there stays one.

    It takes a quarter of the time over ten years, and a sensor that is new this year counts although earlier years lack it.
    """
    log, first, last = shown.log, shown.first, shown.last
    begin = max((one.local_day for one in log.counted if one.local_day <= first), default=first)
    return replace(log, recorded=tuple(one for one in log.recorded if begin <= one.local_day <= last), today=last)


def _panel(shown: Shown, name: str, unit: str, daily: pd.Series) -> Panel:
    days = daily.reindex(shown.days.index)
    by_week, lost = days.groupby(shown.week).sum(min_count=1), days.isna().groupby(shown.week).any()
    return Panel(name=name, unit=unit, by_week=by_week, partly=lost & by_week.notna())


def _said(panel: Panel, wording: Wording) -> str:
    reach = f"{panel.name.capitalize()} a week: {between(panel.by_week, panel.unit, wording)}"
    known = panel.by_week.dropna()
    return f"{reach}, {wording.number(float(known.median()))} in the median week." if len(known) > 1 else f"{reach}."
