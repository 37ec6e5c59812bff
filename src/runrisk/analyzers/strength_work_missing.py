"""No strength work beside running."""

from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from runrisk.analysis.articles import S000, S001, S002, S004
from runrisk.analysis.base import Analyzer, sentence
from runrisk.analysis.day_charts import day_line, day_plot
from runrisk.charts import Plot, Unit, limit_at, top_of
from runrisk.finding import Evidence, Finding, Grade, Level, Measure, NotEnoughData, Occurrence, confidence_of
from runrisk.measures.answers import said_yes, told_number
from runrisk.measures.day_windows import NOTHING, Stretch, ranks, stretches
from runrisk.measures.other_training import DAYS, OtherTraining, other_training, strength_sessions
from runrisk.model import TrainingLog
from runrisk.wording import Wording

ADVICE = (
    "Two short hip-and-core sessions a week (bridges, lunges, single-leg squats, side planks), best learned with a "
    "physiotherapist. In one trial of novices a guided hip-and-core programme went with about a third fewer injuries; "
    "unguided plans showed no difference."
)


@dataclass(frozen=True, kw_only=True, eq=False)
class Strength:
    """Strength sessions a week over eight weeks, and whether someone taught those that are not in the log."""

    beside: OtherTraining
    guided: bool


@dataclass(frozen=True, kw_only=True)
class StrengthWorkMissing(Analyzer[Strength]):
    """Eight weeks without any strength work.

    Looks for:
        Weeks of running with no strength session beside them.

    Why it matters:
        The articles ask for strong hips and a strong core. In one trial of novices a guided programme before running
        went with clearly fewer injuries; programmes that runners did by themselves showed no difference.

    How it is measured:
        Strength sessions a week over the last 8 weeks, taken anew on every day: recorded ones, and those of your
        journal. Flagged at 0 a week. What you told of sessions outside of the log counts; if you do any, nothing is
        flagged.

    What it cannot see:
        Which exercises, how heavy, how well; strength work that is neither recorded nor told. A watch that is worn for
        running only knows nothing of it: unless you answer, days are judged only if the 8 weeks before hold some other
        sport. Stretching and yoga are no strength work here.

    What to do:
        Two short hip-and-core sessions a week (our choice): bridges, lunges, single-leg squats, side planks. Best learned
        with a physiotherapist.

    Parameters:
        max_sessions [sessions per week]: up to so many count as none. Our choice: only a complete lack is said.

    References:
        leppanen2024, wu2024, toresdahl2020, lauersen2014
    """

    id = "strength-work-missing"
    title = "No strength work"
    habits = ("hip-and-core",)
    questions = ("strength_per_week", "strength_guided")
    grade = Grade.MODERATE
    articles = (S000, S001, S002, S004)
    needs = "8 recorded weeks with some activity beside running, or an answer on strength sessions"
    evidence: ClassVar[tuple[Evidence, ...]] = (
        Evidence(
            key="leppanen2024",
            says="325 novices, RCT, 24 weeks: a supervised hip and core programme against stretching HR 0.66 (0.45-0.97) "
            "for any leg injury.",
            supports=True,
        ),
        Evidence(key="wu2024", says="9 RCTs, 1,904 runners: supervised programmes lower the risk.", supports=True),
        Evidence(
            key="lauersen2014",
            says="25 trials of all sports: strength training RR 0.315 (0.207-0.480); mostly team sports and soldiers.",
            supports=True,
        ),
        Evidence(
            key="wu2024",
            says="All programmes for runners taken together: no reduction; study quality mostly low.",
            supports=False,
        ),
        Evidence(
            key="toresdahl2020",
            says="720 first-time marathon runners, RCT, self-directed strength: RR 0.97 (0.57-1.63) for overuse injuries "
            "that stopped the marathon.",
            supports=False,
        ),
    )

    max_sessions: float = 0.0

    def measure(self, log: TrainingLog) -> Strength | NotEnoughData:
        """Take the mean of each eight weeks."""
        told = told_number(log.answers, "strength_per_week")
        measured = other_training(log, strength_sessions(log), told)
        if measured.current.empty:
            return measured.too_little(self.needs)
        return Strength(beside=measured, guided=said_yes(log.answers, "strength_guided"))

    def _ranks(self, measured: OtherTraining) -> pd.Series:
        elsewhere = measured.elsewhere or 0.0
        return ranks({Level.INFO: measured.amount + elsewhere <= self.max_sessions}, measured.amount.index)

    def judge(self, measured: Strength, wording: Wording) -> Finding:
        """Flag each stretch of days whose eight weeks hold no strength work."""
        per_week = measured.beside
        last = per_week.current.index[-1]
        found = stretches(self._ranks(per_week), -per_week.amount, per_week.period)
        seen = [self._occurrence(per_week, stretch, wording) for stretch in found]
        return self.conclude(
            seen,
            summary=sentence(
                seen,
                wording,
                now=f"The 8 weeks up to {wording.day(last)} hold "
                f"{wording.number(per_week.amount[last], 1, limit=self.max_sessions)} strength sessions a week"
                f"{self._told(measured, wording)}; the limit is {wording.exact(self.max_sessions)}.",
            ),
            confidence=confidence_of(per_week.known_days, DAYS, hole=per_week.hole),
            measures=(
                Measure(
                    name="latest_sessions",
                    value=float(per_week.amount[last]),
                    unit="sessions per week",
                    limit=self.max_sessions,
                ),
                Measure(name="told_sessions", value=per_week.elsewhere, unit="sessions per week"),
            ),
            advice=(ADVICE,),
            has=per_week.has(wording),
        )

    def _occurrence(self, per_week: OtherTraining, seen: Stretch, wording: Wording) -> Occurrence:
        note = f"{wording.number(per_week.amount[seen.peak], 1, limit=self.max_sessions)} strength sessions a week in the 8 weeks up to each day"
        return seen.occurrence(note, per_week.period)

    def _told(self, measured: Strength, wording: Wording) -> str:
        elsewhere = measured.beside.elsewhere
        if elsewhere is None:
            return ""
        unguided = "" if measured.guided or not elsewhere else ", not taught by anyone"
        return f", and you told of {wording.exact(elsewhere)} more{unguided}"

    def draw(self, measured: Strength) -> Plot:
        """Strength sessions a week, as the mean over eight weeks."""
        week, name = measured.beside, "recorded strength sessions a week, mean of 8 weeks"
        series = (
            day_line(week.amount, self._ranks(week) > NOTHING, week.period, name=name),
            limit_at(self.max_sessions),
        )
        ends = (-0.1, max(1.0, top_of(series)) * 1.1)
        return day_plot(*series, name="strength", unit=Unit(name="sessions a week"), ends=ends, key=True)
