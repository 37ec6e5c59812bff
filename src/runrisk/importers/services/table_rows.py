"""A row of an export's table: it tells of a recording, or stands for a run that was never recorded."""

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from runrisk.errors import FileError, NotAnActivityError
from runrisk.importers.cleaning.activity import cleaned_activity
from runrisk.importers.cleaning.timezones import ASSUMED_UTC
from runrisk.importers.containers.entries import reason_of
from runrisk.importers.read_file import FileReading, ReadDefaults, possible
from runrisk.importers.recording import CLOCK_OF_SOME_ZONE, SPORT_NOT_KNOWN, Recording
from runrisk.importers.services.facts import Facts, into_activity, with_pauses
from runrisk.importers.services.readings import readings_alone
from runrisk.model import Activity, FileResult, Source, Sport, Status
from runrisk.model.activity import STATED

SUMMARY = "summary"
"""The format of an activity that is nothing but a row."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TableRow:
    """One row.

    Attributes:
        service: whose export.
        key: the service's own number of the activity; empty where it has none.
        place: where the row stands, as it may be shown: "activities.csv, line 7".
        facts: what it says.
        members: the recordings it tells of, as their paths in the container.
        problem: why the row cannot stand by itself; empty where it can.
    """

    service: str
    key: str
    place: str
    facts: Facts
    members: tuple[str, ...] = ()
    problem: str = ""

    @property
    def sha256(self) -> str:
        """Names the row as a file's hash names a file: by the service's number, so that edits and languages keep it.

        Without a number: by start, sport, distance and duration.
        """
        facts = self.facts
        start = facts.start_utc or facts.local_start
        content = (start, facts.sport.value, facts.distance_m, facts.elapsed_s) if not self.key else (self.key,)
        text = "\n".join(["runrisk summary", self.service, *map(str, content)])
        return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def read_row(row: TableRow, defaults: ReadDefaults) -> FileReading:
    """Return the activity that a row alone tells of, or why it tells of none."""
    if row.problem:
        return _problem(row, Status.FAILED, row.problem)
    source = Source(name=row.place, format=SUMMARY, sha256=row.sha256)
    recording = _recording(row.facts, defaults.tz)
    try:
        named = any(
            SPORT_NOT_KNOWN in warning for warning in row.facts.warnings
        )  # with a word that is not known here: still not the caller's to name
        activity, samples = cleaned_activity(recording, source, tz=defaults.tz, sport=None if named else defaults.sport)
        activity = _zone_said_once(activity)
        # What the recording said is concluded already; a distance without a duration could not be checked.
        metres = row.facts.distance_m if not recording.elapsed_s else None
        rest = replace(row.facts, distance_m=None, local_start=None)
        [activity] = possible(
            [into_activity(replace(activity, distance_m=activity.distance_m or metres), rest)], defaults.now
        )
    except NotAnActivityError as error:
        return _problem(row, Status.SKIPPED, reason_of(error))
    except FileError as error:
        return _problem(row, Status.FAILED, reason_of(error))
    except Exception as error:  # noqa: BLE001 - a fault of ours in one row must not stop the others
        return _problem(row, Status.FAILED, f"the reader failed ({type(error).__name__}): please report this")
    return FileReading(name=row.place, sha256=row.sha256, activities=(activity,), samples={activity.id: samples})


def _recording(facts: Facts, tz: ZoneInfo | None) -> Recording:
    start_utc = _start_utc(facts, tz)
    pauses_s = facts.pauses_s(start_utc)
    sport, elapsed_s = facts.sport, facts.elapsed_s or facts.timer_s or facts.moving_s or 0.0
    return Recording(
        format=SUMMARY,
        start_utc=start_utc,
        elapsed_s=elapsed_s,
        summary_offset_s=facts.utc_offset_s,
        sport=sport,
        sub_sport=facts.sub_sport if sport is not Sport.UNKNOWN else None,
        name=facts.name,
        race=facts.race,
        session_distance_m=facts.distance_m,
        timer_s=facts.timer_s,
        moving_s=facts.moving_s,
        ascent_m=facts.ascent_m,
        descent_m=facts.descent_m,
        shoe=facts.shoe,
        rpe=facts.rpe,
        note=facts.note,
        device=facts.device,
        **{name: getattr(facts, name) for name in (*STATED, "avg_cadence_spm", "contact_left_pct")},
        warnings=(*facts.warnings, *((CLOCK_OF_SOME_ZONE,) if _clock_alone(facts, tz) else ())),
        samples=with_pauses(readings_alone(facts.readings, elapsed_s, pauses_s), pauses_s),
    )


def _zone_said_once(activity: Activity) -> Activity:
    """A clock of an unknown zone says more than that UTC was taken."""
    if CLOCK_OF_SOME_ZONE not in activity.warnings:
        return activity
    return replace(activity, warnings=tuple(warning for warning in activity.warnings if warning != ASSUMED_UTC))


def _clock_alone(facts: Facts, tz: ZoneInfo | None) -> bool:
    """Whether a row tells its start by a clock of whose zone nobody tells."""
    return facts.start_utc is None and facts.utc_offset_s is None and tz is None


def _start_utc(facts: Facts, tz: ZoneInfo | None) -> datetime:
    """The start; a local one of an unknown zone is taken as UTC, which at least keeps its day."""
    if facts.start_utc is not None:
        return facts.start_utc
    local = facts.local_start or datetime(1970, 1, 1)  # noqa: DTZ001 - refused later: rows without a start are a problem
    return local.replace(tzinfo=tz or UTC).astimezone(UTC)


def _problem(row: TableRow, status: Status, reason: str) -> FileReading:
    result = FileResult(name=row.place, status=status, reason=reason)
    return FileReading(name=row.place, sha256=row.sha256, problem=result)
