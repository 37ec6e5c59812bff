"""A file in a container: its name, where to find it again, and how to read it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from runrisk.errors import FileError
from runrisk.model import FileResult, Status

_JUNK = {"__macosx", "$recycle.bin", ".ds_store", "thumbs.db", "desktop.ini"}


@dataclass(frozen=True, kw_only=True, slots=True)
class FilePlace:
    """Where a file lies: a path on disk and, inside zips, the member's number at each level.

    Attributes:
        path: on disk.
        numbers: of the member, at each level.
        passwords: of the zip at each level; None where it needs none. They are shown nowhere.
        again: gives the bytes of what is no file by itself but a part of one, or several; None for a file.
    """

    path: Path
    numbers: tuple[int, ...] = ()
    passwords: tuple[bytes | None, ...] = field(default=(), repr=False)
    again: Callable[[], bytes] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A file in a container; it can be read while its container is the one that `walk` gave last.

    Attributes:
        name: as it may be shown.
        inner: path inside its container as written there, with "/": to recognise an export by, never to open.
        place: where to find it again later.
        size: unpacked size as stated [bytes].
        stamp: names the content without unpacking it; None for a plain file.
        is_zip: whether its content is a zip.
        open: gives a stream (Apple's XML is too large for `read`); raises FileError.
        read: gives all bytes, a .gz still packed; raises FileError.
        load: gives them where they are few or can be had only now, else the place where they are; raises FileError.
    """

    name: str
    inner: str
    place: FilePlace
    size: int
    stamp: str | None
    is_zip: bool
    open: Callable[[], IO[bytes]]
    read: Callable[[], bytes]
    load: Callable[[], bytes | FilePlace]


def is_junk(inner: str) -> bool:
    """Whether a file is the litter of an operating system."""
    parts = inner.replace("\\", "/").lower().split("/")
    return parts[-1].startswith("._") or not _JUNK.isdisjoint(parts)


def failed(name: str, error: FileError) -> FileResult:
    """The line of the import log of a file that could not be read."""
    return FileResult(name=name, status=Status.FAILED, reason=reason_of(error))


def reason_of(error: FileError) -> str:
    """What an error says, without the name of the file."""
    return str(type(error)(error.problem, place=error.place, cure=error.cure))
