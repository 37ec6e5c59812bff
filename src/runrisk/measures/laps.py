"""Laps on a running track: runs that say so, and laps found in the path of others."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from runrisk.measures.outdoor import TRACKS, PathRun
from runrisk.model.features import PATH_STEP_M

LAP_M = (150.0, 500.0)
"""Shortest and longest lap [m]: from small indoor tracks to the outer lanes of a 400 m track. Our choice."""

AGAIN_M = 15.0
"""The next lap passes so near [m]. Our choice: lanes and the watch's error."""

AGAIN_DEG = 30.0
"""It goes so nearly the same way [degrees]; our choice."""

MIN_LAPS = 4
"""So many passes of one place make laps. Our choice: a lap of honour is none."""

_CELL_M = 50.0
"""Side of the squares in which passes are counted before anything is compared [m]."""


def lap_part(run: PathRun) -> PathRun | None:
    """The part of a run that was laps: all of it on a track, else what was found; None without any."""
    if run.sub_sport in TRACKS:
        return run
    mask = _lap_points(run) if _often_somewhere(run) else np.zeros(len(run.place_m), bool)
    if not mask.any():
        return None
    piece = np.cumsum(np.diff(mask, prepend=False) | (np.diff(run.piece, prepend=run.piece[0]) != 0))
    return replace(run, place_m=run.place_m[mask], piece=piece[mask])


def _often_somewhere(run: PathRun) -> bool:
    """Whether any square holds as many points as MIN_LAPS passes leave: quick, and true of few runs."""
    column, row = (np.floor(part / _CELL_M) for part in (run.place_m.real, run.place_m.imag))
    _, counts = np.unique(column + 1j * row, return_counts=True)
    return bool(counts.max(initial=0) >= MIN_LAPS * _CELL_M / PATH_STEP_M)


def _lap_points(run: PathRun) -> NDArray[np.bool_]:
    """Which points were passed again a lap later or earlier, in the same direction, where that happened often enough.

    Linear in the points, times the number of lap lengths tried (35).
    """
    place, ahead = run.place_m, np.gradient(run.place_m)
    seen = np.zeros(len(place), bool)
    for lag in range(round(LAP_M[0] / PATH_STEP_M), round(LAP_M[1] / PATH_STEP_M) + 1):
        near = np.abs(place[lag:] - place[:-lag]) <= AGAIN_M
        alike = np.abs(np.angle(ahead[lag:] * ahead[:-lag].conj())) <= np.radians(AGAIN_DEG)
        seen[lag:] |= near & alike
        seen[:-lag] |= near & alike
    enough_m = MIN_LAPS * LAP_M[0]
    return seen if seen.sum() * PATH_STEP_M >= enough_m else np.zeros(len(place), bool)
