"""Polar Flow's training sessions, in both dialects of their names: one recording an exercise.

Older exports name a sport in words and give each sample its time; version 2 has a number for the sport, units in the
names, and samples without times. Times are local and naive, with the offset beside them.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from runrisk.errors import NotAnActivityError, UnsafeFileError
from runrisk.importers.clean_text import clean_text
from runrisk.importers.cleaning.cadence import in_steps
from runrisk.importers.formats.sport_words import sport_of_word
from runrisk.importers.recording import Recording
from runrisk.importers.services.facts import with_pauses
from runrisk.importers.services.polar_samples import polar_samples
from runrisk.importers.services.values import above_zero, duration_s, items, json_of, mapping, number, text
from runrisk.model import Sport

SESSION_NAME = re.compile(r"(^|/)training-session[-_]20[^/]*\.json$", re.IGNORECASE)
MAX_EXERCISES = 100
"""Exercises in one session. Our choice: an ironman has five."""

_MEAN_HR = ("averageHeartRate", "hrAvg")
"""The mean heart rate in the older and the newer dialect."""

NO_OFFSET = "The session states no time zone: its local time was taken as UTC."

_IDS = {
    "1": "running",
    "2": "cycling",
    "3": "walking",
    "4": "jogging",
    "5": "mountain_biking",
    "11": "hiking",
    "15": "strength_training",
    "17": "treadmill_running",
    "18": "indoor_cycling",
    "23": "swimming",
    "27": "trail_running",
    "36": "track_running",
    "38": "road_biking",
    "117": "indoor_rowing",
}
"""Polar's numbers for the sports that matter here (seen in public exports and in Polar's published list)."""


def read_polar(content: bytes, file: str) -> list[Recording]:
    """Return the exercises of a training session.

    Raises:
        NotAnActivityError: the JSON is something else.
        FileError: it is damaged.
    """
    session = mapping(json_of(content))
    exercises = [mapping(one) for one in items(session.get("exercises"))] or [session]
    if "startTime" not in session and "startTime" not in exercises[0]:
        raise NotAnActivityError("JSON, but no training session", file=file)
    if len(exercises) > MAX_EXERCISES:
        raise UnsafeFileError(f"more than {MAX_EXERCISES} exercises in one session", file=file)
    alone = len(exercises) == 1
    made = [_recording(number, one, session, alone=alone) for number, one in enumerate(exercises)]
    found = [recording for recording in made if recording is not None]
    if not found:
        raise NotAnActivityError("a training session without a start that can be read", file=file)
    return found


def _recording(place: int, exercise: Mapping[str, Any], session: Mapping[str, Any], *, alone: bool) -> Recording | None:
    given = {**session, **exercise} if alone else exercise
    local = _moment(given.get("startTime", session.get("startTime")))
    if local is None:
        return None
    offset_s = _offset_s(exercise, session)
    start_utc = local.replace(tzinfo=UTC) - timedelta(seconds=offset_s or 0)
    sport, sub_sport = _sport(given.get("sport", session.get("sport")))
    samples = polar_samples(exercise, local)
    samples = in_steps(samples, sport)
    pauses = _pauses(given, local)
    timer_s = above_zero(given.get("durationMillis"), 0.001) or duration_s(text(given.get("duration")))
    return Recording(
        format="polar",
        session=place,
        start_utc=start_utc,
        elapsed_s=_elapsed_s(given, local) or timer_s or 0.0,
        summary_offset_s=offset_s,
        name=clean_text(text(session.get("name"))),
        note=clean_text(text(session.get("note"))),
        sport=sport,
        sub_sport=sub_sport,
        session_distance_m=above_zero(given.get("distanceMeters")) or above_zero(given.get("distance")),
        timer_s=timer_s,
        ascent_m=above_zero(given.get("ascentMeters")) or above_zero(given.get("ascent")),
        descent_m=above_zero(given.get("descentMeters")) or above_zero(given.get("descent")),
        avg_hr_bpm=next((bpm for name in _MEAN_HR if (bpm := above_zero(given.get(name)))), None),
        feel_pct=_feel_pct(session.get("feeling")),
        device=clean_text(f"Polar {text(mapping(session.get('product')).get('modelName'))}"),
        samples=with_pauses(samples, pauses) if pauses else samples,
        warnings=(NO_OFFSET,) if offset_s is None else (),
    )


def _feel_pct(given: Any) -> float | None:
    """How it felt, 0-100, of Polar's 0 to 1."""
    feeling = number(given)
    return 100 * feeling if feeling is not None and 0 <= feeling <= 1 else None


def _moment(given: Any) -> datetime | None:
    """A local time, naive."""
    try:
        return datetime.fromisoformat(text(given)[:40]).replace(tzinfo=None)
    except ValueError:
        return None


def _offset_s(*sources: Mapping[str, Any]) -> int | None:
    names = ("timezoneOffsetMinutes", "timezoneOffset", "timeZoneOffset")
    found = [number(source.get(name)) for source in sources for name in names]
    minutes = next((minutes for minutes in found if minutes is not None and abs(minutes) <= 14 * 60), None)
    return None if minutes is None else int(minutes * 60)


def _elapsed_s(given: Mapping[str, Any], local: datetime) -> float | None:
    stop = _moment(given.get("stopTime"))
    return (stop - local).total_seconds() if stop is not None and stop > local else None


def _sport(given: Any) -> tuple[Sport, str | None]:
    """The sport of a word, of a number, or of an object that holds one of them."""
    word = text(mapping(given).get("id")) or text(mapping(given).get("name")) or text(given)
    known = sport_of_word(_IDS.get(word, word if not word.isdigit() else ""))
    if known[0] is Sport.UNKNOWN and word == "5":
        return Sport.CYCLING, "mountain"
    return (Sport.OTHER, None) if known[0] is Sport.UNKNOWN and word else known


def _pauses(given: Mapping[str, Any], local: datetime) -> list[tuple[float, float]]:
    """Begin and end of each pause [s since the start]."""
    found = []
    for pause in map(mapping, items(given.get("pauseTimes"))):
        begin, end = _moment(pause.get("startTime")), _moment(pause.get("endTime") or pause.get("stopTime"))
        lasted_s = above_zero(pause.get("durationMillis"), 0.001) or duration_s(text(pause.get("duration")))
        if begin is not None and (end or lasted_s):
            begin_s = (begin - local).total_seconds()
            found.append((begin_s, (end - local).total_seconds() if end else begin_s + (lasted_s or 0.0)))
    return found
