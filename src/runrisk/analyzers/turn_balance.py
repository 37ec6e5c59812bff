"""Loops that are nearly always run the same way round."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from runrisk.analysis.articles import S003
from runrisk.analysis.base import Analyzer, Side, sentence
from runrisk.analysis.day_charts import share_plot
from runrisk.charts import Plot
from runrisk.finding import Evidence, Finding, Grade, Level, Measure, NotEnoughData, Occurrence, confidence_of
from runrisk.measures.day_windows import NOTHING, Stretch, judged, log_has_hole, ranks, stretches
from runrisk.measures.outdoor import INDOORS, TRACKS, most_runs, over_days, path_runs, spoken_day, sums_on
from runrisk.measures.turns import LOOP_WIDTH_M, loop_width_m, turn_bias, turns_of
from runrisk.model import Period, TrainingLog
from runrisk.wording import Wording

DAYS = 90
"""Days that loops are counted over. Source: the evidence table; our choice, as a season."""

_SUMMED = ("runs", "clockwise", "anticlockwise", "left_deg", "right_deg")


@dataclass(frozen=True, kw_only=True, eq=False)
class LoopDays:
    """Loops and bends of the last 90 days, for each day.

    Attributes:
        over: sums over the window: runs with a known way, loops `clockwise` and `anticlockwise`, degrees of bends
            `left_deg` and `right_deg`; NaN on days with too few runs.
        hole: days without any record lie in or before the period.
        period: the days verdicts speak of.
    """

    over: pd.DataFrame
    hole: bool
    period: Period

    @property
    def loops(self) -> pd.Series:
        """Runs that were loops."""
        return self.over["clockwise"] + self.over["anticlockwise"]

    @property
    def share(self) -> pd.Series:
        """Share of the loops that went the more frequent way; NaN without a loop."""
        return self.over[["clockwise", "anticlockwise"]].max(axis=1) / self.loops.where(self.loops > 0)

    def way(self, day: pd.Timestamp) -> str:
        """The way most loops went, in the window up to a day."""
        row = sums_on(self.over, day)
        return "clockwise" if row["clockwise"] > row["anticlockwise"] else "anticlockwise"

    def bias(self, day: pd.Timestamp) -> float:
        """(left - right) / (left + right) of the degrees turned in bends; NaN without a bend."""
        row = sums_on(self.over, day)
        return turn_bias(row["left_deg"], row["right_deg"])


@dataclass(frozen=True, kw_only=True)
class TurnBalance(Analyzer[LoopDays]):
    """Loops that nearly always go clockwise, or nearly always anticlockwise.

    Looks for:
        Runs that end where they began and enclose some ground, and the way round they go.

    Why it matters:
        A loop run one way only has its bends, and the road's slope, always on the same side. The articles speak of
        loads on one side in general and advise to vary them; they do not count bends, and no study does.

    How it is measured:
        From the path resampled every 10 m. A run is a loop if it ends within 300 m of its start and is on average at
        least 40 m wide, w = 2 A / l [m], with the area A [m2] that it encloses and its length l [m]; the sign of A tells
        the way round. Flagged where at least 80 % of at least 12 loops of the last 90 days go one way. Beside it,
        without a limit: bends, which are changes of heading of 30 degrees or more within 30 m, and their bias
        b = (left - right) / (left + right) [degrees / degrees]. A loop turns by 360 degrees by itself, so bends follow
        the loops.

    What it cannot see:
        Runs without positions. Figures of eight count by their larger half. On a way out and back, bends and slopes
        balance by themselves. Running tracks are looked at by track-one-direction.

    What to do:
        Run some of the loops the other way round, where that is as safe.

    Parameters:
        max_share [share]: from here on loops go one way. Our choice: four of five.
        min_loops [runs]: so many loops must lie in the 90 days. Our choice: one a week.
        min_runs [runs]: so many outdoor runs with positions must lie in them. Our choice: one a week.

    References:
        none
    """

    id = "turn-balance"
    title = "Loops always the same way round"
    side = Side.BENDS
    habits = ("vary-direction",)
    grade = Grade.ARTICLE_ONLY
    articles = (S003,)
    needs = "12 outdoor runs with positions within 90 days"
    evidence: ClassVar[tuple[Evidence, ...]] = ()

    max_share: float = 0.8
    min_loops: int = 12
    min_runs: int = 12

    def measure(self, log: TrainingLog) -> LoopDays | NotEnoughData:
        """Count loops and bends over the 90 days before each day."""
        rows = [
            {"day": run.day, "runs": 1}
            | _loop(loop_width_m(run))
            | {"left_deg": turn.left_deg, "right_deg": turn.right_deg}
            for run in path_runs(log, INDOORS | TRACKS, DAYS)
            for turn in [turns_of(run)]
        ]
        over = over_days(log, rows, _SUMMED, DAYS)
        enough = over.where(over["runs"] >= self.min_runs)
        if judged(enough["runs"], log.period).empty:
            count = most_runs(over, log.period)

            def most(wording: Wording) -> str:
                return f"at most {wording.counted(count, 'outdoor run')} with positions in"

            return NotEnoughData(
                has=lambda wording: f"{most(wording)} any 90 days",
                missing=lambda wording: f"There are {most(wording)} 90 days; it takes {self.min_runs}.",
            )
        return LoopDays(over=enough, hole=log_has_hole(log, DAYS), period=log.period)

    def _ranks(self, measured: LoopDays) -> pd.Series:
        one_way = (measured.share >= self.max_share) & (measured.loops >= self.min_loops)
        return ranks({Level.INFO: one_way}, measured.over.index)

    def judge(self, measured: LoopDays, wording: Wording) -> Finding:
        """Flag each stretch of days whose 90 days of loops go one way."""
        rank = self._ranks(measured)
        last = spoken_day(rank, measured.over["runs"].notna(), measured.period)
        loops, share, bias = int(measured.loops[last]), float(measured.share[last]), measured.bias(last)
        row = sums_on(measured.over, last)
        today = judged(measured.over["runs"], measured.period).index[-1]
        found = stretches(rank, measured.share, measured.period)
        seen = [self._occurrence(measured, stretch, wording) for stretch in found]
        return self.conclude(
            seen,
            summary=sentence(seen, wording, now=self._now(measured, today, wording)),
            confidence=confidence_of(loops, self.min_loops, hole=measured.hole),
            measures=(
                Measure(
                    name="loop_share", value=None if np.isnan(share) else share, unit="share", limit=self.max_share
                ),
                Measure(name="loops_clockwise", value=row["clockwise"], unit="runs"),
                Measure(name="loops_anticlockwise", value=row["anticlockwise"], unit="runs"),
                Measure(name="outdoor_runs", value=row["runs"], unit="runs"),
                Measure(name="turn_bias", value=None if np.isnan(bias) else bias, unit="ratio"),
            ),
            advice=(
                f"{wording.percent(share, limit=self.max_share)} of your loops go {measured.way(last)}. Run some of them the other way round."
                if loops
                else "",
            ),
            has=f"{wording.counted(int(row['runs']), 'outdoor run')} with positions in 90 days, {loops} of them loops",
        )

    def _now(self, measured: LoopDays, last: pd.Timestamp, wording: Wording) -> str:
        row, loops = sums_on(measured.over, last), int(measured.loops[last])
        seen = f"Of {wording.counted(int(row['runs']), 'outdoor run')} in the 90 days up to {wording.day(last)} {loops} were loops"
        if not loops:
            return f"{seen}; {self.min_loops} loops are needed to speak of a habit."
        ways = f"{int(row['clockwise'])} clockwise and {int(row['anticlockwise'])} anticlockwise"
        few = "" if loops >= self.min_loops else f"; {self.min_loops} are needed to speak of a habit"
        return f"{seen}, {ways}{few}; the limit is {wording.percent(self.max_share)} one way."

    def _occurrence(self, measured: LoopDays, seen: Stretch, wording: Wording) -> Occurrence:
        day = pd.Timestamp(seen.last)
        often = (
            f"{wording.percent(float(measured.share[day]), limit=self.max_share)} of {int(measured.loops[day])} loops"
        )
        return seen.occurrence(f"{often} in 90 days {measured.way(day)}", measured.period)

    def draw(self, measured: LoopDays) -> Plot:
        """Share of the loops that went the more frequent way, over 90 days."""
        label = "share of the last 90 days' loops that went the more frequent way"
        flagged = self._ranks(measured) > NOTHING
        return share_plot(measured, flagged, limit=self.max_share, name="loops the same way round", label=label)


def _loop(width_m: float) -> dict[str, int]:
    """A loop counted by its way round; neither where it is none."""
    return {"clockwise": int(width_m <= -LOOP_WIDTH_M), "anticlockwise": int(width_m >= LOOP_WIDTH_M)}
