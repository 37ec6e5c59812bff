"""The Suunto app's JSON: one log a file, its samples bare or wrapped in attributes."""

from collections.abc import Mapping
from typing import Any

from runrisk.errors import NotAnActivityError
from runrisk.importers.formats.file_format import FileFormat
from runrisk.importers.formats.sample_series import bounded
from runrisk.importers.recording import Recording
from runrisk.importers.services.suunto_log import suunto_recording
from runrisk.importers.services.values import json_head, json_of, mapping

_NAME = "suunto"
_WRAPPED = "suunto/sml"


def read_suunto_json(content: bytes, file: str) -> list[Recording]:
    """Return the recording of a log.

    Raises:
        NotAnActivityError: the JSON is something else.
        FileError: it is damaged.
    """
    whole = mapping(json_of(content))
    log = mapping(whole.get("DeviceLog")) or whole
    if "Samples" not in log and "Header" not in log:
        raise NotAnActivityError("JSON, but no log of Suunto's", file=file)
    wrapped = [mapping(sample) for sample in bounded(log.get("Samples"))]
    inside = (mapping(_attributes(sample).get("Header")) for sample in wrapped)
    header = mapping(log.get("Header")) or next(filter(None, inside), {})
    return [suunto_recording(_NAME, header, [_bare(sample) for sample in wrapped], file)]


def _attributes(sample: Mapping[str, Any]) -> Mapping[str, Any]:
    return mapping(mapping(sample.get("Attributes")).get(_WRAPPED))


def _bare(sample: Mapping[str, Any]) -> Mapping[str, Any]:
    """A sample with its time; newer files wrap the values in attributes and leave the time outside."""
    inner = mapping(_attributes(sample).get("Sample"))
    return {**inner, "TimeISO8601": sample.get("TimeISO8601")} if inner else sample


SUUNTO_JSON = FileFormat(
    name=_NAME,
    begins=lambda head: json_head(head.text, "DeviceLog") or json_head(head.text, _WRAPPED),
    read=read_suunto_json,
)
