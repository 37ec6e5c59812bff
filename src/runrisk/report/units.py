"""Kilometres or miles: the one place where a distance or a pace becomes text."""

import re
from enum import StrEnum

from runrisk.charts.units import KILOMETRES, METRES_PER_MILE, MILES, Plain

_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_DISTANCE = re.compile(rf"({_NUMBER}(?:(?: to | and | or |–){_NUMBER})*) km\b(?!/)")


class Units(StrEnum):
    """The unit that distances are shown in. Inside the program they are metres."""

    KM = "km"
    MI = "mi"

    @property
    def display(self) -> Plain:
        """How charts show this unit."""
        return KILOMETRES if self is Units.KM else MILES

    def of(self, distance_m: float) -> float:
        """A distance [m] in this unit."""
        return distance_m / (1000 if self is Units.KM else METRES_PER_MILE)

    def text(self, distance_m: float) -> str:
        """A distance [m] as text with its unit."""
        return f"{self.of(distance_m):,.1f} {self}"

    def pace(self, seconds: float, distance_m: float) -> str:
        """The time [s] over a distance [m] that is not 0 as minutes and seconds a unit: 5:12 /km."""
        minutes, rest = divmod(round(seconds / self.of(distance_m)), 60)
        return f"{minutes}:{rest:02d} /{self}"

    def sentence(self, text: str) -> str:
        """A sentence that was written in kilometres, in this unit; speeds (km/h) are left alone."""
        return text if self is Units.KM else _DISTANCE.sub(lambda found: f"{self._numbers(found[1])} {self}", text)

    def _numbers(self, kilometres: str) -> str:
        return re.sub(_NUMBER, lambda number: f"{self.of(float(number[0].replace(',', '')) * 1000):,.1f}", kilometres)
