"""What a panel of a plot holds: values with their places, in SI units, and what each is called. No Matplotlib here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import isfinite

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from runrisk.charts.units import EPOCH, NONE, Amount, Label, Unit

Values = tuple[float, ...]
"""NaN where nothing is known: a gap, never bridged."""
Flags = tuple[bool, ...]

HEADROOM = 1.12
"""Room for a triangle and a label above the highest value. Our choice."""


class Look(StrEnum):
    """How a series looks; a name stands for a colour and a second sign, never for a colour alone."""

    MEASURED = "measured"
    BESIDE = "beside"
    """What stands beside it: paler, and dash-dotted as a line."""
    SMOOTH = "smooth"
    """A line through what is scattered."""
    RING = "ring"
    """Hollow dots upon bars."""
    PARTLY = "partly"
    """Bars of which only a part is known: paler and hatched."""
    OTHER = "other"
    """The second of two alike: another colour, and dashed."""
    LIMIT = "limit"


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A line through the values. `flagged` ones carry a triangle.

    Attributes (of all series):
        name: what the values are; empty: what their axis says.
        at: a place for each value: days since 1970-01-01, or in the unit of the axis.
        value: the values, in the unit of the axis's values.
        flagged: whether each value is flagged; empty: none is.
        keyed: whether the key names the series.
    """

    name: Label = ""
    at: Values
    value: Values
    flagged: Flags = ()
    look: Look = Look.MEASURED
    keyed: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Steps:
    """Values that hold around their place: a limit that changes, or a histogram."""

    name: Label = ""
    at: Values
    value: Values
    flagged: Flags = ()
    look: Look = Look.LIMIT
    keyed: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Dots:
    """A dot for each value, on a stem from 0 with `stems`; flagged ones are triangles."""

    name: Label = ""
    at: Values
    value: Values
    flagged: Flags = ()
    look: Look = Look.MEASURED
    keyed: bool = True
    stems: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Bars:
    """A bar for each value, from `foot` on (empty: from 0); flagged ones are hatched and carry a triangle.

    `part` is its number within a stack, -1 for what remains, -2 for what cannot be told; None outside a stack. `flag_name`
    is what the key calls flagged bars; empty: it does not.
    """

    name: Label = ""
    at: Values
    value: Values
    flagged: Flags = ()
    look: Look = Look.MEASURED
    keyed: bool = True
    foot: Values = ()
    part: int | None = None
    flag_name: Label = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Intervals:
    """Values between their lower and upper ends; with `sided` the mark points to the side that the value's sign says."""

    name: Label = ""
    ends_name: Label = "ends of the interval"
    at: Values
    value: Values
    low: Values
    high: Values
    sided: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Limit:
    """A limit that is the same everywhere: a dashed line across, named at its end. `upright`: at a value of x."""

    value: float
    name: Label = "limit"
    upright: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """A line across that is no limit: thin, and dotted where it has a name."""

    value: float
    name: Label = ""
    upright: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Band:
    """A shaded stretch from `low` to `high` of y; `upright`: of x."""

    low: float
    high: float
    name: Label = ""
    upright: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Unknown:
    """Places where there is no value, and why in words: crosses on the ground."""

    at: Values
    name: Label = "nothing known"


@dataclass(frozen=True, kw_only=True, slots=True)
class Note:
    """Words at a place: at a value, or at a share (0-1) of the height of the panel."""

    at: float
    text: Label
    value: float | None = None
    share: float = 0.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Stay:
    """A named bar along the bottom from one place to another, such as the days on which a device was worn."""

    first: float
    last: float
    name: str
    row: int = 0


Valued = Line | Steps | Dots | Bars
Series = Valued | Intervals | Limit | Rule | Band | Unknown | Note | Stay


def days_at(days: Iterable[object]) -> Values:
    """Days as places: days since 1970-01-01."""
    stamps = pd.DatetimeIndex(list(days))
    return tuple(((stamps - pd.Timestamp(EPOCH)) / pd.Timedelta(days=1)).astype(float).tolist())


def values(numbers: ArrayLike | pd.Series) -> Values:
    """Any numbers as a tuple of floats; what is missing is NaN."""
    return tuple(np.asarray(numbers, float).tolist())


def flags(marked: ArrayLike | pd.Series) -> Flags:
    """Any truth values as a tuple."""
    return tuple(np.asarray(marked, bool).tolist())


def flags_from(one: Series, since: float) -> Series:
    """A series whose values before a place are not flagged."""
    if not isinstance(one, Line | Steps | Dots | Bars) or not one.flagged:
        return one
    return replace(one, flagged=tuple(flag and at >= since for at, flag in zip(one.at, one.flagged, strict=True)))


def limit_at(
    value: float,
    unit: Unit = NONE,
    *,
    what: str = "limit ",
    then: str = "",
    decimals: int | None = None,
    signed: bool = False,
    upright: bool = False,
) -> Limit:
    """A limit whose name says its value: "limit 2.5 a week"; `what` stands before the value, `then` behind it."""
    amount = Amount(value=value, unit=unit, decimals=decimals, signed=signed)
    return Limit(value=value, name=(what, amount, then), upright=upright)


def top_of(series: Sequence[Series]) -> float:
    """The highest value that is drawn; 0 where there is none."""
    return max((value for one in series for value in _reach(one) if isfinite(value)), default=0.0)


def from_zero(series: Sequence[Series]) -> tuple[float, float]:
    """Ends of an axis from 0 to a little above what is drawn; to 1 where nothing is."""
    top = top_of(series)
    return 0.0, HEADROOM * top if top > 0 else 1.0


def _reach(one: Series) -> Values:
    if isinstance(one, Bars) and one.foot:
        return tuple(foot + value for foot, value in zip(one.foot, one.value, strict=True))
    if isinstance(one, Line | Steps | Dots | Bars):
        return one.value
    if isinstance(one, Intervals):
        return (*one.value, *one.low, *one.high)
    return (one.value,) if isinstance(one, Limit) and not one.upright else ()
