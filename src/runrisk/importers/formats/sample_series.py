"""Samples out of separate series, each with times of its own, put on one clock of whole seconds."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from runrisk.errors import UnsafeFileError
from runrisk.geo import Floats
from runrisk.importers.formats.xml_points import RANGES
from runrisk.importers.services.values import items, number
from runrisk.model import Samples

MAX_SAMPLES = 2_000_000
"""Values in one series. Our choice: 23 days at one a second."""
MAX_SECONDS = 48 * 3600.0
"""Later samples belong to no session [s]. Our choice: as the longest activity that counts."""

_ABOVE_ZERO = frozenset({"heart_rate_bpm", "altitude_m"})
"""Columns in which zeros at the beginning mean "not known yet"."""

Series = tuple[str, Floats, Floats]
"""Column, seconds since the start, values."""


def joined_series(series: Iterable[Series]) -> Samples:
    """Return the samples of some series; empty where none holds anything. Values that cannot be are left out."""
    usable = [(name, *_within(seconds, _possible(name, values))) for name, seconds, values in series]
    if not usable:
        return Samples()
    clock = np.unique(np.concatenate([seconds for _, seconds, _ in usable]))
    columns: dict[str, Any] = {"time_s": clock.astype(float)}
    for name, seconds, values in usable:
        column = columns.setdefault(name, np.full(len(clock), np.nan))
        known = np.isfinite(values)
        column[np.searchsorted(clock, seconds[known])] = values[known]
    for name in _ABOVE_ZERO & columns.keys():
        columns[name] = _from_first(columns[name])
    return Samples(columns)


def row_series(
    rows: Sequence[Mapping[str, Any]], seconds: Floats, columns: Mapping[str, tuple[str, float]]
) -> list[Series]:
    """The series of rows that hold several values each.

    Args:
        rows: one moment each.
        seconds: the same moments [s since the start].
        columns: our column, and the factor to its unit, by the name in the row.
    """
    found = []
    for name, (column, factor) in columns.items():
        if any(name in row for row in rows):
            found.append((column, seconds, numbers([row.get(name) for row in rows]) * factor))
    return found


def bounded(values: Any) -> Sequence[Any]:
    """The list; an empty one for anything else.

    Raises:
        UnsafeFileError: more than MAX_SAMPLES.
    """
    found = items(values)
    if len(found) > MAX_SAMPLES:
        raise UnsafeFileError(f"more than {MAX_SAMPLES:,} samples")
    return found


def numbers(values: Sequence[Any]) -> Floats:
    """Numbers; NaN for anything else."""
    return np.array([np.nan if (found := number(value)) is None else found for value in values], float)


def _possible(name: str, values: Floats) -> Floats:
    low, high = RANGES.get(name, (-np.inf, np.inf))
    return np.where((values >= low) & (values <= high), values, np.nan)


def _within(seconds: Floats, values: Floats) -> tuple[Floats, Floats]:
    """Whole seconds within the session; what lies outside or has no time is left out."""
    inside = (seconds > -0.5) & (seconds <= MAX_SECONDS)  # noqa: PLR2004 - rounds to 0
    return np.rint(seconds[inside]) + 0.0, values[inside]


def _from_first(column: Floats) -> Floats:
    """The column without the zeros before its first value that is not 0."""
    known = np.flatnonzero(np.nan_to_num(column) != 0)
    first = known[0] if len(known) else len(column)
    return np.where(np.arange(len(column)) < first, np.nan, column)
