"""The year day by day: runs, rest, other sport, holes, flagged runs and pain."""

from collections.abc import Iterator

import pandas as pd

from runrisk.charts import Chart, flags, plot_of, values
from runrisk.charts.plot import Calendar
from runrisk.measures.pain import hurting, told_pain
from runrisk.model import HOLE_DAYS
from runrisk.report.glance.glance_chart import GlanceChart, Shown

HEIGHT_IN = 2.0


def calendar_chart(shown: Shown) -> GlanceChart:
    """A cell for each day."""
    days = shown.days
    ran, moved, pain = days["runs"] > 0, days["other_s"] != 0, hurting(shown.log, pd.DatetimeIndex(days.index))
    # A run of unknown distance is no rest day: NaN keeps it apart from 0.
    distance_m = days["distance_m"].where(days["distance_m"] > 0, float("nan")).where(ran, 0.0)
    flagged = days.index.isin([pd.Timestamp(seen.last) for seen in shown.marked if seen.activity])
    calendar = Calendar(
        first=shown.first,
        distance_m=values(distance_m),
        other=flags(moved),
        known=flags(days["known"]),
        flagged=flags(flagged),
        pain=flags(pain),
        first_weekday=shown.first_weekday,
    )
    counted = (
        ("a run", ran),
        ("other sport only", ~ran & moved),
        ("no training", ~ran & ~moved & days["known"]),
        (f"no record for {HOLE_DAYS} days or more", ~ran & ~days["known"]),
        ("a flagged run", flagged),
        ("pain told of", pain),
    )
    said = ", ".join(f"{shown.wording.number(on.sum(), 0)} with {what}" for what, on in counted if on.any())
    alt = f"Calendar of {shown.wording.counted(len(days), 'day')} {shown.span}: {said}."
    plot = plot_of(calendar, height_in=HEIGHT_IN)
    chart = Chart(plot, alt=alt, prefix="glance-days", wording=shown.wording)
    return GlanceChart(heading="Day by day", chart=chart, note=" ".join(_notes(shown, pain=bool(pain.any()))))


def _notes(shown: Shown, *, pain: bool) -> Iterator[str]:
    yield "A column a week; a day with a run is a square, shaded by distance."
    if pain:
        yield "A frame is a day for which you told of pain, wherever and however strong."
    if shown.last == shown.log.as_of and any(told.last > shown.last for told in told_pain(shown.log)):
        yield f"You told of pain after {shown.wording.day(shown.last)} too, where the log ends."
