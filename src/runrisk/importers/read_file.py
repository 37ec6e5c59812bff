"""One file read: its bytes in, its activities or the reason why there are none out. Runs in any process."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from runrisk.errors import FileError, NotAnActivityError
from runrisk.importers.cleaning.activity import cleaned_activity
from runrisk.importers.cleaning.separate import separated
from runrisk.importers.cleaning.wall_clock import dated
from runrisk.importers.containers.entries import reason_of
from runrisk.importers.containers.gzips import gunzip
from runrisk.importers.formats.file_formats import GZIP, read_recordings, sniff
from runrisk.importers.recording import ONLY_THE_DAY, Recording
from runrisk.importers.services.facts import Facts, into_activity, into_recording
from runrisk.model import Activity, FileResult, Samples, Source, Sport, Status

FIRST_YEAR = 2000
"""Watches that do not know the time date from 1970, 1980 or 1989; GPS watches for runners came after this."""
CLOCK_ERROR = timedelta(days=1)
"""A start so far ahead may be a time zone's fault. Our choice."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadDefaults:
    """What the caller says of files that do not say it themselves.

    Attributes:
        tz: time zone of recordings that tell nothing about theirs.
        sport: sport of recordings that name none.
        now: what starts more than a day later is refused, aware; None refuses nothing.
        facts: what an export says of this very file.
    """

    tz: ZoneInfo | None = None
    sport: Sport | None = None
    now: datetime | None = None
    facts: Facts | None = None


@dataclass(frozen=True, kw_only=True)
class FileReading:
    """What a file gave.

    Attributes:
        name: as it may be shown.
        sha256: of the decompressed bytes; empty where they could not be had.
        activities: in the order of the file.
        samples: cleaned, by activity id.
        problem: why there are no activities; None where there are.
    """

    name: str
    sha256: str = ""
    activities: tuple[Activity, ...] = ()
    samples: Mapping[str, Samples] = field(default_factory=dict)
    problem: FileResult | None = None


def read_content(name: str, content: bytes, defaults: ReadDefaults) -> FileReading:
    """Read a file's bytes, a .gz still packed; whatever is wrong with them comes back as `problem`."""
    sha256 = ""
    try:
        plain, warnings = unpacked(content)
        sha256 = hashlib.sha256(plain).hexdigest()
        recordings = separated(read_recordings(plain, name))
        if defaults.facts is not None:
            facts = defaults.facts if len(recordings) == 1 else defaults.facts.without_totals()
            defaults = replace(defaults, facts=facts)
            recordings = [into_recording(recording, facts) for recording in recordings]
        concluded = [_concluded(recording, name, sha256, warnings, defaults) for recording in recordings]
        activities = possible([activity for activity, _ in concluded], defaults.now)
    except NotAnActivityError as error:
        return _problem(name, sha256, Status.SKIPPED, reason_of(error))
    except FileError as error:
        return _problem(name, sha256, Status.FAILED, reason_of(error))
    except MemoryError:
        return _problem(name, sha256, Status.FAILED, "takes more memory than any recording: leave it out, or split it")
    except Exception as error:  # noqa: BLE001 - a fault of ours in one file must not stop the others
        return _problem(name, sha256, Status.FAILED, f"the reader failed ({type(error).__name__}): please report this")
    return FileReading(
        name=name,
        sha256=sha256,
        activities=activities,
        samples={activity.id: samples for activity, samples in concluded if activity in activities},
    )


def unpacked(content: bytes) -> tuple[bytes, tuple[str, ...]]:
    """Return the bytes that count, a .gz unpacked, and warnings.

    Raises:
        FileError: a damaged or evil .gz.
    """
    return gunzip(content) if sniff(content) is GZIP else (content, ())


def _concluded(
    recording: Recording, name: str, sha256: str, warnings: tuple[str, ...], defaults: ReadDefaults
) -> tuple[Activity, Samples]:
    source = Source(
        name=name, format=recording.format, sha256=sha256, session=recording.session, recorder=recording.recorder
    )
    if warnings:
        recording = replace(recording, warnings=(*warnings, *recording.warnings))
    recording = dated(recording, defaults.tz)
    activity, samples = cleaned_activity(recording, source, tz=defaults.tz, sport=defaults.sport)
    return activity if defaults.facts is None else into_activity(activity, defaults.facts), samples


def possible(activities: Sequence[Activity], now: datetime | None) -> tuple[Activity, ...]:
    """Leave out what nothing was recorded in.

    Raises:
        NotAnActivityError: nothing is left.
        FileError: a date that cannot be: it would stretch the log over decades without a run.
    """
    for activity in activities:
        dated = f"dated {activity.start_utc:%Y-%m-%d}"
        if activity.start_utc.year < FIRST_YEAR:
            raise FileError(f"{dated}: the watch did not know the time")
        if now is not None and activity.start_utc - now > CLOCK_ERROR:
            raise FileError(f"{dated}, in the future: the watch did not know the time, or this computer does not")
    recorded = tuple(activity for activity in activities if _holds_something(activity))
    if not recorded:
        raise NotAnActivityError("nothing was recorded: no duration, no distance")
    return recorded


def _holds_something(activity: Activity) -> bool:
    return activity.elapsed_s > 0 or bool(activity.distance_m) or ONLY_THE_DAY in activity.warnings


def _problem(name: str, sha256: str, status: Status, reason: str) -> FileReading:
    return FileReading(name=name, sha256=sha256, problem=FileResult(name=name, status=status, reason=reason))
