"""Much more downhill than the month before."""

from dataclasses import dataclass
from statistics import median
from typing import ClassVar

import pandas as pd

from runrisk.analysis.articles import S004
from runrisk.analysis.base import Analyzer, sentence, spoken
from runrisk.analysis.day_charts import run_plot
from runrisk.charts import METRES, Plot
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
from runrisk.measures.baseline import AgainstBaseline, week_against_baseline
from runrisk.measures.day_windows import WEEK, Stretch, daily, ranks, runs_by_day, weekly_peaks
from runrisk.measures.descents import NO_DOWNHILL, descents
from runrisk.measures.largest_before import Step, none_compared, steps
from runrisk.model import TrainingLog
from runrisk.wording import Wording


@dataclass(frozen=True, kw_only=True, eq=False)
class Descents:
    """Every run that can be compared, oldest first, and the weeks: their descent, and how steep against before [ratio]."""

    runs: tuple[Step, ...]
    weeks: AgainstBaseline
    steeper: pd.Series

    @property
    def current(self) -> tuple[Step, ...]:
        """The runs of the period."""
        return tuple(one for one in self.runs if one.current)


@dataclass(frozen=True, kw_only=True)
class DownhillJump(Analyzer[Descents]):
    """A run or a week with clearly more metres of descent than the month before.

    Looks for:
        A first run in the mountains after weeks on the flat, or a hilly week.

    Why it matters:
        Steep downhill running brakes hard: in a laboratory the impact peak was 54 % higher at 9 degrees down. Gentle
        slopes change little. So this speaks of descent that is unusual for you, not of any slope. We know of no study
        that counted injuries after it.

    How it is measured:
        Descent of a run [m] against the largest of the 30 days before, and of 7 days [m] against the mean of the 4
        weeks before. Flagged above 1.5 times and from 200 m more on; caution above 2.0 times and from 400 m more on. A
        week is flagged only if it is also above every 7 days of these weeks and its descent per kilometre is 1.2 times
        theirs: more running alone is weekly-jump's. A run or week is news for 28 days, then history, unless it is a habit.
        The file's own total counts, else the altitude is cleaned first: jumps are taken out, it is averaged over 5
        seconds (31 where it wavers as one from GPS), and only rises and falls of 3 m (10 m) count. Treadmill runs have
        no descent.

    What it cannot see:
        How steep it was and how fast you ran down; runs without an altitude, which are left out.

    What to do:
        Shorten the stride downhill, and keep the next days easy: sore thighs after it are usual and pass.

    Parameters:
        window_days [days]: how far back the largest descent is looked for. Our choice: as session-spike.
        max_ratio [ratio]: above it a run or week is flagged. Our choice: no study gives a limit.
        margin_m [m]: a flagged run or week has at least so much more descent. Our choice: less is a hill, not a
            mountain.
        caution_ratio [ratio]: above it the level is caution. Our choice: twice what was usual.
        caution_margin_m [m]: a run or week of level caution has at least so much more descent. Our choice.
        steeper_ratio [ratio]: a flagged week has so many times the descent per kilometre of the four weeks before. Our
            choice: of weeks flagged without it nearly all lay beside a jump in distance.
        min_runs [runs]: so many runs with a known descent must lie in the window. Our choice, as session-spike.

    References:
        gottschall2005, telhan2010, rice2024
    """

    id = "downhill-jump"
    title = "Much more downhill than usual"
    precursor = True
    event = True
    nested = (("max_ratio", "caution_ratio"), ("margin_m", "caution_margin_m"))
    grade = Grade.LIMITED
    articles = (S004,)
    needs = (
        "30 days of log before the run, none of them in a hole (14 days or more without any activity), and 3 runs with an "
        "altitude in them"
    )
    evidence: ClassVar[tuple[Evidence, ...]] = (
        Evidence(
            key="gottschall2005",
            says="10 runners on a treadmill: 9 degrees down, the impact peak rose by 54 % and the braking peak by 73 %.",
            supports=True,
        ),
        Evidence(
            key="telhan2010",
            says="19 runners: at 4 degrees down only the vertical impact peak and the work of knee and hip changed.",
            supports=False,
        ),
        Evidence(
            key="rice2024",
            says="20 runners: at 10 and 15 % down the shin was loaded less than on the level, at 5 % there was no "
            "difference.",
            supports=False,
        ),
    )

    window_days: int = 30
    max_ratio: float = 1.5
    margin_m: float = 200.0
    caution_ratio: float = 2.0
    caution_margin_m: float = 400.0
    steeper_ratio: float = 1.2
    min_runs: int = 3

    def measure(self, log: TrainingLog) -> Descents | NotEnoughData | NotApplicable:
        """Compare every run and every week with the month before."""
        descent = descents(log)
        outdoors = ~log.runs["sub_sport"].isin(NO_DOWNHILL).to_numpy(bool)
        if not descent[outdoors].notna().any():
            return NotApplicable(reason="No run holds an altitude or a descent.")
        runs = steps(log, descent, self.window_days, self.min_runs)
        if not any(one.current for one in runs):
            return none_compared(log, self.needs)
        weeks = week_against_baseline(runs_by_day(log, descent), log)
        ways = week_against_baseline(daily(log, "distance_m"), log)
        return Descents(runs=runs, weeks=weeks, steeper=weeks.ratio / ways.ratio)

    def level_of(self, descent_m: float, before_m: float) -> Level | None:
        """The level of a descent after a largest or usual one of `before_m` [m]; None where it is not flagged."""
        rise_m = descent_m - before_m
        if descent_m > self.caution_ratio * before_m and rise_m >= self.caution_margin_m:
            return Level.CAUTION
        return Level.INFO if descent_m > self.max_ratio * before_m and rise_m >= self.margin_m else None

    def judge(self, measured: Descents, wording: Wording) -> Finding:
        """Flag runs and weeks; of both in one ISO week the stronger is kept."""
        runs = [
            self._run(one, level, wording)
            for one in measured.runs
            if (level := self.level_of(one.amount_m, one.before_m))
        ]
        weeks = [self._week(measured.weeks, peak, wording) for peak in self._peaks(measured)]
        seen = [*weeks, *runs]
        shown = spoken(seen)
        current = measured.current
        largest = max(current, key=lambda one: one.rise_m)
        much = (
            f"{wording.exact(self.max_ratio)} times the descent of the month before and {wording.metres(self.margin_m)}"
        )
        limit = f"the limits are {much} more"
        return self.conclude(
            seen,
            summary=sentence(
                seen,
                wording,
                day=current[-1].day,
                limit=limit,
                you="had",
                now=f"The latest run had {wording.metres(current[-1].amount_m)} after at most "
                f"{wording.metres(current[-1].before_m)}; {limit}.",
                clear=f"None of {wording.counted(len(current), 'run')} and no week had more than {much} more; the run that "
                f"stood out most had {wording.metres(largest.amount_m)} after {wording.metres(largest.before_m)}.",
            ),
            confidence=confidence_of(median(one.runs_before for one in current), self.min_runs),
            measures=(
                Measure(name="largest_descent_m", value=largest.amount_m, unit="m"),
                Measure(name="largest_before_m", value=largest.before_m, unit="m"),
                Measure(name="largest_rise_m", value=largest.rise_m, unit="m", limit=self.margin_m),
            ),
            advice=(self._advice(shown, wording),) if shown else (),
            has=f"{wording.counted(len(current), 'run')} compared",
        )

    def _peaks(self, measured: Descents) -> list[Stretch]:
        weeks, steep = measured.weeks, measured.steeper > self.steeper_ratio
        much = weeks.exceeds(self.max_ratio, self.margin_m) & steep
        more = weeks.exceeds(self.caution_ratio, self.caution_margin_m) & steep
        return weekly_peaks(ranks({Level.INFO: much, Level.CAUTION: more}, much.index), weeks.rise, WEEK)

    def _run(self, one: Step, level: Level, wording: Wording) -> Occurrence:
        return Occurrence(
            first=one.day,
            last=one.day,
            level=level,
            note=f"{wording.metres(one.amount_m)} of descent in one run, at most {wording.metres(one.before_m)} in the "
            f"{self.window_days} days before",
            activity=one.run,
            in_period=one.current,
        )

    def _week(self, weeks: AgainstBaseline, peak: Stretch, wording: Wording) -> Occurrence:
        recent, usual = weeks.recent[peak.peak], weeks.usual[peak.peak]
        note = f"{wording.metres(recent)} of descent in 7 days against a mean of {wording.metres(usual)} in the four weeks before"
        return peak.up_to_peak(WEEK, note, weeks.period)

    def _advice(self, latest: Occurrence, wording: Wording) -> str:
        return (
            f"{wording.day(latest.last)}: {latest.note}. Braking and impact rise on steep descents. Shorten the stride downhill and "
            "keep volume down for a few days."
        )

    def draw(self, measured: Descents) -> Plot:
        """Each run's descent and the one from which it would have been flagged."""
        current = measured.current
        return run_plot(
            current,
            [max(self.max_ratio * one.before_m, one.before_m + self.margin_m) for one in current],
            [self.level_of(one.amount_m, one.before_m) is not None for one in current],
            name="descent of a run",
            unit=METRES,
            limit_name=f"limit, from the largest of the {self.window_days} days before",
        )
