"""Totals that disagree with the samples, and tracks that hide where the time or the way went."""

from dataclasses import replace

import numpy as np

from runrisk.model import Activity
from runrisk.simulate.made import Made

_CUT = 0.8
"""What is left of the elapsed time [share]; our choice."""

_LEG_M = 20_110.0
"""What the distance of a brick's second leg starts at [m]; our choice."""

_FERRY_S, _FERRY_DEG = 25 * 60.0, 0.03
"""How long the ferry takes [s], and how far north it goes [degrees]: 3.3 km."""

_STOPS_S = (120.0, 300.0)
"""Shortest and longest stop in one track [s]; our choice."""

_FROZEN, _FROZEN_S = 0.3, 20.0
"""How often a position is held, and for how long [s]: about what phones show in a pocket. Our choice."""


def elapsed_cut(one: Made, _: np.random.Generator) -> tuple[Made, ...]:
    """The session states four fifths of the time that its own records take."""
    return (replace(one, activity=replace(one.activity, elapsed_s=float(round(_CUT * one.activity.elapsed_s)))),)


def points_in_km(one: Made, _: np.random.Generator) -> tuple[Made, ...]:
    """The distances of the points are kilometres, the lap's are metres."""
    return (replace(one, samples=one.samples.assign(distance_m=one.samples["distance_m"] / 1000)),)


def brick_leg(one: Made, _: np.random.Generator) -> tuple[Made, ...]:
    """The distances of the points go on from the leg before, at 20.1 km; the lap's begin at 0."""
    return (replace(one, samples=one.samples.assign(distance_m=one.samples["distance_m"] + _LEG_M)),)


def ferry(one: Made, _: np.random.Generator) -> tuple[Made, ...]:
    """Halfway a ferry of 25 minutes and 3.3 km, without a point, in one segment."""
    over = np.arange(len(one.samples)) >= len(one.samples) // 2
    samples = one.samples.assign(
        segment=np.int32(0),
        time_s=one.samples["time_s"] + np.where(over, _FERRY_S, 0.0),
        lat_deg=one.samples["lat_deg"] + np.where(over, _FERRY_DEG, 0.0),
    )
    return (replace(one, samples=samples, activity=_longer(one, _FERRY_S)),)


def pauses_in_one_track(one: Made, rng: np.random.Generator) -> tuple[Made, ...]:
    """Two stops of two to five minutes inside one track; only the lap's time tells."""
    at = np.sort(rng.choice(np.arange(1, len(one.samples)), 2, replace=False))
    stops_s = np.round(rng.uniform(*_STOPS_S, 2))
    waited = np.concatenate([[0.0], np.cumsum(stops_s)])[np.searchsorted(at, np.arange(len(one.samples)), side="right")]
    samples = one.samples.assign(segment=np.int32(0), time_s=one.samples["time_s"] + waited)
    return (replace(one, samples=samples, activity=_longer(one, float(stops_s.sum()))),)


def frozen_fix(one: Made, rng: np.random.Generator) -> tuple[Made, ...]:
    """Again and again the position stands for 20 s and then catches up."""
    time_s = one.samples["time_s"].to_numpy()
    block = (time_s // _FROZEN_S).astype(int)
    frozen = (rng.random(block[-1] + 1) < _FROZEN)[block]
    first = np.searchsorted(block, block)
    held = np.where(frozen, first, np.arange(len(block)))
    moved = {name: one.samples[name].to_numpy()[held] for name in ("lat_deg", "lon_deg")}
    return (replace(one, samples=one.samples.assign(**moved)),)


def _longer(one: Made, by_s: float) -> Activity:
    """The activity with more between start and end; the timer stays."""
    return replace(one.activity, elapsed_s=one.activity.elapsed_s + by_s)
