"""Hard time: from heart rate, threshold pace or rating, whichever the log really holds. Nothing is made up.

A highest heart rate guessed from the log is mostly too low: then easy plateaus count as hard. So it is not used here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

import numpy as np
import numpy.typing as npt
import pandas as pd

from runrisk.finding import NotEnoughData
from runrisk.measures.answers import told_number
from runrisk.measures.baseline import NEEDED_DAYS
from runrisk.measures.watch_settings import hard_heart_set
from runrisk.model import Answers, Period, TrainingLog
from runrisk.wording import Said, Wording, said

HARD_HEART_PCT = 88.0
"""From this share of the highest heart rate on a minute is hard [%]. Our choice: near the threshold of most runners."""
HARD_RPE = 7.0
"""From this rating on a session is hard, 0-10. Our choice: "very hard" on the usual scale."""
HIGHEST_PERCENTILE = 99.5
"""The minute that stands for the highest heart rate where the runner did not tell it [%]. Our choice: a single wild
minute of a strap changes nothing."""
LEAST_MINUTES = 1000
"""So many minutes with a heart rate are needed for that percentile: five lie above it. Our choice: some twenty runs."""
COVERED = 0.8
"""A basis is used if it tells of so much of the running time. Our choice: one run in five without strap is ordinary."""
HEART_BPM = (120.0, 230.0)
"""Highest heart rates that can be [1/min]. Our choice."""
LOCKED_BPM, LOCKED_MINUTES = 2.0, 5
"""Heart rate and cadence so near to each other [1/min], so many minutes in a row, are one and the same: an optical sensor
has locked on to the steps. Our choice: a single minute crosses by chance."""
PACE_S_PER_KM = (120.0, 720.0)
"""Threshold paces that can be [s/km]: 2:00 to 12:00. Our choice."""


class Basis(StrEnum):
    """What hard time is told from, the surest first."""

    HEART_TOLD = "heart rate, against the highest one you told"
    PACE = "pace, against the threshold pace you told"
    HEART_SET = "heart rate, against what your watch is set to"
    HEART_FOUND = "heart rate, against the highest minutes of the log"
    RATING = "your rating of whole sessions"


@dataclass(frozen=True, kw_only=True, eq=False)
class HardTime:
    """Hard time of each run.

    Attributes:
        basis: what it is told from.
        minutes: hard minutes of each run (index: the runs' ids), NaN where the basis does not tell of a run.
        hard: the minutes of `log.minutes` that are hard; none where the basis is the rating of whole sessions.
        limit: says from which value on a minute is hard.
    """

    basis: Basis
    minutes: pd.Series
    hard: npt.NDArray[np.bool_]
    limit: Said

    def says(self, wording: Wording) -> str:
        """What a hard minute is."""
        return f"Hard is {said(self.limit, wording)}."


def hard_time(log: TrainingLog, hard_heart_pct: float = HARD_HEART_PCT, hard_rpe: float = HARD_RPE) -> HardTime | None:
    """Hard time by the surest basis that covers the period and the five weeks before it; None where none does.

    Args:
        log: whose runs.
        hard_heart_pct: from this share of the highest heart rate on a minute is hard [%].
        hard_rpe: from this rating on a session is hard.
    """
    for found in _by_each_basis(log, hard_heart_pct, hard_rpe):
        if coverage(log, found.minutes.notna()) >= COVERED:
            return found
    return None


def coverage(log: TrainingLog, known: pd.Series) -> float:
    """Share of the running time of the period, and of the five weeks before, that lies in runs marked as known."""
    seen = Period(since=log.period.since - timedelta(days=NEEDED_DAYS), until=log.period.until)
    runs = log.runs
    inside = (runs["day"] >= pd.Timestamp(seen.since)) & (runs["day"] <= pd.Timestamp(seen.until))
    seconds = run_s(log).where(inside, 0.0).fillna(0.0)
    return float(seconds[known].sum() / seconds.sum()) if seconds.sum() > 0 else 0.0


def has_any(log: TrainingLog) -> bool:
    """Whether any run has a field from which hard time could be told at all."""
    minutes = log.minutes
    paced = threshold_mps(log.answers) is not None and bool(minutes["speed_mps"].notna().any())
    return paced or bool(minutes["heart_rate_bpm"].notna().any()) or bool(ratings(log).notna().any())


def untold(log: TrainingLog, what: str) -> NotEnoughData:
    """That hard time cannot be told, as a rule says it (`what`), and what each basis lacks, in numbers."""
    heart = coverage(log, _covers(log, "heart_rate_bpm"))
    rated = coverage(log, ratings(log).notna())
    pace = "not told" if threshold_mps(log.answers) is None else "told"
    highest = "not told" if hr_max_told(log.answers) is None else "told"

    def has(wording: Wording) -> str:
        return (
            f"heart rate on {wording.percent(heart)} of the running time, ratings on {wording.percent(rated)}, threshold "
            f"pace {pace}, highest heart rate {highest}; telling one of the last two would help where heart rate or speed "
            "is there"
        )

    return NotEnoughData(has=has, missing=lambda wording: f"{what}: there is {has(wording)}.")


def _by_each_basis(log: TrainingLog, heart_pct: float, rpe: float) -> Iterator[HardTime]:
    minutes = log.minutes
    told, threshold = hr_max_told(log.answers), threshold_mps(log.answers)
    heart, speed = minutes["heart_rate_bpm"].to_numpy(), minutes["speed_mps"].to_numpy()
    if told is not None:
        hard = (heart >= heart_pct / 100 * told) & ~cadence_locked(minutes)
        yield _by_minutes(log, Basis.HEART_TOLD, "heart_rate_bpm", hard, _heart(told, heart_pct))
    if threshold is not None:
        yield _by_minutes(log, Basis.PACE, "speed_mps", speed >= threshold, _paced(threshold))
    watch = hard_heart_set(log, heart_pct)
    if watch is not None:
        least, says = watch
        yield _by_minutes(log, Basis.HEART_SET, "heart_rate_bpm", (heart >= least) & ~cadence_locked(minutes), says)
    rated = ratings(log)
    hard_min = (run_s(log) / 60).where(rated >= rpe, 0.0).where(rated.notna())
    yield HardTime(
        basis=Basis.RATING,
        minutes=hard_min,
        hard=np.zeros(len(minutes), bool),
        limit=lambda wording: f"every minute of a run rated {wording.exact(rpe)} or more",
    )


def _by_minutes(log: TrainingLog, basis: Basis, column: str, hard: npt.NDArray[np.bool_], limit: Said) -> HardTime:
    minutes = log.minutes
    length = np.where(hard, minutes["seconds"].to_numpy(float) / 60, 0.0)
    summed = np.bincount(minutes["run"], weights=length, minlength=len(log.runs))
    known = _covers(log, column)
    return HardTime(basis=basis, minutes=pd.Series(summed, index=log.runs.index).where(known), hard=hard, limit=limit)


def cadence_locked(minutes: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Minutes of `log.minutes` in which the watch seems to have counted steps for heart beats."""
    near = (minutes["heart_rate_bpm"] - minutes["cadence_spm"]).abs() <= LOCKED_BPM
    rows = near.groupby([minutes["run"], (~near).cumsum()]).transform("sum")
    return np.asarray(near & (rows >= LOCKED_MINUTES), bool)


def _covers(log: TrainingLog, column: str) -> pd.Series:
    """The runs of which a column tells at least COVERED of the minutes."""
    minutes, count = log.minutes, len(log.runs)
    there = np.bincount(minutes["run"], weights=minutes[column].notna(), minlength=count)
    return pd.Series(
        there >= COVERED * np.maximum(np.bincount(minutes["run"], minlength=count), 1), index=log.runs.index
    )


def _heart(highest_bpm: float, share_pct: float) -> Said:
    least_bpm = share_pct / 100 * highest_bpm
    return lambda wording: (
        f"a heart rate of {wording.number(least_bpm, 0)} or more ({wording.exact(share_pct)} % of "
        f"{wording.number(highest_bpm, 0)})"
    )


def _paced(speed_mps: float) -> Said:
    return lambda wording: f"running at your threshold pace of {wording.pace(1000 / speed_mps, 1000)} or faster"


def hr_max_told(answers: Answers) -> float | None:
    """The highest heart rate the runner told [1/min]; one that cannot be counts as not told."""
    told = told_number(answers, "hr_max_bpm")
    return told if told is not None and HEART_BPM[0] <= told <= HEART_BPM[1] else None


def hr_max_found(log: TrainingLog, heart_pct: float = HARD_HEART_PCT) -> float | None:
    """The 99.5th percentile of the minutes with a heart rate [1/min].

    None where there are too few, or where half of all minutes lie within the hard zone that would follow from it: then
    the runner was never near the highest heart rate, or the sensor does not tell.
    """
    heart = log.minutes["heart_rate_bpm"].dropna().to_numpy(float)
    if len(heart) < LEAST_MINUTES:
        return None
    highest = float(np.percentile(heart, HIGHEST_PERCENTILE))
    return highest if HEART_BPM[0] <= highest and np.median(heart) < heart_pct / 100 * highest else None


def threshold_mps(answers: Answers) -> float | None:
    """The speed of the threshold pace the runner told [m/s]: seconds a kilometre, or text such as "4:45"."""
    told = told_number(answers, "threshold_pace_s_per_km")
    text = str(answers.get("threshold_pace_s_per_km") or "")
    if told is None and text.count(":") == 1 and text.replace(":", "").isdecimal():
        minutes, seconds = text.split(":")
        told = 60.0 * int(minutes or 0) + int(seconds or 0)
    return 1000 / told if told is not None and PACE_S_PER_KM[0] <= told <= PACE_S_PER_KM[1] else None


def ratings(log: TrainingLog) -> pd.Series:
    """The rating of each run, 0-10, of a joined one the highest; NaN where none was given."""
    rated = {activity.id: activity.rpe for activity in log.counted if activity.rpe is not None}
    given = [max((rated[part] for part in parts if part in rated), default=np.nan) for parts in log.runs["parts"]]
    return pd.Series(given, index=log.runs.index, dtype=float)


def run_s(log: TrainingLog) -> pd.Series:
    """How long each run took [s]: moving time, else the minutes recorded."""
    recorded = np.bincount(log.minutes["run"], weights=log.minutes["seconds"], minlength=len(log.runs))
    return log.runs["moving_s"].fillna(pd.Series(recorded, index=log.runs.index).where(recorded > 0))
