"""Altitude cleaned: spikes and jumps taken out, smoothed, and only rises and falls counted that are higher than its noise.

Watches with a barometer give altitudes that are smooth and right to some decimetres from one minute to the next; those
that take it from GPS waver by metres. Files do not say which it is, so it is told from the altitudes themselves: how far
each lies off the line between its neighbours. What is rough is smoothed longer and has to rise further to count.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from runrisk.geo import Floats
from runrisk.importers.cleaning.movement import step_s
from runrisk.model import Samples
from runrisk.model.samples import derived_from

ROUGH_M = 0.75
"""Altitudes of which one in twenty lies further off the line between its neighbours come from GPS [m]. Our choice: the
corpus's barometric watches stay below 0.6 m, and apps and GPS watches that take it from satellites lie above 0.9 m."""
NEAR_S = 6.0
"""Only neighbours this close tell noise from hills [s]. Our choice: on foot no slope bends much in so short a time."""
MIN_NEIGHBOURS = 30
"""Fewer such neighbours tell nothing: the altitude then counts as rough. Our choice."""
MAX_CLIMB_MPS = 5.0
"""A faster change is a barometer set anew or a lost satellite, not a way [m/s]. Our choice: twice a steep descent run
fast, and what a bicycle reaches on the steepest roads."""
MAX_CATCH_UP_M = 15.0
"""A lower step is no jump however fast [m]: a watch that held its height catches up. Our choice: two of the corpus's
watches do so by up to 12 m and count it in their own ascent; without it a climb of 230 m had 186."""
MAX_STEP_S = 120.0
"""A longer step between two samples is a hole, and counts like a pause [s]. Our choice: watches that record only
changes write at least once a minute."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Smoothing:
    """How an altitude is cleaned: over how long it is averaged [s], and from which height on a rise counts [m]."""

    window_s: int
    least_m: float


BAROMETRIC = Smoothing(window_s=9, least_m=2.0)
"""Our choice: of the windows of 1-31 s and heights of 1-5 m it comes nearest to the watches' own totals, on small hills
(20-100 m of climb in all) as on large ones; 3 m over 5 s lost an eighth of the small ones."""
SATELLITE = Smoothing(window_s=31, least_m=10.0)
"""Our choice: GPS altitude wavers by some metres within a minute; ten is what it takes to be a hill."""


@dataclass(frozen=True, kw_only=True, eq=False, slots=True)
class CleanAltitude:
    """Heights second by second of timer time, both of shape (seconds,).

    Attributes:
        smooth_m: for slopes [m]; what happened during pauses and jumps is left out.
        counted_m: for ascent and descent [m]: the same without any rise or fall below the noise.
    """

    smooth_m: Floats
    counted_m: Floats

    @property
    def ascent_m(self) -> float:
        """Metres climbed."""
        return float(np.clip(np.diff(self.counted_m), 0, None).sum())

    @property
    def descent_m(self) -> float:
        """Metres descended."""
        return float(np.clip(-np.diff(self.counted_m), 0, None).sum())


@derived_from("time_s", "segment")
def timer_s(samples: Samples) -> Floats:
    """Timer time of each sample [s]: pauses and holes take none."""
    steps = step_s(samples)
    return np.concatenate([[0.0], np.cumsum(np.where(steps <= MAX_STEP_S, np.maximum(steps, 0.0), 0.0))])


@derived_from("time_s", "segment", "altitude_m")
def clean_altitude(samples: Samples) -> CleanAltitude | None:
    """The altitude of an activity cleaned, or None where there is none. Linear in the number of seconds."""
    if "altitude_m" not in samples:
        return None
    raw_m = samples["altitude_m"].astype(float)
    there = np.flatnonzero(np.isfinite(raw_m))
    if len(there) < 2:  # noqa: PLR2004 - two heights make a slope
        return None
    clock, segment, raw_m = timer_s(samples)[there], samples["segment"][there], raw_m[there]
    how = SATELLITE if is_rough(clock, raw_m) else BAROMETRIC
    height = _joined(clock, segment, _without_spikes(raw_m))
    seconds = np.arange(int(clock[-1]) + 1, dtype=float)
    smooth = np.round(_averaged(np.interp(seconds, clock, height), how.window_s), 9)  # no last bit decides a turn
    return CleanAltitude(smooth_m=smooth, counted_m=_without_noise(smooth, how.least_m))


def _without_spikes(height_m: Floats) -> Floats:
    """Each height as the middle one of itself and its neighbours: a single wild value is gone, edges stay."""
    middle = height_m.copy()
    low, high = np.minimum(height_m[:-2], height_m[1:-1]), np.maximum(height_m[:-2], height_m[1:-1])
    middle[1:-1] = np.maximum(low, np.minimum(high, height_m[2:]))
    return middle


def _joined(clock: Floats, segment: NDArray[np.integer], height_m: Floats) -> Floats:
    """Heights as if nothing had happened during pauses and jumps."""
    rise, seconds = np.diff(height_m), np.diff(clock)
    highest_m = np.maximum(MAX_CLIMB_MPS * seconds, MAX_CATCH_UP_M)
    moved = (np.diff(segment) == 0) & (seconds > 0) & (np.abs(rise) <= highest_m)
    return np.asarray(height_m[0] + np.concatenate([[0.0], np.cumsum(np.where(moved, rise, 0.0))]))


def is_rough(clock: Floats, height_m: Floats) -> bool:
    """Whether an altitude wavers as one from GPS does, or tells too little to say."""
    before, after = np.diff(clock)[:-1], np.diff(clock)[1:]
    near = (before > 0) & (after > 0) & (before <= NEAR_S) & (after <= NEAR_S)
    if np.count_nonzero(near) < MIN_NEIGHBOURS:
        return True
    before, after = before[near], after[near]
    line = (height_m[:-2][near] * after + height_m[2:][near] * before) / (before + after)
    return bool(np.quantile(np.abs(height_m[1:-1][near] - line), 0.95) > ROUGH_M)


def _averaged(values: Floats, window: int) -> Floats:
    """Mean over `window` values around each; towards the ends over fewer, as many on either side."""
    count, half = len(values), window // 2
    sums = np.concatenate([[0.0], np.cumsum(values)])
    means = np.empty(count)
    means[half : count - half] = (sums[window:] - sums[:-window]) / window
    at = np.array([*range(min(half, count)), *range(max(half, count - half), count)])
    reach = np.minimum(at, count - 1 - at)
    means[at] = (sums[at + reach + 1] - sums[at - reach]) / (2 * reach + 1)
    return means


def _without_noise(height_m: Floats, least_m: float) -> Floats:
    """The same heights with every rise and fall below `least_m` made level."""
    turns = turning_points(height_m, least_m)
    level = np.full(len(height_m), height_m[turns[0]])
    for first, last in pairwise(turns):
        leg = height_m[first : last + 1]
        only_one_way = np.maximum if leg[-1] > leg[0] else np.minimum
        level[first : last + 1] = only_one_way.accumulate(leg)
    level[turns[-1] :] = height_m[turns[-1]]
    return level


def turning_points(height_m: Floats, least_m: float) -> list[int]:
    """Where heights turn by at least `least_m`: the numbers of the highest and lowest points, at least one."""
    slope = np.diff(height_m)
    level = slope == 0
    bends = np.flatnonzero((slope[:-1] * slope[1:] <= 0) & ~(level[:-1] & level[1:])) + 1  # on the level nothing turns
    bends = np.append(bends, len(height_m) - 1)
    low = high = 0
    low_m = high_m = float(height_m[0])
    turns: list[int] = []
    rising: bool | None = None
    for at, height in zip(bends.tolist(), height_m[bends].tolist(), strict=True):  # plain numbers: several times faster
        if rising is not False and height > high_m:
            high, high_m = at, height
        if rising is not True and height < low_m:
            low, low_m = at, height
        if rising is not True and height - low_m >= least_m:
            turns.append(low)
            rising, high, high_m = True, at, height
        elif rising is not False and high_m - height >= least_m:
            turns.append(high)
            rising, low, low_m = False, at, height
    if rising is not None:
        turns.append(high if rising else low)
    return turns or [0]
