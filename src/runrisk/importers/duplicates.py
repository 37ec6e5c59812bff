"""The same run recorded, exported or offered more than once: found by its time, never deleted, asked about in doubt.

1. The same bytes and session: the same id, told before anything is compared.
2. Twins: two files of one recording, or one run on two devices. The richest counts.
3. Parts: a recording that lies in another in time (a cropped copy, a half) is its shadow whatever its distance. The
   longer one counts.

One body does one run at a time, so an overlap never adds load: where path or speed disagree, or only a half overlaps,
the shorter one is asked about and does not count until the runner answers.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from runrisk.importers.rank import rank
from runrisk.importers.same_way import goes_along
from runrisk.model import Activity, Recorder, Sport
from runrisk.model.activity import MAX_SESSION_S
from runrisk.model.features import RunPath

SAME_START_S = 5.0
"""Two files of one recording start within so many seconds [s] (format survey: rounding of services)."""
SAME_DISTANCE = 0.01
"""and differ by so little of the distance (the same)."""
OVERLAP = 0.8
"""Two devices on one run overlap by this share of the shorter recording (peers use 0.5 and 0.8)."""
ASKED_OVERLAP = 0.5
"""From this share on, up to OVERLAP, it is asked: to add the shorter one would count more minutes twice than to leave
it out would lose. Our choice: where the two errors are equal."""
RATIO = 0.85
"""The distances of one run on two devices differ by no more than this ratio, either way (GPS against foot pod)."""
SPEED_RATIO = 0.7
"""The speed of a part differs from that of the whole by no more than this ratio, either way. Our choice: halves of a
hilly run, or of one with a fast end, differ by less."""
LONGEST = timedelta(seconds=MAX_SESSION_S)
"""No activity counts as longer when overlaps are looked for: a wrong clock would cover whole weeks."""

PathOf = Callable[[str], RunPath | None]
"""Gives the path of an activity by its id; None where it has none."""

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
        counted: id of the recording that counts.
        reason: how it was told, for the runner.
        asked: whether it is a question: the two overlap in time, but do not agree.
    """

    shadow: str
    counted: str
    reason: str
    asked: bool = False


def no_path(activity_id: str) -> RunPath | None:  # noqa: ARG001 - a default stands in for any reader
    """No path is known."""
    return None


def find_matches(
    activities: Sequence[Activity], kept_apart: Collection[str] = (), path_of: PathOf = no_path
) -> tuple[Match, ...]:
    """Return who stands for whom: every shadow overlaps the one that counts for it, so runs are never chained.

    The order of `activities` does not matter. O(n log n) and two tests per pair of overlapping activities.

    Args:
        activities: as they were read; ids are distinct.
        kept_apart: ids that are no duplicate of anything, because the runner says so.
        path_of: reads the path of an activity; asked only for activities that overlap another.
    """
    ordered = sorted((a for a in activities if a.id not in kept_apart), key=lambda a: (a.start_utc, a.id))
    near = _near(ordered)
    twins = _shadows(sorted(ordered, key=rank), near, _twins)
    left = [activity for activity in ordered if activity.id not in twins]
    mixed = {one.id for one in left if _mixed(one, near)}
    left.sort(key=lambda a: (a.id in mixed, -a.spent_s, rank(a)))
    parts = _shadows(left, near, _part)
    known = {activity.id: activity for activity in ordered}
    return tuple(_match(known[key], known, twins | parts, path_of) for key in sorted(twins | parts))


def same_recording(one: Activity, other: Activity) -> bool:
    """Two files of one recording.

    A recorder and creation time name a recording whatever sport a service has put on it; the overlap keeps the
    sessions of a triathlon apart.
    """
    if _same_recorder(one.source.recorder, other.source.recorder) and _overlap(one, other) >= OVERLAP:
        return True
    apart_s = abs((one.start_utc - other.start_utc).total_seconds())
    return agree(one.sport, other.sport) and apart_s <= SAME_START_S and _alike(one, other, 1 - SAME_DISTANCE)


def same_run(one: Activity, other: Activity) -> bool:
    """One run on two devices."""
    return agree(one.sport, other.sport) and _overlap(one, other) >= OVERLAP and _alike(one, other, RATIO)


def _twins(one: Activity, other: Activity) -> bool:
    return (same_recording(one, other) and _alike(one, other, RATIO)) or same_run(one, other)


def _part(one: Activity, other: Activity) -> bool:
    """Whether at least half of the shorter one lies in the other; what was never stopped holds nothing."""
    if max(one.elapsed_s, other.elapsed_s) > MAX_SESSION_S:
        return False
    alike = agree(one.sport, other.sport) or _same_recorder(one.source.recorder, other.source.recorder)
    return alike and _overlap(one, other) >= ASKED_OVERLAP


