"""Distance of the last days against what was usual before: the numbers behind weekly-jump and two-week-ramp."""

from dataclasses import dataclass
from functools import cached_property

import pandas as pd
from matplotlib.figure import Figure, SubFigure

from runrisk.analyzers.base import confidence_of
from runrisk.analyzers.windows import within
from runrisk.analyzers.words import km
from runrisk.charts.curves import curve, from_zero, key, limit_curve
from runrisk.charts.style import new_axes
from runrisk.finding import Confidence, Measure
from runrisk.model import Period


@dataclass(frozen=True, kw_only=True, eq=False)
class Ramp:
    """Two sums for each day of the log.

    Attributes:
        recent_m: distance of the last days, the day itself included [m].
        usual_m: what it is compared with [m]; NaN on days that cannot be judged.
        known_days: days of the log with nothing missing.
        hole: days without any record lie in or shortly before the period.
        period: the days verdicts speak of.
    """

    recent_m: pd.Series
    usual_m: pd.Series
    known_days: int
    hole: bool
    period: Period

    @cached_property
    def ratio(self) -> pd.Series:
        """Recent over usual; NaN on days that cannot be judged."""
        return self.recent_m / self.usual_m

    @property
    def current(self) -> pd.Series:
        """The ratio on the days of the period that can be judged."""
        ratio = self.ratio
        return ratio[within(ratio.index, self.period)].dropna()

    def compared(self, day: pd.Timestamp) -> str:
        """The two sums of a day, in words."""
        return f"{km(self.recent_m[day])} against {km(self.usual_m[day])}"

    def confidence(self, needed_days: int) -> Confidence:
        """By the days of log there are, and whether a hole touches them."""
        return confidence_of(self.known_days, needed_days, hole=self.hole)

    def measures(self, limit: float) -> tuple[Measure, ...]:
        """The largest and the latest ratio of the period, and the latest two sums."""
        current = self.current
        last = current.index[-1]
        return (
            Measure(name="largest_ratio", value=float(current.max()), unit="ratio", limit=limit),
            Measure(name="latest_ratio", value=float(current[last]), unit="ratio", limit=limit),
            Measure(name="latest_distance_m", value=float(self.recent_m[last]), unit="m"),
            Measure(name="usual_distance_m", value=float(self.usual_m[last]), unit="m"),
        )

    def draw(self, figure: Figure | SubFigure, flagged: pd.Series, *, limit: float, what: str, usual: str) -> None:
        """The recent distance day by day, below or above its limit."""
        inside = within(self.recent_m.index, self.period)
        recent, edge = self.recent_m[inside] / 1000, limit * self.usual_m[inside] / 1000
        axes = new_axes(figure, ylabel=f"{what} [km]")
        curve(axes, recent.index, recent, flagged[inside], what)
        limit_curve(axes, recent.index, edge, f"limit: {limit:g} times {usual}")
        from_zero(axes)
        key(axes)
