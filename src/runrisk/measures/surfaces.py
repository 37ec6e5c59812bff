"""How the shares of the surfaces that were run on changed."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from runrisk.load import window_load
from runrisk.measures.day_windows import judged, log_has_hole, within
from runrisk.model import Period, TrainingLog
from runrisk.wording import Wording

SURFACES = {
    "street": "street",
    "road": "street",
    "trail": "trail",
    "track": "track",
    "indoor_track": "track",
    "treadmill": "treadmill",
    "indoor_running": "treadmill",
    "virtual_activity": "treadmill",
    "virtual_run": "treadmill",
}
"""Surface by FIT's finer name of the sport; other names say nothing of the ground."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Surfaces:
    """How far each surface's share of the distance lies above its usual share, day by day.

    Attributes:
        shift_pct: the largest of these shifts [percentage points]; NaN on days that cannot be judged.
        surface: which surface it is.
        recent: its share of the recent distance, 0-1.
        usual: its share of the distance before, 0-1.
        known: share of the period's distance of which the surface is known.
        days: days of log.
        hole: days without any record lie in or before the period.
        period: the days verdicts speak of.
    """

    shift_pct: pd.Series
    surface: pd.Series
    recent: pd.Series
    usual: pd.Series
    known: float
    days: int
    hole: bool
    period: Period

    @property
    def current(self) -> pd.Series:
        """The shift on the days of the period that can be judged."""
        return judged(self.shift_pct, self.period)

    def on(self, day: pd.Timestamp, wording: Wording) -> str:
        """The shares of a day, in words."""
        recent, usual = wording.percent(self.recent[day]), wording.percent(self.usual[day])
        return f"{self.surface[day]} {recent} of the distance after {usual}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Spans:
    """Two spans of days, one after the other, and what they must hold to be compared.

    Attributes:
        recent_days: the span up to a day [days].
        usual_days: the span before it [days].
        min_known_pct: so much of the distance of each must have a known surface [%].
        min_recent_runs: runs in the recent span.
        min_usual_runs: runs in the span before.
    """

    recent_days: int
    usual_days: int
    min_known_pct: float
    min_recent_runs: int
    min_usual_runs: int

    def recent(self, daily: pd.Series) -> pd.Series:
        """The sum over the recent span up to each day."""
        return window_load(daily, self.recent_days)

    def usual(self, daily: pd.Series) -> pd.Series:
        """The sum over the span before that."""
        return window_load(daily, self.usual_days).shift(self.recent_days)

    def enough(self, log: TrainingLog, recent_m: pd.Series, usual_m: pd.Series, every_m: pd.Series) -> pd.Series:
        """On which days both spans hold enough runs of a known surface."""
        runs, share = log.days["runs"], self.min_known_pct / 100
        often = (self.recent(runs) >= self.min_recent_runs) & (self.usual(runs) >= self.min_usual_runs)
        named = (recent_m >= share * self.recent(every_m)) & (usual_m >= share * self.usual(every_m))
        return often & named & (recent_m > 0) & (usual_m > 0)


def surfaces(log: TrainingLog, spans: Spans) -> Surfaces | None:
    """The largest rise of one surface's share up to each day; None where no run is named after its surface."""
    surface = log.runs["sub_sport"].map(SURFACES)
    if not surface.notna().any():
        return None
    ran = log.runs[["day", "distance_m"]].assign(surface=surface)
    by_day = ran.pivot_table(index="day", columns="surface", values="distance_m", aggfunc="sum", fill_value=0.0)
    by_day = by_day.reindex(log.days.index, fill_value=0.0).where(log.days["known"], np.nan)
    recent, usual = by_day.apply(spans.recent), by_day.apply(spans.usual)
    every = log.days["distance_m"].where(log.days["known"])
    enough = spans.enough(log, recent.sum(axis=1, skipna=False), usual.sum(axis=1, skipna=False), every)
    recent, usual = recent.div(recent.sum(axis=1), axis=0), usual.div(usual.sum(axis=1), axis=0)
    shift = (100 * (recent - usual))[enough]
    top = shift.idxmax(axis=1).reindex(log.days.index)
    inside = within(log.days.index, log.period)
    return Surfaces(
        shift_pct=shift.max(axis=1).reindex(log.days.index),
        surface=top,
        recent=_picked(recent, top),
        usual=_picked(usual, top),
        known=float(by_day[inside].sum().sum() / max(every[inside].sum(), 1.0)),
        days=int(log.days["known"].sum()),
        hole=log_has_hole(log),
        period=log.period,
    )


def _picked(shares: pd.DataFrame, names: pd.Series) -> pd.Series:
    """The share of the surface that `names` names on each day."""
    column = shares.columns.get_indexer(pd.Index(names))
    values = shares.to_numpy()[np.arange(len(shares)), column]
    return pd.Series(np.where(column >= 0, values, np.nan), index=shares.index)
