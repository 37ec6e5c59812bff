"""Zip files read without trust: never extracted, sizes and ratios bounded, each failure a FileError."""

import io
import lzma
import shutil
import struct
import sys
import tempfile
import zlib
from importlib.util import find_spec
from typing import IO
from zipfile import BadZipFile, ZipFile, ZipInfo

from runrisk.errors import FileError, UnsafeFileError
from runrisk.importers.containers.limits import (
    DIRECTORY_BYTES,
    MEMBER_BYTES,
    MEMBERS,
    RATIO,
    RATIO_FROM_BYTES,
    BytesLeft,
)
from runrisk.importers.containers.unpacking import UNBOUNDED, UnpackedMember, damaged

_DAMAGES = (
    BadZipFile,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
    lzma.LZMAError,
    struct.error,
    zlib.error,
)
_END = b"PK\x05\x06"
_END_BYTES = 22
_COMMENT_BYTES = 1 << 16
_ZIP64_PART = 0xFFFF
"""Stands for the number of the part where a larger record holds it."""
_ENCRYPTED = 0x1
_AES = 99
"""Stands for the method where a member is encrypted by AES, and only pyzipper knows the true one."""
_METHODS = {0, 8, 12, 14}
"""Stored, deflate, bzip2, LZMA: what Python unpacks."""
_NAMES = {1: "Shrink", 6: "Implode", 9: "Deflate64", 93: "Zstandard", 95: "XZ", 97: "WavPack", 98: "PPMd", 99: "AES"}
"""Other methods (PKWARE's APPNOTE, 4.4.5). Windows' own "Compressed folder" takes Deflate64 above 2 GB."""
_SMALLER = "Export a shorter time, or one activity at a time"
_IN_MEMORY_BYTES = 32 << 20
"""A zip inside a zip above this size [bytes] waits in a nameless temporary file. Our choice."""


def open_zip(file: IO[bytes], password: bytes | None = None) -> ZipFile:
    """Open a zip after a look at the size of its table of contents; one with a password, where it is known, with it.

    Raises:
        FileError: it is damaged.
        UnsafeFileError: it has more than MEMBERS files.
    """
    try:
        _check_end(file)
        opened = _with_aes(ZipFile(file), file)
    except damages() as error:
        raise FileError("is a damaged zip", cure="Copy or download it again") from error
    if len(opened.infolist()) > MEMBERS:
        raise UnsafeFileError(f"has more than {MEMBERS:,} files", cure="Unpack it and give the folder")
    opened.pwd = password
    return opened


def _with_aes(opened: ZipFile, file: IO[bytes]) -> ZipFile:
    """The same zip, by pyzipper where it holds members encrypted by AES and that is installed."""
    if not needs_aes(opened) or find_spec("pyzipper") is None:
        return opened
    from pyzipper import AESZipFile  # noqa: PLC0415 - an extra, which few zips need

    archive: ZipFile = AESZipFile(file)
    return archive


def damages() -> tuple[type[Exception], ...]:
    """What says that a zip is damaged, or that a password does not fit."""
    aes = sys.modules.get("pyzipper")
    return _DAMAGES if aes is None else (*_DAMAGES, aes.BadZipFile)


def needs_aes(archive: ZipFile) -> bool:
    """Whether members are encrypted by AES, and the zip was not opened by what can read that."""
    return any(info.compress_type == _AES for info in archive.infolist())


def _check_end(file: IO[bytes]) -> None:
    """Look at the record that ends a zip.

    Raises:
        FileError: there is none, or it ends a zip that was split.
        UnsafeFileError: its table of contents is too large.
    """
    file.seek(0, 2)
    size = file.tell()
    file.seek(max(0, size - _END_BYTES - _COMMENT_BYTES))
    tail = file.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + _END_BYTES:
        raise FileError(
            "has no end: the download broke off, or it is one of several parts",
            cure="Download it again, or join the parts with 7-Zip and give the folder",
        )
    part = int.from_bytes(tail[at + 4 : at + 6], "little")
    if part not in {0, _ZIP64_PART}:
        raise FileError(
            f"is the last of {part + 1} parts of a split zip", cure="Unpack it with 7-Zip and give the folder"
        )
    if int.from_bytes(tail[at + 12 : at + 16], "little") % 0xFFFFFFFF > DIRECTORY_BYTES:
        raise UnsafeFileError(f"has more than {MEMBERS:,} files", cure="Unpack it and give the folder")


