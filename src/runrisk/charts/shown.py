"""An axis as its reader sees it: the unit, and what its places are called."""

from runrisk.charts.plot import Axis
from runrisk.charts.series import Values
from runrisk.charts.units import day_of, sided, size_of, unit_name
from runrisk.wording import Wording

MIDNIGHT = 1e-6
"""A place so little before a day belongs to it [days]."""


def in_unit(axis: Axis, values: Values, wording: Wording) -> list[float]:
    """Values in the unit that the reader sees."""
    size = size_of(axis.unit, wording)
    return [value / size for value in values]


def drawn_at(axis: Axis, places: Values, wording: Wording) -> list[float]:
    """Where marks stand along the axis: in the middle of their stretch of days."""
    return [place + axis.stretch / 2 for place in in_unit(axis, places, wording)]


def axis_title(axis: Axis, wording: Wording) -> str:
    """What is counted, with its unit: "distance [km]"."""
    unit = unit_name(axis.unit, wording)
    return f"{axis.name} [{unit}]".strip() if unit else axis.name


def places_title(axis: Axis) -> str:
    """What the places along an axis are."""
    return axis.begins or axis.name or ("day" if axis.days else "place")


def place_name(axis: Axis, place: float, wording: Wording) -> str:
    """What a reader of the axis calls a place (in the axis's own values)."""
    if axis.days:
        return wording.day(day_of(place + MIDNIGHT))
    if axis.names:
        return axis.names[int(place)]
    return sided(float(f"{place / size_of(axis.unit, wording):.4g}"), None, axis.sides, wording)
