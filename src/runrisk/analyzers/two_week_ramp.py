"""Two weeks well above the two before."""

from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from runrisk.analysis.articles import S004
from runrisk.analysis.base import Analyzer, days_judged, sentence, spoken
from runrisk.analysis.day_charts import sums_plot
from runrisk.analysis.day_scores import DayScores
from runrisk.analysis.studies import NO_WEEKLY_RATIO
from runrisk.analyzers.weekly_jump import WeeklyJump
from runrisk.charts import ROAD, Amount, Plot
from runrisk.finding import Evidence, Finding, Grade, Level, NotEnoughData, Occurrence
from runrisk.load import window_load
from runrisk.measures.answers import told_number
from runrisk.measures.baseline import AgainstBaseline, largest_before
from runrisk.measures.day_windows import NOTHING, Stretch, daily, hole_in, ranks, stretches, top_day
from runrisk.model import TrainingLog
from runrisk.wording import Wording

FORTNIGHT = 14
NEEDED_DAYS = 2 * FORTNIGHT


@dataclass(frozen=True, kw_only=True, eq=False)
class Fortnights:
    """Each fortnight against the one before, and whether the runner says to be new to running."""

    sums: AgainstBaseline
    novice: bool


@dataclass(frozen=True, kw_only=True)
class TwoWeekRamp(Analyzer[Fortnights]):
    """Fourteen days with clearly more running than the fourteen before them.

    Looks for:
        Fortnights in which the distance rose fast.

    Why it matters:
        In one cohort of beginners a rise of more than 30 % over two weeks was linked, not quite certainly, with
        overuse problems of knee, shin and hip. Other injuries showed no such link.

    How it is measured:
        r = km of the last 14 days / km of the 14 days before them, taken anew on every day. Flagged above r = 1.30;
        caution only for runners who say that they have been running for less than a year. The fortnight must also be
        1.10 times the largest 14 days in a row that ended in the four weeks before it: coming back from easier weeks to
        a known level is no ramp. Days in a row above the limit are one occurrence, reported with its strongest day.
        It is news for 28 days, then history, unless it is a habit. Where weekly-jump is flagged it speaks for both.

    What it cannot see:
        Runs without a watch, and how the distance was spread over the days. Days within a hole of the log (14 days or
        more without any activity) are not judged, so coming back from a break is left to return-after-break.

    What to do:
        Repeat the new level before adding more, above all if running is new to you.

    Parameters:
        max_ratio [ratio]: above it a fortnight is flagged. Source: nielsen2014.
        beyond_ratio [ratio]: a flagged fortnight is so many times the largest before. Our choice: as weekly-jump.
        min_runs [runs]: so many runs lie in the fortnight before. Our choice: one or two runs are no level to rise
            from.
        novice_years [years]: who has been running for less counts as a beginner. Our choice: the study's runners had
            just begun.

    References:
        nielsen2014, buist2008, frandsen2025
    """

    id = "two-week-ramp"
    title = "Two weeks well above the two before"
    precursor = True
    questions = ("running_years",)
    said_by = WeeklyJump
    event = True
    grade = Grade.LIMITED
    articles = (S004,)
    load_rule = True
    needs = "28 recorded days in a row, with 3 runs in the first 14 of them"
    evidence: ClassVar[tuple[Evidence, ...]] = (
        Evidence(
            key="nielsen2014",
            says="874 novices: rises above 30 % over two weeks went, not quite certainly, with more overuse injuries of "
            "knee, shin and hip (gluteus medius, trochanteric bursitis): HR 1.59 (0.96-2.66).",
            supports=True,
        ),
        Evidence(key="nielsen2014", says="All injuries together showed no difference.", supports=False),
        Evidence(
            key="buist2008",
            says="Trial with 532 novices: a slower plan changed nothing, 20.8 % against 20.3 % injured.",
            supports=False,
        ),
        NO_WEEKLY_RATIO,
    )

    max_ratio: float = 1.30
    beyond_ratio: float = 1.10
    min_runs: int = 3
    novice_years: float = 1.0

    def measure(self, log: TrainingLog) -> Fortnights | NotEnoughData:
        """Sum up each fourteen days and the fourteen before them."""
        distance = daily(log, "distance_m")
        runs_before = window_load(log.days["runs"], FORTNIGHT).shift(FORTNIGHT)
        recent = window_load(distance, FORTNIGHT)
        before = recent.shift(FORTNIGHT)
        years = told_number(log.answers, "running_years")
        enough = (runs_before >= self.min_runs) & (before > 0)
        sums = AgainstBaseline(
            recent=recent,
            usual=before.where(enough),
            largest=largest_before(recent, FORTNIGHT, 2 * FORTNIGHT).where(enough),
            known_days=int(distance.notna().sum()),
            hole=hole_in(distance, log.period, NEEDED_DAYS),
            period=log.period,
        )
        if sums.current_ratio.empty:
            return NotEnoughData(
                has=lambda wording: f"{wording.counted(sums.known_days, 'day')} of log",
                missing=f"No fortnight in the period can be compared: it takes {self.needs}.",
            )
        return Fortnights(sums=sums, novice=years is not None and years < self.novice_years)

    def _ranks(self, measured: Fortnights) -> pd.Series:
        level = Level.CAUTION if measured.novice else Level.INFO
        sums = measured.sums
        ramp = (sums.ratio > self.max_ratio) & (sums.beyond > self.beyond_ratio)
        return ranks({level: ramp}, sums.ratio.index)

    def day_scores(self, measured: Fortnights, log: TrainingLog) -> DayScores:  # noqa: ARG002 (some rules need the log)
        """The ratio of each day."""
        return DayScores(score=measured.sums.ratio, flagged=self._ranks(measured) > NOTHING)

    def judge(self, measured: Fortnights, wording: Wording) -> Finding:
        """Flag each stretch of days above `max_ratio`."""
        sums = measured.sums
        found = stretches(self._ranks(measured), sums.ratio, sums.period)
        seen = [self._occurrence(sums, stretch, wording) for stretch in found]
        current = sums.current_ratio
        top, last, shown = top_day(current), pd.Timestamp(str(current.index[-1])), spoken(seen)
        return self.conclude(
            seen,
            summary=sentence(
                seen,
                wording,
                now=f"The 14 days up to {wording.day(last)} were {self._times(current[last], wording)} the 14 before "
                f"({sums.compared(last, wording)}); the limit is {wording.exact(self.max_ratio)} times.",
                clear=f"At no time in {wording.counted(len(current), 'day')} the last 14 days exceeded both "
                f"{wording.exact(self.max_ratio)} times the 14 before and {wording.exact(self.beyond_ratio)} times the largest "
                f"14 of the month before; those furthest above the 14 before were {self._times(current[top], wording)} them "
                f"({sums.compared(top, wording)}) and {wording.ratio(sums.beyond[top], limit=self.beyond_ratio)} times the "
                "largest.",
            ),
            confidence=sums.confidence(NEEDED_DAYS),
            measures=sums.ratio_measures(self.max_ratio),
            advice=(self._advice(shown),) if shown else (),
            has=days_judged(sums.known_days, len(current), wording),
        )

    def _occurrence(self, sums: AgainstBaseline, stretch: Stretch, wording: Wording) -> Occurrence:
        peak = stretch.peak
        above = f"on {wording.day(peak)} the last 14 days were {wording.percent(sums.ratio[peak] - 1, limit=self.max_ratio - 1)} above the 14 before"
        return stretch.occurrence(f"{above} ({sums.compared(peak, wording)})", sums.period)

    def _advice(self, latest: Occurrence) -> str:
        return (
            f"{latest.note[0].upper()}{latest.note[1:]}. Evidence for such rules is mixed, so treat it as a nudge: "
            "repeat this level before adding more. In beginners a rise above 30 % over two weeks was linked, not quite "
            "certainly, with hip and knee overuse problems."
        )

    def _times(self, ratio: float, wording: Wording) -> str:
        return f"{wording.ratio(ratio, limit=self.max_ratio)} times"

    def draw(self, measured: Fortnights) -> Plot:
        """Kilometres of the last fourteen days against their limit."""
        return sums_plot(
            measured.sums,
            self._ranks(measured) > NOTHING,
            measured.sums.limit(self.max_ratio, 0.0, self.beyond_ratio),
            name="distance of 14 days",
            label="distance of 14 days",
            limit_label=(
                "limit: ",
                Amount(value=self.max_ratio),
                " times the 14 days before, ",
                Amount(value=self.beyond_ratio),
                " times the most before",
            ),
            unit=ROAD,
        )
