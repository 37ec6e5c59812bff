"""Gzip without trust in its stated size: bounded, and what precedes a cut is kept."""

import zlib

from runrisk.errors import FileError, UnsafeFileError
from runrisk.importers.containers.limits import MEMBER_BYTES, RATIO, RATIO_FROM_BYTES

CUT_SHORT = "The gzip file is cut short or damaged: what came before the damage was read."

GZIP_WINDOW = 31
"""zlib's code for "gzip header, window of 32 KiB"."""
_CHUNK_BYTES = 1 << 20
"""Most that is unpacked in one step [bytes]."""
_FIRST_BYTES = 1 << 9
"""Packed bytes that a part is begun with; doubled while it goes on. What a part leaves over is copied: small steps at its
begin keep a file of many tiny parts linear."""


def gunzip(packed: bytes) -> tuple[bytes, tuple[str, ...]]:
    """Return the unpacked bytes of all parts of a gzip file, and warnings. Linear in the bytes read and made.

    Raises:
        UnsafeFileError: it unpacks to more than MEMBER_BYTES, or to more than RATIO times its size.
        FileError: not one byte could be unpacked.
    """
    unpacked = bytearray()
    at, whole = 0, True
    while whole and packed.startswith(b"\x1f\x8b", at):
        at, whole = _unpack_part(packed, at, unpacked)
    if not unpacked and not whole:
        raise FileError("the gzip file is damaged", cure="Copy or export it again")
    return bytes(unpacked), () if whole else (CUT_SHORT,)


def _unpack_part(packed: bytes, at: int, unpacked: bytearray) -> tuple[int, bool]:
    """Append the gzip part that begins at `at` to `unpacked`; return where it ends and whether it was whole."""
    unpacker, step = zlib.decompressobj(GZIP_WINDOW), _FIRST_BYTES
    while not unpacker.eof:
        fresh = b"" if unpacker.unconsumed_tail else packed[at : at + step]
        at += len(fresh)
        step = min(2 * step, _CHUNK_BYTES)
        try:
            chunk = unpacker.decompress(unpacker.unconsumed_tail or fresh, _CHUNK_BYTES)
        except zlib.error:
            return at, False
        unpacked += chunk
        _check(len(unpacked), len(packed))
        if not chunk and not fresh and not unpacker.eof:
            return at, False
    return at - len(unpacker.unused_data), True


def _check(size: int, packed_size: int) -> None:
    if size > MEMBER_BYTES:
        raise UnsafeFileError(
            f"unpacks to more than {MEMBER_BYTES >> 20} MB", cure="If you trust it, unpack it and give that file"
        )
    if size > RATIO_FROM_BYTES and size > RATIO * packed_size:
        raise UnsafeFileError(
            f"unpacks to more than {RATIO} times its size", cure="If you trust it, unpack it and give that file"
        )
