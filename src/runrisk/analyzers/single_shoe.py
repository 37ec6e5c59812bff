"""Nearly all running in one pair of shoes."""

from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from runrisk.analysis.articles import S001
from runrisk.analysis.base import Analyzer, days_judged, sentence
from runrisk.analysis.day_charts import share_plot
from runrisk.charts import Plot
from runrisk.finding import (
    Confidence,
    Evidence,
    Finding,
    Grade,
    Level,
    Measure,
    NotEnoughData,
    Occurrence,
    confidence_of,
)
from runrisk.measures.answers import told_number
from runrisk.measures.day_windows import NOTHING, Stretch, hole_in, judged, ranks, stretches, within
from runrisk.measures.shoe_wear import Wear, wear
from runrisk.model import Period, TrainingLog
from runrisk.wording import Wording

DAYS = 56
"""Eight weeks: a pair in turn with another is worn several times in them. Our choice."""


@dataclass(frozen=True, kw_only=True, eq=False)
class MainPair:
    """How much of eight weeks was run in the pair worn most, for each day.

    Attributes:
        share: its share of the distance in pairs with a name; NaN on days that cannot be judged.
        pair: its name.
        distance_m: distance of the eight weeks [m].
        told_pairs: pairs in use as the runner told, where the log names too few shoes; else None.
        known_days: days of the log with nothing missing.
        hole: days without any record lie in or before the period.
        period: the days verdicts speak of.
    """

    share: pd.Series
    pair: pd.Series
    distance_m: pd.Series
    told_pairs: float | None
    known_days: int
    hole: bool
    period: Period

    @property
    def current(self) -> pd.Series:
        """The share on the days of the period that can be judged."""
        return judged(self.share, self.period)

    def on(self, day: pd.Timestamp, wording: Wording, limit: float) -> str:
        """The numbers of a day, in words."""
        return (
            f"{wording.percent(self.share[day], limit=limit)} of {wording.distance(self.distance_m[day])} in one pair ({self.pair[day]}) in the 8 weeks up "
            f"to {wording.day(day)}"
        )


