"""A FIT file's activities: one recording a session, as the file tells it."""

from runrisk.errors import FileError, NotAnActivityError
from runrisk.importers.formats.fit.decode import peek, read_part
from runrisk.importers.formats.fit.frame import frames
from runrisk.importers.formats.fit.recordings import recordings
from runrisk.importers.formats.fit.undated import dated
from runrisk.importers.recording import Recording

ACTIVITY = "activity"
"""The kind of file (`file_id.type`) that holds activities."""


def read_fit(content: bytes, file: str) -> list[Recording]:
    """Return the activities of a FIT file.

    Args:
        content: the file's bytes.
        file: its name as the runner knows it, for messages.

    Raises:
        NotAnActivityError: the file is of another kind (settings, a course, ...), or holds no session and no record.
        FileError: the bytes are no FIT file, or damage or a dead clock left nothing of it.
    """
    try:
        return _read(content)
    except FileError as error:
        raise error.in_file(file) from None


def _read(content: bytes) -> list[Recording]:
    found, warnings = frames(content)
    kinds = [peek(content, frame) for frame in found]
    wanted = [frame for frame, kind in zip(found, kinds, strict=True) if kind in (None, ACTIVITY)]
    parts = [dated(read_part(content, frame)) for frame in wanted]
    if not parts:
        raise NotAnActivityError(f"a FIT file of the kind {kinds[0]}, not an activity")
    warnings += [warning for part in parts for warning in part.warnings]
    found_sessions: list[Recording] = []
    undated = 0
    for part in parts:
        made, without_date = recordings(part, len(found_sessions), tuple(warnings))
        found_sessions += made
        undated += without_date
    if not found_sessions:
        raise _nothing(undated, warnings)
    return found_sessions


def _nothing(undated: int, warnings: list[str]) -> FileError:
    if undated:
        return FileError("the watch had no date when it recorded this", cure="Nothing can place it in the log.")
    if warnings:
        return FileError(
            f"no activity could be read: {warnings[0]}",
            cure="Copy it from the watch again, or take the activity as TCX or GPX.",
        )
    return NotAnActivityError("an activity file without any session or record")
