"""KML with times (gx:Track), as OpenTracks and other phone apps write it; KMZ is a zip of it. A track is a segment."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np

from runrisk.errors import FileError, NotAnActivityError, UnsafeFileError
from runrisk.importers.clean_text import clean_text
from runrisk.importers.cleaning.cadence import in_steps
from runrisk.importers.formats.file_format import FileFormat
from runrisk.importers.formats.sample_series import MAX_SAMPLES, joined_series, row_series
from runrisk.importers.formats.sport_words import sport_of_word
from runrisk.importers.formats.xml_guard import CHUNK_BYTES, GuardedXml
from runrisk.importers.formats.xml_points import MAX_SESSIONS, file_warnings
from runrisk.importers.formats.xml_times import Times, as_datetime, parse_times
from runrisk.importers.recording import Recording
from runrisk.importers.services.facts import with_pauses
from runrisk.model import Sport

_NAME = "kml"
_COLUMNS = {
    "lat": ("lat_deg", 1.0),
    "lon": ("lon_deg", 1.0),
    "alt": ("altitude_m", 1.0),
    "speed": ("speed_mps", 1.0),
    "power": ("power_w", 1.0),
    "cadence": ("cadence_spm", 1.0),
    "heartrate": ("heart_rate_bpm", 1.0),
    "heart_rate": ("heart_rate_bpm", 1.0),
    "distance": ("distance_m", 1.0),
    "accuracy_horizontal": ("gps_error_m", 1.0),
}
_KINDS = ("type", "activitytype", "activity", "typetranslated", "activitytypetranslated")
"""Names under which a placemark says its sport, the surest first."""


@dataclass
class _Track:
    """The columns of one gx:Track as they stand in it: all times, all places, all values of each array."""

    when: list[str] = field(default_factory=list)
    coord: list[str] = field(default_factory=list)
    arrays: dict[str, list[str]] = field(default_factory=dict)

    def rows(self) -> Iterator[dict[str, str]]:
        for place in range(len(self.when)):
            parts = self.coord[place].split() if place < len(self.coord) else []
            row = dict(zip(("lon", "lat", "alt"), parts, strict=False))
            yield row | {name: values[place] for name, values in self.arrays.items() if place < len(values)}


@dataclass
class _Placemark:
    texts: dict[str, str] = field(default_factory=dict)
    tracks: list[_Track] = field(default_factory=list)


class _Kml:
    """The placemarks of one file, collected while its elements pass by."""

    def __init__(self, file: str) -> None:
        self.found: list[_Placemark] = []
        self._values = 0
        self._array = self._data = ""
        self.xml = GuardedXml(
            file=file,
            roots=("kml",),
            on_start={
                "Placemark": self._on_placemark,
                "Track": self._on_track,
                "SimpleArrayData": self._on_array,
                "Data": self._on_data,
            },
            on_end={
                "name": lambda text: self._on_text("name", text),
                "description": lambda text: self._on_text("description", text),
                "when": self._on_when,
                "coord": self._on_coord,
                "value": self._on_value,
            },
        )

    def _track(self) -> _Track | None:
        return self.found[-1].tracks[-1] if self.found and self.found[-1].tracks else None

    def _on_placemark(self, _: dict[str, str]) -> None:
        if len(self.found) >= MAX_SESSIONS:
            raise UnsafeFileError(f"more than {MAX_SESSIONS:,} placemarks", cure="Split the file")
        self.found.append(_Placemark())

    def _on_track(self, _: dict[str, str]) -> None:
        if self.found:
            self.found[-1].tracks.append(_Track())

    def _on_array(self, attributes: dict[str, str]) -> None:
        self._array = attributes.get("name", "")

    def _on_data(self, attributes: dict[str, str]) -> None:
        self._data = attributes.get("name", "").lower()

    def _on_text(self, name: str, text: str) -> None:
        if self.found and self.xml.parent == "Placemark":
            self.found[-1].texts[name] = text

    def _on_when(self, text: str) -> None:
        track = self._track()
        if track is not None and self.xml.parent == "Track":
            self._count()
            track.when.append(text)

    def _on_coord(self, text: str) -> None:
        track = self._track()
        if track is not None:
            self._count()
            track.coord.append(text)

    def _on_value(self, text: str) -> None:
        track = self._track()
        if self.xml.parent == "Data" and self.found:
            self.found[-1].texts.setdefault(self._data, text)
        elif track is not None and self._array in _COLUMNS:
            self._count()
            track.arrays.setdefault(self._array, []).append(text)

    def _count(self) -> None:
        self._values += 1
        if self._values > len(_COLUMNS) * MAX_SAMPLES:
            raise UnsafeFileError(f"more than {MAX_SAMPLES:,} points", cure="Split the file")


def read_kml(content: bytes, file: str) -> list[Recording]:
    """Return the tracks of a file, one recording a placemark; what breaks off keeps what came before.

    Raises:
        NotAnActivityError: places and lines without times.
        UnsafeFileError: what the guard refuses.
        FileError: it is no KML, or damaged before its first point.
    """
    kml = _Kml(file)
    for at in range(0, len(content), CHUNK_BYTES):
        kml.xml.feed(content[at : at + CHUNK_BYTES])
    kml.xml.close()
    made = [_recording(placemark) for placemark in kml.found]
    found = [recording for recording in made if recording is not None]
    if not found and kml.xml.broken is not None:
        raise FileError("is damaged before its first point", file=file, place=kml.xml.broken, cure="Copy it again")
    if not found:
        raise NotAnActivityError("places or lines without times, not an activity", file=file)
    warnings = file_warnings(kml.xml, naive=False)
    return [replace(one, session=number, warnings=(*one.warnings, *warnings)) for number, one in enumerate(found)]


def _recording(placemark: _Placemark) -> Recording | None:
    times = parse_times([when for track in placemark.tracks for when in track.when])
    known = times.utc[~np.isnat(times.utc)]
    if not len(known):
        return None
    start = known.min()
    seconds = (times.utc - start) / np.timedelta64(1, "s")
    rows = [row for track in placemark.tracks for row in track.rows()]
    joined = joined_series(row_series(rows, seconds, _COLUMNS))
    pauses = _pauses(placemark, times.utc, start)
    span_s = float(joined["time_s"].max(initial=0.0))
    sport, sub_sport = _sport(placemark.texts)
    return Recording(
        format=_NAME,
        start_utc=as_datetime(start),
        elapsed_s=span_s,
        file_offset_s=times.offset_s,
        name=clean_text(placemark.texts.get("name")),
        note=clean_text(placemark.texts.get("description")),
        sport=sport,
        sub_sport=sub_sport,
        timer_s=span_s - sum(end - begin for begin, end in pauses) if pauses else None,
        samples=in_steps(with_pauses(joined, pauses), sport),
    )


def _pauses(placemark: _Placemark, utc: Times, start: np.datetime64) -> list[tuple[float, float]]:
    """Begin and end of each pause [s since the start]: between the tracks."""
    ends = np.cumsum([len(track.when) for track in placemark.tracks])
    seconds = (utc - start) / np.timedelta64(1, "s")
    between = [(float(seconds[end - 1]), float(seconds[end])) for end in ends[:-1] if 0 < end < len(seconds)]
    return [(begin, end) for begin, end in between if begin < end]


def _sport(texts: dict[str, str]) -> tuple[Sport, str | None]:
    others = [key for key in texts if key not in {*_KINDS, "name", "description"}]
    found = [sport_of_word(texts[kind]) for kind in (*_KINDS, *others) if texts.get(kind)]
    return next((one for one in found if one[0] is not Sport.UNKNOWN), (Sport.UNKNOWN, None))


KML = FileFormat(name=_NAME, begins=lambda head: head.root == "kml", read=read_kml)
