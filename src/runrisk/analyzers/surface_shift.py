"""A quick move to another surface."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from runrisk.analyzers.articles import S000, S002
from runrisk.analyzers.base import Analyzer, NotApplicable, NotEnoughData, confidence_of
from runrisk.analyzers.pictures import day_line, day_plot
from runrisk.analyzers.windows import NOTHING, Stretch, judged, log_has_hole, ranks, top_day, weekly_peaks, within
from runrisk.analyzers.words import counted, percent, times
from runrisk.charts import Plot, Unit, limit_at
from runrisk.finding import Evidence, Finding, Grade, Level, Measure, Occurrence
from runrisk.load import window_load
from runrisk.model import Period, TrainingLog

SURFACES = {
    "street": "street",
    "road": "street",
    "trail": "trail",
    "track": "track",
    "indoor_track": "track",
    "treadmill": "treadmill",
    "indoor_running": "treadmill",
    "virtual_activity": "treadmill",
    "virtual_run": "treadmill",
}
"""Surface by FIT's finer name of the sport; other names say nothing of the ground."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Surfaces:
    """How far each surface's share of the distance lies above its usual share, day by day.

    Attributes:
        shift_pct: the largest of these shifts [percentage points]; NaN on days that cannot be judged.
        surface: which surface it is.
        recent: its share of the recent distance, 0-1.
        usual: its share of the distance before, 0-1.
        known: share of the period's distance of which the surface is known.
        days: days of log.
        hole: days without any record lie in or before the period.
        period: the days verdicts speak of.
    """

    shift_pct: pd.Series
    surface: pd.Series
    recent: pd.Series
    usual: pd.Series
    known: float
    days: int
    hole: bool
    period: Period

    @property
    def current(self) -> pd.Series:
        """The shift on the days of the period that can be judged."""
        return judged(self.shift_pct, self.period)

    def on(self, day: pd.Timestamp) -> str:
        """The shares of a day, in words."""
        return f"{self.surface[day]} {percent(self.recent[day])} of the distance after {percent(self.usual[day])}"


