"""FIT's checksum over whole blocks at once, so that it does not cost more than the file itself."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

_POLYNOMIAL = 0xA001
"""CRC-16 with the bits reversed (0x8005), as the FIT protocol says."""

_SMALL = 1024
"""Below this length the plain byte loop is quicker than setting up blocks [bytes]. Our choice, measured."""


def fit_crc(body: bytes) -> int:
    """The 16 bit checksum of `body`.

    The bytes are cut into about sqrt(n) blocks that advance side by side. A checksum is linear: one block's result
    carried over the next block's length, then XORed with that block's own result, is the checksum of both.
    """
    if len(body) < _SMALL:
        return _plain(0, body)
    width = int(len(body) ** 0.5)
    head = len(body) % width
    blocks = np.frombuffer(body, np.uint8, offset=head).reshape(-1, width)
    table, states = _table(), np.zeros(len(blocks), np.uint16)
    for column in blocks.T:
        states = (states >> 8) ^ table[(states ^ column) & 0xFF]
    low, high = _carried(width)
    crc = _plain(0, body[:head])
    for state in states.tolist():
        crc = low[crc & 0xFF] ^ high[crc >> 8] ^ state
    return crc


def _plain(crc: int, body: bytes) -> int:
    table = _plain_table()
    for byte in body:
        crc = (crc >> 8) ^ table[(crc ^ byte) & 0xFF]
    return crc


def _carried(width: int) -> tuple[list[int], list[int]]:
    """What `width` zero bytes make of each low byte and of each high byte of a checksum."""
    states = np.concatenate([np.arange(256), np.arange(256) << 8]).astype(np.uint16)
    table = _table()
    for _ in range(width):
        states = (states >> 8) ^ table[states & 0xFF]
    return states[:256].tolist(), states[256:].tolist()


@cache
def _table() -> NDArray[np.uint16]:
    """What each byte adds to the checksum."""
    values = np.arange(256, dtype=np.uint16)
    for _ in range(8):
        values = np.where(values & 1, (values >> 1) ^ _POLYNOMIAL, values >> 1).astype(np.uint16)
    return values


@cache
def _plain_table() -> list[int]:
    """The same as Python numbers, which a byte loop adds more quickly."""
    return [int(value) for value in _table()]
