"""The whole log, day by day, a row a year: runs, flags, pain, races and holes."""

import pandas as pd

from runrisk.charts import Chart, flags, plot_of, values
from runrisk.charts.plot import Calendar, Years
from runrisk.finding import Occurrence
from runrisk.measures.pain import hurting
from runrisk.measures.races import races
from runrisk.model import TrainingLog
from runrisk.report.glance.glance_chart import GlanceChart
from runrisk.wording import Wording

SQUARES = "A square is a day with a run, shaded by distance."
FLAGGED = "What was flagged is shown whether or not anything followed."


def years_chart(log: TrainingLog, marked: tuple[Occurrence, ...], wording: Wording, first_weekday: int) -> GlanceChart:
    """A row for each calendar year of the log."""
    days = log.days
    index = pd.DatetimeIndex(days.index)
    ran = days["runs"] > 0
    # A run of unknown distance is no day without: NaN keeps it apart from 0.
    distance_m = days["distance_m"].where(days["distance_m"] > 0, float("nan")).where(ran, 0.0)
    flagged = index.isin([pd.Timestamp(seen.last) for seen in marked if seen.activity])
    pain, race = hurting(log, index), index.isin(log.runs.loc[races(log), "day"])
    calendar = Calendar(
        first=index[0].date(),
        distance_m=values(distance_m),
        other=flags(days["other_s"] != 0),
        known=flags(days["known"]),
        flagged=flags(flagged),
        pain=flags(pain),
        first_weekday=first_weekday,
    )
    first, last = (
        min(max((day - calendar.first).days, 0), len(days) - 1) for day in (log.period.since, log.period.until)
    )
    plot = plot_of(Years(days=calendar, race=flags(race), period=(first, last)))
    said = (
        f"{wording.counted(len(log.runs), 'run')} and {wording.distance(float(days['distance_m'].sum()), 0)} "
        f"from {wording.day(index[0].date())} to {wording.day(index[-1].date())}"
    )
    marks = [(int(flagged.sum()), "flagged run"), (int(race.sum()), "race"), (int(pain.sum()), "day of pain")]
    listed = ", ".join(
        wording.counted(count, name, f"{name}s" if name != "day of pain" else "days of pain")
        for count, name in marks
        if count
    )
    alt = f"{said}{f': {listed}' if listed else ''}."
    chart = Chart(plot, alt=alt, prefix="glance-years", wording=wording)
    return GlanceChart(
        heading="The years", chart=chart, note=" ".join((alt, SQUARES, *([FLAGGED] if flagged.any() else [])))
    )
