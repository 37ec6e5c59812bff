"""SportTracks' logbook (.fitlog): activities with their shoes, notes and tracks."""

import numpy as np

from runrisk.importers.clean_text import clean_text
from runrisk.importers.cleaning.cadence import in_steps
from runrisk.importers.formats.file_format import FileFormat
from runrisk.importers.formats.lap_pauses import elapsed_and_timer_s
from runrisk.importers.formats.sample_series import joined_series, numbers, row_series
from runrisk.importers.formats.sport_words import sport_of_word
from runrisk.importers.formats.xml_guard import GuardedXml, OnEnd, OnStart
from runrisk.importers.formats.xml_sessions import Rows, XmlSession, begin_session, read_sessions
from runrisk.importers.formats.xml_times import as_datetime, parse_times
from runrisk.importers.recording import Recording
from runrisk.importers.services.facts import with_pauses
from runrisk.importers.services.values import above_zero, number
from runrisk.model import Sport

_NAME = "fitlog"
_COLUMNS = {
    "hr": ("heart_rate_bpm", 1.0),
    "dist": ("distance_m", 1.0),
    "lat": ("lat_deg", 1.0),
    "lon": ("lon_deg", 1.0),
    "ele": ("altitude_m", 1.0),
    "cadence": ("cadence_spm", 1.0),
    "power": ("power_w", 1.0),
}
_ELEMENTS = ("Duration", "Distance", "Elevation", "HeartRate", "Category", "EquipmentItem", "Track")
"""Elements whose attributes say something of the whole."""
_TEXTS = ("Name", "Notes")
_ON_FOOT = frozenset({Sport.RUNNING, Sport.WALKING, Sport.HIKING})


class _Logbook:
    """The activities of one file, collected while its elements pass by."""

    def __init__(self, file: str) -> None:
        self.found: list[XmlSession] = []
        self.xml = GuardedXml(
            file=file,
            roots=("FitnessWorkbook",),
            on_start={
                "Activity": self._on_activity,
                "Pause": self._on_pause,
                **{element: self._on_attributes(element) for element in _ELEMENTS},
            },
            on_end={name: self._on_text(name) for name in _TEXTS},
            row="pt",
        )

    def _on_activity(self, attributes: dict[str, str]) -> None:
        begin_session(self.found, self.xml).stated["StartTime"] = attributes.get("StartTime", "")

    def _on_pause(self, attributes: dict[str, str]) -> None:
        if self.found:
            self.found[-1].pauses.append((attributes.get("StartTime", ""), attributes.get("EndTime", "")))

    def _on_attributes(self, element: str) -> OnStart:
        def start(attributes: dict[str, str]) -> None:
            if self.found and self.xml.parent != "Lap":
                for name, value in attributes.items():
                    self.found[-1].stated.setdefault(f"{element}.{name}", value)

        return start

    def _on_text(self, name: str) -> OnEnd:
        def end(text: str) -> None:
            if self.found and self.xml.parent == "Activity":
                self.found[-1].stated[name] = text

        return end


def read_fitlog(content: bytes, file: str) -> list[Recording]:
    """Return the activities of a logbook; raises what `read_sessions` does."""
    book = _Logbook(file)
    return read_sessions(book.xml, content, file, book.found, _recording)


def _recording(logged: XmlSession, rows: Rows) -> Recording | None:
    stated = logged.stated
    times = parse_times([stated.get("Track.StartTime", ""), stated.get("StartTime", "")])
    known = times.utc[~np.isnat(times.utc)]
    if not len(known):
        return None
    seconds = numbers([row.get("tm") for row in rows])
    joined = joined_series(row_series(rows, seconds, _COLUMNS))
    sport, sub_sport = _sport(stated.get("Category.Name", ""))
    pauses = _pauses(logged, known[0])
    span_s = float(joined["time_s"].max(initial=0.0))
    paused_s = sum(end - begin for begin, end in pauses)
    elapsed_s, timer_s = elapsed_and_timer_s(above_zero(stated.get("Duration.TotalSeconds")), paused_s, span_s)
    return Recording(
        format=_NAME,
        start_utc=as_datetime(known[0]),
        elapsed_s=elapsed_s,
        file_offset_s=times.offset_s,
        name=clean_text(stated.get("Name")),
        note=clean_text(stated.get("Notes")),
        sport=sport,
        sub_sport=sub_sport,
        shoe=clean_text(stated.get("EquipmentItem.Name")) if sport in _ON_FOOT else None,
        session_distance_m=above_zero(stated.get("Distance.TotalMeters")),
        timer_s=timer_s,
        ascent_m=above_zero(stated.get("Elevation.AscendMeters")),
        descent_m=_fall(stated.get("Elevation.DescendMeters")),
        avg_hr_bpm=above_zero(stated.get("HeartRate.AverageBPM")),
        samples=in_steps(with_pauses(joined, pauses) if pauses else joined, sport),
    )


def _sport(category: str) -> tuple[Sport, str | None]:
    """The sport of a category, which may stand below others: "My Activities: Running"."""
    known = sport_of_word(category)
    return known if known[0] is not Sport.UNKNOWN else sport_of_word(category.rpartition(":")[2])


def _fall(stated: str | None) -> float | None:
    """A descent [m], which is written below 0."""
    found = number(stated)
    return abs(found) if found else None


def _pauses(logged: XmlSession, start: np.datetime64) -> list[tuple[float, float]]:
    """Begin and end of each pause [s since the start]."""
    times = parse_times([text for pause in logged.pauses for text in pause]).utc
    seconds = (times - start) / np.timedelta64(1, "s")
    spans = seconds.reshape(-1, 2)
    return [(float(begin), float(end)) for begin, end in spans if begin < end]


FITLOG = FileFormat(name=_NAME, begins=lambda head: head.root == "fitnessworkbook", read=read_fitlog)
