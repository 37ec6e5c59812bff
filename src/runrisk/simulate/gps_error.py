"""The error of a running watch's position: quick, slow and constant parts, as seen on real logs.

One exponential is not enough: real errors are correlated 0.6-0.8 over some seconds and still 0.14-0.35 over minutes.
"""

import numpy as np

from runrisk.simulate.town import Floats

SD_MULTI_BAND_M = 1.2
SD_USUAL_M = 2.5
SD_CITY_M = 4.5
"""Total error along each axis [m]: multi-band receiver, usual watch, old watch in a city (road-side method)."""

WHITE_SD_M = 0.6
"""Quick part [m], smoothed over `WHITE_S` (road-side method)."""
WHITE_S = 3
"""[s]"""

SLOW_S = (30.0, 300.0)
"""Times over which the two slow parts forget [s] (road-side method)."""

SHARES = (0.58, 0.29, 0.13)
"""How what is left of the total variance is split over 30 s, 300 s and the run's constant. Our choice, so that at 2.5 m
the autocorrelation is 0.45 at 50 s and 0.19 at 400 s, as on real logs."""

DEVICE_SD_M = 0.3
"""How far one device's positions lie to a side of its wearer [m], the same in all its runs (road-side method)."""


def position_error_m(time_s: Floats, sd_m: float, rng: np.random.Generator) -> Floats:
    """Error east and north [m], shape (samples, 2), at sample times one second apart [s]; `sd_m` is its total SD."""
    slow_sd = np.sqrt(np.multiply(SHARES, sd_m**2 - WHITE_SD_M**2))
    error = _white(len(time_s), rng) + rng.normal(0, slow_sd[2], (1, 2))
    for memory_s, sd in zip(SLOW_S, slow_sd, strict=False):
        error += sd * _gauss_markov(time_s, memory_s, rng)
    return error


def _white(count: int, rng: np.random.Generator) -> Floats:
    """White noise averaged over `WHITE_S` samples; the mean of n has an n-th of the variance, hence the root."""
    drawn = rng.normal(0, WHITE_SD_M * np.sqrt(WHITE_S), (count + WHITE_S, 2))
    summed = np.cumsum(drawn, axis=0)
    return np.asarray((summed[WHITE_S:] - summed[:-WHITE_S]) / WHITE_S)


def _gauss_markov(time_s: Floats, memory_s: float, rng: np.random.Generator) -> Floats:
    """Two independent Gauss-Markov processes of SD 1, shape (samples, 2).

    A Gauss-Markov process is Brownian motion run on the clock exp(2 t / memory), shrunk by exp(-t / memory): one
    cumulative sum in place of a loop. The clock overflows after 350 memories, so it is set back every 100.
    """
    made = np.empty((len(time_s), 2))
    last, last_s = rng.normal(0, 1, 2), time_s[0]
    for part in np.split(np.arange(len(time_s)), np.searchsorted(time_s, _restarts(time_s, memory_s))):
        clock = np.exp(2 * (time_s[part] - last_s) / memory_s)
        steps = np.diff(clock, prepend=1.0)
        walk = last + np.cumsum(rng.normal(0, 1, (len(part), 2)) * np.sqrt(steps)[:, None], axis=0)
        made[part] = walk / np.sqrt(clock)[:, None]
        last, last_s = made[part[-1]], time_s[part[-1]]
    return made


def _restarts(time_s: Floats, memory_s: float) -> Floats:
    return np.arange(time_s[0] + 100 * memory_s, time_s[-1], 100 * memory_s)
