"""A run minute by minute: what most rules need of it, a thousandth of its samples."""

import numpy as np
from numpy.typing import NDArray

from runrisk.geo import Floats, steps_m
from runrisk.importers.cleaning.altitude import MAX_STEP_S, clean_altitude, timer_s
from runrisk.importers.cleaning.movement import step_s
from runrisk.model import Samples
from runrisk.model.features import RunMinutes

MINUTE_S = 60.0
MIN_KNOWN_S = 15.0
"""A mean over less of a minute says nothing of it [s]. Our choice: a quarter."""
MAX_GAP_S = 30.0
"""Nothing is drawn between values further apart [s]. Our choice: watches that record only changes stay below it."""
MIN_WAY_M = 30.0
"""A slope over a shorter way is noise [m]. Our choice: standing and strolling."""
MEANS = ("heart_rate_bpm", "cadence_spm", "contact_ms", "contact_left_pct", "oscillation_mm", "step_length_mm")
"""Columns of which the mean is taken; 0 is "not measured" in each of them, or standing."""

Minutes = NDArray[np.float32]


def run_minutes(samples: Samples) -> RunMinutes | None:
    """The minutes of one activity, or None where its samples last no MIN_KNOWN_S. Linear in the number of samples.

    Everything is summed up along timer time and the sums are read off at the full minutes, so that a step of a watch
    which records only changes counts in both minutes it lies in.
    """
    if len(samples) < 2:  # noqa: PLR2004 - two samples make a step
        return None
    clock = timer_s(samples)
    if clock[-1] < MIN_KNOWN_S:
        return None
    edges = np.append(np.arange(0.0, clock[-1], MINUTE_S), clock[-1])
    way_m, way_s = (np.diff(np.interp(edges, clock, along)) for along in _along(samples))
    missing = np.full(len(edges) - 1, np.nan, np.float32)
    means = {name: _means(samples[name].astype(float), clock, edges) if name in samples else missing for name in MEANS}
    return RunMinutes(
        seconds=_single(np.diff(edges)),
        speed_mps=_single(_ratio(way_m, way_s, MIN_KNOWN_S)),
        **means,
        **_heights(samples, edges, way_m),
    )


def _single(values: Floats) -> Minutes:
    return np.asarray(values, np.float32)


def _ratio(above: Floats, below: Floats, least: float) -> Floats:
    """One over the other, NaN where `below` is less than `least`."""
    return np.asarray(np.divide(above, below, out=np.full(len(above), np.nan), where=below >= least))


def _means(values: Floats, clock: Floats, edges: Floats) -> Minutes:
    """Time-weighted mean of the values above 0 between each two edges."""
    there = np.isfinite(values) & (values > 0)
    if np.count_nonzero(there) < 2:  # noqa: PLR2004 - two values make a step
        return np.full(len(edges) - 1, np.nan, np.float32)
    clock, values = clock[there], values[there]
    seconds = np.diff(clock)
    seconds = np.where(seconds <= MAX_GAP_S, seconds, 0.0)
    known = np.concatenate([[0.0], np.cumsum(seconds)])
    summed = np.concatenate([[0.0], np.cumsum(seconds * (values[:-1] + values[1:]) / 2)])
    return _single(
        _ratio(np.diff(np.interp(edges, clock, summed)), np.diff(np.interp(edges, clock, known)), MIN_KNOWN_S)
    )


def _steps(samples: Samples) -> tuple[Floats, Floats]:
    """Way [m] of each step, NaN where not known, and its timer time [s]: by distance, speed or positions."""
    seconds = step_s(samples)
    seconds = np.where((seconds > 0) & (seconds <= MAX_STEP_S), seconds, 0.0)
    distance = _without_holes(samples["distance_m"])
    if np.nanmax(distance, initial=0.0) > 0:
        return np.diff(distance), seconds
    speed = samples["speed_mps"].astype(float)
    if np.nanmax(speed, initial=0.0) > 0:
        return (speed[:-1] + speed[1:]) / 2 * seconds, seconds
    return np.asarray(steps_m(samples["lat_deg"], samples["lon_deg"]), float), seconds


def _without_holes(distance: Floats) -> Floats:
    """The distance with what is missing inside drawn as a line, sample by sample; missing at the ends stays missing."""
    known = np.flatnonzero(~np.isnan(distance))
    if len(known) in {0, len(distance)}:
        return distance
    return np.interp(np.arange(len(distance)), known, distance[known], left=np.nan, right=np.nan)


def _along(samples: Samples) -> tuple[Floats, Floats]:
    """Way since the start [m], and timer time of which the way is known [s], at each sample; pauses add to neither."""
    way_m, seconds = _steps(samples)
    known = np.isfinite(way_m)
    counted = known & (way_m > 0) & (seconds > 0)
    return (
        np.concatenate([[0.0], np.cumsum(np.where(counted, way_m, 0.0))]),
        np.concatenate([[0.0], np.cumsum(np.where(known, seconds, 0.0))]),
    )


def _heights(samples: Samples, edges: Floats, way_m: Floats) -> dict[str, Minutes]:
    """Slope, ascent and descent of each minute."""
    clean = clean_altitude(samples)
    if clean is None:
        missing = np.full(len(edges) - 1, np.nan, np.float32)
        return {"grade": missing, "ascent_m": missing, "descent_m": missing}
    seconds = np.arange(len(clean.smooth_m), dtype=float)
    turned = np.concatenate([[0.0], np.diff(clean.counted_m)])
    up, down = np.cumsum(np.clip(turned, 0, None)), np.cumsum(np.clip(-turned, 0, None))
    return {
        "grade": _single(_ratio(np.diff(np.interp(edges, seconds, clean.smooth_m)), way_m, MIN_WAY_M)),
        "ascent_m": _single(np.diff(np.interp(edges, seconds, up))),
        "descent_m": _single(np.diff(np.interp(edges, seconds, down))),
    }
