"""XML files that hold sessions with rows of samples: read through, cut into sessions, numbered."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from runrisk.errors import FileError, NotAnActivityError, UnsafeFileError
from runrisk.importers.formats.sample_series import MAX_SAMPLES
from runrisk.importers.formats.xml_guard import GuardedXml
from runrisk.importers.formats.xml_points import MAX_SESSIONS, file_warnings
from runrisk.importers.recording import Recording

Rows = Sequence[dict[str, str]]


@dataclass(frozen=True)
class XmlSession:
    """A session on the way: the row of its first sample, and what is stated of it by our own keys.

    Attributes:
        first: number of its first row.
        stated: texts by key.
        pauses: begin and end of each, as written.
    """

    first: int
    stated: dict[str, str] = field(default_factory=dict)
    pauses: list[tuple[str, str]] = field(default_factory=list)


def begin_session(found: list[XmlSession], xml: GuardedXml) -> XmlSession:
    """Begin a session at the next row.

    Raises:
        UnsafeFileError: more than MAX_SESSIONS.
    """
    if len(found) >= MAX_SESSIONS:
        raise UnsafeFileError(f"more than {MAX_SESSIONS:,} activities", cure="Split the file")
    found.append(XmlSession(len(xml.rows)))
    return found[-1]


def read_sessions(
    xml: GuardedXml,
    content: bytes,
    file: str,
    found: list[XmlSession],
    recording_of: Callable[[XmlSession, Rows], Recording | None],
) -> list[Recording]:
    """Return the sessions of a file; what breaks off keeps what came before.

    Args:
        xml: the parser, whose handlers put sessions into `found`.
        content: the file.
        file: its name.
        found: empty as yet.
        recording_of: gives a session's recording; None where it has no start.

    Raises:
        NotAnActivityError: there is no session in it.
        UnsafeFileError: what the guard refuses.
        FileError: another kind of file, or damaged before its first session.
    """
    xml.feed(content)
    xml.close()
    if len(xml.rows) > MAX_SAMPLES:
        raise UnsafeFileError(f"more than {MAX_SAMPLES:,} samples", file=file)
    ends = [*(one.first for one in found), len(xml.rows)][1:]
    made = [recording_of(one, xml.rows[one.first : end]) for one, end in zip(found, ends, strict=True)]
    recordings = [recording for recording in made if recording is not None]
    if not recordings and xml.broken is not None:
        raise FileError("is damaged before its first activity", file=file, place=xml.broken, cure="Copy it again")
    if not recordings:
        raise NotAnActivityError("no activity with a start that can be read", file=file)
    warnings = file_warnings(xml, naive=False)
    return [replace(one, session=number, warnings=(*one.warnings, *warnings)) for number, one in enumerate(recordings)]
