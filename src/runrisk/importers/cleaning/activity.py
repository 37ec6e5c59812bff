"""From what a file tells to an activity that counts: cleaned, dated, measured."""

from dataclasses import replace
from zoneinfo import ZoneInfo

import numpy as np

from runrisk.geo import Floats
from runrisk.importers.cleaning.altitude import clean_altitude
from runrisk.importers.cleaning.cadence import in_steps
from runrisk.importers.cleaning.checks import checks, stays_in_a_room
from runrisk.importers.cleaning.clock_jumps import steady_recording
from runrisk.importers.cleaning.distance import covered, distance
from runrisk.importers.cleaning.duration import with_duration
from runrisk.importers.cleaning.movement import moving_steps, sample_weights, step_s, weighted_mean
from runrisk.importers.cleaning.samples import clean_samples
from runrisk.importers.cleaning.timezones import LocalTime, local_time
from runrisk.importers.recording import Recording
from runrisk.model import Activity, Samples, Source, Sport
from runrisk.model.activity import STATED

IN_A_ROOM = "The positions stay in one place: recorded indoors? They say nothing about the distance."
"""The warning of an activity whose positions tell no way."""

INDOORS = frozenset({"treadmill", "indoor_running", "virtual_activity", "virtual_run"})
"""Sub-sports whose positions and heights are drift, weather or made up."""

STANDS_FOR_S = 120.0
"""No sample stands for a longer step [s]: what happened in a hole is not known. Our choice, as for FIT's pauses."""


def cleaned_activity(
    recording: Recording, source: Source, *, tz: ZoneInfo | None = None, sport: Sport | None = None
) -> tuple[Activity, Samples]:
    """Return the activity that a recording tells of, and its cleaned samples.

    Args:
        recording: as the reader gave it.
        source: the file it came from.
        tz: zone of recordings that say nothing about theirs.
        sport: sport of recordings that name none.
    """
    recording, samples, dirt = _cleaned(_with_sport(recording, sport))
    there = _local_time(recording, samples, tz)
    indoors = stays_in_a_room(samples, recording.elapsed_s) and not recording.virtual
    telling = samples.without("lat_deg", "lon_deg") if indoors else samples
    found = distance(recording, telling, placed=_tells_a_way(recording, indoors=indoors))
    activity = replace(_stated(recording, source, there), distance_m=found.distance_m)
    activity = _with_samples(activity, recording, found.samples)
    activity = activity if indoors or recording.virtual else _with_heights(activity, samples)
    warnings = (*recording.warnings, *dirt, *there.warnings, *((IN_A_ROOM,) if indoors else ()), *found.warnings)
    samples = _with_distance_of(samples, found.samples)
    return replace(activity, warnings=tuple(dict.fromkeys((*warnings, *checks(activity))))), samples


def went_nowhere(activity: Activity) -> bool:
    """Whether an activity's positions do not tell where its runner was."""
    return activity.sub_sport in INDOORS or IN_A_ROOM in activity.warnings


def _stated(recording: Recording, source: Source, there: LocalTime) -> Activity:
    """The activity as its file states it, at its local time."""
    return Activity(
        source=source,
        start_utc=recording.start_utc,
        elapsed_s=recording.elapsed_s,
        sport=recording.sport,
        sub_sport=recording.sub_sport,
        utc_offset_s=there.offset_s,
        tz_source=there.source,
        name=recording.name,
        race=recording.race,
        ascent_m=recording.ascent_m,
        descent_m=recording.descent_m,
        shoe=recording.shoe,
        rpe=recording.rpe,
        note=recording.note,
        device=recording.device,
        **{name: getattr(recording, name) for name in STATED},
    )


def _with_sport(recording: Recording, sport: Sport | None) -> Recording:
    """Name the sport of a recording that names none; its cadence can be told only now."""
    if sport is None or recording.sport is not Sport.UNKNOWN:
        return recording
    return replace(recording, sport=sport, samples=in_steps(recording.samples, sport))


def _cleaned(recording: Recording) -> tuple[Recording, Samples, tuple[str, ...]]:
    """Set the clock right, clean the samples, and weigh what is said of the time."""
    recording, jumped = steady_recording(recording)
    samples, dirt = clean_samples(recording.samples, recording.sport)
    recording, doubt = with_duration(recording, samples)
    return recording, samples, (*jumped, *dirt, *doubt)


def _local_time(recording: Recording, samples: Samples, tz: ZoneInfo | None) -> LocalTime:
    return local_time(
        recording.start_utc,
        summary_offset_s=recording.summary_offset_s,
        position=None if recording.virtual else _first_position(samples),
        file_offset_s=recording.file_offset_s,
        tz=tz,
    )


def _first_position(samples: Samples) -> tuple[float, float] | None:
    if not samples.placed.any():
        return None
    first = samples.placed.argmax()
    return float(samples["lat_deg"][first]), float(samples["lon_deg"][first])


def _tells_a_way(recording: Recording, *, indoors: bool) -> bool:
    return not (indoors or recording.virtual or recording.sub_sport in INDOORS)


def _with_distance_of(samples: Samples, measured: Samples) -> Samples:
    """The samples with the distance of others of the same times."""
    if "distance_m" not in samples:
        return samples
    if "distance_m" not in measured:
        return samples.without("distance_m")
    return samples.replace(distance_m=measured["distance_m"])


def _with_samples(activity: Activity, recording: Recording, samples: Samples) -> Activity:
    """Add what is measured along the samples."""
    seconds = step_s(samples)
    moves = moving_steps(samples, activity.sport)
    timer_s = recording.timer_s or (min(float(seconds.sum()), recording.elapsed_s) or None)
    moving_s = recording.moving_s or timer_s
    moving = seconds
    if moves is not None:
        moving = np.where(moves, seconds, 0.0)
    if moves is not None and timer_s is not None and covered(seconds, timer_s):
        moving_s = min(float(moving.sum()), timer_s)
    return replace(
        activity,
        timer_s=timer_s,
        moving_s=moving_s,
        avg_hr_bpm=_mean(samples, "heart_rate_bpm", seconds) or recording.avg_hr_bpm,
        avg_cadence_spm=_mean(samples, "cadence_spm", moving) or recording.avg_cadence_spm,
        avg_contact_ms=_mean(samples, "contact_ms", moving) or recording.avg_contact_ms,
        avg_oscillation_mm=_mean(samples, "oscillation_mm", moving) or recording.avg_oscillation_mm,
        avg_step_length_mm=_mean(samples, "step_length_mm", moving) or recording.avg_step_length_mm,
        avg_power_w=_mean(samples, "power_w", seconds) or recording.avg_power_w,
        contact_left_pct=_mean(samples, "contact_left_pct", seconds) or recording.contact_left_pct,
    )


def _with_heights(activity: Activity, samples: Samples) -> Activity:
    """Add ascent and descent from the clean altitude where the file states none of its own."""
    if activity.sub_sport in INDOORS or None not in {activity.ascent_m, activity.descent_m}:
        return activity
    clean = clean_altitude(samples)
    if clean is None:
        return activity
    ascent_m = clean.ascent_m if activity.ascent_m is None else activity.ascent_m
    descent_m = clean.descent_m if activity.descent_m is None else activity.descent_m
    return replace(activity, ascent_m=ascent_m, descent_m=descent_m)


def _mean(samples: Samples, column: str, seconds: Floats) -> float | None:
    """Time-weighted mean of the values above 0; None without any."""
    values = samples[column].astype(float)
    return weighted_mean(np.where(values > 0, values, np.nan), sample_weights(np.minimum(seconds, STANDS_FOR_S)))
