"""TrainingPeaks' PWX: workouts with samples by their offset; times are local, without a zone."""

import numpy as np

from runrisk.importers.clean_text import clean_text
from runrisk.importers.cleaning.cadence import in_steps
from runrisk.importers.formats.file_format import FileFormat
from runrisk.importers.formats.lap_pauses import elapsed_and_timer_s, paused_spans
from runrisk.importers.formats.sample_series import joined_series, numbers, row_series
from runrisk.importers.formats.sport_words import sport_of_word
from runrisk.importers.formats.xml_guard import GuardedXml, OnEnd
from runrisk.importers.formats.xml_sessions import Rows, XmlSession, begin_session, read_sessions
from runrisk.importers.formats.xml_times import as_datetime, parse_times
from runrisk.importers.recording import Recording
from runrisk.importers.services.facts import with_pauses
from runrisk.importers.services.values import above_zero

_NAME = "pwx"
_COLUMNS = {
    "hr": ("heart_rate_bpm", 1.0),
    "spd": ("speed_mps", 1.0),
    "pwr": ("power_w", 1.0),
    "cad": ("cadence_spm", 1.0),
    "dist": ("distance_m", 1.0),
    "lat": ("lat_deg", 1.0),
    "lon": ("lon_deg", 1.0),
    "alt": ("altitude_m", 1.0),
    "temp": ("temperature_c", 1.0),
}
_TEXTS = {
    "sportType": "workout", "title": "workout", "cmt": "workout", "time": "workout", "make": "device",
    "model": "device", "duration": "summarydata", "durationstopped": "summarydata", "dist": "summarydata",
    "climbingelevation": "summarydata", "descendingelevation": "summarydata",
}  # fmt: skip
"""Elements outside of samples, and the element each stands in; laps repeat those of the summary, later."""


def read_pwx(content: bytes, file: str) -> list[Recording]:
    """Return the workouts of a file; raises what `read_sessions` does."""
    found: list[XmlSession] = []

    def on(name: str) -> OnEnd:
        def end(text: str) -> None:
            if found and xml.parent == _TEXTS[name]:
                found[-1].stated.setdefault(name, text)

        return end

    xml = GuardedXml(
        file=file,
        roots=("pwx",),
        on_start={"workout": lambda _: _begin(found, xml)},
        on_end={name: on(name) for name in _TEXTS},
        row="sample",
        keep=("timeoffset", *_COLUMNS),
    )
    return read_sessions(xml, content, file, found, _recording)


def _begin(found: list[XmlSession], xml: GuardedXml) -> None:
    begin_session(found, xml)


def _recording(workout: XmlSession, rows: Rows) -> Recording | None:
    texts = workout.stated
    parsed = parse_times([texts.get("time", "")])
    if np.isnat(parsed.utc[0]):
        return None
    seconds = numbers([row.get("timeoffset") for row in rows])
    joined = joined_series(row_series(rows, seconds, _COLUMNS))
    sport, sub_sport = sport_of_word(texts.get("sportType"))
    span_s = float(joined["time_s"].max(initial=0.0))
    paused_s = above_zero(texts.get("durationstopped")) or 0.0
    elapsed_s, timer_s = elapsed_and_timer_s(above_zero(texts.get("duration")), paused_s, span_s)
    pauses = paused_spans(joined["time_s"], elapsed_s - (timer_s or elapsed_s))
    return Recording(
        format=_NAME,
        start_utc=as_datetime(parsed.utc[0]),
        elapsed_s=elapsed_s,
        file_offset_s=parsed.offset_s,
        wall_clock=parsed.naive,
        name=clean_text(texts.get("title")),
        note=clean_text(texts.get("cmt")),
        sport=sport,
        sub_sport=sub_sport,
        session_distance_m=above_zero(texts.get("dist")),
        timer_s=timer_s,
        ascent_m=above_zero(texts.get("climbingelevation")),
        descent_m=above_zero(texts.get("descendingelevation")),
        device=clean_text(f"{texts.get('make', '')} {texts.get('model', '')}"),
        samples=in_steps(with_pauses(joined, pauses), sport),
    )


PWX = FileFormat(name=_NAME, begins=lambda head: head.root == "pwx", read=read_pwx)
