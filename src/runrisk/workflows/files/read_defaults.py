"""What a caller says of recordings that tell less, applied to a log that was read before."""

from dataclasses import replace

from runrisk.did_you_mean import unknown_word
from runrisk.errors import SettingsError
from runrisk.importers.cleaning.timezones import ASSUMED_UTC, local_time, zone_named
from runrisk.importers.local_rows import is_local
from runrisk.importers.whole_log.nearby_zones import zone_said
from runrisk.importers.whole_log.unnamed_sports import TAKEN_FOR_RUN
from runrisk.model import Activity, Sport, TrainingLog, TzSource


def with_read_defaults(log: TrainingLog, *, tz: str | None = None, sport: str | None = None) -> TrainingLog:
    """Return the log with a sport where none is known and local days of a zone where UTC was assumed.

    Raises:
        SettingsError: no such time zone or sport.
    """
    named, zone = sport_named(sport), zone_named(tz)

    def named_by_caller(activity: Activity) -> Activity:
        if named is not None and (activity.sport is Sport.UNKNOWN or TAKEN_FOR_RUN in activity.warnings):
            activity = replace(activity, sport=named, warnings=_without(activity, TAKEN_FOR_RUN))
        if zone is None or activity.tz_source not in {TzSource.ASSUMED, TzSource.NEAREST} or is_local(activity):
            return activity
        local = local_time(activity.start_utc, tz=zone)
        warnings = _without(activity, ASSUMED_UTC, *zone_said(activity))
        return replace(activity, utc_offset_s=local.offset_s, tz_source=local.source, warnings=warnings)

    if named is None and zone is None:
        return log
    return replace(log, recorded=tuple(map(named_by_caller, log.recorded)))


def _without(activity: Activity, *texts: str) -> tuple[str, ...]:
    return tuple(warning for warning in activity.warnings if warning not in texts)


def sport_named(name: str | None) -> Sport | None:
    """The sport of a name such as running; None for None.

    Raises:
        SettingsError: there is no sport of this name.
    """
    if name is None:
        return None
    try:
        return Sport(name.lower())
    except ValueError:
        names = [sport for sport in Sport if sport is not Sport.UNKNOWN]
        raise SettingsError(unknown_word("sport", name, names)) from None
