"""Bars made of parts, told apart by lightness and hatching, never by hue."""

from collections.abc import Sequence
from datetime import date

import numpy as np
from matplotlib.dates import ConciseDateFormatter, MonthLocator
from matplotlib.figure import Figure, SubFigure
from numpy.typing import ArrayLike

from runrisk.charts.columns import columns
from runrisk.charts.style import INK, MUTED, PAPER, SHADES, new_axes
from runrisk.charts.weeks import MONTH_BAR_DAYS, along, middles

LOOKS = ((SHADES[3], ""), (SHADES[0], ""), (SHADES[2], "///"), (SHADES[1], "---"), (SHADES[3], "xxx"))
"""Colour and hatch of each named part: no two are alike in grey."""
REST_LOOKS = ((PAPER, "\\\\\\"), (PAPER, ""))
MAX_PARTS = len(LOOKS)
"""More parts than this have to be put together, or they could not be told apart."""
SHORT_NAME = 10
"""Names up to here stand four in a row of the key, longer ones two [characters]: wide letters fit too. Our choice."""


def draw_stacks(
    figure: Figure | SubFigure,
    starts: Sequence[date],
    parts: Sequence[tuple[str, ArrayLike]],
    rest: Sequence[tuple[str, ArrayLike]],
    *,
    ylabel: str,
) -> None:
    """Draw a bar for each month, the parts upon each other in their order.

    Args:
        figure: an empty figure.
        starts: first day of each month, of a year at most.
        parts: name and heights of each part, MAX_PARTS at most; names may be text from elsewhere.
        rest: the same for what remains, on top; two at most, and not drawn where it is 0 throughout.
        ylabel: what is counted, with its unit.
    """
    axes = new_axes(figure, ylabel=ylabel, xlabel="month")
    x, foot = middles(starts, MONTH_BAR_DAYS), np.zeros(len(starts))
    for (name, heights), (colour, hatch) in (*zip(parts, LOOKS, strict=False), *zip(rest, REST_LOOKS, strict=False)):
        height = np.asarray(heights, float)
        if height.any():
            columns(
                axes,
                x,
                height,
                width=MONTH_BAR_DAYS,
                foot=foot,
                label=f"“{name}”" if name.startswith("_") else name,  # Matplotlib hides labels that begin so
                gid="month from",
                color=colour,
                hatch=hatch,
                edgecolor=MUTED if colour == PAPER else PAPER,
                linewidth=0.6,
            )
        foot = foot + height
    along(axes, x, MONTH_BAR_DAYS)
    middle = MonthLocator(bymonthday=1 + int(MONTH_BAR_DAYS / 2))
    axes.xaxis.set_major_locator(middle)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(middle))
    abreast = 4 if max(len(name) for name, _ in parts) <= SHORT_NAME else 2
    figure.legend(loc="outside upper left", ncols=abreast, frameon=False, fontsize="small", labelcolor=INK)
