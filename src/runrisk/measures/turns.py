"""Bends to the left and to the right, and the loop that a run makes, from its path."""

from dataclasses import dataclass
from math import nan
from typing import Any

import numpy as np
from numpy.typing import NDArray

from runrisk.measures.outdoor import Complexes, PathRun
from runrisk.model.features import PATH_STEP_M

STEPS = 3
"""Headings are taken over so many steps of a path, 30 m, and compared 30 m apart. Source: the evidence table."""

BEND_DEG = 30.0
"""A bend changes the heading by so much within 30 m [degrees]. Source: the evidence table."""

NOISE_DEG = 5.0
"""A bend reaches as far as the heading goes on changing by so much [degrees]: less is the watch. The same source."""

ABOUT_DEG = 150.0
"""Who turns so far within 30 m turns round: neither left nor right [degrees]. Our choice."""

CLOSED_M = 300.0
"""A loop ends so near to where it began [m]. Our choice: watches are started and stopped around the corner."""

LOOP_WIDTH_M = 40.0
"""A loop is on average so wide between going and coming [m]. Our choice: two sides of a road and the watch make 10."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Turns:
    """How far a run turned in bends [degrees], how many bends there were, and the way in them [m]."""

    left_deg: float = 0.0
    right_deg: float = 0.0
    left_bends: int = 0
    right_bends: int = 0


def turn_bias(left_deg: float, right_deg: float) -> float:
    """(left - right) / (left + right): +1 all to the left, -1 all to the right; NaN without a bend."""
    total = left_deg + right_deg
    return (left_deg - right_deg) / total if total else nan


def turns_of(run: PathRun) -> Turns:
    """The bends of a run. Linear in its points."""
    turn = heading_changes(run.place_m, run.piece)
    side = np.where(np.abs(turn) >= np.radians(NOISE_DEG), np.sign(turn), 0).astype(int)
    starts = np.flatnonzero(np.diff(side, prepend=0))
    if not len(starts):
        return Turns()
    sharpest = np.degrees(np.maximum.reduceat(np.abs(turn), starts))
    bend = (side[starts] != 0) & (sharpest >= BEND_DEG) & (sharpest < ABOUT_DEG)
    # Each metre of a bend lies within STEPS changes of heading, so their sum is STEPS times the bend.
    size_deg = np.degrees(np.add.reduceat(turn, starts))[bend] / STEPS
    right = np.signbit(size_deg)
    return Turns(
        left_deg=float(size_deg[~right].sum()),
        right_deg=float(-size_deg[right].sum()),
        left_bends=int(np.count_nonzero(~right)),
        right_bends=int(np.count_nonzero(right)),
    )


def heading_changes(place_m: Complexes, piece: NDArray[np.integer[Any]]) -> NDArray[np.floating[Any]]:
    """By how much the heading changes around each point but the first and last STEPS [radians], 0 across a cut.

    Positive is to the left: the heading after the point, taken over 30 m, minus that before it.
    """
    if len(place_m) <= 2 * STEPS:
        return np.zeros(0)
    ways = place_m[STEPS:] - place_m[:-STEPS]
    whole = piece[: -2 * STEPS] == piece[2 * STEPS :]
    return np.where(whole, np.angle(ways[STEPS:] * ways[:-STEPS].conj()), 0.0)


def loop_width_m(run: PathRun) -> float:
    """How wide the loop of a run is on average [m]: twice its area over its length; positive anticlockwise.

    A way out and back has hardly any; NaN where the run does not end where it began.
    """
    place = run.place_m - run.place_m[0]
    if abs(place[-1]) > CLOSED_M:
        return nan
    doubled_area_m2 = float((place[:-1].conj() * place[1:]).imag.sum())
    return doubled_area_m2 / (len(place) * PATH_STEP_M)
