"""The one table of file formats: how each is told by its first bytes, who reads it, and which of them tells most."""

import re
from functools import lru_cache

from runrisk.errors import NotAnActivityError
from runrisk.importers.cleaning.week_rollover import without_rollover
from runrisk.importers.formats.file_format import FileFormat
from runrisk.importers.formats.fit import read_fit
from runrisk.importers.formats.gpx import read_gpx
from runrisk.importers.formats.head import HEAD_BYTES, Head
from runrisk.importers.formats.kml import KML
from runrisk.importers.formats.no_recordings import NO_RECORDINGS, TABLE
from runrisk.importers.formats.tcx import read_tcx
from runrisk.importers.formats.ttbin import TTBIN
from runrisk.importers.recording import Recording
from runrisk.importers.services.endomondo import ENDOMONDO
from runrisk.importers.services.fitbit_track import FITBIT_TRACK
from runrisk.importers.services.fitlog import FITLOG
from runrisk.importers.services.goldencheetah import GOLDENCHEETAH
from runrisk.importers.services.health_auto_export import HEALTH_AUTO_EXPORT
from runrisk.importers.services.huawei_track import HUAWEI_TRACK
from runrisk.importers.services.nike import NIKE
from runrisk.importers.services.polar import read_polar
from runrisk.importers.services.pwx import PWX
from runrisk.importers.services.runalyze_track import RUNALYZE_TRACK
from runrisk.importers.services.runtastic import RUNTASTIC_SESSION
from runrisk.importers.services.sample_tables import OPENTRACKS, STRYD
from runrisk.importers.services.samsung_track import SAMSUNG_TRACK
from runrisk.importers.services.sml import SML
from runrisk.importers.services.suunto_json import SUUNTO_JSON
from runrisk.importers.services.unread_kinds import UNREAD_KINDS

_POLAR_START = re.compile(r"[\s\ufeff]*\{\s*\"")
_POLAR_WORD = re.compile(r'"(exercises|exportVersion|timezoneOffset|timezoneOffsetMinutes)"')


def _is_polar(head: Head) -> bool:
    text = head.text
    return bool(_POLAR_START.match(text) and _POLAR_WORD.search(text)) and '"startTime"' in text


FIT = FileFormat(name="fit", begins=lambda head: head.content[8:12] == b".FIT", read=read_fit)
TCX = FileFormat(name="tcx", begins=lambda head: head.root == "trainingcenterdatabase", read=read_tcx)
POLAR = FileFormat(name="polar", begins=_is_polar, read=read_polar)
GPX = FileFormat(name="gpx", begins=lambda head: head.root == "gpx", read=read_gpx)
GZIP = FileFormat(
    name="gzip", begins=lambda head: head.content.startswith(b"\x1f\x8b"), not_read="packed twice"
)  # one that is packed once was unpacked before
ZIP = FileFormat(
    name="zip", begins=lambda head: head.content[:4] in {b"PK\x03\x04", b"PK\x05\x06"}, not_read="a zip inside a .gz"
)
APPLE = FileFormat(
    name="apple",
    begins=lambda head: head.root == "healthdata",
    not_read="Apple Health's own XML: the routes beside it hold the runs",
)
HTML = FileFormat(
    name="html",
    begins=lambda head: head.root == "html",
    not_read="a web page, not a recording: a download that failed, perhaps",
)
UNKNOWN = FileFormat(name="unknown", begins=lambda _: True, not_read="not a FIT, GPX or TCX file")

UNREAD = tuple(
    FileFormat(name=kind.name, begins=kind.begins, not_read=kind.sentence) for kind in UNREAD_KINDS if kind.begins
)
"""Exports that are recognised and not read yet."""

FORMATS = (
    FIT, GZIP, ZIP, TCX, SUUNTO_JSON, SML, TTBIN, POLAR, RUNALYZE_TRACK, SAMSUNG_TRACK, FITBIT_TRACK, GOLDENCHEETAH, ENDOMONDO,
    HEALTH_AUTO_EXPORT, RUNTASTIC_SESSION, NIKE, HUAWEI_TRACK, PWX, FITLOG, GPX, STRYD, OPENTRACKS, KML, APPLE, HTML,
    *NO_RECORDINGS, *UNREAD, TABLE, UNKNOWN,
)  # fmt: skip
"""In the order they are tried; of those that are read the richest stands first: GPX knows no laps, timer and devices."""

_RANKS = {one.name: place for place, one in enumerate(FORMATS)}


def sniff(head: bytes) -> FileFormat:
    """Return what a file is by its first HEAD_BYTES bytes."""
    return _format_of(head[:HEAD_BYTES])


@lru_cache(maxsize=8)  # a file is asked for by its container, its unpacker and its reader
def _format_of(head: bytes) -> FileFormat:
    looked_at = Head(head)
    return next(one for one in FORMATS if one.begins(looked_at))


def format_rank(name: str) -> int:
    """Place of a format among those of one run, the richest first; a name that is not in the table comes last."""
    return _RANKS.get(name, len(FORMATS))


def read_recordings(content: bytes, file: str) -> list[Recording]:
    """Return the recordings of a file of any format that is read.

    Raises:
        NotAnActivityError: it is something else, or holds no activity.
        FileError: it could not be read.
    """
    if not content:
        raise NotAnActivityError("empty", file=file)
    found = sniff(content)
    if found.read is None:
        raise NotAnActivityError(found.not_read, file=file)
    return [without_rollover(recording, file) for recording in found.read(content, file)]
