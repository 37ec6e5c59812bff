"""What lies far beyond all else is marked at the edge of a panel with its value, so that it does not squash the rest."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import isfinite

import numpy as np

from runrisk.charts.plot import Panel
from runrisk.charts.series import HEADROOM, Bars, Dots, Limit, Line, Look, Note, Series, Steps
from runrisk.charts.units import Amount

MANY = 20
"""Fewer values have no usual height. Our choice."""
USUAL_SHARE = 0.95
FAR = 2.5
"""Beyond so many times what 95 of 100 values stay below a value is far from all else. Our choice: of a season of 10 km runs
with a marathon nothing is cut, of one with a run of 100 km that run is."""
MOST = 3
"""So many values may be; more of them are the picture. Our choice."""
NEAR_THE_EDGE = 0.95
"""Where the value is written, as a share of the panel's height."""


def in_reach(panel: Panel) -> Panel:
    """The same panel, or one that ends above its usual values, what lies beyond standing at its edge with the value beside it.

    Only panels whose values begin at 0, are no stack and have no ends chosen against a limit that lies beyond.
    """
    top = _usual_top(panel)
    if top is None:
        return panel
    edge = HEADROOM * top
    cut = tuple(_cut(one, edge) for one in panel.series)
    return replace(panel, y=replace(panel.y, ends=(0.0, edge)), series=(*cut, *_notes(panel, edge)))


def _usual_top(panel: Panel) -> float | None:
    """Where the panel ends if something lies far beyond; None where nothing does."""
    ends = panel.amounts.ends
    data = [one for one in panel.series if isinstance(one, Line | Dots | Bars) and one.look is not Look.LIMIT]
    if panel.across or panel.amounts.sides or (ends is not None and ends[0] != 0) or _are_stacked(data):
        return None
    found = [value for one in data for value in one.value if isfinite(value) and value > 0]
    if len(found) < MANY or any(value < 0 for one in data for value in one.value):
        return None
    reach = FAR * float(np.quantile(found, USUAL_SHARE, method="lower"))
    within = [value for value in found if value <= reach]
    limits = [one.value for one in panel.series if isinstance(one, Limit) and not one.upright]
    top = max(within + limits)
    return top if 0 < len(found) - len(within) <= MOST * len(data) and max(found) > HEADROOM * top else None


def _are_stacked(series: Sequence[Series]) -> bool:
    return any(isinstance(one, Bars) and (one.foot or one.part is not None) for one in series)


def _cut(one: Series, edge: float) -> Series:
    """A series that stays below the edge."""
    if not isinstance(one, Line | Dots | Bars | Steps):
        return one
    return replace(one, value=tuple(min(value, edge) if isfinite(value) else value for value in one.value))


def _notes(panel: Panel, edge: float) -> Iterator[Note]:
    """For each place with a value beyond the edge the largest one."""
    largest: dict[float, float] = {}
    for one in panel.series:
        if isinstance(one, Line | Dots | Bars) and one.look is not Look.LIMIT:
            for at, value in zip(one.at, one.value, strict=True):
                if value > max(edge, largest.get(at, 0.0)):
                    largest[at] = value
    for at, value in largest.items():
        said = "↑ ", Amount(value=value, unit=panel.y.unit)
        yield Note(at=at + panel.x.stretch / 2, text=said, share=NEAR_THE_EDGE)
