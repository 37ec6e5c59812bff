"""A made-up cohort with a known truth: daily kilometres of many runners, and injuries drawn from known rates.

Only one thing raises the rate of injury: a run far longer than those of the 30 days before it, in the 7 days before
the day at risk. Training does not react to injuries, so that nothing else can carry a relation.

made = made_cohort(seed=3)             # 200 runners, a year, a rate ratio of 1.8
made_cohort(seed=3, ratio=1.0)         # nothing raises the rate
made_cohort(seed=3, leaky=True)        # ratings lack before injuries: the table gives its label away
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

FIRST_DAY = "2025-01-06"
"""A Monday."""
ATHLETES, DAYS = 200, 365
RATIO = 1.8
"""What the planted flag multiplies the rate by. Our choice: near the middle of what frandsen2025 found."""
RATE = 0.0025
"""Injuries a day at risk. Our choice: 2.5 per 1,000, as the larger cohorts have per session."""
FRAILTY_SHAPE = 4.0
"""Runners differ: their own rates follow a gamma law of this shape and mean 1. Our choice."""
WINDOW_DAYS, SPIKE_RATIO, SPIKE_MARGIN_KM, MIN_RUNS = 30, 1.12, 1.0, 3
"""What makes a run far longer: the limits of session-spike, written down again, so that neither side can hide an error
of the other."""
_SUNDAY = 6
EXPOSED_DAYS = 7
"""So many days after it the rate is raised."""
HEALED_DAYS = (7, 29)
"""An injury lasts from 7 to 28 days. Our choice."""
MISSING = 0.1
"""Share of ratings that lack, at random. Our choice."""
LEAK, LEAK_DAYS = 0.6, 28
"""Share of ratings that lack in so many days before an injury in the leaky version."""

Floats = npt.NDArray[np.float64]
Marks = npt.NDArray[np.bool_]
Names = npt.NDArray[np.object_]


@dataclass(frozen=True, kw_only=True, eq=False)
class MadeCohort:
    """Two tables as `runrisk evaluate` reads them, and the truth behind them.

    Attributes:
        days: athlete, date, km, sessions, longest_km, fatigue.
        outcomes: athlete, onset, end.
        truth: what was planted.
    """

    days: pd.DataFrame
    outcomes: pd.DataFrame
    truth: Mapping[str, Any]


def made_cohort(
    *,
    athletes: int = ATHLETES,
    days: int = DAYS,
    seed: int = 0,
    ratio: float = RATIO,
    leaky: bool = False,
    injury_seed: int | None = None,
) -> MadeCohort:
    """Draw a cohort; the same seed gives the same one, and another `injury_seed` other injuries in the same training."""
    km = _training(athletes, days, np.random.default_rng([seed, 0]))
    rng = np.random.default_rng([seed if injury_seed is None else injury_seed, 1])
    onset = _injured(_spiked_before(km), ratio, rng)
    fatigue = np.where(rng.random(km.shape) < MISSING, np.nan, rng.integers(1, 11, km.shape))
    if leaky:
        fatigue[_soon(onset) & (rng.random(km.shape) < LEAK)] = np.nan
    names = np.array([f"runner-{number:04d}" for number in range(athletes)], object)
    dates = pd.date_range(FIRST_DAY, periods=days)
    outcomes = _outcomes(names, dates, onset)
    truth = {"flag": "session-spike", "rate_ratio": ratio, "injuries": len(outcomes), "leaky": leaky, "seed": seed}
    return MadeCohort(days=_days(names, dates, km, fatigue), outcomes=outcomes, truth=truth)


def _days(names: Names, dates: pd.DatetimeIndex, km: Floats, fatigue: Floats) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "athlete": np.repeat(names, len(dates)),
            "date": np.tile(dates, len(names)),
            "km": km.ravel(),
            "sessions": (km > 0).ravel().astype(int),
            "longest_km": km.ravel(),
            "fatigue": fatigue.ravel(),
        }
    )


def _outcomes(names: Names, dates: pd.DatetimeIndex, onset: npt.NDArray[np.int64]) -> pd.DataFrame:
    who, when = np.nonzero(onset > 0)
    ends = dates[when] + pd.to_timedelta(onset[who, when], unit="D")
    return pd.DataFrame({"athlete": names[who], "onset": dates[when], "end": ends})


def write_cohort(folder: Path, made: MadeCohort) -> tuple[Path, ...]:
    """Write DAYS.csv, OUTCOMES.csv and TRUTH.json, and give their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = folder / "DAYS.csv", folder / "OUTCOMES.csv", folder / "TRUTH.json"
    made.days.to_csv(paths[0], index=False, date_format="%Y-%m-%d", float_format="%g")
    made.outcomes.to_csv(paths[1], index=False, date_format="%Y-%m-%d")
    paths[2].write_text(json.dumps(dict(made.truth), indent=2) + "\n", encoding="utf-8")
    return paths


