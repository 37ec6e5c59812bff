"""Coming back from a break with nearly the old load."""

from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np
import pandas as pd

from runrisk.analysis.articles import S002, S004
from runrisk.analysis.base import Analyzer, sentence, spoken
from runrisk.analysis.day_charts import day_line, day_plot
from runrisk.analysis.day_scores import DayScores
from runrisk.charts import ROAD, Amount, Band, Plot, Steps, days_at
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
from runrisk.load import ACUTE_DAYS, window_load
from runrisk.measures.answers import said_yes
from runrisk.measures.breaks import BEFORE_DAYS, FIRST_WEEK, Return, returns_of
from runrisk.measures.day_windows import within
from runrisk.model import Period, TrainingLog
from runrisk.wording import Wording


@dataclass(frozen=True, kw_only=True, eq=False)
class Returns:
    """Every return that can be judged, oldest first, and kilometres of the last 7 days on each day [m]."""

    returns: tuple[Return, ...]
    last_week_m: pd.Series
    complete: bool
    period: Period

    @property
    def current(self) -> tuple[Return, ...]:
        """The returns whose first week reaches into the period."""
        return tuple(one for one in self.returns if self.holds(one))

    def holds(self, one: Return) -> bool:
        """Whether the first week after the break reaches into the period."""
        return self.period.holds(one.back, one.until)


