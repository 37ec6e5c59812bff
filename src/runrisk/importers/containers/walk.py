"""Folders, zips and single files, walked lazily and in a fixed order; nothing is ever unpacked to a named file."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import IO
from zipfile import ZipFile, ZipInfo

from runrisk.errors import FileError, UnsafeFileError
from runrisk.importers.containers.entries import Entry, FilePlace, failed, is_junk
from runrisk.importers.containers.folders import file_entry, folder_entries, open_file, read_file
from runrisk.importers.containers.limits import DEPTH, BytesLeft
from runrisk.importers.containers.passwords import NO_PASSWORDS, Passwords, unlock
from runrisk.importers.containers.shown_names import shown_name
from runrisk.importers.containers.small import SMALL_BYTES
from runrisk.importers.containers.zips import (
    admit_member,
    head_of,
    is_locked,
    needs_aes,
    open_member,
    open_zip,
    read_member,
    spool_member,
    zip_stamp,
)
from runrisk.importers.formats.file_formats import ZIP, sniff
from runrisk.model import FileResult, Status

_HEAD_BYTES = 12


@dataclass(frozen=True, kw_only=True)
class Container:
    """A folder, a zip or a single file: the listing from which an export is recognised before its files are read.

    Attributes:
        name: as it may be shown; empty for the folder or file that was given.
        entries: its files without the zips among them, which follow as containers of their own.
        refused: what could not even be listed.
        parent: the container around it.
    """

    name: str
    entries: tuple[Entry, ...]
    refused: tuple[FileResult, ...] = ()
    parent: "Container | None" = None


def walk(path: Path, passwords: Passwords = NO_PASSWORDS) -> Iterator[Container]:
    """Give the container at `path`, then every zip in it, depth first; each is open until the next is asked for."""
    found = folder_entries(path) if path.is_dir() else [file_entry(path, path.name)]
    yield from _levels("", None, found, BytesLeft(), passwords)


def read_again(place: FilePlace) -> bytes:
    """All bytes of a file that `walk` gave before.

    Raises:
        FileError: it is gone or cannot be read any more.
    """
    [content] = read_each([place])
    if isinstance(content, FileError):
        raise content
    return content


def read_each(places: Iterable[FilePlace]) -> Iterator[bytes | FileError]:
    """All bytes of each file that `walk` gave before, or why they cannot be had; neighbours share one open zip."""
    for (path, outer), group in groupby(places, key=lambda place: (place.path, place.numbers[:-1])):
        with ExitStack() as stack:
            archive: ZipFile | None = None
            for place in group:
                try:
                    if place.again is not None:
                        yield place.again()
                        continue
                    if archive is None and place.numbers:
                        archive = _opened(path, outer, place.passwords, stack)
                    yield _bytes_at(place, archive)
                except FileError as error:
                    yield error


def found_again(entry: Entry) -> Entry:
    """The same entry, to be read as a whole at any time and in any process; its bytes come from its place."""
    again = partial(read_again, entry.place)
    return replace(entry, read=again, load=again, open=partial(_opened_again, entry.place))


def _opened_again(place: FilePlace) -> IO[bytes]:
    return BytesIO(read_again(place))


def content_of(content: bytes | FilePlace) -> bytes:
    """The bytes of what `Entry.load` gave.

    Raises:
        FileError: they cannot be read any more.
    """
    return read_again(content) if isinstance(content, FilePlace) else content


def _bytes_at(place: FilePlace, archive: ZipFile | None) -> bytes:
    if archive is None:
        return read_file(place.path)
    return read_member(archive, _member(archive, place.numbers[-1]), BytesLeft())


def _opened(path: Path, numbers: Sequence[int], passwords: Sequence[bytes | None], stack: ExitStack) -> ZipFile:
    """The zip at `path`, or the one that lies so deep in it; `stack` closes it."""
    file: IO[bytes] = stack.enter_context(open_file(path))
    for number, password in zip(numbers, passwords, strict=False):
        archive = stack.enter_context(open_zip(file, password))
        file = stack.enter_context(spool_member(archive, _member(archive, number), BytesLeft()))
    return stack.enter_context(open_zip(file, passwords[-1]))


def _member(archive: ZipFile, number: int) -> ZipInfo:
    try:
        return archive.infolist()[number]
    except IndexError:
        raise FileError("the zip was changed since it was read", cure="Read it again") from None


def _levels(
    name: str,
    parent: Container | None,
    found: list[Entry | FileResult],
    bytes_left: BytesLeft,
    passwords: Passwords,
) -> Iterator[Container]:
    entries = [item for item in found if isinstance(item, Entry)]
    here = Container(
        name=name,
        entries=tuple(entry for entry in entries if not entry.is_zip),
        refused=tuple(item for item in found if isinstance(item, FileResult)),
        parent=parent,
    )
    yield here
    for entry in entries:
        if entry.is_zip:
            yield from _inside(entry, here, bytes_left, passwords)


def _inside(entry: Entry, parent: Container, bytes_left: BytesLeft, passwords: Passwords) -> Iterator[Container]:
    with ExitStack() as stack:
        try:
            if len(entry.place.numbers) >= DEPTH:
                raise UnsafeFileError("is a zip inside a zip inside a zip", cure="Unpack the outer one")
            archive = stack.enter_context(open_zip(stack.enter_context(entry.open())))
            allowed = bytes_left if entry.place.numbers else bytes_left.of_zip(entry.size)
            unlock(archive, passwords.to_try(entry.name))
        except FileError as error:
            yield Container(name=entry.name, entries=(), refused=(failed(entry.name, error),), parent=parent)
            return
        found = _zip_entries(archive, entry, allowed, passwords)
        yield from _levels(entry.name, parent, found, allowed, passwords)


def _zip_entries(
    archive: ZipFile, outer: Entry, bytes_left: BytesLeft, passwords: Passwords
) -> list[Entry | FileResult]:
    """A zip's files by name; those behind a password that is not known are one line together."""
    members = [(info, number) for number, info in enumerate(archive.infolist())]
    files = sorted(
        (member for member in members if not member[0].is_dir() and not is_junk(member[0].filename)),
        key=lambda member: (member[0].filename, member[1]),
    )
    readable = [
        _zip_entry(archive, info, number, outer, bytes_left) for info, number in files if not is_locked(archive, info)
    ]
    locked = len(files) - len(readable)
    if not locked:
        return [*readable]
    reason = f"{locked} of its files are protected by a password{_why_locked(archive, passwords)}"
    return [FileResult(name=outer.name, status=Status.FAILED, reason=reason), *readable]


