"""One activity and where it came from."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from runrisk.model.sport import Sport

MAX_SESSION_S = 48 * 3600.0
"""A longer activity was not stopped, or its clock was wrong [s]: no sum takes it in. Our choice: 100 miles take less."""


class TzSource(StrEnum):
    """Where an activity's UTC offset comes from, the surest first."""

    SUMMARY = "summary"
    POSITION = "position"
    FILE = "file"
    CONFIG = "config"
    NEAREST = "nearest"
    """That of the nearest activities which know theirs."""
    ASSUMED = "assumed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Recorder:
    """The device that made a recording: with the creation time it names the recording itself.

    The serial number tells two watches apart and is never shown.
    """

    manufacturer: str | None = None
    product: str | None = None
    serial_number: int | None = field(default=None, repr=False)
    time_created: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """The file an activity was read from."""

    name: str
    """File name without folder; inside a zip "archive.zip: member"."""
    format: str
    """fit, gpx, tcx, ..."""
    sha256: str
    """Of the decompressed bytes, 64 hex digits."""
    session: int = 0
    """Number of the session inside the file."""
    recorder: Recorder | None = None

    @property
    def activity_id(self) -> str:
        """The activity's id: the same whatever the order or the place of import."""
        return f"{self.sha256[:12]}-{self.session}"


STATED = (
    "feel_pct",
    "rpe_estimated",
    "avg_power_w",
    "avg_contact_ms",
    "avg_oscillation_mm",
    "avg_step_length_mm",
    "avg_respiration_per_min",
    "second_contact_left_pct",
    "running_s",
    "walking_s",
    "standing_s",
    "hr_max_bpm",
    "hr_threshold_bpm",
    "hr_zones_bpm",
)
"""Fields of an activity that only its file or its service can state: they are taken over, never worked out."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Activity:
    """One activity as the log counts it. Units are in the names; None is "not known"; columns.ACTIVITIES explains."""

    source: Source
    start_utc: datetime
    elapsed_s: float
    sport: Sport = Sport.UNKNOWN
    sub_sport: str | None = None
    utc_offset_s: int = 0
    tz_source: TzSource = TzSource.ASSUMED
    name: str | None = None
    race: bool | None = None
    distance_m: float | None = None
    timer_s: float | None = None
    moving_s: float | None = None
    ascent_m: float | None = None
    descent_m: float | None = None
    avg_hr_bpm: float | None = None
    avg_cadence_spm: float | None = None
    contact_left_pct: float | None = None
    shoe: str | None = None
    rpe: float | None = None
    note: str | None = None
    device: str | None = None
    feel_pct: float | None = None
    rpe_estimated: float | None = None
    avg_power_w: float | None = None
    avg_contact_ms: float | None = None
    avg_oscillation_mm: float | None = None
    avg_step_length_mm: float | None = None
    avg_respiration_per_min: float | None = None
    second_contact_left_pct: float | None = None
    running_s: float | None = None
    walking_s: float | None = None
    standing_s: float | None = None
    hr_max_bpm: float | None = None
    hr_threshold_bpm: float | None = None
    hr_zones_bpm: tuple[float, ...] | None = None
    duplicate_of: str | None = None
    counts: bool = True
    """False where the runner said so: kept, shown, and left out of everything."""
    asked: bool = False
    """True where only the runner can say whether it is a duplicate: it does not count until then. Told of the whole log."""
    dated: bool = True
    """False where its date is taken for wrong: shown, and left out of everything. Told of the whole log."""
    warnings: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Content-derived id."""
        return self.source.activity_id

    @property
    def in_order(self) -> tuple[date, datetime, str]:
        """What the log is ordered by: a traveller's local days may run backwards while time does not."""
        return self.local_day, self.start_utc, self.id

    @property
    def local_day(self) -> date:
        """The training day: local calendar day of the start (a run begun at 23:30 belongs to that day)."""
        return (self.start_utc + timedelta(seconds=self.utc_offset_s)).date()

    @property
    def spent_s(self) -> float:
        """Timer time, pauses left out; start to end where the watch kept no timer [s]."""
        return self.timer_s or self.elapsed_s

    @property
    def end_utc(self) -> datetime:
        """Start plus elapsed time."""
        return self.start_utc + timedelta(seconds=self.elapsed_s)
