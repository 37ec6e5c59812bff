"""Many runs and no sport without impact."""

from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from runrisk.analysis.articles import S004
from runrisk.analysis.base import Analyzer, sentence
from runrisk.analysis.day_charts import HOURS_AND_RUNS, day_line, day_plot
from runrisk.charts import Look, Plot, limit_at
from runrisk.finding import Evidence, Finding, Grade, Level, Measure, NotEnoughData, Occurrence, confidence_of
from runrisk.measures.answers import said_yes
from runrisk.measures.day_windows import NOTHING, Stretch, ranks, stretches
from runrisk.measures.other_training import DAYS, OtherTraining, daily_hours, other_training
from runrisk.model import LOW_IMPACT, TrainingLog
from runrisk.wording import Wording

QUESTION = "cross_training_elsewhere"


@dataclass(frozen=True, kw_only=True)
class NoCrossTraining(Analyzer[OtherTraining]):
    """Five or more runs a week and no cycling, swimming or the like over eight weeks.

    Looks for:
        Much running without any sport that spares the legs the impact.

    Why it matters:
        An article advises swimming and cycling. In two small cohorts each weekly hour, or the volume, of other sports went with
        fewer running injuries; that may also be because these people were fitter.

    How it is measured:
        Hours a week of cycling, swimming, rowing and elliptical training, and runs a week, over the last 8 weeks, taken
        anew on every day. Flagged at 0 h and from 5 runs on. If you told that you do such a sport outside of the log,
        nothing is flagged.

    What it cannot see:
        Sport that is neither recorded nor told. A watch that is worn for running only knows nothing of it: unless you
        answer, days are judged only if the 8 weeks before hold some other activity. Commuting by bike counts if it was
        recorded.

    What to do:
        One of the runs could become a ride or a swim.

    Parameters:
        max_hours [hours per week]: up to so many count as none. Our choice: only a complete lack is said.
        min_runs [runs per week]: from so many on there is a run to give away. Our choice.

    References:
        malisoux2015shoes, theisen2014
    """

    id = "no-cross-training"
    title = "Much running, no sport without impact"
    habits = ("ride-for-run",)
    questions = ("cross_training_elsewhere",)
    grade = Grade.LIMITED
    articles = (S004,)
    needs = "8 recorded weeks with some activity beside running, or an answer on other sports"
    evidence: ClassVar[tuple[Evidence, ...]] = (
        Evidence(
            key="malisoux2015shoes",
            says="264 runners: per weekly hour of other sports HR 0.848 (0.732-0.982).",
            supports=True,
        ),
        Evidence(
            key="theisen2014", says="247 runners: weekly volume of other sports HR 0.702 (0.561-0.879).", supports=True
        ),
        Evidence(
            key="malisoux2015shoes",
            says="Observed, not tried out, and of other sports of any kind: nobody was asked to swap a run for a ride.",
            supports=False,
        ),
    )

    max_hours: float = 0.0
    min_runs: float = 5.0

    def measure(self, log: TrainingLog) -> OtherTraining | NotEnoughData:
        """Take the means of each eight weeks."""
        answered = log.answers.get(QUESTION) is not None
        told = float(said_yes(log.answers, QUESTION)) if answered else None
        measured = other_training(log, daily_hours(log, LOW_IMPACT), told)
        if measured.current.empty:
            return measured.too_little(self.needs)
        return measured

    def _ranks(self, measured: OtherTraining) -> pd.Series:
        none = (measured.amount <= self.max_hours) & (not measured.elsewhere)
        return ranks({Level.INFO: none & (measured.runs >= self.min_runs)}, measured.amount.index)

    def judge(self, measured: OtherTraining, wording: Wording) -> Finding:
        """Flag each stretch of days whose eight weeks hold many runs and no sport without impact."""
        last = measured.current.index[-1]
        told = ", and you told of more outside of the log" if measured.elsewhere else ""
        found = stretches(self._ranks(measured), measured.runs, measured.period)
        seen = [self._occurrence(measured, stretch, wording) for stretch in found]
        return self.conclude(
            seen,
            summary=sentence(
                seen,
                wording,
                now=f"The 8 weeks up to {wording.day(last)} hold {self._means(measured, last, wording)} a week{told}; the limits "
                f"are {wording.exact(self.min_runs)} runs with {wording.exact(self.max_hours)} hours.",
            ),
            confidence=confidence_of(measured.known_days, DAYS, hole=measured.hole),
            measures=(
                Measure(
                    name="latest_hours", value=float(measured.amount[last]), unit="hours per week", limit=self.max_hours
                ),
                Measure(
                    name="latest_runs", value=float(measured.runs[last]), unit="runs per week", limit=self.min_runs
                ),
            ),
            advice=("One run could become a ride or swim.",),
            has=measured.has(wording),
        )

    def _occurrence(self, measured: OtherTraining, seen: Stretch, wording: Wording) -> Occurrence:
        means = self._means(measured, seen.peak, wording)
        return seen.occurrence(f"{means} a week in the 8 weeks before", measured.period)

    def _means(self, measured: OtherTraining, day: pd.Timestamp, wording: Wording) -> str:
        runs = wording.number(measured.runs[day], 1, limit=self.min_runs)
        hours = wording.number(measured.amount[day], 1, limit=self.max_hours)
        return f"{runs} runs and {hours} hours of sport without impact"

    def draw(self, measured: OtherTraining) -> Plot:
        """Hours of sport without impact and runs a week, as means over eight weeks."""
        hours, runs = "hours without impact, mean of 8 weeks", "runs a week, mean of 8 weeks"
        return day_plot(
            day_line(measured.amount, None, measured.period, name=hours, look=Look.BESIDE),
            day_line(measured.runs, self._ranks(measured) > NOTHING, measured.period, name=runs),
            limit_at(self.min_runs, then=" runs"),
            name="a week",
            unit=HOURS_AND_RUNS,
            key=True,
        )
