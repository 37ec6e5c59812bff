"""Apple Health's single readings, summed up by the minute while they pass by: a few bytes a minute stay, no record.

The readings stand before the workouts in the file, so that nobody knows yet which of them belong to one: all are binned.
"""

from array import array
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache

import numpy as np

from runrisk.importers.services.readings import MINUTE_S, Reading

MAX_MINUTES = 3_000_000
"""So many minutes of one quantity are kept, 10 bytes each; later ones are left out. Our choice: six years of a heart rate
in every single minute, or thirty in every fifth, as watches take it."""
MAX_READINGS = 1000
"""Readings of one minute beyond so many are left out. Our choice: nothing measures sixteen times a second."""

_PREFIX = "HKQuantityTypeIdentifier"
_QUANTITIES: Mapping[str, tuple[str, Mapping[str, float]]] = {
    _PREFIX + "HeartRate": ("heart_rate_bpm", {"count/min": 1.0, "count/s": 60.0}),
    _PREFIX + "RunningGroundContactTime": ("contact_ms", {"ms": 1.0, "s": 1000.0}),
    _PREFIX + "RunningVerticalOscillation": ("oscillation_mm", {"cm": 10.0, "mm": 1.0, "m": 1000.0, "in": 25.4}),
    _PREFIX + "RunningStrideLength": ("step_length_mm", {"m": 1000.0, "cm": 10.0, "ft": 304.8, "in": 25.4}),
    _PREFIX + "RunningPower": ("power_w", {"W": 1.0, "kW": 1000.0}),
}
"""Apple's name of a quantity -> sample column, and its units' factors; Apple's stride is one step of one foot."""


class Minutes:
    """Means by the minute of one quantity."""

    def __init__(self, column: str, factors: Mapping[str, float]) -> None:
        """Begin with nothing."""
        self.column = column
        self._factors = factors
        self._minutes = array("i")
        self._sums = array("f")
        self._counts = array("H")
        self._last: str | None = None

    def __len__(self) -> int:
        return len(self._minutes)

    def add(self, attributes: Mapping[str, str]) -> None:
        """Take a reading in; what is no number in a known unit at a known time is left out."""
        at = attributes.get("startDate", "")
        named = at[:16] + at[19:]
        try:
            value = float(attributes["value"]) * self._factors[attributes["unit"]]
            if named != self._last:
                if len(self._minutes) >= MAX_MINUTES:
                    return
                self._minutes.append(apple_minute(at))
                self._sums.append(0.0)
                self._counts.append(0)
                self._last = named
            if 0 < value < np.inf and self._counts[-1] < MAX_READINGS:
                self._sums[-1] += value
                self._counts[-1] += 1
        except (KeyError, ValueError, OverflowError):
            return

    def in_order(self) -> "tuple[np.ndarray, np.ndarray]":
        """Minutes since 1970, each once and rising, and their means."""
        minutes, counts = np.array(self._minutes, np.int64), np.array(self._counts, float)
        unique, place = np.unique(minutes, return_inverse=True)
        sums = np.bincount(place, weights=np.array(self._sums, float), minlength=len(unique))
        known = np.bincount(place, weights=counts, minlength=len(unique))
        return unique[known > 0], sums[known > 0] / known[known > 0]


class AppleMinutes:
    """The means by the minute of all quantities that describe a run."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._of = {name: Minutes(column, factors) for name, (column, factors) in _QUANTITIES.items()}
        self.takers = {name: one.add for name, one in self._of.items()}

    def readings(self, spans: Sequence[tuple[datetime, datetime]]) -> list[tuple[Reading, ...]]:
        """What there is between two moments (aware), for each of several such spans."""
        tables = [(one.column, *one.in_order()) for one in self._of.values() if len(one)]
        return [tuple(_between(span, tables)) for span in spans]


def _between(
    span: tuple[datetime, datetime], tables: "Sequence[tuple[str, np.ndarray, np.ndarray]]"
) -> "list[Reading]":
    begin, end = (moment.timestamp() for moment in span)
    found = []
    for column, minutes, means in tables:
        first = np.searchsorted(minutes, begin // MINUTE_S)
        last = np.searchsorted(minutes, end // MINUTE_S, side="right")
        if last > first:
            begin_s = minutes[first:last] * MINUTE_S - begin
            found.append(
                Reading(column=column, begin_s=tuple(begin_s.tolist()), mean=tuple(means[first:last].tolist()))
            )
    return found


def apple_minute(text: str) -> int:
    """The minute since 1970, UTC, of "2026-08-05 17:00:00 +0200".

    Raises:
        ValueError: it is no such date.
    """
    sign = {"+": 1, "-": -1}.get(text[20:21], 0)
    if not sign or len(text) != 25:  # noqa: PLR2004 - its length
        raise ValueError(text)
    offset = sign * (int(text[21:23]) * 60 + int(text[23:25]))
    return _day(text[:10]) * 1440 + int(text[11:13]) * 60 + int(text[14:16]) - offset


@lru_cache(maxsize=64)
def _day(text: str) -> int:
    return date.fromisoformat(text).toordinal() - date(1970, 1, 1).toordinal()
