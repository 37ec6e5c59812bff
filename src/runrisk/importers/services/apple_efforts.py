"""Apple's effort scores: what the runner typed in, and what the watch estimated, joined to workouts by time."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from runrisk.importers.services.apple_workouts import Workout, apple_date
from runrisk.importers.services.values import above_zero

TYPED = "HKQuantityTypeIdentifierWorkoutEffortScore"
ESTIMATED = "HKQuantityTypeIdentifierEstimatedWorkoutEffortScore"
EFFORTS = (TYPED, ESTIMATED)
"""The records that hold effort scores, 1-10; inside their workout, or by themselves with its times."""
_TOP = 10.0
_NEAR = timedelta(seconds=60)
"""A score by itself belongs to the workout that begins so near. Our choice: services round, nobody starts two within."""


class Effort:
    """One score."""

    def __init__(self, attributes: Mapping[str, str]) -> None:
        """Take the record's type, start and value."""
        value = above_zero(attributes.get("value"))
        self.typed = attributes.get("type") == TYPED
        self.start: datetime | None = apple_date(attributes.get("startDate", ""))
        self.value = value if value is not None and value <= _TOP else None


def join_efforts(workouts: Iterable[Workout], efforts: Iterable[Effort]) -> None:
    """Tell each workout its scores; two apps' copies of a run get the scores of both."""
    dated = sorted(((one.begin, number, one) for number, one in enumerate(workouts) if one.begin is not None))
    begins = [begin for begin, _, _ in dated]
    for effort in efforts:
        if effort.start is None or effort.value is None:
            continue
        first, last = bisect_left(begins, effort.start - _NEAR), bisect_right(begins, effort.start + _NEAR)
        for _, _, one in dated[first:last]:
            if effort.typed:
                one.rpe = effort.value
            else:
                one.rpe_estimated = effort.value
