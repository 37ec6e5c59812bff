"""How a text is worded: unit of distances, decimal mark, way to write a day. Only here does a number become text."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import floor, isinf, isnan, log10

METRES_PER_MILE = 1609.344
"""International mile, by definition [m]."""

ISO = "%Y-%m-%d"
WRITTEN = "%-d %b %Y"
"""A day as a person writes it: 2 Nov 2025."""

NOT_KNOWN = "not known"

MOST_DECIMALS = 4
"""More are never shown: a number that needs more to lie beside its limit is at it. Our choice."""

_COMMA = str.maketrans(",.", "\N{NO-BREAK SPACE},")
"""A point between thousands would be read as a decimal one by half of the readers; every terminal can print this space."""


class Units(StrEnum):
    """The unit that distances are shown in. Inside the program they are metres."""

    KM = "km"
    MI = "mi"

    def of(self, distance_m: float) -> float:
        """A distance [m] in this unit."""
        return distance_m / (1000 if self is Units.KM else METRES_PER_MILE)


class Decimal(StrEnum):
    """The sign before the decimals."""

    POINT = "point"
    COMMA = "comma"


@dataclass(frozen=True, kw_only=True, slots=True)
class Wording:
    """The reader's way to write numbers, distances and days. The default is that of JSON: km, point, ISO days.

    With a `limit` a number gets as many decimals as it takes to stay on its own side of it: 1.119 held against 1.12 is
    not shown as 1.12.

    Attributes:
        units: of distances from about a kilometre on; shorter lengths, and offsets, are metres.
        decimal: the decimal mark.
        dates: how a day is written, as strftime has it; WRITTEN for people, ISO for programs.
    """

    units: Units = Units.KM
    decimal: Decimal = Decimal.POINT
    dates: str = ISO

    def number(
        self, value: float | None, decimals: int | None = None, *, limit: float | None = None, sign: bool = False
    ) -> str:
        """A number; without `decimals` three digits in all, at most two of them decimals; "not known" for none."""
        if value is None or isnan(value):
            return NOT_KNOWN
        if isinf(value):
            return "without bound"
        places = _decimals(value) if decimals is None else decimals
        if limit is not None:
            places = _on_its_side(value, places, limit)
        return self._marked(f"{value:{'+' if sign else ''}z,.{places}f}")

    def exact(self, value: float) -> str:
        """A number as it was set, such as a limit: 1.12, 15, 0.5."""
        return self._marked(f"{value:,.10g}")

    def ratio(self, value: float, *, limit: float | None = None) -> str:
        """`1.5` -> "1.50"."""
        return self.number(value, 2, limit=limit)

    def percent(self, share: float, *, limit: float | None = None) -> str:
        """`0.52` -> "52 %"."""
        return f"{self.number(100 * share, 0, limit=None if limit is None else 100 * limit)} %"

    def counted(self, number: int, noun: str, many: str = "") -> str:
        """`3, "run"` -> "3 runs"; `1` -> "1 run"."""
        return f"{self.number(number, 0)} {noun if number == 1 else many or f'{noun}s'}"

    def distance(self, distance_m: float, decimals: int = 1, *, limit_m: float | None = None) -> str:
        """`12345` [m] -> "12.3 km"."""
        limit = None if limit_m is None else self.units.of(limit_m)
        return f"{self.number(self.units.of(distance_m), decimals, limit=limit)} {self.units}"

    def distance_within(self, distance_m: float, decimals: int = 1) -> str:
        """A distance [m] rounded down, so that what is shown stays within as well."""
        steps = 10**decimals
        shown = floor(round(steps * self.units.of(distance_m), 6)) / steps
        return f"{self.number(shown, decimals)} {self.units}"

    def metres(self, length_m: float, decimals: int = 0, *, limit_m: float | None = None) -> str:
        """`900.4` [m] -> "900 m": descents, offsets, what is never told in miles."""
        return f"{self.number(length_m, decimals, limit=limit_m)} m"

    def pace(self, seconds: float, distance_m: float) -> str:
        """The time [s] over a distance [m] that is not 0: "5:12 /km"."""
        minutes, rest = divmod(round(seconds / self.units.of(distance_m)), 60)
        return f"{minutes}:{rest:02d} /{self.units}"

    def speed(self, speed_mps: float) -> str:
        """`2.94` [m/s] -> "2.9 m/s"."""
        return f"{self.number(speed_mps, 1)} m/s"

    def clock(self, seconds: float) -> str:
        """A length of time [s] as hours, minutes and seconds: 1:02:03."""
        minutes, rest = divmod(round(seconds), 60)
        hours, minutes = divmod(minutes, 60)
        return f"{hours}:{minutes:02d}:{rest:02d}"

    def day(self, day: date) -> str:
        """A day, or the day of a moment."""
        return day.strftime(self.dates.replace("%-d", str(day.day)))  # "%-d" is no sign everywhere

    def days(self, first: date, last: date) -> str:
        """One day or a stretch of days: "2 to 8 Nov 2025", "28 Oct to 3 Nov 2025"."""
        if first == last:
            return self.day(first)
        begins = self.day(first)
        if self.dates == WRITTEN and first.year == last.year:
            begins = str(first.day) if first.month == last.month else begins.removesuffix(f" {first.year}")
        return f"{begins} to {self.day(last)}"

    def in_unit(self, value: float, unit: str) -> tuple[float, str]:
        """An amount counted in kilometres ("km", "km per week", "km/week") in the reader's unit; others as they are."""
        if unit.startswith("km") and unit[2:3] in {"", " ", "/"}:
            return self.units.of(1000 * value), f"{self.units}{unit[2:]}"
        return value, unit

    def _marked(self, number: str) -> str:
        return number if self.decimal is Decimal.POINT else number.translate(_COMMA)


Said = str | Callable[[Wording], str]
"""A text, or what makes it as soon as the wording is known."""


def said(text: Said, wording: Wording) -> str:
    """The text in this wording."""
    return text if isinstance(text, str) else text(wording)


def listed(parts: Sequence[str]) -> str:
    """`["a", "b", "c"]` -> "a, b and c"."""
    return " and ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))


def _decimals(value: float) -> int:
    return 0 if value == round(value) else min(2, max(0, 2 - floor(log10(abs(value)))))


def _on_its_side(value: float, decimals: int, limit: float) -> int:
    """The fewest decimals, from `decimals` on, with which a rounded value stays above, at or below its limit."""
    kept = (
        places
        for places in range(decimals, MOST_DECIMALS + 1)
        if _side(round(value, places), limit) == _side(value, limit)
    )
    return next(kept, decimals)


def _side(value: float, limit: float) -> int:
    return int(value > limit) - int(value < limit)


def for_people(units: str = "km", decimal: str = "point") -> Wording:
    """How a person reads: with days written out.

    Raises:
        ValueError: there is no such unit or mark.
    """
    return Wording(units=Units(units), decimal=Decimal(decimal), dates=WRITTEN)
