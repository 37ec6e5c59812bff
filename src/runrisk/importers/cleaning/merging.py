"""What the recordings of one run know together."""

from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from typing import Any

from runrisk.importers.cleaning.timezones import ASSUMED_UTC
from runrisk.importers.duplicates import Match
from runrisk.importers.rank import rank
from runrisk.model import Activity, Sport, TzSource

_OPTIONAL = tuple(
    field.name for field in fields(Activity) if field.default is None and field.name != "duplicate_of"
)  # everything a file may not know
_SURENESS = {source: place for place, source in enumerate(TzSource)}


def merged(activities: Iterable[Activity], matches: Iterable[Match]) -> tuple[Activity, ...]:
    """Return the same activities, by local day: shadows say what stands for them, and what counts knows what they know.

    Nothing that the counted recording knows itself is replaced, and nothing is taken from one that is asked about.
    """
    known = {activity.id: activity for activity in activities}
    counted_of = {match.shadow: match for match in matches}
    shadows: dict[str, list[Activity]] = {}
    for shadow, match in counted_of.items():
        if not match.asked:
            shadows.setdefault(match.counted, []).append(known[shadow])
    made = [
        _shadow(activity, counted_of[key])
        if key in counted_of
        else filled(activity, sorted(shadows.get(key, ()), key=rank))
        for key, activity in known.items()
    ]
    return tuple(sorted(made, key=lambda activity: activity.in_order))


def _shadow(activity: Activity, match: Match) -> Activity:
    """Say what stands for an activity; a question is also a warning."""
    warnings = (
        (*activity.warnings, f"Not counted until you say so: {match.reason}.") if match.asked else activity.warnings
    )
    return replace(activity, duplicate_of=match.counted, asked=match.asked, warnings=warnings)


def filled(activity: Activity, others: Sequence[Activity]) -> Activity:
    """Return an activity that also knows what others of the same run know; the first that says a thing counts."""
    for other in others:
        if other is activity:
            continue
        missing: dict[str, Any] = {name: getattr(other, name) for name in _OPTIONAL if getattr(activity, name) is None}
        activity = replace(activity, **missing)
        if activity.sport is Sport.UNKNOWN:
            activity = replace(activity, sport=other.sport)
        if _SURENESS[other.tz_source] < _SURENESS[activity.tz_source]:
            activity = _dated_by(activity, other)
    return activity


def _dated_by(activity: Activity, other: Activity) -> Activity:
    """Take a surer local time from another recording of the same run."""
    return replace(
        activity,
        utc_offset_s=other.utc_offset_s,
        tz_source=other.tz_source,
        warnings=tuple(warning for warning in activity.warnings if warning != ASSUMED_UTC),
    )
