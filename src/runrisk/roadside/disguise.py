"""A street map that tells where one ran left or right, and not where that is: turned, moved and blurred, each time anew."""

import numpy as np

from runrisk.roadside.points import Floats

BLUR_M = 100.0
"""Every block is moved by so much at random [m, standard deviation along each axis]. Blocks lie 250 m apart in rows from
west to east; moved by a normal deviate of 100 m their rows leave 4 % of their wave (exp(-(2 pi 100 / 250)^2 / 2)), less
than chance makes of a thousand blocks without rows, so that no row tells how the map was turned. Our choice."""
TURN_DEG = 20.0
"""The longest way lies across the page, give or take so much [degrees]: the shape of a town may be known. Our choice."""
EVIDENCE = 1.25
"""What was seen of a block is multiplied or divided by up to so much, so that no block is known again by it. Our choice."""


def disguised(middle_m: Floats, left_m: Floats, km_seen: Floats, chance: np.random.Generator) -> tuple[Floats, ...]:
    """Return the places [m], offsets [m] and evidence [km] of a map's blocks as they may be shown; nothing is mirrored.

    Args:
        middle_m: middles of the blocks, of shape (blocks, 2) [m].
        left_m: offset of each to the left of travel [m].
        km_seen: how far each was run both ways [km].
        chance: draws turn, blur and order.
    """
    order = chance.permutation(len(middle_m))  # they came row by row
    moved_m = middle_m[order] + chance.normal(0.0, BLUR_M, (len(order), 2))
    evidence = EVIDENCE ** chance.uniform(-1, 1, len(order))
    turn = np.radians(chance.uniform(-TURN_DEG, TURN_DEG) + chance.choice([0.0, 180.0]))
    return _turned(_across(moved_m), float(turn)), left_m[order], km_seen[order] * evidence


def _across(middle_m: Floats) -> Floats:
    """Places around their own middle, turned so that the longest way lies across the page [m]."""
    centred = middle_m - middle_m.mean(axis=0)
    _, axes = np.linalg.eigh(centred.T @ centred)
    across = axes[:, ::-1]
    across[:, 1] *= np.linalg.det(across)  # a turn, never a mirror: left must stay left
    return np.asarray(centred @ across)


def _turned(place_m: Floats, turn: float) -> Floats:
    east, north = place_m.T
    return np.column_stack([east * np.cos(turn) - north * np.sin(turn), east * np.sin(turn) + north * np.cos(turn)])
