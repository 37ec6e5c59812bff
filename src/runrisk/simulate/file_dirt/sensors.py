"""Sensors that say what is not so."""

from dataclasses import replace

import numpy as np

from runrisk.simulate.made import Made

_LOCKED_S = (120.0, 1_500.0)
"""From when to when the optical sensor counts steps [s into the run]; our choice."""

_ZEROS, _SEA_LEVEL = 0.04, 0.02
"""Share of samples with zeros in place of dynamics, and with a height of 0; our choice."""

_DYNAMICS = ("contact_ms", "contact_left_pct", "oscillation_mm", "vertical_ratio_pct", "step_length_mm")


def heart_locked(one: Made, _: np.random.Generator) -> tuple[Made, ...]:
    """For twenty minutes the heart rate is the cadence: an optical sensor that counts steps."""
    samples = one.samples
    locked = samples["time_s"].between(*_LOCKED_S) & samples["cadence_spm"].notna()
    steps = samples["cadence_spm"].round()
    changed = samples.assign(heart_rate_bpm=samples["heart_rate_bpm"].where(~locked, steps))
    mean_bpm = float(changed["heart_rate_bpm"].mean())
    return (replace(one, samples=changed, activity=replace(one.activity, avg_hr_bpm=mean_bpm)),)


def zeros_of_dynamics(one: Made, rng: np.random.Generator) -> tuple[Made, ...]:
    """Now and then contact time, balance and bounce are 0: no reading, written as one."""
    zero = rng.random(len(one.samples)) < _ZEROS
    zeroed = {name: one.samples[name].mask(zero & one.samples[name].notna(), 0) for name in _DYNAMICS}
    return (replace(one, samples=one.samples.assign(**zeroed)),)


def heights_of_zero(one: Made, rng: np.random.Generator) -> tuple[Made, ...]:
    """Now and then the height is 0 m, in the middle of the land."""
    zero = rng.random(len(one.samples)) < _SEA_LEVEL
    return (replace(one, samples=one.samples.assign(altitude_m=one.samples["altitude_m"].mask(zero, 0))),)
