"""Many more hard minutes than in the four weeks before."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import ClassVar

import pandas as pd

from runrisk.analysis.articles import S004
from runrisk.analysis.base import Analyzer, sentence, spoken
from runrisk.analysis.day_charts import sums_plot
from runrisk.charts import Plot, Unit
from runrisk.finding import (
    Evidence,
    Finding,
    Grade,
    Level,
    Measure,
    NotApplicable,
    NotEnoughData,
    Occurrence,
)
from runrisk.load import window_load
from runrisk.measures.baseline import NEEDED_DAYS, AgainstBaseline, week_against_baseline
from runrisk.measures.day_windows import WEEK, Stretch, ranks, runs_by_day, top_day, week_count, weekly_peaks
from runrisk.measures.races import races
from runrisk.measures.zones import HardTime, hard_time, has_any, untold
from runrisk.model import TrainingLog
from runrisk.wording import Wording


@dataclass(frozen=True, kw_only=True, eq=False)
class HardWeeks:
    """Hard minutes of each week, those outside of races, what they are told from, and the days of races."""

    weeks: AgainstBaseline
    unraced: pd.Series
    hard: HardTime
    races: tuple[date, ...]

    def has_race(self, first: date, last: date) -> bool:
        """Whether there was a race from `first` to `last`."""
        return any(first <= day <= last for day in self.races)


@dataclass(frozen=True, kw_only=True)
class IntensityJump(Analyzer[HardWeeks]):
    """Seven days with many more hard minutes than the mean of the four weeks before them.

    Looks for:
        Weeks in which you ran much more hard time than you were used to.

    Why it matters:
        The articles ask for gradual progression of intensity too. The evidence disagrees: a trial found raising
        intensity no riskier than raising volume, and in one cohort speed training went with more injuries, interval
        training with fewer. So this is a note, never more.

    How it is measured:
        Hard minutes of 7 days against the mean of the 4 weeks before, taken anew on every day. Flagged above 1.5 times
        and from 15 minutes more on, if they are also more than in any 7 days of these weeks. Races count, but a week that
        is hard only by its race is not flagged. A minute is hard from 88 % of the highest heart rate you told on; without
        that answer, at your threshold pace; without that too, all minutes of runs you rated 7 or more. A highest heart
        rate guessed from the log is mostly too low and is not used. The first of these that tells of four fifths of your
        running time is used for the whole log, and named. A week is news for 28 days, then history, unless such weeks are
        a habit.

    What it cannot see:
        Hard work in other sports; hills and heat where pace decides; runs without the sensor, which count as not hard
        if they are few.

    What to do:
        Change one thing at a time: more hard minutes, or more kilometres, not both in one week.

    Parameters:
        max_ratio [ratio]: above it a week is flagged. Our choice: no study gives a limit.
        margin_min [min]: a flagged week has at least so many hard minutes more. Our choice: about one more hard session.
        hard_heart_pct [%]: from this share of the highest heart rate on a minute is hard. Our choice: near the threshold
            of most runners.

    References:
        ramskov2018, hespanhol2013, theisen2014
    """

    id = "intensity-jump"
    event = True
    title = "Many more hard minutes than usual"
    precursor = True
    questions = ("hr_max_bpm", "threshold_pace_s_per_km")
    grade = Grade.CONFLICTING
    articles = (S004,)
    needs = (
        "4 complete weeks before the week that is judged, each with a run, and heart rate, a threshold pace or ratings "
        "on most of the running time"
    )
    evidence: ClassVar[tuple[Evidence, ...]] = (
        Evidence(
            key="theisen2014",
            says="247 runners: a higher mean intensity of the sessions went with more injuries, HR 1.396 (1.040-1.874).",
            supports=True,
        ),
        Evidence(
            key="hespanhol2013",
            says="191 runners: speed training went with more injuries, OR 1.46 (1.02-2.10).",
            supports=True,
        ),
        Evidence(
            key="hespanhol2013",
            says="The same 191 runners: interval training went with fewer injuries, OR 0.61 (0.43-0.88).",
            supports=False,
        ),
        Evidence(
            key="ramskov2018",
            says="Trial with 447 runners: 36 were injured while raising intensity, 44 while raising volume; difference "
            "at 16 weeks -14.0 percentage points (-36.9 to 8.9).",
            supports=False,
        ),
    )

    max_ratio: float = 1.5
    margin_min: float = 15.0
    hard_heart_pct: float = 88.0

    def measure(self, log: TrainingLog) -> HardWeeks | NotEnoughData | NotApplicable:
        """Sum up the hard minutes of each seven days and of the four weeks before them."""
        if not has_any(log):
            return NotApplicable(reason="No run has a heart rate or a rating, and no threshold pace was told.")
        hard = hard_time(log, self.hard_heart_pct)
        if hard is None:
            return untold(log, "Hard time cannot be told")
        minutes, raced = hard.minutes.fillna(0.0), races(log)
        weeks = week_against_baseline(runs_by_day(log, minutes), log)
        if weeks.current.empty:
            return NotEnoughData(
                has=lambda wording: f"{wording.counted(weeks.known_days, 'day')} of log",
                missing=lambda wording: (
                    f"No week in the period can be compared: it takes {self.needs}; there are "
                    f"{wording.counted(weeks.known_days, 'recorded day')}."
                ),
            )
        return HardWeeks(
            weeks=weeks,
            unraced=window_load(runs_by_day(log, minutes.where(~raced, 0.0)), WEEK),
            hard=hard,
            races=tuple(log.runs.loc[raced, "day"].dt.date),
        )

    def _flags(self, measured: HardWeeks) -> pd.Series:
        return replace(measured.weeks, recent=measured.unraced).exceeds(self.max_ratio, self.margin_min)

    def judge(self, measured: HardWeeks, wording: Wording) -> Finding:
        """Flag each ISO week whose strongest day has `margin_min` more hard minutes and `max_ratio` times as many."""
        weeks = measured.weeks
        flags = self._flags(measured)
        peaks = weekly_peaks(ranks({Level.INFO: flags}, flags.index), weeks.rise, WEEK)
        seen = [self._occurrence(measured, peak, wording) for peak in peaks]
        current = weeks.current
        top, last, shown = top_day(current), current.index[-1], spoken(seen)
        much = (
            f"{wording.exact(self.max_ratio)} times the hard minutes of the four weeks before and "
            f"{wording.exact(self.margin_min)} more"
        )
        limit = f"the limits are {much}"
        return self.conclude(
            seen,
            summary=sentence(
                seen,
                wording,
                day=pd.Timestamp(str(last)).date(),
                you="had",
                limit=f"{limit}. {measured.hard.says(wording)}".removesuffix("."),
                now=f"The latest 7 days hold {wording.number(weeks.recent[last], 0)} hard minutes against a mean of "
                f"{wording.number(weeks.usual[last], 0)}; {limit}. {measured.hard.says(wording)}",
                clear=f"None of {wording.counted(week_count(current), 'week')} had more than {much}, and more than each of them; the "
                f"largest rise was to {wording.number(weeks.recent[top], 0)} from {wording.number(weeks.usual[top], 0)} minutes "
                f"a week{self._with_race(measured, top)}, with {wording.number(weeks.largest[top], 0)} in the largest of the four. "
                f"{measured.hard.says(wording)}",
            ),
            confidence=weeks.confidence(NEEDED_DAYS),
            measures=(
                Measure(name="largest_hard_time", value=float(weeks.recent[top]), unit="min"),
                Measure(name="usual_hard_time", value=float(weeks.usual[top]), unit="min"),
                Measure(name="largest_rise", value=float(current[top]), unit="min", limit=self.margin_min),
            ),
            advice=(self._advice(shown, wording),) if shown else (),
            has=f"{wording.counted(week_count(current), 'week')} compared, by {measured.hard.basis}",
        )

    def _occurrence(self, measured: HardWeeks, peak: Stretch, wording: Wording) -> Occurrence:
        weeks = measured.weeks
        race = self._with_race(measured, peak.peak)
        minutes = f"{wording.number(weeks.recent[peak.peak], 0)} hard minutes in 7 days{race}"
        usual = weeks.usual[peak.peak]
        before = f"against a mean of {wording.number(usual, 0)}" if round(usual) else "after hardly any"
        return peak.up_to_peak(WEEK, f"{minutes}, {before} in the four weeks before", weeks.period)

    def _with_race(self, measured: HardWeeks, last: pd.Timestamp) -> str:
        first = last - timedelta(days=WEEK - 1)
        return ", a race among them" if measured.has_race(first.date(), last.date()) else ""

    def _advice(self, latest: Occurrence, wording: Wording) -> str:
        return (
            f"{latest.note[:1].upper()}{latest.note[1:]} ({wording.day(latest.last)}). A trial found raising intensity no riskier than "
            "raising volume; change one of the two at a time."
        )

    def draw(self, measured: HardWeeks) -> Plot:
        """Hard minutes of the last seven days against their limit."""
        weeks = measured.weeks
        return sums_plot(
            weeks,
            self._flags(measured),
            weeks.limit(self.max_ratio, self.margin_min),
            name="hard time of 7 days",
            label="hard minutes of 7 days",
            limit_label="limit, from the mean of the four weeks before",
            unit=Unit(name="min", behind=True),
        )
