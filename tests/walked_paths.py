"""Paths from a compact notation: "1000 L 1000 L 1000 L 1000" is a square of a kilometre, run anticlockwise.

A number is so many metres straight on, L and R are corners of 90 degrees, U turns about, L36 and R36 are half circles
of 36 m radius. "20 x 84 L36 84 L36" are twenty laps. "@500,200" in front begins 500 m east and 200 m north of the usual
place. Every path begins northwards.
"""

import re

import numpy as np

from runrisk.geo import to_degrees
from runrisk.model.features import PATH_STEP_M, RunPath

PLACE = (48.2, 16.3)
CORNERS = {"L": 1j, "R": -1j, "U": -1}


def walked(text, place=PLACE):
    match = re.fullmatch(r"(?:@(-?\d+),(-?\d+) )?(?:(\d+) x )?(.*)", text)
    start = complex(int(match[1] or 0), int(match[2] or 0))
    return path_through([start, *_places(match[4].split() * int(match[3] or 1), start)], place)


def _places(words, at):
    heading = 1j
    for word in words:
        if word in CORNERS:
            heading *= CORNERS[word]
        elif word[0] in CORNERS:
            radius, side = float(word[1:]), CORNERS[word[0]]
            middle = at + heading * side * radius
            for angle in np.linspace(0, np.pi, 40)[1:]:
                yield middle - heading * side * radius * np.exp(angle * side)
            at, heading = middle + heading * side * radius, -heading
        else:
            at += heading * float(word)
            yield at


def path_through(places, place=PLACE):
    """A path through places in a plane, east + i north [m]."""
    line = np.array(places)
    along = np.concatenate([[0], np.cumsum(np.abs(np.diff(line)))])
    at = np.arange(0, along[-1] + 1e-6, PATH_STEP_M)
    lat, lon = to_degrees(np.interp(at, along, line.real), np.interp(at, along, line.imag), *place)
    return RunPath(lat_deg=lat, lon_deg=lon, piece=np.zeros(len(at), np.int32))
