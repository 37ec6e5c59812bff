"""Which files are small enough to be read beside everything else: by the bytes that are made of them."""

import zlib
from typing import IO

from runrisk.importers.containers.gzips import GZIP_WINDOW
from runrisk.importers.formats.file_formats import GZIP, sniff

SMALL_BYTES = 1 << 20
"""Largest file that needs no process of its own [bytes, unpacked]. Our choice: a run of an hour has 20 to 300 kB, and
whatever a megabyte holds, reading it takes a second and 200 MB at most (benchmarks/bombs.py)."""


def small_content(stream: IO[bytes]) -> bytes | None:
    """All bytes of a stream, a .gz still packed; None where more than SMALL_BYTES are in it or come out of it."""
    content = stream.read(SMALL_BYTES + 1)
    return content if is_small(content) else None


def is_small(content: bytes) -> bool:
    """Whether a file's bytes, unpacked where they are a .gz, are at most SMALL_BYTES; never makes more than that."""
    if sniff(content) is not GZIP or len(content) > SMALL_BYTES:
        return len(content) <= SMALL_BYTES
    unpacker = zlib.decompressobj(GZIP_WINDOW)
    try:
        made = unpacker.decompress(content, SMALL_BYTES + 1)
    except zlib.error:
        return True  # its reader comes as far
    return len(made) <= SMALL_BYTES and not unpacker.unused_data  # a second part would have to be unpacked as well
