"""Places written as geohashes: a letter holds five bits, which halve longitude and latitude in turn (public domain)."""

import numpy as np

_LETTERS = "0123456789bcdefghjkmnpqrstuvwxyz"
_VALUES = {letter: value for value, letter in enumerate(_LETTERS)}
_LONGEST = 12
"""More letters than this tell millimetres."""
_NOWHERE = (np.nan, np.nan)


def place_of(geohash: str) -> tuple[float, float]:
    """Latitude and longitude of the middle of a geohash [degrees]; NaN where it is none, or stands for 0, 0."""
    letters = geohash[:_LONGEST].lower()
    if not letters or any(letter not in _VALUES for letter in letters) or letters.startswith("7zzzzzz"):
        return _NOWHERE
    bits = [_VALUES[letter] >> shift & 1 for letter in letters for shift in (4, 3, 2, 1, 0)]
    return _halved(bits[1::2], 90.0), _halved(bits[0::2], 180.0)


def _halved(bits: list[int], limit: float) -> float:
    low, high = -limit, limit
    for bit in bits:
        middle = (low + high) / 2
        low, high = (middle, high) if bit else (low, middle)
    return (low + high) / 2
