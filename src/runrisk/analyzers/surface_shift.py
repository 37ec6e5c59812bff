"""A quick move to another surface."""

from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from runrisk.analysis.articles import S000, S002
from runrisk.analysis.base import Analyzer, sentence
from runrisk.analysis.day_charts import day_line, day_plot
from runrisk.charts import Plot, Unit, limit_at
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
from runrisk.measures.day_windows import NOTHING, Stretch, ranks, top_day, weekly_peaks
from runrisk.measures.surfaces import Spans, Surfaces, surfaces
from runrisk.model import TrainingLog
from runrisk.wording import Wording


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
    precursor = True
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
        measured = surfaces(log, self._spans)
        if measured is None:
            return NotApplicable(reason="No run is named after its surface (street, trail, track or treadmill).")
        if measured.current.empty:
            return NotEnoughData(
                has=lambda wording: (
                    f"{wording.counted(measured.days, 'day')} of log, surface known for {wording.percent(measured.known)} "
                    "of the period's distance"
                ),
                missing=lambda wording: (
                    f"No day in the period can be judged: it takes {self.needs}; there are "
                    f"{wording.counted(measured.days, 'day')} and {wording.percent(measured.known)}."
                ),
            )
        return measured

    @property
    def _spans(self) -> Spans:
        return Spans(
            recent_days=self.recent_days,
            usual_days=self.usual_days,
            min_known_pct=self.min_known_pct,
            min_recent_runs=self.min_recent_runs,
            min_usual_runs=self.min_usual_runs,
        )

    def _ranks(self, measured: Surfaces) -> pd.Series:
        return ranks({Level.INFO: measured.shift_pct > self.max_shift_pct}, measured.shift_pct.index)

    def judge(self, measured: Surfaces, wording: Wording) -> Finding:
        """Flag the largest shift of each stretch of weeks."""
        peaks = weekly_peaks(self._ranks(measured), measured.shift_pct, 2 * self.recent_days)
        seen = [self._occurrence(measured, peak, wording) for peak in peaks]
        current = measured.current
        top, last = top_day(current), pd.Timestamp(str(current.index[-1]))
        limit = f"{wording.exact(self.max_shift_pct)} percentage points within {self.recent_days} days"
        return self.conclude(
            seen,
            summary=sentence(
                seen,
                wording,
                day=last.date(),
                limit=f"the limit is {limit}",
                now=f"Up to {wording.day(last)} the largest shift is {self._points(current[last], wording)} "
                f"({measured.on(last, wording)}); the limit is {limit}.",
                clear=f"At no time the share of a surface rose by more than {limit}; the largest shift was "
                f"{self._points(current[top], wording)} ({measured.on(top, wording)}).",
            ),
            confidence=confidence_of(measured.days, self.recent_days + self.usual_days, hole=measured.hole),
            measures=(
                Measure(
                    name="largest_shift", value=float(measured.current[top]), unit="%-points", limit=self.max_shift_pct
                ),
                Measure(name="surface_known", value=100 * measured.known, unit="%", limit=self.min_known_pct),
            ),
            advice=("You moved to another surface quickly. Mix it in instead: one run in two at first.",),
            has=f"surface known for {wording.percent(measured.known)} of the period's distance",
        )

    def _occurrence(self, measured: Surfaces, peak: Stretch, wording: Wording) -> Occurrence:
        return peak.up_to_peak(self.recent_days, measured.on(peak.peak, wording), measured.period)

    def _points(self, shift_pct: float, wording: Wording) -> str:
        return f"{wording.number(shift_pct, 0, limit=self.max_shift_pct)} points"

    def draw(self, measured: Surfaces) -> Plot:
        """The largest shift of any surface, day by day."""
        shift, flagged = measured.shift_pct, self._ranks(measured) > NOTHING
        return day_plot(
            day_line(shift, flagged, measured.period, name="largest shift"),
            limit_at(self.max_shift_pct, then=" points"),
            name="largest shift",
            unit=Unit(name="%-points"),
        )
