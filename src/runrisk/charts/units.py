"""Units of a plot's values and words with amounts in them: miles and a decimal comma come last, when it is shown."""

from dataclasses import dataclass
from datetime import date, timedelta

from runrisk.wording import METRES_PER_MILE, Units, Wording

EPOCH = date(1970, 1, 1)
"""Days along an axis are counted from here."""
METRES_PER_KM = 1000.0


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


PLAIN = Wording()
"""The wording that nobody chose: kilometres, a point, ISO days."""


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


def size_of(unit: Unit, wording: Wording) -> float:
    """How much of the values one of the unit is, as this reader sees it."""
    if not unit.follows:
        return unit.size
    return METRES_PER_KM if wording.units is Units.KM else METRES_PER_MILE


def unit_name(unit: Unit, wording: Wording) -> str:
    """What the unit is called, as this reader sees it."""
    return f"{unit.name}{wording.units}" if unit.follows else unit.name


def number(value: float, decimals: int | None, wording: Wording) -> str:
    """A number with so many decimals; None: with as many as it has."""
    return wording.exact(value) if decimals is None else wording.number(value, decimals)


def text_of(label: Label, wording: Wording) -> str:
    """A label in words."""
    parts = (label,) if isinstance(label, str) else label
    return "".join(_part(part, wording) for part in parts)


def has_amount(label: Label) -> bool:
    """Whether a label says a number of its own."""
    return not isinstance(label, str) and any(isinstance(part, Amount) for part in label)


def _part(part: str | Amount | date, wording: Wording) -> str:
    if isinstance(part, str):
        return part
    return _amount(part, wording) if isinstance(part, Amount) else wording.day(part)


def _amount(amount: Amount, wording: Wording) -> str:
    value = amount.value / size_of(amount.unit, wording)
    # A limit of 5 km is 3.10686 miles: four digits say enough.
    near = float(f"{value:.4g}") if amount.decimals is None else value
    sign = "+" if amount.signed and value >= 0 else ""
    return f"{sign}{number(near, amount.decimals, wording)} {unit_name(amount.unit, wording)}".rstrip()


def day_of(place: float) -> date:
    """The day in which a place along an axis of days lies."""
    return EPOCH + timedelta(days=int(place // 1))


def sided(shown: float, decimals: int | None, sides: tuple[str, str] | None, wording: Wording) -> str:
    """A number in the reader's unit; with the side below or above 0 in place of a sign where there are sides."""
    if sides is None:
        return number(shown, decimals, wording)
    below, above = sides
    return f"{number(abs(shown), decimals, wording)} {above if shown > 0 else below}" if shown else "0"
