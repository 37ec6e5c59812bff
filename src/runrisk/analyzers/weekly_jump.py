"""A week well above the four before it."""

from dataclasses import dataclass, replace
from typing import ClassVar

import pandas as pd

from runrisk.analysis.articles import S004
from runrisk.analysis.base import Analyzer, sentence, spoken
from runrisk.analysis.day_charts import sums_plot
from runrisk.analysis.day_scores import DayScores
from runrisk.analysis.studies import NO_WEEKLY_RATIO
from runrisk.charts import ROAD, Amount, Plot
from runrisk.finding import Evidence, Finding, Grade, Level, NotEnoughData, Occurrence
from runrisk.measures.baseline import NEEDED_DAYS, AgainstBaseline, week_against_baseline
from runrisk.measures.day_windows import NOTHING, WEEK, Stretch, daily, ranks, top_day, week_count, weekly_peaks
from runrisk.model import TrainingLog
from runrisk.wording import Wording

NEEDS = "4 complete weeks before the week that is judged, each with a run, and {} a week on average"


@dataclass(frozen=True, kw_only=True)
class WeeklyJump(Analyzer[AgainstBaseline]):
    """Seven days with clearly more running than the mean of the four weeks before them, and than any of them.

    Looks for:
        Weeks in which you ran much more than you were used to.

    Why it matters:
        Running magazines know this as the 10 % rule, and the articles ask for gradual progression. The evidence is
        mixed: some cohorts saw a little more injury after large rises, a trial of the 10 % rule and the largest cohort
        saw none. So this is a nudge, never a warning.

    How it is measured:
        r = km of the last 7 days / mean km of the 4 blocks of 7 days before them, taken anew on every day; b = the same
        km / km of the largest 7 days in a row within these four weeks. Flagged above r = 1.30 and b = 1.10: who comes
        back from an easier week to a known level has not jumped. Caution above r = 1.60 and b = 1.40, if the week is
        also 8 km or more above the mean. The strongest day of each ISO week is reported; of weeks that share days the
        strongest. A week is news for 28 days, then history, unless such weeks are a habit.

    What it cannot see:
        Runs without a watch; days within a hole of the log (14 days or more without any activity) are not judged, so a
        break never looks like a jump. How
        the distance was spread over the week, which matters more (session-spike).

    What to do:
        Keep the single longest run in check, and repeat the new level before adding more.

    Parameters:
        max_ratio [ratio]: above it a week is flagged. Source: nielsen2014 (its highest band, over two weeks).
        caution_ratio [ratio]: above it the level is caution. Our choice: the end of the band in damsted2019.
        beyond_ratio [ratio]: a flagged week is so many times the largest of the four weeks before. Our choice: less is
            the watch's error and a day more or less.
        far_beyond_ratio [ratio]: above it, against the largest week before, the level is caution. Our choice: the
            evidence on weeks is mixed, so caution is for weeks far beyond any recent one.
        margin_m [m]: a week of level caution is at least so much above the mean. Our choice: with little running a
            large ratio is soon reached.
        min_usual_m [m]: the four weeks have at least this mean. Our choice: below it every run doubles the week.

    References:
        nielsen2014, damsted2019, buist2008, frandsen2025, cloosterman2024
    """

    id = "weekly-jump"
    title = "A week well above the four before"
    precursor = True
    event = True
    nested = (("max_ratio", "caution_ratio"), ("beyond_ratio", "far_beyond_ratio"))
    grade = Grade.CONFLICTING
    articles = (S004,)
    load_rule = True
    needs = NEEDS.format("5 km")
    evidence: ClassVar[tuple[Evidence, ...]] = (
        Evidence(
            key="nielsen2014",
            says="874 novices: knee, shin and hip overuse injuries were more frequent after rises above 30 % over two "
            "weeks, not quite certainly: HR 1.59 (0.96-2.66).",
            supports=True,
        ),
        Evidence(
            key="damsted2019",
            says="261 runners: by day 21, 22.6 percentage points (0.9-44.3) more were injured after weekly rises of "
            "20-60 %; no difference at day 56 and 98.",
            supports=True,
        ),
        Evidence(
            key="buist2008",
            says="Trial with 532 novices: 20.8 % injured on a 10 % plan, 20.3 % on a steeper one.",
            supports=False,
        ),
        NO_WEEKLY_RATIO,
        Evidence(
            key="cloosterman2024",
            says="Rises of 30 % and more are ordinary: 33.4 % of 22,839 sessions counted as one.",
            supports=False,
        ),
    )

    max_ratio: float = 1.30
    caution_ratio: float = 1.60
    beyond_ratio: float = 1.10
    far_beyond_ratio: float = 1.40
    margin_m: float = 8000.0
    min_usual_m: float = 5000.0

    def needs_in(self, wording: Wording) -> str:
        """Also the least weekly distance."""
        return NEEDS.format(wording.distance(self.min_usual_m, 0))

    def measure(self, log: TrainingLog) -> AgainstBaseline | NotEnoughData:
        """Sum up each seven days and the four blocks of seven before them."""
        weeks = week_against_baseline(daily(log, "distance_m"), log)
        weeks = replace(weeks, usual=weeks.usual.where(weeks.usual >= self.min_usual_m))
        if weeks.current_ratio.empty:
            return NotEnoughData(
                has=lambda wording: f"{wording.counted(weeks.known_days, 'day')} of log",
                missing=lambda wording: f"No week in the period can be compared: it takes {self.needs_in(wording)}.",
            )
        return weeks

    def _ranks(self, weeks: AgainstBaseline) -> pd.Series:
        ratio, beyond = weeks.ratio, weeks.beyond
        jump = (ratio > self.max_ratio) & (beyond > self.beyond_ratio)
        far = (ratio > self.caution_ratio) & (beyond > self.far_beyond_ratio) & (weeks.rise >= self.margin_m)
        return ranks({Level.INFO: jump, Level.CAUTION: far}, ratio.index)

    def day_scores(self, measured: AgainstBaseline, log: TrainingLog) -> DayScores:  # noqa: ARG002 (some rules need the log)
        """The ratio of each day."""
        return DayScores(score=measured.ratio, flagged=self._ranks(measured) > NOTHING)

    def judge(self, measured: AgainstBaseline, wording: Wording) -> Finding:
        """Flag each ISO week whose strongest day exceeds `max_ratio`."""
        peaks = [
            self._occurrence(measured, peak, wording)
            for peak in weekly_peaks(self._ranks(measured), measured.ratio, WEEK)
        ]
        current = measured.current_ratio
        weeks = week_count(current)
        top, last, shown = top_day(current), pd.Timestamp(str(current.index[-1])), spoken(peaks)
        limit = f"the limit is {wording.exact(self.max_ratio)} times"
        return self.conclude(
            peaks,
            summary=sentence(
                peaks,
                wording,
                day=last.date(),
                limit=limit,
                you="ran",
                now=f"The 7 days up to {wording.day(last)} were {self._times(current[last], wording)} the mean of the four weeks "
                f"before ({measured.compared(last, wording)}); {limit}.",
                clear=f"None of {wording.counted(weeks, 'week')} exceeded both {wording.exact(self.max_ratio)} times the mean of "
                f"the four before and {wording.exact(self.beyond_ratio)} times the largest of them; the one furthest above "
                f"the mean was {self._times(current[top], wording)} that ({measured.compared(top, wording)}) and "
                f"{wording.ratio(measured.beyond[top], limit=self.beyond_ratio)} times the largest.",
            ),
            confidence=measured.confidence(NEEDED_DAYS),
            measures=measured.ratio_measures(self.max_ratio),
            advice=(self._advice(shown, wording),) if shown else (),
            has=f"{wording.counted(measured.known_days, 'day')} of log, {wording.counted(weeks, 'week')} of the period judged",
        )

    def _occurrence(self, weeks: AgainstBaseline, peak: Stretch, wording: Wording) -> Occurrence:
        day = peak.peak
        above = wording.percent(weeks.ratio[day] - 1, limit=self.max_ratio - 1)
        note = (
            f"{wording.distance(weeks.recent[day])}, {above} above the mean of the four weeks before "
            f"({wording.distance(weeks.usual[day])})"
        )
        return peak.up_to_peak(WEEK, note, weeks.period)

    def _advice(self, latest: Occurrence, wording: Wording) -> str:
        return (
            f"Your week up to {wording.day(latest.last)} was {latest.note}. Evidence for weekly rules is mixed, so treat it as a "
            "nudge: keep the single longest run in check and repeat this level before adding more."
        )

    def _times(self, ratio: float, wording: Wording) -> str:
        return f"{wording.ratio(ratio, limit=self.max_ratio)} times"

    def draw(self, measured: AgainstBaseline) -> Plot:
        """Kilometres of the last seven days against their limit."""
        return sums_plot(
            measured,
            self._ranks(measured) > NOTHING,
            measured.limit(self.max_ratio, 0.0, self.beyond_ratio),
            name="distance of 7 days",
            label="distance of 7 days",
            limit_label=(
                "limit: ",
                Amount(value=self.max_ratio),
                " times the mean of the four weeks before, ",
                Amount(value=self.beyond_ratio),
                " times the largest",
            ),
            unit=ROAD,
        )
