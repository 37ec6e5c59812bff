"""The positions of an activity, and what is worked out from them once for all who ask."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from runrisk.geo import Floats, steps_m, to_metres
from runrisk.model import Samples
from runrisk.model.samples import derived_from

Mask = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, eq=False)
class Positions:
    """The samples that have a position, in order of time; all of shape (positions,), what is told of a step one less.

    Attributes:
        time_s: since the start [s].
        segment: counts up at each pause.
        lat_deg: latitude [degrees].
        lon_deg: longitude [degrees].
    """

    time_s: Floats
    segment: NDArray[Any]
    lat_deg: Floats
    lon_deg: Floats

    @cached_property
    def joined(self) -> Mask:
        """Which steps lie within a segment."""
        return np.asarray(self.segment[1:] == self.segment[:-1])

    @cached_property
    def step_s(self) -> Floats:
        """Seconds of each step, 0 across a pause."""
        return np.where(self.joined, self.time_s[1:] - self.time_s[:-1], 0.0)

    @cached_property
    def way_m(self) -> Floats:
        """Length of each step [m], pauses and holes included."""
        return np.asarray(steps_m(self.lat_deg, self.lon_deg), float)

    @cached_property
    def held_s(self) -> Floats:
        """Seconds of each step, counted from where the position that it leaves was first given; 0 across a pause."""
        lat, lon = self.lat_deg, self.lon_deg
        new = np.append([True], (lat[1:] != lat[:-1]) | (lon[1:] != lon[:-1]) | ~self.joined)
        since = np.maximum.accumulate(np.where(new, np.arange(len(new)), 0))
        return np.where(self.joined, self.time_s[1:] - self.time_s[since[:-1]], 0.0)

    @cached_property
    def plane(self) -> tuple[Floats, Floats]:
        """Metres east and north of the first position, of which there must be one."""
        return to_metres(self.lat_deg, self.lon_deg, self.lat_deg[0], self.lon_deg[0])

    def __len__(self) -> int:
        return len(self.time_s)

    def __repr__(self) -> str:
        return f"Positions({len(self)})"  # they are never shown


@derived_from("time_s", "segment", "lat_deg", "lon_deg")
def positions(samples: Samples) -> Positions:
    """The positions of samples."""
    columns = {name: samples[name] for name in ("time_s", "segment", "lat_deg", "lon_deg")}
    if not samples.placed.all():
        columns = {name: column[samples.placed] for name, column in columns.items()}
    return Positions(**columns)
