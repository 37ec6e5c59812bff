"""What sensors record beside the position: heart rate, stride, feet, power, temperature."""

import numpy as np

from runrisk.simulate.runner import Runner
from runrisk.simulate.town import Floats

_HEART_LAG_S = 40.0
"""How slowly the heart follows the legs [s]; our choice, near the half-minute of physiology texts."""

_DRIFT_AN_HOUR = 0.05
"""Rise of heart rate above rest at the same speed [share an hour]: cardiac drift. Our choice."""

_CADENCE_SLOPE, _CONTACT_SLOPE, _BOUNCE_SLOPE = 9.0, -38.0, 3.0
"""Change with speed: [steps/min], [ms] and [mm] for each m/s. Our choice, as on ordinary logs."""

_BALANCE_DAY_SD_PCT, _BALANCE_SD_PCT = 0.15, 0.7
"""How much the left share of contact differs from day to day and within a run [percentage points]; our choice."""

_WATTS = 1.04
"""Running power [W] for each kg and m/s: the usual cost of running, 1.04 kJ per kg and km."""


def heart_rate_bpm(runner: Runner, speed_mps: Floats, rng: np.random.Generator) -> Floats:
    """Heart rate second by second [1/min] for speeds second by second [m/s]."""
    share = np.clip(0.03 + 0.86 * speed_mps / runner.threshold_mps, 0, 0.99)
    hour = np.arange(len(speed_mps)) / 3600
    wanted = np.minimum(share * (1 + _DRIFT_AN_HOUR * hour), 1.0)
    before = np.full(int(6 * _HEART_LAG_S), 0.25)
    weights = np.exp(-np.arange(len(before)) / _HEART_LAG_S)
    lagged = np.convolve(np.concatenate([before, wanted]), weights / weights.sum())[len(before) :][: len(wanted)]
    rate = runner.heart_rest_bpm + lagged * (runner.heart_max_bpm - runner.heart_rest_bpm)
    return np.asarray(np.round(np.minimum(rate + _wave(len(rate), 30, 1.5, rng), runner.heart_max_bpm)))


def cadence_spm(runner: Runner, speed_mps: Floats, rng: np.random.Generator) -> Floats:
    """Steps of both feet second by second [1/min] at speeds second by second [m/s]."""
    cadence = runner.cadence_spm + _CADENCE_SLOPE * (speed_mps - runner.easy_mps)
    return np.asarray(cadence + _wave(len(cadence), 20, 1.2, rng) + rng.normal(0, 0.5, len(cadence)))


def dynamics(
    runner: Runner, speed_mps: Floats, cadence_spm: Floats, shift_pct: float, rng: np.random.Generator
) -> dict[str, Floats]:
    """What a chest strap adds, second by second: contact, balance, bounce, step length, power.

    Args:
        runner: who runs.
        speed_mps: speeds [m/s].
        cadence_spm: steps of both feet [1/min].
        shift_pct: how far the left share of contact is from the runner's own [percentage points].
        rng: source of chance.
    """
    count, faster = len(speed_mps), speed_mps - runner.easy_mps
    bounce = runner.oscillation_mm + _BOUNCE_SLOPE * faster + _wave(count, 25, 2.0, rng)
    step = 60_000 * speed_mps / cadence_spm
    balance = runner.contact_left_pct + shift_pct + rng.normal(0, _BALANCE_DAY_SD_PCT)
    return {
        "contact_ms": runner.contact_ms + _CONTACT_SLOPE * faster + _wave(count, 25, 4.0, rng),
        "contact_left_pct": balance + _wave(count, 15, _BALANCE_SD_PCT, rng),
        "oscillation_mm": bounce,
        "vertical_ratio_pct": 100 * bounce / np.maximum(step, 300.0),
        "step_length_mm": step,
        "power_w": _WATTS * runner.mass_kg * speed_mps + _wave(count, 15, 6.0, rng),
    }


def temperature_c(day_of_year: int, count: int) -> Floats:
    """Temperature at the wrist [degrees Celsius]: the season's, and a little of the skin's warmth."""
    air = 9.5 - 11 * np.cos(2 * np.pi * (day_of_year - 20) / 365)
    return np.asarray(np.round(air + 4 + 3 * np.exp(-np.arange(count) / 600)))


def _wave(count: int, every_s: int, sd: float, rng: np.random.Generator) -> Floats:
    """Noise that changes over `every_s` seconds: drawn once each, joined by lines, SD about `sd`."""
    knots = np.arange(0, count + every_s, every_s)
    drawn = rng.normal(0, sd * np.sqrt(1.5), len(knots))  # a line between two draws has two thirds of their variance
    return np.asarray(np.interp(np.arange(count), knots, drawn))
