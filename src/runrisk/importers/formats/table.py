"""The reader of each format, chosen by content."""

from runrisk.errors import NotAnActivityError
from runrisk.importers.containers.gzips import gunzip
from runrisk.importers.formats.fit import read_fit
from runrisk.importers.formats.gpx import read_gpx
from runrisk.importers.formats.sniff import Kind, sniff
from runrisk.importers.formats.tcx import read_tcx
from runrisk.importers.recording import Recording
from runrisk.importers.services.polar import read_polar

_READERS = {Kind.FIT: read_fit, Kind.GPX: read_gpx, Kind.TCX: read_tcx, Kind.POLAR: read_polar}

_NOT_READ = {
    Kind.HTML: "a web page, not a recording: a download that failed, perhaps",
    Kind.APPLE: "Apple Health's own XML: the routes beside it hold the runs",
    Kind.ZIP: "a zip inside a .gz",
    Kind.GZIP: "packed twice",
    Kind.UNKNOWN: "not a FIT, GPX or TCX file",
}


def unpacked(content: bytes) -> tuple[bytes, tuple[str, ...]]:
    """Return the bytes that count, a .gz unpacked, and warnings.

    Raises:
        FileError: a damaged or evil .gz.
    """
    return gunzip(content) if sniff(content) is Kind.GZIP else (content, ())


def read_recordings(content: bytes, file: str) -> list[Recording]:
    """Return the recordings of a FIT, GPX or TCX file.

    Raises:
        NotAnActivityError: it is something else, or holds no activity.
        FileError: it could not be read.
    """
    if not content:
        raise NotAnActivityError("empty", file=file)
    kind = sniff(content)
    if kind not in _READERS:
        raise NotAnActivityError(_NOT_READ[kind], file=file)
    return _READERS[kind](content, file)
