"""The made-up land: a smooth field of heights."""

from dataclasses import dataclass

import numpy as np

from runrisk.simulate.town import Floats

_BASE_M = 140.0
"""Height of the land [m]; our choice."""

_WAVES = ((4_000.0, 9.0), (1_700.0, 3.5), (800.0, 1.2))
"""Wavelength and amplitude of the hills [m]: slopes up to 3 %, mostly under 2 %. Our choice."""

_NOISE_M, _NOISE_S = 0.4, 120.0
"""How much a barometer drifts [m] and over what time [s]; our choice."""

BAROMETER_STEP_M = 0.2
"""Altitude is written in steps of a fifth of a metre (FIT profile: scale 5)."""


@dataclass(frozen=True)
class Land:
    """A field of heights: waves in random directions."""

    bearings: Floats
    phases: Floats

    def height_m(self, east_m: Floats, north_m: Floats, hill: float = 1.0) -> Floats:
        """Height at places [m]; `hill` makes the hills higher."""
        height = np.full(len(east_m), _BASE_M)
        for (length_m, amplitude_m), bearing, phase in zip(_WAVES * 2, self.bearings, self.phases, strict=True):
            along = np.cos(bearing) * east_m + np.sin(bearing) * north_m
            height = height + hill * amplitude_m * np.sin(2 * np.pi * along / length_m + phase)
        return np.asarray(height)


def draw_land(rng: np.random.Generator) -> Land:
    """Two sets of waves, each in a direction of its own."""
    count = 2 * len(_WAVES)
    return Land(rng.uniform(0, np.pi, count), rng.uniform(0, 2 * np.pi, count))


def barometer_m(height_m: Floats, time_s: Floats, rng: np.random.Generator) -> Floats:
    """What a barometric watch makes of heights [m]: a slow drift of some decimetres, in steps."""
    knots = np.arange(time_s[0], time_s[-1] + 2 * _NOISE_S, _NOISE_S)
    drift = np.interp(time_s, knots, rng.normal(0, _NOISE_M, len(knots)))
    return np.asarray(np.round((height_m + drift) / BAROMETER_STEP_M) * BAROMETER_STEP_M)


def climbed_m(height_m: Floats, *, least_m: float = 2.0) -> tuple[float, float]:
    """Ascent and descent as a watch counts them [m]: only what goes up or down by at least `least_m` at a stretch."""
    up = down = 0.0
    mark = float(height_m[0])
    for height in height_m.tolist():
        if abs(height - mark) >= least_m:
            up += max(height - mark, 0.0)
            down += max(mark - height, 0.0)
            mark = height
    return up, down