def _training(athletes: int, days: int, rng: np.random.Generator) -> Floats:
    """Kilometres of each athlete and day: habits of their own, a long run on Sundays, waves, builds, breaks, spikes."""
    shape, weeks = (athletes, days), days // 7 + 1
    easy = rng.uniform(5, 10, (athletes, 1))
    often = rng.choice([0.35, 0.5, 0.65, 0.8, 1.0], (athletes, 1), p=[0.2, 0.3, 0.25, 0.15, 0.1])
    sunday = np.arange(days) % 7 == _SUNDAY
    runs = (rng.random(shape) < often) | sunday
    wave = 1 + 0.15 * np.sin(
        2 * np.pi * (np.arange(days) / rng.uniform(70, 140, (athletes, 1)) + rng.random((athletes, 1)))
    )
    build = np.where(_spans(shape, often=0.06, least=7, most=15, rng=rng), rng.uniform(1.3, 1.7, (athletes, 1)), 1.0)
    usual = easy * (1 + 0.15 * rng.normal(size=shape)) * np.where(sunday, 1.8, build)
    spiked = rng.random((athletes, weeks)) < rng.uniform(0.02, 0.12, (athletes, 1))
    spike = np.where(sunday & np.repeat(spiked, 7, axis=1)[:, :days], rng.uniform(1.25, 1.8, shape), 1.0)
    away = _spans(shape, often=0.02, least=14, most=31, rng=rng)
    run_km = np.clip(usual * wave * spike, 2.0, None)
    return np.asarray(np.round(np.where(runs & ~away, run_km, 0.0), 1), float)


def _spans(shape: tuple[int, int], *, often: float, least: int, most: int, rng: np.random.Generator) -> Marks:
    """Days inside stretches that begin in a share `often` of the weeks and last from `least` to below `most` days."""
    days = shape[1]
    length = np.zeros(shape, int)
    length[:, ::7] = np.where(
        rng.random(length[:, ::7].shape) < often, rng.integers(least, most, length[:, ::7].shape), 0
    )
    until = np.maximum.accumulate(np.where(length > 0, np.arange(days) + length, 0), axis=1)
    return np.asarray(np.arange(days) < until)


def _spiked_before(km: Floats) -> Marks:
    """Whether a run far longer than those before lies in the days before each day."""
    windows = np.lib.stride_tricks.sliding_window_view(km, WINDOW_DAYS, axis=1)[:, :-1]
    longest, runs = windows.max(axis=2), (windows > 0).sum(axis=2)
    spike = np.zeros(km.shape, bool)
    enough = np.maximum(SPIKE_RATIO * longest, longest + SPIKE_MARGIN_KM)
    spike[:, WINDOW_DAYS:] = (km[:, WINDOW_DAYS:] >= enough) & (runs >= MIN_RUNS)
    before = np.zeros(km.shape, bool)
    for apart in range(1, EXPOSED_DAYS + 1):
        before[:, apart:] |= spike[:, :-apart]
    return before


def _injured(raised: Marks, ratio: float, rng: np.random.Generator) -> npt.NDArray[np.int64]:
    """The length of the injury that begins on each day [days], 0 on all others; none begins while another lasts."""
    athletes, days = raised.shape
    frailty = rng.gamma(FRAILTY_SHAPE, 1 / FRAILTY_SHAPE, athletes)
    chance, length = rng.random(raised.shape), rng.integers(*HEALED_DAYS, raised.shape)
    onset, healed = np.zeros(raised.shape, np.int64), np.zeros(athletes, np.int64)
    for day in range(days):
        hurt = (healed <= day) & (chance[:, day] < RATE * frailty * np.where(raised[:, day], ratio, 1.0))
        onset[hurt, day] = length[hurt, day]
        healed[hurt] = day + length[hurt, day] + 1
    return onset


def _soon(onset: npt.NDArray[np.int64]) -> Marks:
    """The days shortly before an injury begins."""
    soon = np.zeros(onset.shape, bool)
    for apart in range(1, LEAK_DAYS + 1):
        soon[:, :-apart] |= onset[:, apart:] > 0
    return soon
