"""The surroundings of each step of an activity: what a quantity was some seconds before and after it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from runrisk.geo import Floats
from runrisk.model import Samples
from runrisk.model.samples import derived_from

HELD_S = 20.0
"""A value that stays the same for so long [s] was perhaps held, and what follows is its catching up; longer it stood.
Our choice: phones in a pocket show one position for 5-20 s."""
APART_S = 120.0
"""Segments are drawn apart by so much [s] that no line between their values is ever looked at. Our choice: twice the
widest look."""

Mask = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, eq=False)
class Places:
    """Where something was, at the moments at which that is known.

    Attributes:
        clock_s: these moments [s], ascending.
        axes: metres along each axis: along a line, or east and north; each of shape (moments,).
    """

    clock_s: Floats
    axes: tuple[Floats, ...]

    def at(self, moment_s: Floats) -> tuple[Floats, ...]:
        """The place at each of some moments, along each axis, on straight lines between those that are known."""
        return tuple(np.interp(moment_s, self.clock_s, axis) for axis in self.axes)


def apart_m(one: tuple[Floats, ...], other: tuple[Floats, ...]) -> Floats:
    """Distance of places given by axes [m]."""
    along = [there - here for here, there in zip(one, other, strict=True)]
    return np.asarray(np.abs(along[0]) if len(along) == 1 else np.hypot(*along))


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
        edges = np.concatenate([[0], np.flatnonzero(np.diff(self.segment)) + 1, [len(self.segment)]])
        lengths = np.diff(edges)
        first_s, last_s = (np.repeat(self.clock_s[at], lengths)[:-1] for at in (edges[:-1], edges[1:] - 1))
        return first_s, last_s

    def within(self, moment_s: Floats) -> Floats:
        """One moment for each step, held inside its segment."""
        return np.clip(moment_s, *self.bounds_s)

    def places(self, *axes: Floats) -> Places | None:
        """The places that stand for themselves, of places along some axes, each of shape (samples,); NaN where not known.

        None where there are not two. What only repeats the one before for HELD_S or less does not; the first and last of a segment always do.
        """
        there = np.flatnonzero(np.logical_and.reduce([np.isfinite(axis) for axis in axes]))
        if len(there) < 2:  # noqa: PLR2004 - two places make a way
            return None
        segment, clock_s = self.segment[there], self.clock_s[there]
        axes = tuple(axis[there] for axis in axes)
        new = np.ones(len(there), bool)
        new[1:] = np.logical_or.reduce([column[1:] != column[:-1] for column in (*axes, segment)])
        if not new.all():
            begins, number = np.flatnonzero(new), np.cumsum(new) - 1
            held = clock_s - clock_s[begins][number]
            longest = np.maximum.reduceat(held, begins)[number]
            new |= (longest > HELD_S) | np.append(np.diff(segment) != 0, [True])
        return Places(clock_s=clock_s[new], axes=tuple(axis[new] for axis in axes))


@derived_from("time_s", "segment")
def moments(samples: Samples) -> Moments:
    """The steps of samples in order."""
    segment = samples["segment"]
    return Moments(clock_s=samples["time_s"] + APART_S * segment, segment=segment)
