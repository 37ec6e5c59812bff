"""Local time written as UTC, told by the hours at which the runner usually starts. It is asked, and nothing is moved."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from runrisk.importers.cleaning.timezones import utc_offset_text
from runrisk.model import Activity

MIN_FILES = 3
"""So many files of one device are needed: one run at an unusual hour is just that. Our choice."""
MIN_OTHERS = 10
"""So many others are needed to know the usual hours. Our choice."""
CLOSE_MIN = 60
"""A start is usual if a tenth of the others lie within so many minutes of the day [min]. Our choice."""
UNUSUAL, USUAL = 0.1, 0.5
"""At most the first share of a device's starts is usual as they stand, at least the second if they were local. Our
choice."""
DAY_MIN = 24 * 60


def said_hours(activities: Sequence[Activity]) -> Iterator[Activity]:
    """The activities of devices that seem to write local time as UTC, with a warning that asks."""
    by_device: defaultdict[tuple[str, str | None], list[Activity]] = defaultdict(list)
    for activity in activities:
        by_device[activity.source.format, activity.device].append(activity)
    for device in by_device.values():
        inside = {activity.id for activity in device}
        others = [activity for activity in activities if activity.id not in inside]
        if len(device) >= MIN_FILES and len(others) >= MIN_OTHERS and _shifted(device, others):
            yield from (_asked(activity) for activity in device if activity.utc_offset_s)


def _shifted(device: Sequence[Activity], others: Sequence[Activity]) -> bool:
    usual = _usual_minutes([_local_min(one) for one in others])
    local, as_written = usual[[_local_min(one) for one in device]], usual[[_utc_min(one) for one in device]]
    return bool(local.mean() <= UNUSUAL and as_written.mean() >= USUAL)


def _usual_minutes(starts_min: Sequence[int]) -> NDArray[np.bool_]:
    """Whether a start at each minute of the day lies close to UNUSUAL of these starts or more."""
    count = np.bincount(starts_min, minlength=DAY_MIN)
    around = np.cumsum(np.concatenate([[0], count[-CLOSE_MIN:], count, count[:CLOSE_MIN]]))
    return np.asarray(around[2 * CLOSE_MIN + 1 :] - around[: -2 * CLOSE_MIN - 1] >= UNUSUAL * len(starts_min))


def _utc_min(activity: Activity) -> int:
    return activity.start_utc.hour * 60 + activity.start_utc.minute


def _local_min(activity: Activity) -> int:
    return (_utc_min(activity) + activity.utc_offset_s // 60) % DAY_MIN


def _asked(activity: Activity) -> Activity:
    text = (
        f"Starts at {_clock(_local_min(activity))}, an hour at which you do not usually start, and "
        f"{utc_offset_text(activity.utc_offset_s)} later than its file says: does this watch write local time as UTC? "
        "Nothing was moved."
    )
    return replace(activity, warnings=(*activity.warnings, text))


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
