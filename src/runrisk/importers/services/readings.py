"""Means by the minute that an export tells beside a recording, or where there is none, brought onto samples."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from runrisk.geo import Floats
from runrisk.model import Samples

MINUTE_S = 60.0
STEP_S = 15.0
"""Samples that readings alone make stand so far apart [s]. Our choice: below the gap over which a minute's mean is
drawn."""
MAX_SAMPLES_S = 48 * 3600.0
"""Readings make no longer samples [s]. Our choice: as the longest activity that counts."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """One quantity of an activity, by the minute.

    Attributes:
        column: of `columns.SAMPLES`.
        begin_s: where each minute begins, from the activity's start [s], rising; the first may lie before it.
        mean: over each minute, in the column's unit.
    """

    column: str
    begin_s: tuple[float, ...]
    mean: tuple[float, ...]

    def at(self, time_s: Floats) -> Floats:
        """The mean of the minute that each moment lies in; NaN where there is none."""
        begin, mean = np.array(self.begin_s), np.array(self.mean)
        place = np.searchsorted(begin, time_s, side="right") - 1
        inside = (place >= 0) & (time_s < begin[place] + MINUTE_S)
        return np.where(inside, mean[place], np.nan)


def with_readings(samples: Samples, readings: Sequence[Reading], late_s: float = 0.0) -> Samples:
    """The samples, which begin `late_s` after the readings' activity [s], with what they do not measure themselves."""
    missing = {one.column: one.at(samples["time_s"] + late_s) for one in readings if not _measured(samples, one.column)}
    return samples.replace(**missing) if len(samples) and missing else samples


def readings_alone(readings: Sequence[Reading], elapsed_s: float, pauses_s: Sequence[Sequence[float]] = ()) -> Samples:
    """Samples of an activity of which only readings are known, none of them inside a pause; none where there are none."""
    if not readings or not 0 < elapsed_s <= MAX_SAMPLES_S:
        return Samples()
    time_s = np.append(np.arange(0.0, elapsed_s, STEP_S), elapsed_s)
    begins, ends = (np.sort(side) for side in np.array(pauses_s, float).reshape(-1, 2).T)
    paused = np.searchsorted(begins, time_s, side="left") > np.searchsorted(ends, time_s, side="right")
    time_s = np.unique(np.concatenate([time_s[~paused], begins, ends]))
    time_s = time_s[(time_s >= 0) & (time_s <= elapsed_s)]
    return Samples({"time_s": time_s, **{one.column: one.at(time_s) for one in readings}})


def _measured(samples: Samples, column: str) -> bool:
    return column in samples and bool((np.nan_to_num(samples[column]) > 0).any())
