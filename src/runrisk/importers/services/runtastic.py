"""A session of adidas Running (Runtastic): its own file, and beside it the track and the heart rate, each with its times.

Known from one public sample (a run with track, heart rate and shoe); the numbers of sports are those of a public parser.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np

from runrisk.errors import NotAnActivityError
from runrisk.geo import Floats
from runrisk.importers.clean_text import clean_text
from runrisk.importers.formats.file_format import FileFormat
from runrisk.importers.formats.gpx import read_gpx
from runrisk.importers.formats.head import Head
from runrisk.importers.formats.lap_pauses import paused_spans
from runrisk.importers.formats.piece_parts import parts_of, piece_of
from runrisk.importers.formats.sample_series import Series, bounded, joined_series, row_series
from runrisk.importers.formats.sport_words import sport_of_word
from runrisk.importers.formats.xml_times import parse_times
from runrisk.importers.recording import Recording, unknown_sport
from runrisk.importers.services.facts import Facts, with_pauses
from runrisk.importers.services.values import above_zero, json_head, json_of, mapping, number, text
from runrisk.model import Sport

NAME = "runtastic"
SESSION, TRACK, GPX_TRACK, HEART_RATE = "session", "track", "gpx", "heart rate"
"""The parts of a piece."""
_COLUMNS = {
    "latitude": ("lat_deg", 1.0),
    "longitude": ("lon_deg", 1.0),
    "altitude": ("altitude_m", 1.0),
    "speed": ("speed_mps", 1 / 3.6),
    "distance": ("distance_m", 1.0),
    "heart_rate": ("heart_rate_bpm", 1.0),
}
_OF_GPX = ("lat_deg", "lon_deg", "altitude_m", "heart_rate_bpm")
"""Columns taken from a GPX; since 2019 it holds the heart rate too."""
_SPORTS = {
    "1": "running",
    "2": "walking",
    "3": "cycling",
    "4": "mountain_biking",
    "7": "hiking",
    "14": "treadmill_running",
    "15": "indoor_cycling",
    "16": "elliptical",
    "17": "rowing",
    "18": "swimming",
    "19": "walking",
    "22": "road_cycling",
    "26": "yoga",
    "31": "pilates",
    "34": "strength_training",
    "46": "indoor_cycling",
}
_OTHERS = frozenset(range(5, 77))
"""The numbers of other sports lie among these."""
_is_piece = piece_of(NAME)
_STAMP = re.compile(r" (?=[+-]\d{4}$)")
_LAST_MS = 4e12
"""Later starts are faults [ms since 1970]: the year 2096. Our choice."""
_MOST_OFFSET_S = 14 * 3600
_MS = 0.001


def session_facts(session: Mapping[str, Any]) -> Facts:
    """What a session's own file says; `start_utc` is None where it has no start that can be."""
    start_ms, end_ms = above_zero(session.get("start_time")), above_zero(session.get("end_time"))
    start = _moment(start_ms)
    timer_s = above_zero(session.get("duration"), _MS)
    span_s = (end_ms - start_ms) * _MS if start_ms and end_ms and end_ms > start_ms else 0.0
    paused_s = above_zero(session.get("pause_duration"), _MS) or 0.0
    sport, sub_sport, warnings = _sport(text(session.get("sport_type_id")), indoor=session.get("indoor") is True)
    return Facts(
        start_utc=start,
        utc_offset_s=_offset_s(session.get("start_time_timezone_offset")),
        sport=sport,
        sub_sport=sub_sport,
        note=clean_text(text(session.get("notes"))),
        distance_m=above_zero(session.get("distance")),
        elapsed_s=max(span_s, (timer_s or 0.0) + paused_s) or None,
        timer_s=timer_s,
        ascent_m=above_zero(session.get("elevation_gain")),
        descent_m=above_zero(session.get("elevation_loss")),
        avg_hr_bpm=above_zero(session.get("pulse_avg")),
        warnings=warnings,
    )


