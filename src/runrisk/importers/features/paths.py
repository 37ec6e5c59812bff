"""The path of a run: its samples' positions, cut where the track is broken and resampled every 10 m."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from runrisk.importers.cleaning.activity import went_nowhere
from runrisk.importers.cleaning.positions import Positions, positions
from runrisk.importers.features.path_contact import path_contact
from runrisk.model import Activity, Samples
from runrisk.model.features import PATH_STEP_M, RunPath

MAX_GAP_M = 60.0
"""A longer step between two samples is a hole in the track [m] (road-side method)."""

MAX_SPEED_MPS = 12.0
"""A faster step is a jump of the receiver, not of the runner [m/s] (road-side method)."""

_CUT_M = 1.0
"""Length that a cut is given so that distances stay distinct [m]; no point is ever put into it."""


def path_of(activity: Activity, samples: Samples) -> RunPath | None:
    """The path of an activity of any sport, or None where its positions do not tell where the runner was."""
    return None if went_nowhere(activity) else run_path(samples)


def run_path(samples: Samples) -> RunPath | None:
    """The path through the positions of one activity's samples, or None where there are not two of them together.

    The track is cut at pauses, at gaps above MAX_GAP_M and at jumps above MAX_SPEED_MPS, so that one wild position
    costs itself and nothing else. Linear in the number of samples.
    """
    through = positions(samples)
    if len(through) < 2:  # noqa: PLR2004 - two points make a line
        return None
    along_m, at_m, piece = stations(through)
    if not len(at_m):
        return None
    lon = through.lon_deg
    if np.ptp(lon) > 180:  # noqa: PLR2004 - it may go over the date line
        lon = np.unwrap(lon, period=360)
    return RunPath(
        lat_deg=np.interp(at_m, along_m, through.lat_deg),
        lon_deg=(np.interp(at_m, along_m, lon) + 180) % 360 - 180,
        piece=piece.astype(np.int32),
        **path_contact(samples, samples.placed, along_m, at_m, piece),
    )


def stations(through: Positions) -> tuple[NDArray[Any], NDArray[Any], NDArray[np.intp]]:
    """Where along a track its samples and the points of its path stand.

    Returns:
        how far along each sample is [m], how far along each point of the path is [m], and the piece of each point.
    """
    cut = _cuts(through)
    along_m = np.concatenate([[0.0], np.cumsum(np.where(cut, _CUT_M, through.way_m))])
    return along_m, *_points(along_m, cut)


def _cuts(through: Positions) -> NDArray[np.bool_]:
    """Whether the track is cut between each sample and the next; stamps are whole seconds, so none is closer."""
    speed_mps = through.way_m / np.maximum(np.diff(through.time_s), 1.0)
    return np.asarray((through.way_m > MAX_GAP_M) | (speed_mps > MAX_SPEED_MPS) | ~through.joined)


def _points(along_m: NDArray[Any], cut: NDArray[np.bool_]) -> tuple[NDArray[Any], NDArray[np.intp]]:
    """Where along the track points are put [m], and the piece each lies in; pieces shorter than one step have none."""
    starts = along_m[np.concatenate([[0], np.flatnonzero(cut) + 1])]
    ends = along_m[np.concatenate([np.flatnonzero(cut), [len(along_m) - 1]])]
    counts = np.where(ends - starts >= PATH_STEP_M, (ends - starts) // PATH_STEP_M + 1, 0).astype(int)
    piece = np.repeat(np.arange(len(counts)), counts)
    number = np.arange(len(piece)) - np.repeat(np.cumsum(counts) - counts, counts)
    return starts[piece] + number * PATH_STEP_M, piece
