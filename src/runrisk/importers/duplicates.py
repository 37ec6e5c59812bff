"""The same run recorded, exported or offered more than once: found by three tests, never deleted.

1. The same bytes and session: the same id, told before anything is compared.
2. The same recording in two files: the same recorder and creation time, or the same sport, start and distance.
3. The same run on two devices: the same sport family, overlapping times and similar distances.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from runrisk.importers.rank import richness
from runrisk.model import Activity, Recorder, Sport

SAME_START_S = 5.0
"""Two files of one recording start within so many seconds [s] (format survey: rounding of services)."""
SAME_DISTANCE = 0.01
"""and differ by so little of the distance (the same)."""
OVERLAP = 0.8
"""Two devices on one run overlap by this share of the shorter recording (peers use 0.5 and 0.8)."""
RATIO = 0.85
"""and their distances differ by no more than this ratio, either way round (GPS against foot pod)."""
LONGEST = timedelta(hours=48)
"""No activity counts as longer when overlaps are looked for: a wrong clock would cover whole weeks. Our choice."""

_FAMILIES = (
    {Sport.RUNNING},
    {Sport.WALKING, Sport.HIKING},
    {Sport.CYCLING},
    {Sport.SWIMMING},
    {Sport.ROWING},
    {Sport.ELLIPTICAL},
    {Sport.STRENGTH, Sport.MOBILITY},
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Match:
    """An activity that does not count because another one does.

    Attributes:
        shadow: id of the one that does not count.
        counted: id of the richest recording of the same run.
        reason: how it was told, for the runner.
    """

    shadow: str
    counted: str
    reason: str


def find_matches(activities: Sequence[Activity], kept_apart: Collection[str] = ()) -> tuple[Match, ...]:
    """Return who stands for whom: groups of equal runs are the connected components of pairwise tests.

    The order of `activities` does not matter. O(n log n) and one test per pair of overlapping activities.

    Args:
        activities: as they were read; ids are distinct.
        kept_apart: ids that are no duplicate of anything, because the runner says so.
    """
    ordered = sorted((a for a in activities if a.id not in kept_apart), key=lambda a: (a.start_utc, a.id))
    groups = _Groups(ordered)
    for one, other in _overlapping(ordered):
        if same_recording(one, other) or same_run(one, other):
            groups.join(one, other)
    return tuple(match for group in groups.all() for match in _matches(group))


def same_recording(one: Activity, other: Activity) -> bool:
    """Tier 2: two files of one recording.

    A recorder and creation time name a recording whatever sport a service has put on it; the overlap keeps the
    sessions of a triathlon apart.
    """
    if _same_recorder(one.source.recorder, other.source.recorder) and _overlap(one, other) >= OVERLAP:
        return True
    apart_s = abs((one.start_utc - other.start_utc).total_seconds())
    return _agree(one.sport, other.sport) and apart_s <= SAME_START_S and _alike(one, other, 1 - SAME_DISTANCE)


def same_run(one: Activity, other: Activity) -> bool:
    """Tier 3: one run on two devices."""
    return _agree(one.sport, other.sport) and _overlap(one, other) >= OVERLAP and _alike(one, other, RATIO)


def _overlapping(ordered: Sequence[Activity]) -> Iterator[tuple[Activity, Activity]]:
    """Pairs that share time, or start within SAME_START_S."""
    open_now: list[Activity] = []
    for activity in ordered:
        open_now = [before for before in open_now if activity.start_utc <= _closes(before)]
        for before in open_now:
            yield before, activity
        open_now.append(activity)


def _closes(activity: Activity) -> datetime:
    return activity.start_utc + max(
        min(timedelta(seconds=activity.elapsed_s), LONGEST), timedelta(seconds=SAME_START_S)
    )


def _overlap(one: Activity, other: Activity) -> float:
    """Shared time over the length of the shorter one; 0 where that has no length."""
    shorter_s = min(one.elapsed_s, other.elapsed_s)
    shared_s = (min(one.end_utc, other.end_utc) - max(one.start_utc, other.start_utc)).total_seconds()
    return shared_s / shorter_s if shorter_s > 0 else 0.0


def _alike(one: Activity, other: Activity, ratio: float) -> bool:
    """Whether the distances agree; where one is not known, whether the durations do."""
    if one.distance_m is None or other.distance_m is None:
        pair = (one.elapsed_s, other.elapsed_s)
    else:
        pair = (one.distance_m, other.distance_m)
    return min(pair) >= ratio * max(pair)


def _agree(one: Sport, other: Sport) -> bool:
    """Whether two names of a sport can mean the same.

    Unknown agrees with any: it is a file that does not say (most GPX), not another sport. Other agrees with any but
    running, for which every format has a name.
    """
    if one is other or Sport.UNKNOWN in {one, other}:
        return True
    if Sport.OTHER in {one, other}:
        return Sport.RUNNING not in {one, other}
    return any({one, other} <= family for family in _FAMILIES)


def _same_recorder(one: Recorder | None, other: Recorder | None) -> bool:
    if one is None or other is None or None in {one.manufacturer, one.serial_number, one.time_created}:
        return False
    return (one.manufacturer, one.serial_number, one.time_created) == (
        other.manufacturer,
        other.serial_number,
        other.time_created,
    )


def _matches(group: Sequence[Activity]) -> Iterator[Match]:
    counted, *shadows = sorted(group, key=richness)
    for shadow in shadows:
        yield Match(shadow=shadow.id, counted=counted.id, reason=_reason(shadow, counted))


def _reason(shadow: Activity, counted: Activity) -> str:
    how = "the same recording" if same_recording(shadow, counted) else "the same run on another device"
    doubt = " (another watch: if another person wore it, keep both)" if _two_watches(shadow, counted) else ""
    return f"{how} as {counted.source.name}{doubt}"


def _two_watches(one: Activity, other: Activity) -> bool:
    serials = {a.source.recorder.serial_number if a.source.recorder else None for a in (one, other)} - {None}
    return len(serials) > 1


class _Groups:
    """Activities joined pair by pair (union-find)."""

    def __init__(self, activities: Sequence[Activity]) -> None:
        self._activities = activities
        self._leader = {activity.id: activity.id for activity in activities}

    def join(self, one: Activity, other: Activity) -> None:
        self._leader[self._find(one.id)] = self._find(other.id)

    def all(self) -> list[list[Activity]]:
        groups: dict[str, list[Activity]] = {}
        for activity in self._activities:
            groups.setdefault(self._find(activity.id), []).append(activity)
        return list(groups.values())

    def _find(self, key: str) -> str:
        while self._leader[key] != key:
            self._leader[key] = self._leader[self._leader[key]]
            key = self._leader[key]
        return key