def _moment(since_1970_ms: float | None) -> datetime | None:
    if since_1970_ms is None or since_1970_ms > _LAST_MS:
        return None
    return datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=since_1970_ms)


def _offset_s(stated_ms: Any) -> int | None:
    found = number(stated_ms)
    return None if found is None or abs(found * _MS) > _MOST_OFFSET_S else round(found * _MS)


def _sport(stated: str, *, indoor: bool) -> tuple[Sport, str | None, tuple[str, ...]]:
    word = _SPORTS.get(stated, "")
    if word:
        return *sport_of_word("indoor_running" if indoor and word == "running" else word), ()
    if stated.isdecimal() and len(stated) <= len(str(max(_OTHERS))) and int(stated) in _OTHERS:
        return Sport.OTHER, None, ()
    return Sport.UNKNOWN, None, unknown_sport(stated)


def read_runtastic(content: bytes, file: str) -> list[Recording]:
    """Return the recording of a piece, or of a session's own file, which knows no samples.

    Raises:
        NotAnActivityError: it is something else, or has no start.
        FileError: it is damaged.
    """
    parts = parts_of(content, file) if _is_piece(Head(content[:64])) else {SESSION: content}
    facts = session_facts(mapping(json_of(parts.get(SESSION, b"{}"))))
    if facts.start_utc is None:
        raise NotAnActivityError("JSON, but no session of adidas Running with a start", file=file)
    joined = joined_series([*_track(parts, facts.start_utc, file), *_rows(parts.get(HEART_RATE), facts.start_utc)])
    elapsed_s = max(facts.elapsed_s or 0.0, float(joined["time_s"].max(initial=0.0)))
    pauses = paused_spans(joined["time_s"], elapsed_s - (facts.timer_s or elapsed_s))
    return [
        Recording(
            format=NAME,
            start_utc=facts.start_utc,
            elapsed_s=elapsed_s,
            timer_s=min(facts.timer_s, elapsed_s) if facts.timer_s else None,
            summary_offset_s=facts.utc_offset_s,
            note=facts.note,
            sport=facts.sport,
            sub_sport=facts.sub_sport,
            session_distance_m=facts.distance_m,
            ascent_m=facts.ascent_m,
            descent_m=facts.descent_m,
            avg_hr_bpm=facts.avg_hr_bpm,
            samples=with_pauses(joined, pauses),
            warnings=facts.warnings,
        )
    ]


def _track(parts: Mapping[str, bytes], start: datetime, file: str) -> list[Series]:
    """The places, of the track in JSON, else of the GPX, which knows less."""
    if TRACK in parts or GPX_TRACK not in parts:
        return _rows(parts.get(TRACK), start)
    recording = read_gpx(parts[GPX_TRACK], file)[0]
    late_s = (recording.start_utc - start).total_seconds()
    seconds = recording.samples["time_s"] + late_s
    return [(name, seconds, recording.samples[name]) for name in _OF_GPX]


def _rows(content: bytes | None, start: datetime) -> list[Series]:
    rows = [mapping(row) for row in bounded(json_of(content))] if content is not None else []
    return row_series(rows, _seconds([text(row.get("timestamp")) for row in rows], start), _COLUMNS)


def _seconds(stamps: list[str], start: datetime) -> Floats:
    """Seconds since the start of times such as "2018-09-01 11:28:34 +0200"; NaN where there is none."""
    utc = parse_times([_STAMP.sub("", stamp[:40]) for stamp in stamps]).utc
    since: Floats = (utc - np.datetime64(start.replace(tzinfo=None), "us")) / np.timedelta64(1, "s")
    return since


RUNTASTIC_SESSION = FileFormat(
    name=NAME,
    begins=lambda head: _is_piece(head) or json_head(head.text, "start_time_timezone_offset", "sport_type_id"),
    read=read_runtastic,
)
