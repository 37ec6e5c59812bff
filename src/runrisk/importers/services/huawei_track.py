"""One activity of a Huawei Health export: what it says of itself, and its track as lines of text in one of its values.

Known from public parsers. Lines are in no order of time, and their times are seconds or milliseconds since 1970, or
seconds since the start.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np

from runrisk.errors import FileError, NotAnActivityError, UnsafeFileError
from runrisk.geo import Floats
from runrisk.importers.cleaning.cadence import in_steps
from runrisk.importers.formats.file_format import FileFormat
from runrisk.importers.formats.lap_pauses import paused_spans
from runrisk.importers.formats.piece_parts import parts_of, piece_of
from runrisk.importers.formats.sample_series import MAX_SAMPLES, Series, joined_series, numbers
from runrisk.importers.formats.sport_words import sport_of_word
from runrisk.importers.formats.xml_times import stated_offset_s
from runrisk.importers.recording import Recording, unknown_sport
from runrisk.importers.services.facts import Facts, with_pauses
from runrisk.importers.services.values import above_zero, json_of, mapping, number, text
from runrisk.model import Sport

NAME = "huawei"
_DETAIL = "HW_EXT_TRACK_DETAIL@is"
_SUMMARY = "HW_EXT_TRACK_SIMPLIFY@is"
_BARE_KEYS = re.compile(rb'("\w+"\s*:\s*)\{\s*-?\d[^{}"]*\}')
"""A value such as {1.0:361.0,2.0:355.5}, which is no JSON: its keys stand bare."""
_PLACES = {"lat": "lat_deg", "lon": "lon_deg", "alt": "altitude_m"}
_VALUES = {
    "h-r": ("heart_rate_bpm", 1.0),
    "s-r": ("cadence_spm", 1.0),
    "rs": ("speed_mps", 0.1),
    "alti": ("altitude_m", 1.0),
}
"""Column and factor by the kind of line: speeds are decimetres a second."""
_NO_PLACE = {"lat": 90.0, "lon": -80.0}
"""Stands where the watch was paused or stopped."""
_SPORTS = {
    "2": "hiking",
    "3": "cycling",
    "4": "running",
    "5": "walking",
    "101": "indoor_running",
    "102": "lap_swimming",
    "103": "indoor_cycling",
    "104": "open_water_swimming",
    "111": "elliptical",
    "118": "trail_running",
    "145": "other",
    "282": "hiking",
}
_MS = 0.001
_LAST_MS = 4e12
"""Later starts are faults [ms since 1970]: the year 2096. Our choice."""
_EPOCH_MS, _EPOCH_S = 1e11, 1e8
"""Times from here on are milliseconds, or seconds, since 1970 (then 1973); below they count from the start."""


def without_bare_keys(content: bytes) -> bytes:
    """JSON without the values that spoil it."""
    return _BARE_KEYS.sub(rb"\1null", content)


def activity_facts(told: Mapping[str, Any]) -> Facts:
    """What an activity says of itself beside its track; `start_utc` is None where it has no start that can be."""
    told = {**_summary(text(told.get("attribute"))), **{key: value for key, value in told.items() if value is not None}}
    start_ms = above_zero(told.get("startTime"))
    timer_s, word = above_zero(told.get("totalTime"), _MS), text(told.get("sportType"))
    sport, sub_sport = sport_of_word(_SPORTS.get(word, ""))
    return Facts(
        start_utc=datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=start_ms)
        if start_ms is not None and start_ms <= _LAST_MS
        else None,
        utc_offset_s=stated_offset_s(f"2020-01-01T00:00:00{text(told.get('timeZone'))[:6]}"),
        sport=sport,
        sub_sport=sub_sport,
        distance_m=above_zero(told.get("totalDistance")),
        elapsed_s=timer_s,
        timer_s=timer_s,
        avg_hr_bpm=above_zero(told.get("avgHeartRate")),
        avg_cadence_spm=above_zero(told.get("avgStepRate")) if sport is Sport.RUNNING else None,
        avg_contact_ms=above_zero(told.get("mAvgGroundContactTime")),
        warnings=unknown_sport(word) if sport is Sport.UNKNOWN else (),
    )


def _summary(attribute: str) -> Mapping[str, Any]:
    """What stands behind the track: means, and in some exports all that others say outside."""
    try:
        return mapping(json_of(without_bare_keys(attribute.partition(_SUMMARY)[2].encode("utf-8", "replace"))))
    except FileError:
        return {}


def has_track(told: Mapping[str, Any]) -> bool:
    """Whether an activity holds lines of a track."""
    return "tp=" in text(told.get("attribute"))


def read_huawei_track(content: bytes, file: str) -> list[Recording]:
    """Return the recording of a piece.

    Raises:
        NotAnActivityError: it is something else, or has no start.
        FileError: it is damaged.
    """
    told = mapping(json_of(parts_of(content, file).get("activity", b"{}")))
    facts = activity_facts(told)
    if facts.start_utc is None:
        raise NotAnActivityError("a piece of an export without a start", file=file)
    lines = list(_lines(text(told.get("attribute")), file))
    joined = joined_series(_series(lines, facts.start_utc.timestamp()))
    elapsed_s = max(facts.elapsed_s or 0.0, float(joined["time_s"].max(initial=0.0)))
    missing_s = elapsed_s - (facts.timer_s or elapsed_s)
    pauses = _pauses(lines, facts.start_utc.timestamp()) or paused_spans(joined["time_s"], missing_s)
    return [
        Recording(
            format=NAME,
            start_utc=facts.start_utc,
            elapsed_s=elapsed_s,
            timer_s=facts.timer_s,
            summary_offset_s=facts.utc_offset_s,
            sport=facts.sport,
            sub_sport=facts.sub_sport,
            session_distance_m=facts.distance_m,
            avg_hr_bpm=facts.avg_hr_bpm,
            avg_cadence_spm=facts.avg_cadence_spm,
            avg_contact_ms=facts.avg_contact_ms,
            samples=in_steps(with_pauses(joined, pauses), facts.sport),
            warnings=facts.warnings,
        )
    ]


def _lines(attribute: str, file: str) -> Iterator[Mapping[str, str]]:
    """The lines of the track as values by name: "tp=h-r;k=1500000000;v=140;"."""
    track = attribute.partition(_DETAIL)[2].partition(_SUMMARY)[0].removesuffix("&&")
    for count, line in enumerate(track.splitlines()):
        if count > MAX_SAMPLES:
            raise UnsafeFileError(f"more than {MAX_SAMPLES:,} samples", file=file)
        yield dict(part.strip().partition("=")[::2] for part in line.split(";") if "=" in part)


def _series(lines: list[Mapping[str, str]], start_s: float) -> list[Series]:
    places = [line for line in lines if line.get("tp") == "lbs" and not _is_pause(line)]
    seconds = _seconds(places, "t", start_s)
    found: list[Series] = [
        (column, seconds, numbers([line.get(name) for line in places])) for name, column in _PLACES.items()
    ]
    for kind, (column, factor) in _VALUES.items():
        rows = [line for line in lines if line.get("tp") == kind]
        found += (
            [(column, _seconds(rows, "k", start_s), numbers([row.get("v") for row in rows]) * factor)] if rows else []
        )
    return [series for series in found if np.isfinite(series[2]).any()]


def _is_pause(line: Mapping[str, str]) -> bool:
    return all(number(line.get(name)) == value for name, value in _NO_PLACE.items())


def _pauses(lines: list[Mapping[str, str]], start_s: float) -> list[tuple[float, float]]:
    """Begin and end of each pause [s since the start]: from where it is marked to the next place."""
    places = [line for line in lines if line.get("tp") == "lbs"]
    begins = _seconds([line for line in places if _is_pause(line)], "t", start_s)
    moments = np.sort(_seconds([line for line in places if not _is_pause(line)], "t", start_s))
    later = [(float(begin), moments[moments > begin]) for begin in begins]
    return [(begin, float(after[0])) for begin, after in later if begin > 0 and len(after)]


def _seconds(lines: list[Mapping[str, str]], name: str, start_s: float) -> Floats:
    stated = numbers([line.get(name) for line in lines])
    since_1970 = np.where(stated >= _EPOCH_MS, stated * _MS, stated)
    return np.where(stated >= _EPOCH_S, since_1970 - start_s, stated)


HUAWEI_TRACK = FileFormat(name=NAME, begins=piece_of(NAME), read=read_huawei_track)