@dataclass(frozen=True, kw_only=True)
class SingleShoe(Analyzer[MainPair]):
    """Nearly all kilometres of eight weeks in the same pair of shoes.

    Looks for:
        One pair of shoes that carries all the running.

    Why it matters:
        Each shoe loads the leg a little differently. In one cohort runners who used more than one pair in parallel were
        injured less often. The articles only ask for the right shoes, which no study can name.

    How it is measured:
        Distance in the pair worn most / distance in all pairs with a name [km / km], over the last 8 weeks, taken anew on
        every day. Flagged from 0.9 on, if at least 100 km were run. Where the log names too few shoes, your answer
        about the pairs in use stands in for it.

    What it cannot see:
        Whether a shoe suits you; runs whose shoe was not entered; whether two names are two models or two pairs of one.

    What to do:
        Use a second, different pair for some runs. It need not be new, and comfort decides.

    Parameters:
        max_share [share]: from here on one pair carries all. Our choice: the pairs are no longer worn in turn.
        min_distance_m [m]: with less in 8 weeks it says nothing. Our choice: 12 km a week.
        min_named_share [share]: so much of the distance must name its shoe. Our choice: some runs are always left out.

    References:
        malisoux2015shoes
    """

    id = "single-shoe"
    title = "All running in one pair of shoes"
    questions = ("shoe_pairs",)
    grade = Grade.LIMITED
    articles = (S001,)
    needs = "8 weeks of log with the shoe named on 80 % of the distance, or an answer on the pairs in use"
    evidence: ClassVar[tuple[Evidence, ...]] = (
        Evidence(
            key="malisoux2015shoes",
            says="264 runners, 22 weeks: those with more than one pair of shoes in use HR 0.614 (0.389-0.969).",
            supports=True,
        ),
        Evidence(
            key="malisoux2015shoes",
            says="One cohort, no trial: who owns several pairs may differ in other ways.",
            supports=False,
        ),
    )

    max_share: float = 0.9
    min_distance_m: float = 100_000.0
    min_named_share: float = 0.8

    def measure(self, log: TrainingLog) -> MainPair | NotEnoughData:
        """Find the pair worn most in each eight weeks."""
        window = wear(log).over(DAYS)
        measured = self._measured(log, window)
        if measured.current.empty and measured.told_pairs is None:
            named = _latest_named_share(window)
            return NotEnoughData(
                has=lambda wording: (
                    f"{wording.counted(len(log.days), 'day')} of log, shoes named on {wording.percent(named)} of its last 8 weeks"
                ),
                missing=lambda wording: (
                    f"Shoes are named on {wording.percent(named)} of the distance of the last 8 weeks; it takes {self.needs}."
                ),
            )
        return measured

    def _measured(self, log: TrainingLog, window: Wear) -> MainPair:
        main_m = window.by_pair.max(axis=1)
        share = (main_m / window.named_m).where(window.named_enough(self.min_named_share)).astype(float)
        inside = within(share.index, log.period)
        told = None if share[inside].notna().any() else told_number(log.answers, "shoe_pairs")
        if told == 1 and inside.any():
            # One pair in use means the whole distance in it, up to the day of which the runner speaks.
            share[inside & (share.index == share.index[inside][-1])] = 1.0
        return MainPair(
            share=share,
            pair=_worn_most(window.by_pair),
            distance_m=window.total_m,
            told_pairs=told,
            known_days=int(log.days["known"].sum()),
            hole=hole_in(window.total_m.where(log.days["known"]), log.period, DAYS),
            period=log.period,
        )

    def _ranks(self, measured: MainPair) -> pd.Series:
        much = (measured.share >= self.max_share) & (measured.distance_m >= self.min_distance_m)
        return ranks({Level.INFO: much}, measured.share.index)

    def judge(self, measured: MainPair, wording: Wording) -> Finding:
        """Flag each stretch of days whose eight weeks were run in one pair."""
        found = stretches(self._ranks(measured), measured.share, measured.period)
        seen = [self._occurrence(measured, stretch, wording) for stretch in found]
        return self.conclude(
            seen,
            summary=sentence(
                seen,
                wording,
                day=None if measured.told_pairs is not None else measured.current.index[-1].date(),
                limit=self._limit(wording),
                now=self._now(measured, wording),
            ),
            confidence=self._confidence(measured),
            measures=tuple(
                measure
                for last in measured.current.index[-1:]
                for measure in (
                    Measure(name="latest_share", value=float(measured.share[last]), unit="share", limit=self.max_share),
                    Measure(name="latest_distance_m", value=float(measured.distance_m[last]), unit="m"),
                )
            ),
            advice=("Two different pairs used in turn went with fewer injuries in one study.",),
            has=days_judged(measured.known_days, len(measured.current), wording),
        )

    def _now(self, measured: MainPair, wording: Wording) -> str:
        if measured.told_pairs is not None:
            return f"You told of {wording.exact(measured.told_pairs)} {'pair' if measured.told_pairs == 1 else 'pairs'} of shoes in use; the log names too few shoes to check it."
        last = measured.current.index[-1]
        return f"You ran {measured.on(last, wording, self.max_share)}; {self._limit(wording)}."

    def _limit(self, wording: Wording) -> str:
        return f"the limit is {wording.percent(self.max_share)} of at least {wording.distance(self.min_distance_m)}"

    def _confidence(self, measured: MainPair) -> Confidence:
        if measured.told_pairs is not None:
            return Confidence.LOW
        return confidence_of(measured.known_days, DAYS, hole=measured.hole)

    def _occurrence(self, measured: MainPair, seen: Stretch, wording: Wording) -> Occurrence:
        told = measured.told_pairs is not None
        note = "one pair in use, as you told" if told else measured.on(pd.Timestamp(seen.last), wording, self.max_share)
        return seen.occurrence(note, measured.period)

    def draw(self, measured: MainPair) -> Plot:
        """Share of the pair worn most, over eight weeks."""
        label = "share of the last 8 weeks' distance"
        flagged = self._ranks(measured) > NOTHING
        return share_plot(measured, flagged, limit=self.max_share, name="in the pair worn most", label=label)


def _latest_named_share(window: Wear) -> float:
    """Share of the last window's distance in pairs with a name; 0 where nothing was run."""
    total_m, named_m = window.total_m.iloc[-1:].sum(), window.named_m.iloc[-1:].sum()
    return float(named_m / total_m) if total_m > 0 else 0.0


def _worn_most(by_pair: pd.DataFrame) -> pd.Series:
    """The name of the pair worn most up to each day; empty where there is none."""
    if by_pair.empty:
        return pd.Series("", index=by_pair.index)
    most = by_pair.fillna(0.0).to_numpy().argmax(axis=1)
    return pd.Series(by_pair.columns.to_numpy(object)[most], index=by_pair.index)
