"""Weeks of running above, pain below, on the same days."""

from collections.abc import Sequence
from datetime import date

from runrisk.charts.plot import Axis, Panel, Plot
from runrisk.charts.series import Bars, Dots, Look, Note, Series, Values, days_at, from_zero
from runrisk.charts.units import ROAD, Unit
from runrisk.charts.weeks import BAR_DAYS

MOST_PAIN = 10.0


def weeks_and_pain_plot(
    mondays: Values,
    distance_m: Values,
    longest_m: Values,
    pain: Sequence[tuple[date, float, str]],
    *,
    height_in: float,
) -> Plot:
    """Bars of distance with dots for the longest run, and below a stem for each day of pain (day, 0-10, side)."""
    last = max((*mondays[-1:], *(at + 1 - BAR_DAYS for at in days_at(day for day, _, _ in pain))), default=0.0)
    ends = (mondays[0] - 1, last + BAR_DAYS + 1) if mondays else None
    x = Axis(days=True, begins="week from", stretch=BAR_DAYS, ends=ends)
    runs = (
        Bars(name="distance in the week", at=mondays, value=distance_m),
        Dots(name="longest run", at=mondays, value=longest_m, look=Look.RING),
    )
    days, scores = days_at(day for day, _, _ in pain), tuple(float(score) for _, score, _ in pain)
    told: tuple[Series, ...] = (
        Dots(name="pain", at=days, value=scores, flagged=(True,) * len(days), stems=True, keyed=False),
        *(
            Note(at=at, text=side[:1].upper(), value=score)
            for at, (_, score, side) in zip(days, pain, strict=True)
            if side
        ),
    )
    above = Panel(x=x, y=Axis(name="distance", unit=ROAD, ends=from_zero(runs)), series=runs, key=True, height=2.0)
    scale = Axis(name="pain", unit=Unit(name="0-10"), ends=(0, MOST_PAIN + 1), ticks=(0, MOST_PAIN / 2, MOST_PAIN))
    return Plot(panels=(above, Panel(x=Axis(days=True, ends=ends), y=scale, series=told)), height_in=height_in)
