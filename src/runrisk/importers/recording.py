"""What a reader gives back: one session as its file tells it, before anything is concluded from it."""

from dataclasses import dataclass, field
from datetime import datetime

from runrisk.importers.clean_text import clean_text
from runrisk.model import Recorder, Samples, Sport

ONLY_THE_DAY = (
    "An empty track, as services write it for a treadmill run: only its kind and the file's own date are known."
)
"""The warning of an activity without any samples, duration or distance."""

CLOCK_OF_SOME_ZONE = "Its time is that of a clock whose zone the table does not name: its day is right (give --tz)."
NO_TIME_OF_DAY = "Only its day is known: the table has no time of day."
"""The warning of a row that tells the day and no more."""

SPORT_NOT_KNOWN = "is not known here: not counted as a run"
"""Part of the warning of an activity whose sport has a name that no table of ours holds."""


def unknown_sport(word: str) -> tuple[str, ...]:
    """The warning of an activity whose sport has this name; none where it is empty."""
    said = clean_text(word[:60])
    return (f"The sport {said!r} {SPORT_NOT_KNOWN}. Correct it if it is one.",) if said else ()


@dataclass(frozen=True, kw_only=True)
class Recording:
    """One session of a file. None is "the file does not say"; nothing is cleaned, guessed or filled in here.

    Attributes:
        format: fit, gpx, tcx, ...
        session: number of the session inside the file, from 0.
        start_utc: start, aware, UTC.
        file_offset_s: local time minus UTC as the file claims it [s]; not yet believed.
        summary_offset_s: the same as a service's export states it [s]; surer than anything else.
        session_distance_m: total the session itself states [m].
        lap_distance_m: sum over the laps [m].
        elapsed_s: start to end, pauses included [s].
        timer_s: timer running [s].
        moving_s: moving time as the file states it [s].
        stated_end_s: the end as the session states it, from its start [s]; a witness beside `elapsed_s`.
        lap_elapsed_s: sum over the laps, pauses included [s].
        lap_timer_s: sum over the laps, timer running [s].
        stops_s: when the timer stopped, from the start [s]; None where the format has no word for it but a segment.
        ascent_m: climb as the file states it [m].
        descent_m: descent as the file states it [m].
        avg_hr_bpm: mean heart rate as the session or its laps state it [1/min].
        contact_left_pct: mean share of ground contact on the left foot [%] as the session states it.
        rpe: perceived exertion, 0-10.
        feel_pct: how it felt, 0 very weak to 100 very strong.
        rpe_estimated: effort as the watch estimated it, 0-10.
        avg_cadence_spm: mean steps of both feet as the session states it [1/min].
        avg_contact_ms: and the other means: as the session states them; `columns.ACTIVITIES` explains each.
        written_utc: when the file says that it was made; another clock than the recording's may have told.
        wall_clock: the start is by the clock of a zone that the file does not name, and stands here as if it were UTC.
        virtual: the positions are made up (an indoor trainer's world).
        samples: may be empty.
        warnings: what is wrong with the recording, as texts for the runner.
    """

    format: str
    start_utc: datetime
    elapsed_s: float
    session: int = 0
    file_offset_s: int | None = None
    summary_offset_s: int | None = None
    name: str | None = None
    sport: Sport = Sport.UNKNOWN
    sub_sport: str | None = None
    race: bool | None = None
    session_distance_m: float | None = None
    lap_distance_m: float | None = None
    timer_s: float | None = None
    moving_s: float | None = None
    stated_end_s: float | None = None
    lap_elapsed_s: float | None = None
    lap_timer_s: float | None = None
    stops_s: tuple[float, ...] | None = None
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
    recorder: Recorder | None = None
    written_utc: datetime | None = None
    wall_clock: bool = False
    virtual: bool = False
    samples: Samples = field(default_factory=Samples)
    warnings: tuple[str, ...] = ()
