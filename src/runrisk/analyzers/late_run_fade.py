"""Steps that change towards the end of long runs. Off unless turned on."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, NamedTuple

import numpy as np
import pandas as pd

from runrisk.analysis.articles import S001
from runrisk.analysis.base import Analyzer, sentence
from runrisk.analysis.day_charts import day_plot
from runrisk.charts import OF_HUNDRED, Dots, Plot, days_at, flags, limit_at, values
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
from runrisk.measures.day_windows import within
from runrisk.measures.steady_flat import steady_flat
from runrisk.model import TrainingLog
from runrisk.wording import Wording, listed

COLUMNS = ("contact_ms", "cadence_spm", "contact_left_pct")


class Fade(NamedTuple):
    """One run: how its last third differs from its first at the same speed; NaN where it was not measured."""

    run: str
    day: date
    contact_pct: float
    """Contact time, longer is positive [%]."""
    cadence_pct: float
    """Cadence, fewer steps are negative [%]."""
    left_points: float
    """Left share of contact [percentage points]."""
    current: bool


@dataclass(frozen=True, kw_only=True)
class LateRunFade(Analyzer[tuple[Fade, ...]]):
    """Longer ground contact, fewer steps or another balance in the last third of a run than in the first.

    Looks for:
        Form that gives way late in runs of 45 minutes and more.

    Why it matters:
        The articles name poor form. We know of no study that ties a change within a run to injuries, so this rule is off
        unless you turn it on.

    How it is measured:
        Of each run, the flat minutes (slope within 2 %) at its usual speed (within 10 % of the median) are taken. Median
        contact time, cadence and left share of contact in the last third of the run against the first third. Flagged
        from 5 % longer contact, 3 % fewer steps or 1 percentage point of balance on. Each third needs 5 such minutes.

    What it cannot see:
        Wind, heat, another ground in the last third, a strap that slipped; descents longer than a minute are left out,
        shorter ones are not.

    What to do:
        If it is often so, let long runs end a little earlier, or slower.

    Parameters:
        min_run_min [min]: shorter runs are left out. Our choice.
        max_contact_rise_pct [%]: from so much longer contact on. Our choice: twice what calm runs show.
        max_cadence_drop_pct [%]: from so many fewer steps on. Our choice: as above.
        max_balance_points [percentage points]: from such a change of the left share on. Our choice, as
            gct-balance-shift.
        min_minutes [minutes]: minutes that each third needs. Our choice.
        min_runs [runs]: runs needed in the period. Our choice: one or two say little.

    References:
        malisoux2024
    """

    id = "late-run-fade"
    title = "Steps that change late in long runs"
    grade = Grade.ARTICLE_ONLY
    articles = (S001,)
    needs = "3 runs of 45 minutes in the period with ground contact time, cadence or balance minute by minute"
    evidence: ClassVar[tuple[Evidence, ...]] = (
        Evidence(
            key="malisoux2024",
            says="836 runners, 6 months: asymmetry of the gait did not go with more injuries.",
            supports=False,
        ),
    )

    enabled: bool = False
    min_run_min: float = 45.0
    max_contact_rise_pct: float = 5.0
    max_cadence_drop_pct: float = 3.0
    max_balance_points: float = 1.0
    min_minutes: int = 5
    min_runs: int = 3

    def measure(self, log: TrainingLog) -> tuple[Fade, ...] | NotEnoughData | NotApplicable:
        """Compare the thirds of every long run, oldest first."""
        if not log.minutes[list(COLUMNS)].notna().any(axis=None):
            return NotApplicable(reason="No run has ground contact time or cadence.")
        fades = self._fades(log)
        current = sum(fade.current for fade in fades)
        if current < self.min_runs:

            def has(wording: Wording) -> str:
                return f"{wording.counted(current, 'such run')} in the period"

            return NotEnoughData(has=has, missing=lambda wording: f"It takes {self.needs}; there are {has(wording)}.")
        return fades

    def _fades(self, log: TrainingLog) -> tuple[Fade, ...]:
        minutes = log.minutes
        length = minutes.groupby("run")["minute"].transform("max") + 1
        third = np.minimum(3 * minutes["minute"] // length, 2)
        used = steady_flat(minutes) & (length >= self.min_run_min)
        parts = minutes.loc[used, list(COLUMNS)].astype(float).groupby([minutes.loc[used, "run"], third[used]])
        middle = parts.median().where(parts.count() >= self.min_minutes)
        if middle.empty:
            return ()
        first, last = (middle.xs(number, level=1).reindex(range(len(log.runs))) for number in (0, 2))
        percent = 100 * last / first - 100
        table = pd.DataFrame(
            {
                "run": log.runs.index,
                "day": log.runs["day"].dt.date.to_numpy(),
                "contact_pct": percent["contact_ms"].to_numpy(),
                "cadence_pct": percent["cadence_spm"].to_numpy(),
                "left_points": last["contact_left_pct"].to_numpy() - first["contact_left_pct"].to_numpy(),
                "current": within(log.runs["day"], log.period),
            }
        )
        told = table[table[["contact_pct", "cadence_pct", "left_points"]].notna().any(axis=1)]
        return tuple(map(Fade._make, told.itertuples(index=False, name=None)))

    def changes(self, fade: Fade) -> tuple[tuple[str, float, str], ...]:
        """What changed by as much as the limits: its name, by how much, and the unit."""
        found = (
            (fade.contact_pct >= self.max_contact_rise_pct, "contact", fade.contact_pct, "%"),
            (fade.cadence_pct <= -self.max_cadence_drop_pct, "cadence", fade.cadence_pct, "%"),
            (abs(fade.left_points) >= self.max_balance_points, "left share of contact", fade.left_points, "points"),
        )
        return tuple((name, change, unit) for changed, name, change, unit in found if changed)

    def judge(self, measured: tuple[Fade, ...], wording: Wording) -> Finding:
        """Flag each run in which something changed by as much as its limit."""
        current = [fade for fade in measured if fade.current]
        seen = [self._occurrence(fade, wording) for fade in measured if self.changes(fade)]
        limits = (
            f"{wording.exact(self.max_contact_rise_pct)} % of contact time, {wording.exact(self.max_cadence_drop_pct)} % of cadence "
            f"or {wording.exact(self.max_balance_points)} point of balance"
        )
        return self.conclude(
            seen,
            summary=sentence(
                seen,
                wording,
                now=f"Compared were {wording.counted(len(current), 'long run')} of the period; the limits are {limits}.",
                clear=f"In none of {wording.counted(len(current), 'long run')} the steps of the last third differed from those of "
                f"the first by {limits}.",
            ),
            confidence=confidence_of(len(current), self.min_runs),
            measures=(
                Measure(
                    name="median_contact_change", value=_median(current, 2), unit="%", limit=self.max_contact_rise_pct
                ),
                Measure(
                    name="median_cadence_change", value=_median(current, 3), unit="%", limit=-self.max_cadence_drop_pct
                ),
                Measure(
                    name="median_balance_change",
                    value=_median(current, 4),
                    unit="%-points",
                    limit=self.max_balance_points,
                ),
            ),
            advice=("If it is often so, let long runs end a little earlier, or slower.",),
            has=wording.counted(len(current), "long run") + " in the period",
        )

    def _occurrence(self, fade: Fade, wording: Wording) -> Occurrence:
        said = [f"{name} {wording.number(change, 1, sign=True)} {unit}" for name, change, unit in self.changes(fade)]
        return Occurrence(
            first=fade.day,
            last=fade.day,
            level=Level.INFO,
            note=f"{listed(said)} in the last third",
            activity=fade.run,
            in_period=fade.current,
        )

    def draw(self, measured: tuple[Fade, ...]) -> Plot:
        """How cadence changed within each long run, or contact time where there is no cadence."""
        current = [fade for fade in measured if fade.current]
        shown, limit, what = [fade.cadence_pct for fade in current], -self.max_cadence_drop_pct, "cadence"
        if np.isnan(shown).all():
            shown, limit, what = [fade.contact_pct for fade in current], self.max_contact_rise_pct, "contact time"
        flagged = flags([bool(self.changes(fade)) for fade in current])
        return day_plot(
            Dots(at=days_at(fade.day for fade in current), value=values(shown), flagged=flagged),
            limit_at(limit, OF_HUNDRED, what=f"limit of {what} ", signed=True),
            name="last third / first",
            unit=OF_HUNDRED,
            zero=False,
        )


def _median(fades: list[Fade], column: int) -> float | None:
    values = [fade[column] for fade in fades]
    known = [value for value in values if isinstance(value, float) and not np.isnan(value)]
    return float(np.median(known)) if known else None
