"""One recording that holds several activities: cut where a pause is longer than a night."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import numpy as np

from runrisk.errors import UnsafeFileError
from runrisk.importers.cleaning.clock_jumps import Jump, jumps, steady_recording
from runrisk.importers.recording import Recording
from runrisk.model import Samples

MAX_ACTIVITIES = 1_000
"""Activities in one file. Our choice, as for the tracks of a GPX file: years of a handheld's."""
MAX_LENGTH_S = 10 * 24 * 3600.0
"""No activity is longer [s]: one number a second of it has to fit into the memory. Our choice: the longest foot races
last ten days (six-day and 1,000-mile races)."""
SCRAP_S = 120.0
"""A shorter piece beside a longer one is no activity of its own [s]: a clock before it was set. Our choice."""


def separated(recordings: Iterable[Recording]) -> list[Recording]:
    """Return the activities of a file, numbered in its order.

    Raises:
        UnsafeFileError: more than any file holds, or one that lasts too long.
    """
    found = [part for recording in recordings for part in _parts(recording)]
    if len(found) > MAX_ACTIVITIES:
        raise UnsafeFileError(f"more than {MAX_ACTIVITIES:,} activities", cure="Split the file")
    for part in found:
        _check_length(part)
    return [replace(part, session=number) for number, part in enumerate(found)] if len(found) > 1 else found


def _check_length(recording: Recording) -> None:
    """Refuse a recording that is too long, also when its clock was set right."""
    if not len(recording.samples) or _length_s(recording.samples) <= MAX_LENGTH_S:
        return
    long_s = _length_s(steady_recording(recording)[0].samples)
    if long_s > MAX_LENGTH_S:
        raise UnsafeFileError(f"its samples span {long_s / 86400:.0f} days: no activity lasts so long")


def _parts(recording: Recording) -> list[Recording]:
    samples = recording.samples
    if not len(samples) or not np.isfinite(samples["time_s"]).all():
        return [recording]
    cuts = [at for at, kind in jumps(samples, recording.stops_s).items() if kind is Jump.OTHER_ACTIVITY]
    if not cuts:
        return [recording]
    pieces = [samples.take(slice(first, last)) for first, last in pairwise([0, *cuts, len(samples)])]
    kept = [piece for piece in pieces if _length_s(piece) > SCRAP_S] or [max(pieces, key=_length_s)]
    lost = [piece for piece in pieces if all(piece is not other for other in kept)]
    warnings = (*_said(kept), *_loss(lost))
    return [_part(recording, piece, warnings) for piece in kept]


def _length_s(piece: Samples) -> float:
    return float(np.ptp(piece["time_s"]))


def _part(recording: Recording, piece: Samples, warnings: tuple[str, ...]) -> Recording:
    """One activity of several: totals are those of all of them, so that its own are told by its samples."""
    start_s = float(piece["time_s"][0])
    stops_s = recording.stops_s
    return replace(
        recording,
        start_utc=recording.start_utc + timedelta(seconds=start_s),
        elapsed_s=_length_s(piece),
        samples=piece.replace(time_s=piece["time_s"] - start_s),
        stops_s=None if stops_s is None else tuple(stop - start_s for stop in stops_s),
        session_distance_m=None,
        lap_distance_m=None,
        timer_s=None,
        moving_s=None,
        stated_end_s=None,
        lap_elapsed_s=None,
        lap_timer_s=None,
        ascent_m=None,
        descent_m=None,
        warnings=(*recording.warnings, *warnings),
    )


def _said(kept: Sequence[Samples]) -> Iterator[str]:
    if len(kept) > 1:
        gap_s = max(float(after["time_s"][0] - before["time_s"][-1]) for before, after in pairwise(kept))
        yield f"One recording with up to {gap_s / 3600:.0f} h between its parts: told as {len(kept)} activities."


def _loss(lost: Sequence[Samples]) -> Iterator[str]:
    if lost:
        minutes = sum(_length_s(piece) for piece in lost) / 60
        metres = sum(float(np.nan_to_num(np.ptp(piece["distance_m"]))) for piece in lost)
        yield f"Far from the rest in time, left out: {metres / 1000:.2f} km in {minutes:.1f} min."
