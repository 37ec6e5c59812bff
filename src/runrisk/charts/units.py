"""Units of a plot's values, and how a reader wants to see them: miles and a decimal comma come last, when it is shown."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

EPOCH = date(1970, 1, 1)
"""Days along an axis are counted from here."""
METRES_PER_KM = 1000.0
METRES_PER_MILE = 1609.344
"""International mile, by definition [m]."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Unit:
    """What numbers are shown in.

    Attributes:
        name: what stands in brackets; with `follows`, what stands before the reader's own unit, such as "weighted ".
        size: how much one of it is, in the unit of the values: 60 for minutes where values are seconds.
        follows: whether it is a distance [m] that is shown in the reader's kilometres or miles.
        behind: whether it may stand behind every number; a longer one only names the axis.
    """

    name: str = ""
    size: float = 1.0
    follows: bool = False
    behind: bool = False


NONE = Unit()
ROAD = Unit(follows=True, behind=True)
"""Distances run [m], in kilometres or miles."""
METRES = Unit(name="m", behind=True)
PERCENT = Unit(name="%", size=0.01, behind=True)
"""Shares (0-1)."""
OF_HUNDRED = Unit(name="%", behind=True)
"""Values that are percent already."""
RATIO = Unit(name="ratio")
DAYS = Unit(name="days", behind=True)
MINUTES = Unit(name="min", size=60.0, behind=True)
"""Times [s]."""
HOURS = Unit(name="h", size=3600.0, behind=True)


class Display(Protocol):
    """How a reader sees numbers."""

    @property
    def road_unit(self) -> str:
        """The name of the unit of distances: km or mi."""

    @property
    def road_unit_m(self) -> float:
        """How long it is [m]."""

    @property
    def decimal_mark(self) -> str:
        """The sign before decimals."""

    def number(self, value: float, decimals: int | None = None) -> str:
        """A number with so many decimals; None: with as few as it needs."""

    def day(self, day: date) -> str:
        """A day."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Plain:
    """The display that nobody chose: kilometres, a point, ISO days."""

    road_unit: str = "km"
    road_unit_m: float = METRES_PER_KM
    decimal_mark: str = "."

    def number(self, value: float, decimals: int | None = None) -> str:
        """A number with so many decimals; None: with as few as it needs."""
        text = f"{value:g}" if decimals is None else f"{value:.{decimals}f}"
        return text.replace(".", self.decimal_mark)

    def day(self, day: date) -> str:
        """A day."""
        return day.isoformat()


KILOMETRES = Plain()
MILES = Plain(road_unit="mi", road_unit_m=METRES_PER_MILE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Amount:
    """A number within a label; it becomes text when the plot is shown.

    Attributes:
        value: in the unit's own values, such as metres.
        unit: what it is shown in; a name stands behind the number.
        decimals: None for as few as it needs.
        signed: whether a plus is written too.
    """

    value: float
    unit: Unit = NONE
    decimals: int | None = None
    signed: bool = False


Label = str | tuple[str | Amount | date, ...]
"""Plain words, or words, amounts and days in turn."""


def size_of(unit: Unit, display: Display) -> float:
    """How much of the values one of the unit is, as this reader sees it."""
    return display.road_unit_m if unit.follows else unit.size


def unit_name(unit: Unit, display: Display) -> str:
    """What the unit is called, as this reader sees it."""
    return f"{unit.name}{display.road_unit}" if unit.follows else unit.name


def text_of(label: Label, display: Display) -> str:
    """A label in words."""
    parts = (label,) if isinstance(label, str) else label
    return "".join(_part(part, display) for part in parts)


def has_amount(label: Label) -> bool:
    """Whether a label says a number of its own."""
    return not isinstance(label, str) and any(isinstance(part, Amount) for part in label)


def _part(part: str | Amount | date, display: Display) -> str:
    if isinstance(part, str):
        return part
    return _amount(part, display) if isinstance(part, Amount) else display.day(part)


def _amount(amount: Amount, display: Display) -> str:
    value = amount.value / size_of(amount.unit, display)
    # A limit of 5 km is 3.10686 miles: four digits say enough.
    near = float(f"{value:.4g}") if amount.decimals is None else value
    sign = "+" if amount.signed and value >= 0 else ""
    return f"{sign}{display.number(near, amount.decimals)} {unit_name(amount.unit, display)}".rstrip()


def day_of(place: float) -> date:
    """The day in which a place along an axis of days lies."""
    return EPOCH + timedelta(days=int(place // 1))


def sided(shown: float, decimals: int | None, sides: tuple[str, str] | None, display: Display) -> str:
    """A number in the reader's unit; with the side below or above 0 in place of a sign where there are sides."""
    if sides is None:
        return display.number(shown, decimals)
    below, above = sides
    return f"{display.number(abs(shown), decimals)} {above if shown > 0 else below}" if shown else "0"
