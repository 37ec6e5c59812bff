"""The FIT checksum (CRC-16, polynomial x^16 + x^15 + x^2 + 1, reflected), computed on whole blocks.

A CRC is the remainder of a division of polynomials over the field of two elements, so long messages can be folded onto
shorter ones that leave the same remainder. Two folds do the work; neither looks at single bytes.
"""

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Octets = NDArray[np.uint8]
Words = NDArray[np.uint16]

BLOCK_BYTES = 1 << 20
"""Bytes folded at once. Our choice: keeps the copies that folding needs at a few MB."""

_POLYNOMIAL = 0xA001
"""0x8005 with its bits reversed. Source: FIT protocol document, as the table of its CRC example."""

_UNITS = 128
"""Units a message is at least cut into for the first fold. Our choice: fewest operations on usual files (measured)."""

_SMALL_BYTES = 4096
"""Up to here the second fold is the faster one (measured); no less than 8 * _UNITS, a unit being at least 8 bytes."""


def checksum(content: bytes | memoryview) -> int:
    """Return the CRC-16 of the bytes."""
    state = 0
    for start in range(0, len(content), BLOCK_BYTES):
        state = _block_checksum(content[start : start + BLOCK_BYTES], state)
    return state


def _block_checksum(block: bytes | memoryview, state: int) -> int:
    octets = _padded(np.frombuffer(block, np.uint8), -(-len(block) // 4) * 4)
    head = octets[octets.size - len(block) :][:2]
    head ^= np.array([state & 0xFF, state >> 8], np.uint8)[: head.size]
    pushed_out = state >> 8 if head.size == 1 else 0  # a block of one byte meets only half of the state
    while octets.size > _SMALL_BYTES:
        octets = _fold_units(octets)
    words = octets.view("<u2").astype(np.uint16, copy=False)
    level = 0
    while words.size > 1:
        words = _fold_words(words, _steps(level))
        level += 1
    return int(_steps(0)[words[0]]) ^ pushed_out


def _padded(octets: Octets, size: int) -> Octets:
    """A copy with zeros in front, which change no CRC."""
    padded = np.zeros(size, np.uint8)
    padded[size - octets.size :] = octets
    return padded


def _fold_units(octets: Octets) -> Octets:
    """Fold onto the last 30 units of a power of two bytes.

    The CRC's polynomial is p = (x + 1)(x^15 + x + 1), so it divides q = (x^15 + 1)(x^15 + x + 1) = x^30 + x^16 + x + 1,
    and also q^n = x^30n + x^16n + x^n + 1 for n a power of two (squaring is linear here). So a unit of n bits may be
    added to the units 14, 29 and 30 places behind it and be dropped; as the nearest is 14 away, 14 units go at once.
    """
    size = 1 << ((octets.size // _UNITS).bit_length() - 1)
    steps = -(-(-(-octets.size // size) - 30) // 14)
    units = _padded(octets, (30 + 14 * steps) * size).view(np.uint64).reshape(-1, size // 8)
    for first in range(0, 14 * steps, 14):
        for behind in (14, 29, 30):
            units[first + behind : first + behind + 14] ^= units[first : first + 14]
    return units[-30:].reshape(-1).view(np.uint8)


def _fold_words(words: Words, steps: Words) -> Words:
    """Fold neighbours (a, b) into the one word step(a) ^ b in place of b; `step` grows with the distance."""
    folded = np.empty((words.size + 1) // 2, np.uint16)
    odd = words.size % 2
    folded[:odd] = words[:odd]
    folded[odd:] = steps[words[odd::2]] ^ words[odd + 1 :: 2]
    return folded


@cache
def _steps(level: int) -> Words:
    """The CRC of every 16-bit word followed by 2**level - 1 zero words; shape (65536,)."""
    if level:
        shorter = _steps(level - 1)
        return shorter[shorter]
    words: NDArray[Any] = np.arange(1 << 16, dtype=np.uint16)
    for _ in range(16):
        words = (words >> 1) ^ np.where(words & 1, np.uint16(_POLYNOMIAL), np.uint16(0))
    return words
