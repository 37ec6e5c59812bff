"""The same routes, always run the same way round."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

import pandas as pd

from runrisk.analysis.articles import S000, S003
from runrisk.analysis.base import Analyzer, Side, sentence
from runrisk.analysis.day_charts import share_plot
from runrisk.charts import Plot
from runrisk.finding import Evidence, Finding, Grade, Level, Measure, NotEnoughData, Occurrence, confidence_of
from runrisk.measures.day_windows import NOTHING, Stretch, judged, log_has_hole, ranks, stretches
from runrisk.measures.outdoor import INDOORS, TRACKS, most_runs, over_days, paths_of_runs, spoken_day
from runrisk.measures.routes import RouteRun, footprint, recognised
from runrisk.model import Period, TrainingLog
from runrisk.wording import Wording

DAYS = 56
"""Eight weeks. Source: the evidence table; our choice, long enough for routes to come back."""


@dataclass(frozen=True, kw_only=True, eq=False)
class RouteDays:
    """Kilometres on recurring routes over the last eight weeks, for each day.

    Attributes:
        over: sums over the window: `runs` with a known way, their `distance_m`; NaN on days that cannot be judged.
        one_way_m: distance on routes that were nearly always run one way [m].
        route: number of the one-way route run farthest, -1 without any.
        route_runs: how often that route was run in the window.
        lengths_m: usual length of each recurring route [m], by number.
        hole: days without any record lie in or before the period.
        period: the days verdicts speak of.
    """

    over: pd.DataFrame
    one_way_m: pd.Series
    route: pd.Series
    route_runs: pd.Series
    lengths_m: pd.Series
    hole: bool
    period: Period

    @property
    def share(self) -> pd.Series:
        """Share of the distance on one-way routes."""
        return self.one_way_m / self.over["distance_m"]


@dataclass(frozen=True, kw_only=True)
class SameRouteSameDirection(Analyzer[RouteDays]):
    """Most kilometres on routes that come back and are always run the same way round.

    Looks for:
        Routes run several times within eight weeks, nearly always the same way round.

    Why it matters:
        Who runs the same loop the same way meets the same slopes and bends with the same foot each time. The articles
        name the road's slope, run on the same side, and advise to vary; they do not count routes, and no study does.

    How it is measured:
        Each run is turned into the squares of 100 m it visits. Two runs are of one route if the distance in shared squares
        is at least 70 % of the longer one; the way round is told by the headings in those squares. A way out and back
        has none. share = distance on routes run at least 3 times, at least 90 % of it one way [m] / distance of all
        outdoor runs with positions [m], over the last 8 weeks. Flagged from 0.7 on.

    What it cannot see:
        Runs without positions; variants that share less than 70 %; on which side of the road you ran (road-side).

    What to do:
        Turn a familiar route round now and then, where that is as safe.

    Parameters:
        max_share [share]: from here on most running is one way. Our choice.
        one_way_share [share]: so much of a route's distance goes one way. Our choice: nine runs of ten.
        min_route_runs [runs]: so often within 8 weeks a route comes back. Our choice.
        min_runs [runs]: so many outdoor runs with positions must lie in the 8 weeks. Our choice.

    References:
        none
    """

    id = "same-route-same-direction"
    title = "Familiar routes always the same way round"
    side = Side.ROUTES
    names_places = True
    habits = ("vary-direction",)
    grade = Grade.ARTICLE_ONLY
    articles = (S000, S003)
    needs = "8 weeks of log with 12 outdoor runs with positions in them"
    evidence: ClassVar[tuple[Evidence, ...]] = ()

    max_share: float = 0.7
    one_way_share: float = 0.9
    min_route_runs: int = 3
    min_runs: int = 12

    def measure(self, log: TrainingLog) -> RouteDays | NotEnoughData:
        """Recognise routes over the whole log and add up each eight weeks."""
        outdoors = paths_of_runs(log, INDOORS | TRACKS, DAYS)
        runs = list(recognised((first, day, footprint(paths)) for first, day, paths in outdoors))
        rows = [{"day": run.day, "runs": 1, "distance_m": run.distance_m} for run in runs]
        over = over_days(log, rows, ("runs", "distance_m"), DAYS)
        old_enough = over.index >= over.index.min() + timedelta(days=DAYS - 1)
        enough = over.where((over["runs"] >= self.min_runs) & old_enough)
        if judged(enough["runs"], log.period).empty:
            most = most_runs(over, log.period)

            def has(wording: Wording) -> str:
                runs = wording.counted(most, "outdoor run")
                return f"{wording.counted(len(over), 'day')} of log, at most {runs} with positions in 8 weeks"

            return NotEnoughData(has=has, missing=lambda wording: f"There are {has(wording)}; it takes {self.needs}.")
        return self._measured(log, runs, enough)

    def _measured(self, log: TrainingLog, runs: list[RouteRun], over: pd.DataFrame) -> RouteDays:
        lengths = pd.Series([run.distance_m for run in runs], index=[run.route for run in runs], dtype=float)
        of_route = lengths.groupby(level=0)
        counts = of_route.size()
        usual = of_route.median()[counts >= self.min_route_runs]
        kept = [run for run in runs if run.route in usual.index]
        all_m = _by_route(log, kept, usual.index, lambda run: run.distance_m)
        one_m = _by_route(log, kept, usual.index, lambda run: run.distance_m * (run.way > 0))
        other_m = _by_route(log, kept, usual.index, lambda run: run.distance_m * (run.way < 0))
        times = _by_route(log, kept, usual.index, lambda _: 1.0).round()
        # Rolling sums leave rounding errors of the size of a micrometre behind; a share may miss its limit by them.
        often = times >= self.min_route_runs
        one_way = often & (one_m.where(one_m > other_m, other_m) >= self.one_way_share * all_m - 1e-6)
        there_m = all_m.where(one_way, 0.0)
        farthest = there_m.to_numpy().argmax(axis=1) if len(usual) else None
        route = pd.Series(-1 if farthest is None else usual.index.to_numpy()[farthest], index=over.index)
        picked = 0.0 if farthest is None else times.to_numpy()[range(len(times)), farthest]
        return RouteDays(
            over=over,
            one_way_m=there_m.sum(axis=1),
            route=route.where(one_way.any(axis=1), -1),
            route_runs=pd.Series(picked, index=over.index),
            lengths_m=usual,
            hole=log_has_hole(log, DAYS),
            period=log.period,
        )

    def _ranks(self, measured: RouteDays) -> pd.Series:
        return ranks({Level.INFO: measured.share >= self.max_share}, measured.over.index)

    def judge(self, measured: RouteDays, wording: Wording) -> Finding:
        """Flag each stretch of days whose eight weeks were mostly run on one-way routes."""
        rank = self._ranks(measured)
        last = spoken_day(rank, measured.share.notna(), measured.period)
        found = stretches(rank, measured.share, measured.period)
        seen = [self._occurrence(measured, stretch, wording) for stretch in found]
        today = judged(measured.share, measured.period).index[-1]
        share, runs = float(measured.share[last]), int(measured.over["runs"][last])
        return self.conclude(
            seen,
            summary=sentence(
                seen,
                wording,
                now=f"Up to {wording.day(today)} it is {wording.percent(measured.share[today], limit=self.max_share)}; the limit "
                f"is {wording.percent(self.max_share)}.",
                clear=f"{self._note(measured, last, wording)}; the limit is {wording.percent(self.max_share)}.",
            ),
            confidence=confidence_of(runs, self.min_runs, hole=measured.hole),
            measures=(
                Measure(name="one_way_share", value=share, unit="share", limit=self.max_share),
                Measure(name="outdoor_distance_m", value=float(measured.over["distance_m"][last]), unit="m"),
                Measure(name="recurring_routes", value=float(len(measured.lengths_m)), unit="routes"),
            ),
            advice=(self._advice(measured, last, wording),),
            has=f"{wording.counted(runs, 'outdoor run')} with positions in 8 weeks",
        )

    def _advice(self, measured: RouteDays, last: pd.Timestamp, wording: Wording) -> str:
        name = _named(measured, last, wording) or "a route"
        return f"You run {name} always the same way round. Reverse it now and then: then every camber and bend loads the other side."

    def _note(self, measured: RouteDays, day: pd.Timestamp, wording: Wording) -> str:
        most = f"; most on {name}" if (name := _named(measured, day, wording)) else ""
        return (
            f"{wording.percent(float(measured.share[day]), limit=self.max_share)} of {wording.distance(float(measured.over['distance_m'][day]))} in the 8 weeks up to "
            f"{wording.day(day)} on familiar routes always run the same way round{most}"
        )

    def _occurrence(self, measured: RouteDays, seen: Stretch, wording: Wording) -> Occurrence:
        return seen.occurrence(self._note(measured, pd.Timestamp(seen.last), wording), measured.period)

    def draw(self, measured: RouteDays) -> Plot:
        """Share of the distance on routes run one way, over eight weeks."""
        label = "share of the last 8 weeks' distance on routes run one way"
        flagged = self._ranks(measured) > NOTHING
        return share_plot(measured, flagged, limit=self.max_share, name="on one-way routes", label=label)


def _by_route(
    log: TrainingLog, runs: list[RouteRun], routes: pd.Index, amount: Callable[[RouteRun], float]
) -> pd.DataFrame:
    """An amount added up over each eight weeks: one row a day, one column a route."""
    table = pd.DataFrame(
        [(pd.Timestamp(run.day), run.route, amount(run)) for run in runs], columns=["day", "route", "m"]
    )
    summed = table.pivot_table(index="day", columns="route", values="m", aggfunc="sum")
    return summed.reindex(index=log.days.index, columns=routes).fillna(0.0).rolling(DAYS, min_periods=1).sum()


def _named(measured: RouteDays, day: pd.Timestamp, wording: Wording) -> str:
    """The one-way route run farthest, in words without a place; empty where there is none."""
    route = int(measured.route[day])
    if route < 0:
        return ""
    return f"your {wording.distance(float(measured.lengths_m[route]))} route ({wording.number(measured.route_runs[day], 0)} runs)"
