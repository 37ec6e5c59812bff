"""Files on their way into a library: found in a fixed order, and left unread where the library knows them."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from runrisk.errors import FileError
from runrisk.importers.containers.entries import Entry, FilePlace, failed
from runrisk.importers.containers.folders import file_sha256
from runrisk.importers.containers.passwords import Passwords
from runrisk.importers.containers.shown_names import shown_name
from runrisk.importers.containers.walk import Container, walk
from runrisk.importers.services.recognise import Exports, FileFacts
from runrisk.model import FileResult, Status
from runrisk.store.backup import Backup, export_folders

Settled = Callable[[str], FileResult | None]
"""Gives what became of a file that need not be read again, by its key."""

KNOWN = "already in the library"
_PLAIN = "sha256 "
"""Begins the key of a file that lies in no zip."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundFile:
    """A file that is to be read, or whose fate is known without that.

    Attributes:
        name: as it may be shown.
        key: names its bytes as they were found; empty where they could not be had.
        asked_for: whether the runner named this very file, not a folder or zip around it.
        content: its bytes, a .gz still packed, or the place where many are; empty where `result` is known.
        result: what became of it, where nothing is to be read.
        said: what the export around it says of it.
    """

    name: str
    key: str = ""
    asked_for: bool = False
    content: bytes | FilePlace = b""
    result: FileResult | None = None
    said: FileFacts | None = None

    @property
    def sha256(self) -> str:
        """The hash of its bytes as they were found, where the key tells it; else empty."""
        return self.key.removeprefix(_PLAIN) if self.key.startswith(_PLAIN) else ""


def find_files(
    paths: tuple[Path, ...],
    settled: Settled,
    exports: Exports,
    *,
    tell: Callable[[int], None],
    restore: Callable[[Backup], None],
    passwords: Passwords,
) -> Iterator[FoundFile]:
    """Give every file below `paths`, with its bytes unless it is `settled`.

    A file in a zip that the zip's own table of contents shows to be known is not even unpacked. `tell` hears of each
    folder or zip how many files it holds before the first of them is given. A library's own export, wherever it lies, is
    no file: it goes to `restore`.
    """
    for path in paths:
        for found in walk(path, passwords):
            container = found
            for inner in export_folders([entry.inner for entry in found.entries]):
                name, members, container = _export(container, inner, path)
                try:
                    restore(Backup(name, members))
                except FileError as error:
                    yield FoundFile(name=name, result=failed(name, error))
            alone = not path.is_dir() and container.parent is None
            entered = exports.enter(container)
            tell(len(entered.lines) + len(entered.files))
            yield from (FoundFile(name=line.name, result=line) for line in entered.lines)
            for entry, said in entered.files:
                file = FoundFile(name=entry.name, asked_for=alone and entry.stamp is None, said=said)
                yield _found(entry, file, settled)


def _export(around: Container, inner: str, path: Path) -> tuple[str, dict[str, Callable[[], bytes]], Container]:
    """An export's name and files, and the container without it."""
    members = {entry.inner[len(inner) :]: entry.read for entry in around.entries if entry.inner.startswith(inner)}
    rest = tuple(entry for entry in around.entries if not entry.inner.startswith(inner))
    name = shown_name(inner.strip("/") or path.resolve().name) if inner or not around.name else around.name
    return name, members, replace(around, entries=rest)


def _found(entry: Entry, file: FoundFile, settled: Settled) -> FoundFile:
    try:
        if entry.stamp is not None:
            file = replace(file, key=_zip_key(entry.inner, entry.stamp))
            if (before := settled(file.key)) is not None:
                return _settled(file, before)
        content = entry.load()
        key = file.key or f"{_PLAIN}{_sha256_of(content)}"
    except FileError as error:
        return replace(file, result=failed(file.name, error))
    file = replace(file, key=key, content=content)
    before = settled(key)
    return file if before is None or _is_asked_again(file, before) else _settled(file, before)


def _sha256_of(content: bytes | FilePlace) -> str:
    """The hash of a file's bytes as they were found; those that lie elsewhere never come into the memory as a whole.

    Raises:
        FileError: they cannot be read.
    """
    if isinstance(content, bytes):
        return hashlib.sha256(content).hexdigest()
    return file_sha256(content.path)


def _zip_key(inner: str, stamp: str) -> str:
    """Name of a file in a zip by its name there, its CRC and its two sizes.

    A CRC alone may be the same for two runs; that with both sizes and the same name as well will not happen by chance,
    and who makes it happen on purpose only hides a file of their own. The name is hashed: Garmin puts an e-mail
    address into it.
    """
    return f"zip {stamp} {hashlib.sha256(inner.encode('utf-8', 'replace')).hexdigest()}"


def _is_asked_again(file: FoundFile, before: FileResult) -> bool:
    return file.asked_for and before.status is Status.SKIPPED


def _settled(file: FoundFile, before: FileResult) -> FoundFile:
    """The fate of a known file: what is stored is a duplicate of itself, what holds nothing still holds nothing."""
    if before.status is Status.SKIPPED:
        result = replace(before, name=file.name)
    else:
        result = replace(before, name=file.name, status=Status.DUPLICATE, reason=KNOWN)
    return replace(file, content=b"", result=result)
