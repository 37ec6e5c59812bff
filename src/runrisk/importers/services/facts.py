"""What an export says of one activity, and how a recording or an activity takes it over: what it says itself stays."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np

from runrisk.importers.cleaning.cadence import in_steps
from runrisk.importers.cleaning.spikes import max_speed_mps
from runrisk.importers.cleaning.timezones import ASSUMED_UTC, local_time
from runrisk.importers.recording import Recording
from runrisk.importers.services.readings import Reading, with_readings
from runrisk.model import Activity, Samples, Sport, TzSource
from runrisk.model.activity import STATED

_WORDS = ("name", "race", "shoe", "rpe", "note", "device", *STATED)
_MEANS = ("avg_hr_bpm", "avg_cadence_spm", "contact_left_pct")
_TOTALS = ("timer_s", "moving_s", "ascent_m", "descent_m")
_VAGUE = frozenset({Sport.UNKNOWN, Sport.OTHER})
"""What tells less than a name: TCX says "Other" of a walk, a hike and a swim alike."""

_QUARTER = timedelta(minutes=15)
_CLOCKS_DIFFER = timedelta(minutes=2)
"""A table's local start and a file's UTC start may differ so much from a whole quarter hour. Our choice."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """What a table or summary of an export says of one activity; None is "it does not say". Units are in the names.

    Attributes:
        start_utc: aware.
        local_start: the same by the wall clock, naive, where the export says nothing else.
        utc_offset_s: local time minus UTC [s].
        pauses: begin and end of each, aware.
        readings: means by the minute, counted from `start_utc`.
        several: they are told of several recordings in one file, so that the sport each names is its own.
        warnings: that the sport has a name which is not known here.
    """

    start_utc: datetime | None = None
    local_start: datetime | None = None
    utc_offset_s: int | None = None
    sport: Sport = Sport.UNKNOWN
    sub_sport: str | None = None
    name: str | None = None
    race: bool | None = None
    shoe: str | None = None
    rpe: float | None = None
    note: str | None = None
    device: str | None = None
    distance_m: float | None = None
    elapsed_s: float | None = None
    timer_s: float | None = None
    moving_s: float | None = None
    ascent_m: float | None = None
    descent_m: float | None = None
    avg_hr_bpm: float | None = None
    avg_cadence_spm: float | None = None
    contact_left_pct: float | None = None
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
    pauses: tuple[tuple[datetime, datetime], ...] = ()
    readings: tuple[Reading, ...] = ()
    several: bool = False
    warnings: tuple[str, ...] = ()

    def without_totals(self) -> "Facts":
        """Return what holds for each of several recordings of the activity: all but distance, times and climb."""
        return replace(self, distance_m=None, timer_s=None, moving_s=None, ascent_m=None, descent_m=None, several=True)

    def pauses_s(self, start_utc: datetime) -> list[list[float]]:
        """Begin and end of each pause of an activity that started then [s since its start]."""
        return [[(at - start_utc).total_seconds() for at in pause] for pause in self.pauses]

    def offset_s(self, start_utc: datetime) -> int | None:
        """Local time minus UTC [s] of an activity that started then; None where it cannot be told."""
        if self.utc_offset_s is not None or self.local_start is None:
            return self.utc_offset_s
        apart = self.local_start.replace(tzinfo=UTC) - start_utc
        quarters = round(apart / _QUARTER)
        fits = abs(apart - quarters * _QUARTER) <= _CLOCKS_DIFFER
        return int((quarters * _QUARTER).total_seconds()) if fits else None


def into_recording(recording: Recording, facts: Facts) -> Recording:
    """Return a recording that also knows what the export says."""
    known = _missing(recording, facts, (*_WORDS, *_TOTALS)) | _sport(recording, facts)
    known["session_distance_m"] = recording.session_distance_m or facts.distance_m
    known["elapsed_s"] = recording.elapsed_s or facts.elapsed_s or facts.timer_s or 0.0
    if "sport" in known:
        known["samples"] = in_steps(recording.samples, known["sport"])
    if known.get("sport", recording.sport) is Sport.UNKNOWN:
        known["warnings"] = (*recording.warnings, *facts.warnings)
    made = replace(recording, summary_offset_s=facts.offset_s(recording.start_utc), **known)
    if facts.readings and facts.start_utc is not None:
        late_s = (made.start_utc - facts.start_utc).total_seconds()
        made = replace(made, samples=with_readings(made.samples, facts.readings, late_s))
    spans = facts.pauses_s(made.start_utc)
    return replace(made, samples=with_pauses(made.samples, spans)) if spans else made


def into_activity(activity: Activity, facts: Facts) -> Activity:
    """Return an activity that also knows what the export says."""
    known = _missing(activity, facts, (*_WORDS, *_MEANS)) | _sport(activity, facts)
    seconds = max(activity.timer_s or activity.elapsed_s, 1.0)
    metres = facts.distance_m
    if activity.distance_m is None and metres and metres <= max_speed_mps(known.get("sport", activity.sport)) * seconds:
        known["distance_m"] = metres
    offset_s = facts.offset_s(activity.start_utc)
    if offset_s is not None and activity.tz_source is not TzSource.SUMMARY:
        there = local_time(activity.start_utc, summary_offset_s=offset_s)
        if there.source is TzSource.SUMMARY:
            known |= {"utc_offset_s": there.offset_s, "tz_source": there.source}
            known["warnings"] = tuple(warning for warning in activity.warnings if warning != ASSUMED_UTC)
    return replace(activity, **known)


def with_pauses(samples: Samples, pauses: Iterable[Iterable[float]]) -> Samples:
    """Return samples whose segment also changes where a pause begins and ends [s since the start]."""
    begins, ends = (np.sort(side) for side in np.array(list(pauses), float).reshape(-1, 2).T)
    time_s = samples["time_s"]
    if not len(time_s):
        return samples
    state = np.searchsorted(begins, time_s, side="left") + np.searchsorted(ends, time_s, side="right")
    changed = (np.diff(state) != 0) | (np.diff(samples["segment"]) != 0)
    return samples.replace(segment=np.concatenate([[0], np.cumsum(changed)]).astype(np.int32))


def _missing(known: Recording | Activity, facts: Facts, names: Iterable[str]) -> dict[str, Any]:
    """What the export knows of what the other does not say."""
    return {name: getattr(facts, name) for name in names if getattr(known, name) is None}


def _sport(known: Recording | Activity, facts: Facts) -> dict[str, Any]:
    """The export's sport: its owner corrects it there, not in the file; its finer name where they agree."""
    own = known.sport not in _VAGUE and (facts.several or facts.sport is Sport.OTHER)
    if facts.sport is Sport.UNKNOWN or (own and facts.sport is not known.sport):
        return {}
    if facts.sport is not known.sport:
        return {"sport": facts.sport, "sub_sport": facts.sub_sport}
    agree = known.sport is facts.sport and known.sub_sport is None
    return {"sub_sport": facts.sub_sport} if agree else {}
