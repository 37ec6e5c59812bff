"""bzip2 and LZMA members of a zip, unpacked piece by piece: what counts is the bytes made, not the bytes declared.

Python's `zipfile` bounds what stored and deflated members make at once, but not these two: there 4 kB may become a
gigabyte in one step.
"""

import bz2
import io
import lzma
import struct
import zlib
from typing import IO
from zipfile import ZIP_BZIP2, ZIP_LZMA, ZipInfo

from runrisk.errors import FileError, UnsafeFileError

UNBOUNDED = frozenset({ZIP_BZIP2, ZIP_LZMA})
"""Packing methods that `zipfile` unpacks without a bound."""
DICTIONARY_BYTES = 64 << 20
"""Largest LZMA dictionary [bytes]: it is memory before the first byte is made. Our choice; the usual one is 16 MB."""

_PACKED_BYTES = 1 << 16
_LOCAL = struct.Struct("<4s22xHH")
"""A member's own header: its mark, and the lengths of its name and of its extra field."""
_MARK = b"PK\x03\x04"
_LZMA = struct.Struct("<xxHBI")
"""What stands before LZMA data: a version, how many bytes of properties follow, lc/lp/pb in one byte, the dictionary."""
_LZMA_PROPERTIES = 5
_LZMA_CODES = 9 * 5 * 5


class UnpackedMember(io.RawIOBase):
    """The bytes of one member, in order, held against the size and the checksum that the zip states.

    Reading raises:
        FileError: the packed bytes are damaged, or their checksum is another.
        UnsafeFileError: they make more bytes than the zip states.
    """

    def __init__(self, archive: IO[bytes], info: ZipInfo) -> None:
        super().__init__()
        self._archive, self._info = archive, info
        self._made = self._crc = 0
        self._at, self._left = _data_begins(archive, info), info.compress_size
        self._unpacker = self._lzma() if info.compress_type == ZIP_LZMA else bz2.BZ2Decompressor()

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]  # typeshed names a protocol of Python 3.12
        """Fill the buffer as far as one piece goes; 0 at the end."""
        piece = self._piece(len(buffer)) if len(buffer) else b""
        buffer[: len(piece)] = piece
        return len(piece)

    def _piece(self, most: int) -> bytes:
        """Up to `most` bytes more; empty at the end, which is checked."""
        while not self._unpacker.eof:
            packed = self._packed() if self._unpacker.needs_input else b""
            try:
                piece = self._unpacker.decompress(packed, most)
            except (OSError, ValueError, lzma.LZMAError) as error:
                raise damaged() from error
            if piece:
                return self._counted(piece)
            if self._unpacker.needs_input and not self._left:
                break
        if self._made != self._info.file_size or self._crc != self._info.CRC:
            raise damaged()
        return b""

    def _packed(self) -> bytes:
        self._archive.seek(self._at)
        packed = self._archive.read(min(self._left, _PACKED_BYTES))
        self._at += len(packed)
        self._left = self._left - len(packed) if packed else 0
        return packed

    def _counted(self, piece: bytes) -> bytes:
        self._made += len(piece)
        self._crc = zlib.crc32(piece, self._crc)
        if self._made > self._info.file_size:
            raise UnsafeFileError("unpacks to more than it states", cure="Copy or download the zip again")
        return piece

    def _lzma(self) -> lzma.LZMADecompressor:
        """An unpacker by the properties that stand before the data (PKWARE's APPNOTE, 5.8.8)."""
        self._archive.seek(self._at)
        head = self._archive.read(_LZMA.size)
        if len(head) < _LZMA.size:
            raise damaged()
        properties, code, dictionary = _LZMA.unpack(head)
        if properties != _LZMA_PROPERTIES or code >= _LZMA_CODES:
            raise damaged()
        if dictionary > DICTIONARY_BYTES:
            problem = f"asks for more than {DICTIONARY_BYTES >> 20} MB to be unpacked"
            raise UnsafeFileError(problem, cure="Unpack the zip and give the folder")
        self._at, self._left = self._at + len(head), max(self._left - len(head), 0)
        rest, lc = divmod(code, 9)
        pb, lp = divmod(rest, 5)
        chain = [{"id": lzma.FILTER_LZMA1, "dict_size": max(dictionary, 4096), "lc": lc, "lp": lp, "pb": pb}]
        try:
            return lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=chain)
        except (ValueError, lzma.LZMAError) as error:
            raise damaged() from error


def damaged() -> FileError:
    """The error of a member whose bytes are not what they were."""
    return FileError("is damaged in the zip", cure="Copy or download the zip again")


def _data_begins(archive: IO[bytes], info: ZipInfo) -> int:
    """Where a member's packed bytes begin [bytes from the start of the zip]."""
    archive.seek(info.header_offset)
    head = archive.read(_LOCAL.size)
    if len(head) < _LOCAL.size:
        raise damaged()
    mark, name, extra = _LOCAL.unpack(head)
    if mark != _MARK:
        raise damaged()
    return int(info.header_offset + _LOCAL.size + name + extra)
