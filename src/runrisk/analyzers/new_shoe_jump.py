"""A new pair of shoes that takes over at once."""

from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from runrisk.analysis.articles import S003
from runrisk.analysis.base import Analyzer, sentence
from runrisk.analysis.day_charts import share_plot
from runrisk.charts import Plot
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
from runrisk.measures.day_windows import NOTHING, Stretch, hole_in, judged, ranks, top_day, weekly_peaks
from runrisk.measures.new_shoes import BEFORE_DAYS, DAYS, new_share
from runrisk.measures.shoe_wear import wear
from runrisk.model import Period, TrainingLog
from runrisk.wording import Wording


@dataclass(frozen=True, kw_only=True, eq=False)
class NewPairs:
    """How much of the last 14 days was run in pairs first worn in them.

    Attributes:
        share: of the distance in pairs with a name; NaN on days that cannot be judged.
        distance_m: distance of the 14 days [m].
        known_days: days since shoes are named.
        hole: days without any record lie in or before the period.
        period: the days verdicts speak of.
    """

    share: pd.Series
    distance_m: pd.Series
    known_days: int
    hole: bool
    period: Period

    @property
    def current(self) -> pd.Series:
        """The share on the days of the period that can be judged."""
        return judged(self.share, self.period)


@dataclass(frozen=True, kw_only=True)
class NewShoeJump(Analyzer[NewPairs]):
    """More than half of two weeks in shoes first worn in them.

    Looks for:
        A new pair that does most of the running from its first day on.

    Why it matters:
        An article warns of changing to minimalist shoes before calf and foot are used to them. Studies of the shoe
        itself disagree: softer shoes went with fewer injuries in one trial and made no difference in another. The
        change from one pair to another has not been studied.

    How it is measured:
        Distance in pairs first worn within the last 14 days / distance in all pairs with a name [km / km], over the same
        14 days, taken anew on every day. Flagged above 0.5. A pair is new if neither log nor journal knows it from before.

    What it cannot see:
        Whether the new pair is the same model again; a pair that was only given another name, as happens when logs of
        two services come together. In the first 28 days with named shoes nothing can be told.

    What to do:
        Begin a new or lower shoe with short runs in turn with the old pair; calf and Achilles tendon need time.

    Parameters:
        max_share [share]: above it the new pair has taken over. Our choice: half of the running.
        min_distance_m [m]: with less in 14 days it says nothing. Our choice: two short runs.
        min_named_share [share]: so much of the distance must name its shoe. Our choice: some runs are always left out.

    References:
        malisoux2020, theisen2014
    """

    id = "new-shoe-jump"
    title = "A new pair of shoes at once"
    precursor = True
    grade = Grade.ARTICLE_ONLY
    articles = (S003,)
    needs = "28 days with named shoes before, and the shoe named on 80 % of the distance"
    evidence: ClassVar[tuple[Evidence, ...]] = (
        Evidence(
            key="malisoux2020",
            says="848 runners, RCT: hard against soft shoes SHR 1.52 (1.07-2.16): the shoe can matter.",
            supports=True,
        ),
        Evidence(
            key="theisen2014",
            says="247 runners, RCT: no difference between hard and soft midsoles, HR 0.92 (0.57-1.48).",
            supports=False,
        ),
        Evidence(
            key="malisoux2020",
            says="It compares shoes, not the change from one to another; no study of that was found.",
            supports=False,
        ),
    )

    max_share: float = 0.5
    min_distance_m: float = 10_000.0
    min_named_share: float = 0.8

    def measure(self, log: TrainingLog) -> NewPairs | NotEnoughData | NotApplicable:
        """Take the share of new pairs in each 14 days."""
        worn = wear(log)
        if worn.named_days.empty:
            return NotApplicable(reason="No run of this log names the shoes it was run in.")
        known_days = (log.days.index[-1] - worn.named_days[0]).days + 1
        window = worn.over(DAYS)
        enough = window.named_enough(self.min_named_share) & (window.total_m >= self.min_distance_m)
        measured = NewPairs(
            share=new_share(log, worn).where(enough),
            distance_m=window.total_m,
            known_days=known_days,
            hole=hole_in(window.total_m.where(log.days["known"]), log.period, DAYS),
            period=log.period,
        )
        if measured.current.empty:
            return NotEnoughData(
                has=lambda wording: f"shoes named for {wording.counted(known_days, 'day')}",
                missing=lambda wording: (
                    f"No day in the period can be judged: shoes are named for {wording.counted(known_days, 'day')}; it takes "
                    f"{self.needs}."
                ),
            )
        return measured

    def _ranks(self, measured: NewPairs) -> pd.Series:
        return ranks({Level.INFO: measured.share > self.max_share}, measured.share.index)

    def judge(self, measured: NewPairs, wording: Wording) -> Finding:
        """Flag the strongest day of each change, and its ISO week."""
        current = measured.current
        top, last = top_day(current), pd.Timestamp(str(current.index[-1]))
        peaks = weekly_peaks(self._ranks(measured), measured.share, DAYS)
        seen = [self._occurrence(measured, peak, wording) for peak in peaks]
        limit = f"the limit is {wording.percent(self.max_share)}"
        return self.conclude(
            seen,
            summary=sentence(
                seen,
                wording,
                day=last.date(),
                limit=limit,
                now=f"In the 14 days up to {wording.day(last)} it was {wording.percent(current[last], limit=self.max_share)}; "
                f"{limit}.",
                clear=f"At most {wording.percent(current[top], limit=self.max_share)} of 14 days were run in pairs first worn in "
                f"them ({wording.distance(measured.distance_m[top])} up to {wording.day(top)}); the limit is "
                f"{wording.percent(self.max_share)}.",
            ),
            confidence=confidence_of(measured.known_days, BEFORE_DAYS, hole=measured.hole),
            measures=(Measure(name="largest_share", value=float(current[top]), unit="share", limit=self.max_share),),
            advice=("Introduce a new or lower shoe with short runs; calf and Achilles need time.",),
            has=f"shoes named for {wording.counted(measured.known_days, 'day')}",
        )

    def _occurrence(self, measured: NewPairs, peak: Stretch, wording: Wording) -> Occurrence:
        note = f"{wording.percent(measured.share[peak.peak], limit=self.max_share)} of {wording.distance(measured.distance_m[peak.peak])} in a new pair"
        return peak.up_to_peak(DAYS, note, measured.period)

    def draw(self, measured: NewPairs) -> Plot:
        """Share of new pairs in the last 14 days."""
        label = "share of the last 14 days' distance"
        flagged = self._ranks(measured) > NOTHING
        return share_plot(measured, flagged, limit=self.max_share, name="in new pairs", label=label)