@dataclass(frozen=True, kw_only=True)
class ReturnAfterBreak(Analyzer[Returns]):
    """The first week after a break of two weeks or more, run with much of the old load.

    Looks for:
        Returns to running that begin where the break had interrupted it.

    Why it matters:
        A review names restarting as something that goes with injuries, without a threshold; the articles ask for
        gradual progression. session-spike does not see short breaks: the long run from before is still in its window.

    How it is measured:
        Gap = days since the previous run. For gaps of 14 days and more: r1 = km of the first 7 days back / weekly mean
        of the 28 days before the break, and the first run against the mean run of those 28 days. Flagged where
        r1 > 0.6 or the first run is longer than the mean run was; caution for gaps of 28 days and more with r1 > 0.8.

    What it cannot see:
        Whether you really did not run, or only did not wear the watch: confidence is low unless you say that your log
        is complete. Why there was a break, and what you did instead.

    What to do:
        Start shorter than you left. Rebuild over about as many weeks as you paused, at most one change at a time.

    Parameters:
        min_gap_days [days]: from here on it is a break. Our choice: a fortnight.
        max_week_ratio [ratio]: above it the first week is flagged. Our choice: nobody could name a safe share.
        long_gap_days [days]: from here on the level can be caution. Our choice: four weeks.
        caution_ratio [ratio]: above it, after a long break, the level is caution. Our choice.
        min_runs [runs]: so many runs lie in the 28 days before. Our choice: fewer are no habit to come back to.

    References:
        vanderworp2015, mosqueira2021
    """

    id = "return-after-break"
    event = True
    nested = (("min_gap_days", "long_gap_days"), ("max_week_ratio", "caution_ratio"))
    title = "A return to nearly the old load"
    precursor = True
    questions = ("log_complete",)
    grade = Grade.LIMITED
    articles = (S004, S002)
    load_rule = True
    needs = "28 days of log, 6 runs in the 28 days before a break, and the distance of every run around it"
    evidence: ClassVar[tuple[Evidence, ...]] = (
        Evidence(
            key="vanderworp2015",
            says="Review: restarting running went with more injuries, in men more than in women; no threshold is given.",
            supports=True,
        ),
        Evidence(
            key="mosqueira2021",
            says="300 runners after a 48-day break: 61 % ran 5-10 km the first time, 64 % without pain on the way.",
            supports=False,
        ),
    )

    min_gap_days: int = 14
    max_week_ratio: float = 0.6
    long_gap_days: int = 28
    caution_ratio: float = 0.8
    min_runs: int = 6

    def measure(self, log: TrainingLog) -> Returns | NotEnoughData:
        """Find the breaks, and what came before and after each."""
        found = tuple(returns_of(log, self.min_gap_days))
        measured = Returns(
            returns=tuple(one for one in found if one.known and one.runs_before >= self.min_runs),
            last_week_m=window_load(log.days["distance_m"], ACUTE_DAYS),
            complete=said_yes(log.answers, "log_complete"),
            period=log.period,
        )
        returned = [one for one in found if measured.holds(one)]
        enough = len(log.days) >= BEFORE_DAYS and within(log.runs["day"], log.period).any()
        if enough and (measured.current or not returned):
            return measured

        def missing(wording: Wording) -> str:
            last = "".join(f"; before {wording.day(one.back)} there are {one.runs_before}" for one in returned[-1:])
            return f"No return to running can be judged: it takes {self.needs}{last}."

        return NotEnoughData(
            has=lambda wording: (
                f"{wording.counted(len(log.days), 'day')} of log, {wording.counted(len(log.runs), 'run')}"
            ),
            missing=missing,
        )

    def _level(self, one: Return) -> Level | None:
        if one.gap_days >= self.long_gap_days and one.week_ratio > self.caution_ratio:
            return Level.CAUTION
        much = one.week_ratio > self.max_week_ratio or one.first_run_m > one.usual_run_m
        return Level.INFO if much else None

    def day_scores(self, measured: Returns, log: TrainingLog) -> DayScores:
        """The week back so far over the usual one, in the 7 days after a break; 0 on all other days."""
        score = np.where(np.arange(len(log.days)) < BEFORE_DAYS - 1, np.nan, 0.0)
        flagged = np.zeros(len(score), bool)
        judged = set(measured.returns)
        for one in returns_of(log, self.min_gap_days):
            first = (pd.Timestamp(one.back) - log.days.index[0]).days
            for at in range(first, first + (one.until - one.back).days + 1):
                so_far = replace(one, week_m=float(measured.last_week_m.iloc[at]))
                score[at] = so_far.week_ratio if one in judged else np.nan
                flagged[at] = one in judged and self._level(so_far) is not None
        days = log.days.index
        return DayScores(score=pd.Series(score, index=days), flagged=pd.Series(flagged, index=days))

    def judge(self, measured: Returns, wording: Wording) -> Finding:
        """Flag each return whose first week or first run was much of what was usual."""
        current = measured.current
        seen = [
            self._occurrence(one, level, measured, wording) for one in measured.returns if (level := self._level(one))
        ]
        shown = spoken(seen)
        return self.conclude(
            seen,
            summary=sentence(seen, wording, now=self._now(current, wording), clear=self._clear(current, wording)),
            confidence=self._confidence(measured),
            measures=tuple(
                measure
                for one in current[-1:]
                for measure in (
                    Measure(name="gap", value=float(one.gap_days), unit="days", limit=float(self.min_gap_days)),
                    Measure(name="week_ratio", value=one.week_ratio, unit="ratio", limit=self.max_week_ratio),
                    Measure(name="first_run_m", value=one.first_run_m, unit="m", limit=one.usual_run_m),
                )
            ),
            advice=tuple(self._advice(one) for one in current if shown and one.back == shown.first),
            has=f"{wording.counted(len(current), 'return')} in the period",
        )

    def _now(self, current: tuple[Return, ...], wording: Wording) -> str:
        return (
            f"Of the period {wording.counted(len(current), 'return')} after {self.min_gap_days} days or more can be judged; the "
            f"limits are {wording.exact(self.max_week_ratio)} times the weekly mean before, and the mean run before."
        )

    def _clear(self, current: tuple[Return, ...], wording: Wording) -> str:
        if not current:
            return f"No break of {self.min_gap_days} days or more between two runs ended in the period."
        last = current[-1]
        return (
            f"None of {wording.counted(len(current), 'return')} after {self.min_gap_days} days or more took up much of the old "
            f"load; back on {wording.day(last.back)}: {last.numbers(wording, self.max_week_ratio)}."
        )

    def _confidence(self, returns: Returns) -> Confidence:
        if not returns.current:
            return confidence_of(len(returns.last_week_m), BEFORE_DAYS)
        runs_before = min(one.runs_before for one in returns.current)
        return confidence_of(runs_before, self.min_runs, hole=not returns.complete)

    def _occurrence(self, one: Return, level: Level, returns: Returns, wording: Wording) -> Occurrence:
        return Occurrence(
            first=one.back,
            last=one.until,
            level=level,
            note=one.numbers(wording, self.max_week_ratio),
            in_period=returns.holds(one),
        )

    def _advice(self, one: Return) -> str:
        return (
            f"After {one.gap_days} days off start shorter than you left. Rebuild over about as many weeks as you paused, "
            "at most one change at a time."
        )

    def draw(self, measured: Returns) -> Plot:
        """Kilometres of the last 7 days; breaks are shaded, the limit stands over the first week back."""
        last_week_m = measured.last_week_m
        flagged = last_week_m.index.isin(pd.to_datetime([one.until for one in measured.current if self._level(one)]))
        breaks = [
            series for number, one in enumerate(measured.current) for series in self._drawn(one, first=not number)
        ]
        return day_plot(
            day_line(last_week_m, flagged, measured.period, name="distance of 7 days"),
            *breaks,
            name="distance of 7 days",
            unit=ROAD,
            key=True,
        )

    def _drawn(self, one: Return, *, first: bool) -> tuple[Band, Steps]:
        """A break and the limit after it; the key names the first of each."""
        left, back, end = days_at([one.left, one.back, one.back + FIRST_WEEK])
        limit = self.max_week_ratio * one.usual_week_m
        name = ("limit: ", Amount(value=self.max_week_ratio), " of before")
        return (
            Band(low=left, high=back, upright=True, name="no runs recorded" if first else ""),
            Steps(at=(back, end), value=(limit, limit), name=name, keyed=first),
        )
