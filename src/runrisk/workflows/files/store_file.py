"""One file's activities into the library: what is new, what is known, what is another recording of a known run."""

from collections.abc import Iterable
from dataclasses import dataclass

from runrisk.model import Activity, FileResult, Status
from runrisk.store import Incoming, Library, LoggedFile
from runrisk.workflows.files.find_files import FoundFile

FORGOTTEN = "forgotten earlier: give the file itself, not its folder or zip, to bring it back"


@dataclass(frozen=True, kw_only=True)
class ReadForLibrary:
    """What a worker gives back of a file; its samples lie in the library's incoming folder already.

    Attributes:
        order: number of the file in the order they were found.
        sha256: of the decompressed bytes; None where they could not be had.
        incoming: its activities.
        problem: why there are none.
    """

    order: int
    sha256: str | None = None
    incoming: tuple[Incoming, ...] = ()
    problem: FileResult | None = None


def store_file(library: Library, number: int, found: FoundFile, read: ReadForLibrary, *, keep_both: bool) -> FileResult:
    """Store a file that was read and its line in the import log, in one transaction; return what became of it."""
    with library.database.writing():
        result = read.problem or _stored(library, found, read, keep_both=keep_both)
        library.import_log.write(number, [LoggedFile(found_key=found.key, sha256=read.sha256, result=result)])
    return result


def _stored(library: Library, found: FoundFile, read: ReadForLibrary, *, keep_both: bool) -> FileResult:
    wanted = _wanted(library, found, read.incoming)
    if not wanted:
        return FileResult(name=found.name, status=Status.SKIPPED, reason=FORGOTTEN)
    ids = tuple(incoming.activity.id for incoming in wanted)
    new = [incoming for incoming in wanted if library.source_name(incoming.activity.id) is None]
    for incoming in wanted:
        library.take(incoming)
        if incoming not in new:
            library.fill(incoming.activity)
    if not new:
        reason = f"the same file as {library.source_name(ids[0])}"
        return FileResult(name=found.name, status=Status.DUPLICATE, reason=reason, activities=ids)
    for incoming in new:
        _link(library, incoming.activity, keep_both=keep_both)
    return FileResult(name=found.name, status=Status.IMPORTED, activities=ids)


def _wanted(library: Library, found: FoundFile, incoming: Iterable[Incoming]) -> tuple[Incoming, ...]:
    """Leave out what was forgotten, unless the runner named this very file."""
    forgotten = library.forgotten()
    if found.asked_for:
        library.remember(one.activity.id for one in incoming)
        return tuple(incoming)
    return tuple(one for one in incoming if one.activity.id not in forgotten)


def _link(library: Library, activity: Activity, *, keep_both: bool) -> None:
    """Draw the links around a new activity; with `keep_both` it is of no group."""
    matches = library.relink(activity.start_utc)
    if keep_both and any(activity.id in {match.shadow, match.counted} for match in matches):
        library.keep_both(activity.id)
