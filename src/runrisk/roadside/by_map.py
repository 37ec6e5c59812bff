"""The side of the road by a map of streets: where runs lay from the middle of the nearest parallel carriageway.

With a map one-way loops can speak too. What it needs beyond the method without a map is that map and tracks lie in the
same frame: that is checked first, and a shifted frame is refused. On real logs this is not proven yet.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import nan

import numpy as np

from runrisk.model.features import PATH_STEP_M
from runrisk.roadside.answer import Answer, Limits, answer_of, gaps, metres_left
from runrisk.roadside.now import YEAR
from runrisk.roadside.offset import Offset, clustered_error
from runrisk.roadside.road_runs import RoadRun
from runrisk.roadside.streets import Placed, Streets, placed_beside
from runrisk.wording import Said, Wording

MIN_ON_STREETS = 0.3
"""With a smaller share of points near a parallel line, runs and map do not belong together. Our choice: in a town moved
by some hundred metres a fifth lies near one by chance."""

MAX_SHIFT_M = 4.0
"""Tracks that lie further to one side of the compass from all streets are in another frame [m]. Our choice: maps drawn
from aerial pictures are within a few metres."""

MAX_MEDIAN_M = 6.0
"""So far from the middle half of the points may lie [m]. Our choice: by chance it would be 10."""

MIN_POINTS = 100
"""Fewer points on carriageways tell nothing of the frame: a kilometre. Our choice."""

UNPROVEN = "This way is tested on made-up towns only."


@dataclass(frozen=True, kw_only=True, slots=True)
class MapSide:
    """What a map tells.

    Attributes:
        answer: as without a map.
        offset: the offset to the left of travel; its `km_both_ways` are the kilometres on carriageways. None where map
            and tracks do not belong together.
        shift_m: how far the tracks lie to one side of the compass [m]; NaN where that cannot be told.
        summary: one sentence or two.
    """

    answer: Answer
    offset: Offset | None
    shift_m: float
    summary: Said


def side_on_map(runs: Sequence[RoadRun], streets: Streets, limits: Limits) -> MapSide:
    """The side of road runs, oldest first, by a map: of the last year of them.

    The gates and answers are those of the method without one.
    """
    placed = placed_beside([run for run in runs if run.day > runs[-1].day - YEAR], streets)
    near, scored = np.isfinite(placed.left_m), placed.on_carriageway
    share = float(near.mean()) if len(near) else 0.0
    if share < MIN_ON_STREETS:
        return _refused(
            lambda wording: (
                f"Only {wording.percent(share)} of your running lies on streets of this map: another place, or another "
                "frame."
            )
        )
    if scored.sum() < MIN_POINTS:
        there_m = float(scored.sum() * PATH_STEP_M)
        return _refused(lambda wording: f"Only {wording.distance(there_m)} lie on two-way carriageways of this map.")
    shift_m, median_m = _shift_m(placed), float(np.median(np.abs(placed.left_m[scored])))
    if shift_m > MAX_SHIFT_M or median_m > MAX_MEDIAN_M:
        return _refused(
            lambda wording: (
                f"Your tracks lie {wording.metres(shift_m)} to one side of this map's streets, half of them more than "
                f"{wording.metres(median_m)} off: the map is drawn in another frame. It is not used."
            ),
            shift_m,
        )
    known = _offset(placed)
    return MapSide(
        answer=answer_of(known, limits),
        offset=known,
        shift_m=shift_m,
        summary=lambda wording: _summary(known, limits, len(near), wording),
    )


def _refused(why: Callable[[Wording], str], shift_m: float = nan) -> MapSide:
    return MapSide(
        answer=Answer.CANNOT_TELL,
        offset=None,
        shift_m=shift_m,
        summary=lambda wording: f"Cannot tell. {why(wording)}",
    )


def _summary(known: Offset, limits: Limits, points: int, wording: Wording) -> str:
    answer = answer_of(known, limits)
    where = (
        f"{wording.distance(1000 * known.km_both_ways, 0)} on two-way carriageways of "
        f"{wording.distance(points * PATH_STEP_M, 0)} on straight streets in the 12 months up to your last road run"
    )
    if thin := [gap(wording) for gap in gaps(known, limits)]:
        return f"Cannot tell: {', '.join(thin)}; {where}. {UNPROVEN}"
    if answer in {Answer.LEFTWARD, Answer.RIGHTWARD}:
        return f"{answer.value.capitalize()}: {where}. {UNPROVEN}"
    low, high = metres_left(known.low_m, wording), metres_left(known.high_m, wording)
    between = f"{metres_left(known.left_m, wording)} of the middle ({low} to {high})"
    return f"{answer.value.capitalize()}: {between}, {where}. {UNPROVEN}"


def _shift_m(placed: Placed) -> float:
    """How far all tracks lie to one side of the compass [m]: least squares beside a side of their own.

    Who keeps left lies to the left whichever way he runs; a shifted map lies to the left one way, to the right the other.
    """
    heading, left = placed.heading_rad[placed.on_carriageway], placed.left_m[placed.on_carriageway]
    design = np.column_stack([np.ones(len(left)), -np.sin(heading), np.cos(heading)])
    fitted, *_ = np.linalg.lstsq(design, left, rcond=1e-6)
    return float(np.hypot(fitted[1], fitted[2]))


def _offset(placed: Placed) -> Offset:
    """The mean offset on carriageways, its error clustered by run and by block as without a map."""
    kept = placed.on_carriageway
    left, count = placed.left_m[kept], int(kept.sum())
    mean = float(left.mean())
    score, ones = left - mean, np.ones(count)
    error_m, runs_eff, blocks_eff = clustered_error(score, ones, placed.run[kept], placed.block[kept])
    return Offset(
        left_m=mean,
        error_m=error_m,
        runs_eff=runs_eff,
        blocks_eff=blocks_eff,
        km_eff=count * PATH_STEP_M / 1000,
        residual_m=float(score.std()),
        km_both_ways=count * PATH_STEP_M / 1000,
    )
