"""An axis as its reader sees it: the unit, and what its places are called."""

from runrisk.charts.plot import Axis
from runrisk.charts.series import Values
from runrisk.charts.units import Display, day_of, sided, size_of, unit_name

MIDNIGHT = 1e-6
"""A place so little before a day belongs to it [days]."""


def in_unit(axis: Axis, values: Values, display: Display) -> list[float]:
    """Values in the unit that the reader sees."""
    size = size_of(axis.unit, display)
    return [value / size for value in values]


def drawn_at(axis: Axis, places: Values, display: Display) -> list[float]:
    """Where marks stand along the axis: in the middle of their stretch of days."""
    return [place + axis.stretch / 2 for place in in_unit(axis, places, display)]


def axis_title(axis: Axis, display: Display) -> str:
    """What is counted, with its unit: "distance [km]"."""
    unit = unit_name(axis.unit, display)
    return f"{axis.name} [{unit}]".strip() if unit else axis.name


def places_title(axis: Axis) -> str:
    """What the places along an axis are."""
    return axis.begins or axis.name or ("day" if axis.days else "place")


def place_name(axis: Axis, place: float, display: Display) -> str:
    """What a reader of the axis calls a place (in the axis's own values)."""
    if axis.days:
        return display.day(day_of(place + MIDNIGHT))
    if axis.names:
        return axis.names[int(place)]
    return sided(float(f"{place / size_of(axis.unit, display):.4g}"), None, axis.sides, display)
