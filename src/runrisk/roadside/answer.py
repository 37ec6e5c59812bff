"""What may be said of an offset: the gates, the answers in their order, and the reasons where nothing can be said."""

from collections.abc import Callable
from enum import StrEnum
from typing import Protocol

from runrisk.roadside.offset import Offset
from runrisk.wording import Wording

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
    LEFTWARD = "left, how far is not known"
    RIGHTWARD = "right, how far is not known"
    NO_SIDE = "no consistent side"
    CANNOT_TELL = "cannot tell"

    @property
    def side(self) -> str | None:
        """The side it names, left or right, if any."""
        return next((side for side in ("left", "right") if side in self.value), None)


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
    def least_m(self) -> float: ...  # noqa: D102
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
        if size <= margin or size < limits.least_m:
            return Answer.NO_SIDE
        return Answer.SLIGHT_LEFT if left else Answer.SLIGHT_RIGHT
    if size > margin:
        return Answer.LEFTWARD if left else Answer.RIGHTWARD
    return Answer.CANNOT_TELL


def gaps(known: Offset, limits: Limits) -> tuple[Callable[[Wording], str], ...]:
    """What says in numbers what is too little for any answer; empty where the gates pass."""
    if not known.km_both_ways:
        return (lambda _: "no street was run in both directions",)
    gates = (
        (known.runs_eff < limits.min_runs_eff, lambda wording: _runs(known, limits, wording)),
        (known.blocks_eff < limits.min_blocks_eff, lambda wording: _blocks(known, limits, wording)),
        (known.km_eff < limits.min_km_eff, lambda wording: _distance(known, limits, wording)),
        (known.residual_m < limits.min_residual_m, lambda wording: _smoothed(known, limits, wording)),
    )
    return tuple(says for thin, says in gates if thin)


def _runs(known: Offset, limits: Limits, wording: Wording) -> str:
    return _needed(known.runs_eff, limits.min_runs_eff, "runs of equal weight", wording)


def _blocks(known: Offset, limits: Limits, wording: Wording) -> str:
    return _needed(known.blocks_eff, limits.min_blocks_eff, "places of 250 m", wording)


def _needed(has: float, needs: float, what: str, wording: Wording) -> str:
    return f"{wording.number(has, 1, limit=needs)} {what} where {wording.exact(needs)} are needed"


def _distance(known: Offset, limits: Limits, wording: Wording) -> str:
    has, needs = 1000 * known.km_eff, 1000 * limits.min_km_eff
    return f"{wording.distance(has, limit_m=needs)} of comparison where {wording.distance(needs, 0)} are needed"


def _smoothed(known: Offset, limits: Limits, wording: Wording) -> str:
    differ = wording.metres(known.residual_m, 1, limit_m=limits.min_residual_m)
    return f"tracks that differ by {differ} only: they were smoothed or snapped to a map"


def reason(known: Offset, limits: Limits, wording: Wording) -> str:
    """Why nothing can be said, in numbers, and what would help."""
    missing = [gap(wording) for gap in gaps(known, limits)]
    if known.residual_m < limits.min_residual_m:
        return f"There are {', '.join(missing)}. The watch's own files, not an app's tidied copies, would tell."
    if missing:
        return f"There {'is' if missing[0].startswith('no ') else 'are only'} {', '.join(missing)}. {TURN_BACK}"
    return (
        f"The offset lies between {metres_left(known.low_m, wording)} and {metres_left(known.high_m, wording)}: too wide to call. "
        f"More runs narrow it. {TURN_BACK}"
    )


def metres_left(offset_m: float, wording: Wording) -> str:
    """`-1.23` -> "1.2 m right"."""
    return f"{wording.metres(abs(offset_m), 1)} {'left' if offset_m >= 0 else 'right'}"


def left_share(left_m: float) -> tuple[float, float]:
    """The share of distance on the left of the middle, as the range that the unknown half-offset leaves.

    q = 0.5 + L / (2 w) for w between 1.5 and 3.5 m, never below 0 or above 1. Signs are not counted: a true 1.00 would
    read 0.82.
    """
    ends = [min(max(0.5 + left_m / (2 * half_m), 0.0), 1.0) for half_m in SHARE_HALF_M]
    return min(ends), max(ends)
