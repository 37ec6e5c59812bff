"""The weeks at a glance: how far, how far at once, which weeks are flagged."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from math import inf, isnan

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
    since: float = -inf,
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
        since: the day from which on it counts [days since 1970-01-01]; what begins earlier is history and drawn pale.
        unfinished: whether the last is not over yet.
        span: what one bar stands for.
        bar_days: width of a bar [days].
        xlabel: what is counted to the right.
        height_in: height of the chart [inch].
    """
    series = far_and_longest(starts, distance_m, longest_m, flagged, span)
    series = tuple(part for one in series for part in _by_age(one, since, span, unfinished=unfinished))
    panel = Panel(
        x=bars_axis(starts, bar_days, span=span, name=xlabel),
        y=Axis(name=f"distance a {span}", unit=ROAD, ends=from_zero(series)),
        series=series,
    )
    return plot_of(panel, height_in=height_in, key_columns=4)


def _by_age(one: Series, since: float, span: str, *, unfinished: bool) -> Iterator[Series]:
    """Bars as those that are history, those that count, and the last where it is but a part; other series as they are."""
    if not isinstance(one, Bars):
        yield one
        return
    now = sum(at < since for at in one.at)
    end = len(one.at) - unfinished
    named = False  # the key names what is flagged once
    for name, look, part in (
        (f"{span}s before", Look.BESIDE, slice(0, min(now, end))),
        (one.name, one.look, slice(min(now, end), end)),
        (f"{span} that is not over", Look.PARTLY, slice(end, len(one.at))),
    ):
        if one.at[part]:
            flag_name = "" if named else one.flag_name
            yield replace(
                one,
                name=name,
                look=look,
                at=one.at[part],
                value=one.value[part],
                flagged=one.flagged[part],
                flag_name=flag_name,
            )
            named = named or any(one.flagged[part])


def _parted(points: Iterable[tuple[float, float]]) -> tuple[Values, Values]:
    pairs = tuple(points)
    return tuple(at for at, _ in pairs), tuple(value for _, value in pairs)
