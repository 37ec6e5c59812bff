"""The surroundings of each step of an activity: what a quantity was some seconds before and after it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from runrisk.geo import Floats
from runrisk.model import Samples

HELD_S = 20.0
"""A value that stays the same for so long [s] was perhaps held, and what follows is its catching up; longer it stood.
Our choice: phones in a pocket show one position for 5-20 s."""
APART_S = 120.0
"""Segments are drawn apart by so much [s] that no line between their values is ever looked at. Our choice: twice the
widest look."""

Mask = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, eq=False)
class Moments:
    """The steps of an activity on a clock in which no look reaches over a pause.

    Attributes:
        clock_s: of each sample [s]: as it was recorded, segments drawn apart.
        segment: of each sample.
    """

    clock_s: Floats
    segment: NDArray[Any]

    @cached_property
    def middle_s(self) -> Floats:
        """The middle of each step."""
        return (self.clock_s[:-1] + self.clock_s[1:]) / 2

    @cached_property
    def bounds_s(self) -> tuple[Floats, Floats]:
        """Where the segment of each step begins and ends."""
        changes = np.flatnonzero(np.diff(self.segment)) + 1
        firsts, lasts = np.append(0, changes), np.append(changes, len(self.segment)) - 1
        number = np.searchsorted(firsts, np.arange(len(self.segment) - 1), side="right") - 1
        return self.clock_s[firsts[number]], self.clock_s[lasts[number]]

    def within(self, moment_s: Floats) -> Floats:
        """One moment for each step, held inside its segment."""
        return np.clip(moment_s, *self.bounds_s)

    def known(self, east: Floats, north: Floats) -> Mask:
        """Which places stand for themselves: those there, without what only repeats the one before for HELD_S or less.

        The first and last place of a segment always do.
        """
        there = np.flatnonzero(np.isfinite(east) & np.isfinite(north))
        new = np.ones(len(there), bool)
        if len(there):
            segment, clock_s = self.segment[there], self.clock_s[there]
            new[1:] = (np.diff(east[there]) != 0) | (np.diff(north[there]) != 0) | (np.diff(segment) != 0)
            begins = clock_s[new]
            held = clock_s - begins[np.cumsum(new) - 1]
            longest = np.maximum.reduceat(held, np.flatnonzero(new))[np.cumsum(new) - 1]
            new |= (longest > HELD_S) | np.append(np.diff(segment) != 0, [True])
        known = np.zeros(len(east), bool)
        known[there[new]] = True
        return known


def moments(samples: Samples) -> Moments:
    """The steps of samples in order."""
    segment = samples["segment"]
    return Moments(clock_s=samples["time_s"] + APART_S * segment, segment=segment)


def held_s(lat: Floats, lon: Floats, time_s: Floats, segment: NDArray[Any]) -> Floats:
    """Seconds of each step, counted from where the position that it leaves was first given; 0 across a pause."""
    joined = np.diff(segment) == 0
    new = np.append([True], (np.diff(lat) != 0) | (np.diff(lon) != 0) | ~joined)
    since = np.maximum.accumulate(np.where(new, np.arange(len(time_s)), 0))
    return np.asarray(np.where(joined, time_s[1:] - time_s[since[:-1]], 0.0))
