"""The acute:chronic workload ratio, for reference only."""

from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from runrisk.analysis.base import Analyzer, days_judged
from runrisk.analysis.day_charts import day_line, day_plot
from runrisk.analysis.day_scores import DayScores
from runrisk.charts import RATIO, Plot, limit_at
from runrisk.finding import Evidence, Finding, Grade, Measure, NotEnoughData, confidence_of
from runrisk.load import CHRONIC_DAYS, acwr, window_load
from runrisk.measures.day_windows import daily, hole_in, judged, top_day
from runrisk.model import Period, TrainingLog
from runrisk.wording import Wording


@dataclass(frozen=True, kw_only=True, eq=False)
class Ratios:
    """The ratio in three forms, for each day that can be judged; NaN elsewhere."""

    uncoupled: pd.Series
    coupled: pd.Series
    ewma: pd.Series
    known_days: int
    hole: bool
    period: Period

    @property
    def current(self) -> pd.Series:
        """The uncoupled ratio on the days of the period that can be judged."""
        return judged(self.uncoupled, self.period)


@dataclass(frozen=True, kw_only=True)
class Acwr(Analyzer[Ratios]):
    """Distance of the last week over the three weeks before: shown, never flagged.

    Looks for:
        Nothing: many apps show this ratio, so it is here too, with what is known of it.

    Why it matters:
        It hardly does. In two cohorts of runners a high ratio went with fewer injuries; in two others, small or
        partial, rises of the ratio or many days of a high one went with more. Its critics show that it says little
        beyond the last week's load.

    How it is measured:
        Uncoupled ratio = km of the last 7 days / (km of the 21 days before them / 3). Also given: coupled = mean of 7
        days / mean of 28 days with the 7 among them, and EWMA = exponential means over 7 and 28 days. Verdict always
        clear; from 1.5 on the summary has a note.

    What it cannot see:
        Where on the way a ratio becomes harmful: nobody could show that. Days within a hole of the log, and weeks
        after a break, have no ratio.

    What to do:
        Nothing because of this number. Look at session-spike.

    Parameters:
        note_ratio [ratio]: from here on the summary has a note. Our choice: the number that apps print in red.
        min_runs [runs]: so many runs lie in the 28 days. Our choice: below that single runs make the ratio.

    References:
        frandsen2025, nakaoka2021, toresdahl2023, dijkhuis2020, neal2024, impellizzeri2021, lolli2019
    """

    id = "acwr"
    title = "Acute:chronic workload ratio (for reference)"
    for_reference = True
    grade = Grade.CONFLICTING
    needs = "28 recorded days in a row with 6 runs"
    evidence: ClassVar[tuple[Evidence, ...]] = (
        Evidence(
            key="dijkhuis2020",
            says="23 competitive runners: the ratio itself showed nothing; its fortnightly rises went with more injuries, "
            "RR 4.49 (2.02-9.96).",
            supports=True,
        ),
        Evidence(
            key="toresdahl2023",
            says="735 marathon runners: those injured in weeks 1-4 had more days with a ratio of 1.5 and more (0-3 "
            "against 0-1 days).",
            supports=True,
        ),
        Evidence(
            key="frandsen2025", says="5,205 runners: the higher the ratio, the fewer overuse injuries.", supports=False
        ),
        Evidence(
            key="nakaoka2021",
            says="435 runners: predicted chance of injury 9.6 % (7.5-12.4) below 0.70, 1.3 % (0.7-1.7) above 1.38.",
            supports=False,
        ),
        Evidence(
            key="neal2024",
            says="86 runners with watches, 12 weeks, 21 injured: the one load that the abstract names as different is the "
            "acute load by effort, no ratio; it does not say who had more.",
            supports=False,
        ),
        Evidence(
            key="impellizzeri2021",
            says="Team sports: with random chronic loads the ratio did nearly as well as with real ones (OR 1.16-2.07 "
            "against 2.45); c-statistic 0.574.",
            supports=False,
        ),
        Evidence(
            key="lolli2019",
            says="In the coupled form the 7-day load is part of its own 28-day denominator: a correlation by arithmetic.",
            supports=False,
        ),
    )

    note_ratio: float = 1.5
    min_runs: int = 6

    def measure(self, log: TrainingLog) -> Ratios | NotEnoughData:
        """Take the ratio in all three forms."""
        distance = daily(log, "distance_m")
        enough = window_load(log.days["runs"], CHRONIC_DAYS) >= self.min_runs
        ratios = Ratios(
            uncoupled=acwr(distance, "uncoupled").where(enough),
            coupled=acwr(distance, "coupled").where(enough),
            ewma=acwr(distance, "ewma").where(enough),
            known_days=int(distance.notna().sum()),
            hole=hole_in(distance, log.period, CHRONIC_DAYS),
            period=log.period,
        )
        if ratios.current.empty:
            return NotEnoughData(
                has=lambda wording: f"{wording.counted(ratios.known_days, 'day')} of log",
                missing=f"No day in the period has a ratio: it takes {self.needs}.",
            )
        return ratios

    def day_scores(self, measured: Ratios, log: TrainingLog) -> DayScores:  # noqa: ARG002 (some rules need the log)
        """The uncoupled ratio; "flagged" are the days that the note counts, though this rule never flags."""
        return DayScores(score=measured.uncoupled, flagged=measured.uncoupled >= self.note_ratio)

    def judge(self, measured: Ratios, wording: Wording) -> Finding:
        """Report the latest and the largest ratio; never flag."""
        current = measured.current
        last, top = current.index[-1], top_day(current)
        high = int((current >= self.note_ratio).sum())
        note = (
            f" {wording.counted(high, 'day')} of {len(current)} had {wording.exact(self.note_ratio)} or more."
            if high
            else ""
        )
        return self.conclude(
            (),
            summary=f"On {wording.day(last)} the last 7 days were {wording.number(current.iloc[-1], 2)} times the weekly mean of the 3 weeks "
            f"before; the largest in the period was {wording.number(current.max(), 2)} (on {wording.day(top)}).{note} Shown for reference: "
            "in two runner studies a high ratio did not mean more injuries.",
            confidence=confidence_of(measured.known_days, CHRONIC_DAYS, hole=measured.hole),
            measures=(
                Measure(name="largest_ratio", value=float(current.max()), unit="ratio"),
                Measure(name="uncoupled_ratio", value=float(current.iloc[-1]), unit="ratio"),
                Measure(name="coupled_ratio", value=float(measured.coupled[last]), unit="ratio"),
                Measure(name="ewma_ratio", value=float(measured.ewma[last]), unit="ratio"),
            ),
            has=days_judged(measured.known_days, len(current), wording),
        )

    def draw(self, measured: Ratios) -> Plot:
        """The uncoupled ratio of each day and the number that apps warn at."""
        return day_plot(
            day_line(measured.uncoupled, None, measured.period, name="uncoupled ratio"),
            limit_at(self.note_ratio, what="", then=": many apps warn here"),
            name="acute:chronic",
            unit=RATIO,
        )
