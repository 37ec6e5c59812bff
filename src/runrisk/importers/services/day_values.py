"""The days of an export, checked: one a day and service, and nothing that no body does."""

from collections.abc import Iterable, Mapping
from datetime import date

from runrisk.errors import UnsafeFileError
from runrisk.model import Day
from runrisk.model.day import DAY_VALUES

MAX_PIECES = 2_000_000
"""More pieces of days than this are no export of one runner. Our choice: fifty a day for a hundred years."""

_POSSIBLE: Mapping[str, tuple[float, float]] = {
    "sleep_s": (600.0, 20 * 3600.0),
    "resting_hr_bpm": (25.0, 120.0),
    "hrv_rmssd_ms": (1.0, 400.0),
    "hrv_sdnn_ms": (1.0, 400.0),
}
"""Values outside are faults of the device. Our choice: wider than anything healthy runners show; a sleep of minutes is a
nap or a strap put on late."""


def sound_days(pieces: Iterable[Day]) -> tuple[Day, ...]:
    """Return one Day a day and service, oldest first; of a value told twice the last counts, what cannot be is left out.

    Raises:
        UnsafeFileError: there are more than MAX_PIECES.
    """
    known: dict[tuple[date, str], dict[str, float]] = {}
    for number, piece in enumerate(pieces):
        if number >= MAX_PIECES:
            raise UnsafeFileError(f"more than {MAX_PIECES:,} days and nights")
        values = {name: value for name in DAY_VALUES if (value := getattr(piece, name)) is not None}
        possible = {name: value for name, value in values.items() if _possible(name, value)}
        if possible:
            known.setdefault((piece.day, piece.source), {}).update(possible)
    return tuple(Day(day=day, source=source, **values) for (day, source), values in sorted(known.items()))


def _possible(name: str, value: float) -> bool:
    low, high = _POSSIBLE[name]
    return low <= value <= high
