"""Laps that nearly always go the same way round a track."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
import pandas as pd

from runrisk.analysis.base import Analyzer, Side, sentence
from runrisk.analysis.day_charts import day_line, day_plot
from runrisk.charts import RATIO, Plot, limit_at
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
from runrisk.measures.day_windows import NOTHING, Stretch, log_has_hole, ranks, stretches, within
from runrisk.measures.laps import lap_part
from runrisk.measures.outdoor import INDOORS, TRACKS, over_days, path_runs, spoken_day, sums_on
from runrisk.measures.turns import turns_of
from runrisk.model import Period, TrainingLog
from runrisk.model.features import PATH_STEP_M
from runrisk.wording import Wording

DAYS = 28
"""Days that laps are counted over: four weeks. Source: the evidence table; our choice."""

NO_LAPS = INDOORS - TRACKS
"""Kinds of run whose positions, if any, are made up."""

_PLACES = {"indoor_track": "an indoor track"}
_OUTDOORS = "a track"
_SUMMED = ("sessions", "distance_m", "left_deg", "right_deg")


@dataclass(frozen=True, kw_only=True, eq=False)
class TrackDays:
    """Laps of the last 28 days, for each day, indoors and outdoors apart.

    Attributes:
        places: place in words -> sums over the window: `sessions`, `distance_m`, degrees turned in bends `left_deg` and
            `right_deg`, and their `bias`; NaN on days with too few sessions.
        hole: days without any record lie in or before the period.
        period: the days verdicts speak of.
    """

    places: Mapping[str, pd.DataFrame]
    hole: bool
    period: Period

    def current(self, place: str) -> pd.DataFrame:
        """The days of the period that can be judged, at a place."""
        over = self.places[place]
        return over[within(over.index, self.period)].dropna()

    @property
    def judged(self) -> tuple[str, ...]:
        """The places with days that can be judged."""
        return tuple(place for place in self.places if len(self.current(place)))


@dataclass(frozen=True, kw_only=True)
class TrackOneDirection(Analyzer[TrackDays]):
    """Laps on a running track that nearly all go the same way round.

    Looks for:
        Track sessions, and laps of 150 to 500 m in other runs, and the way round they go.

    Why it matters:
        In the bends of a track the inner and the outer leg do different work. In one team on a small unbanked indoor
        track the muscles that turn the foot grew stronger on opposite sides of the two legs. On a full-size track at an
        easy pace the difference is small. The articles do not speak of tracks; loads on one side are theirs by analogy.

    How it is measured:
        turn_bias = (left - right) / (left + right) of the degrees turned in bends [degrees / degrees], over 28 days:
        -1 is all clockwise, +1 all anticlockwise. Flagged from 0.8 on, either way, with at least 8 km in laps. Sessions
        count if the watch calls them track, or if places are passed again 150 to 500 m later in the same direction,
        four times or more. Indoor tracks are judged apart.

    What it cannot see:
        Indoor laps without positions, the radius of the bends, banked bends.

    What to do:
        Change the direction where the rules of the track allow it, mostly on small indoor tracks.

    Parameters:
        max_bias [ratio]: from here on laps go one way. Our choice: nine of ten laps.
        min_distance_m [m]: so much of laps must lie in the 28 days. Our choice: 20 laps of a standard track.
        min_sessions [runs]: so many track sessions must lie in them. Our choice.

    References:
        beukeboom2000, mesquita2024
    """

    id = "track-one-direction"
    title = "Track laps always the same way round"
    side = Side.LAPS
    habits = ("vary-direction",)
    grade = Grade.LIMITED
    needs = "3 track sessions with positions within 28 days"
    evidence: ClassVar[tuple[Evidence, ...]] = (
        Evidence(
            key="beukeboom2000",
            says="25 athletes, one season counter-clockwise on a small indoor track: muscles turning the left foot inwards "
            "(p=.01) and the right foot outwards (p=.04) gained more strength; 68 % were injured.",
            supports=True,
        ),
        Evidence(
            key="mesquita2024",
            says="11 runners: on a radius of 18 m, and at low speed on 6 m, the work of running was nearly as on a straight.",
            supports=False,
        ),
    )

    max_bias: float = 0.8
    min_distance_m: float = 8000.0
    min_sessions: int = 3

    def measure(self, log: TrainingLog) -> TrackDays | NotEnoughData | NotApplicable:
        """Add up the laps of the 28 days before each day."""
        rows = list(_laps(log))
        if not rows:
            return NotApplicable(reason="The log holds no laps on a track with positions.")
        names = dict.fromkeys(row["place"] for row in rows)
        places = {
            place: self._judged(over_days(log, [row for row in rows if row["place"] == place], _SUMMED, DAYS))
            for place in names
        }
        measured = TrackDays(places=places, hole=log_has_hole(log, DAYS), period=log.period)
        if not measured.judged:
            seen = sum(log.period.holds(row["day"]) for row in rows)
            return NotEnoughData(
                has=lambda wording: f"{wording.counted(seen, 'track session')} in the period",
                missing=lambda wording: (
                    f"There are {wording.counted(seen, 'track session')} in the period; it takes {self.needs}."
                ),
            )
        return measured

    def _judged(self, over: pd.DataFrame) -> pd.DataFrame:
        total = over["left_deg"] + over["right_deg"]
        bias = (over["left_deg"] - over["right_deg"]) / total.where(total > 0)
        return over.assign(bias=bias).where(over["sessions"] >= self.min_sessions)

    def _ranks(self, over: pd.DataFrame) -> pd.Series:
        one_way = (over["bias"].abs() >= self.max_bias) & (over["distance_m"] >= self.min_distance_m)
        return ranks({Level.INFO: one_way}, over.index)

    def judge(self, measured: TrackDays, wording: Wording) -> Finding:
        """Flag each stretch of days whose 28 days of laps go one way."""
        latest = {place: self._spoken(measured, place) for place in measured.judged}
        main = max(latest, key=lambda place: float(latest[place]["distance_m"]))
        row = latest[main]
        seen = [one for place in measured.judged for one in self._occurrences(measured, place, wording)]
        said = " ".join(_said(place, measured.current(place).iloc[-1], wording) for place in measured.judged)
        return self.conclude(
            seen,
            summary=sentence(
                seen,
                wording,
                now=f"{said} The limits are {wording.percent((1 + self.max_bias) / 2)} one way and "
                f"{wording.distance(self.min_distance_m)}.",
            ),
            confidence=confidence_of(float(row["sessions"]), self.min_sessions, hole=measured.hole),
            measures=(
                Measure(name="turn_bias", value=float(row["bias"]), unit="ratio", limit=self.max_bias),
                Measure(name="track_distance_m", value=float(row["distance_m"]), unit="m", limit=self.min_distance_m),
                Measure(name="track_sessions", value=float(row["sessions"]), unit="runs", limit=self.min_sessions),
            ),
            advice=("All laps go in one direction. Change it where rules allow, mostly on small indoor tracks.",),
            has=f"{wording.counted(int(row['sessions']), 'track session')} in 28 days, {wording.distance(row['distance_m'])} of laps",
        )

    def _spoken(self, measured: TrackDays, place: str) -> pd.Series:
        """The sums of the day that the summary speaks of."""
        over = measured.places[place]
        return over.loc[[spoken_day(self._ranks(over), over["sessions"].notna(), measured.period)]].iloc[0]

    def _occurrences(self, measured: TrackDays, place: str, wording: Wording) -> Iterator[Occurrence]:
        over = measured.places[place]
        for seen in stretches(self._ranks(over), over["bias"].abs(), measured.period):
            yield self._occurrence(measured, place, seen, wording)

    def _occurrence(self, measured: TrackDays, place: str, seen: Stretch, wording: Wording) -> Occurrence:
        row = sums_on(measured.places[place], pd.Timestamp(seen.last))
        note = f"{wording.distance(row['distance_m'])} of laps on {place} in 28 days, {_way(row['bias'], wording)}"
        return seen.occurrence(note, measured.period)

    def draw(self, measured: TrackDays) -> Plot:
        """Bias of the turns on the track, over 28 days: anticlockwise above, clockwise below."""
        lines = (
            day_line(days["bias"], self._ranks(days) > NOTHING, measured.period, name=f"last 28 days on {place}")
            for place, days in ((place, measured.places[place]) for place in measured.judged)
        )
        return day_plot(
            *lines,
            limit_at(self.max_bias, then=", anticlockwise"),
            limit_at(-self.max_bias, then=", clockwise"),
            name="turn bias",
            unit=RATIO,
            ends=(-1.15, 1.15),
            key=True,
        )


def _laps(log: TrainingLog) -> Iterator[dict[str, Any]]:
    """One row for each run with laps."""
    for run in path_runs(log, NO_LAPS, DAYS):
        laps = lap_part(run)
        if laps is not None:
            turn = turns_of(laps)
            yield {
                "day": run.day,
                "place": _PLACES.get(run.sub_sport or "", _OUTDOORS),
                "sessions": 1,
                "distance_m": len(laps.place_m) * PATH_STEP_M,
                "left_deg": turn.left_deg,
                "right_deg": turn.right_deg,
            }


def _said(place: str, row: pd.Series, wording: Wording) -> str:
    return (
        f"{wording.distance(float(row['distance_m']))} of laps on {place} in the 28 days up to {wording.day(pd.Timestamp(str(row.name)))}, in "
        f"{wording.counted(int(row['sessions']), 'session')}: {_way(float(row['bias']), wording)}."
    )


def _way(bias: float, wording: Wording) -> str:
    """`0.9` -> "95 % of the turning to the left (anticlockwise)"."""
    if np.isnan(bias):
        return "no bends seen"
    way = "to the left (anticlockwise)" if bias >= 0 else "to the right (clockwise)"
    return f"{wording.number(50 * (1 + abs(bias)), 0)} % of the turning {way}"
