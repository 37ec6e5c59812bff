"""The samples of one activity in a Runalyze backup: columns as texts with strokes between the values."""

from collections.abc import Mapping
from typing import Any

from runrisk.errors import NotAnActivityError, UnsafeFileError
from runrisk.geo import Floats
from runrisk.importers.cleaning.cadence import in_steps
from runrisk.importers.formats.file_format import FileFormat
from runrisk.importers.formats.lap_pauses import paused_spans
from runrisk.importers.formats.piece_parts import parts_of, piece_of
from runrisk.importers.formats.sample_series import MAX_SAMPLES, Series, bounded, joined_series, numbers
from runrisk.importers.formats.sport_words import sport_of_word
from runrisk.importers.formats.xml_times import parse_time
from runrisk.importers.recording import Recording
from runrisk.importers.services.facts import with_pauses
from runrisk.importers.services.geohash import place_of
from runrisk.importers.services.values import above_zero, json_of, mapping, number, text

NAME = "runalyze"
_COLUMNS = {
    "distance": ("distance_m", 1000.0),
    "heartrate": ("heart_rate_bpm", 1.0),
    "cadence": ("cadence_spm", 1.0),
    "power": ("power_w", 1.0),
    "temperature": ("temperature_c", 1.0),
    "groundcontact": ("contact_ms", 1.0),
    "vertical_oscillation": ("oscillation_mm", 1.0),
}


def read_runalyze_track(content: bytes, file: str) -> list[Recording]:
    """Return the recording of a piece; times are of the timer, so that its pauses are not in them.

    Raises:
        NotAnActivityError: it is something else, or has no start.
        FileError: it is damaged.
    """
    parts = parts_of(content, file)
    known = mapping(json_of(parts.get("known", b"{}")))
    track = mapping(json_of(parts.get("track", b"{}")))
    start = parse_time(text(known.get("start"))[:40])
    if start is None:
        raise NotAnActivityError("a piece of a backup without a start", file=file)
    clock = _values(track, "time", file)
    route = mapping(json_of(parts.get("route", b"{}")))
    joined = joined_series([*_series(track, clock, file), *_places(route, clock, file)])
    sport, sub_sport = sport_of_word(text(known.get("sport")))
    offset_s = number(known.get("offset_s"))
    span_s = float(joined["time_s"].max(initial=0.0))
    timer_s = above_zero(known.get("timer_s"))
    elapsed_s = max(above_zero(known.get("elapsed_s")) or 0.0, span_s)
    pauses = paused_spans(joined["time_s"], elapsed_s - (timer_s or elapsed_s)) if span_s > (timer_s or 0.0) else []
    return [
        Recording(
            format=NAME,
            start_utc=start,
            elapsed_s=elapsed_s,
            timer_s=timer_s,
            summary_offset_s=None if offset_s is None else int(offset_s),
            sport=sport,
            sub_sport=sub_sport,
            session_distance_m=above_zero(known.get("distance_m")),
            samples=in_steps(with_pauses(joined, pauses), sport),
        )
    ]


def _series(track: Mapping[str, Any], clock: Floats, file: str) -> list[Series]:
    found = []
    for name, (column, factor) in _COLUMNS.items():
        values = _values(track, name, file)
        if len(values) and len(values) == len(clock):
            found.append((column, clock, values * factor))
    return found


def _places(route: Mapping[str, Any], clock: Floats, file: str) -> list[Series]:
    """The positions: as geohashes, in older backups as latitudes and longitudes."""
    hashes = text(route.get("geohashes"))
    if hashes:
        places = [place_of(one) for one in bounded(hashes.split("|"))]
        lats, lons = numbers([lat for lat, _ in places]), numbers([lon for _, lon in places])
    else:
        lats, lons = _values(route, "lats", file), _values(route, "lngs", file)
    if not len(lats) == len(lons) == len(clock):
        return []
    return [("lat_deg", clock, lats), ("lon_deg", clock, lons)]


def _values(track: Mapping[str, Any], name: str, file: str) -> Floats:
    cells = text(track.get(name)).split("|")
    if len(cells) > MAX_SAMPLES:
        raise UnsafeFileError(f"more than {MAX_SAMPLES:,} samples", file=file)
    return numbers([cell or None for cell in cells]) if cells != [""] else numbers([])


RUNALYZE_TRACK = FileFormat(name=NAME, begins=piece_of(NAME), read=read_runalyze_track)
