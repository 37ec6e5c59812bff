"""Few steps a minute for the speed run."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from runrisk.analysis.articles import S001
from runrisk.analysis.base import Analyzer, sentence
from runrisk.analysis.day_charts import day_plot
from runrisk.charts import OF_HUNDRED, Amount, Dots, Limit, Plot, days_at, flags, values
from runrisk.finding import (
    Evidence,
    Finding,
    Grade,
    Level,
    Measure,
    NotApplicable,
    NotEnoughData,
    Occurrence,
    confidence_of,
)
from runrisk.measures.day_windows import judged, within
from runrisk.measures.robust_line import robust_line
from runrisk.measures.steady_flat import medians, running_flat
from runrisk.model import Period, TrainingLog
from runrisk.wording import Wording

COMMON_MPS = (2.9, 3.6)
"""Speeds at which the number of steps is held against a fixed limit [m/s]: 5:45 to 4:38 a kilometre (evidence table)."""
ADVICE = (
    "Short, quick steps unload hip and knee (about 5 to 10 % more steps at the same pace). It is a load-shifting tool, "
    "not a must."
)


@dataclass(frozen=True, kw_only=True, eq=False)
class Cadence:
    """Cadence of each run against the runner's own line.

    Attributes:
        at_zero_spm: the line at 0 m/s [1/min].
        slope: its rise [1/min for each m/s].
        residual_pct: each run's median distance from the line [%] (index: days, runs in their order); NaN where too
            few minutes tell.
        common_spm: each run's median cadence at COMMON_MPS [1/min]; NaN where too few minutes tell.
        runs: ids in the same order.
        period: the days verdicts speak of.
    """

    at_zero_spm: float
    slope: float
    residual_pct: pd.Series
    common_spm: pd.Series
    runs: pd.Index
    period: Period

    @property
    def current(self) -> pd.Series:
        """The residuals of the period's runs."""
        return judged(self.residual_pct, self.period)

    @property
    def current_common(self) -> pd.Series:
        """The cadences at COMMON_MPS of the period's runs."""
        return judged(self.common_spm, self.period)


