"""Files on their way into a library: found in a fixed order, and left unread where the library knows them."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from runrisk.errors import FileError
from runrisk.importers.containers.entries import Entry, FilePlace, failed
from runrisk.importers.containers.folders import file_sha256
from runrisk.importers.containers.walk import walk
from runrisk.importers.services.recognise import Exports, FileFacts
from runrisk.model import FileResult, Status

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
    paths: tuple[Path, ...], settled: Mapping[str, FileResult], exports: Exports, tell: Callable[[int], None]
) -> Iterator[FoundFile]:
    """Give every file below `paths`, with its bytes unless its key is `settled`.

    A file in a zip that the zip's own table of contents shows to be known is not even unpacked. `tell` hears of each
    folder or zip how many files it holds before the first of them is given.
    """
    for path in paths:
        for container in walk(path):
            alone = not path.is_dir() and container.parent is None
            entered = exports.enter(container)
            tell(len(entered.lines) + len(entered.files))
            yield from (FoundFile(name=line.name, result=line) for line in entered.lines)
            for entry, said in entered.files:
                file = FoundFile(name=entry.name, asked_for=alone and entry.stamp is None, said=said)
                yield _found(entry, file, settled)


def _found(entry: Entry, file: FoundFile, settled: Mapping[str, FileResult]) -> FoundFile:
    try:
        if entry.stamp is not None:
            file = replace(file, key=_zip_key(entry.inner, entry.stamp))
            if file.key in settled:
                return _settled(file, settled[file.key])
        content = entry.load()
        key = file.key or f"{_PLAIN}{_sha256_of(content)}"
    except FileError as error:
        return replace(file, result=failed(file.name, error))
    file = replace(file, key=key, content=content)
    return _settled(file, settled[key]) if key in settled and not _is_asked_again(file, settled[key]) else file


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
