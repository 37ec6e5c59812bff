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
from runrisk.importers.cleaning.positions import positions
from runrisk.importers.cleaning.samples import clean_samples
from runrisk.importers.cleaning.timezones import LocalTime, local_time
from runrisk.importers.recording import Recording
from runrisk.model import Activity, Samples, Source, Sport
from runrisk.model.activity import STATED

IN_A_ROOM = "The positions stay in one place: recorded indoors? They say nothing about the distance."
"""The warning of an activity whose positions tell no way."""

INDOORS = frozenset({"treadmill", "indoor_running", "virtual_activity", "virtual_run"})
"""Sub-sports whose positions and heights are drift, weather or made up."""

_MEANS = {"avg_hr_bpm": "heart_rate_bpm", "avg_power_w": "power_w", "contact_left_pct": "contact_left_pct"}
"""Means over all of the time, and their columns."""
_MOVING_MEANS = {
    "avg_cadence_spm": "cadence_spm",
    "avg_contact_ms": "contact_ms",
    "avg_oscillation_mm": "oscillation_mm",
    "avg_step_length_mm": "step_length_mm",
}
"""Means over the time in motion."""

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
    samples = _with_distance_of(samples, found.samples)
    measured: dict[str, float | None] = {"distance_m": found.distance_m, **_measured(recording, found.samples)}
    if not indoors and _tells_heights(recording):
        measured |= _heights(recording, samples)
    warnings = (*recording.warnings, *dirt, *there.warnings, *((IN_A_ROOM,) if indoors else ()), *found.warnings)
    activity = _stated(recording, source, there, measured, warnings=tuple(dict.fromkeys(warnings)))
    doubts = checks(activity)
    if doubts:
        activity = replace(activity, warnings=tuple(dict.fromkeys((*warnings, *doubts))))
    return activity, samples


def went_nowhere(activity: Activity) -> bool:
    """Whether an activity's positions do not tell where its runner was."""
    return activity.sub_sport in INDOORS or IN_A_ROOM in activity.warnings


def _stated(
    recording: Recording,
    source: Source,
    there: LocalTime,
    measured: dict[str, float | None],
    *,
    warnings: tuple[str, ...],
) -> Activity:
    """The activity as its file states it, at its local time, but for what was measured."""
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
        shoe=recording.shoe,
        rpe=recording.rpe,
        note=recording.note,
        device=recording.device,
        warnings=warnings,
        **{name: getattr(recording, name) for name in ("ascent_m", "descent_m", *STATED)} | measured,
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
    return float(positions(samples).lat_deg[0]), float(positions(samples).lon_deg[0])


def _tells_a_way(recording: Recording, *, indoors: bool) -> bool:
    return not (indoors or recording.virtual or recording.sub_sport in INDOORS)


def _with_distance_of(samples: Samples, measured: Samples) -> Samples:
    """The samples with the distance of others of the same times."""
    if "distance_m" not in samples:
        return samples
    if "distance_m" not in measured:
        return samples.without("distance_m")
    return samples.replace(distance_m=measured["distance_m"])


def _measured(recording: Recording, samples: Samples) -> dict[str, float | None]:
    """What is measured along the samples, and where they tell nothing, what is stated."""
    seconds = step_s(samples)
    moves = moving_steps(samples, recording.sport)
    timer_s = recording.timer_s or (min(float(seconds.sum()), recording.elapsed_s) or None)
    moving_s = recording.moving_s or timer_s
    moving = seconds
    if moves is not None:
        moving = np.where(moves, seconds, 0.0)
    if moves is not None and timer_s is not None and covered(seconds, timer_s):
        moving_s = min(float(moving.sum()), timer_s)
    measured: dict[str, float | None] = {"timer_s": timer_s, "moving_s": moving_s}
    for means, steps in ((_MEANS, seconds), (_MOVING_MEANS, moving)):
        weights = sample_weights(np.minimum(steps, STANDS_FOR_S))
        for name, column in means.items():
            measured[name] = _mean(samples, column, weights) or getattr(recording, name)
    return measured


def _tells_heights(recording: Recording) -> bool:
    """Whether its file states no ascent or descent of its own, and its altitude is that of a way."""
    made_up = recording.virtual or recording.sub_sport in INDOORS
    return not made_up and None in {recording.ascent_m, recording.descent_m}


def _heights(recording: Recording, samples: Samples) -> dict[str, float | None]:
    """Ascent and descent from the clean altitude where the file states none of its own."""
    clean = clean_altitude(samples)
    if clean is None:
        return {}
    return {
        "ascent_m": clean.ascent_m if recording.ascent_m is None else recording.ascent_m,
        "descent_m": clean.descent_m if recording.descent_m is None else recording.descent_m,
    }


def _mean(samples: Samples, column: str, weights: Floats) -> float | None:
    """Weighted mean of the values above 0; None without any."""
    if column not in samples:
        return None
    values = samples[column].astype(float)
    return weighted_mean(np.where(values > 0, values, np.nan), weights)
