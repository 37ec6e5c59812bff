"""The points of one exercise of Fitbit or Google Health, out of the files of its day: places in one, heart rate in another.

Such a file holds a day of every device: only the time of the exercise is taken, and of two devices the one that wrote more.
"""

from collections import Counter

from runrisk.errors import UnsafeFileError
from runrisk.importers.formats.file_format import FileFormat
from runrisk.importers.formats.piece_parts import parts_of, piece_of
from runrisk.importers.formats.sample_series import MAX_SAMPLES, Series, joined_series, numbers, row_series
from runrisk.importers.formats.xml_times import parse_time
from runrisk.importers.recording import Recording
from runrisk.importers.services.named_rows import Row, rows_by_name
from runrisk.importers.services.piece_facts import Known, known_in, recording_of
from runrisk.importers.services.values import above_zero

NAME = "fitbit"
PLACES, HEART = "location", "heart"
"""The parts that hold points; a second day's have a 2 behind."""
SOURCE = "data source"
_NEEDED = {PLACES: ("timestamp", "latitude", "longitude"), HEART: ("timestamp", "beats per minute")}
_COLUMNS = {
    "latitude": ("lat_deg", 1.0),
    "longitude": ("lon_deg", 1.0),
    "altitude": ("altitude_m", 1.0),
    "beats per minute": ("heart_rate_bpm", 1.0),
}
_AROUND_S = 30.0
"""Points so long after the exercise still belong to it [s]: its times are rounded. Our choice."""


def read_fitbit_track(content: bytes, file: str) -> list[Recording]:
    """Return the recording of a piece.

    Raises:
        NotAnActivityError: it is something else, or has no start.
        FileError: it is damaged.
    """
    parts = parts_of(content, file, NAME)
    known, start_s = known_in(parts, file)
    series: list[Series] = []
    for part, names in _NEEDED.items():
        within: list[tuple[float, Row]] = []
        for role in (part, f"{part}2"):
            within += _within(parts.get(role, b""), names, start_s, _lasts_s(known), file)
        kept = _one_device(within)
        series += row_series([row for _, row in kept], numbers([second for second, _ in kept]), _COLUMNS)
    return [recording_of(known, joined_series(series), format_name=NAME)]


def _lasts_s(known: Known) -> float:
    return max(above_zero(known.get("elapsed_s")) or 0.0, above_zero(known.get("timer_s")) or 0.0)


def _within(table: bytes, names: tuple[str, ...], start_s: float, lasts_s: float, file: str) -> list[tuple[float, Row]]:
    """The rows of an exercise's time, each with its seconds since the start."""
    found = []
    for number, (_, row) in enumerate(rows_by_name(table, names)):
        if number > MAX_SAMPLES:
            raise UnsafeFileError(f"more than {MAX_SAMPLES:,} samples", file=file)
        at = parse_time(row.get("timestamp", "")[:40])
        second = at.timestamp() - start_s if at is not None else -1.0
        if 0 <= second <= lasts_s + _AROUND_S:
            found.append((second, row))
    return found


def _one_device(rows: list[tuple[float, Row]]) -> list[tuple[float, Row]]:
    """The rows of the device that wrote most of them: the phone and the band lie some metres apart."""
    often = Counter(row.get(SOURCE, "") for _, row in rows)
    most = max(sorted(often), key=lambda source: often[source], default="")
    return [(second, row) for second, row in rows if row.get(SOURCE, "") == most]


FITBIT_TRACK = FileFormat(name=NAME, begins=piece_of(NAME), read=read_fitbit_track)
