"""Bars made of parts, told apart by lightness and hatching, never by hue."""

from collections.abc import Sequence

import numpy as np

from runrisk.charts.plot import Axis, Panel, Plot, plot_of
from runrisk.charts.series import Bars, Values, from_zero
from runrisk.charts.units import ROAD
from runrisk.charts.weeks import MONTH_BAR_DAYS, bars_axis

MAX_PARTS = 5
"""More parts than this have to be put together, or they could not be told apart."""
SHORT_NAME = 10
"""Names up to here stand four in a row of the key, longer ones two [characters]: wide letters fit too. Our choice."""

Part = tuple[str, Values]


def stacks_plot(starts: Values, parts: Sequence[Part], rest: Sequence[Part], *, name: str) -> Plot:
    """A bar for each month, the parts upon each other in their order.

    Args:
        starts: first day of each month, of a year at most.
        parts: name and distance [m] of each part, MAX_PARTS at most; names may be text from elsewhere.
        rest: the same for what remains, on top; two at most.
        name: what is counted. What is 0 throughout is not shown.
    """
    series, foot = [], np.zeros(len(starts))
    numbered = (*enumerate(parts[:MAX_PARTS]), *((-1 - number, part) for number, part in enumerate(rest)))
    for number, (label, value) in numbered:
        if any(value):
            series.append(Bars(name=label, at=starts, value=value, foot=tuple(foot.tolist()), part=number))
        foot = foot + np.array(value)
    panel = Panel(
        x=bars_axis(starts, MONTH_BAR_DAYS, span="month", name="month", each_month=True),
        y=Axis(name=name, unit=ROAD, ends=from_zero(series)),
        series=tuple(series),
    )
    return plot_of(panel, key_columns=4 if max(len(label) for label, _ in parts) <= SHORT_NAME else 2)