@dataclass(frozen=True, kw_only=True)
class SurfaceShift(Analyzer[Surfaces]):
    """Two weeks largely on a surface that was rare in the eight weeks before.

    Looks for:
        A sudden move from street to trail, to the track or to the treadmill.

    Why it matters:
        Another surface loads the legs in another way, and they may take weeks to follow: an idea, not a finding. The articles advise flat surfaces and changes
        between them. One survey tied asphalt to fewer, sand to more Achilles trouble; quick changes were not studied.

    How it is measured:
        Share of the distance on street, trail, track and treadmill, by the name the watch or service gave the run, over
        14 days, minus the same share over the 56 days before. Flagged where any of them rose by more than 40 percentage
        points, once in four weeks at most. Both spans need a known surface on 70 % of their distance, 3 runs in the 14
        days and 8 in the 56.

    What it cannot see:
        The ground itself: only what the run was called. Sand, grass and snow; shoes.

    What to do:
        Mix the new surface in: one run in two at first.

    Parameters:
        recent_days [days]: the span that is judged. Our choice: two weeks are no exception any more.
        usual_days [days]: the span before it. Our choice: two months are a habit.
        max_shift_pct [%]: above so many percentage points it is flagged. Our choice: nearly half of all running.
        min_known_pct [%]: so much of the distance must have a known surface. Our choice.
        min_recent_runs [runs]: runs needed in the recent span. Our choice: one or two say little.
        min_usual_runs [runs]: runs needed in the span before. Our choice: one a week.

    References:
        knobloch2008, vanderworp2015
    """

    id = "surface-shift"
    title = "A quick move to another surface"
    grade = Grade.LIMITED
    articles = (S002, S000)
    needs = "10 recorded weeks, with street, trail, track or treadmill named for 70 % of the distance"
    evidence: ClassVar[tuple[Evidence, ...]] = (
        Evidence(
            key="knobloch2008",
            says="291 master runners in retrospect: less mid-portion Achilles trouble on asphalt (RR 0.47), more on sand "
            "(RR 10, 1.12-92.8).",
            supports=True,
        ),
        Evidence(
            key="vanderworp2015",
            says="Review of 15 studies: concrete went with a higher risk in women than in men. That is the surface, not a change of it.",
            supports=False,
        ),
    )

    recent_days: int = 14
    usual_days: int = 56
    max_shift_pct: float = 40.0
    min_known_pct: float = 70.0
    min_recent_runs: int = 3
    min_usual_runs: int = 8

    def measure(self, log: TrainingLog) -> Surfaces | NotEnoughData | NotApplicable:
        """Compare the shares of every two weeks with those of the eight weeks before."""
        surface = log.runs["sub_sport"].map(SURFACES)
        if not surface.notna().any():
            return NotApplicable(reason="No run is named after its surface (street, trail, track or treadmill).")
        measured = self._shares(log, surface)
        if measured.current.empty:
            days, known = counted(measured.days, "day"), percent(measured.known)
            return NotEnoughData(
                has=f"{days} of log, surface known for {known} of the period's distance",
                missing=f"No day in the period can be judged: it takes {self.needs}; there are {days} and {known}.",
            )
        return measured

    def _shares(self, log: TrainingLog, surface: pd.Series) -> Surfaces:
        ran = log.runs[["day", "distance_m"]].assign(surface=surface)
        by_day = ran.pivot_table(index="day", columns="surface", values="distance_m", aggfunc="sum", fill_value=0.0)
        by_day = by_day.reindex(log.days.index, fill_value=0.0).where(log.days["known"], np.nan)
        recent, usual = by_day.apply(self._recent), by_day.apply(self._usual)
        every = log.days["distance_m"].where(log.days["known"])
        enough = self._enough(log, recent.sum(axis=1, skipna=False), usual.sum(axis=1, skipna=False), every)
        recent, usual = recent.div(recent.sum(axis=1), axis=0), usual.div(usual.sum(axis=1), axis=0)
        shift = (100 * (recent - usual))[enough]
        top = shift.idxmax(axis=1).reindex(log.days.index)
        inside = within(log.days.index, log.period)
        return Surfaces(
            shift_pct=shift.max(axis=1).reindex(log.days.index),
            surface=top,
            recent=_picked(recent, top),
            usual=_picked(usual, top),
            known=float(by_day[inside].sum().sum() / max(every[inside].sum(), 1.0)),
            days=int(log.days["known"].sum()),
            hole=log_has_hole(log),
            period=log.period,
        )

    def _recent(self, daily: pd.Series) -> pd.Series:
        return window_load(daily, self.recent_days)

    def _usual(self, daily: pd.Series) -> pd.Series:
        return window_load(daily, self.usual_days).shift(self.recent_days)

    def _enough(self, log: TrainingLog, recent_m: pd.Series, usual_m: pd.Series, every_m: pd.Series) -> pd.Series:
        runs, share = log.days["runs"], self.min_known_pct / 100
        often = (self._recent(runs) >= self.min_recent_runs) & (self._usual(runs) >= self.min_usual_runs)
        named = (recent_m >= share * self._recent(every_m)) & (usual_m >= share * self._usual(every_m))
        return often & named & (recent_m > 0) & (usual_m > 0)

    def _ranks(self, surfaces: Surfaces) -> pd.Series:
        return ranks({Level.INFO: surfaces.shift_pct > self.max_shift_pct}, surfaces.shift_pct.index)

    def judge(self, measured: Surfaces) -> Finding:
        """Flag the largest shift of each stretch of weeks."""
        peaks = weekly_peaks(self._ranks(measured), measured.shift_pct, 2 * self.recent_days)
        seen = [self._occurrence(measured, peak) for peak in peaks]
        flagged = sum(one.in_period for one in seen)
        top = top_day(measured.current)
        return self.conclude(
            seen,
            summary=f"{times(flagged)} the share of a surface rose by more than "
            f"{self.max_shift_pct:g} percentage points within {self.recent_days} days; the largest shift was "
            f"{measured.current[top]:.0f} points ({measured.on(top)}).",
            confidence=confidence_of(measured.days, self.recent_days + self.usual_days, hole=measured.hole),
            measures=(
                Measure(
                    name="largest_shift", value=float(measured.current[top]), unit="%-points", limit=self.max_shift_pct
                ),
                Measure(name="surface_known", value=100 * measured.known, unit="%", limit=self.min_known_pct),
            ),
            advice=("You moved to another surface quickly. Mix it in instead: one run in two at first.",),
            has=f"surface known for {percent(measured.known)} of the period's distance",
        )

    def _occurrence(self, measured: Surfaces, peak: Stretch) -> Occurrence:
        return peak.up_to_peak(self.recent_days, measured.on(peak.peak), measured.period)

    def draw(self, measured: Surfaces) -> Plot:
        """The largest shift of any surface, day by day."""
        shift, flagged = measured.shift_pct, self._ranks(measured) > NOTHING
        return day_plot(
            day_line(shift, flagged, measured.period, name="largest shift"),
            limit_at(self.max_shift_pct, then=" points"),
            name="largest shift",
            unit=Unit(name="%-points"),
        )


def _picked(shares: pd.DataFrame, names: pd.Series) -> pd.Series:
    """The share of the surface that `names` names on each day."""
    column = shares.columns.get_indexer(pd.Index(names))
    values = shares.to_numpy()[np.arange(len(shares)), column]
    return pd.Series(np.where(column >= 0, values, np.nan), index=shares.index)
