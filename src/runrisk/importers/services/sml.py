"""Suunto's SML (Moveslink2, Ambit): the same log as XML. Moveslink1's files hold a heart rate and no place."""

from dataclasses import replace
from typing import Any

from runrisk.errors import FileError, UnsafeFileError
from runrisk.importers.formats.file_format import FileFormat
from runrisk.importers.formats.sample_series import MAX_SAMPLES
from runrisk.importers.formats.xml_guard import GuardedXml, OnEnd
from runrisk.importers.formats.xml_points import file_warnings
from runrisk.importers.recording import Recording
from runrisk.importers.services.suunto_log import suunto_recording

_NAME = "sml"
_HEADER = (
    "ActivityType", "Activity", "DateTime", "TimeISO8601", "Distance", "Duration", "Ascent", "Descent", "PauseDuration", "Notes",
)  # fmt: skip
_SAMPLE = (
    "UTC", "TimeISO8601", "Time", "HR", "Cadence", "Altitude", "Distance", "Speed", "Power", "EHPE", "Latitude", "Longitude",
    "Temperature",
)  # fmt: skip


def read_sml(content: bytes, file: str) -> list[Recording]:
    """Return the recording of a log; what breaks off keeps what came before.

    Raises:
        NotAnActivityError: there is no time in it.
        UnsafeFileError: what the guard refuses.
        FileError: it is no SML, or damaged before its first sample.
    """
    header: dict[str, Any] = {}
    device: dict[str, str] = {}

    def on(name: str) -> OnEnd:
        def end(text: str) -> None:
            if xml.parent == "Header":
                header.setdefault(name, text)

        return end

    def on_name(text: str) -> None:
        if xml.parent == "Device":
            device.setdefault("Name", text)

    xml = GuardedXml(
        file=file,
        roots=("sml",),
        on_start={},
        on_end={**{name: on(name) for name in _HEADER}, "Name": on_name},
        row="Sample",
        keep=_SAMPLE,
    )
    xml.feed(content)
    xml.close()
    if len(xml.rows) > MAX_SAMPLES:
        raise UnsafeFileError(f"more than {MAX_SAMPLES:,} samples", file=file)
    if xml.broken is not None and not xml.rows:
        raise FileError("is damaged before its first sample", file=file, place=xml.broken, cure="Copy it again")
    found = suunto_recording(_NAME, header | {"Device": device}, xml.rows, file)
    return [replace(found, warnings=(*found.warnings, *file_warnings(xml, naive=False)))]


SML = FileFormat(name=_NAME, begins=lambda head: head.root == "sml", read=read_sml)
