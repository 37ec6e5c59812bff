"""Pauses that a lap does not mark: it lasted longer by the clock than by its timer, and its points leave gaps."""

import numpy as np

from runrisk.geo import Floats

SPARSE_S = 10
"""A gap is longer than its pause by up to so much [s]. Our choice: sparse recording leaves up to some 13 s."""
SHORTEST_S = 5
"""Shorter gaps are no pause [s]. Our choice: they weigh nothing."""
STEPS = 2
"""A pause is longer than so many usual steps between points. Our choice."""
EXPLAINED = 0.5
"""Gaps that explain less than this share of the missing time are no pauses: the stated time is wrong. Our choice."""


def pauses_within(moments_s: Floats, missing_s: float) -> list[int]:
    """Return where pauses end: places in `moments_s`, ascending.

    Args:
        moments_s: ascending times of a lap's points [s].
        missing_s: by how much the lap lasted longer than its timer ran [s].
    """
    gaps_s = np.diff(moments_s)
    if not len(gaps_s):
        return []
    shortest_s = max(SHORTEST_S, STEPS * float(np.median(gaps_s)))
    left_s, found = missing_s, list[int]()
    for place in np.argsort(-gaps_s, kind="stable"):
        gap_s = float(gaps_s[place])
        if gap_s <= shortest_s:
            break
        if gap_s - SPARSE_S <= left_s and gap_s <= 2 * left_s:
            found.append(int(place) + 1)
            left_s -= gap_s
    explained = missing_s > 0 and missing_s - left_s >= EXPLAINED * missing_s
    return sorted(found) if explained else []


def paused_spans(moments_s: Floats, missing_s: float) -> list[tuple[float, float]]:
    """Begin and end of each pause that gaps between samples tell [s]; arguments as in `pauses_within`."""
    return [(float(moments_s[end - 1]), float(moments_s[end])) for end in pauses_within(moments_s, missing_s)]


def elapsed_and_timer_s(stated_s: float | None, paused_s: float, span_s: float) -> tuple[float, float | None]:
    """Elapsed time and timer time [s] of a session whose stated time may or may not hold its pauses.

    The span of its samples tells which of the two it is.
    """
    if stated_s is None:
        return span_s, max(span_s - paused_s, 0.0) if paused_s else None
    if abs(stated_s + paused_s - span_s) < abs(stated_s - span_s):
        return max(stated_s + paused_s, span_s), stated_s
    return max(stated_s, span_s), max(stated_s - paused_s, 0.0) or None