def _why_locked(archive: ZipFile, passwords: Passwords) -> str:
    """Why the password does not help yet, and the cure."""
    unpack = "unpack it with the password, for example in 7-Zip, and give the folder"
    if needs_aes(archive):
        return f' (AES), which takes an extra: pip install "runrisk[aes]". Or {unpack}'
    if passwords.known:
        return f", and none of those that were given opens it. Look whether it is this zip's, or {unpack}"
    return f". Put the password into a file and give that with --password-file, or {unpack}"


def _zip_entry(archive: ZipFile, info: ZipInfo, number: int, outer: Entry, bytes_left: BytesLeft) -> Entry:
    is_zip = sniff(head_of(archive, info, _HEAD_BYTES)) is ZIP
    place = FilePlace(
        path=outer.place.path,
        numbers=(*outer.place.numbers, number),
        passwords=(*outer.place.passwords, archive.pwd),
    )
    return Entry(
        name=f"{outer.name}: {shown_name(info.filename)}",
        inner=info.filename,
        place=place,
        size=info.file_size,
        stamp=zip_stamp(info),
        is_zip=is_zip,
        open=partial(spool_member, archive, info, bytes_left) if is_zip else partial(open_member, archive, info),
        read=partial(read_member, archive, info, bytes_left),
        load=partial(_loaded, archive, info, place, bytes_left),
    )


def _loaded(archive: ZipFile, info: ZipInfo, place: FilePlace, bytes_left: BytesLeft) -> bytes | FilePlace:
    """The bytes of a small member, of one in a zip that would have to be unpacked again, or without a stamp; else its place."""
    if len(place.numbers) > 1 or info.file_size <= SMALL_BYTES or zip_stamp(info) is None:
        return read_member(archive, info, bytes_left)
    admit_member(archive, info, bytes_left)
    return place