@dataclass(frozen=True, kw_only=True)
class CadenceLowForSpeed(Analyzer[Cadence]):
    """Fewer steps a minute than your own usual at that speed, or than 165 at an ordinary speed.

    Looks for:
        Long, slow steps: a cadence that fell below your own, or that is low altogether.

    Why it matters:
        More and shorter steps at the same speed unload knee and hip; that is well measured. Whether it means fewer
        injuries is not: few studies, and they disagree. The articles only speak of form.

    How it is measured:
        Whole minutes on the flat (slope within 2 %) with more than 140 steps are used. A straight line of cadence over
        speed is fitted through all of them so that outliers count little (Huber). A run's residual is the median
        distance of its minutes from that line; flagged below -5 % in 3 runs in a row. Besides, the median cadence of
        the period between 2.9 and 3.6 m/s is flagged below 165 steps a minute. A run needs 10 such minutes.

    What it cannot see:
        Where the foot lands, leg length (tall runners take fewer steps), fatigue, trails without an altitude. A watch
        at the wrist may count wrongly.

    What to do:
        It is a way to shift load, not a must: try about 5 to 10 % more steps at the same speed in short parts.

    Parameters:
        max_drop_pct [%]: a run is low if it lies further below the line. Our choice: the smallest step of the
            laboratory study heiderscheit2011.
        min_runs_in_row [runs]: so many low runs in a row are flagged. Our choice: one may be a windy day or a wrong count.
        min_cadence_spm [1/min]: below it the period's median at an ordinary speed is flagged. Our choice: well below
            the means that studies report.
        min_runs [runs]: runs needed in all. Our choice: fewer make no line.
        min_minutes [minutes]: minutes a run needs. Our choice.

    References:
        heiderscheit2011, schubert2014, chan2018, anderson2022, szymanek2020
    """

    id = "cadence-low-for-speed"
    title = "Few steps a minute for the speed"
    grade = Grade.CONFLICTING
    articles = (S001,)
    needs = "10 runs with 10 flat minutes each that have cadence and speed, one of them in the period"
    evidence: ClassVar[tuple[Evidence, ...]] = (
        Evidence(
            key="heiderscheit2011",
            says="45 runners: 5 % more steps at the same speed took energy from the knee, 10 % also from the hip, with "
            "less hip adduction.",
            supports=True,
        ),
        Evidence(
            key="schubert2014",
            says="Review of 10 studies: a higher stride rate lowers ground reaction force and the energy that hip, knee "
            "and ankle absorb.",
            supports=True,
        ),
        Evidence(
            key="chan2018",
            says="320 novices, RCT: two weeks of treadmill running with feedback lowered the loading rates of their "
            "landing. The trial is reported to have had fewer injuries in the year after (read at second hand).",
            supports=True,
        ),
        Evidence(
            key="chan2018", says="It taught them to land softly on a treadmill, not to take more steps.", supports=False
        ),
        Evidence(
            key="anderson2022",
            says="Review of 37 studies: only 2 of them looked at injury, very limited evidence.",
            supports=False,
        ),
        Evidence(
            key="szymanek2020",
            says="381 adults, 9 months: injured runners had 173, uninjured 172 steps a minute (p=.77), with only 16 "
            "injured: a weak null.",
            supports=False,
        ),
    )

    max_drop_pct: float = 5.0
    min_runs_in_row: int = 3
    min_cadence_spm: float = 165.0
    min_runs: int = 10
    min_minutes: int = 10

    def measure(self, log: TrainingLog) -> Cadence | NotEnoughData | NotApplicable:
        """Fit the runner's own line and take each run's distance from it."""
        minutes = log.minutes
        if not (minutes["cadence_spm"].notna() & minutes["speed_mps"].notna()).any():
            return NotApplicable(reason="No run has both cadence and speed.")
        flat = running_flat(minutes)
        tell = medians(log, "cadence_spm", flat, self.min_minutes).notna()
        now = int(within(tell.index, log.period)[tell.to_numpy()].sum())
        if tell.sum() < self.min_runs or not now:

            def has(wording: Wording) -> str:
                return f"{wording.counted(int(tell.sum()), 'run')}, {now} of them in the period"

            return NotEnoughData(has=has, missing=lambda wording: f"It takes {self.needs}; there are {has(wording)}.")
        used = flat & tell.to_numpy()[minutes["run"].to_numpy()]
        speed, cadence = (minutes.loc[used, name].to_numpy(float) for name in ("speed_mps", "cadence_spm"))
        at_zero, slope = robust_line(speed, cadence)
        line = at_zero + slope * minutes["speed_mps"]
        off = pd.Series(100 * (minutes["cadence_spm"] / line - 1)).groupby(minutes["run"].where(flat)).median()
        common = flat & minutes["speed_mps"].between(*COMMON_MPS).to_numpy()
        return Cadence(
            at_zero_spm=at_zero,
            slope=slope,
            residual_pct=off.reindex(range(len(tell))).set_axis(tell.index).where(tell),
            common_spm=medians(log, "cadence_spm", common, self.min_minutes),
            runs=log.runs.index,
            period=log.period,
        )

    def judge(self, measured: Cadence, wording: Wording) -> Finding:
        """Flag each row of low runs, and a low median at an ordinary speed."""
        rows, common = self._rows(measured, wording), measured.current_common
        middle = float(common.median()) if len(common) else None
        low = middle is not None and middle < self.min_cadence_spm
        seen = [*rows, *([self._low(measured, middle, wording)] if low and middle is not None else [])]
        lowest = float(measured.current.min())
        ordinary = f"too few minutes tell the median at {_speeds(wording)}"
        if middle is not None:
            steps = wording.number(middle, 0, limit=self.min_cadence_spm)
            ordinary = f"the median at {_speeds(wording)} was {steps} steps a minute, against {wording.exact(self.min_cadence_spm)}"
        return self.conclude(
            seen,
            summary=sentence(
                seen,
                wording,
                now=f"The lowest run of the period lay {wording.number(lowest, 1, sign=True, limit=-self.max_drop_pct)} % off "
                f"your own line of cadence over speed, against a limit of {wording.exact(-self.max_drop_pct)} % in "
                f"{self.min_runs_in_row} runs in a row; {ordinary}.",
            ),
            confidence=confidence_of(len(measured.residual_pct.dropna()), self.min_runs),
            measures=(
                Measure(name="lowest_residual", value=lowest, unit="%", limit=-self.max_drop_pct),
                Measure(name="median_cadence", value=middle, unit="1/min", limit=self.min_cadence_spm),
                Measure(name="slope", value=measured.slope, unit="1/min for each m/s"),
            ),
            advice=(ADVICE,),
            has=f"{wording.counted(len(measured.current), 'run')} of the period with enough flat minutes",
        )

    def _rows(self, measured: Cadence, wording: Wording) -> list[Occurrence]:
        """Rows of low runs, oldest first; runs that tell nothing neither break nor lengthen them."""
        known = measured.residual_pct.dropna()
        low = (known < -self.max_drop_pct).to_numpy()
        days = pd.DatetimeIndex(known.index).date
        found = np.flatnonzero(low)
        parts = np.split(found, np.flatnonzero(np.diff(found) > 1) + 1)
        return [
            Occurrence(
                first=days[part[0]],
                last=days[part[-1]],
                level=Level.INFO,
                note=f"{len(part)} runs in a row below your own line, {wording.number(known.iloc[part].median(), 1, sign=True)} % in the median",
                in_period=measured.period.holds(days[part[0]], days[part[-1]]),
            )
            for part in parts
            if len(part) >= self.min_runs_in_row
        ]

    def _low(self, measured: Cadence, middle: float, wording: Wording) -> Occurrence:
        days = pd.DatetimeIndex(measured.current_common.index)
        return Occurrence(
            first=days[0].date(),
            last=days[-1].date(),
            level=Level.INFO,
            note=f"{wording.number(middle, 0, limit=self.min_cadence_spm)} steps a minute in the median at {_speeds(wording)}",
        )

    def draw(self, measured: Cadence) -> Plot:
        """How far each run lies from the line."""
        current, drop = measured.current, self.max_drop_pct
        limit = ("limit ", Amount(value=-drop, unit=OF_HUNDRED), f", {self.min_runs_in_row} runs in a row")
        return day_plot(
            Dots(at=days_at(current.index), value=values(current), flagged=flags(current < -drop)),
            Limit(value=-drop, name=limit),
            name="off your own line",
            unit=OF_HUNDRED,
            ends=(min(-1.5 * drop, 1.2 * current.min()), max(drop, 1.2 * current.max())),
        )


def _speeds(wording: Wording) -> str:
    return f"{wording.number(COMMON_MPS[0], 1)} to {wording.speed(COMMON_MPS[1])}"
