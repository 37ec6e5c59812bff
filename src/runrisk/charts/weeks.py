"""The weeks at a glance: how far, how far at once, which weeks are flagged."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from math import isnan

from runrisk.charts.plot import Axis, Panel, Plot, plot_of
from runrisk.charts.series import Bars, Dots, Flags, Look, Series, Unknown, Values, from_zero
from runrisk.charts.units import ROAD

BAR_DAYS = 5.6
"""Width of a week's bar [days]: a gap stays between two of them. Our choice."""
MONTH_BAR_DAYS = 26.0
"""Width of a month's bar [days]: the same."""
LEAST_BARS = 12
"""Room for so many bars even where there are fewer: a single one does not fill the chart. Our choice."""


def bars_axis(starts: Values, stretch: float, *, span: str, name: str = "", each_month: bool = False) -> Axis:
    """An axis of bars that each stand for the days from their start on, at least one."""
    first, last = starts[0] + stretch / 2, starts[-1] + stretch / 2
    ends = (min(first, last - LEAST_BARS * stretch) - stretch, last + stretch)
    return Axis(name=name, days=True, begins=f"{span} from", stretch=stretch, ends=ends, each_month=each_month)


def unknown(at: Values, value: Values) -> tuple[Unknown, ...]:
    """Crosses where nothing is known, if there are any."""
    lost = tuple(place for place, amount in zip(at, value, strict=True) if isnan(amount))
    return (Unknown(at=lost),) if lost else ()


def far_and_longest(
    starts: Values, distance_m: Values, longest_m: Values, flagged: Flags, span: str
) -> tuple[Series, ...]:
    """A bar for each span, a dot for its longest run where there is one."""
    runs = [(at, far) for at, far in zip(starts, longest_m, strict=True) if far > 0]
    at, longest = _parted(runs)
    return (
        Bars(name=f"distance in the {span}", at=starts, value=distance_m, flagged=flagged, flag_name=f"flagged {span}"),
        Dots(name="longest single run", at=at, value=longest, look=Look.RING),
        *unknown(starts, distance_m),
    )


def weeks_plot(
    starts: Values,
    distance_m: Values,
    longest_m: Values,
    flagged: Flags = (),
    *,
    unfinished: bool = False,
    span: str = "week",
    bar_days: float = BAR_DAYS,
    xlabel: str = "",
    height_in: float | None = None,
) -> Plot:
    """A bar for each week, a dot for its longest run; flagged weeks are hatched and carry a triangle.

    Args:
        starts: first day of each week (or of each `span`), at least one.
        distance_m: distance run in it [m]; NaN where nothing is known of it.
        longest_m: longest single run in it [m].
        flagged: whether it is flagged; empty: none is.
        unfinished: whether the last is not over yet.
        span: what one bar stands for.
        bar_days: width of a bar [days].
        xlabel: what is counted to the right.
        height_in: height of the chart [inch].
    """
    series = far_and_longest(starts, distance_m, longest_m, flagged, span)
    if unfinished:
        series = tuple(part for one in series for part in _not_over(one, span))
    panel = Panel(
        x=bars_axis(starts, bar_days, span=span, name=xlabel),
        y=Axis(name=f"distance a {span}", unit=ROAD, ends=from_zero(series)),
        series=series,
    )
    return plot_of(panel, height_in=height_in, key_columns=4)


def _not_over(one: Series, span: str) -> Iterator[Series]:
    """Bars of which the last looks like a part, because it is one; other series as they are."""
    if not isinstance(one, Bars):
        yield one
        return
    if one.at[:-1]:
        yield replace(one, at=one.at[:-1], value=one.value[:-1], flagged=one.flagged[:-1])
    yield replace(
        one,
        name=f"{span} that is not over",
        at=one.at[-1:],
        value=one.value[-1:],
        flagged=one.flagged[-1:],
        look=Look.PARTLY,
        flag_name="" if any(one.flagged[:-1]) else one.flag_name,  # the key names it once
    )


def _parted(points: Iterable[tuple[float, float]]) -> tuple[Values, Values]:
    pairs = tuple(points)
    return tuple(at for at, _ in pairs), tuple(value for _, value in pairs)
