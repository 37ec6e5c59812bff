"""What a runner's folder or zip holds: hashed, listed, and cut into batches of files."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from runrisk.importers.containers.entries import Entry, FilePlace
from runrisk.importers.containers.folders import file_entry, folder_entries
from runrisk.importers.containers.walk import walk
from runrisk.importers.services.facts import Facts
from runrisk.importers.services.recognise import Exports, FileFacts
from runrisk.model import FileResult

BATCH_FILES = 16
"""Most files in one piece of work: some tenths of a second, long against sending it (milliseconds). Our choice."""
BATCH_BYTES = 16 << 20
"""Most bytes in one piece of work, a larger file being one by itself [bytes]. Our choice: GPX reads 10 MB a second."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ListedFile:
    """One file that is to be read.

    Attributes:
        order: its number in the order of the walk.
        name: as it may be shown.
        place: where it lies.
        size: unpacked [bytes].
        facts: what the export around it says of it.
    """

    order: int
    name: str
    place: FilePlace
    size: int
    facts: Facts | None = None


@dataclass(frozen=True, kw_only=True)
class Listing:
    """What is there.

    Attributes:
        inputs: names the content of every file, and the terms.
        files: to be read.
        lines: what became of the others, with their numbers in the order of the walk.
        said: the export around a file, by the file's number.
        exports: the tables of services, which know rows that no recording stands for.
    """

    inputs: str
    files: tuple[ListedFile, ...]
    lines: tuple[tuple[int, FileResult], ...]
    said: Mapping[int, FileFacts]
    exports: Exports


def hash_inputs(path: Path, fingerprint: str) -> str:
    """Name the content of a folder or zip: SHA-256 over the terms and over the name and the bytes of each file.

    Time stamps are not asked: copies of a study's folder would be read anew, and edited files might not be.
    """
    digest = hashlib.sha256(fingerprint.encode())
    for entry in folder_entries(path) if path.is_dir() else [file_entry(path, path.name)]:
        line = (entry.inner, _hash_file(entry.place.path)) if isinstance(entry, Entry) else (entry.name, entry.reason)
        digest.update(f"{line!r}\n".encode("utf-8", "replace"))
    return digest.hexdigest()


def _hash_file(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        return f"not read: {error.strerror}"


def list_files(path: Path, inputs: str) -> Listing:
    """List a runner's files and recognise exports, in the same order as `runrisk.read` does."""
    exports = Exports(with_days=False)
    files: list[ListedFile] = []
    lines: list[tuple[int, FileResult]] = []
    by_export: dict[int, FileFacts] = {}
    for container in walk(path):
        entered = exports.enter(container)
        first = len(files) + len(lines)
        lines += enumerate(entered.lines, first)
        for order, (entry, said) in enumerate(entered.files, first + len(entered.lines)):
            files.append(_listed(order, entry, said))
            if said is not None:
                by_export[order] = said
    return Listing(inputs=inputs, files=tuple(files), lines=tuple(lines), said=by_export, exports=exports)


def _listed(order: int, entry: Entry, said: FileFacts | None) -> ListedFile:
    facts = None if said is None else said.facts
    return ListedFile(order=order, name=entry.name, place=entry.place, size=entry.size, facts=facts)


def batches(files: Iterable[ListedFile]) -> list[tuple[ListedFile, ...]]:
    """Cut files into pieces of work of at most BATCH_FILES and about BATCH_BYTES."""
    made: list[list[ListedFile]] = []
    room = 0
    for file in files:
        if not made or len(made[-1]) == BATCH_FILES or file.size > room:
            made.append([])
            room = BATCH_BYTES
        made[-1].append(file)
        room -= file.size
    return [tuple(batch) for batch in made]
