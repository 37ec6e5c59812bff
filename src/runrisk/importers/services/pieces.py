"""Recordings that are no files of their own: put together from several files, or cut out of one that holds many.

A piece travels like a file: as bytes, through the workers, with a hash that names its activity (formats/piece_parts.py).
"""

import io
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from runrisk.importers.containers.entries import Entry, FilePlace
from runrisk.importers.containers.walk import read_again
from runrisk.importers.formats.piece_parts import joined


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """One recording of an export.

    Attributes:
        inner: the path it goes by: the export's prefix and what its row names among its members.
        entry: gives its bytes.
        files: paths of the files that it is made of, which are then not read by themselves.
    """

    inner: str
    entry: Entry
    files: frozenset[str] = frozenset()


def put_together(
    service: str, inner: str, parts: Mapping[str, Entry], beside: Mapping[str, bytes] | None = None
) -> Piece:
    """A recording whose parts are files of the container, by what each part is.

    Args:
        service: name of the file format that reads it.
        inner: the path it goes by.
        parts: the files; the first gives the name that is shown. At least one.
        beside: parts that stand in no file, such as what a table says of the recording.
    """
    first, stated = next(iter(parts.values())), dict(beside or {})

    read = partial(_joined_now, service, stated, dict(parts))
    again = partial(_joined_again, service, stated, {role: entry.place for role, entry in parts.items()})
    files = frozenset(entry.inner.replace("\\", "/") for entry in parts.values())
    return Piece(inner=inner, entry=_entry(first.name, inner, first.place, read, again), files=files)


def cut_out(service: str, inner: str, table: Entry, place: str, parts: Mapping[str, bytes]) -> Piece:
    """A recording that stands in a table or file with others; its bytes wait packed until it is read.

    Args:
        service: name of the file format that reads it.
        inner: the path it goes by.
        table: the file.
        place: where in the file, as it may be shown: "activity 7".
        parts: what is to be read, by what it is.
    """
    packed = zlib.compress(joined(service, parts), level=1)
    read = partial(zlib.decompress, packed)
    return Piece(inner=inner, entry=_entry(f"{table.name}, {place}", inner, table.place, read, read))


def _entry(name: str, inner: str, place: FilePlace, read: Callable[[], bytes], again: Callable[[], bytes]) -> Entry:
    return Entry(
        name=name,
        inner=inner,
        place=replace(place, again=again),
        size=0,
        stamp=None,
        is_zip=False,
        open=partial(_stream, read),
        read=read,
        load=read,
    )


def _joined_now(service: str, stated: Mapping[str, bytes], parts: Mapping[str, Entry]) -> bytes:
    return joined(service, {**stated, **{role: entry.read() for role, entry in parts.items()}})


def _joined_again(service: str, stated: Mapping[str, bytes], parts: Mapping[str, FilePlace]) -> bytes:
    return joined(service, {**stated, **{role: read_again(place) for role, place in parts.items()}})


def _stream(read: Callable[[], bytes]) -> io.BytesIO:
    return io.BytesIO(read())
