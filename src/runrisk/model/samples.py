"""The samples of one activity on their way in: columns of numbers, not yet a table."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache, wraps
from types import MappingProxyType
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from runrisk.model.columns import SAMPLES

Column = NDArray[Any]
Rows = slice | NDArray[np.bool_] | NDArray[np.integer[Any]]
Derived = TypeVar("Derived")


@dataclass(frozen=True, eq=False)
class Samples:
    """One row a sample, one column a quantity: the names, types and units of `columns.SAMPLES`.

        samples = Samples({"time_s": [0, 1, 2], "heart_rate_bpm": [98, 99, 101]})
        samples["heart_rate_bpm"]   # float32, read-only
        samples["power_w"]          # NaN: it was not recorded

    Checked when made, never changed. What was not recorded takes no room, and reads as NaN (`segment` as 0). What is
    worked out from columns several times over is kept beside them (`derived_from`).

    Attributes:
        recorded: the columns that are there, by name; all of one length.

    Raises:
        KeyError: a column that `SAMPLES` does not name.
        ValueError: columns of several lengths.
    """

    recorded: Mapping[str, Column] = field(default_factory=dict)
    _derived: dict[Any, tuple[frozenset[str], Any]] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        columns = {name: _typed(name, values) for name, values in self.recorded.items()}
        if len({column.shape for column in columns.values()}) > 1:
            raise ValueError({name: column.shape for name, column in columns.items()})
        object.__setattr__(self, "recorded", MappingProxyType(columns))

    def __getitem__(self, name: str) -> Column:
        """A column by its name."""
        column = self.recorded.get(name)
        return _missing(SAMPLES[name][0], len(self)) if column is None else column

    def __contains__(self, name: str) -> bool:
        """Whether a column was recorded at all; single values of it may still be NaN."""
        return name in self.recorded

    def __len__(self) -> int:
        return next((len(column) for column in self.recorded.values()), 0)

    def __repr__(self) -> str:
        return f"Samples({len(self)} of {', '.join(self.recorded)})"  # no values: positions are never shown

    def take(self, rows: Rows) -> "Samples":
        """The samples of a slice, a mask or row numbers."""
        return Samples({name: column[rows] for name, column in self.recorded.items()})

    def replace(self, **columns: Column) -> "Samples":
        """The same samples with other columns in place of, or besides, those they have."""
        return self._like({**self.recorded, **columns}, columns.keys())

    def without(self, *names: str) -> "Samples":
        """The same samples as if these columns had not been recorded."""
        if self.recorded.keys().isdisjoint(names):
            return self
        return self._like({name: column for name, column in self.recorded.items() if name not in names}, names)

    @property
    def placed(self) -> NDArray[np.bool_]:
        """Which samples have a position; shape (samples,)."""
        return _placed(self)

    @property
    def in_order(self) -> bool:
        """Whether the time is known and never runs backwards; cleaning sees to it, readers give what the file says."""
        return bool((np.diff(self["time_s"], prepend=-np.inf) >= 0).all())

    def _like(self, columns: Mapping[str, Column], changed: Collection[str]) -> "Samples":
        """Samples of the same length, with all that was derived from columns that did not change."""
        other = Samples(columns)
        if len(other) == len(self):
            kept = {key: found for key, found in self._derived.items() if found[0].isdisjoint(changed)}
            other._derived.update(kept)
        return other


def derived_from(*columns: str) -> Callable[[Callable[[Samples], Derived]], Callable[[Samples], Derived]]:
    """Let a function of samples work once for them: its answer is kept, and handed on while these columns stay.

        @derived_from("time_s", "segment")
        def step_s(samples): ...

    The function may look at no other column. An array that it gives cannot be written to.
    """
    rests_on = frozenset(columns)

    def kept(function: Callable[[Samples], Derived]) -> Callable[[Samples], Derived]:
        @wraps(function)
        def once(samples: Samples) -> Derived:
            known = samples._derived.get(once)  # noqa: SLF001 - this is what it is for
            if known is None:
                known = samples._derived[once] = (rests_on, function(samples))  # noqa: SLF001 - the same
                if isinstance(known[1], np.ndarray):
                    known[1].flags.writeable = False
            answer: Derived = known[1]
            return answer

        return once

    return kept


@derived_from("time_s", "lat_deg", "lon_deg")
def _placed(samples: Samples) -> NDArray[np.bool_]:
    return np.isfinite(samples["lat_deg"]) & np.isfinite(samples["lon_deg"])


def _typed(name: str, values: Column) -> Column:
    """The values in the column's own type, as a view that cannot be written to."""
    if isinstance(values, np.ndarray) and values.dtype == SAMPLES[name][0] and not values.flags.writeable:
        return values
    column = np.asarray(values).astype(SAMPLES[name][0], copy=False).view()
    column.flags.writeable = False
    return column


@lru_cache(maxsize=64)
def _missing(kind: str, length: int) -> Column:
    """A column in which nothing is known: one value, seen `length` times."""
    return np.broadcast_to(np.zeros((), kind) if kind == "int32" else np.full((), np.nan, kind), length)
