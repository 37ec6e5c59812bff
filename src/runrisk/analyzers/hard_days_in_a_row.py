"""Three or more hard days in a row."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from runrisk.analysis.articles import S004
from runrisk.analysis.base import Analyzer, sentence
from runrisk.analysis.day_charts import day_line, day_plot
from runrisk.charts import DAYS, Plot, limit_at
from runrisk.finding import Confidence, Finding, Grade, Level, Measure, NotApplicable, NotEnoughData, Occurrence
from runrisk.measures.day_windows import in_a_row, rows, within
from runrisk.measures.races import races
from runrisk.measures.zones import Basis, HardTime, coverage, hard_time, has_any, ratings, untold
from runrisk.model import Period, TrainingLog
from runrisk.wording import Wording, listed

YEAR = "365D"
"""The runs among which one is long: those of a year. Our choice: fitness and season change within it."""
REASONS = (RACE, RATED, MINUTES, LONG) = ("race", "rated", "minutes", "long")
"""Why a run is hard; what comes first is said where several hold."""
MIN_RUNS = 10
"""Among fewer runs no tenth can be told."""


@dataclass(frozen=True, kw_only=True, eq=False)
class HardDays:
    """Which days were hard, and how long the row was on each.

    Attributes:
        why: why each run was hard, one of REASONS; empty where it was not (index: the runs' ids, in their order).
        day: day of each run.
        row: hard days in a row up to each day of the log.
        known: share of the running time of which intensity is known.
        hard: what hard minutes are told from.
        period: the days verdicts speak of.
    """

    why: pd.Series
    day: pd.Series
    row: pd.Series
    known: float
    hard: HardTime
    period: Period

    def reasons(self, first: date, last: date) -> set[str]:
        """Why the days from `first` to `last` were hard."""
        inside = self.day.between(pd.Timestamp(first), pd.Timestamp(last))
        return set(self.why[inside]) - {""}


@dataclass(frozen=True, kw_only=True)
class HardDaysInARow(Analyzer[HardDays]):
    """Three or more days in a row with a hard or very long run.

    Looks for:
        Hard sessions without an easy or free day between them.

    Why it matters:
        The articles ask for rest and recovery between runs, and coaches put easy days between hard ones. We know of no
        study of injuries that looked at it.

    How it is measured:
        A run is hard if you rated it 7 or more, if it held 15 minutes or more of hard time, if it was a race, or if it
        was longer than nine tenths of the runs of the year up to it. Days in a row with such a run are counted; flagged
        from 3 on. A minute is hard from 88 % of your highest heart rate on; without that answer, at your threshold
        pace; a highest heart rate guessed from the log is mostly too low and is not used.

    What it cannot see:
        How hard a day was without a sensor or a rating; hard work in other sports; how well you slept and ate.

    What to do:
        Put an easy or free day between hard or long days.

    Parameters:
        max_days [days]: from so many days in a row on it is flagged. Our choice: two are ordinary in many plans.
        min_rating [0-10]: from this rating on a run is hard. Our choice: "very hard" on the usual scale.
        min_hard_min [min]: from so many hard minutes on a run is hard. Our choice: less is a warm-up or a hill.
        hard_heart_pct [%]: from this share of the highest heart rate on a minute is hard. Our choice: near the threshold
            of most runners.
        long_percentile [%]: a run longer than this share of the year's runs is hard. Our choice: one in ten.

    References:
        none
    """

    id = "hard-days-in-a-row"
    title = "Hard days in a row"
    precursor = True
    habits = ("rest-day",)
    questions = ("hr_max_bpm", "threshold_pace_s_per_km")
    grade = Grade.ARTICLE_ONLY
    articles = (S004,)
    needs = "heart rate, a threshold pace or ratings on most of the running time of the period"

    max_days: int = 3
    min_rating: float = 7.0
    min_hard_min: float = 15.0
    hard_heart_pct: float = 88.0
    long_percentile: float = 90.0

    def measure(self, log: TrainingLog) -> HardDays | NotEnoughData | NotApplicable:
        """Tell which days were hard."""
        if not has_any(log):
            return NotApplicable(reason="No run has a heart rate or a rating, and no threshold pace was told.")
        hard, rated = hard_time(log, self.hard_heart_pct, self.min_rating), ratings(log)
        told = pd.Series(data=False, index=rated.index) if hard is None else hard.minutes.notna()
        known = coverage(log, rated.notna() | told)
        if hard is None or not within(log.runs["day"], log.period).any():
            return untold(log, "Hard days cannot be told in this period")
        why = self._why(log, hard, rated)
        is_hard = log.days.index.isin(log.runs.loc[why != "", "day"])
        days = pd.Series(is_hard, index=log.days.index)
        return HardDays(
            why=why,
            day=log.runs["day"],
            row=in_a_row(days),
            known=known,
            hard=hard,
            period=log.period,
        )

    def _why(self, log: TrainingLog, hard: HardTime, rated: pd.Series) -> pd.Series:
        runs = log.runs
        by_day = runs.set_index("day")["distance_m"].rolling(YEAR, min_periods=MIN_RUNS)
        long = runs["distance_m"].to_numpy() > by_day.quantile(self.long_percentile / 100).to_numpy()
        by_minutes = hard.basis is not Basis.RATING
        choices = {
            RACE: races(log).to_numpy(),
            RATED: (rated >= self.min_rating).to_numpy(),
            MINUTES: (hard.minutes >= self.min_hard_min).to_numpy() & by_minutes,
            LONG: long,
        }
        return pd.Series(np.select(list(choices.values()), list(choices), ""), index=runs.index)

    def judge(self, measured: HardDays, wording: Wording) -> Finding:
        """Flag each row of `max_days` hard days or more."""
        row = measured.row
        least = timedelta(days=self.max_days - 1)
        seen = [self._occurrence(measured, first, last, wording) for first, last in rows(row) if last - first >= least]
        current = row[within(row.index, measured.period)]
        longest, latest = int(current.max()), int(current.iloc[-1])
        return self.conclude(
            seen,
            summary=sentence(
                seen,
                wording,
                now=f"The row up to the last day of the period is {wording.counted(latest, 'hard day')}; the limit is "
                f"{self.max_days}. {measured.hard.says(wording)}",
                clear=f"No row of {self.max_days} or more hard days; the longest was {wording.counted(longest, 'day')}. "
                f"{measured.hard.says(wording)}",
            ),
            confidence=self._confidence(measured),
            measures=(Measure(name="longest_row", value=float(longest), unit="days", limit=float(self.max_days)),),
            advice=(
                "Put an easy or free day between hard or long days. This is coaching custom; no study has tested it.",
            ),
            has=f"intensity known for {wording.percent(measured.known)} of the running time",
        )

    @staticmethod
    def _confidence(measured: HardDays) -> Confidence:
        return Confidence.HIGH if measured.known == 1 else Confidence.MEDIUM

    def _occurrence(self, measured: HardDays, first: date, last: date, wording: Wording) -> Occurrence:
        return Occurrence(
            first=first,
            last=last,
            level=Level.INFO,
            note=f"{(last - first).days + 1} hard days in a row: {self._reasons(measured.reasons(first, last), wording)}",
            in_period=measured.period.holds(first, last),
        )

    def _reasons(self, found: set[str], wording: Wording) -> str:
        words = {
            RACE: "race",
            RATED: f"rated {wording.exact(self.min_rating)} or more",
            MINUTES: f"{wording.exact(self.min_hard_min)} hard minutes or more",
            LONG: "among the longest",
        }
        return listed(sorted(words[reason] for reason in found))

    def draw(self, measured: HardDays) -> Plot:
        """How long the row of hard days was on each day."""
        return day_plot(
            day_line(measured.row, measured.row >= self.max_days, measured.period, name="row so far"),
            limit_at(self.max_days, DAYS),
            name="hard days in a row",
            unit=DAYS,
        )
