"""Files on disk: a folder's files in a fixed order, links out of it left alone."""

import hashlib
import os
import stat
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import IO

from runrisk.errors import FileError, UnsafeFileError
from runrisk.importers.containers.entries import Entry, FilePlace, failed, is_junk
from runrisk.importers.containers.foreign import NOT_SEARCHED, foreign
from runrisk.importers.containers.limits import FOLDER_DEPTH, MEMBER_BYTES
from runrisk.importers.containers.shown_names import shown_name
from runrisk.importers.containers.small import small_content
from runrisk.importers.formats.file_formats import ZIP, sniff
from runrisk.model import FileResult, Status

_HEAD_BYTES = 12
_NEARER = "Give the folder that holds your files"


def folder_entries(folder: Path) -> list[Entry | FileResult]:
    """Every file below a folder, and first what could not be listed; the litter of operating systems is left out."""
    found = list(_below(folder))
    refused = [item for item in found if isinstance(item, FileResult)]
    return [*refused, *(_linked_or_entry(folder, item) for item in found if isinstance(item, str))]


def file_entry(path: Path, inner: str) -> Entry | FileResult:
    """One file on disk."""
    name = shown_name(inner)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return FileResult(name=name, status=Status.SKIPPED, reason="not a file")
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
    except OSError as error:
        return failed(name, _cannot_open(error))
    return Entry(
        name=name,
        inner=inner,
        place=FilePlace(path=path),
        size=status.st_size,
        stamp=None,
        is_zip=sniff(head) is ZIP,
        open=partial(open_file, path),
        read=partial(read_file, path),
        load=partial(_loaded, path),
    )


def open_file(path: Path) -> IO[bytes]:
    """Open a file on disk; raises FileError."""
    try:
        return path.open("rb")
    except OSError as error:
        raise _cannot_open(error) from error


def read_file(path: Path) -> bytes:
    """All bytes of a file on disk; raises FileError, also where it is larger than MEMBER_BYTES."""
    try:
        with open_file(path) as file:
            content = file.read(MEMBER_BYTES + 1)
    except OSError as error:
        raise _cannot_open(error) from error
    if len(content) > MEMBER_BYTES:
        raise _too_large()
    return content


def file_sha256(path: Path) -> str:
    """The hash of a file's bytes, which never come into the memory as a whole; raises FileError."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise _cannot_open(error) from error


def _loaded(path: Path) -> bytes | FilePlace:
    """The bytes of a small file, else its place."""
    try:
        with open_file(path) as file:
            content = small_content(file)
            size = os.fstat(file.fileno()).st_size
    except OSError as error:
        raise _cannot_open(error) from error
    if size > MEMBER_BYTES:
        raise _too_large()
    return FilePlace(path=path) if content is None else content


def _too_large() -> UnsafeFileError:
    return UnsafeFileError(
        f"is larger than {MEMBER_BYTES >> 20} MB", cure="Export a shorter time, or one activity at a time"
    )


def _below(folder: Path) -> Iterator[str | FileResult]:
    """Each file as its path below the folder, in a fixed order, and what was not entered. A stack, no recursion."""
    waiting = [""]
    while waiting:
        inner = waiting.pop()
        try:
            with os.scandir(folder / inner) as listed:
                children = sorted(listed, key=lambda child: child.name)
            if inner and (owner := foreign(inner.rpartition("/")[2], {child.name for child in children})):
                yield _foreign_folder(inner, owner)
                continue
            linked = [child for child in children if child.is_symlink() and child.is_dir()]
            folders = [child for child in children if child.is_dir(follow_symlinks=False)]
        except OSError as error:
            yield failed(shown_name(inner) if inner else "(the folder)", _cannot_open(error))
            continue
        yield from (_linked_folder(_joined(inner, child.name)) for child in linked)
        apart = {child.name for child in (*linked, *folders)}
        files = [_joined(inner, child.name) for child in children if child.name not in apart]
        yield from (file for file in files if not is_junk(file))
        if folders and inner.count("/") + 1 >= FOLDER_DEPTH:
            yield failed(
                shown_name(inner), UnsafeFileError(f"holds folders more than {FOLDER_DEPTH} deep", cure=_NEARER)
            )
        else:
            waiting += [_joined(inner, child.name) for child in reversed(folders)]


def _joined(inner: str, name: str) -> str:
    return f"{inner}/{name}" if inner else name


def _foreign_folder(inner: str, owner: str) -> FileResult:
    reason = f"{NOT_SEARCHED}, it holds {owner}: give it by its own path if runs lie in it"
    return FileResult(name=shown_name(inner), status=Status.SKIPPED, reason=reason)


def _linked_folder(inner: str) -> FileResult:
    reason = "a link to a folder: give the folder it leads to"
    return FileResult(name=shown_name(inner), status=Status.SKIPPED, reason=reason)


def _linked_or_entry(folder: Path, inner: str) -> Entry | FileResult:
    """A link to a file elsewhere is named and left alone; one to a file of the folder is found there anyway."""
    path = folder / inner
    if path.is_symlink():
        reason = "a link: give the file it leads to"
        return FileResult(name=shown_name(inner), status=Status.SKIPPED, reason=reason)
    return file_entry(path, inner)


def _cannot_open(error: OSError) -> FileError:
    return FileError(f"cannot be opened ({error.strerror or 'input/output error'})", cure="Check its permissions")