def _mixed(one: Activity, near: Mapping[str, Sequence[Activity]]) -> bool:
    """Whether an activity of unknown sport holds several sports (a whole triathlon): it stands for none of them."""
    if one.sport is not Sport.UNKNOWN:
        return False
    held = [other.sport for other in near[one.id] if other.sport is not Sport.UNKNOWN and _part(one, other)]
    return any(not agree(first, second) for first in held for second in held)


def _shadows(
    ordered: Iterable[Activity],
    near: Mapping[str, Sequence[Activity]],
    same: Callable[[Activity, Activity], bool],
) -> dict[str, str]:
    """Who is whose shadow, where the first of `ordered` that is not yet a shadow itself counts for all that are the same."""
    waiting = {activity.id: activity for activity in ordered}
    found: dict[str, str] = {}
    for one in list(waiting.values()):
        if waiting.pop(one.id, None) is None:
            continue
        for other in near[one.id]:
            if other.id in waiting and same(one, other):
                found[other.id] = one.id
                del waiting[other.id]
    return found


def _match(shadow: Activity, known: Mapping[str, Activity], shadow_of: Mapping[str, str], path_of: PathOf) -> Match:
    """The link of a shadow to the one that counts, over a twin that may itself lie in a longer recording."""
    counted = known[shadow_of[shadow.id]]
    reason, asked = _reason(shadow, counted, path_of)
    if counted.id in shadow_of:
        longer = known[shadow_of[counted.id]]
        return Match(
            shadow=shadow.id, counted=longer.id, reason=reason, asked=asked or _reason(counted, longer, path_of)[1]
        )
    return Match(shadow=shadow.id, counted=counted.id, reason=reason, asked=asked)


def _reason(shadow: Activity, counted: Activity, path_of: PathOf) -> tuple[str, bool]:
    """How a shadow was told, and whether that is a question."""
    doubt = _disagreement(shadow, counted, path_of)
    name = counted.source.name
    if doubt:
        return f"is it a part of {name}? They overlap in time, but {doubt}", True
    if same_recording(shadow, counted):
        return f"the same recording as {name}{_other_wrist(shadow, counted)}", False
    if same_run(shadow, counted):
        return f"the same run on another device as {name}{_other_wrist(shadow, counted)}", False
    return f"a part of the same run as {name}{_other_wrist(shadow, counted)}", False


def _disagreement(part: Activity, whole: Activity, path_of: PathOf) -> str:
    """What speaks against two recordings being of one run; empty where nothing does."""
    if not _twins(part, whole):
        shared = _overlap(part, whole)
        if shared < OVERLAP:
            return f"only by {100 * shared:.0f} % of the shorter one"
        slower, faster = sorted((_speed_mps(part), _speed_mps(whole)))
        if 0 < slower < SPEED_RATIO * faster:
            return f"one has {3.6 * slower:.1f}, the other {3.6 * faster:.1f} km/h"
        if part.distance_m and whole.distance_m and part.distance_m * RATIO > whole.distance_m:
            return f"it has {part.distance_m / 1000:.1f} of {whole.distance_m / 1000:.1f} km"
    ways = path_of(part.id), path_of(whole.id)
    return "their ways lie apart" if ways[0] and ways[1] and not goes_along(ways[0], ways[1]) else ""


def _speed_mps(activity: Activity) -> float:
    """Mean speed [m/s]; 0 where it is not known."""
    return (activity.distance_m or 0.0) / activity.spent_s if activity.spent_s > 0 else 0.0


def _near(ordered: Sequence[Activity]) -> dict[str, list[Activity]]:
    near: dict[str, list[Activity]] = {activity.id: [] for activity in ordered}
    for one, other in _overlapping(ordered):
        near[one.id].append(other)
        near[other.id].append(one)
    return near


def _overlapping(ordered: Sequence[Activity]) -> Iterator[tuple[Activity, Activity]]:
    """Pairs that share time, or start within SAME_START_S."""
    open_now: list[Activity] = []
    for activity in ordered:
        open_now = [before for before in open_now if activity.start_utc <= closes(before)]
        for before in open_now:
            yield before, activity
        open_now.append(activity)


def closes(activity: Activity) -> datetime:
    """When nothing that starts later can be of one run with an activity any more."""
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
    return min(pair) >= ratio * max(pair) or _only_dated(one) or _only_dated(other)


def _only_dated(activity: Activity) -> bool:
    """An empty track: neither distance nor duration can speak against anything."""
    return activity.distance_m is None and activity.elapsed_s == 0


def agree(one: Sport, other: Sport) -> bool:
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


def _other_wrist(one: Activity, other: Activity) -> str:
    serials = {a.source.recorder.serial_number if a.source.recorder else None for a in (one, other)} - {None}
    return " (another watch: if another person wore it, keep both)" if len(serials) > 1 else ""
