"""Zips behind a password, as old programs (ZipCrypto) and new ones (AES) write them."""

import io
import struct
import zlib
from collections.abc import Mapping

import pyzipper

_LOCAL = struct.Struct("<4sHHHHHLLLHH")
_CENTRAL = struct.Struct("<4sHHHHHHLLLHHHHHLL")
_END = struct.Struct("<4sHHHHLLH")
_ENCRYPTED = 0x801  # and names in UTF-8


def aes_zip(files: Mapping[str, bytes], password: bytes) -> bytes:
    made = io.BytesIO()
    with pyzipper.AESZipFile(made, "w", compression=pyzipper.ZIP_DEFLATED, encryption=pyzipper.WZ_AES) as archive:
        archive.setpassword(password)
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def old_zip(files: Mapping[str, bytes], password: bytes, *, method: int = zlib.DEFLATED) -> bytes:
    """PKWARE's traditional encryption (APPNOTE, 6.1), with everything deflated (8) or stored (0)."""
    body, table = b"", b""
    for name, content in files.items():
        packed = _deflated(content) if method else content
        locked = _encrypted(bytes(11) + struct.pack("<L", zlib.crc32(content))[3:] + packed, password)
        sizes = zlib.crc32(content), len(locked), len(content), len(name.encode())
        central = (20, 20, _ENCRYPTED, method, 0, 0, *sizes, 0, 0, 0, 0, 0, len(body))
        table += _CENTRAL.pack(b"PK\x01\x02", *central) + name.encode()
        body += _LOCAL.pack(b"PK\x03\x04", 20, _ENCRYPTED, method, 0, 0, *sizes, 0) + name.encode() + locked
    return body + table + _END.pack(b"PK\x05\x06", 0, 0, len(files), len(files), len(table), len(body), 0)


def _deflated(content: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(content) + packer.flush()


def _encrypted(plain: bytes, password: bytes) -> bytes:
    keys = [0x12345678, 0x23456789, 0x34567890]
    for letter in password:
        _turn(keys, letter)
    made = bytearray()
    for letter in plain:
        mask = (keys[2] | 2) & 0xFFFF
        made.append(letter ^ (mask * (mask ^ 1) >> 8 & 0xFF))
        _turn(keys, letter)
    return bytes(made)


def _turn(keys: list[int], letter: int) -> None:
    keys[0] = _crc(keys[0], letter)
    keys[1] = ((keys[1] + (keys[0] & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
    keys[2] = _crc(keys[2], keys[1] >> 24)


def _crc(key: int, letter: int) -> int:
    return zlib.crc32(bytes([letter]), key ^ 0xFFFFFFFF) ^ 0xFFFFFFFF
