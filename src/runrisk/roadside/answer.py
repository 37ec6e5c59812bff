"""What may be said of an offset: the gates, the answers in their order, and the reasons where nothing can be said."""

from enum import StrEnum
from typing import Protocol

from runrisk.roadside.offset import Offset

SHARE_HALF_M = (1.5, 3.5)
"""How far from the middle of a street people run who keep to a side [m]: the tracks do not hold it (road-side method)."""

TURN_BACK = "Run one of your streets back the other way now and then: only streets run in both directions can tell."
"""What helps against nearly every reason for `cannot tell`."""


class Answer(StrEnum):
    """What the rule may say. NO_SIDE is never "in the middle": middle, same edge both ways and mixed look alike."""

    LEFT = "left"
    RIGHT = "right"
    SLIGHT_LEFT = "slight left"
    SLIGHT_RIGHT = "slight right"
    NO_SIDE = "no consistent side"
    CANNOT_TELL = "cannot tell"


class Limits(Protocol):
    """The limits that answers are held against; `RoadSide` explains them."""

    @property
    def min_runs_eff(self) -> float: ...  # noqa: D102 - RoadSide's manual page explains each
    @property
    def min_blocks_eff(self) -> float: ...  # noqa: D102
    @property
    def min_km_eff(self) -> float: ...  # noqa: D102
    @property
    def min_residual_m(self) -> float: ...  # noqa: D102
    @property
    def side_m(self) -> float: ...  # noqa: D102
    @property
    def slight_m(self) -> float: ...  # noqa: D102


def answer_of(known: Offset, limits: Limits) -> Answer:
    """The first answer that fits."""
    if gaps(known, limits):
        return Answer.CANNOT_TELL
    left, size, margin = known.left_m > 0, abs(known.left_m), known.margin_m
    if size - margin > limits.side_m:
        return Answer.LEFT if left else Answer.RIGHT
    if size + margin < limits.slight_m:
        if size <= margin:
            return Answer.NO_SIDE
        return Answer.SLIGHT_LEFT if left else Answer.SLIGHT_RIGHT
    return Answer.CANNOT_TELL


def gaps(known: Offset, limits: Limits) -> tuple[str, ...]:
    """What is too little for any answer, in numbers; empty where the gates pass."""
    if not known.km_both_ways:
        return ("no street was run in both directions",)
    gates = (
        (known.runs_eff, limits.min_runs_eff, "runs of equal weight"),
        (known.blocks_eff, limits.min_blocks_eff, "places of 250 m"),
        (known.km_eff, limits.min_km_eff, "km of comparison"),
    )
    thin = tuple(f"{has:.1f} {what} where {needed:g} are needed" for has, needed, what in gates if has < needed)
    if known.residual_m < limits.min_residual_m:
        return *thin, f"tracks that differ by {known.residual_m:.1f} m only: they were smoothed or snapped to a map"
    return thin


def reason(known: Offset, limits: Limits) -> str:
    """Why nothing can be said, in numbers, and what would help."""
    missing = gaps(known, limits)
    if known.residual_m < limits.min_residual_m:
        return f"There are {', '.join(missing)}. The watch's own files, not an app's tidied copies, would tell."
    if missing:
        return f"There {'is' if missing[0].startswith('no ') else 'are only'} {', '.join(missing)}. {TURN_BACK}"
    return (
        f"The offset lies between {metres_left(known.low_m)} and {metres_left(known.high_m)}: too wide to call. "
        f"More runs narrow it. {TURN_BACK}"
    )


def metres_left(offset_m: float) -> str:
    """`-1.23` -> "1.2 m right"."""
    return f"{abs(offset_m):.1f} m {'left' if offset_m >= 0 else 'right'}"


def left_share(left_m: float) -> tuple[float, float]:
    """The share of distance on the left of the middle, as the range that the unknown half-offset leaves.

    q = 0.5 + L / (2 w) for w between 1.5 and 3.5 m, never below 0 or above 1. Signs are not counted: a true 1.00 would
    read 0.82.
    """
    ends = [min(max(0.5 + left_m / (2 * half_m), 0.0), 1.0) for half_m in SHARE_HALF_M]
    return min(ends), max(ends)