def is_encrypted(info: ZipInfo) -> bool:
    """Whether a member needs a password."""
    return bool(info.flag_bits & _ENCRYPTED)


def is_locked(archive: ZipFile, info: ZipInfo) -> bool:
    """Whether a member needs a password that is not known."""
    return is_encrypted(info) and archive.pwd is None


def zip_stamp(info: ZipInfo) -> str | None:
    """Name of a member's content without unpacking it: CRC and both sizes; None where AES leaves out the CRC."""
    if is_encrypted(info) and not info.CRC:
        return None
    return f"{info.CRC:08x}-{info.file_size}-{info.compress_size}"


def check_member(archive: ZipFile, info: ZipInfo, limit: int = MEMBER_BYTES) -> None:
    """Refuse a member that is locked, packed strangely, larger than `limit` [bytes] or a bomb.

    Raises:
        FileError: it cannot be read.
        UnsafeFileError: it is too large.
    """
    if is_locked(archive, info):
        raise FileError("is protected by a password", cure="Unpack the zip with its password and give the folder")
    if info.compress_type not in _METHODS or (is_encrypted(info) and info.compress_type in UNBOUNDED):
        method = _NAMES.get(info.compress_type, f"method {info.compress_type}")
        problem = f"is packed in a way that cannot be read here ({method})"
        raise FileError(problem, cure="Unpack the zip and give the folder")
    if info.file_size > limit:
        raise UnsafeFileError(f"is larger than {limit >> 20} MB", cure=_SMALLER)
    if info.file_size > RATIO_FROM_BYTES and info.file_size > RATIO * max(info.compress_size, 1):
        raise UnsafeFileError(
            f"unpacks to more than {RATIO} times its size", cure="If you trust it, unpack it and give the folder"
        )


def open_member(archive: ZipFile, info: ZipInfo) -> IO[bytes]:
    """Open a member as a stream that never gives more than its stated size.

    Raises:
        FileError: it cannot be read.
    """
    if info.compress_type in UNBOUNDED and archive.fp is not None:
        return io.BufferedReader(UnpackedMember(archive.fp, info))
    try:
        return archive.open(info)
    except damages() as error:
        raise damaged() from error


def head_of(archive: ZipFile, info: ZipInfo, size: int) -> bytes:
    """First `size` bytes of a member; empty where it cannot be read."""
    if is_locked(archive, info):
        return b""
    try:
        with open_member(archive, info) as stream:
            return stream.read(size)
    except FileError:
        return b""
    except damages():
        return b""


def read_member(archive: ZipFile, info: ZipInfo, bytes_left: BytesLeft) -> bytes:
    """All bytes of a member.

    Raises:
        FileError: it cannot be read.
        UnsafeFileError: it is too large.
    """
    admit_member(archive, info, bytes_left)
    with open_member(archive, info) as stream:
        try:
            return stream.read(info.file_size + 1)  # without a number it would unpack all there is, whatever is stated
        except damages() as error:
            raise damaged() from error


def spool_member(archive: ZipFile, info: ZipInfo, bytes_left: BytesLeft) -> IO[bytes]:
    """A member as a file one can seek in: nameless, in memory or on disk; the caller closes it.

    Raises:
        FileError: it cannot be read.
        UnsafeFileError: it is too large.
    """
    admit_member(archive, info, bytes_left, limit=bytes_left.left)
    spooled: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY_BYTES)  # noqa: SIM115 - the caller closes it
    try:
        with open_member(archive, info) as stream:
            shutil.copyfileobj(stream, spooled)
    except FileError:
        spooled.close()
        raise
    except damages() as error:
        spooled.close()
        raise damaged() from error
    return spooled


def admit_member(archive: ZipFile, info: ZipInfo, bytes_left: BytesLeft, limit: int = MEMBER_BYTES) -> None:
    """Refuse what `check_member` refuses, and what is more than its zip may unpack to; take its bytes off.

    Raises:
        FileError: as `check_member`.
    """
    check_member(archive, info, limit)
    if not bytes_left.spend(info.file_size):
        problem = f"is left out: its zip unpacks to more than {RATIO} times its size, or to more than 20 GB"
        raise UnsafeFileError(problem, cure="Unpack it and give the folder")
