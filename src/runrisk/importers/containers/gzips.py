"""Gzip without trust in its stated size: bounded, and what precedes a cut is kept."""

import zlib

from runrisk.errors import FileError, UnsafeFileError
from runrisk.importers.containers.limits import MEMBER_BYTES, RATIO, RATIO_FROM_BYTES

CUT_SHORT = "The gzip file is cut short or damaged: what came before the damage was read."

_GZIP_WINDOW = 31
"""zlib's code for "gzip header, window of 32 KiB"."""
_CHUNK_BYTES = 1 << 20


def gunzip(packed: bytes) -> tuple[bytes, tuple[str, ...]]:
    """Return the unpacked bytes of all parts of a gzip file, and warnings.

    Raises:
        UnsafeFileError: it unpacks to more than MEMBER_BYTES, or to more than RATIO times its size.
        FileError: not one byte could be unpacked.
    """
    unpacked = bytearray()
    rest, whole = packed, True
    while whole and rest.startswith(b"\x1f\x8b"):
        rest, whole = _unpack_part(rest, unpacked, len(packed))
    if not unpacked and not whole:
        raise FileError("the gzip file is damaged", cure="Copy or export it again")
    return bytes(unpacked), () if whole else (CUT_SHORT,)


def _unpack_part(packed: bytes, unpacked: bytearray, packed_size: int) -> tuple[bytes, bool]:
    """Append one gzip part to `unpacked`; return what follows it and whether it was whole."""
    unpacker = zlib.decompressobj(_GZIP_WINDOW)
    while not unpacker.eof:
        try:
            chunk = unpacker.decompress(packed, _CHUNK_BYTES)
        except zlib.error:
            return b"", False
        if not chunk and not unpacker.unconsumed_tail and not unpacker.eof:
            return b"", False
        unpacked += chunk
        packed = unpacker.unconsumed_tail
        _check(len(unpacked), packed_size)
    return unpacker.unused_data, True


def _check(size: int, packed_size: int) -> None:
    if size > MEMBER_BYTES:
        raise UnsafeFileError(f"unpacks to more than {MEMBER_BYTES >> 20} MB")
    if size > RATIO_FROM_BYTES and size > RATIO * packed_size:
        raise UnsafeFileError(f"unpacks to more than {RATIO} times its size")
